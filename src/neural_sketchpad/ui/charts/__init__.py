"""What layers and costs do over time: the tabs beneath the network."""

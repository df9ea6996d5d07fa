"""The network, layer by layer: its recipe, what every unit computes over the plane, and how its activations lie."""

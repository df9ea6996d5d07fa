"""The canvas: the plane with its points, what the network makes of it, and the tools that draw."""

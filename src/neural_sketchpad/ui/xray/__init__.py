"""The X-ray in the window: what it is taken of, its lines as a tree, its phases one by one."""

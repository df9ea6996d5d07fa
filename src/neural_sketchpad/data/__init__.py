"""The points of the plane: a frozen data set, and pure functions that make, draw, find and split points.

NumPy only. Coordinates are those of the plane, (x1, x2), examples in columns.
"""

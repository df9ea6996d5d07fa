"""The mathematics of the course, in its notation and in NumPy alone.

Examples stand in columns: X (n_x, m), Y (1, m), W[l] (n[l], n[l-1]), b[l] (n[l], 1), Z[l] and A[l] (n[l], m).
L counts the hidden layers and the output layer.
"""

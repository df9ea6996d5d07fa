"""What the engine is to reach: how many times as fast as each rival, in the same run.

Of PyTorch its better number of threads counts; of JAX the usual writing, with examples in rows.
"""

TRAINING = {
    "W1": {"textbook NumPy": 8.0, "PyTorch": 40.0, "JAX": 1.05},
    "W2": {"textbook NumPy": 8.0},
    "W3": {"textbook NumPy": 13.0, "PyTorch": 4.5, "JAX": 1.2},
    "W4": {"textbook NumPy": 5.5, "PyTorch": 16.0, "JAX": 1.6},
    "W5": {"textbook NumPy": 3.0, "PyTorch": 1.9, "JAX": 1.2},
}
GRID = {"PyTorch": 5.5}
UNITS = {"W4": {"PyTorch": 8.0}}
FLOAT64_AT_MOST = 2.2
"""So many times as long may a step in double precision take."""

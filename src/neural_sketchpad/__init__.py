"""Neural Sketchpad: draw a 2-D data set, build a neural network, watch it learn."""

import os

# One BLAS thread: on networks of this size a second one only gets in the way, and badly so as soon as a
# window is painted beside it. It has to be said before NumPy is loaded, and every import passes here first.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"

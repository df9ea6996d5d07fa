"""Cross-entropy from logits.

J = -(1/m) Σ [ y log ŷ + (1 - y) log(1 - ŷ) ] with ŷ = σ(z). Since -log σ(z) = softplus(-z), each term is
softplus(z) - y z, which is finite and exact where ŷ has long rounded to 0 or 1.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def softplus(Z: Array) -> Array:
    """log(1 + e^z) without overflow."""
    return np.maximum(Z, 0.0) + np.log1p(np.exp(-np.abs(Z)))


def total_cross_entropy(Z: Array, Y: Array) -> float:
    """The sum of the losses over the examples; Z and Y of one shape, Y of 0 and 1."""
    return float(np.sum(softplus(Z) - Y * Z))


def cross_entropy(Z: Array, Y: Array) -> float:
    """The cost J: the mean loss over the examples; Z and Y of one shape (1, m), m >= 1."""
    return total_cross_entropy(Z, Y) / Z.size

"""How well the nearest neighbours of each example tell what it is: what can be learned, whatever the network's shape.

A classic yardstick (Cover and Hart, 1967): it knows nothing of layers, and where it does much better than a network
the examples are not to blame.
"""

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.insight.findings.thresholds import Threshold

Array = NDArray[np.float64]


def neighbours_error(X: NDArray[np.floating], Y: Array, *, is_regression: bool) -> float:
    """The error of each example's prediction by its nearest others; X (n, m), Y (n[L], m), m >= 2.

    Distances are between inputs of deviation 1. For classes the share of examples told wrong by the majority, for
    values the mean of (ŷ - y)² with ŷ the neighbours' mean. Ties count for the class that is right.
    """
    deviations = X.std(axis=1, keepdims=True)
    scaled = X / np.where(deviations > 0.0, deviations, 1.0)
    squares = np.sum(scaled**2, axis=0)
    distances = squares[:, None] + squares - 2.0 * scaled.T @ scaled
    np.fill_diagonal(distances, np.inf)
    count = min(int(Threshold.NEIGHBOURS.number), X.shape[1] - 1)
    nearest = np.argpartition(distances, count - 1, axis=1)[:, :count]
    told = Y[:, nearest].mean(axis=2)
    if is_regression:
        return float(np.mean((told - Y) ** 2))
    if len(Y) == 1:
        return float(np.mean(np.abs(told - Y) > 0.5))
    return float(np.mean(told.max(axis=0) > np.sum(told * Y, axis=0)))

"""Whether a line (or a plane in more inputs) can tell two clouds of points apart, with a proof either way.

By the theorem of Farkas either some (w, b) has y (w·x + b) > 0 for every point, or some weights λ >= 0 with sum 1 make
Σ λ y (x, 1) = 0: a place that lies in the convex hulls of both clouds. The λ that come nearest are found by
non-negative least squares (Lawson and Hanson, 1974), and what they leave is the (w, b).
"""

from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MOST_ROUNDS = 200
"""A few times the number of inputs are enough; where this is not, the question stays open."""
ROUNDING = 1e-9
"""What is left of Σ λ y (x, 1), for inputs of size 1, counts as 0 below this."""


def separable(positive: NDArray[np.floating], negative: NDArray[np.floating]) -> bool | None:
    """Whether points (n, k) and (n, j) lie strictly on two sides of a hyperplane; None where rounding hides it."""
    if positive.shape[1] == 0 or negative.shape[1] == 0:
        return True
    both = np.hstack([positive, negative])
    centre = both.mean(axis=1, keepdims=True)
    size = np.abs(both - centre).max(axis=1, keepdims=True)
    size[size == 0.0] = 1.0
    first, second = ((cloud - centre) / size for cloud in (positive, negative))
    signed = np.hstack([_with_ones(first), -_with_ones(second)])
    left = _what_is_left(np.vstack([signed, np.ones(signed.shape[1])]))
    if left is None:
        return None
    if np.abs(left).max() <= ROUNDING:
        return False
    return True if (left[:-1] @ signed < 0.0).all() else None


def inseparable_pair(X: NDArray[np.floating], labels: NDArray[np.integer]) -> tuple[int, int] | None:
    """The first two classes of the points X (n, m) that no hyperplane tells apart, or None."""
    present = [int(label) for label in np.unique(labels)]
    for first, second in combinations(present, 2):
        if separable(X[:, labels == first], X[:, labels == second]) is False:
            return first, second
    return None


def _with_ones(X: NDArray[np.floating]) -> NDArray[np.floating]:
    return np.vstack([X, np.ones(X.shape[1])])


def _what_is_left(A: Array) -> Array | None:
    """e - A λ for the λ >= 0 that make it smallest, e being the last unit vector; None after MOST_ROUNDS."""
    wanted = np.zeros(len(A))
    wanted[-1] = 1.0
    chosen = np.zeros(A.shape[1], dtype=bool)
    weights = np.zeros(A.shape[1])
    for _ in range(MOST_ROUNDS):
        left = wanted - A @ weights
        pull = np.where(chosen, -np.inf, left @ A)
        best = int(pull.argmax())
        if pull[best] <= ROUNDING * 1e-3:
            return left
        chosen[best] = True
        while True:
            places = np.flatnonzero(chosen)
            solved = np.linalg.lstsq(A[:, places], wanted, rcond=None)[0]
            if (solved > 0.0).all():
                weights[places] = solved
                break
            old = weights[places]
            falling = solved <= 0.0
            step = np.min(old[falling] / (old[falling] - solved[falling]), initial=1.0)
            weights[places] = old + step * (solved - old)
            weights[places[falling & (weights[places] <= 0.0)]] = 0.0
            gone = places[weights[places] <= 1e-15]
            if len(gone) == 0:
                return None
            weights[gone], chosen[gone] = 0.0, False
            if not chosen.any():
                return None
    return None

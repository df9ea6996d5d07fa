"""What the network is told about a point: x1, x2, and combinations of them, standardised on demand.

The network's inputs are features of the plane, but everything is shown in the plane: maps and readings put plane
coordinates through the same `InputMap` that the training examples went through.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


@dataclass(frozen=True)
class Feature:
    """One input: its name in files, its symbol on the screen, and how it follows from x1 and x2."""

    name: str
    symbol: str
    of: Callable[[Array, Array], Array]


FEATURES = MappingProxyType(
    {
        feature.name: feature
        for feature in (
            Feature("x1", "x₁", lambda x1, x2: x1),
            Feature("x2", "x₂", lambda x1, x2: x2),
            Feature("x1_squared", "x₁²", lambda x1, x2: x1 * x1),
            Feature("x2_squared", "x₂²", lambda x1, x2: x2 * x2),
            Feature("x1_x2", "x₁x₂", lambda x1, x2: x1 * x2),
            Feature("sin_x1", "sin x₁", lambda x1, x2: np.sin(x1)),
            Feature("sin_x2", "sin x₂", lambda x1, x2: np.sin(x2)),
        )
    }
)
"""Every input a network can have, in the order in which it always has them."""

PLAIN = ("x1", "x2")


def raw_features(names: Sequence[str], X: Array) -> Array:
    """The features (n[0], k) of the points X (2, k), in the precision of X."""
    if tuple(names) == PLAIN:
        return X
    return np.stack([FEATURES[name].of(X[0], X[1]) for name in names])


@dataclass(frozen=True)
class InputMap:
    """From points of the plane to A[0]: (feature - mean) / deviation, feature by feature.

    `means` and `deviations` are None where nothing is standardised.
    """

    names: tuple[str, ...] = PLAIN
    means: tuple[float, ...] | None = None
    deviations: tuple[float, ...] | None = None

    @classmethod
    def fitted(cls, names: tuple[str, ...], X: Array) -> "InputMap":
        """Standardised over the points X (2, m): each feature then has mean 0 and standard deviation 1 over them.

        A feature that is the same for all points (or where there are none) is only centred.
        """
        if X.shape[1] == 0:
            return cls(names)
        features = raw_features(names, X)
        means = features.mean(axis=1)
        deviations = features.std(axis=1)
        # What rounding leaves of a constant feature is not a deviation.
        constant = deviations <= 1e-12 * np.abs(means)
        deviations[constant | (deviations == 0.0)] = 1.0
        return cls(names, tuple(means.tolist()), tuple(deviations.tolist()))

    def __call__(self, X: Array) -> Array:
        """A[0] (n[0], k) for the points X (2, k), in the precision of X; X itself where there is nothing to do."""
        features = raw_features(self.names, X)
        if self.means is None or self.deviations is None:
            return features
        mean = np.array(self.means, dtype=X.dtype)[:, None]
        deviation = np.array(self.deviations, dtype=X.dtype)[:, None]
        return (features - mean) / deviation

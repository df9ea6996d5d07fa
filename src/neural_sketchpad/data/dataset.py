"""The data set: a frozen value that is edited by making another.

Every point carries a serial number that it keeps for life, so that what depends on a point (whether it is held out
for testing, for one) does not jump to its neighbour when another point is erased.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

CLASSES = (0, 1)


@dataclass(frozen=True, eq=False)
class Dataset:
    """`X` (2, m) coordinates x1, x2; `labels` (m,) of 0 and 1; `serials` (m,) unique. All read-only."""

    X: NDArray[np.float64] = field(default_factory=lambda: np.empty((2, 0)))
    labels: NDArray[np.int8] = field(default_factory=lambda: np.empty(0, dtype=np.int8))
    serials: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))

    def __post_init__(self) -> None:
        if not (self.X.shape == (2, self.m) and self.labels.shape == self.serials.shape == (self.m,)):
            raise ValueError("points, labels and serials must have one entry per point.")
        for array in (self.X, self.labels, self.serials):
            array.flags.writeable = False

    @classmethod
    def of(cls, X: ArrayLike, labels: ArrayLike, first_serial: int = 0) -> "Dataset":
        """Points X (2, m) with their labels (m,), numbered on from `first_serial`."""
        columns = np.array(X, dtype=np.float64).reshape(2, -1)
        serials = np.arange(first_serial, first_serial + columns.shape[1], dtype=np.int64)
        return cls(columns, np.array(labels, dtype=np.int8), serials)

    @property
    def m(self) -> int:
        """How many points there are."""
        return self.X.shape[1]

    @property
    def next_serial(self) -> int:
        """A number no point has."""
        return int(self.serials.max()) + 1 if self.m else 0

    @property
    def class_counts(self) -> tuple[int, ...]:
        """How many points each class has."""
        return tuple(int(np.count_nonzero(self.labels == label)) for label in CLASSES)

    def take(self, chosen: NDArray[np.integer] | NDArray[np.bool_]) -> "Dataset":
        """The points at these places (indices or a mask)."""
        return Dataset(self.X[:, chosen], self.labels[chosen], self.serials[chosen])

    def inserted(self, places: NDArray[np.intp], points: "Dataset") -> "Dataset":
        """With `points` added so that they end up at `places` (ascending indices of the result)."""
        m = self.m + points.m
        if points.m == 0 or places[0] == self.m:
            order = None
        else:
            order = np.empty(m, dtype=np.intp)
            rest = np.ones(m, dtype=bool)
            rest[places] = False
            order[rest] = np.arange(self.m)
            order[places] = np.arange(self.m, m)
        joined = Dataset(
            np.hstack([self.X, points.X]),
            np.concatenate([self.labels, points.labels]),
            np.concatenate([self.serials, points.serials]),
        )
        return joined if order is None else joined.take(order)

    def removed(self, places: NDArray[np.intp]) -> "Dataset":
        """Without the points at `places`."""
        keep = np.ones(self.m, dtype=bool)
        keep[places] = False
        return self.take(keep)

    def moved(self, places: NDArray[np.intp], X: NDArray[np.float64]) -> "Dataset":
        """With the points at `places` (k,) put to X (2, k)."""
        moved = self.X.copy()
        moved[:, places] = X
        return Dataset(moved, self.labels, self.serials)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Dataset)
            and np.array_equal(self.X, other.X)
            and np.array_equal(self.labels, other.labels)
            and np.array_equal(self.serials, other.serials)
        )

    __hash__ = None  # type: ignore[assignment]

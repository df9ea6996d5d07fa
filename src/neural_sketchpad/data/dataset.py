"""The data set: a frozen value that is edited by making another.

Every point carries a serial number of its own that it keeps as long as it is there, so that what depends on a point
(whether it is held out for testing, for one) does not jump to its neighbour when another point is erased.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

MOST_CLASSES = 8
"""Classes are 0 to 7."""
FARTHEST = 1e9
"""Points and values farther out could no longer be told apart on a canvas."""
LAST_SERIAL = 2**52 - 1


@dataclass(frozen=True, eq=False)
class Dataset:
    """`X` (2, m) coordinates x1, x2; `targets` (m,) what is to be learned; `serials` (m,) unique. All read-only.

    A target is the number of a class, or any number where `is_regression`.
    """

    X: NDArray[np.float64] = field(default_factory=lambda: np.empty((2, 0)))
    targets: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    serials: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    is_regression: bool = False

    def __post_init__(self) -> None:
        if not (self.X.shape == (2, self.m) and self.targets.shape == self.serials.shape == (self.m,)):
            raise ValueError("points, targets and serials must have one entry per point.")
        for array in (self.X, self.targets, self.serials):
            array.flags.writeable = False

    @classmethod
    def of(cls, X: ArrayLike, targets: ArrayLike, first_serial: int = 0, *, is_regression: bool = False) -> "Dataset":
        """Points X (2, m) with their classes or values (m,), numbered on from `first_serial`."""
        columns = np.array(X, dtype=np.float64).reshape(2, -1)
        serials = np.arange(first_serial, first_serial + columns.shape[1], dtype=np.int64)
        return cls(columns, np.array(targets, dtype=np.float64), serials, is_regression)

    @property
    def m(self) -> int:
        """How many points there are."""
        return self.X.shape[1]

    def free_serials(self, count: int) -> NDArray[np.int64]:
        """So many numbers that no point has: those after the last one, or where they run out the lowest free ones."""
        first = int(self.serials.max()) + 1 if self.m else 0
        if first + count <= LAST_SERIAL + 1:
            return np.arange(first, first + count, dtype=np.int64)
        return np.setdiff1d(np.arange(self.m + count, dtype=np.int64), self.serials)[:count]

    @cached_property
    def labels(self) -> NDArray[np.int8]:
        """The classes (m,); of no meaning for a regression."""
        return self.targets.astype(np.int8)

    @cached_property
    def classes(self) -> int:
        """How many classes there are to tell apart: up to the highest that has a point, and never fewer than two."""
        return max(2, int(self.targets.max()) + 1) if self.m else 2

    @property
    def class_counts(self) -> tuple[int, ...]:
        """How many points each class has."""
        return tuple(np.bincount(self.labels, minlength=self.classes).tolist())

    def as_regression(self) -> "Dataset":
        """The same points with the numbers of their classes as values."""
        return replace(self, is_regression=True)

    def as_classes(self) -> "Dataset":
        """The same points, each of the class whose number is nearest to its value."""
        nearest = np.clip(np.floor(self.targets + 0.5), 0, MOST_CLASSES - 1)
        return replace(self, targets=nearest, is_regression=False)

    def take(self, chosen: NDArray[np.integer] | NDArray[np.bool_]) -> "Dataset":
        """The points at these places (indices or a mask)."""
        return replace(self, X=self.X[:, chosen], targets=self.targets[chosen], serials=self.serials[chosen])

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
        joined = replace(
            self,
            X=np.hstack([self.X, points.X]),
            targets=np.concatenate([self.targets, points.targets]),
            serials=np.concatenate([self.serials, points.serials]),
        )
        return joined if order is None else joined.take(order)

    def removed(self, places: NDArray[np.intp]) -> "Dataset":
        """Without the points at `places`."""
        keep = np.ones(self.m, dtype=bool)
        keep[places] = False
        return self.take(keep)

    def moved(self, places: NDArray[np.intp], X: NDArray[np.float64]) -> "Dataset":
        """With the points at `places` (k,) put to X (2, k), or as far out as points can be."""
        moved = self.X.copy()
        moved[:, places] = np.clip(X, -FARTHEST, FARTHEST)
        return replace(self, X=moved)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, Dataset)
            and np.array_equal(self.X, other.X)
            and self.is_regression == other.is_regression
            and np.array_equal(self.targets, other.targets)
            and np.array_equal(self.serials, other.serials)
        )

    __hash__ = None  # type: ignore[assignment]

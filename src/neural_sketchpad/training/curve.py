"""The cost over the iterations, in bounded memory.

Costs are kept at every multiple of a stride. When the room is full, every other one is dropped and the stride
doubles, so the curve of ten million iterations has as many points as that of a few thousand, evenly spaced, and which
iterations it holds depends on nothing but how far the run has come.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

CAPACITY = 1024


@dataclass(frozen=True, eq=False)
class Curve:
    """`iterations` (k,) ascending; `train` and `test` (k,) the cost J before the update of that iteration.

    `test` is NaN where nothing was held out. `stride` is the distance at which costs are kept.
    """

    stride: int
    iterations: NDArray[np.int64]
    train: NDArray[np.float64]
    test: NDArray[np.float64]

    @classmethod
    def empty(cls, stride: int = 1) -> "Curve":
        return cls(stride, np.empty(0, np.int64), np.empty(0), np.empty(0))

    def __len__(self) -> int:
        return len(self.iterations)


class CurveRecorder:
    """The growing side of a curve."""

    def __init__(self, curve: Curve) -> None:
        self._stride = curve.stride
        self._count = len(curve)
        self._iterations = np.zeros(CAPACITY, np.int64)
        self._costs = np.zeros((2, CAPACITY))
        self._iterations[: self._count] = curve.iterations
        self._costs[:, : self._count] = curve.train, curve.test

    def is_due(self, iteration: int) -> bool:
        """Whether the cost of this iteration is to be recorded and is not yet."""
        return iteration % self._stride == 0 and (self._count == 0 or self._iterations[self._count - 1] < iteration)

    def next_due(self, iteration: int) -> int:
        """The first iteration after this one whose cost is to be recorded."""
        return (iteration // self._stride + 1) * self._stride

    def record(self, iteration: int, train: float, test: float) -> None:
        """Add a point; `iteration` must be due."""
        if self._count == CAPACITY:
            self._thin_out()
            if iteration % self._stride:
                return
        self._iterations[self._count] = iteration
        self._costs[:, self._count] = train, test
        self._count += 1

    def _thin_out(self) -> None:
        self._stride *= 2
        kept = np.flatnonzero(self._iterations[: self._count] % self._stride == 0)
        self._count = len(kept)
        self._iterations[: self._count] = self._iterations[kept]
        self._costs[:, : self._count] = self._costs[:, kept]

    def curve(self) -> Curve:
        """What has been recorded so far, as a value."""
        train, test = self._costs[:, : self._count].copy()
        return Curve(self._stride, self._iterations[: self._count].copy(), train, test)

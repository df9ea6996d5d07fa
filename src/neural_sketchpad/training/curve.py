"""The cost over the iterations, in bounded memory.

Costs are kept at every multiple of a stride, which doubles whenever there are EVENLY of them. Beside these, so that
neither the beginning nor a spike is lost as the run goes on, those stay that are dense on a logarithmic axis, and the
highest of those that go. So the curve of ten million iterations takes little more room than that of a few thousand, and
which iterations it holds follows from the run alone, not from how it was cut up.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.training.history import stride_at

EVENLY = 1024
"""So many costs are evenly spaced at the most, and more than half as many in a long run."""
PER_DOUBLING = 32
"""So many at least lie between iteration i and 2 i."""
SPIKE_OF = 16
"""Of so many costs that go the highest stays."""
ROOM = EVENLY + 64 * PER_DOUBLING
"""More than there can be: no run comes to iteration 2^60."""


@dataclass(frozen=True, eq=False)
class Curve:
    """`iterations` (k,) ascending; `train` and `test` (k,) the cost J before the update of that iteration.

    `test` is NaN where nothing was held out. `stride` is the distance at which costs are kept now, `first_stride` that
    at the beginning.
    """

    stride: int
    iterations: NDArray[np.int64]
    train: NDArray[np.float64]
    test: NDArray[np.float64]
    first_stride: int = 1

    @classmethod
    def empty(cls, stride: int = 1) -> "Curve":
        return cls(stride, np.empty(0, np.int64), np.empty(0), np.empty(0), stride)

    def __len__(self) -> int:
        return len(self.iterations)


class CurveRecorder:
    """The growing side of a curve."""

    def __init__(self, curve: Curve) -> None:
        self._stride, self._first_stride = curve.stride, curve.first_stride
        self._count = len(curve)
        self._iterations = np.zeros(ROOM, np.int64)
        self._costs = np.zeros((2, ROOM))
        self._iterations[: self._count] = curve.iterations
        self._costs[:, : self._count] = curve.train, curve.test

    def is_due(self, iteration: int) -> bool:
        """Whether the cost of this iteration is to be recorded and is not yet."""
        return self._stays(iteration) and (self._count == 0 or self._iterations[self._count - 1] < iteration)

    def next_due(self, iteration: int) -> int:
        """The first iteration after this one whose cost is to be recorded."""
        return min((iteration // stride + 1) * stride for stride in (self._stride, self._dense_stride(iteration)))

    def record(self, iteration: int, train: float, test: float) -> None:
        """Add a point; `iteration` must be due."""
        if iteration // self._stride >= EVENLY:
            self._thin_out()
            if not self.is_due(iteration):
                return
        self._iterations[self._count] = iteration
        self._costs[:, self._count] = train, test
        self._count += 1

    def _dense_stride(self, iteration: int) -> int:
        """The distance here of the costs that always stay."""
        return self._first_stride * stride_at(iteration // self._first_stride, PER_DOUBLING)

    def _thin_out(self) -> None:
        self._stride *= 2
        kept = [self._stays(int(iteration)) for iteration in self._iterations[: self._count]]
        places, going = np.flatnonzero(kept), np.flatnonzero(np.logical_not(kept))
        blocks = [going[start : start + SPIKE_OF] for start in range(0, len(going), SPIKE_OF)]
        spikes = np.array([block[np.argmax(self._costs[0, block])] for block in blocks], np.intp)
        places = np.sort(np.concatenate([places, spikes]))
        self._count = len(places)
        self._iterations[: self._count] = self._iterations[places]
        self._costs[:, : self._count] = self._costs[:, places]

    def _stays(self, iteration: int) -> bool:
        return iteration % self._stride == 0 or iteration % self._dense_stride(iteration) == 0

    def curve(self) -> Curve:
        """What has been recorded so far, as a value."""
        train, test = self._costs[:, : self._count].copy()
        return Curve(self._stride, self._iterations[: self._count].copy(), train, test, self._first_stride)

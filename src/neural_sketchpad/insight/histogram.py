"""Histograms over equal bins round zero whose ends are powers of two, so that they can be laid over each other.

A histogram of the past is kept without knowing how far later values will reach. As every bin of a narrow one lies
within a single bin of a wider one, it can be widened afterwards, exactly.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BINS = 128
SMALLEST, LARGEST = -40, 100
"""Powers of two: nearer to zero nothing is told apart, and what lies farther out falls into no bin."""


@dataclass(frozen=True, eq=False)
class Histogram:
    """`counts` (BINS,) of values in equal parts of [−2^power, 2^power]; `low` and `high` are the least and largest.

    A value between two bins belongs to the right one. Without finite values all is 0.
    """

    power: int
    counts: NDArray[np.int64]
    low: float
    high: float

    @property
    def total(self) -> int:
        return int(self.counts.sum())

    def widened(self, power: int) -> NDArray[np.int64]:
        """The counts (BINS,) over [−2^power, 2^power], for a power no smaller than its own."""
        factor = min(1 << (power - self.power), BINS // 2)
        inner = self.counts.reshape(-1, factor).sum(axis=1)
        counts = np.zeros(BINS, np.int64)
        first = (BINS - len(inner)) // 2
        counts[first : first + len(inner)] = inner
        return counts


def histogram_of(values: NDArray[np.floating]) -> Histogram:
    """How the finite ones among `values` (any shape) are distributed."""
    finite = values[np.isfinite(values)]
    if finite.size == 0:
        return Histogram(SMALLEST, np.zeros(BINS, np.int64), 0.0, 0.0)
    low, high = float(finite.min()), float(finite.max())
    reach = max(-low, high)
    fraction, power = math.frexp(reach)  # exact, where a logarithm is rounded: reach is fraction · 2^power
    power = min(max(power - (fraction == 0.5), SMALLEST), LARGEST) if reach > 0.0 else SMALLEST
    # Times a power of two, which is exact: no value crosses the edge of a bin by rounding.
    bins = np.floor(finite * (BINS / 2.0 ** (power + 1))) + BINS // 2
    bins[finite == 2.0**power] = BINS - 1  # the last bin alone has both of its ends
    inside = bins[(bins >= 0) & (bins < BINS)].astype(np.intp)
    return Histogram(power, np.bincount(inside, minlength=BINS).astype(np.int64), low, high)

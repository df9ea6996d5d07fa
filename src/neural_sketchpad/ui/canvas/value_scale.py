"""Which values the colours of a regression stand for, so that points, map and colour bar speak of the same."""

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.ui.tables import SHADES, Shades, shades_of

LARGEST = 1e30
"""Colours of larger values than this say nothing more."""

FINE_STEPS = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)

Ends = tuple[float, float]


def value_scale(targets: NDArray[np.floating]) -> Ends:
    """(0, r) where no value is below zero, else (−r, r); r is round, no value lies beyond it, and it is at least 1."""
    if targets.size == 0:
        return -1.0, 1.0
    # In fine steps: values just above 1 on a scale up to 2 would all look pale.
    reach = round_up(max(1.0, float(np.abs(targets).max())), FINE_STEPS)
    return (0.0 if float(targets.min()) >= 0.0 else -reach), reach


def value_shades(values: NDArray[np.floating], ends: Ends) -> Shades:
    """The shades of values: zero is always the middle one, so that a colour says which side of zero it is."""
    return shades_of(values, -ends[1], ends[1])


def value_strip(ends: Ends) -> Shades:
    """The shades from one end to the other."""
    return np.arange(SHADES // 2 if ends[0] == 0.0 else 0, SHADES, dtype=np.uint16)


def round_up(value: float, steps: Sequence[float] = (1.0, 2.0, 5.0)) -> float:
    """The next of these times a power of ten, at least 0.1: an axis that does not tremble with its data."""
    if not 0.1 < value < LARGEST:
        return 0.1 if value <= 0.1 else LARGEST
    power = 10.0 ** math.floor(math.log10(value))
    return next((factor * power for factor in steps if factor * power >= value), 10.0 * power)

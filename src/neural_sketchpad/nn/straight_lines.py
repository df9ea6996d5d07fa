"""Straight lines of a plane, cut to what can be seen of them: all lines at once."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Range = tuple[float, float]

CORNERS = np.array([(0.0, 1.0, 0.0), (0.0, 0.0, 1.0)])
"""Three places of the plane, from whose values every c0 + c1 x1 + c2 x2 can be told."""


def rectangle(x1_range: Range, x2_range: Range) -> Array:
    """The half-planes (4, 3) whose common part it is; (h0, h1, h2) is the side where h0 + h1 x1 + h2 x2 >= 0."""
    (left, right), (bottom, top) = x1_range, x2_range
    return np.array([(-left, 1.0, 0.0), (right, -1.0, 0.0), (-bottom, 0.0, 1.0), (top, 0.0, -1.0)])


def coefficients(values: Array) -> Array:
    """c (k, 3) of the functions c0 + c1 x1 + c2 x2 with these values (k, 3) at CORNERS."""
    return np.column_stack([values[:, 0], values[:, 1] - values[:, 0], values[:, 2] - values[:, 0]])


def cut_lines(lines: Array, sides: Array) -> Array:
    """What of each line c0 + c1 x1 + c2 x2 = 0 lies on the right side of all half-planes.

    `lines` is (k, 3); `sides` is (h, 3) for all of them or (k, h, 3). The segments (k, 4) are x1, x2, x1, x2, on whose
    way c0 + c1 x1 + c2 x2 is positive on the left; NaN where nothing is left of a line, or it is none.
    """
    with np.errstate(all="ignore"):
        steepness = np.hypot(lines[:, 1], lines[:, 2])[:, None]
        unit = lines / steepness
        foot = -unit[:, :1] * unit[:, 1:]
        way = np.column_stack([unit[:, 2], -unit[:, 1]])
        value = sides[..., 0] + np.sum(sides[..., 1:] * foot[:, None, :], axis=-1)
        slope = np.sum(sides[..., 1:] * way[:, None, :], axis=-1)
        crossing = -value / slope
        first = np.where(slope > 0.0, crossing, -np.inf).max(axis=1)
        last = np.where(slope < 0.0, crossing, np.inf).min(axis=1)
        beside = ((slope == 0.0) & (value < 0.0)).any(axis=1)
        segments = np.hstack([foot + first[:, None] * way, foot + last[:, None] * way])
    segments[beside | ~(first < last) | ~np.isfinite(segments).all(axis=1)] = np.nan
    return segments

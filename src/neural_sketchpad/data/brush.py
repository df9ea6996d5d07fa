"""What the drawing tools do to points, as pure functions: spray, and find points under a disc or in a rectangle."""

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]


def spray(centre: Point, radius: float, count: int, rng: np.random.Generator) -> NDArray[np.float64]:
    """`count` points (2, count), uniform over the disc of `radius` round `centre` (plane units)."""
    distance = radius * np.sqrt(rng.random(count))  # the root makes it uniform over the area
    angle = rng.uniform(0.0, 2.0 * np.pi, count)
    return np.vstack([centre[0] + distance * np.cos(angle), centre[1] + distance * np.sin(angle)])


def stroke_stops(start: Point, end: Point, spacing: float, carried: float) -> tuple[list[Point], float]:
    """Where a brush dragged from `start` to `end` sprays: every `spacing` along the way.

    `carried` is the way already gone since the last stop; the way gone since the new last stop is returned, so that
    a stroke sprays evenly however the mouse events cut it.
    """
    length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    stops: list[Point] = []
    at = spacing - carried
    while at <= length and length > 0.0:
        share = at / length
        stops.append((start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
        at += spacing
    return stops, length - (at - spacing)


def within_disc(X: NDArray[np.float64], centre: Point, radius: float) -> NDArray[np.intp]:
    """Indices of the points X (2, m) inside the disc."""
    inside = (X[0] - centre[0]) ** 2 + (X[1] - centre[1]) ** 2 <= radius**2
    return np.flatnonzero(inside)


def within_rectangle(X: NDArray[np.float64], corner: Point, opposite: Point) -> NDArray[np.intp]:
    """Indices of the points X (2, m) inside the rectangle between two opposite corners."""
    inside = np.ones(X.shape[1], dtype=bool)
    for axis in (0, 1):
        low, high = sorted((corner[axis], opposite[axis]))
        inside &= (X[axis] >= low) & (X[axis] <= high)
    return np.flatnonzero(inside)


def nearest(X: NDArray[np.float64], place: Point, within: float) -> int | None:
    """Index of the point of X (2, m) nearest to `place`, or None if none is nearer than `within`."""
    if X.shape[1] == 0:
        return None
    squared = (X[0] - place[0]) ** 2 + (X[1] - place[1]) ** 2
    index = int(np.argmin(squared))
    return index if squared[index] <= within**2 else None

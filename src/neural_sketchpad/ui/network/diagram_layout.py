"""Where everything of the network's diagram stands: columns of units, the ends of edges, bias dots. No Qt.

From the sizes n[0], ..., n[L] and the room there is follow how much of it can be shown: names and controls over a
column fold to its number where columns are narrow, and units that find no room are folded away and counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.place import BIAS, Place

Floats = NDArray[np.float64]

LARGEST, SMALLEST = 40, 9
"""Pixels of a unit's side."""
CLOSEST = 2
"""Pixels between two units at least."""
SHARE = 0.74
"""Of the height that a unit has for itself, for its picture at the most."""
FARTHEST = 20
"""Pixels between two units at the most."""
SHARE_OF_PITCH = 0.54
"""Of the width that a column has for itself, for its pictures: the edges need the rest."""
LEFT, RIGHT = 52, 34
LEFT_BARE, RIGHT_BARE = 24, 24
"""Pixels from the borders to the middles of the first and the last column, with names and without."""
MORE = 16
"""Pixels beneath a column for saying how many units are folded away."""
FULL_PITCH, NUMBERED_PITCH = 76, 38
"""Columns at least so far apart have their controls over them, or room for adding a layer between them."""
FULL_HEAD, FOLDED_HEAD = 78, 30
TO_EDGE, TO_DOT = 4.0, 3.0
"""Pixels that the pointer may be beside an edge, and beyond the rim of a bias dot at the most."""


class Detail(Enum):
    """How much stands over the columns: all controls, a number with room between, or the number alone."""

    FULL = "full"
    NUMBERED = "numbered"
    BARE = "bare"


@dataclass(frozen=True)
class Column:
    """Layer `layer`, centred at `x`: `units` units, of which those at `tops` are shown as squares of `side` pixels."""

    layer: int
    x: float
    side: int
    units: int
    tops: tuple[int, ...]

    @property
    def left(self) -> int:
        return round(self.x - self.side / 2)

    @property
    def shown(self) -> int:
        return len(self.tops)

    @property
    def folded(self) -> int:
        """How many units are not shown."""
        return self.units - self.shown

    @property
    def dot(self) -> float:
        """The largest radius of a bias dot."""
        return min(5.0, max(2.0, self.side / 7))

    @property
    def dots(self) -> list[tuple[float, float]]:
        """The middles of the bias dots: the lower left corners of the units, where no edge ends."""
        x, foot = self.left + 0.5, self.side - 0.5
        return [(x, top + foot) for top in self.tops]


@dataclass(frozen=True, eq=False)
class DiagramLayout:
    """The whole diagram in pixels. `gaps[l-1]` (shown of l, shown of l - 1, 4) are the ends x1, y1, x2, y2 of the
    edges into layer l, from the right side of a unit to the left side of the next layer's.
    """

    width: int
    height: int
    detail: Detail
    pitch: float
    top: int
    columns: tuple[Column, ...]
    gaps: tuple[Floats, ...] = field(repr=False)

    def shows(self, place: Place) -> bool:
        """Whether the unit at a place, and what it reads from, is there to be seen."""
        if not 0 <= place.layer < len(self.columns) or place.unit >= self.columns[place.layer].shown:
            return False
        source = place.source
        return source in (None, BIAS) or (source is not None and source < self.columns[place.layer - 1].shown)

    def box(self, layer: int, unit: int) -> tuple[int, int, int]:
        """Left, top and side of a unit that is shown."""
        column = self.columns[layer]
        return column.left, column.tops[unit], column.side

    def middle(self, place: Place) -> tuple[float, float]:
        """The middle of a unit, of an edge, or of a bias dot."""
        if place.source is None:
            left, top, side = self.box(place.layer, place.unit)
            return left + side / 2, top + side / 2
        if place.source == BIAS:
            return self.columns[place.layer].dots[place.unit]
        x1, y1, x2, y2 = self.gaps[place.layer - 1][place.unit, place.source].tolist()
        return (x1 + x2) / 2, (y1 + y2) / 2


def diagram_layout(sizes: tuple[int, ...], width: int, height: int) -> DiagramLayout:
    """The diagram of a network n[0..L] in `width` by `height` pixels."""
    depth = len(sizes) - 1
    detail, pitch, left = _detail(depth, width)
    top = FULL_HEAD if detail is Detail.FULL else FOLDED_HEAD
    columns = tuple(
        _column(layer, left + layer * pitch, units, pitch, top, max(0, height - top - 2))
        for layer, units in enumerate(sizes)
    )
    gaps = tuple(_ends(source, target) for source, target in pairwise(columns))
    return DiagramLayout(width, height, detail, pitch, top, columns, gaps)


def place_at(layout: DiagramLayout, drawn: Sequence[NDArray[np.bool_]], x: float, y: float) -> Place | None:
    """What is under the pointer: a bias dot, a unit, or the nearest edge among those `drawn` (like the gaps)."""
    for column in layout.columns[1:]:
        reach = column.dot + min(TO_DOT, column.side / 8)  # a small unit has to be left something too
        for unit, (dot_x, dot_y) in enumerate(column.dots):
            if abs(x - dot_x) <= reach and abs(y - dot_y) <= reach:
                return Place(column.layer, unit, BIAS)
    for column in layout.columns:
        if column.left <= x < column.left + column.side:
            for unit, unit_top in enumerate(column.tops):
                if unit_top <= y < unit_top + column.side:
                    return Place(column.layer, unit)
    return _edge_at(layout, drawn, x, y)


def _edge_at(layout: DiagramLayout, drawn: Sequence[NDArray[np.bool_]], x: float, y: float) -> Place | None:
    for number, (ends, visible) in enumerate(zip(layout.gaps, drawn, strict=True), start=1):
        if not visible.any():
            continue
        x1, y1, x2, y2 = np.moveaxis(ends, -1, 0)
        if not float(x1[0, 0]) <= x <= float(x2[0, 0]):
            continue
        across = np.hypot(x2 - x1, y2 - y1)
        distances = np.abs((x - x1) * (y2 - y1) - (y - y1) * (x2 - x1)) / across
        distances[~visible] = np.inf
        unit, source = np.unravel_index(int(np.argmin(distances)), distances.shape)
        if distances[unit, source] <= TO_EDGE:
            return Place(number, int(unit), int(source))
    return None


def _detail(depth: int, width: int) -> tuple[Detail, float, int]:
    """How much stands over the columns, how far they are apart, and where the first one is."""
    pitch = (width - LEFT - RIGHT) / depth
    if pitch >= FULL_PITCH:
        return Detail.FULL, pitch, LEFT
    if pitch >= NUMBERED_PITCH:
        return Detail.NUMBERED, pitch, LEFT
    return Detail.BARE, max(2.0, (width - LEFT_BARE - RIGHT_BARE) / depth), LEFT_BARE


def _column(layer: int, x: float, units: int, pitch: float, top: int, height: int) -> Column:
    widest = max(4, min(LARGEST, int(SHARE_OF_PITCH * pitch)))
    smallest = min(SMALLEST, widest)
    if units * (smallest + CLOSEST) - CLOSEST <= height:
        shown, room = units, height
    else:
        room = height - MORE
        shown = max(1, (room + CLOSEST) // (smallest + CLOSEST))
    each = min(room / shown, widest + FARTHEST)
    side = max(smallest, min(widest, int(SHARE * each), int(each) - CLOSEST))
    first = top + (room - shown * each) / 2 + (each - side) / 2
    return Column(layer, x, side, units, tuple(round(first + unit * each) for unit in range(shown)))


def _ends(source: Column, target: Column) -> Floats:
    """(shown of the target, shown of the source, 4)."""
    ends = np.empty((target.shown, source.shown, 4))
    ends[..., 0] = source.left + source.side
    ends[..., 1] = np.array(source.tops) + source.side / 2
    ends[..., 2] = target.left
    ends[..., 3] = (np.array(target.tops) + target.side / 2)[:, None]
    ends.flags.writeable = False
    return ends

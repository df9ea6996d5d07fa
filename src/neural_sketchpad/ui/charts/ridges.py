"""The distribution of a layer's activations over the iterations: one ridge behind the other, the newest in front."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyqtgraph.functions import arrayToQPolygonF
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QResizeEvent

from neural_sketchpad.insight.histogram import BINS, Histogram
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.nn.reshaping import layer_origins
from neural_sketchpad.ui.canvas.axes import short_text
from neural_sketchpad.ui.charts.activation_axis import Ends, axis_of
from neural_sketchpad.ui.charts.cells import TITLE, Cells, paint_title, small_font
from neural_sketchpad.ui.charts.layer_words import LayerTitle
from neural_sketchpad.ui.colours import mixed
from neural_sketchpad.ui.theme import Theme

MOST = 20
"""Ridges at the most, beside the present one."""
LABELS, AXIS = 52, 13
"""Pixels for the iterations beside the ridges and for the values below them, where there is room."""
TALL = 110
BETWEEN_LABELS = 12
RISE = 3.2
"""How much higher than the distance to the next one a ridge may be."""
FINEST = 0.6
"""Bins for a pixel; where there would be more, two are drawn as one."""
CLOSEST = 4
"""Pixels of height for each ridge; where there is room for fewer, every second or third is drawn."""
OLDEST = 0.75
"""How much of the ground there is in the colour of the oldest ridge."""

Past = tuple[int, Recipe, tuple[Histogram, ...]]
"""An iteration, what the network was then, and how the activations of its layers were distributed."""


@dataclass(frozen=True, eq=False)
class Ridges:
    """A layer at ascending `iterations`; `shares` (k, parts) are those of the activations in equal parts of `ends`."""

    title: LayerTitle
    iterations: Sequence[int]
    shares: NDArray[np.float64]
    ends: Ends


@dataclass(frozen=True, eq=False)
class Shape:
    """A ridge ready to be drawn on the height `base`: its name or "", the area beneath its outline, and the outline."""

    label: str
    base: float
    area: QPolygonF
    outline: QPolygonF


def ridge_iterations(newest: int) -> list[int]:
    """0 and the powers of two up to an iteration, the last MOST of them: each is kept by every history."""
    powers = [1 << power for power in range(newest.bit_length())]
    return [0, *powers[1 - MOST :]]


def ridges_of(title: LayerTitle, past: Sequence[Past], number: int, now: Recipe) -> Ridges:
    """Layer `number` of `now` at the moments where it, or what it continues, was there; ascending, the last one now."""
    there = [
        (iteration, found[origin - 1])
        for iteration, then, found in past
        if (origin := layer_origins(then, now)[number - 1]) is not None
    ]
    histograms = [histogram for _, histogram in there]
    low, high = min(each.low for each in histograms), max(each.high for each in histograms)
    low, high = axis_of(number, now, low, high)
    reach = math.ceil(math.log2(max(-low, high)))
    power = max(reach, *(each.power for each in histograms))
    edges = np.linspace(-(2.0**power), 2.0**power, BINS + 1)
    first, last = int(np.searchsorted(edges, low, "right")) - 1, int(np.searchsorted(edges, high, "left"))
    shares = [each.widened(power)[first:last] / max(1, each.total) for each in histograms]
    ends = float(edges[first]), float(edges[last])
    return Ridges(title, [iteration for iteration, _ in there], np.array(shares), ends)


def label_of(iteration: int) -> str:
    """The name of a ridge, never wider than LABELS: 131,072 or, from a million on, 4.19 M."""
    if iteration < 10**6:
        return f"{iteration:,}"
    millions = iteration / 1e6
    return f"{millions:.{2 if millions < 10 else 1 if millions < 100 else 0}f} M"


class RidgeCells(Cells):
    """The ridges of each layer."""

    def __init__(self) -> None:
        super().__init__("Distribution of the activations over the iterations")
        self.ridges: Sequence[Ridges] = ()
        self._shapes: Sequence[Sequence[Shape]] = ()

    def set_ridges(self, ridges: Sequence[Ridges]) -> None:
        self.ridges = ridges
        self.set_count(len(ridges))
        self._shape()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._shape()

    def _shape(self) -> None:
        self._shapes = [_shapes(*each) for each in zip(self.ridges, self.places, strict=False)]

    def paint_cell(self, painter: QPainter, index: int, area: QRectF) -> None:
        ridges, theme = self.ridges[index], self.theme
        paint_title(painter, area, ridges.title.texts(theme, area.width()))
        ground, tall = _ground(area), area.height() >= TALL
        small_font(painter)
        oldest = max(1, len(self._shapes[index]) - 1)
        for row, shape in enumerate(self._shapes[index]):
            _paint_shape(painter, shape, theme, OLDEST * (1.0 - row / oldest))
            painter.setPen(QColor(theme.soft))
            where = QRectF(area.left(), shape.base - 8, LABELS - 5, 12)
            painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, shape.label)
        if tall:
            _paint_axis(painter, ground, ridges.ends, theme.soft)

    def words_at(self, index: int, area: QRectF, at: QPointF) -> str:
        ridges, ground = self.ridges[index], _ground(area)
        if not ground.left() <= at.x() < ground.right():
            return ""
        shown = _shown(ground, len(ridges.iterations))
        ahead = [place for place, base in zip(shown, _bases(ground, len(shown)), strict=True) if base >= at.y() - 1.0]
        place = ahead[0] if ahead else shown[-1]
        parts = ridges.shares.shape[1]
        part = int((at.x() - ground.left()) / ground.width() * parts)
        width = (ridges.ends[1] - ridges.ends[0]) / parts
        low = ridges.ends[0] + part * width
        return (
            f"{ridges.title.name}, iteration {ridges.iterations[place]:,}:   "
            f"a from {short_text(low)} to {short_text(low + width)}:  {ridges.shares[place, part]:.1%}"
        )


def _ground(area: QRectF) -> QRectF:
    tall = area.height() >= TALL
    return area.adjusted(LABELS if tall else 0, TITLE, 0, -AXIS if tall else -1)


def _shown(ground: QRectF, count: int) -> list[int]:
    """The places of the ridges that are drawn, ascending, the newest among them."""
    step = max(1, math.ceil(CLOSEST * count / ground.height()))
    return list(range(count - 1, -1, -step))[::-1]


def _bases(ground: QRectF, count: int) -> list[float]:
    """The height on which each ridge stands; the newest at the bottom, and room for its height above the oldest."""
    pitch = ground.height() / (count - 1 + RISE) if count > 1 else 0.0
    return [ground.bottom() - pitch * (count - 1 - place) for place in range(count)]


def _shapes(ridges: Ridges, area: QRectF) -> list[Shape]:
    """The ridges that are drawn there, ascending; named are the newest, and of the others those that have room."""
    ground = _ground(area)
    if ground.isEmpty():
        return []
    shown = _shown(ground, len(ridges.iterations))
    bases = _bases(ground, len(shown))
    pitch = bases[1] - bases[0] if len(bases) > 1 else ground.height()
    height = min(ground.height(), RISE * pitch)
    each = max(1, math.ceil(BETWEEN_LABELS / pitch))
    shapes = []
    for ahead, place, base in zip(range(len(shown))[::-1], shown, bases, strict=True):
        label = label_of(ridges.iterations[place]) if area.height() >= TALL and ahead % each == 0 else ""
        shapes.append(Shape(label, base, *_polygons(ground, base, height, ridges.shares[place])))
    return shapes


def _polygons(ground: QRectF, base: float, height: float, shares: NDArray[np.float64]) -> tuple[QPolygonF, QPolygonF]:
    """The area and the outline of a ridge that is as high as it may be at its highest.

    Heights are square roots, or half of all activations at 0 would leave nothing to be seen of the others.
    """
    together = 2 if len(shares) % 2 == 0 and len(shares) > FINEST * ground.width() else 1
    shares = shares.reshape(-1, together).sum(axis=1)
    highest = float(shares.max(initial=0.0))
    heights = np.sqrt(shares / highest) * (height - 1) if highest > 0.0 else shares
    middles = ground.left() + (np.arange(len(shares)) + 0.5) * ground.width() / len(shares)
    x = np.concatenate([[ground.left()], middles, [ground.right()]])
    y = base - np.concatenate([heights[:1], heights, heights[-1:]])
    area = arrayToQPolygonF(np.append(x, [x[-1], x[0]]), np.append(y, [base, base]))
    return area, arrayToQPolygonF(x, y)


def _paint_shape(painter: QPainter, shape: Shape, theme: Theme, age: float) -> None:
    """One ridge, opaque, so that it hides what lies behind; the older, the paler."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)  # the outline goes over the edge
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(mixed(theme.panel, theme.train, 0.14))
    painter.drawPolygon(shape.area)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(mixed(theme.train, theme.panel, age), 1.0))
    painter.drawPolyline(shape.outline)


def _paint_axis(painter: QPainter, ground: QRectF, ends: Ends, colour: str) -> None:
    painter.setPen(QColor(colour))
    numbers = QRectF(ground.left(), ground.bottom() + 1, ground.width(), AXIS - 1)
    middle = 0.5 * (ends[0] + ends[1])
    for value, side in (
        (ends[0], Qt.AlignmentFlag.AlignLeft),
        (middle, Qt.AlignmentFlag.AlignHCenter),
        (ends[1], Qt.AlignmentFlag.AlignRight),
    ):
        painter.drawText(numbers, side | Qt.AlignmentFlag.AlignVCenter, short_text(value))

"""How the weights and the biases of a layer are distributed: bars up for W[l], bars down for b[l]."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from neural_sketchpad.nn.network import Network
from neural_sketchpad.ui.canvas.axes import short_text
from neural_sketchpad.ui.canvas.value_scale import FINE_STEPS, round_up
from neural_sketchpad.ui.charts.cells import TITLE, WIDE, Cells, paint_title, small_font
from neural_sketchpad.ui.charts.layer_names import long_name, short_name

Counts = NDArray[np.int64]

BINS = 25
"""Odd, so that one bar is round zero."""
AXIS = 13
"""Pixels for the numbers below the bars, where there is room."""
TALL = 72
BIAS_SHARE = 0.35
"""Of the height, for the bars of b[l]."""


@dataclass(frozen=True, eq=False)
class WeightBars:
    """A layer by its name and a shorter one; how many of W[l] `shape` and of b[l] are in BINS parts of ±`reach`."""

    name: str
    short: str
    shape: tuple[int, int]
    reach: float
    weights: Counts
    biases: Counts

    @property
    def width(self) -> float:
        return 2.0 * self.reach / BINS


def weight_bars(network: Network, number: int) -> WeightBars:
    """The bars of layer `number`; numbers that are not finite are in none."""
    layer = network.parameters.layers[number - 1]
    W, b = (values[np.isfinite(values)] for values in layer)
    largest = max(float(np.abs(W).max(initial=0.0)), float(np.abs(b).max(initial=0.0)))
    reach = round_up(largest, FINE_STEPS)
    counts = [
        np.histogram(values, bins=BINS, range=(-reach, reach))[0].astype(np.int64)
        for values in (np.clip(W, -reach, reach), np.clip(b, -reach, reach))
    ]
    names = long_name(number, network.recipe), short_name(number, network.recipe)
    return WeightBars(*names, layer[0].shape, reach, *counts)


class WeightCells(Cells):
    """The bars of each layer."""

    def __init__(self) -> None:
        super().__init__("Distribution of weights and biases")
        self.bars: Sequence[WeightBars] = ()

    def set_bars(self, bars: Sequence[WeightBars]) -> None:
        self.bars = bars
        self.set_count(len(bars))

    def paint_cell(self, painter: QPainter, index: int, area: QRectF) -> None:
        bars, theme = self.bars[index], self.theme
        n, n_prev = bars.shape
        wide = area.width() >= WIDE
        right = f"W {n} × {n_prev}, b {n} × 1" if wide else f"±{short_text(bars.reach)}"
        paint_title(painter, area, ((bars.name if wide else bars.short, theme.ink), (right, theme.soft)))
        ground = _ground(area)
        base = ground.bottom() - BIAS_SHARE * ground.height()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        _paint_bars(painter, ground, base, ground.top() - base, bars.weights, QColor(theme.train))
        _paint_bars(painter, ground, base, ground.bottom() - base, bars.biases, QColor(theme.test))
        painter.setPen(QColor(theme.line))
        painter.drawLine(QPointF(ground.left(), base), QPointF(ground.right(), base))
        painter.setPen(QColor(theme.soft))
        painter.drawLine(QPointF(ground.center().x(), base - 3), QPointF(ground.center().x(), base + 3))
        if area.height() >= TALL:
            small_font(painter)
            numbers = QRectF(ground.left(), ground.bottom() + 1, ground.width(), AXIS - 1)
            for value, side in (
                (-bars.reach, Qt.AlignmentFlag.AlignLeft),
                (0.0, Qt.AlignmentFlag.AlignHCenter),
                (bars.reach, Qt.AlignmentFlag.AlignRight),
            ):
                painter.drawText(numbers, side | Qt.AlignmentFlag.AlignVCenter, short_text(value))

    def words_at(self, index: int, area: QRectF, at: QPointF) -> str:
        bars = self.bars[index]
        place = min(max(int((at.x() - area.left()) / area.width() * BINS), 0), BINS - 1)
        low = -bars.reach + place * bars.width
        n, n_prev = bars.shape
        return (
            f"{bars.name}, {short_text(low)} to {short_text(low + bars.width)}:   "
            f"{bars.weights[place]:,} of {n * n_prev:,} w   {bars.biases[place]:,} of {n:,} b"
        )


def _ground(area: QRectF) -> QRectF:
    below = AXIS if area.height() >= TALL else 0
    return area.adjusted(0, TITLE, 0, -below)


def _paint_bars(painter: QPainter, ground: QRectF, base: float, height: float, counts: Counts, colour: QColor) -> None:
    """Bars from `base`, the highest of them `height` pixels high, downward where that is positive."""
    highest = max(1, int(counts.max()))
    pitch = ground.width() / BINS
    for place in np.flatnonzero(counts).tolist():
        length = counts[place] / highest * (abs(height) - 1)
        top = base if height > 0 else base - max(1.5, length)
        painter.fillRect(QRectF(ground.left() + place * pitch, top, max(1.0, pitch - 1), max(1.5, length)), colour)

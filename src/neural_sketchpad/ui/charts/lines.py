"""Lines over the iterations, each with its name and value beside the plot."""

import math
from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from neural_sketchpad.insight.notation import number_text
from neural_sketchpad.ui.canvas.value_scale import FINE_STEPS, LARGEST, round_up
from neural_sketchpad.ui.charts.layer_names import line_pen
from neural_sketchpad.ui.charts.line_labels import Label, LineLabels
from neural_sketchpad.ui.charts.plot import Plot
from neural_sketchpad.ui.theme import LIGHT, Theme

Array = NDArray[np.float64]

DIGITS = 3
SHORTEST = 10
"""The axis of iterations is at least so long."""
LOWEST_POWER = -30
"""A logarithmic axis goes no deeper: that is 0 to anyone who watches."""


class Lines(QWidget):
    """A plot with a line for each row of values; the labels tell the last values, or those under the pointer."""

    def __init__(self, left: str, *, logarithmic: bool) -> None:
        super().__init__()
        self.plot = Plot("iteration", left)
        self.labels = LineLabels()
        self.reading = QLabel()
        self.reading.setProperty("role", "small")
        self.iterations: NDArray[np.int64] = np.empty(0, np.int64)
        self.values: Array = np.empty((0, 0))
        self.names: Sequence[str] = ()
        self._theme = LIGHT
        self._curves: list[pg.PlotCurveItem] = []
        self._log_x, self._log_y = False, logarithmic
        self._floor = 0.0
        self._pointed: float | None = None
        self._strong: frozenset[int] = frozenset()
        self._lay_out()
        self.plot.setLogMode(x=False, y=logarithmic)
        self.plot.pointed.connect(self._point)
        self.plot.getViewBox().sigResized.connect(self._place_labels)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.plot, 1)
        row.addWidget(self.labels)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row, 1)
        layout.addWidget(self.reading)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.plot.set_theme(theme)
        self.labels.set_theme(theme)

    def set_log_x(self, on: bool) -> None:
        """Logarithmic iterations, from 1 on; counts from the next lines."""
        self._log_x = on
        self.plot.setLogMode(x=on, y=self._log_y)

    def show_lines(
        self, iterations: NDArray[np.int64], values: Array, names: Sequence[str], strong: frozenset[int] = frozenset()
    ) -> None:
        """Values (n, k) of n lines at k iterations, NaN where there is none; the `strong` ones are drawn wider."""
        self.iterations, self.values, self.names, self._strong = iterations, values, names, strong
        self._set_ranges()
        self._fit_curves(len(values))
        shown = iterations > 0 if self._log_x else iterations >= 0
        x = self._x(iterations[shown].astype(np.float64))
        for place, (curve, row) in enumerate(zip(self._curves, values, strict=True)):
            width = 2.5 if place in strong else 1.0
            curve.setPen(line_pen(place, len(values), self._theme, width))
            curve.setData(x, self._y(row[shown]), connect="finite")
        self._place_labels()

    def _fit_curves(self, count: int) -> None:
        while len(self._curves) < count:
            curve = pg.PlotCurveItem(antialias=True)
            self.plot.addItem(curve)
            self._curves.append(curve)
        while len(self._curves) > count:
            self.plot.removeItem(self._curves.pop())

    def _set_ranges(self) -> None:
        """Axes that grow by round steps instead of trembling with every new value."""
        box = self.plot.getViewBox()
        last = max(SHORTEST, int(self.iterations.max(initial=0)))
        box.setXRange(0.0, self._x(np.array([float(last)]))[0], padding=0.02)
        finite = self.values[np.isfinite(self.values)]
        if not self._log_y:
            low = -round_up(float(-finite.min(initial=0.0)), FINE_STEPS) if finite.min(initial=0.0) < 0.0 else 0.0
            box.setYRange(low, round_up(float(finite.max(initial=0.0)), FINE_STEPS), padding=0.03)
            return
        positive = finite[finite > 10.0**LOWEST_POWER]
        low = math.floor(math.log10(positive.min())) if positive.size else -1.0
        high = math.ceil(math.log10(positive.max()) + 1e-9) if positive.size else 0.0
        self._floor = low - (positive.size < finite.size)  # 0 has no logarithm: it lies on a floor of its own
        box.setYRange(self._floor, max(high, self._floor + 1.0), padding=0.03)

    def _x(self, iterations: Array) -> Array:
        return np.log10(iterations) if self._log_x else iterations

    def _y(self, values: Array) -> Array:
        if not self._log_y:
            return np.where(np.isfinite(values), np.clip(values, -LARGEST, LARGEST), np.nan)
        with np.errstate(all="ignore"):
            logarithms = np.log10(values)
        return np.where(np.isneginf(logarithms), self._floor, np.where(np.isfinite(logarithms), logarithms, np.nan))

    def _point(self, x: float | None) -> None:
        self._pointed = x
        self._place_labels()

    def _place_labels(self) -> None:
        """The labels at the ends of the lines, or the values at the kept iteration nearest to the pointer."""
        box = self.plot.getViewBox()
        area = box.sceneBoundingRect()
        if self.values.size == 0:
            self.labels.set_labels((), area.top(), area.bottom())
            self.reading.setText("")
            return
        place = len(self.iterations) - 1
        if self._pointed is not None:
            iteration = 10.0**self._pointed if self._log_x else self._pointed
            place = int(np.argmin(np.abs(self.iterations - iteration)))
            at = float(self.iterations[place])
            self.plot.cross.setPos(math.log10(max(1.0, at)) if self._log_x else at)
        labels = []
        heights = self._y(self.values[:, place])
        for row, (name, y) in enumerate(zip(self.names, heights, strict=True)):
            value = float(self.values[row, place])
            height = box.mapViewToScene(QPointF(0.0, float(y))).y() if math.isfinite(y) else None
            text = "–" if math.isnan(value) else "0" if value == 0.0 else number_text(value, DIGITS)
            width = 2.5 if row in self._strong else 1.0
            labels.append(Label(name, text, height, line_pen(row, len(self.values), self._theme, width)))
        self.labels.set_labels(labels, area.top() + 6, area.bottom() - 6)
        self.reading.setText(f"iteration {self.iterations[place]:,}")

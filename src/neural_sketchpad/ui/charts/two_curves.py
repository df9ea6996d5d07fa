"""Two curves over the iterations, of training and test examples, with the values under the pointer."""

import math
from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from neural_sketchpad.insight.notation import number_text
from neural_sketchpad.ui.charts.plot import Plot
from neural_sketchpad.ui.theme import LIGHT, Theme

Array = NDArray[np.float64]

DIGITS = 4
LOWEST = 1e-12
"""On a logarithmic axis a cost of 0 stands here."""


@dataclass(frozen=True, eq=False)
class Series:
    """Values (k,) of the training and the test examples at `iterations` (k,), ascending; NaN where there are none."""

    iterations: NDArray[np.int64]
    train: Array
    test: Array


@dataclass(frozen=True)
class Measured:
    """What the curves show: its `label`, the least height of the axis, a note, and whether it is a share in percent."""

    label: str
    least: float
    note: str = ""
    in_percent: bool = False


class TwoCurves(QWidget):
    """A plot with a line that reads the values out and tells the curves by their strokes."""

    def __init__(self) -> None:
        super().__init__()
        self.plot = Plot("iteration", "")
        self.train_curve = self.plot.plot(antialias=True)
        self.test_curve = self.plot.plot(antialias=True)
        self.reading = QLabel()
        self.reading.setProperty("role", "small")
        self._pointed: float | None = None
        self._theme = LIGHT
        self._log_x = self._log_y = False
        self._series = Series(np.empty(0, np.int64), np.empty(0), np.empty(0))
        self._measured = Measured("", 1.0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.plot, 1)
        layout.addWidget(self.reading)
        self.plot.pointed.connect(self._point)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.plot.set_theme(theme)
        # The test curve is dashed: colour is not the only thing that tells the two apart.
        self.train_curve.setPen(pg.mkPen(QColor(theme.train), width=1))
        self.test_curve.setPen(pg.mkPen(QColor(theme.test), width=1, style=Qt.PenStyle.DashLine))
        self._read_out()

    def show_series(self, series: Series, measured: Measured, *, log_x: bool, log_y: bool) -> None:
        """Draw these values on axes of which each may be logarithmic."""
        self._series, self._log_x, self._log_y = series, log_x, log_y
        if measured != self._measured:
            self._measured = measured
            self.plot.set_label("left", measured.label)
        self.plot.setLogMode(x=log_x, y=log_y)
        # Iteration 0 has no logarithm: a logarithmic axis begins with iteration 1.
        shown = series.iterations > 0 if log_x else series.iterations >= 0
        tested = shown & np.isfinite(series.test)
        self.train_curve.setData(series.iterations[shown], np.maximum(series.train[shown], LOWEST))
        self.test_curve.setData(series.iterations[tested], np.maximum(series.test[tested], LOWEST))
        self._set_ranges()
        self._read_out()

    def _set_ranges(self) -> None:
        """Axes that grow by round steps instead of trembling with every snapshot."""
        iterations = self._series.iterations
        last = max(10.0, float(iterations[-1]) if len(iterations) else 0.0)
        values = np.concatenate([self._series.train, self._series.test])
        values = values[np.isfinite(values)]
        highest = max(self._measured.least, float(values.max(initial=0.0)))
        lowest = max(LOWEST, float(values.min(initial=1.0)))
        box = self.plot.getViewBox()
        box.setXRange(0.0, math.log10(last) if self._log_x else last, padding=0.02)
        if self._log_y:
            box.setYRange(math.floor(math.log10(lowest) * 4) / 4, math.log10(highest) + 0.05, padding=0.02)
        elif self._measured.in_percent:
            box.setYRange(min(90.0, 10.0 * math.floor(values.min(initial=90.0) / 10.0)), 100.0, padding=0.04)
        else:
            box.setYRange(0.0, highest, padding=0.04)

    def _point(self, x: float | None) -> None:
        self._pointed = x
        self._read_out()

    def _read_out(self) -> None:
        """The values at the recorded iteration nearest to the pointer, or the last ones."""
        series = self._series
        if len(series.iterations) == 0:
            self.reading.setText("")
            return
        place = len(series.iterations) - 1
        if self._pointed is not None:
            iteration = 10.0**self._pointed if self._log_x else self._pointed
            place = int(np.argmin(np.abs(series.iterations - iteration)))
            at = float(series.iterations[place])
            self.plot.cross.setPos(math.log10(max(at, 1.0)) if self._log_x else at)
        parts = [f"iteration {series.iterations[place]:,} "]
        theme = self._theme
        for value, stroke, colour in (
            (series.train[place], "— train", theme.train),
            (series.test[place], "- - test", theme.test),
        ):
            if np.isfinite(value):
                number = f"{value:.1f} %" if self._measured.in_percent else number_text(float(value), DIGITS)
                parts.append(f'<span style="color:{colour}"><b>{stroke}</b></span> {number}')
        self.reading.setText("&nbsp; ".join([*parts, self._measured.note]))

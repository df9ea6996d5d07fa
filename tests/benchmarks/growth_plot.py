"""Curves of growth side by side on logarithmic axes, drawn without a screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is loaded

import math
from collections.abc import Mapping, Sequence
from itertools import chain
from pathlib import Path

import pyqtgraph as pg
from PySide6.QtWidgets import QApplication

COLOURS = ("#1f5fa8", "#c2571a")
SIZE = (1200, 900)
IN_A_ROW = 2


def save_plot(path: Path, series: Mapping[str, Mapping[str, Sequence[tuple[float, float]]]]) -> None:
    """One plot for each title; in it for each name a curve through (what grows, milliseconds of a step)."""
    application = QApplication.instance() or QApplication([])
    pg.setConfigOptions(background="w", foreground="k", antialias=True)
    layout = pg.GraphicsLayoutWidget(size=SIZE)
    for place, (title, curves) in enumerate(series.items()):
        plot = layout.addPlot(*divmod(place, IN_A_ROW), title=title)
        plot.setLogMode(x=True, y=True)
        plot.showGrid(x=True, y=True, alpha=0.3)
        plot.getAxis("left").enableAutoSIPrefix(False)
        plot.setLabel("left", "milliseconds per step")
        plot.addLegend()
        all_x, all_y = zip(*chain.from_iterable(curves.values()), strict=True)
        plot.getAxis("bottom").setTicks([ticks(all_x)])
        plot.getAxis("left").setTicks([ticks(all_y)])
        for colour, (name, points) in zip(COLOURS, curves.items(), strict=True):
            x, y = zip(*points, strict=True)
            pen = pg.mkPen(colour, width=2)
            plot.plot(x, y, pen=pen, symbol="o", symbolSize=6, symbolBrush=colour, name=name)
    layout.show()
    application.processEvents()
    if not layout.grab().save(str(path)):
        raise SystemExit(f"The picture could not be saved as {path}.")
    layout.close()


def ticks(values: Sequence[float]) -> list[tuple[float, str]]:
    """Logarithms of round numbers in the range of the values, and how they are written: not more than can be read."""
    low, high = math.log10(min(values)), math.log10(max(values))
    steps = (1, 2, 5) if high - low < 3.0 else (1,)
    decades = range(math.floor(low), math.ceil(high) + 1)
    return [(decade + math.log10(step), f"{step * 10.0**decade:,.12g}") for decade in decades for step in steps]

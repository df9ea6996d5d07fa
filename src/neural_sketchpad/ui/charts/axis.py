"""The axis of a plot: few round ticks with real minus signs, and whole powers of ten where it is logarithmic."""

import math

import pyqtgraph as pg

from neural_sketchpad.insight.notation import given_text
from neural_sketchpad.ui.canvas.axes import tick_values

PIXELS_BETWEEN = {"bottom": 56, "left": 26}
"""Between two numbers at the least."""
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
PLAIN = 3
"""Powers of ten up to this are written as numbers."""


class Axis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """Ticks for `side` "bottom" or "left"."""

    def __init__(self, side: str) -> None:
        super().__init__(side)
        self._between = PIXELS_BETWEEN[side]

    def tickValues(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, list[float]]]:
        most = max(2, int(size / self._between))
        values = log_ticks(minVal, maxVal, most) if self.logMode else tick_values(minVal, maxVal, most)
        return [(1.0, values)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        return [log_text(value) if self.logMode else plain_text(value) for value in values]


def log_ticks(low: float, high: float, most: int) -> list[float]:
    """Logarithms of round numbers between two logarithms: 1, 2 and 5 times powers of ten, or at most `most` powers."""
    if high - low < 1.5:
        powers = range(math.floor(low), math.ceil(high) + 1)
        fine = [power + math.log10(factor) for power in powers for factor in (1, 2, 5)]
        return [value for value in fine if low <= value <= high]
    step = max(1, math.ceil((high - low) / most))
    first = math.ceil(low / step)
    return [float(index * step) for index in range(first, math.floor(high / step) + 1)]


def log_text(logarithm: float) -> str:
    """The number with this logarithm: 0.01, 50 or 10⁻⁵."""
    power = round(logarithm)
    if abs(power) > PLAIN and abs(logarithm - power) < 1e-9:
        return f"10{str(power).translate(SUPERSCRIPTS)}"
    return plain_text(10.0**logarithm)


def plain_text(value: float) -> str:
    """A number with at most four digits, or a whole one with a comma after every three."""
    if abs(value) < 1e-12:
        return "0"
    if abs(value) < 1e7 and abs(value - round(value)) < 1e-9 * abs(value):
        return f"{round(value):,}".replace("-", "−")
    return given_text(value)

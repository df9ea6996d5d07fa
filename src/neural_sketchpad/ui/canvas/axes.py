"""Ticks along the edges of the canvas, in the units of the plane."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from neural_sketchpad.insight.notation import given_text
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.fonts import sized
from neural_sketchpad.ui.theme import Theme

PIXELS_BETWEEN = 64
TICK = 4.0


def tick_values(low: float, high: float, most: int) -> list[float]:
    """At most `most` round numbers (1, 2 or 5 times a power of ten apart) between two ends."""
    rough = (high - low) / max(1, most)
    if rough <= 1e-12 * max(abs(low), abs(high)):
        return []  # so far out, and so close, that numbers cannot tell the ends apart
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1.0, 2.0, 5.0, 10.0) if factor * power >= rough)
    first = math.ceil(low / step)
    return [index * step for index in range(first, math.floor(high / step) + 1)]


def tick_text(value: float) -> str:
    """A number with a true minus sign, and 0 for what rounding left of it."""
    return given_text(value, 6) if abs(value) > 1e-12 else "0"


def short_text(value: float) -> str:
    """A number in about six signs, whatever its size: 0.25, −1, 7.2e7."""
    return given_text(value, 3 if value == 0.0 or 0.001 <= abs(value) < 1000.0 else 2)


def draw_axes(painter: QPainter, viewport: Viewport, theme: Theme) -> None:
    """Ticks and numbers along the bottom (x₁) and the left edge (x₂), inside the square."""
    side = viewport.side
    painter.setFont(sized(painter.font(), 10))
    painter.setPen(QPen(QColor(theme.border), 1.0))
    most = max(2, int(side / PIXELS_BETWEEN))
    for value in tick_values(*viewport.x1_range, most):
        x = (value - viewport.x1_range[0]) * viewport.pixels_per_unit
        if 34 < x < side - 24:
            painter.drawLine(QPointF(x, side), QPointF(x, side - TICK))
            painter.drawText(QRectF(x - 30, side - 20, 60, 13), Qt.AlignmentFlag.AlignCenter, tick_text(value))
    for value in tick_values(*viewport.x2_range, most):
        y = (viewport.x2_range[1] - value) * viewport.pixels_per_unit
        if 24 < y < side - 24:
            painter.drawLine(QPointF(0, y), QPointF(TICK, y))
            painter.drawText(QRectF(9, y - 7, 60, 13), Qt.AlignmentFlag.AlignVCenter, tick_text(value))
    painter.setFont(sized(painter.font(), 12))
    painter.drawText(QRectF(side - 24, side - 21, 20, 15), Qt.AlignmentFlag.AlignCenter, "x₁")
    painter.drawText(QRectF(6, 4, 20, 15), Qt.AlignmentFlag.AlignLeft, "x₂")

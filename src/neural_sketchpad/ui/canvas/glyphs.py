"""The pictures of single points: every class has its own glyph, so that colour is never the only carrier."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from neural_sketchpad.ui.theme import THEMES, class_colour

SIZE = 15
"""Pixels of a glyph's square; its middle is the point."""


def draw_glyph(painter: QPainter, label: int, centre: QPointF, radius: float) -> None:
    """The outline of a class's glyph with the painter's pen and brush: a disc for 0, a triangle for 1."""
    if label == 0:
        painter.drawEllipse(centre, radius, radius)
        return
    # A triangle looks as large as a disc when it reaches a little further out.
    top, side, base = 1.25 * radius, 1.15 * radius, 0.85 * radius
    corners = [QPointF(0.0, -top), QPointF(side, base), QPointF(-side, base)]
    painter.drawPolygon(QPolygonF([centre + corner for corner in corners]))


@cache
def glyph(label: int, hollow: bool, theme_name: str, ratio: float) -> QPixmap:
    """A point of class `label`, `hollow` for a test point, for a screen of this pixel ratio."""
    theme = THEMES[theme_name]
    pixmap = QPixmap(round(SIZE * ratio), round(SIZE * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    centre = QPointF(SIZE / 2, SIZE / 2)
    colour = class_colour(label)
    if hollow:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.outline), 3.4))
        draw_glyph(painter, label, centre, 3.9)
        painter.setPen(QPen(colour.darker(115) if not theme.is_dark else colour.lighter(130), 1.7))
        draw_glyph(painter, label, centre, 3.9)
    else:
        painter.setBrush(colour)
        painter.setPen(QPen(QColor(theme.ink if theme.is_dark else theme.outline), 1.0))
        draw_glyph(painter, label, centre, 4.4)
    painter.end()
    return pixmap


RING = 19
"""Pixels of the square a ring round a chosen point stands in."""


@cache
def ring(colour: str, ratio: float) -> QPixmap:
    """A ring round a chosen point."""
    pixmap = QPixmap(round(RING * ratio), round(RING * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colour), 2.0))
    painter.drawEllipse(QPointF(RING / 2, RING / 2), 7.5, 7.5)
    painter.end()
    return pixmap


@cache
def chip(label: int, colour: str, ratio: float) -> QPixmap:
    """The glyph alone in one colour, for buttons and legends."""
    pixmap = QPixmap(round(SIZE * ratio), round(SIZE * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    draw_glyph(painter, label, QRectF(0, 0, SIZE, SIZE).center(), 4.4)
    painter.end()
    return pixmap

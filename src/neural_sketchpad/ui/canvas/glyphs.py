"""The pictures of single points: every class has its own glyph, so that colour is never the only carrier."""

import math
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap, QPolygonF

from neural_sketchpad.ui.colours import class_colour
from neural_sketchpad.ui.tables import Colours, table
from neural_sketchpad.ui.theme import THEMES

SIZE = 15
"""Pixels of a glyph's square; its middle is the point."""

Corners = tuple[tuple[float, float], ...]


def _star(points: int, inner: float, outer: float, turn: float = 0.0) -> Corners:
    """A star with so many points, one of them up; a polygon where `inner` is on the way between two of them."""
    angles = (math.pi * place / points + turn - math.pi / 2 for place in range(2 * points))
    radii = (outer, inner) * points
    return tuple((r * math.cos(angle), r * math.sin(angle)) for r, angle in zip(radii, angles, strict=True))


def _turned(corners: Corners, angle: float) -> Corners:
    c, s = math.cos(angle), math.sin(angle)
    return tuple((c * x - s * y, s * x + c * y) for x, y in corners)


_PLUS: Corners = tuple(
    (sign * x, sign * y)
    for sign in (1, -1)
    for x, y in ((-0.45, -1.2), (0.45, -1.2), (0.45, -0.45), (1.2, -0.45), (1.2, 0.45), (0.45, 0.45))
)

SHAPES: tuple[Corners | None, ...] = (
    None,
    ((0.0, -1.25), (1.15, 0.85), (-1.15, 0.85)),
    ((-0.95, -0.95), (0.95, -0.95), (0.95, 0.95), (-0.95, 0.95)),
    ((0.0, -1.35), (1.1, 0.0), (0.0, 1.35), (-1.1, 0.0)),
    _PLUS,
    _turned(_PLUS, math.pi / 4),
    _star(5, 0.6, 1.4),
    _star(5, 1.15 * math.cos(math.pi / 5), 1.15),
)
"""The glyph of each class round the origin, None for a disc of radius 1; each looks as large as the disc."""


def draw_glyph(painter: QPainter, label: int, centre: QPointF, radius: float) -> None:
    """The outline of a class's glyph with the painter's pen and brush."""
    corners = SHAPES[label]
    if corners is None:
        painter.drawEllipse(centre, radius, radius)
    else:
        painter.drawPolygon(QPolygonF([centre + QPointF(radius * x, radius * y) for x, y in corners]))


@cache
def glyph(label: int, hollow: bool, theme_name: str, ratio: float) -> QPixmap:
    """A point of class `label`, `hollow` for a test point, for a screen of this pixel ratio."""
    theme = THEMES[theme_name]
    pixmap, painter = _begin(SIZE, ratio)
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


@cache
def value_glyph(shade: int, hollow: bool, theme_name: str, ratio: float) -> QPixmap:
    """A point whose value has this shade: in the map's own colour, so that it fades where the prediction is right."""
    theme = THEMES[theme_name]
    colour = QColor.fromRgb(int(table(Colours.VALUES, theme)[shade]))
    pixmap, painter = _begin(SIZE, ratio)
    centre = QPointF(SIZE / 2, SIZE / 2)
    if hollow:
        painter.setPen(QPen(QColor(theme.border), 4.0))
        painter.drawEllipse(centre, 3.6, 3.6)
        painter.setPen(QPen(colour, 2.2))
        painter.drawEllipse(centre, 3.6, 3.6)
    else:
        painter.setBrush(colour)
        painter.setPen(QPen(QColor(theme.border), 1.0))
        painter.drawEllipse(centre, 4.4, 4.4)
    painter.end()
    return pixmap


RING = 19
"""Pixels of the square a ring round a chosen point stands in."""


@cache
def ring(colour: str, ratio: float) -> QPixmap:
    """A ring round a chosen point."""
    pixmap, painter = _begin(RING, ratio)
    painter.setPen(QPen(QColor(colour), 2.0))
    painter.drawEllipse(QPointF(RING / 2, RING / 2), 7.5, 7.5)
    painter.end()
    return pixmap


@cache
def chip(label: int, colour: str, ratio: float) -> QPixmap:
    """The glyph alone in one colour, for buttons and legends."""
    pixmap, painter = _begin(SIZE, ratio)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour))
    draw_glyph(painter, label, QRectF(0, 0, SIZE, SIZE).center(), 4.4)
    painter.end()
    return pixmap


def _begin(size: int, ratio: float) -> tuple[QPixmap, QPainter]:
    """A transparent square and a painter on it, which its owner has to end."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return pixmap, painter

"""What the canvas puts on top of each other, beside the points: the map, rings, a rectangle, the brush's reach."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTransform

from neural_sketchpad.ui.canvas.field_picture import FieldPicture
from neural_sketchpad.ui.canvas.glyphs import RING, ring
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.colours import mixed
from neural_sketchpad.ui.theme import Theme


def paint_map(painter: QPainter, picture: FieldPicture, image: QImage, viewport: Viewport, theme: Theme) -> None:
    """The colours of the plane and its borders, or thinner lines of equal value.

    The picture may be of an earlier view: it is put where it belongs in this one, until the new one is there.
    """
    shown, scale = picture.subject.viewport, viewport.pixels_per_unit
    x1, x2 = viewport.x1_range[0], viewport.x2_range[1]
    place = QRectF((shown.x1_range[0] - x1) * scale, (x2 - shown.x2_range[1]) * scale, 0.0, 0.0)
    place.setSize(QRectF(0.0, 0.0, shown.span * scale, shown.span * scale).size())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not picture.subject.decision)
    painter.drawImage(place, image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    faint = picture.subject.is_of_values
    pen = QPen(mixed(theme.border, theme.middle, 0.55), 0.8) if faint else QPen(QColor(theme.border), 1.6)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setTransform(QTransform(scale, 0.0, 0.0, -scale, -x1 * scale, x2 * scale), combine=True)
    painter.drawLines(picture.lines)
    painter.restore()


def paint_rings(painter: QPainter, X: NDArray[np.float64], viewport: Viewport, theme: Theme, ratio: float) -> None:
    """Rings round the chosen points X (2, k)."""
    picture = ring(theme.accent, ratio)
    for x, y in (viewport.to_pixels(X[:, viewport.shows(X)]) - RING / 2).T.tolist():
        painter.drawPixmap(QPointF(x, y), picture)


def paint_rectangle(
    painter: QPainter, corners: tuple[tuple[float, float], tuple[float, float]], viewport: Viewport, theme: Theme
) -> None:
    """The rectangle that is being dragged over the plane."""
    (left, right), (top, bottom) = viewport.to_pixels(np.array(corners).T).tolist()
    painter.setPen(QPen(QColor(theme.border), 1.0, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(QPointF(left, top), QPointF(right, bottom)).normalized())


def paint_brush(painter: QPainter, at: QPointF, radius: float, colour: QColor, dashed: bool, theme: Theme) -> None:
    """The reach of brush or eraser round the pointer, `radius` in pixels."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.outline), 3.0))
    painter.drawEllipse(at, radius, radius)
    painter.setPen(QPen(colour, 1.4, Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine))
    painter.drawEllipse(at, radius, radius)

"""A picture of a plane in the space of a layer: the bent grid, the points, the border of the output, and axes."""

from dataclasses import dataclass

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from neural_sketchpad.nn.straight_lines import Range
from neural_sketchpad.ui.canvas.axes import tick_values
from neural_sketchpad.ui.canvas.glyphs import RING, SIZE, glyph, ring, value_glyph
from neural_sketchpad.ui.charts.axis import PIXELS_BETWEEN, plain_text
from neural_sketchpad.ui.charts.plot import LABEL_SIZE, TICK_SIZE
from neural_sketchpad.ui.colours import mixed
from neural_sketchpad.ui.kept_layer import KeptLayer
from neural_sketchpad.ui.theme import LIGHT, Theme

Array = NDArray[np.float64]

LEFT, TOP, RIGHT, BOTTOM = 52, 6, 8, 34
"""Pixels round the picture, for the numbers and names of the axes."""
GRAB = 10.0
"""How near the pointer must be to a point."""


@dataclass(frozen=True, eq=False)
class Scene:
    """What is drawn, in the coordinates of the axes.

    `grid` (lines, places, 2) are the lines of the input plane, `points` (k, 2) the points with their `kinds` (the
    class, or the shade of the value where `of_values`) and whether they are held out for testing; `borders` (s, 4) are
    segments x, y, x, y, and `exact` unless points may be seen on the wrong side of them.
    """

    grid: Array
    points: Array
    kinds: list[int]
    held_out: list[bool]
    of_values: bool
    borders: Array
    exact: bool
    x_range: Range
    y_range: Range
    names: tuple[str, str]


class SpacePicture(QWidget):
    """Draws a scene; `pointed` brings the number of the point under the pointer, or None."""

    pointed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self.scene: Scene | None = None
        self._pointer: QPointF | None = None
        self.nearest: int | None = None
        self._kept = KeptLayer()
        self._points: Array = np.empty((0, 2))
        self._borders: list[QLineF] = []
        self.setMouseTracking(True)
        self.setMinimumSize(QSize(160, 120))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName("The plane as a layer sees it")

    @property
    def frame(self) -> QRectF:
        """Where the picture itself is, without its axes."""
        return QRectF(self.rect()).adjusted(LEFT, TOP, -RIGHT, -BOTTOM)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_scene(self, scene: Scene) -> None:
        self.scene = scene
        self._place(scene)
        self._find_nearest()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        if self.scene is not None:
            self._place(self.scene)

    def _place(self, scene: Scene) -> None:
        """Find the pixels of points and borders once for all paintings and movements of the pointer."""
        self._points = self.to_pixels(scene.points)
        ends = self.to_pixels(scene.borders.reshape(-1, 2)).reshape(-1, 4)
        self._borders = [QLineF(*segment) for segment in ends.tolist()]

    def to_pixels(self, places: Array) -> Array:
        """From the coordinates of the axes (..., 2) to pixels of the widget."""
        assert self.scene is not None
        frame, (left, right), (low, high) = self.frame, self.scene.x_range, self.scene.y_range
        scale = np.array([frame.width() / (right - left), -frame.height() / (high - low)])
        pixels: Array = (places - (left, high)) * scale + (frame.left(), frame.top())
        return pixels

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio, ground = self.devicePixelRatioF(), QColor(self._theme.panel)
        key = (self.scene, self._theme, self.font())
        painter.drawPixmap(0, 0, self._kept.pixmap(key, self.size(), ratio, self._draw, ground))
        if self.scene is not None:
            painter.setClipRect(self.frame)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.nearest is not None:
                x, y = (self._points[self.nearest] - RING / 2).tolist()
                painter.drawPixmap(QPointF(x, y), ring(self._theme.accent, ratio))
            style = Qt.PenStyle.SolidLine if self.scene.exact else Qt.PenStyle.DashLine
            painter.setPen(QPen(QColor(self._theme.border), 1.6, style))
            painter.drawLines(self._borders)
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        """All that stays while the pointer moves: axes, grid and points."""
        if self.scene is not None:
            painter.setFont(self._font(TICK_SIZE))
            self._draw_axes(painter, self.scene)
            painter.setClipRect(self.frame)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._draw_grid(painter, self.scene)
            self._draw_points(painter, self.scene)

    def _font(self, size: int) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(size)
        return font

    def _draw_axes(self, painter: QPainter, scene: Scene) -> None:
        theme, frame = self._theme, self.frame
        for value in tick_values(*scene.x_range, max(2, int(frame.width() / PIXELS_BETWEEN["bottom"]))):
            x = float(self.to_pixels(np.array([value, 0.0]))[0])
            painter.setPen(QColor(theme.line))
            painter.drawLine(QPointF(x, frame.top()), QPointF(x, frame.bottom()))
            painter.setPen(QColor(theme.soft))
            place = QRectF(x - 40, frame.bottom() + 2, 80, 14)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, plain_text(value))
        for value in tick_values(*scene.y_range, max(2, int(frame.height() / PIXELS_BETWEEN["left"]))):
            y = float(self.to_pixels(np.array([0.0, value]))[1])
            painter.setPen(QColor(theme.line))
            painter.drawLine(QPointF(frame.left(), y), QPointF(frame.right(), y))
            painter.setPen(QColor(theme.soft))
            place = QRectF(14, y - 7, LEFT - 18, 14)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, plain_text(value))
        painter.setFont(self._font(LABEL_SIZE))
        bottom, left = scene.names
        self._draw_name(painter, bottom, QRectF(frame.left(), frame.bottom() + 17, frame.width(), 16))
        painter.save()
        painter.rotate(-90.0)
        self._draw_name(painter, left, QRectF(-frame.bottom(), 0.0, frame.height(), 15.0))
        painter.restore()

    def _draw_name(self, painter: QPainter, name: str, place: QRectF) -> None:
        fitting = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, fitting)

    def _draw_grid(self, painter: QPainter, scene: Scene) -> None:
        lines, places, _ = scene.grid.shape
        if not lines:
            return
        pixels = self.to_pixels(scene.grid)
        joined = np.ones((lines, places), dtype=np.int32)
        joined[:, -1] = 0
        painter.setPen(QPen(mixed(self._theme.soft, self._theme.panel, 0.4), 0.8))
        x, y = pixels.reshape(-1, 2).T
        painter.drawPath(pg.arrayToQPath(np.ascontiguousarray(x), np.ascontiguousarray(y), connect=joined.ravel()))

    def _draw_points(self, painter: QPainter, scene: Scene) -> None:
        ratio, theme = self.devicePixelRatioF(), self._theme.name
        picture, draw = value_glyph if scene.of_values else glyph, painter.drawPixmap
        corners = self._points - SIZE / 2
        for (x, y), kind, hollow in zip(corners.tolist(), scene.kinds, scene.held_out, strict=True):
            draw(QPointF(x, y), picture(kind, hollow, theme, ratio))

    # The pointer

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        self._find_nearest()

    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self._find_nearest()

    def _find_nearest(self) -> None:
        before, self.nearest = self.nearest, None
        if self._pointer is not None and self.scene is not None and len(self.scene.points):
            away = self._points - (self._pointer.x(), self._pointer.y())
            distance = np.hypot(*away.T)
            place = int(distance.argmin())
            self.nearest = place if distance[place] <= GRAB else None
        if self.nearest is not None or before is not None:
            self.pointed.emit(self.nearest)
            self.update()

"""A layer's units as small pictures of what they compute over the plane."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from neural_sketchpad.ui.tables import Colours, Shades, table
from neural_sketchpad.ui.theme import LIGHT, Theme

HEIGHT = 56
LARGEST, SMALLEST = 44, 8
MORE = 14
"""Pixels kept free for saying how many units are not shown."""


@dataclass(frozen=True)
class Tiling:
    """`shown` squares of `size` pixels, `per_row` in a row."""

    size: int
    per_row: int
    shown: int

    def square(self, index: int, top: int) -> QRect:
        row, column = divmod(index, self.per_row)
        pitch = self.size + gap_for(self.size)
        return QRect(2 + column * pitch, top + row * pitch, self.size, self.size)


def gap_for(size: int) -> int:
    """Small pictures stand closer."""
    return 4 if size > 20 else 2 if size > 12 else 1


def tiling(units: int, width: int, height: int) -> Tiling:
    """The largest squares that let all units be seen; where even the smallest do not, as many as fit."""
    for size in range(LARGEST, SMALLEST - 1, -1):
        pitch = size + gap_for(size)
        per_row = max(1, (width - 4 + gap_for(size)) // pitch)
        rows = (height - 4 + gap_for(size)) // pitch
        if per_row * rows >= units:
            return Tiling(size, per_row, units)
    rows = (height - MORE - 4) // (SMALLEST + gap_for(SMALLEST))
    return Tiling(SMALLEST, per_row, max(1, min(units, per_row * rows)))


class UnitStrip(QWidget):
    """Shows pictures it is given; `chosen` brings the index of a unit that was clicked."""

    chosen = Signal(int)

    def __init__(self, name: str, describe: Callable[[int], str]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setAccessibleDescription("Up and down choose the unit that the canvas shows.")
        self._describe = describe
        self._theme = LIGHT
        self._units = 1
        self.tiling = tiling(1, LARGEST, HEIGHT)
        self._shades: Shades | None = None
        self._colours = Colours.PLANE
        self.images: list[QImage] = []
        self._current: int | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that the styled card behind is not painted too
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def square(self, index: int) -> QRect:
        """Where the picture of a unit stands in this widget."""
        layout = self.tiling
        rows = -(-layout.shown // layout.per_row)
        used = rows * (layout.size + gap_for(layout.size)) - gap_for(layout.size)
        free = HEIGHT if layout.shown == self._units else HEIGHT - MORE
        return layout.square(index, (free - used) // 2)

    def set_units(self, units: int) -> None:
        self._units = units
        self._tile()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._tile()

    def _tile(self) -> None:
        self.tiling = tiling(self._units, self.width(), HEIGHT)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._colour()

    def set_current(self, index: int | None) -> None:
        """Frame the unit that is shown on the canvas."""
        if index != self._current:
            self._current = index
            self.update()

    def set_shades(self, shades: Shades | None, colours: Colours = Colours.PLANE) -> None:
        """The pictures (units, cells, cells) in the shades of a table, or None for none yet."""
        self._shades, self._colours = shades, colours
        self._colour()

    def _colour(self) -> None:
        self.images = []
        if self._shades is not None:
            pixels = table(self._colours, self._theme).take(self._shades)
            cells = pixels.shape[1]
            for unit in pixels:
                image = QImage(unit.tobytes(), cells, cells, 4 * cells, QImage.Format.Format_RGB32)
                self.images.append(image.copy())
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        layout = self.tiling
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        squares = [self.square(index) for index in range(layout.shown)]
        for square, image in zip(squares, self.images, strict=False):
            painter.drawImage(square, image)
        painter.setPen(QColor(self._theme.line))
        painter.drawRects([square.adjusted(0, 0, -1, -1) for square in squares])
        if self._current is not None and self._current < layout.shown:
            painter.setPen(QPen(QColor(self._theme.accent), 2))
            painter.drawRect(self.square(self._current).adjusted(-1, -1, 1, 1))
        if layout.shown < self._units:
            painter.setPen(QColor(self._theme.soft))
            text = f"+ {self._units - layout.shown:,} more"
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, text)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._theme.accent), 1, Qt.PenStyle.DotLine))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._unit_at(event.position().toPoint().x(), event.position().toPoint().y())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self.chosen.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            start = -1 if self._current is None and step > 0 else (self._current or 0)
            self.chosen.emit((start + step) % self.tiling.shown)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self._unit_at(event.pos().x(), event.pos().y())
            if index is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), self._describe(index), self, self.square(index))
            return True
        return super().event(event)

    def _unit_at(self, x: int, y: int) -> int | None:
        return next((index for index in range(self.tiling.shown) if self.square(index).contains(x, y)), None)

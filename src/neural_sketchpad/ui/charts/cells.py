"""Small pictures beside and below each other: where each stands, and what all of them have in common."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from neural_sketchpad.ui.fonts import sized
from neural_sketchpad.ui.theme import LIGHT, Theme

GAP_X, GAP_Y = 12, 6
LEAST_WIDTH, LEAST_HEIGHT = 60, 36
"""Pixels; what is smaller shows nothing."""
ASPECT = 1.8
"""The width of a picture against its height, as near as can be."""
TITLE = 15
"""Pixels of the line above a picture."""
WIDE = 150
"""Pixels from which on there is room for whole words."""


def cells(count: int, width: float, height: float) -> list[QRectF]:
    """Equal rectangles for `count` pictures, row by row; fewer where not all of them fit."""
    fitting = [
        (columns, rows)
        for columns in range(1, count + 1)
        for rows in (-(-count // columns),)
        if _share(width, columns, GAP_X) >= LEAST_WIDTH and _share(height, rows, GAP_Y) >= LEAST_HEIGHT
    ]
    if fitting:
        columns, rows = max(fitting, key=lambda grid: _worth(width, height, *grid))
    else:
        columns = max(1, int((width + GAP_X) // (LEAST_WIDTH + GAP_X)))
        rows = max(1, int((height + GAP_Y) // (LEAST_HEIGHT + GAP_Y)))
    w, h = _share(width, columns, GAP_X), _share(height, rows, GAP_Y)
    places = [divmod(place, columns) for place in range(min(count, columns * rows))]
    return [QRectF(column * (w + GAP_X), row * (h + GAP_Y), w, h) for row, column in places]


def _share(length: float, parts: int, gap: float) -> float:
    return (length - gap * (parts - 1)) / parts


def _worth(width: float, height: float, columns: int, rows: int) -> float:
    """The height of the largest picture of the right aspect in a cell."""
    return min(_share(width, columns, GAP_X) / ASPECT, _share(height, rows, GAP_Y))


class Cells(QWidget):
    """Paints one picture for each layer it is told of; `pointed` brings what is under the pointer in words, or ""."""

    pointed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.theme = LIGHT
        self._count = 0
        self._at: QPointF | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that the styled card behind is not painted too

    def set_theme(self, theme: Theme) -> None:
        self.theme = theme
        self.update()

    def set_count(self, count: int) -> None:
        """Another number of pictures, or other contents; what is under the pointer is told anew."""
        self._count = count
        self.update()
        self._tell()

    @property
    def places(self) -> list[QRectF]:
        """Where the pictures stand."""
        return cells(self._count, self.width(), self.height()) if self._count else []

    def paint_cell(self, painter: QPainter, index: int, area: QRectF) -> None:
        """Paint picture `index` with its title into `area`."""
        raise NotImplementedError

    def words_at(self, index: int, area: QRectF, at: QPointF) -> str:
        """What is at this place of picture `index`, or ""."""
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.theme.panel))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(sized(self.font(), 11))
        places = self.places
        for index, area in enumerate(places):
            painter.save()
            self.paint_cell(painter, index, area)
            painter.restore()
        if len(places) < self._count:
            painter.setPen(QColor(self.theme.soft))
            text = f"+ {self._count - len(places)} more layers, to be chosen above"
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, text)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._at = event.position()
        self._tell()

    def leaveEvent(self, event: QEvent) -> None:
        self._at = None
        self._tell()

    def _tell(self) -> None:
        words = ""
        if self._at is not None:
            for index, area in enumerate(self.places):
                if area.contains(self._at):
                    words = self.words_at(index, area, self._at)
        self.pointed.emit(words)


def paint_title(painter: QPainter, area: QRectF, texts: Sequence[tuple[str, str]]) -> None:
    """Two texts (text, colour) at both ends of the line above a picture."""
    line = QRectF(area.left(), area.top(), area.width(), TITLE - 2)
    sides = (Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight)
    for (text, colour), side in zip(texts, sides, strict=True):
        painter.setPen(QColor(colour))
        painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, text)


def small_font(painter: QPainter) -> None:
    """Letters for the numbers at an axis."""
    painter.setFont(sized(painter.font(), 10))

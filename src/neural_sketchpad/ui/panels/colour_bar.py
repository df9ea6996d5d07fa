"""What the colours of the plane stand for."""

import numpy as np
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from neural_sketchpad.ui.canvas.axes import short_text
from neural_sketchpad.ui.canvas.field_picture import FieldPicture
from neural_sketchpad.ui.tables import SHADES, Colours, Shades, table
from neural_sketchpad.ui.theme import LIGHT, Theme
from neural_sketchpad.ui.view_model import OUTPUT

WIDTH, BAR_WIDTH, BAR_HEIGHT = 188, 60, 8
MEANING = "What the colours behind the points stand for"


class ColourBar(QWidget):
    """A strip of the map's colours, one row for each class, with the values at its ends."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._strip: Shades = np.arange(SHADES, dtype=np.uint16)[None, :]
        self._colours = Colours.PLANE
        self.texts = ("ŷ 0", "1")
        self.setFixedSize(WIDTH, 18)
        self.setAccessibleName("Colours of the plane")
        self.setToolTip(MEANING)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_picture(self, symbol: str, picture: FieldPicture) -> None:
        """The key to a picture of what `symbol` stands for."""
        self.setToolTip(MEANING + _lines_of(picture))
        texts = (f"{symbol} {short_text(picture.low)}", short_text(picture.high))
        same_strip = self._colours is picture.colours and np.array_equal(self._strip, picture.strip)
        if texts != self.texts or not same_strip:
            self.texts, self._strip, self._colours = texts, picture.strip, picture.colours
            self.setAccessibleDescription(f"{texts[0]} to {texts[1]}")
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rows, columns = self._strip.shape
        pixels = table(self._colours, self._theme).take(self._strip)
        strip = QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGB32)
        left = (WIDTH - BAR_WIDTH) / 2 + 8
        height = max(BAR_HEIGHT, 2 * rows)  # a class has two pixels at least
        painter.drawImage(QRectF(left, 9 - height / 2, BAR_WIDTH, height), strip)
        painter.setPen(QColor(self._theme.soft))
        before = QRectF(0, 0, left - 5, 18)
        after = QRectF(left + BAR_WIDTH + 5, 0, WIDTH - left - BAR_WIDTH - 5, 18)
        vertical = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(before, Qt.AlignmentFlag.AlignRight | vertical, self.texts[0])
        painter.drawText(after, Qt.AlignmentFlag.AlignLeft | vertical, self.texts[1])
        painter.end()


def _lines_of(picture: FieldPicture) -> str:
    """What the lines in a picture are."""
    unit = picture.subject.unit
    if unit is not None:
        return "; the line is where ŷ = 0.5" if unit.layer == OUTPUT else ""
    if picture.subject.is_of_values:
        below = "; what is blue lies below zero" if picture.low == 0.0 else ""
        return f"; along a line ŷ is the same{below}"
    if picture.colours is Colours.CLASSES:
        return ": the most probable class, paler where it is less probable; a line is where the class changes"
    return "; the line is where ŷ = 0.5"

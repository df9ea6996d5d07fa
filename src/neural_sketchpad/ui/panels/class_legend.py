"""The glyphs of the classes with their numbers, in one line."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from neural_sketchpad.ui.canvas.glyphs import draw_glyph
from neural_sketchpad.ui.colours import class_colour
from neural_sketchpad.ui.theme import LIGHT, Theme

PITCH, HEIGHT = 28, 18


class ClassLegend(QWidget):
    """As wide as it has classes."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._classes = 0
        self.setAccessibleName("Classes")
        self.setToolTip("The glyph and the colour of each class")

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_classes(self, classes: int) -> None:
        self._classes = classes
        self.setFixedSize(QSize(PITCH * classes, HEIGHT))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for label in range(self._classes):
            left = PITCH * label
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(class_colour(label))
            draw_glyph(painter, label, QPointF(left + 7.0, HEIGHT / 2), 4.2)
            painter.setPen(QColor(self._theme.soft))
            painter.drawText(QRectF(left + 14, 0, 13, HEIGHT), Qt.AlignmentFlag.AlignVCenter, str(label))
        painter.end()

"""What the colours of the plane stand for."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from neural_sketchpad.ui.canvas.axes import short_text
from neural_sketchpad.ui.theme import LIGHT, Theme, plane_table

WIDTH, BAR_WIDTH, BAR_HEIGHT = 188, 60, 8


class ColourBar(QWidget):
    """A strip of the map's colours with the values at its ends."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._ends = (0.0, 1.0)
        self._name = "ŷ"
        self.setFixedSize(WIDTH, 18)
        self.setToolTip("What the colours behind the points stand for; the line is where ŷ = 0.5")

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_scale(self, name: str, low: float, high: float) -> None:
        """What is shown, and the values of the first and the last colour."""
        self.setToolTip(
            "What the colours behind the points stand for" + ("; the line is where ŷ = 0.5" if name == "ŷ" else "")
        )
        if (name, low, high) != (self._name, *self._ends):
            self._name, self._ends = name, (low, high)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        pixels = plane_table(self._theme)
        strip = QImage(pixels.tobytes(), 256, 1, 1024, QImage.Format.Format_RGB32)
        left = (WIDTH - BAR_WIDTH) / 2 + 8
        painter.drawImage(QRectF(left, 5, BAR_WIDTH, BAR_HEIGHT), strip)
        painter.setPen(QColor(self._theme.soft))
        low, high = (short_text(end) for end in self._ends)
        before = QRectF(0, 0, left - 5, 18)
        after = QRectF(left + BAR_WIDTH + 5, 0, WIDTH - left - BAR_WIDTH - 5, 18)
        vertical = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(before, Qt.AlignmentFlag.AlignRight | vertical, f"{self._name} {low}")
        painter.drawText(after, Qt.AlignmentFlag.AlignLeft | vertical, high)
        painter.end()

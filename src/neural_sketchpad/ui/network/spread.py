"""The spread of a layer's activations over the examples, as bars over a labelled axis."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from neural_sketchpad.ui.canvas.axes import short_text, tick_text
from neural_sketchpad.ui.network.layer_pictures import BINS, LayerPicture
from neural_sketchpad.ui.network.unit_strip import HEIGHT
from neural_sketchpad.ui.theme import LIGHT, Theme

WIDTH = 96
AXIS = 14
"""Pixels below the bars for the numbers."""


def paint_spread(painter: QPainter, area: QRectF, picture: LayerPicture | None, symbol: str, theme: Theme) -> None:
    """Bars over an axis with the symbol in its middle and the values at its ends; the axis alone without a picture."""
    base = area.bottom() - AXIS
    painter.setPen(QColor(theme.line))
    painter.drawLine(QPointF(area.left(), base), QPointF(area.right(), base))
    if picture is None or picture.examples == 0:
        return
    highest = max(1, int(picture.counts.max()))
    bar = area.width() / BINS
    for place, count in enumerate(picture.counts.tolist()):
        if count:
            height = max(1.5, (base - area.top() - 3) * count / highest)
            painter.fillRect(QRectF(area.left() + place * bar, base - height, bar - 0.8, height), QColor(theme.train))
    font = QFont(painter.font())
    font.setPixelSize(10)
    painter.setFont(font)
    painter.setPen(QColor(theme.soft))
    numbers = QRectF(area.left(), base + 1, area.width(), AXIS - 1)
    painter.drawText(numbers, Qt.AlignmentFlag.AlignLeft, short_text(picture.floor))
    painter.drawText(numbers, Qt.AlignmentFlag.AlignRight, short_text(picture.ceiling))
    painter.drawText(numbers, Qt.AlignmentFlag.AlignHCenter, symbol)


class Spread(QWidget):
    """Shows the counts of a layer picture; hover tells how many fall into a bar."""

    def __init__(self, symbol: str) -> None:
        super().__init__()
        self._theme = LIGHT
        self._symbol = symbol
        self.picture: LayerPicture | None = None
        self.setFixedSize(QSize(WIDTH, HEIGHT))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that the styled card behind is not painted too
        self.setMouseTracking(True)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_picture(self, picture: LayerPicture | None) -> None:
        self.picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        paint_spread(painter, QRectF(self.rect()), self.picture, self._symbol, self._theme)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        picture = self.picture
        if picture is None or picture.examples == 0:
            return
        place = min(max(int(event.position().x() / self.width() * BINS), 0), BINS - 1)
        width = (picture.ceiling - picture.floor) / BINS
        low = picture.floor + place * width
        total = max(1, int(picture.counts.sum()))
        text = (
            f"{self._symbol} from {tick_text(round(low, 4))} to {tick_text(round(low + width, 4))}: "
            f"{int(picture.counts[place]):,} of {total:,} activations\n"
            f"(all units of this layer over {picture.examples:,} training examples)"
        )
        QToolTip.showText(event.globalPosition().toPoint() + QPointF(12, 12).toPoint(), text, self)

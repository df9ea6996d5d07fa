"""The names and values of lines beside the plot, each at the height where its line ends."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from neural_sketchpad.ui.fonts import sized
from neural_sketchpad.ui.theme import LIGHT, Theme

LEADER, VALUE = 14, 60
"""Pixels of the piece of line before a name, and of the value behind it."""
PITCH = 13
"""Pixels from one name to the next at the least."""


@dataclass(frozen=True)
class Label:
    """A name and a value in words, at a height in pixels, or None where the line has no end."""

    name: str
    value: str
    y: float | None
    pen: QPen


def spread_out(wanted: Sequence[float], low: float, high: float, pitch: float) -> list[float]:
    """Places (ascending, like those wanted) at least `pitch` apart between two ends, as near to those wanted as can be.

    Where there is no room for all, they stand closer, evenly.
    """
    count = len(wanted)
    if count == 0:
        return []
    pitch = min(pitch, (high - low) / max(1, count - 1))
    places: list[float] = []
    for place, y in enumerate(wanted):
        lowest = places[-1] + pitch if places else low
        places.append(max(lowest, min(y, high - pitch * (count - 1 - place))))
    return places


class LineLabels(QWidget):
    """Paints labels; those that do not fit are left out, the first and the last never."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._top, self._bottom = 0.0, 100.0
        self.labels: tuple[Label, ...] = ()
        self._font = sized(self.font(), 11)
        self.setFixedWidth(LEADER + VALUE)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_labels(self, labels: Sequence[Label], top: float, bottom: float) -> None:
        """Show these between two heights."""
        self.labels, self._top, self._bottom = tuple(labels), top, bottom
        # As wide as the names need, whatever the values are: nothing moves when numbers change.
        metrics = QFontMetrics(self._font)
        widest = max((metrics.horizontalAdvance(label.name) for label in labels), default=0)
        self.setFixedWidth(LEADER + widest + VALUE)
        self.update()

    def _fitting(self) -> list[Label]:
        most = max(2, int((self._bottom - self._top) / PITCH) + 1)
        step = -(-(len(self.labels) - 1) // (most - 1)) if len(self.labels) > most else 1
        chosen = list(self.labels[::-step][::-1]) if step > 1 else list(self.labels)
        return chosen if chosen and chosen[0] is self.labels[0] else [*self.labels[:1], *chosen[1:]]

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font)
        labels = sorted(self._fitting(), key=lambda label: self._bottom if label.y is None else label.y)
        wanted = [self._bottom if label.y is None else label.y for label in labels]
        for label, y in zip(labels, spread_out(wanted, self._top, self._bottom, PITCH), strict=True):
            painter.setPen(label.pen)
            start = y if label.y is None else label.y
            painter.drawLine(QLineF(QPointF(1, start), QPointF(LEADER - 3, y)))
            area = QRectF(LEADER, y - 7, self.width() - LEADER, 14)
            painter.setPen(QColor(self._theme.ink))
            painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, label.name)
            painter.setPen(QColor(self._theme.soft))
            painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, label.value)
        painter.end()

"""Which classes are taken for which: a table of counts, a row for each true class and a column for each class told."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from neural_sketchpad.ui.canvas.glyphs import draw_glyph
from neural_sketchpad.ui.colours import CLASS_COLOURS, class_colour, mixed
from neural_sketchpad.ui.fonts import sized
from neural_sketchpad.ui.theme import LIGHT, Theme

LEFT, TOP = 46, 34
"""Pixels for the true and the told classes."""
LARGEST = 108
"""Pixels of a cell's width at the most."""
TINT = 0.42
"""Of the colour in a cell that holds its whole row: the numbers must stand out from it."""
FOR_SHARES = QRectF(0, 0, 52, 32)
"""A cell of this size has room for its share below its count."""


class ConfusionTable(QWidget):
    """Paints counts; `pointed` brings what is under the pointer in words, or ""."""

    pointed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self.counts: NDArray[np.int64] = np.zeros((2, 2), np.int64)
        self._at: QPointF | None = None
        self.setAccessibleName("Confusion matrix")
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that the styled card behind is not painted too

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_counts(self, counts: NDArray[np.int64]) -> None:
        """Show counts (classes, classes)."""
        self.counts = counts
        lines = (f"class {row}: {', '.join(map(str, told))}" for row, told in enumerate(counts.tolist()))
        self.setAccessibleDescription("; ".join(lines))
        self.update()
        self._tell()

    def cell(self, true: int, told: int) -> QRectF:
        """Where a count stands."""
        classes = len(self.counts)
        width = min(LARGEST, (self.width() - LEFT) / classes)
        height = (self.height() - TOP) / classes
        return QRectF(LEFT + told * width, TOP + true * height, width, height)

    def share(self, true: int, told: int) -> float:
        """Of the examples of the true class; 0 where there are none."""
        return float(self.counts[true, told] / max(1, int(self.counts[true].sum())))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.panel))
        classes = len(self.counts)
        for true in range(classes):
            for told in range(classes):
                self._paint_cell(painter, true, told)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        last = self.cell(0, classes - 1)
        painter.setPen(QColor(self._theme.soft))
        painter.drawText(QRectF(LEFT, 0, last.right() - LEFT, 14), Qt.AlignmentFlag.AlignHCenter, "told")
        painter.drawText(QRectF(0, TOP - 16, LEFT - 8, 14), Qt.AlignmentFlag.AlignLeft, "true")
        for label in range(classes):
            row, column = self.cell(label, 0).center().y(), self.cell(0, label).center().x()
            self._paint_class(painter, label, QPointF(20, row))
            self._paint_class(painter, label, QPointF(column - 6, TOP - 10))
        painter.end()

    def _paint_cell(self, painter: QPainter, true: int, told: int) -> None:
        theme, area, share = self._theme, self.cell(true, told), self.share(true, told)
        colour = CLASS_COLOURS[true] if true == told else theme.warning
        painter.fillRect(area.adjusted(1, 1, -1, -1), mixed(theme.hover, colour, TINT * share))
        count = int(self.counts[true, told])
        painter.setPen(QColor(theme.ink if count else theme.soft))
        roomy = area.width() >= FOR_SHARES.width() and area.height() >= FOR_SHARES.height()
        painter.setFont(sized(self.font(), 13 if roomy else 11))
        middle = Qt.AlignmentFlag.AlignCenter
        painter.drawText(area.adjusted(0, 0, 0, -14 if roomy and count else 0), middle, f"{count:,}")
        if roomy and count:
            painter.setFont(sized(self.font(), 11))
            painter.drawText(area.adjusted(0, 16, 0, 0), middle, f"{share:.0%}")

    def _paint_class(self, painter: QPainter, label: int, centre: QPointF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(class_colour(label))
        draw_glyph(painter, label, centre, 4.2)
        painter.setPen(QColor(self._theme.soft))
        painter.drawText(QRectF(centre.x() + 8, centre.y() - 8, 14, 16), Qt.AlignmentFlag.AlignVCenter, str(label))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._at = event.position()
        self._tell()

    def leaveEvent(self, event: QEvent) -> None:
        self._at = None
        self._tell()

    def _tell(self) -> None:
        words = ""
        classes = range(len(self.counts))
        for true in classes:
            for told in classes:
                if self._at is not None and self.cell(true, told).contains(self._at):
                    count, total = int(self.counts[true, told]), int(self.counts[true].sum())
                    share = self.share(true, told)
                    words = f"{count:,} of {total:,} of class {true} are taken for class {told}: {share:.1%}"
        self.pointed.emit(words)

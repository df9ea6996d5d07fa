"""A sentence that is broken into as many lines as it may have, and shortened where that is not enough."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextLine
from PySide6.QtWidgets import QSizePolicy, QWidget

NARROWEST = 120
"""Pixels: no sentence is made narrower."""


@dataclass(frozen=True, eq=False)
class Broken:
    """A text in `lines` of `width` pixels; they live as long as the layout."""

    width: int
    layout: QTextLayout
    lines: list[QTextLine]


class Sentence(QWidget):
    """Shows one text over its whole width. It becomes higher where it has to, and lower only with another width or
    another number of lines, so that nothing moves when a number in it loses a digit.
    """

    def __init__(self) -> None:
        super().__init__()
        self._text = ""
        self._most: int | None = None
        self._lines = 1
        self._set_out()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def text(self) -> str:
        return self._text

    @property
    def is_shortened(self) -> bool:
        """Whether some of it is not shown."""
        return self._most is not None and self._count(self.width()) > self._most

    def set_text(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self._set_out()
            self._grow()
            self.update()

    def set_most_lines(self, most: int | None) -> None:
        """Take no more lines than this; None for as many as it needs."""
        if most != self._most:
            self._most, self._lines = most, 1
            self._set_out()
            self._grow()
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(4 * NARROWEST, self.heightForWidth(4 * NARROWEST))

    def minimumSizeHint(self) -> QSize:
        return QSize(NARROWEST, self.fontMetrics().lineSpacing())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lines = self._shown(width)
        return self.fontMetrics().lineSpacing() * (max(lines, self._lines) if width == self.width() else lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._set_out()
            self._lines = self._shown(self.width())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_out()
            self._grow()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        for line in self._whole:
            line.draw(painter, QPointF(0.0, 0.0))
        metrics = self.fontMetrics()
        painter.drawText(QPointF(0.0, len(self._whole) * metrics.lineSpacing() + metrics.ascent()), self._short)
        painter.end()

    def _set_out(self) -> None:
        """Break the text for this width, and shorten the last line that there may be, for `paintEvent` to draw."""
        self._broken = self._break(self.width())
        self._whole, self._short = self._broken.lines, ""
        if self._most is not None and len(self._whole) > self._most:
            last = self._whole[self._most - 1]
            self._whole = self._whole[: self._most - 1]
            rest = self._text[last.textStart() :]
            self._short = self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, self.width())

    def _grow(self) -> None:
        lines = max(self._lines, self._shown(self.width()))
        if lines != self._lines:
            self._lines = lines
            self.updateGeometry()

    def _shown(self, width: int) -> int:
        """How many lines there are to see at this width."""
        count = self._count(width)
        return count if self._most is None else min(count, self._most)

    def _count(self, width: int) -> int:
        broken = self._broken if width == self._broken.width else self._break(width)
        return max(1, len(broken.lines))

    def _break(self, width: int) -> Broken:
        layout = QTextLayout(self._text, self.font())
        spacing = self.fontMetrics().lineSpacing()
        lines: list[QTextLine] = []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1, width))
            line.setPosition(QPointF(0.0, len(lines) * spacing))
            lines.append(line)
        layout.endLayout()
        return Broken(width, layout, lines)

"""How a line of the X-ray is painted: a formula that is shortened where it must be, and what it comes to."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from neural_sketchpad.ui.theme import LIGHT, Theme
from neural_sketchpad.ui.xray.line_model import VALUE, LineModel

ROW = 18
GAP = 4
"""Pixels at the ends of a cell."""
Align = Qt.AlignmentFlag


class LineDelegate(QStyledItemDelegate):
    """Paints the cells of a `LineModel` by itself: a style sheet takes three times as long."""

    def __init__(self, lines: LineModel) -> None:
        super().__init__(lines)
        self._lines, self.theme = lines, LIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line, theme = self._lines.line(index), self.theme
        if line is None:
            return
        state, rect = option.state, option.rect
        _paint_ground(painter, state, rect, theme)
        painter.setFont(option.font)
        if line.is_heading:
            heading = QFont(painter.font())
            heading.setWeight(QFont.Weight.DemiBold)
            painter.setFont(heading)
        is_value = index.column() == VALUE
        painter.setPen(QColor(theme.soft if is_value and line.shape else theme.ink))
        area = rect.adjusted(0 if is_value else GAP, 0, -GAP, 0)
        side = Align.AlignRight if is_value else Align.AlignLeft
        text = painter.fontMetrics().elidedText(self._lines.data(index), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, side | Align.AlignVCenter, text)


def _paint_ground(painter: QPainter, state: QStyle.StateFlag, rect: QRect, theme: Theme) -> None:
    """Set off what is chosen, and what is under the pointer."""
    if state & QStyle.StateFlag.State_Selected:
        painter.fillRect(rect, QColor(theme.pressed))
    elif state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(theme.hover))

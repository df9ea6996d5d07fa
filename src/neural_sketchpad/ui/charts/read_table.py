"""A table that is read: nothing in it can be edited, and its keys move about in it and copy."""

from PySide6.QtCore import QAbstractTableModel, QEvent, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from neural_sketchpad.ui.charts.matrix_models import MatrixModel

ROW_HEIGHT = 20
MOVES = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
)


class ReadTable(QTableView):
    """Rows of one height; with the focus on it the keys of a table are its own, not the window's."""

    def __init__(self, model: QAbstractTableModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(ROW_HEIGHT)
        self.horizontalHeader().setFixedHeight(ROW_HEIGHT)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        standard = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)
        return event.key() in MOVES or any(event.matches(key) for key in standard)


class MatrixTable(ReadTable):
    """The numbers of a matrix; Ctrl+C copies the selected ones, tabs between them."""

    def __init__(self, model: MatrixModel) -> None:
        super().__init__(model, "Numbers of the matrix")
        self._numbers = model
        self.horizontalHeader().setDefaultSectionSize(76)
        self.verticalHeader().setFixedWidth(38)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        else:
            super().keyPressEvent(event)

    def selected_text(self) -> str:
        """The rectangle round what is selected, in all digits: a line for each row, tabs between numbers."""
        selection = self.selectionModel().selection()
        ranges = [selection.at(place) for place in range(selection.count())]
        if not ranges:
            return ""
        top, bottom = min(each.top() for each in ranges), max(each.bottom() for each in ranges)
        left, right = min(each.left() for each in ranges), max(each.right() for each in ranges)
        block = self._numbers.values[top : bottom + 1, left : right + 1]
        return "\n".join("\t".join(map(repr, row)) for row in block.tolist())

"""The tree of an X-ray's lines, which says which line is pointed at."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from neural_sketchpad.insight.xray.line import Line
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.xray.line_delegate import LineDelegate
from neural_sketchpad.ui.xray.line_model import VALUE, Index, LineModel

WIDEST_VALUE = "−1.234e−56"
INDENT = 14
SHORT = 60
"""Up to so many lines are unfolded to begin with."""
WALKING = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)


class LineTree(QTreeView):
    """`pointed` says that another line is pointed at, or none: see `line`."""

    pointed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines = LineModel(self)
        self._hovered = QModelIndex()
        self.setModel(self.lines)
        self._delegate = LineDelegate(self.lines)
        self.setItemDelegate(self._delegate)
        self.setObjectName("lines")
        self.setAccessibleName("Lines of the X-ray")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(INDENT)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(1)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Fixed)
        self.collapsed.connect(self.lines.fold)
        self.entered.connect(self._enter)
        self.viewportEntered.connect(lambda: self._enter(QModelIndex()))

    @property
    def line(self) -> Line | None:
        """The line that is pointed at: the one under the pointer, or with the focus here the current one."""
        if self._hovered.isValid():
            return self.lines.line(self._hovered)
        return self.lines.line(self.currentIndex()) if self.hasFocus() else None

    def set_theme(self, theme: Theme) -> None:
        self._delegate.theme = theme
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Highlight, QColor(theme.pressed))  # beside the cells
        self.setPalette(palette)
        self.header().resizeSection(VALUE, self.fontMetrics().horizontalAdvance(WIDEST_VALUE) + 8)
        self.viewport().update()

    def show_lines(self, key: object, lines: Sequence[Line]) -> None:
        """Show lines; those of the same `key` as before are the same ones with other numbers."""
        if self.lines.show(key, lines):
            self._hovered = QModelIndex()
            self._unfold_if_short()
            self.pointed.emit()

    def _unfold_if_short(self) -> None:
        tops = [self.lines.index(row, 0) for row in range(self.lines.rowCount())]
        rows = len(tops)
        for number, top in enumerate(tops):
            self.lines.fetchMore(top)
            rows += self.lines.rowCount(top)
            if rows > SHORT:
                for fetched in tops[: number + 1]:
                    self.lines.fold(fetched)
                return
        for top in tops:
            self.expand(top)

    # What is pointed at

    def _enter(self, index: QModelIndex) -> None:
        self._hovered = index
        self.pointed.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._enter(QModelIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.pointed.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.pointed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed.emit()

    def event(self, event: QEvent) -> bool:
        # With the focus here the arrows walk through the lines instead of stepping the run.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in WALKING:
            event.accept()
            return True
        return super().event(event)

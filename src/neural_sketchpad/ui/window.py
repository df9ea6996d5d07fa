"""The window: lays out the panels and passes the theme down. What they do, they know themselves."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from neural_sketchpad.ui.charts.tabs import Tabs
from neural_sketchpad.ui.controls.fold import Fold
from neural_sketchpad.ui.controls.keys import end_typing
from neural_sketchpad.ui.network.network_panel import NetworkPanel
from neural_sketchpad.ui.panels.canvas_panel import FRAME_HEIGHT, FRAME_WIDTH, CanvasPanel
from neural_sketchpad.ui.panels.data_panel import DataPanel
from neural_sketchpad.ui.panels.findings_panel import FindingsPanel
from neural_sketchpad.ui.panels.layout import rule, scrolling
from neural_sketchpad.ui.panels.recipe_panel import RecipePanel
from neural_sketchpad.ui.panels.toolbar import Toolbar
from neural_sketchpad.ui.theme import Theme, palette, style_sheet

SMALLEST = QSize(1024, 700)
GAP = 12
SIDE_WIDTH = 264
RIGHT_SHARE, RIGHT_LEAST = 0.36, 360
"""Of the window's width for network and tabs, and their least width in pixels."""
SMALLEST_CANVAS = 280
FINDINGS_LEAST = 76
"""Pixels, of the canvas's side and of the height of the findings."""
FINDINGS_SHARE = 0.4
"""Of the height of the middle, for findings that are unfolded, at the most."""
NETWORK_SHARE = 0.5
"""Of the height of the right column."""


class Desk(QWidget):
    """Three columns: the side panel, the canvas over what is found, and the network over the tabs.

    The borders between the canvas and the right column, and within it, can be dragged.
    """

    def __init__(self, side: QWidget, middle: QWidget, network: QWidget, tabs: QWidget) -> None:
        super().__init__()
        self.setObjectName("desk")
        side.setFixedWidth(SIDE_WIDTH)
        self.right = _splitter(Qt.Orientation.Vertical, network, tabs)
        self.right.setMinimumWidth(RIGHT_LEAST)
        self.columns = _splitter(Qt.Orientation.Horizontal, middle, self.right)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GAP, GAP, GAP, GAP)
        layout.setSpacing(GAP)
        layout.addWidget(side)
        layout.addWidget(self.columns, 1)

    def arrange(self, width: int, height: int) -> None:
        """The customary shares of a window of this size."""
        right = max(RIGHT_LEAST, round(RIGHT_SHARE * width))
        self.columns.setSizes([max(1, width - SIDE_WIDTH - 4 * GAP - right), right])
        upper = round(NETWORK_SHARE * height)
        self.right.setSizes([upper, height - upper])


class Middle(QWidget):
    """The canvas, as large a square as there is room for, and what is found in the run beneath it.

    A finding that is unfolded takes from the canvas what it needs to be read, up to a share of the height.
    """

    def __init__(self, canvas: CanvasPanel, findings: FindingsPanel) -> None:
        super().__init__()
        self._canvas, self._findings = canvas, findings
        canvas.setParent(self)
        findings.setParent(self)
        self.setMinimumWidth(FRAME_WIDTH + SMALLEST_CANVAS)
        findings.unfolded.connect(self._arrange)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        width, height = self.width(), self.height()
        lower = max(FINDINGS_LEAST, min(self._findings.height_wanted(width), round(FINDINGS_SHARE * height)))
        upper = min(width - FRAME_WIDTH + FRAME_HEIGHT, height - GAP - lower)
        self._canvas.setGeometry(0, 0, width, upper)
        self._findings.setGeometry(0, upper + GAP, width, height - upper - GAP)


class Window(QMainWindow):
    """The main window. `may_close` is asked before it goes, `closing` emitted once it does."""

    closing = Signal()
    may_close: Callable[[], bool] = staticmethod(lambda: True)

    def furnish(
        self,
        toolbar: Toolbar,
        data: DataPanel,
        recipe: RecipePanel,
        canvas: CanvasPanel,
        findings: FindingsPanel,
        network: NetworkPanel,
        tabs: Tabs,
    ) -> None:
        """Put the panels in their places."""
        self._themed = (toolbar, data, recipe, canvas, findings, network, tabs)
        self.toolbar, self.data, self.recipe, self.canvas_panel = toolbar, data, recipe, canvas
        self.findings, self.network, self.tabs = findings, network, tabs
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(toolbar)
        self.desk = Desk(_side(data, recipe), Middle(canvas, findings), network, tabs)
        layout.addWidget(self.desk, 1)
        self.setCentralWidget(central)
        self.setMinimumSize(SMALLEST)
        canvas.canvas.setFocus()

    @property
    def shapes(self) -> dict[str, QByteArray]:
        """Size and place of the window, and where its borders stand."""
        desk = self.desk
        return {
            "geometry": self.saveGeometry(),
            "columns": desk.columns.saveState(),
            "right_column": desk.right.saveState(),
        }

    def restore(self, shape: Callable[[str], QByteArray], first_size: QSize) -> None:
        """As it was left, or of `first_size` where nothing is known of it."""
        if not self.restoreGeometry(shape("geometry")):
            self.resize(first_size)
        self.desk.columns.restoreState(shape("columns"))
        self.desk.right.restoreState(shape("right_column"))

    def set_theme(self, theme: Theme) -> None:
        """Palette and style sheet for the whole program, and the colours that panels paint themselves."""
        self.theme = theme
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        sheet = style_sheet(theme)
        if application.styleSheet() != sheet:  # the same one again would polish every widget of every window anew
            application.setPalette(palette(theme))
            application.setStyleSheet(sheet)
        for panel in self._themed:
            panel.set_theme(theme)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside all controls ends what is being typed, as it does everywhere."""
        end_typing()
        super().mousePressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        # Coming back to a window where nothing has the focus, Qt would give it to the first button, and Space would
        # press that: the run would be gone.
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and self.focusWidget() is None:
            self.canvas_panel.canvas.setFocus()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        super().closeEvent(event)


def _splitter(orientation: Qt.Orientation, *widgets: QWidget) -> QSplitter:
    """Widgets whose border can be dragged; none of them can be dragged away."""
    splitter = QSplitter(orientation)
    splitter.setHandleWidth(GAP)
    splitter.setChildrenCollapsible(False)
    for widget in widgets:
        splitter.addWidget(widget)
        splitter.setStretchFactor(splitter.indexOf(widget), 1)
    return splitter


def _side(data: DataPanel, recipe: RecipePanel) -> QFrame:
    """Data over recipe in one card that scrolls where the window is low."""
    column = QVBoxLayout()
    column.setSpacing(12)
    column.addWidget(data)
    column.addWidget(rule())
    column.addWidget(recipe)
    column.addStretch(1)
    scroll = scrolling(column)

    def show_whole(fold: Fold) -> None:
        """Scroll to what was unfolded, once it has been given its place."""
        QTimer.singleShot(0, fold, lambda: scroll.ensureWidgetVisible(fold, 0, 0))

    for fold in scroll.findChildren(Fold):
        fold.unfolded.connect(partial(show_whole, fold))
    card = QFrame()
    card.setObjectName("card")
    frame = QVBoxLayout(card)
    frame.setContentsMargins(12, 12, 4, 12)
    frame.addWidget(scroll)
    return card

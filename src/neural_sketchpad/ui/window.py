"""The window: lays out the panels and passes the theme down. What they do, they know themselves."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QMainWindow, QScrollArea, QVBoxLayout, QWidget

from neural_sketchpad.ui.controls.fold import Fold
from neural_sketchpad.ui.controls.keys import end_typing
from neural_sketchpad.ui.cost_chart import CostChart
from neural_sketchpad.ui.network.network_panel import NetworkPanel
from neural_sketchpad.ui.panels.canvas_panel import FRAME_HEIGHT, FRAME_WIDTH, CanvasPanel
from neural_sketchpad.ui.panels.data_panel import DataPanel
from neural_sketchpad.ui.panels.layout import rule
from neural_sketchpad.ui.panels.recipe_panel import RecipePanel
from neural_sketchpad.ui.panels.toolbar import Toolbar
from neural_sketchpad.ui.theme import Theme, palette, style_sheet

SMALLEST = QSize(1024, 700)
GAP = 12
SIDE_WIDTH = 264
RIGHT_WIDTH = 336
"""The least width of the right column."""
BESIDE_BAR = 5
"""Pixels between the side panel's controls and its scroll bar."""
NETWORK_SHARE = 0.56
"""Of the right column's height."""


class Desk(QWidget):
    """Three columns: the side panel, the canvas as large a square as there is room for, and network over cost."""

    def __init__(self, side: QWidget, canvas: CanvasPanel, network: NetworkPanel, cost: CostChart) -> None:
        super().__init__()
        self.setObjectName("desk")
        self._side, self._canvas, self._network, self._cost = side, canvas, network, cost
        for panel in (side, canvas, network, cost):
            panel.setParent(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        height = self.height() - 2 * GAP
        left = SIDE_WIDTH + 2 * GAP
        room = self.width() - left - RIGHT_WIDTH - 2 * GAP
        middle = min(room, height - FRAME_HEIGHT + FRAME_WIDTH)
        right = left + middle + GAP
        right_width = self.width() - right - GAP
        upper = round((height - GAP) * NETWORK_SHARE)
        self._side.setGeometry(QRect(GAP, GAP, SIDE_WIDTH, height))
        self._canvas.setGeometry(QRect(left, GAP, middle, min(height, middle - FRAME_WIDTH + FRAME_HEIGHT)))
        self._network.setGeometry(QRect(right, GAP, right_width, upper))
        self._cost.setGeometry(QRect(right, GAP + upper + GAP, right_width, height - upper - GAP))


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
        network: NetworkPanel,
        cost: CostChart,
    ) -> None:
        """Put the panels in their places."""
        self._themed = (toolbar, data, recipe, canvas, network, cost)
        self.toolbar, self.data, self.recipe, self.canvas_panel = toolbar, data, recipe, canvas
        self.network, self.cost = network, cost
        central = QWidget()
        layout = QVBoxLayout(central)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(toolbar)
        layout.addWidget(Desk(_side(data, recipe), canvas, network, cost), 1)
        self.setCentralWidget(central)
        self.setMinimumSize(SMALLEST)
        canvas.canvas.setFocus()

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


def _side(data: DataPanel, recipe: RecipePanel) -> QFrame:
    """Data over recipe in one card that scrolls where the window is low."""
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setSpacing(12)
    column.addWidget(data)
    column.addWidget(rule())
    column.addWidget(recipe)
    column.addStretch(1)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inside)
    bar = scroll.verticalScrollBar()

    def leave_room(_low: int, high: int) -> None:
        """As much for the scroll bar while it is not there, so that nothing moves when it comes."""
        column.setContentsMargins(0, 0, BESIDE_BAR if high else BESIDE_BAR + bar.sizeHint().width(), 0)

    def show_whole(fold: Fold) -> None:
        """Scroll to what was unfolded, once it has been given its place."""
        QTimer.singleShot(0, fold, lambda: scroll.ensureWidgetVisible(fold, 0, 0))

    for fold in inside.findChildren(Fold):
        fold.unfolded.connect(partial(show_whole, fold))
    bar.rangeChanged.connect(leave_room)
    leave_room(0, 0)
    card = QFrame()
    card.setObjectName("card")
    frame = QVBoxLayout(card)
    frame.setContentsMargins(12, 12, 4, 12)
    frame.addWidget(scroll)
    return card

"""The one place where the parts of the window are built and tied together."""

import signal
import socket
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, QSocketNotifier, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from neural_sketchpad import __version__
from neural_sketchpad.data.dataset import MOST_CLASSES
from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import Become, clear_points, new_weights
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.ui.actions import make_actions, make_menu
from neural_sketchpad.ui.announcer import Announcer
from neural_sketchpad.ui.canvas.canvas import Canvas
from neural_sketchpad.ui.charts.activations_page import ActivationsPage
from neural_sketchpad.ui.charts.cost_page import CostPage
from neural_sketchpad.ui.charts.gradients_page import GradientsPage
from neural_sketchpad.ui.charts.numbers_page import NumbersPage
from neural_sketchpad.ui.charts.page import Page
from neural_sketchpad.ui.charts.space_page import SpacePage
from neural_sketchpad.ui.charts.tabs import Tabs
from neural_sketchpad.ui.charts.weights_page import WeightsPage
from neural_sketchpad.ui.charts.xray_page import XrayPage
from neural_sketchpad.ui.files import Files
from neural_sketchpad.ui.frame_clock import FrameClock
from neural_sketchpad.ui.help import show_help
from neural_sketchpad.ui.icons import icon
from neural_sketchpad.ui.mishaps import Mishaps
from neural_sketchpad.ui.network.flow_overlay import FlowOverlay
from neural_sketchpad.ui.network.network_panel import NetworkPanel
from neural_sketchpad.ui.panels.banner import Message
from neural_sketchpad.ui.panels.canvas_panel import CanvasPanel
from neural_sketchpad.ui.panels.data_panel import DataPanel
from neural_sketchpad.ui.panels.findings_panel import FindingsPanel
from neural_sketchpad.ui.panels.recipe_panel import RecipePanel
from neural_sketchpad.ui.panels.toolbar import Toolbar
from neural_sketchpad.ui.player import Player
from neural_sketchpad.ui.settings import Settings
from neural_sketchpad.ui.theme import DARK, LIGHT
from neural_sketchpad.ui.view_model import MAX_RADIUS, MIN_RADIUS, Tool, ViewModel
from neural_sketchpad.ui.window import Window

FIRST_SIZE = (1440, 900)
TITLE_BAR = 40
"""Pixels left free for the window's frame, which is not known before it is shown."""
AUTOSAVE = 5000
"""Milliseconds from a change until the drawing is put aside, in case the program ends badly."""
BRUSH_STEP = 1.25
ENDING_A_STROKE = {"open", "save", "save_as", "undo", "redo", "clear", "delete", "select_all", "new_weights", "cancel"}
"""What changes the points, or asks something, ends what the mouse is doing: the stroke so far is kept."""
ZOOM_STEP = 1.25


class Sketchpad:
    """A document, a player and the window that shows them. Several may stand side by side."""

    def __init__(self, settings: Settings, experiment: Experiment | None = None) -> None:
        self.settings = settings
        self.document = Document(experiment)
        self.window = Window()
        self.model = ViewModel(self.window)
        self.clock = FrameClock()
        self.player = Player(self.document, self.clock)
        self.canvas = Canvas(self.document, self.player, self.model, self.clock)
        deeds = {name: partial(self._do, name, deed) for name, deed in self._deeds().items()}
        self.actions = make_actions(self.window, deeds)
        canvas_panel = CanvasPanel(self.canvas, self.document, self.player, self.model, self.actions)
        self.announcer = Announcer(self.document, self.player, canvas_panel.banner)
        self.files = Files(self.document, settings, self.announcer.complain)
        self.window.furnish(
            Toolbar(self.player, self.model, self.actions, make_menu(self.window, self.actions)),
            DataPanel(self.document, self.model),
            RecipePanel(self.document, self.player),
            canvas_panel,
            FindingsPanel(self.document, self.player, self.model, self.clock, self.rewind),
            NetworkPanel(self.document, self.player, self.model, self.clock, lambda: self.canvas.viewport),
            Tabs(self._pages(), self.player, self.model, self.clock),
        )
        self.flow = FlowOverlay(self.window.network.diagram, self.clock)
        self.window.desk.arrange(*FIRST_SIZE)
        self.window.set_theme(settings.theme(_system_is_dark()))
        self.window.may_close = self._may_close
        self.window.closing.connect(self._close)
        self.files.changed.connect(self._document_changed)
        self.files.crossed.connect(self.rewind)  # what was opened starts at its own weights
        self.autosave = QTimer(self.window)
        self.autosave.setSingleShot(True)
        self.autosave.setInterval(AUTOSAVE)
        self.autosave.timeout.connect(self.files.keep_last_drawing)
        self.model.changed.connect(lambda view: self._follow_speed(view.speed))
        self._speed: float | None = None
        self._document_changed()

    def _pages(self) -> dict[type[Page], Callable[[], Page]]:
        """How the pages under the tabs are made."""
        player, model = self.player, self.model

        def xray() -> XrayPage:
            page = XrayPage(player, model)
            page.flowing.connect(self.flow.show_flow)
            return page

        return {
            CostPage: partial(CostPage, model),
            ActivationsPage: partial(ActivationsPage, model),
            GradientsPage: partial(GradientsPage, model),
            WeightsPage: partial(WeightsPage, model),
            SpacePage: partial(SpacePage, player, model),
            NumbersPage: partial(NumbersPage, model),
            XrayPage: xray,
        }

    def show(self) -> None:
        """Open the window as it was closed, and offer the drawing it was closed with."""
        available = self.window.screen().availableSize()
        first_size = QSize(*FIRST_SIZE).boundedTo(QSize(available.width(), available.height() - TITLE_BAR))
        self.window.restore(self.settings.shape, first_size)
        self.window.show()
        last = None if self.document.experiment.dataset.m else self.files.last_drawing()
        if last is not None:
            sentence = f"The program was closed with an unsaved drawing of {last.dataset.m:,} points."
            remedy = ("Bring it back", lambda: self._bring_back(last))
            self.window.canvas_panel.banner.show_message(Message(sentence, remedy=remedy))

    def _bring_back(self, last: Experiment) -> None:
        self.document.apply(Become(last), "Bring back the last drawing")
        self.files.forget_last_drawing()
        self.rewind()

    def toggle_play(self) -> None:
        if self.player.playing:
            self.player.pause()
        elif self.announcer.may_train():
            self.player.play()

    def step(self, steps: int) -> None:
        if self.announcer.may_train():
            self.player.step(steps)

    def rewind(self) -> None:
        self.window.canvas_panel.banner.clear()
        self.player.rewind()

    def new_weights(self) -> None:
        self.document.apply(new_weights(self.document.experiment), "New weights")
        self.rewind()

    def _do(self, name: str, deed: Callable[[], object]) -> None:
        if name in ENDING_A_STROKE:
            self.canvas.end_gesture()
        deed()

    def _deeds(self) -> dict[str, Callable[[], object]]:
        """What each action of the table does."""
        document, model, canvas, window = self.document, self.model, self.canvas, self.window
        return {
            "open": lambda: self.files.ask_open(window),
            "save": lambda: self.files.save(window),
            "save_as": lambda: self.files.ask_save(window),
            "undo": document.undo,
            "redo": document.redo,
            "clear": self._clear,
            "delete": lambda: canvas.selection.delete(document),
            "select_all": canvas.select_all,
            "fit": canvas.fit,
            "zoom_in": lambda: canvas.zoom(ZOOM_STEP),
            "zoom_out": lambda: canvas.zoom(1 / ZOOM_STEP),
            "hinges": lambda: model.update(hinges=not model.view.hinges),
            "theme": self._change_theme,
            "play": self.toggle_play,
            "step": lambda: self.step(1),
            "step_ten": lambda: self.step(10),
            "step_hundred": lambda: self.step(100),
            "rewind": self.rewind,
            "new_weights": self.new_weights,
            "help": lambda: show_help(window, self.actions),
            "quit": window.close,
            "brush": lambda: model.update(tool=Tool.BRUSH),
            "point": lambda: model.update(tool=Tool.POINT),
            "eraser": lambda: model.update(tool=Tool.ERASER),
            "select": lambda: model.update(tool=Tool.SELECT),
            "probe": lambda: model.choose_tool(Tool.PROBE),
            **{f"class_{label}": partial(model.update, label=label) for label in range(MOST_CLASSES)},
            "smaller": lambda: self._scale_brush(1 / BRUSH_STEP),
            "larger": lambda: self._scale_brush(BRUSH_STEP),
            "cancel": self._cancel,
        }

    def _clear(self) -> None:
        if self.document.experiment.dataset.m:
            self.document.apply(clear_points(self.document.experiment), "Clear the canvas")

    def _scale_brush(self, factor: float) -> None:
        radius = min(max(self.model.view.radius * factor, MIN_RADIUS), MAX_RADIUS)
        self.model.update(radius=round(radius, 2))

    def _cancel(self) -> None:
        self.canvas.clear_selection()
        self.window.canvas_panel.banner.clear()
        self.model.update(unit=None, probe=None)

    def _change_theme(self) -> None:
        theme = LIGHT if self.window.theme.is_dark else DARK
        self.settings.remember_theme(theme)
        self.window.set_theme(theme)

    def _follow_speed(self, speed: float | None) -> None:
        if speed != self._speed:
            self._speed = speed
            self.player.set_speed(speed)

    def _document_changed(self) -> None:
        if self.files.is_modified and not self.autosave.isActive():
            self.autosave.start()
        self.window.setWindowTitle(f"{self.files.name}[*] · Neural Sketchpad")
        self.window.setWindowModified(self.files.is_modified)
        _name_step(self.actions["undo"], "Undo", self.document.undo_label)
        _name_step(self.actions["redo"], "Redo", self.document.redo_label)

    def _may_close(self) -> bool:
        """Keep an unsaved drawing for the next start; where that fails, only a person can say whether to go on."""
        problem = self.files.keep_last_drawing()
        if problem is None:
            return True
        question = f"{problem}\n\nClose the window all the same, and lose it?"
        answer = QMessageBox.question(self.window, "Neural Sketchpad", question)
        return answer == QMessageBox.StandardButton.Yes

    def _close(self) -> None:
        self.autosave.stop()
        self.settings.remember_shapes(self.window.shapes)
        self.player.close()


def open_window(experiment: Experiment | None, path: str | None) -> int:
    """Run the program with its window until it is closed; returns the exit status."""
    QCoreApplication.setApplicationVersion(__version__)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    application.setApplicationName("neural-sketchpad")
    application.setApplicationDisplayName("Neural Sketchpad")
    application.setStyle("Fusion")
    application.setWindowIcon(icon("app", "#000000", 64))
    sketchpad = Sketchpad(Settings(), experiment)
    if path is not None:
        sketchpad.files.began_with(Path(path))
    mishaps = Mishaps(sketchpad.announcer.complain)
    mishaps.watch()
    notifier = _quit_on_signals(application)
    sketchpad.show()
    status = application.exec()
    notifier.setEnabled(False)
    return status


def _quit_on_signals(application: QApplication) -> QSocketNotifier:
    """Let Ctrl-C and SIGTERM close the window in the ordinary way, although Qt is waiting in C++."""
    wake, woken = socket.socketpair()
    wake.setblocking(False)
    woken.setblocking(False)
    signal.set_wakeup_fd(wake.fileno())
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: None)
    notifier = QSocketNotifier(woken.fileno(), QSocketNotifier.Type.Read, application)
    notifier.setProperty("sockets", (wake, woken))  # they live as long as the notifier

    def quit_now() -> None:
        notifier.setEnabled(False)
        application.closeAllWindows()
        application.quit()

    notifier.activated.connect(quit_now)
    return notifier


def _system_is_dark() -> bool:
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def _name_step(action: QAction, verb: str, label: str | None) -> None:
    """Say in the menu and the tool tip what would be undone or redone."""
    action.setEnabled(label is not None)
    action.setText(verb if label is None else f"{verb}: {label}")
    action.setToolTip(f"{action.text()} ({action.shortcut().toString()})")

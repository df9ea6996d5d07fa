"""The toolbar: the run's transport and speed on the left, its figures on the right. Nothing in it ever moves."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from neural_sketchpad.insight.notation import given_text, number_text
from neural_sketchpad.nn.evaluation import Evaluation
from neural_sketchpad.training.run import Figures
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.controls.buttons import IconButton
from neural_sketchpad.ui.controls.slider import CalmSlider
from neural_sketchpad.ui.fonts import sized
from neural_sketchpad.ui.player import Player
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.view_model import View, ViewModel

SPEEDS: tuple[float | None, ...] = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, None)
"""Updates a second; None is as fast as it goes."""


@dataclass(frozen=True)
class FigureKind:
    """A figure of the toolbar: its caption, the widest text it shows, and what it means."""

    caption: str
    widest: str
    tool_tip: str


FIGURES = {
    "iteration": FigureKind("Iteration", "8 888 888", "Updates of W and b since the start"),
    "epoch": FigureKind("Epoch", "8 888 888", "Times the run has gone through all training points"),
    "cost": FigureKind("Cost J", "8.88e−88", "J, the mean loss over the training points, without penalties"),
    "test_cost": FigureKind("Test cost", "8.88e−88", "Mean loss over the points that are held out"),
    "train": FigureKind("Train", "100.0 %", "Share of the training points whose class is told right (none for values)"),
    "test": FigureKind("Test", "100.0 %", "Share of the test points whose class is told right (none for values)"),
    "speed": FigureKind("Steps/s", "888 888", "Updates per second of late"),
}
NONE = "–"


def count_text(number: int) -> str:
    """Thousands set apart by thin spaces; from ten million on in millions."""
    return f"{number:,}".replace(",", "\u2009") if number < 10**7 else f"{number / 1e6:,.1f} M".replace(",", "\u2009")


def cost_text(cost: float) -> str:
    """Always about as wide: 0.1742, 16.620, 166.21, and a power of ten where those would say nothing: 4.29e−5."""
    if 0.001 <= cost < 1000:
        return f"{cost:.{4 if cost < 10 else 3 if cost < 100 else 2}f}"
    return given_text(0.0) if cost == 0.0 else number_text(cost, 3)


def figure_texts(figures: Figures) -> dict[str, str]:
    """What the toolbar says for these figures."""

    def cost(evaluation: Evaluation | None) -> str:
        return NONE if evaluation is None else cost_text(evaluation.cost)

    def share(evaluation: Evaluation | None) -> str:
        told = None if evaluation is None else evaluation.accuracy
        return NONE if told is None else f"{100 * told:.1f} %"

    return {
        "iteration": count_text(figures.iteration),
        "epoch": count_text(figures.epoch),
        "cost": cost(figures.train),
        "test_cost": cost(figures.test),
        "train": share(figures.train),
        "test": share(figures.test),
        "speed": count_text(round(figures.steps_per_second)) if figures.steps_per_second else NONE,
    }


class Toolbar(QWidget):
    """Shows the player; its buttons are the window's actions."""

    def __init__(self, player: Player, model: ViewModel, actions: dict[str, QAction], menu: QMenu) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(56)
        self._player, self._model = player, model
        self.rewind = self._button(actions["rewind"], "start", "round", 34)
        self.play = self._button(actions["play"], "play", "play", 42)
        self.step = self._button(actions["step"], "step", "round", 34)
        self.new_weights = self._button(actions["new_weights"], "dice", "round", 34)
        self.menu = IconButton("menu", "Menu", "Open, save, edit, view", role="quiet", size=20)
        self.menu.setMenu(menu)
        self.menu.setPopupMode(IconButton.ToolButtonPopupMode.InstantPopup)
        self.speed = CalmSlider()
        self.speed.setRange(0, len(SPEEDS) - 1)
        self.speed.setPageStep(1)
        self.speed.setFixedWidth(120)
        self.speed.setAccessibleName("Speed")
        self.speed.setToolTip("Updates per second while playing, from one a second to as fast as it goes")
        self.speed_text = QLabel()
        self.speed_text.setProperty("role", "caption")
        self.speed_text.setFixedWidth(136)  # of the longest it says, so that nothing beside it moves
        self.figures = {name: self._figure(kind) for name, kind in FIGURES.items()}
        self._lay_out()
        self.speed.valueChanged.connect(lambda place: model.update(speed=SPEEDS[place]))
        model.changed.connect(self._view_changed)
        player.playing_changed.connect(self._playing_changed)
        player.figures_taken.connect(self._figures_taken)
        self._view_changed(model.view)
        self._show_figures(player.snapshot.figures)

    def set_theme(self, theme: Theme) -> None:
        for button in (self.rewind, self.play, self.step, self.new_weights, self.menu):
            button.set_theme(theme)

    def _button(self, action: QAction, drawing: str, role: str, side: int) -> IconButton:
        button = IconButton(drawing, action.text(), action.toolTip(), role=role, size=20)
        button.setFixedSize(QSize(side, side))
        button.clicked.connect(action.trigger)
        return button

    def _figure(self, kind: FigureKind) -> QLabel:
        label = QLabel(NONE)
        label.setProperty("role", "figure")
        label.setToolTip(kind.tool_tip)
        label.setAccessibleName(kind.caption)
        return label

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 0, 10, 0)
        layout.setSpacing(8)
        for button in (self.rewind, self.play, self.step, self.new_weights):
            layout.addWidget(button)
        layout.addSpacing(8)
        layout.addLayout(_column(self.speed_text, self.speed))
        layout.addStretch(1)
        metrics = QFontMetrics(sized(self.font(), 15, bold=True))
        for name, label in self.figures.items():
            caption = QLabel(FIGURES[name].caption)
            caption.setProperty("role", "caption")
            caption.setToolTip(FIGURES[name].tool_tip)
            # As wide as its widest text: figures change ten times a second, and nothing may move then.
            label.setFixedWidth(metrics.horizontalAdvance(FIGURES[name].widest))
            layout.addLayout(_column(caption, label))
            layout.addSpacing(6)
        layout.addStretch(1)
        layout.addWidget(self.menu)

    def _view_changed(self, view: View) -> None:
        self.speed.setValue(SPEEDS.index(view.speed))
        text = "as fast as it goes" if view.speed is None else f"{count_text(int(view.speed))} per second"
        self.speed_text.setText(f"Speed: {text}")

    def _playing_changed(self, playing: bool) -> None:
        self.play.set_icon("pause" if playing else "play")
        self.play.setAccessibleName("Pause" if playing else "Play")
        self.play.setToolTip("Pause (Space)" if playing else "Play (Space)")

    def _figures_taken(self, snapshot: Snapshot) -> None:
        self._show_figures(snapshot.figures)

    def _show_figures(self, figures: Figures) -> None:
        for name, text in figure_texts(figures).items():
            self.figures[name].setText(text)


def _column(upper: QWidget, lower: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(1)
    column.addStretch(1)
    column.addWidget(upper)
    column.addWidget(lower)
    column.addStretch(1)
    return column

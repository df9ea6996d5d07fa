"""Using the tabs beneath the network as a person does, or a single page without the window round it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from driving import Driver
from neural_sketchpad.data.generators import PresetChoice, generate
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.experiment.experiment import Experiment, suited
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.training.trainer import Trainer
from neural_sketchpad.ui.charts.page import Page
from neural_sketchpad.ui.view_model import ViewModel

Some = TypeVar("Some", bound=Page)
Control = Qt.KeyboardModifier.ControlModifier


def page_of(drive: Driver, key: str) -> Page:
    """The page under a tab."""
    return drive.window.tabs.page_of(key)


def open_tab(drive: Driver, key: str) -> None:
    """Click a tab and wait until its page has everything."""
    drive.click(drive.window.tabs.buttons[key])
    drive.settle()


def with_layers(drive: Driver, *units: int, activation: str = "tanh") -> None:
    """Give the network these hidden layers."""
    experiment = drive.experiment
    hidden = tuple(HiddenLayer(n, activation) for n in units)
    recipe = replace(experiment.recipe, hidden=hidden)
    drive.sketchpad.document.apply(Become(experiment.with_recipe(recipe)), "Layers")
    drive.settle()


def train(drive: Driver, hundreds: int = 1) -> None:
    """So many times 100 updates by the keys."""
    drive.canvas.setFocus()
    for _ in range(hundreds):
        drive.key(Qt.Key.Key_Right, Control)
    drive.settle()


def point_at(widget: QWidget, at: QPointF) -> None:
    """Move the pointer there."""
    where = QPointF(widget.mapToGlobal(at.toPoint()))
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, at, where, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(widget, event)


class Alone(Generic[Some]):
    """A page by itself, for what many runs have to show."""

    def __init__(self, make: Callable[[ViewModel], Some]) -> None:
        self._parent = QObject()
        self.model = ViewModel(self._parent)
        self.page = make(self.model)
        self.page.resize(344, 250)

    def show(self, trainer: Trainer) -> Run:
        """Show a run as it stands until the page has everything, and paint it."""
        figures = replace(trainer.figures(), layers=trainer.diagnose())
        snapshot = Snapshot(trainer.run, figures, playing=False, answered=0)
        self.page.renew(snapshot)
        while self.page.unfinished:
            self.page.renew(snapshot)
        self.page.grab()
        return snapshot.run


def after(experiment: Experiment, steps: int) -> Trainer:
    """A run of so many updates."""
    trainer = Trainer(Run.start(experiment))
    trainer.advance(steps)
    return trainer


def experiment_with(*units: int, preset: str = "moons", points: int = 60, activation: str = "tanh") -> Experiment:
    """The points of a preset, the output they want, and hidden layers of so many units."""
    dataset = generate(replace(PresetChoice.of(preset), points=points))
    recipe = Recipe(tuple(HiddenLayer(n, activation) for n in units))
    return Experiment(dataset, suited(recipe, dataset))

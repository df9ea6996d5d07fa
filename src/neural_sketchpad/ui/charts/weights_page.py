"""How the weights of the layers are distributed, and the way that single ones have gone."""

import numpy as np
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from neural_sketchpad.insight.layer_series import weight_paths
from neural_sketchpad.training.history import Moment
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.charts.followed import FollowChoice, followed
from neural_sketchpad.ui.charts.head import either, head, log_x_switch, named_button
from neural_sketchpad.ui.charts.layer_names import LayerChoice, layers_shown
from neural_sketchpad.ui.charts.lines import Lines
from neural_sketchpad.ui.charts.or_words import OrWords
from neural_sketchpad.ui.charts.page import Page
from neural_sketchpad.ui.charts.weight_bars import WeightCells, weight_bars
from neural_sketchpad.ui.network.place_words import place_name
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.view_model import View, ViewModel

EMPTY = "Press Play to see the way that the weights go."


class WeightsPage(Page):
    """Bars for each layer, or a line for each of a few weights."""

    key = "weights"
    title = "Weights"
    tool_tip = "How the weights W[l] and biases b[l] of each layer are distributed, and the way that single ones go"
    reads = frozenset({"as_paths", "layer", "log_iterations", "path_unit", "path_source", "unit", "lit"})

    def __init__(self, model: ViewModel) -> None:
        super().__init__()
        self._model = model
        self.spread = named_button(
            "Spread", "How many of the weights W[l], bars up, and of the biases b[l], bars down, have which value"
        )
        self.paths = named_button(
            "Paths", "The values of a few weights over the iterations: W := W − α dW, again and again"
        )
        self.layer = LayerChoice(model, "The layer whose weights are shown")
        self.follow = FollowChoice(model)
        self._log_x = log_x_switch(model)
        self.bars = WeightCells()
        self.reading = QLabel()
        self.reading.setProperty("role", "small")
        self.bars.pointed.connect(self._read_out)
        spread = QWidget()
        column = QVBoxLayout(spread)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.bars, 1)
        column.addWidget(self.reading)
        self.lines = Lines("w, b", logarithmic=False)
        self._spread = spread
        self.body = OrWords(spread, self.lines)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head([either(model, "as_paths", self.spread, self.paths)], [self._log_x, self.layer]))
        layout.addWidget(self.follow)
        layout.addWidget(self.body, 1)
        model.changed.connect(self._view_changed)
        self._view_changed(model.view)
        self._read_out("")

    def set_theme(self, theme: Theme) -> None:
        self.bars.set_theme(theme)
        self.lines.set_theme(theme)

    def renew(self, snapshot: Snapshot) -> None:
        run = snapshot.run
        recipe, view = run.experiment.recipe, self._model.view
        self.layer.set_recipe(recipe)
        if view.as_paths:
            self._show_paths(run)
            return
        layers = layers_shown(view.layer, recipe)
        self.bars.set_bars([weight_bars(run.network, number) for number in layers])
        self.body.setCurrentWidget(self._spread)

    def _show_paths(self, run: Run) -> None:
        recipe = run.experiment.recipe
        self.follow.set_recipe(recipe)
        if not run.history:
            self.body.say(EMPTY)
            return
        lit = self._model.view.lit
        moments = [*run.history]
        if run.iteration > moments[-1].iteration:
            moments.append(Moment(run.experiment, run.state))
        places = followed(self._model.view, run.network)
        names = [place_name(place) for place in places]
        strong = frozenset(row for row, place in enumerate(places) if place in lit)
        iterations = np.array([moment.iteration for moment in moments], np.int64)
        self.lines.show_lines(iterations, weight_paths(moments, recipe, places), names, strong)
        self.body.setCurrentWidget(self.lines)

    def _view_changed(self, view: View) -> None:
        self.follow.setVisible(view.as_paths)
        self._log_x.setVisible(view.as_paths)
        self.lines.set_log_x(view.log_iterations)

    def _read_out(self, words: str) -> None:
        self.reading.setText(words or "Bars up: W[l], bars down: b[l], each to its highest.")

"""The network panel: a row for every layer, live."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.parameters import parameter_count
from neural_sketchpad.nn.recipe import HiddenLayer
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.controls.buttons import TextButton
from neural_sketchpad.ui.frame_clock import FrameClock
from neural_sketchpad.ui.network.layer_pictures import LayerPicture, layer_pictures, some_examples
from neural_sketchpad.ui.network.layer_row import HiddenRow, LayerPictures
from neural_sketchpad.ui.network.output_row import OutputRow
from neural_sketchpad.ui.panels.layout import soft, title
from neural_sketchpad.ui.player import Player
from neural_sketchpad.ui.theme import LIGHT, Theme
from neural_sketchpad.ui.view_model import OUTPUT, Unit, ViewModel

MOST_LAYERS = 12
"""So many hidden layers can be chosen in the window; a file may have more."""
FRAMES_BETWEEN = 8
"""The small pictures are renewed every so many frames: about eight times a second."""


class NetworkPanel(QFrame):
    """Edits the hidden layers of the document and shows those of the run."""

    def __init__(
        self,
        document: Document,
        player: Player,
        model: ViewModel,
        clock: FrameClock,
        viewport: Callable[[], Viewport],
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._document, self._player, self._model, self._viewport = document, player, model, viewport
        self._clock = clock
        self._theme = LIGHT
        self._frames = 0
        self._shown: object = None
        self._sample: tuple[Dataset, Split, NDArray[np.float32]] | None = None
        self.rows: list[HiddenRow] = []
        self.output = OutputRow()
        self._summary = soft("")
        self.add = TextButton("+ Hidden layer")
        self.add.setProperty("role", "link")
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add.setToolTip(
            f"Put another hidden layer before the output (at most {MOST_LAYERS}); the others keep their weights."
        )
        self.add.clicked.connect(self._add_layer)
        self.output.chosen.connect(self._choose_output)
        self._lay_out()
        document.listen(self._document_changed)
        model.changed.connect(self._view_changed)
        clock.on_frame(self._frame)
        player.figures_taken.connect(self._figures_taken)
        self._document_changed(document.experiment)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.output.set_theme(theme)
        for row in self.rows:
            row.set_theme(theme)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(title("Network"))
        head.addStretch(1)
        head.addWidget(self._summary)
        head.addSpacing(8)
        inside = QWidget()
        self._stack = QVBoxLayout(inside)
        self._stack.setContentsMargins(0, 0, 4, 0)
        self._stack.setSpacing(4)
        self._stack.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._stack.addWidget(self.output)
        self._stack.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 12, 4, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(scroll, 1)

    # The recipe

    def _document_changed(self, experiment: Experiment) -> None:
        hidden = experiment.recipe.hidden
        while len(self.rows) < len(hidden):
            self._new_row()
        while len(self.rows) > len(hidden):
            row = self.rows.pop()
            focused = row.focusWidget()
            if focused is not None:
                focused.clearFocus()  # or the focus would wander to whatever comes next
            self._stack.removeWidget(row)
            row.hide()
            row.deleteLater()
        for row, layer in zip(self.rows, hidden, strict=True):
            row.set_layer(layer)
        sizes = experiment.recipe.sizes
        self.output.set_recipe(experiment.recipe)
        self._summary.setText(f"L = {len(sizes) - 1} · {parameter_count(sizes):,} parameters")
        self._summary.setToolTip("L counts hidden and output layers; the parameters are all W[l] and b[l].")
        self.add.setEnabled(len(hidden) < MOST_LAYERS)
        unit = self._model.view.unit
        if unit is not None and not unit.exists_in(experiment.recipe):
            self._model.update(unit=None)
        self._view_changed()

    def _new_row(self) -> None:
        number = len(self.rows) + 1
        row = HiddenRow(number)
        row.set_theme(self._theme)
        row.changed.connect(lambda layer: self._replace(number, layer))
        row.removed.connect(lambda: self._remove(number))
        row.pictures.strip.chosen.connect(lambda index: self._choose(number, index))
        self._stack.insertWidget(len(self.rows), row)
        self.rows.append(row)

    def replace_hidden(self, hidden: tuple[HiddenLayer, ...], label: str) -> None:
        """Make these the hidden layers of the document, as one step."""
        experiment = self._document.experiment
        self._document.apply(Become(experiment.with_recipe(replace(experiment.recipe, hidden=hidden))), label)

    def _replace(self, number: int, layer: HiddenLayer) -> None:
        hidden = self._document.experiment.recipe.hidden
        old = hidden[number - 1]
        if layer != old:
            changed = "Activation" if layer.activation != old.activation else "Slope"
            what = "Units" if layer.units != old.units else changed
            self.replace_hidden((*hidden[: number - 1], layer, *hidden[number:]), f"{what} of layer {number}")

    def _remove(self, number: int) -> None:
        hidden = self._document.experiment.recipe.hidden
        self.replace_hidden((*hidden[: number - 1], *hidden[number:]), f"Remove hidden layer {number}")

    def _add_layer(self) -> None:
        hidden = self._document.experiment.recipe.hidden
        like = hidden[-1] if hidden else HiddenLayer(4)
        self.replace_hidden((*hidden, like), f"Add hidden layer {len(hidden) + 1}")

    # What is shown

    def _choose(self, layer: int, index: int) -> None:
        unit = Unit(layer, index)
        self._model.update(unit=None if self._model.view.unit == unit else unit)

    def _choose_output(self, index: int) -> None:
        """One class of several by itself; a single output is what the canvas shows without a unit."""
        if self._document.experiment.recipe.outputs > 1:
            self._choose(OUTPUT, index)
        else:
            self._model.update(unit=None)

    def _view_changed(self) -> None:
        unit = self._model.view.unit
        single = self._document.experiment.recipe.outputs == 1
        shown = 0 if unit is None and single else unit.index if unit is not None and unit.layer == OUTPUT else None
        self.output.pictures.strip.set_current(shown)
        for number, row in enumerate(self.rows, start=1):
            row.pictures.strip.set_current(unit.index if unit is not None and unit.layer == number else None)
        self._clock.wake()

    def _frame(self) -> bool:
        self._frames += 1
        run, viewport = self._player.run, self._viewport()
        state = (run.parameters, run.experiment, viewport.x1_range, viewport.x2_range, self.width())
        if state == self._shown:
            return False
        if self._frames < FRAMES_BETWEEN:
            return True
        shape, wanted = run.experiment.recipe, self._document.experiment.recipe
        if (len(shape.hidden), shape.outputs) != (len(wanted.hidden), wanted.outputs):
            return True  # a layer or a class came or went a moment ago; the run will show it in the next frames
        self._frames = 0
        self._shown = state
        tilings = [pictures.strip.tiling for pictures in self._pictures()]
        if run.experiment.dataset.m == 0 and run.iteration == 0:
            pictures: list[LayerPicture | None] = [None] * len(tilings)
        else:
            # As fine as the largest picture of a hidden unit; drawing is quickest where nothing is scaled.
            largest = max(tiling.size for tiling in tilings[:-1] or tilings)
            cells = round(largest * self.devicePixelRatioF())
            shown = [tiling.shown for tiling in tilings]
            pictures = [*layer_pictures(run, viewport, cells, shown, self._examples_of(run.experiment))]
        for place, picture in zip(self._pictures(), pictures, strict=True):
            place.set_picture(picture)
        return True

    def _figures_taken(self, snapshot: Snapshot) -> None:
        """Say of each layer what was found in it; where layers came or went a moment ago, of none."""
        run, found = snapshot.run, snapshot.figures.layers
        fits = len(found) == len(self.rows) + 1 and run.parameters.sizes == self._document.experiment.recipe.sizes
        for place, row in enumerate(self.rows):
            row.set_diagnostics(found[place] if fits else None)
        self.output.set_diagnostics(found[-1] if fits else None, run.parameters)

    def _pictures(self) -> list[LayerPictures]:
        """Where the pictures of layers 1 to L stand."""
        return [*(row.pictures for row in self.rows), self.output.pictures]

    def _examples_of(self, experiment: Experiment) -> NDArray[np.float32]:
        """The examples for the spread, chosen anew only where the points or their split have changed."""
        if self._sample is None or self._sample[0] is not experiment.dataset or self._sample[1] != experiment.split:
            self._sample = experiment.dataset, experiment.split, some_examples(experiment)
        return self._sample[2]

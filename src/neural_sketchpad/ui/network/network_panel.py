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
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.controls.buttons import TextButton
from neural_sketchpad.ui.frame_clock import FrameClock
from neural_sketchpad.ui.network.layer_pictures import LayerPicture, layer_pictures, some_examples
from neural_sketchpad.ui.network.layer_row import HiddenRow, LayerPictures
from neural_sketchpad.ui.panels.layout import soft, title
from neural_sketchpad.ui.player import Player
from neural_sketchpad.ui.theme import LIGHT, Theme
from neural_sketchpad.ui.view_model import Unit, ViewModel

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
        self.output = LayerPictures(
            "Output", lambda _index: "The output ŷ = σ(z) over the plane, as the canvas shows it.", "ŷ"
        )
        self._summary = soft("")
        self.add = TextButton("+ Hidden layer")
        self.add.setProperty("role", "link")
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add.setToolTip(
            f"Put another hidden layer before the output (at most {MOST_LAYERS}); the others keep their weights."
        )
        self.add.clicked.connect(self._add_layer)
        self.output.strip.chosen.connect(lambda _index: model.update(unit=None))
        self._lay_out()
        document.listen(self._document_changed)
        model.changed.connect(self._view_changed)
        clock.on_frame(self._frame)
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
        output_kind = soft("sigmoid")
        output_kind.setToolTip("ŷ = σ(z) = 1 / (1 + e⁻ᶻ);  J = −(1/m) Σ [ y log ŷ + (1 − y) log(1 − ŷ) ]")
        output_head = QHBoxLayout()
        output_head.addWidget(title("Output"))
        output_head.addStretch(1)
        output_head.addWidget(output_kind)
        inside = QWidget()
        self._stack = QVBoxLayout(inside)
        self._stack.setContentsMargins(0, 0, 4, 0)
        self._stack.setSpacing(4)
        self._stack.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._stack.addLayout(output_head)
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
        self._summary.setText(f"L = {len(sizes) - 1} · {parameter_count(sizes):,} parameters")
        self._summary.setToolTip("L counts hidden and output layers; the parameters are all W[l] and b[l].")
        self.add.setEnabled(len(hidden) < MOST_LAYERS)
        unit = self._model.view.unit
        if unit is not None and not unit.exists_in(hidden):
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
            label = f"Units of layer {number}" if layer.units != old.units else f"Activation of layer {number}"
            self.replace_hidden((*hidden[: number - 1], layer, *hidden[number:]), label)

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

    def _view_changed(self) -> None:
        unit = self._model.view.unit
        self.output.strip.set_current(0 if unit is None else None)
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
        if len(run.experiment.recipe.hidden) != len(self.rows):
            return True  # a layer was added or removed a moment ago; the run will show it in the next frames
        self._frames = 0
        self._shown = state
        tilings = [row.pictures.strip.tiling for row in self.rows]
        if run.experiment.dataset.m == 0 and run.iteration == 0:
            pictures: list[LayerPicture | None] = [None] * (len(tilings) + 1)
        else:
            # As fine as the largest picture of a hidden unit; drawing is quickest where nothing is scaled.
            largest = max((tiling.size for tiling in tilings), default=self.output.strip.tiling.size)
            cells = round(largest * self.devicePixelRatioF())
            shown = [*(tiling.shown for tiling in tilings), 1]
            pictures = [*layer_pictures(run, viewport, cells, shown, self._examples_of(run.experiment))]
        for row, picture in zip(self.rows, pictures, strict=False):
            row.pictures.set_picture(picture)
        self.output.set_picture(pictures[-1])
        return True

    def _examples_of(self, experiment: Experiment) -> NDArray[np.float32]:
        """The examples for the spread, chosen anew only where the points or their split have changed."""
        if self._sample is None or self._sample[0] is not experiment.dataset or self._sample[1] != experiment.split:
            self._sample = experiment.dataset, experiment.split, some_examples(experiment)
        return self._sample[2]

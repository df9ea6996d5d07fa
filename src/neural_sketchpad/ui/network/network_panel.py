"""The network panel: the diagram with its heads, an editor for weights, and a line that reads what is pointed at."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.experiment.recipe_edits import with_recipe
from neural_sketchpad.nn.parameters import parameter_count
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.controls.buttons import TextButton
from neural_sketchpad.ui.controls.fold import ElidedLabel
from neural_sketchpad.ui.frame_clock import FrameClock
from neural_sketchpad.ui.network.column_heads import MOST_LAYERS, ColumnHeads
from neural_sketchpad.ui.network.diagram import Diagram
from neural_sketchpad.ui.network.diagram_layout import DiagramLayout
from neural_sketchpad.ui.network.layer_pictures import layer_pictures
from neural_sketchpad.ui.network.place_menu import place_menu
from neural_sketchpad.ui.network.place_words import resting_words, unit_reading, weight_reading
from neural_sketchpad.ui.network.weight_editor import WeightEditor
from neural_sketchpad.ui.network.weight_edits import WeightEdits
from neural_sketchpad.ui.panels.layout import soft, title
from neural_sketchpad.ui.player import Player
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.view_model import OUTPUT, Unit, View, ViewModel

FRAMES_BETWEEN = 8
"""While the run goes on the diagram is renewed every so many frames: about eight times a second."""

KEYS = "Arrows walk through the units, up and down with Shift through the numbers of one; Return pins or edits."


class NetworkPanel(QFrame):
    """Shows the network of the run, and edits the layers and weights of the document."""

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
        self._frames = 0
        self._shown: object = None
        self._recipe: Recipe | None = None
        self._weights = WeightEdits(document, player)
        self.diagram = Diagram()
        self.heads = ColumnHeads(self.diagram)
        self.editor = WeightEditor(self.diagram)
        self.reading = ElidedLabel()
        self.reading.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._summary = soft("")
        self.add = TextButton("+ Layer")
        self.add.setProperty("role", "link")
        self.add.setAccessibleName("Add a hidden layer before the output")
        self.add.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.add.setToolTip(
            f"Put another hidden layer before the output (at most {MOST_LAYERS}); the others keep their weights."
        )
        self._lay_out()
        self._connect()
        document.listen(self._document_changed)
        model.changed.connect(self._view_changed)
        clock.on_frame(self._frame)
        player.figures_taken.connect(self._figures_taken)
        self._document_changed(document.experiment)

    def set_theme(self, theme: Theme) -> None:
        self.diagram.set_theme(theme)
        self.heads.set_theme(theme)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(title("Network"))
        head.addSpacing(4)
        head.addWidget(self.add)
        head.addStretch(1)
        head.addWidget(self._summary)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 10, 12, 8)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.diagram, 1)
        layout.addWidget(self.reading)

    def _connect(self) -> None:
        self.add.clicked.connect(lambda: self.heads.add(len(self._document.experiment.recipe.hidden)))
        self.heads.replaced.connect(self.replace_hidden)
        self.heads.frozen.connect(lambda layer, on: self._weights.freeze(layer, frozen=on))
        self.diagram.laid_out.connect(self._laid_out)
        self.diagram.pointed.connect(lambda _place: self._read())
        self.diagram.chosen.connect(self._choose)
        self.diagram.dragged.connect(self._weights.drag)
        self.diagram.menu_asked.connect(self._ask)
        self.editor.edited.connect(self._typed)
        self.editor.frozen.connect(lambda place, on: self._weights.freeze(place, frozen=on))

    # The recipe

    def replace_hidden(self, hidden: tuple[HiddenLayer, ...], label: str) -> None:
        """Make these the hidden layers of the document, as one step."""
        self._document.apply(Become(with_recipe(self._document.experiment, hidden=hidden)), label)

    def _document_changed(self, experiment: Experiment) -> None:
        recipe = experiment.recipe
        if recipe == self._recipe:
            return  # points are painted, and nothing of this has changed
        self._recipe = recipe
        self.heads.set_recipe(recipe)
        self.diagram.set_recipe(recipe)
        self._summary.setText(f"L = {len(recipe.sizes) - 1} · {parameter_count(recipe.sizes):,} parameters")
        self._summary.setToolTip("L counts hidden and output layers; the parameters are all W[l] and b[l].")
        self.add.setEnabled(len(recipe.hidden) < MOST_LAYERS)
        unit = self._model.view.unit
        if unit is not None and not unit.exists_in(recipe):
            self._model.update(unit=None)
        self._view_changed(self._model.view)

    def _laid_out(self, layout: DiagramLayout) -> None:
        self.editor.dismiss()
        self.heads.place(layout)
        self._clock.wake()

    # Weights and units

    def _choose(self, place: Place) -> None:
        """Pin a unit to the canvas, or the output again; open the editor at a weight or bias."""
        last = len(self._document.experiment.recipe.sizes) - 1
        if place.source is not None:
            self._edit(place)
        elif place.layer == last and self._document.experiment.recipe.outputs == 1:
            self._model.update(unit=None)
        elif place.layer > 0:
            unit = Unit(OUTPUT if place.layer == last else place.layer, place.unit)
            self._model.update(unit=None if self._model.view.unit == unit else unit)

    def _edit(self, place: Place) -> None:
        value = self._weights.value(place)
        if value is not None:
            at = QPointF(*self.diagram.scene.layout.middle(place)).toPoint()
            self.editor.edit(place, value, self._document.experiment.recipe, at, self.diagram)

    def _follow(self) -> None:
        """Let the editor know of the value that it is about as it stands now."""
        place = self.editor.place if self.editor.isVisible() else None
        value = None if place is None else self._weights.value(place)
        if value is not None:
            self.editor.follow(value)

    def _typed(self, place: Place, value: float) -> None:
        try:
            self._weights.put(place, value)
        except ValueError as error:
            self.editor.tell(str(error))

    def _ask(self, place: Place, at: QPoint) -> None:
        """Open the menu of a place."""
        menu = place_menu(place, self._document.experiment.recipe, self)
        menu.chosen.connect(self._choose)
        menu.frozen.connect(lambda what, on: self._weights.freeze(what, frozen=on))
        menu.popup(at)

    def _read(self) -> None:
        """Say the value of what is pointed at, as it stands now."""
        place = self.diagram.place
        text = self._words(place)
        self.reading.setText(text)
        self.diagram.setAccessibleDescription(KEYS if place is None else text)

    def _words(self, place: Place | None) -> str:
        recipe, pictures = self._document.experiment.recipe, self.diagram.pictures
        if place is not None and place.source is not None:
            value = self._weights.value(place)
            if value is not None:
                return weight_reading(recipe, place, value, self._weights.derivative(place))
        elif place is not None and place.layer < len(pictures) and place.unit < len(pictures[place.layer].lows):
            picture = pictures[place.layer]
            return unit_reading(recipe, place, float(picture.lows[place.unit]), float(picture.highs[place.unit]))
        return resting_words(self.diagram.scene.drawn, parameter_count(recipe.sizes) - sum(recipe.sizes[1:]))

    # What is shown

    def _view_changed(self, view: View) -> None:
        recipe, unit = self._document.experiment.recipe, view.unit
        last = len(recipe.sizes) - 1
        pinned: Place | None = None
        if unit is not None:
            pinned = Place(last if unit.layer == OUTPUT else unit.layer, unit.index)
        elif recipe.outputs == 1:
            pinned = Place(last, 0)
        self.diagram.set_pinned(pinned)
        self.diagram.set_lit(view.lit)
        self._clock.wake()

    def _frame(self) -> bool:
        self._frames += 1
        run, viewport, layout = self._player.run, self._viewport(), self.diagram.scene.layout
        state = (run.parameters, run.experiment, viewport.x1_range, viewport.x2_range, layout)
        if state == self._shown:
            return False
        if self._player.playing and self._frames < FRAMES_BETWEEN:
            return True
        shape, wanted = run.experiment.recipe, self._document.experiment.recipe
        if (len(shape.hidden), shape.outputs, shape.features) != (len(wanted.hidden), wanted.outputs, wanted.features):
            return True  # a layer or a class came or went a moment ago; the run will show it in the next frames
        self._frames = 0
        self._shown = state
        ratio = self.devicePixelRatioF()
        shown = [column.shown for column in layout.columns]
        cells = [round(column.side * ratio) for column in layout.columns]
        self.diagram.set_run(run.parameters, layer_pictures(run, viewport, shown, cells))
        self._read()
        self._follow()
        return True

    def _figures_taken(self, snapshot: Snapshot) -> None:
        """Say of each layer what was found in it; where layers came or went a moment ago, of none."""
        run, found = snapshot.run, snapshot.figures.layers
        sizes = self._document.experiment.recipe.sizes
        fits = len(found) == len(sizes) - 1 and run.parameters.sizes == sizes
        self.heads.set_diagnostics(found if fits else (), run.parameters)

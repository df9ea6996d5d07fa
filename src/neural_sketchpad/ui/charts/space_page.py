"""What a layer does to the plane: its grid and its points where the layer puts them, moving while it learns."""

from PySide6.QtWidgets import QLabel, QVBoxLayout

from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.canvas.axes import short_text
from neural_sketchpad.ui.charts.head import head
from neural_sketchpad.ui.charts.or_words import OrWords
from neural_sketchpad.ui.charts.page import Page
from neural_sketchpad.ui.charts.space_picture import SpacePicture
from neural_sketchpad.ui.charts.space_scene import Aspect, Shown, axes_of, coordinate_name, show
from neural_sketchpad.ui.controls.choice import ChoiceField
from neural_sketchpad.ui.player import Player
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.view_model import OUTPUT, Axes, ViewModel

PRINCIPAL = (
    ("1st direction", "the direction in which the points differ most (principal component analysis)"),
    ("2nd direction", "of the directions at right angles to the first the one in which the points differ most"),
)
ONE_BORDER = (
    ("Across border", "how far a point is from the border of the output, w · a + b = 0"),
    ("Along border", "the direction along the border of the output in which the points differ most"),
)
SEVERAL_BORDERS = (
    ("Classes, 1st", "the direction in which the weights of the output differ most from class to class"),
    ("Classes, 2nd", "the direction in which the weights of the output differ most after the first"),
)
"""What stands in the lists of the two axes for a direction: (text, tool tip)."""


class SpacePage(Page):
    """A picture with three lists above it: the layer, and what stands on its two axes."""

    key = "space"
    title = "Space"
    tool_tip = "What a layer does to the plane: its grid and the points where the layer puts them"
    reads = frozenset({"space_layer", "space_axes"})
    frames_between = 6

    def __init__(self, player: Player, model: ViewModel) -> None:
        super().__init__()
        self._player, self._model = player, model
        self.shown: Shown | None = None
        self.layer = ChoiceField("Layer", {}, "The layer whose space is drawn")
        self.axes = tuple(
            ChoiceField(f"{which} axis", {}, f"What stands on the {which} axis: a unit of the layer, or a direction")
            for which in ("horizontal", "vertical")
        )
        self.picture = SpacePicture()
        self.body = OrWords(self.picture)
        self.reading = QLabel()
        self.reading.setProperty("role", "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head([self.layer, *self.axes], []))
        layout.addWidget(self.body, 1)
        layout.addWidget(self.reading)
        self.layer.edited.connect(lambda layer, _gesture: model.update(space_layer=layer, space_axes=None))
        for place, axis in enumerate(self.axes):
            axis.setMinimumContentsLength(10)
            axis.edited.connect(lambda unit, _gesture, place=place: self._choose_axis(place, unit))
        self.picture.pointed.connect(lambda _point: self._read())

    def set_theme(self, theme: Theme) -> None:
        self.picture.set_theme(theme)

    def renew(self, snapshot: Snapshot) -> None:
        run = snapshot.run
        aspect = Aspect.of(self._model.view, run.experiment.recipe)
        self._offer(run.experiment.recipe, aspect)
        self.shown = show(run.experiment, run.network, aspect, self.shown)
        if self.shown is None:
            self.body.say(f"The numbers of {run.experiment.recipe.layer_name(aspect.layer)} are too large to draw.")
        else:
            self.picture.set_scene(self.shown.scene)
            self.body.setCurrentWidget(self.picture)
        self._read()

    # The choices

    def _offer(self, recipe: Recipe, aspect: Aspect) -> None:
        """Show in the lists what there is, and what is shown of it."""
        depth = len(recipe.hidden) + 1
        layers: dict[int, tuple[str, str]] = {0: ("Input", "the plane as the network is told of it")}
        for number, hidden in enumerate(recipe.hidden, start=1):
            layers[number] = f"Layer {number}", f"A[{number}], {hidden.units} units, {hidden.function.label}"
        if recipe.outputs > 1:
            layers[OUTPUT] = "Output", f"Z[{depth}], one z for each class"
        self.layer.set_choices(layers)
        self.layer.set_value(OUTPUT if aspect.layer == depth else aspect.layer)
        borders = ONE_BORDER if recipe.outputs == 1 else SEVERAL_BORDERS
        words = {Axes.PRINCIPAL: PRINCIPAL, Axes.BORDER: borders}
        directions = [axes for axes in axes_of(recipe, aspect.layer) if isinstance(axes, Axes)]
        n = recipe.sizes[aspect.layer]
        units = {
            unit: (coordinate_name(recipe, aspect.layer, unit), f"unit {unit + 1} of the layer") for unit in range(n)
        }
        for place, axis in enumerate(self.axes):
            axis.setVisible(place < n)
            if place < n:
                axis.set_choices({**{axes: words[axes][place] for axes in directions}, **units})
                axis.set_value(aspect.axes[place] if isinstance(aspect.axes, tuple) else aspect.axes)

    def _choose_axis(self, place: int, chosen: Axes | int) -> None:
        """Put something on an axis: directions go together, and on the other axis stands another unit."""
        if not isinstance(chosen, Axes):
            before = Aspect.of(self._model.view, self._player.run.experiment.recipe).axes
            other = before[1 - place] if isinstance(before, tuple) and len(before) == 2 else 0
            if other == chosen:
                other = before[place] if isinstance(before, tuple) else int(chosen == 0)
            pair = (chosen, other) if place == 0 else (other, chosen)
        self._model.update(space_axes=chosen if isinstance(chosen, Axes) else pair)

    # Below the picture

    def _read(self) -> None:
        """The point under the pointer, or what is to be seen."""
        run, shown = self._player.run, self.shown
        if shown is None:
            self.reading.setText("")
        elif self.picture.nearest is not None:
            self.reading.setText(_of_point(shown, self.picture.nearest))
        else:
            self.reading.setText(_explanation(run, shown))


def _of_point(shown: Shown, place: int) -> str:
    sample, scene = shown.sample, shown.scene
    kind = f"y = {short_text(float(sample.targets[place]))}" if scene.of_values else f"class {sample.kinds[place]}"
    x1, x2 = (f"{value:.2f}" for value in sample.X[:, place].tolist())
    seen = ", ".join(short_text(float(value)) for value in scene.points[place][: len(shown.perspective.directions)])
    return f"{kind} at x₁ {x1}, x₂ {x2}: here {seen}".replace("-", "−")


def _explanation(run: Run, shown: Shown) -> str:
    recipe, layer = run.experiment.recipe, shown.aspect.layer
    points = shown.scene.points
    if len(points) > 1 and (points == points[0]).all():
        return f"All points fall on one spot in {recipe.layer_name(layer)}"
    if not len(shown.scene.borders):
        return "The input plane as the network is told of it" if layer == 0 else f"The plane after {_so_far(layer)}"
    a = "x" if layer == 0 else f"a[{layer}]"
    what = "Where the class changes" if recipe.outputs > 1 else f"w · {a} + b = 0"
    if not shown.scene.exact:
        return f"{what}: its cut through the mean"
    return what if layer == 0 else f"{what}: straight here, bent on the canvas"


def _so_far(layer: int) -> str:
    return "layer 1" if layer == 1 else f"layers 1 to {layer}"

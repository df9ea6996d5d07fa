"""What the layers of a network are called in the charts, in which pens they are drawn, and how one is chosen."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.ui.binding import bind_view
from neural_sketchpad.ui.colours import mixed
from neural_sketchpad.ui.controls.choice import ChoiceField
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.view_model import OUTPUT, ViewModel

STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DotLine)
"""Taken in turn, so that neighbouring lines differ in more than their colour."""


def layers_shown(layer: int | None, recipe: Recipe) -> list[int]:
    """The numbers from 1 of the layers that the view's `layer` stands for; one that has gone stands for all."""
    depth = len(recipe.hidden) + 1
    if layer == OUTPUT:
        return [depth]
    if layer is None or not 1 <= layer < depth:
        return list(range(1, depth + 1))
    return [layer]


def long_name(number: int, recipe: Recipe) -> str:
    """Layer 1, ..., Output."""
    return "Output" if number > len(recipe.hidden) else f"Layer {number}"


def short_name(number: int, recipe: Recipe) -> str:
    """1, ..., out: where there is no room for more."""
    return "out" if number > len(recipe.hidden) else str(number)


def line_colour(place: int, count: int, theme: Theme) -> QColor:
    """The colour of line `place` of `count`, from the first layer's to the last one's."""
    return mixed(theme.first_layer, theme.last_layer, place / max(1, count - 1))


def line_pen(place: int, count: int, theme: Theme, width: float = 1.0) -> QPen:
    """The pen of line `place` of `count`."""
    pen = QPen(line_colour(place, count, theme), width)
    pen.setCosmetic(True)
    pen.setStyle(STYLES[place % len(STYLES)])
    return pen


class LayerChoice(ChoiceField):
    """Chooses the layer that the pages look at."""

    def __init__(self, model: ViewModel, tool_tip: str) -> None:
        super().__init__("Layer", {None: ("All layers", "every layer of the network")}, tool_tip)
        self._model = model
        bind_view(model, self, "layer")
        self.setMinimumContentsLength(8)

    def set_value(self, key: object) -> None:
        """Show a layer; one that has gone stands for all."""
        super().set_value(key if key in self.keys else None)

    def set_recipe(self, recipe: Recipe) -> None:
        """Offer the layers of this network."""
        layers: dict[int | None, tuple[str, str]] = {None: ("All layers", "every layer of the network")}
        for number, hidden in enumerate(recipe.hidden, start=1):
            layers[number] = long_name(number, recipe), f"{hidden.units} units, {hidden.function.label}"
        depth = len(recipe.hidden) + 1
        layers[OUTPUT] = long_name(depth, recipe), f"layer L = {depth}, {recipe.head.label}"
        self.set_choices(layers)
        self.set_value(self._model.view.layer)

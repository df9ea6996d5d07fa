"""Which weights are followed over the iterations, and the lists to choose them from."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QHBoxLayout, QWidget

from neural_sketchpad.nn.features import FEATURES
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.parameters import layer_views
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.ui.binding import bind_view
from neural_sketchpad.ui.charts.layer_names import layers_shown
from neural_sketchpad.ui.controls.choice import ChoiceField
from neural_sketchpad.ui.view_model import OUTPUT, View, ViewModel

MOST = 7
"""So many weights are followed at once."""

Choices = dict[int | None, tuple[str, str]]
ANY_UNIT = "Any unit", f"the {MOST} largest weights and biases, whatever their unit"
ANY_SOURCE = "Any source", f"the {MOST} largest, whatever they read from"


def followed(view: View, network: Network) -> list[Place]:
    """The largest weights and biases of what was chosen, in the order of the network; at most MOST.

    Where no layer was chosen, the unit that the canvas shows has the choice.
    """
    recipe, parameters = network.recipe, network.parameters
    layers = layers_shown(view.layer, recipe)
    unit, source = chosen(view, recipe)
    pinned = view.unit
    if view.layer is None and pinned is not None and pinned.exists_in(recipe):
        layers, unit = [len(recipe.hidden) + 1 if pinned.layer == OUTPUT else pinned.layer], pinned.index
    sizes = [np.abs(both) for both in layer_views(parameters.theta, parameters.sizes)]
    found = [pair for layer in layers for pair in _largest(sizes[layer - 1], layer, unit, source)]
    found.sort(key=lambda pair: -pair[0])
    return sorted(place for _, place in found[:MOST])


def chosen(view: View, recipe: Recipe) -> tuple[int | None, int | None]:
    """Unit and source of the view, None where they are left open or there is no such one in the chosen layer."""
    layers = layers_shown(view.layer, recipe)
    if len(layers) > 1:
        return None, None
    n, n_prev = recipe.sizes[layers[0]], recipe.sizes[layers[0] - 1]
    unit = view.path_unit if view.path_unit is not None and view.path_unit < n else None
    source = view.path_source if view.path_source is not None and view.path_source < n_prev else None
    return unit, source


def _largest(sizes: NDArray[np.float64], layer: int, unit: int | None, source: int | None) -> list[tuple[float, Place]]:
    """The largest MOST of |[W[l] | b[l]]| (n, n_prev + 1) with their places, of one unit and one source if given."""
    rows = np.arange(sizes.shape[0])[slice(None) if unit is None else [unit]]
    columns = np.arange(sizes.shape[1])[slice(None) if source is None else [source]]
    places = (rows[:, None] * sizes.shape[1] + columns).ravel()
    values = sizes.ravel()[places]
    largest = np.argsort(-values, kind="stable")[:MOST]
    bias = sizes.shape[1] - 1
    pairs = [(float(values[each]), divmod(int(places[each]), bias + 1)) for each in largest]
    return [(value, Place(layer, row, BIAS if column == bias else column)) for value, (row, column) in pairs]


class FollowChoice(QWidget):
    """Lists of the units and of what they read from, for one layer."""

    def __init__(self, model: ViewModel) -> None:
        super().__init__()
        self._model = model
        self.unit = _Field("Unit", {None: ANY_UNIT}, "The unit whose weights are followed; choose a layer first")
        self.source = _Field("Source", {None: ANY_SOURCE}, "What the followed weights read from; choose a layer first")
        bind_view(model, self.unit, "path_unit")
        bind_view(model, self.source, "path_source")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.unit, 1)
        line.addWidget(self.source, 1)

    def set_recipe(self, recipe: Recipe) -> None:
        """Offer what there is in the chosen layer of this network."""
        layers = layers_shown(self._model.view.layer, recipe)
        units: Choices = {None: ANY_UNIT}
        sources: Choices = {None: ANY_SOURCE}
        if len(layers) == 1:
            layer = layers[0]
            units |= {
                unit: (f"Unit {unit + 1}", f"row {unit + 1} of W[{layer}]") for unit in range(recipe.sizes[layer])
            }
            sources[BIAS] = "Bias", f"b[{layer}]"
            names = [FEATURES[name].symbol for name in recipe.features]
            for source in range(recipe.sizes[layer - 1]):
                name = names[source] if layer == 1 else f"unit {source + 1}"
                sources[source] = f"From {name}", f"column {source + 1} of W[{layer}]"
        values = chosen(self._model.view, recipe)
        for field, choices, value in zip((self.unit, self.source), (units, sources), values, strict=True):
            field.set_choices(choices)
            field.setEnabled(len(choices) > 1)
            field.set_value(value)


class _Field(ChoiceField):
    """A list in which what has gone stands for any."""

    def set_value(self, key: object) -> None:
        super().set_value(key if key in self.keys else None)

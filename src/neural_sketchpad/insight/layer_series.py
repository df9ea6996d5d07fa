"""What the layers were doing at the moments of a run: how their activations lie, and the way of single weights.

Layers are followed through changes of the shape: what was found at a moment is given for the layers of another recipe
that continue those of that moment.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.insight.histogram import Histogram, histogram_of
from neural_sketchpad.nn.forward import layer_outputs
from neural_sketchpad.nn.parameters import Parameters, carry_over, parameter_count
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.nn.reshaping import input_origins, layer_origins
from neural_sketchpad.training.history import Moment

Array = NDArray[np.float64]


def activations(recipe: Recipe, parameters: Parameters, X: NDArray[np.floating]) -> list[Array]:
    """A[1], ..., A[L] (n[l], m) for A[0] X (n[0], m)."""
    whole: list[Array] = [np.empty((n, X.shape[1])) for n in parameters.sizes[1:]]
    with np.errstate(all="ignore"):
        for block, outputs in layer_outputs(recipe, parameters, X):
            for A, values in zip(whole, outputs, strict=True):
                A[:, block] = values
        whole[-1][:] = recipe.head.predict(whole[-1])
    return whole


def spreads(recipe: Recipe, parameters: Parameters, X: NDArray[np.floating]) -> tuple[Histogram, ...]:
    """How the activations of layers 1..L are distributed over the examples A[0] X (n[0], m)."""
    return tuple(histogram_of(A) for A in activations(recipe, parameters, X))


def continued(found: Sequence[tuple[Recipe, Array]], now: Recipe) -> Array:
    """Values (L,) found for each of k recipes as an array (L', k) for the layers of `now`, NaN where there was none."""
    values = np.full((len(now.hidden) + 1, len(found)), np.nan)
    for then, columns in _stretches([recipe for recipe, _ in found]):
        layers = np.array([each for _, each in found[columns]])
        for row, origin in enumerate(layer_origins(then, now)):
            if origin is not None:
                values[row, columns] = layers[:, origin - 1]
    return values


def weight_paths(moments: Sequence[Moment], now: Recipe, places: Sequence[Place]) -> Array:
    """The values (len(places), k) of weights and biases of `now` at k moments; NaN where they were not there."""
    values = np.full((len(places), len(moments)), np.nan)
    for then, columns in _stretches([moment.experiment.recipe for moment in moments]):
        indices = _indices_in(then, now, places)
        there = np.flatnonzero(indices >= 0)
        chosen = indices[there]
        values[there, columns] = np.array([moment.state.parameters.theta[chosen] for moment in moments[columns]]).T
    return values


def _stretches(recipes: Sequence[Recipe]) -> Iterator[tuple[Recipe, slice]]:
    """Each recipe with the places that it has in a row."""
    start = 0
    for place in range(1, len(recipes) + 1):
        if place == len(recipes) or recipes[place] is not recipes[start]:
            yield recipes[start], slice(start, place)
            start = place


def _indices_in(then: Recipe, now: Recipe, places: Sequence[Place]) -> NDArray[np.intp]:
    """Where in the flat parameters of `then` these weights and biases of `now` were, −1 for new ones."""
    numbers = Parameters(then.sizes, np.arange(parameter_count(then.sizes), dtype=np.float64))
    none = Parameters(now.sizes, np.full(parameter_count(now.sizes), -1.0))
    carried = carry_over(numbers, none, layer_origins(then, now), input_origins(then, now))
    return np.array([carried.value_at(place) for place in places], dtype=np.intp)

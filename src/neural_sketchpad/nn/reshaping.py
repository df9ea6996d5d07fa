"""From one recipe to another: which layer continues which, and what of the weights and of what is frozen goes along."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.parameters import layer_views, parameter_count
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.nn.recipe import Recipe


def reshaped(recipe: Recipe, **changes: Any) -> Recipe:
    """The recipe with other fields; what is frozen stays so wherever its place is still there."""
    free = replace(recipe, frozen_layers=frozenset(), frozen_places=frozenset(), **changes)
    continued_by = {old: new for new, old in enumerate((0, *layer_origins(recipe, free))) if old is not None}
    inputs = {old: new for new, old in enumerate(input_origins(recipe, free)) if old is not None}

    def moved(place: Place) -> Place | None:
        """Where it is now, if both its unit and what it reads from are still there."""
        layer, source = continued_by.get(place.layer), place.source
        if layer is None or source is None:
            return None
        if source != BIAS and continued_by.get(place.layer - 1) != layer - 1:
            source = None
        elif source != BIAS and place.layer == 1:
            source = inputs.get(source)
        there = None if source is None else Place(layer, place.unit, source)
        return there if there is not None and free.has(there) else None

    places = frozenset(there for place in recipe.frozen_places if (there := moved(place)) is not None)
    layers = frozenset(continued_by[layer] for layer in recipe.frozen_layers if layer in continued_by)
    return replace(free, frozen_layers=layers, frozen_places=places)


def frozen_mask(recipe: Recipe) -> NDArray[np.bool_] | None:
    """True (count,) for the parameters that keep their values, or None where all learn."""
    if not recipe.frozen_layers and not recipe.frozen_places:
        return None
    mask = np.zeros(parameter_count(recipe.sizes), dtype=np.bool_)
    views = layer_views(mask, recipe.sizes)
    for layer in recipe.frozen_layers:
        views[layer - 1][:] = True
    for place in recipe.frozen_places:
        views[place.layer - 1][place.unit, place.source] = True
    return mask


def layer_origins(old: Recipe, new: Recipe) -> tuple[int | None, ...]:
    """For every layer 1..L of `new`, the layer of `old` it continues, or None for one that is new.

    With the same depth, layers keep their place. Otherwise the equal layers at the front keep theirs, then those
    at the back, so that a layer put in or taken out anywhere leaves its neighbours what they are. The output layer
    continues the output layer, except from or to a softmax, whose logits mean something else.
    """
    before, after = old.hidden, new.hidden
    output = len(before) + 1 if (old.output == "softmax") == (new.output == "softmax") else None
    if len(before) == len(after):
        return (*range(1, len(after) + 1), output)
    shorter = min(len(before), len(after))
    front = 0
    while front < shorter and before[front] == after[front]:
        front += 1
    back = 0
    while back < shorter - front and before[-1 - back] == after[-1 - back]:
        back += 1
    origins: list[int | None] = [None] * len(after)
    for place in range(front):
        origins[place] = place + 1
    for place in range(1, back + 1):
        origins[-place] = len(before) - place + 1
    return (*origins, output)


def input_origins(old: Recipe, new: Recipe) -> tuple[int | None, ...]:
    """For every input of `new` its place (from 0) among those of `old`, or None for one that is new."""
    return tuple(old.features.index(name) if name in old.features else None for name in new.features)

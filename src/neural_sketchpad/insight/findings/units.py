"""What is wrong with single units: some compute the same, some nothing at all, some have no slope left."""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.insight.findings.finding import Finding, Remedy
from neural_sketchpad.insight.findings.remedies import (
    new_start,
    other_activation,
    other_scheme,
    standardized_inputs,
)
from neural_sketchpad.insight.findings.stretch import Stretch
from neural_sketchpad.insight.findings.thresholds import Threshold
from neural_sketchpad.insight.findings.words import counted, listed, percent, spoken
from neural_sketchpad.nn.diagnostics import identical_units
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import Recipe

Array = NDArray[np.float64]
Group = tuple[int, ...]

DEAD = "Where z is below 0 the slope of ReLU is 0: no gradient gets through, and the unit cannot learn its way back. "
LEAKY = "A leaky ReLU lets a little of it pass."
OTHER_START = "Other starting weights give it a z above 0 for some examples, mostly."


def identical(stretch: Stretch) -> Finding | None:
    """Units of one hidden layer that read, and are read, with the same weights: gradient descent keeps them so."""
    now, dropout = stretch.now, stretch.recipe.regularization.dropout
    if dropout > 0.0 and now.iteration < Threshold.FEW_UPDATES.number:
        return None  # what is left out by chance makes units differ, if anything can
    found = [(layer, group) for layer, groups in enumerate(twins(now.parameters), start=1) for group in groups]
    if not found:
        return None
    layer, group = max(found, key=lambda pair: len(pair[1]))
    units = now.parameters.sizes[layer]
    others = len({number for number, _ in found}) - 1
    more = f", and so it is in {counted(others, 'other layer')}" if others else ""
    return Finding(
        "identical-units",
        f"{len(group)} of {units} units of layer {layer} compute the same{more}.",
        tuple((f"Identical in layer {number}", listed(units)) for number, units in found),
        "Units that start alike get the same gradient in every update and stay alike: together they are worth one "
        "unit. Random starting weights break the symmetry.",
        other_scheme(stretch.recipe),
        tuple(Place(number, unit) for number, units in found for unit in units),
    )


def twins(parameters: Parameters) -> list[list[Group]]:
    """For each hidden layer the groups of units with the same weights and bias that are read with the same weights."""
    found = []
    for (W, b), (W_next, _) in pairwise(parameters.layers):
        reading, read = np.hstack([W, b]), W_next.T
        groups = [_like_the_first(group, reading, read) for group in identical_units(W, b)]
        found.append([group for group in groups if len(group) > 1])
    return found


def _like_the_first(group: Group, *weights: Array) -> Group:
    """The units of a group whose rows of all weights are those of its first, to rounding of that row itself.

    A layer with one enormous weight has many that are alike only beside it.
    """
    alike = np.ones(len(group), dtype=bool)
    for rows in (both[list(group)] for both in weights):
        alike &= np.abs(rows - rows[0]).max(axis=1) <= Threshold.SAME.number * np.abs(rows[0]).max()
    return tuple(unit for unit, same in zip(group, alike.tolist(), strict=True) if same)


def dead(stretch: Stretch) -> Finding | None:
    """ReLU units that give 0 for every training example; an output only where that is not the right answer."""
    now, depth = stretch.now, len(stretch.recipe.hidden) + 1
    *of_hidden, of_output = now.passage.dead
    wrong = tuple(unit for unit in of_output if now.ground.train.Y[unit].any())
    found = [(layer, units) for layer, units in enumerate((*of_hidden, wrong), start=1) if units]
    if not found:
        return None
    sizes = now.parameters.sizes
    is_output = found[-1][0] == depth
    if is_output:
        sentence = "The output unit gives 0 for every training example, so that nothing is learned."
        remedy: Remedy = new_start()
    else:
        remedy = other_activation("leaky_relu", "leaky ReLU", "relu")
        sentence = _dead_sentence(found, sizes)
    return Finding(
        "dead-units",
        sentence,
        tuple((f"Dead in layer {layer}", f"{len(units)} of {sizes[layer]}") for layer, units in found),
        DEAD + (OTHER_START if is_output else LEAKY),
        remedy,
        tuple(Place(layer, unit) for layer, units in found for unit in units),
    )


def _dead_sentence(found: list[tuple[int, Group]], sizes: tuple[int, ...]) -> str:
    layer, units = found[0]
    if len(found) > 1:
        count = sum(len(units) for _, units in found)
        return f"{counted(count, 'ReLU unit')} in {len(found)} layers give 0 for every training example."
    if len(units) == sizes[layer]:
        which = f"All {counted(len(units), 'unit')} of layer {layer} give" if len(units) > 1 else (
            f"The only unit of layer {layer} gives")  # fmt: skip
    else:
        which = (
            f"Unit{'s' if len(units) > 1 else ''} {listed(units)} of layer {layer} give{'' if len(units) > 1 else 's'}"
        )
    return f"{which} 0 for every training example."


def saturated(stretch: Stretch) -> Finding | None:
    """A tanh or sigmoid layer that is flat for most examples while there is much left to learn."""
    now, limit = stretch.now, Threshold.SATURATED_SHARE.number
    early = [max(shares) for shares in zip(*(look.passage.saturated for look in stretch.early), strict=True)]
    shares = zip(now.passage.saturated, early, strict=True)
    found = [(layer, share) for layer, (share, then) in enumerate(shares, start=1) if min(share, then) >= limit]
    if not found or not now.has_room:
        return None
    layer, share = max(found, key=lambda pair: pair[1])
    name = stretch.recipe.hidden[layer - 1].function.label
    return Finding(
        "saturation",
        f"Layer {layer} is saturated: for {percent(share)} of all pairs of unit and example {name} has a slope below "
        f"{spoken(Threshold.SATURATED_SLOPE.number)}.",
        tuple((f"Saturated in layer {layer}", percent(share)) for layer, share in found),
        "Where |z| is large, tanh and sigmoid are flat; the slope is a factor of the gradient, so hardly any of it "
        "gets through to the weights before.",
        _less_saturated(stretch.recipe),
        tuple(Place(layer, unit) for layer, _ in found for unit in range(now.parameters.sizes[layer])),
    )


def _less_saturated(recipe: Recipe) -> Remedy:
    if recipe.initialization.scheme not in ("xavier", "he", "orthogonal", "small_random"):
        return other_scheme(recipe)
    if not recipe.standardize:
        return standardized_inputs()
    return other_activation("relu", "ReLU", "tanh", "sigmoid")

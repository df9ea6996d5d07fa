"""Which edges are drawn and how strong, from the weights alone: sign and size in a few levels, one pen for each."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.parameters import Parameters, layer_views

Array = NDArray[np.floating]
Levels = NDArray[np.int8]

STRONGEST = 6
"""Levels of size, of either sign; 0 is a weight that is nothing."""
HALF = 1.5
"""A weight of this size is half as strong as any can be."""
NOTHING = 1e-3
HIDDEN = np.int8(127)
"""The level of an edge that is not drawn."""
MOST = 240
"""So many edges are drawn at the most, in equal shares for all layers; of more, the strongest."""


def levels_of(values: Array) -> Levels:
    """From -STRONGEST to STRONGEST, in the shape of the values: their sign, and |w| / (|w| + HALF) in equal steps."""
    sizes = np.abs(values)
    with np.errstate(invalid="ignore"):
        steps = 1.0 + np.floor(STRONGEST * (1.0 - HALF / (sizes + HALF)))
    levels: Levels = (np.sign(values) * np.minimum(steps, STRONGEST)).astype(np.int8)
    levels[sizes < NOTHING] = 0
    return levels


@dataclass(frozen=True, eq=False)
class LayerLevels:
    """Of a layer l the levels of its biases (shown[l],) and edges (shown[l], shown[l-1]), HIDDEN where none is."""

    biases: Levels
    edges: Levels


def network_levels(parameters: Parameters, shown: tuple[int, ...]) -> tuple[LayerLevels, ...]:
    """The levels of layers 1..L, of whose units `shown[l]` (from l = 0) are shown.

    Where weights of another shape have come (a unit was added a moment ago), what has no weight is not drawn; with
    another number of layers nothing is.
    """
    if len(parameters.sizes) != len(shown):
        nothing = [np.full((units, sources), HIDDEN) for sources, units in pairwise(shown)]
        return tuple(LayerLevels(np.empty(0, dtype=np.int8), edges) for edges in nothing)
    share = MOST // (len(shown) - 1)
    levels = layer_views(levels_of(parameters.theta), parameters.sizes)
    return tuple(
        LayerLevels(
            of_layer[:units, -1], _drawn(W[:units, :sources], of_layer[:units, :sources], (units, sources), share)
        )
        for (W, _), of_layer, (sources, units) in zip(parameters.layers, levels, pairwise(shown), strict=True)
    )


def _drawn(W: Array, levels: Levels, shape: tuple[int, int], most: int) -> Levels:
    """The levels of at most `most` weights, those largest in size, in an array of this shape."""
    if W.size > most:
        hidden = np.argpartition(np.abs(W), -most, axis=None)[:-most]
        levels = levels.copy()
        levels.ravel()[hidden] = HIDDEN
    if levels.shape == shape:
        return levels
    whole = np.full(shape, HIDDEN)
    whole[: levels.shape[0], : levels.shape[1]] = levels
    return whole

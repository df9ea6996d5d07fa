"""Which edges are drawn and how strong, from the weights alone: sign and size in a few levels, one pen for each."""

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.parameters import Parameters

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
    sizes = np.nan_to_num(np.abs(values), posinf=1e300)
    steps = 1 + np.minimum(STRONGEST - 1, np.floor(STRONGEST * sizes / (sizes + HALF)))
    levels: Levels = np.where(sizes < NOTHING, 0.0, np.sign(values) * steps).astype(np.int8)
    return levels


def edge_levels(parameters: Parameters, shown: tuple[int, ...]) -> tuple[Levels, ...]:
    """For each layer l = 1..L the levels (shown[l], shown[l-1]) of its edges, HIDDEN for those that are not drawn.

    `shown` is how many units of the layers 0..L are shown. Where the weights of another shape have come (a unit was
    added a moment ago), edges without a weight are not drawn; for another number of layers none is.
    """
    pairs = list(zip(shown[1:], shown[:-1], strict=True))
    levels = tuple(np.full(pair, HIDDEN) for pair in pairs)
    if len(parameters.sizes) == len(shown):
        share = MOST // len(pairs)
        for (W, _), target in zip(parameters.layers, levels, strict=True):
            units, sources = min(len(W), target.shape[0]), min(W.shape[1], target.shape[1])
            part = W[:units, :sources]
            target[:units, :sources] = np.where(_strongest(part, share), levels_of(part), HIDDEN)
    return levels


def drawn_edges(levels: tuple[Levels, ...]) -> tuple[NDArray[np.bool_], ...]:
    """Which edges can be seen."""
    return tuple(each != HIDDEN for each in levels)


def _strongest(W: Array, most: int) -> NDArray[np.bool_]:
    """True for at most `most` entries, those largest in size."""
    if W.size <= most:
        return np.ones(W.shape, dtype=np.bool_)
    sizes = np.nan_to_num(np.abs(W), posinf=1e300).ravel()
    chosen = np.zeros(W.size, dtype=np.bool_)
    chosen[np.argpartition(-sizes, most)[:most]] = True
    return chosen.reshape(W.shape)

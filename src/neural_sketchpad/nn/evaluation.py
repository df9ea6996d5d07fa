"""How well a network does on a set of examples: cost J and accuracy."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.costs import total_cross_entropy
from neural_sketchpad.nn.engine import never
from neural_sketchpad.nn.forward import columns_at_once, layer_outputs, logits
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Evaluation:
    """`cost` is J, `accuracy` the share (0 to 1) of examples on their side of ŷ = 0.5 (ŷ >= 0.5 means class 1)."""

    cost: float
    accuracy: float


def evaluate(
    recipe: Recipe, parameters: Parameters, X: Array, Y: Array, interrupted: Callable[[], bool] = never
) -> Evaluation | None:
    """Cost and accuracy over X (2, m) and Y (1, m); None without examples, or once `interrupted` became true.

    Goes through the examples in pieces, so that a million of them need no more memory than a few thousand.
    """
    m = X.shape[1]
    if m == 0:
        return None
    loss, right = 0.0, 0
    piece = columns_at_once(parameters)
    with np.errstate(all="ignore"):
        for start in range(0, m, piece):
            if start and interrupted():
                return None
            Z = logits(recipe, parameters, X[:, start : start + piece])
            Y_piece = Y[:, start : start + piece]
            loss += total_cross_entropy(Z, Y_piece)
            right += int(np.count_nonzero((Z >= 0.0) == (Y_piece == 1.0)))
    return Evaluation(cost=loss / m, accuracy=right / m)


def first_non_finite_layer(recipe: Recipe, parameters: Parameters, X: Array) -> int | None:
    """The first layer (from 1) with an output that is NaN or infinite for some example of X (2, m), or None."""
    piece = columns_at_once(parameters)
    found: list[int] = []
    with np.errstate(all="ignore"):
        for start in range(0, X.shape[1], piece):
            outputs = enumerate(layer_outputs(recipe, parameters, X[:, start : start + piece]), start=1)
            found += [layer for layer, values in outputs if not np.isfinite(values).all()][:1]
    return min(found, default=None)

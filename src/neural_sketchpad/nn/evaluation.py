"""How well a network does on a set of examples: cost J and accuracy."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.costs import total_loss
from neural_sketchpad.nn.descent import never
from neural_sketchpad.nn.forward import layer_outputs
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Evaluation:
    """`cost` is J, without penalties; `accuracy` the share (0 to 1) of examples whose class is told right.

    For one output unit ŷ >= 0.5 means class 1; for several the most probable class counts, the first of equals. A
    regression has no accuracy.
    """

    cost: float
    accuracy: float | None


def evaluate(
    recipe: Recipe, parameters: Parameters, X: NDArray[np.floating], Y: Array, interrupted: Callable[[], bool] = never
) -> Evaluation | None:
    """Cost and accuracy over A[0] X (n[0], m) and Y (n[L], m); None without examples, or if `interrupted`.

    Goes through the examples in blocks, so that a million of them need no more memory than a few thousand.
    """
    m = X.shape[1]
    if m == 0:
        return None
    head = recipe.head
    loss, right = 0.0, 0
    with np.errstate(all="ignore"):
        for block, outputs in layer_outputs(recipe, parameters, X):
            if block.start and interrupted():
                return None
            Z, Y_block = outputs[-1], Y[:, block]
            loss += total_loss(head, Z, Y_block)
            right += int(np.count_nonzero(told_class(Z) == told_class(Y_block - 0.5)))
    return Evaluation(cost=loss / m, accuracy=None if head.is_regression else right / m)


def told_class(Z: NDArray[np.floating]) -> NDArray[np.intp]:
    """The class (m,) that logits (n[L], m) stand for: with one row 1 where z >= 0, else the row of the largest."""
    return (Z[0] >= 0.0).astype(np.intp) if len(Z) == 1 else Z.argmax(axis=0)


def first_non_finite_layer(recipe: Recipe, parameters: Parameters, X: NDArray[np.floating]) -> int | None:
    """The first layer (from 1) with an output that is NaN or infinite for some example of A[0] X (n[0], m), or None."""
    found: list[int] = []
    with np.errstate(all="ignore"):
        for _, outputs in layer_outputs(recipe, parameters, X):
            found += [layer for layer, values in enumerate(outputs, start=1) if not np.isfinite(values).all()][:1]
    return min(found, default=None)

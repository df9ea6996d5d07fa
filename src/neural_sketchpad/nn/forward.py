"""The plain forward pass, for everything that looks at a network without training it."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe


def layer_outputs(recipe: Recipe, parameters: Parameters, X: NDArray[np.floating]) -> Iterator[NDArray[np.floating]]:
    """Yield A[1], ..., A[L-1] and last the logits Z[L], each (n[l], m), in the precision of X (n[0], m)."""
    A: NDArray[np.floating] = X
    last = len(recipe.hidden)
    for place, (W, b) in enumerate(parameters.layers):
        A = W.astype(X.dtype, copy=False) @ A
        A += b.astype(X.dtype, copy=False)
        if place < last:
            A = recipe.hidden[place].function.g(A)
        yield A


def logits(recipe: Recipe, parameters: Parameters, X: NDArray[np.floating]) -> NDArray[np.floating]:
    """Z[L] (n[L], m) for the examples X (n[0], m)."""
    Z = X
    for Z in layer_outputs(recipe, parameters, X):  # noqa: B007
        pass
    return Z


NUMBERS_AT_ONCE = 2_000_000
MULTIPLICATIONS_AT_ONCE = 200_000_000


def columns_at_once(parameters: Parameters) -> int:
    """How many examples a forward pass takes at a time, so that it needs little memory and can soon be given up."""
    by_memory, by_work = NUMBERS_AT_ONCE // sum(parameters.sizes), MULTIPLICATIONS_AT_ONCE // parameters.theta.size
    return max(16, min(by_memory, by_work))

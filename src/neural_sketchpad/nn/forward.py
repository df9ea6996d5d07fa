"""The forward pass for everything that looks at a network without training it, over many examples at a time.

The examples are taken in blocks, and the arrays of one block are used again for the next: a fresh array of a hundred
kilobytes costs more in page faults than the formula that fills it.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise, zip_longest

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.descent import FEWEST_COLUMNS, MULTIPLICATIONS_AT_ONCE
from neural_sketchpad.nn.layer_calls import Calls, activate_only
from neural_sketchpad.nn.parameters import Parameters, layer_views
from neural_sketchpad.nn.passes import product
from neural_sketchpad.nn.recipe import Recipe

Array = NDArray[np.floating]

NUMBERS_AT_ONCE = 100_000
"""So many activations of all layers together stay in the cache."""


def block_size(sizes: Sequence[int]) -> int:
    """How many examples are taken at a time through a network n[0..L]."""
    largest = max(n * (n_prev + 1) for n_prev, n in pairwise(sizes))
    return max(FEWEST_COLUMNS, min(MULTIPLICATIONS_AT_ONCE // largest, NUMBERS_AT_ONCE // sum(sizes)))


class ForwardPass:
    """A network ready for blocks of at most `columns` examples, in the precision `dtype`, up to the layer `depth`."""

    def __init__(
        self,
        recipe: Recipe,
        parameters: Parameters,
        columns: int,
        dtype: type[np.floating],
        depth: int | None = None,
    ) -> None:
        with np.errstate(over="ignore"):  # what the precision cannot hold is infinite there
            weights = layer_views(parameters.theta.astype(dtype), parameters.sizes)[:depth]
        # Each A[l] with a row of ones below it, for the bias; the rest of a block that is not full is computed too.
        whole = [np.ones((W.shape[1], columns), dtype) for W in weights]
        self._inputs = whole[0][:-1]
        self._outputs = [*(A[:-1] for A in whole[1:]), np.zeros((len(weights[-1]), columns), dtype)]
        self._calls: Calls = []
        functions = [layer.function for layer in recipe.hidden[: len(weights)]]
        for W, A_prev, A, function in zip_longest(weights, whole, self._outputs, functions):
            self._calls.append(product(W, A_prev, A))
            if function is not None:
                self._calls += activate_only(function, A, np.zeros_like(A))

    def __call__(self, X: Array) -> list[Array]:
        """A[1], A[2], ... and last the logits Z[L], if the pass goes so far, each (n[l], k), for A[0] X (n[0], k).

        They are views that hold until the next call.
        """
        k = X.shape[1]
        self._inputs[:, :k] = X
        for call in self._calls:
            call()
        return [A[:, :k] for A in self._outputs]


def blocks_of(m: int, sizes: Sequence[int]) -> list[slice]:
    """m examples in blocks that a network n[0..L] takes at a time, nearly equal in size."""
    count = -(-m // block_size(sizes))
    ends = [m * place // count for place in range(count + 1)] if count else []
    return [slice(start, end) for start, end in pairwise(ends)]


def layer_outputs(recipe: Recipe, parameters: Parameters, X: Array) -> Iterator[tuple[slice, list[Array]]]:
    """Block by block which examples they are, and A[1], ..., A[L-1], Z[L] of them (see ForwardPass).

    In the precision of X (n[0], m). Whoever goes through them may stop after any block.
    """
    blocks = blocks_of(X.shape[1], parameters.sizes)
    if blocks:
        columns = max(block.stop - block.start for block in blocks)
        one_pass = ForwardPass(recipe, parameters, columns, X.dtype.type)
        for block in blocks:
            yield block, one_pass(X[:, block])


def logits(recipe: Recipe, parameters: Parameters, X: Array) -> Array:
    """Z[L] (n[L], m) for the examples X (n[0], m), in their precision."""
    Z = np.empty((parameters.sizes[-1], X.shape[1]), X.dtype)
    with np.errstate(all="ignore"):
        for block, outputs in layer_outputs(recipe, parameters, X):
            Z[:, block] = outputs[-1]
    return Z

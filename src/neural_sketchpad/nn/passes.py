"""One forward and one backward pass over a fixed number of examples, prepared as a list of bound calls.

On networks of this size a step is a dozen NumPy calls of half a microsecond each: what costs time is looking
things up and allocating, so both happen once, here. The list reads like the formulas; running it is a bare loop.

Several networks of one shape are the same with one axis more in front: weights (R, n[l], n[l-1] + 1), activations
(R, n[l], columns).
"""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.layer_calls import (
    NEEDS_Z,
    SLOPE_COMES_FIRST,
    Calls,
    activate,
    find_slope,
    output_gradient,
)
from neural_sketchpad.nn.recipe import Recipe

Array = NDArray[np.floating]
DrawMasks = Callable[[Array], None]
"""Fills dropout masks (..., hidden units, columns), layer by layer, for the examples that come next."""


class Workspace:
    """The arrays a pass over `columns` examples writes into; passes of one width that follow each other share them.

    All hidden layers lie below each other in one array, each A[l] with its row of ones, so that what is the same for
    several layers is one call. `slopes` lies the same way.
    """

    def __init__(self, weights: Sequence[Array], columns: int, *, with_masks: bool) -> None:
        lead, dtype = weights[0].shape[:-2], weights[0].dtype
        units = [W.shape[-2] for W in weights[:-1]]
        rows = sum(units) + len(units)
        self.block = np.ones((*lead, rows, columns), dtype=dtype)
        self.slopes = np.zeros_like(self.block)
        self.starts = np.cumsum([0, *(n + 1 for n in units)]).tolist()
        self.dA = [np.empty((*lead, n, columns), dtype=dtype) for n in units]
        self.Z_last = np.empty((*lead, weights[-1].shape[-2], columns), dtype=dtype)
        self.masks = np.ones((*lead, sum(units), columns), dtype=dtype) if with_masks else None

    def with_ones(self, place: int) -> Array:
        """A[l] and the row of ones below it, for the hidden layer at this place (from 0)."""
        return self.block[..., self.starts[place] : self.starts[place + 1], :]

    def of(self, place: int) -> tuple[Array, Array]:
        """A[l] (..., n[l], columns) and the array for g[l]'(Z[l])."""
        rows = slice(self.starts[place], self.starts[place + 1] - 1)
        return self.block[..., rows, :], self.slopes[..., rows, :]


def pass_calls(
    recipe: Recipe,
    weights: Sequence[Array],
    gradients: Sequence[Array],
    examples: Array,
    space: Workspace,
    draw_masks: DrawMasks | None = None,
    *,
    halved: bool = False,
) -> tuple[Calls, float]:
    """The calls of one pass over `examples` (..., n[0] + 1 + n[L], columns): A[0], a row of ones, the target rows.

    They leave a multiple of the gradient, summed over the examples, in `gradients` (views of the flat gradient); the
    factor that makes the sum of it is returned beside them. `weights` are the views [W[l] | b[l]]. If `halved`, the
    last of them are half of what they should be: the gradient of the layers before is then half as large too.
    """
    n_x = weights[0].shape[-1] - 1
    functions = [layer.function for layer in recipe.hidden]
    inputs = [examples[..., : n_x + 1, :], *(space.with_ones(place) for place in range(len(functions)))]
    target = examples[..., n_x + 1 :, :]
    calls: Calls = []
    if draw_masks is not None and space.masks is not None:
        calls.append(partial(draw_masks, space.masks))
    kept_Z: list[Array] = []
    for place, function in enumerate(functions):
        A, slope = space.of(place)
        Z = np.empty_like(A) if function.name in NEEDS_Z else A
        kept_Z.append(Z)
        calls.append(product(weights[place], inputs[place], Z))
        calls += activate(function, Z, A, slope)
        if space.masks is not None:  # what is left out must not be seen by g', which is told from A
            calls += find_slope(function, Z, A, slope)
            calls += _leave_out(function.name, A, slope, _mask_of(space, place))
    calls.append(product(weights[-1], inputs[-1], space.Z_last))
    error, factor = output_gradient(recipe.head, space.Z_last, target, halved=halved)
    calls += error
    if space.masks is None:
        calls += _slopes_at_once(recipe, space, kept_Z)
    dZ = space.Z_last
    for place in range(len(weights) - 1, -1, -1):
        calls.append(product(dZ, _transposed(inputs[place]), gradients[place]))
        if place > 0:
            dA = space.dA[place - 1]
            calls.append(product(_transposed(weights[place][..., :-1]), dZ, dA))
            if functions[place - 1].name != "linear" or space.masks is not None:
                calls.append(partial(np.multiply, dA, space.of(place - 1)[1], dA))
            dZ = dA
    return calls, factor


def product(left: Array, right: Array, out: Array) -> Callable[[], object]:
    """out = left · right; the bound method is quickest, but only `matmul` knows several networks at once."""
    if left.ndim == right.ndim == 2:
        return partial(left.dot, right, out)
    return partial(np.matmul, left, right, out)


def _slopes_at_once(recipe: Recipe, space: Workspace, kept_Z: Sequence[Array]) -> Calls:
    """g'(Z) of all hidden layers; where it follows from A alone, neighbours with one activation share their calls."""
    calls: Calls = []
    places = range(len(recipe.hidden))
    for function, group in groupby(places, key=lambda place: recipe.hidden[place].activation):
        first, *others = group
        last = others[-1] if others else first
        pair = recipe.hidden[first].function
        if function in SLOPE_COMES_FIRST:
            continue
        if function in NEEDS_Z:
            for place in (first, *others):
                calls += find_slope(pair, kept_Z[place], *space.of(place))
        else:
            rows = slice(space.starts[first], space.starts[last + 1] - 1)
            A = space.block[..., rows, :]
            calls += find_slope(pair, A, A, space.slopes[..., rows, :])
    return calls


def _leave_out(activation: str, A: Array, slope: Array, mask: Array) -> Calls:
    """Dropout: A and g' times the mask."""
    masked: Callable[[], object] = (
        partial(np.copyto, slope, mask) if activation == "linear" else partial(np.multiply, slope, mask, slope)
    )
    return [partial(np.multiply, A, mask, A), masked]


def _mask_of(space: Workspace, place: int) -> Array:
    assert space.masks is not None
    start = space.starts[place] - place
    return space.masks[..., start : space.starts[place + 1] - place - 1, :]


def _transposed(matrix: Array) -> Array:
    return matrix.swapaxes(-1, -2)

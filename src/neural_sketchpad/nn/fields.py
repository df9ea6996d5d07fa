"""A network over a grid of the plane: what the maps of the window show.

Single precision is enough for pictures and twice as fast; only weights that a diverging run has left behind need more.
"""

from collections.abc import Iterator
from itertools import islice, pairwise

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.descent import MULTIPLICATIONS_AT_ONCE
from neural_sketchpad.nn.forward import layer_outputs
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.parameters import Parameters

Single = NDArray[np.float32]

SINGLE_END = float(np.finfo(np.float32).max)
LARGEST_SINGLE = 1e6
"""Networks with a larger parameter are looked at in double precision, lest their products overflow."""
NUMBERS_AT_ONCE = 60_000
"""So many activations of one layer stay in the cache until the next one reads them."""


def cell_centres(low: float, high: float, cells: int) -> Single:
    """The middles of `cells` equal parts of [low, high]."""
    width = (high - low) / cells
    return (low + width * (np.arange(cells) + 0.5)).astype(np.float32)


def grid(x1: Single, x2: Single) -> Single:
    """All points of a grid as columns (2, len(x2) * len(x1)), row by row, in the order of `x2`."""
    points = np.empty((2, len(x2), len(x1)), dtype=np.float32)
    points[0] = x1
    points[1] = x2[:, None]
    return points.reshape(2, -1)


def plane_values(network: Network, layer: int, units: slice, X: Single) -> Single:
    """A[layer] of some units, (units, k), at the points X (2, k) of the plane; for the output layer the logits."""
    parameters = network.parameters
    wanted = range(parameters.sizes[layer])[units]
    values = np.empty((len(wanted), X.shape[1]), dtype=np.float32)
    points = X.astype(_precision(parameters), copy=False)
    with np.errstate(all="ignore"):
        for block in _blocks(parameters, X.shape[1]):
            outputs = layer_outputs(network.recipe, parameters, network.inputs(points[:, block]))
            values[:, block] = _single(next(islice(outputs, layer - 1, None))[units])
    return values


def layer_maps(network: Network, X: Single) -> list[Single]:
    """A[1], ..., A[L-1] and the logits Z[L] at the points X (2, k) of the plane, each (n[l], k)."""
    parameters = network.parameters
    maps = [np.empty((n, X.shape[1]), dtype=np.float32) for n in parameters.sizes[1:]]
    points = X.astype(_precision(parameters), copy=False)
    with np.errstate(all="ignore"):
        for block in _blocks(parameters, X.shape[1]):
            outputs = layer_outputs(network.recipe, parameters, network.inputs(points[:, block]))
            for whole, values in zip(maps, outputs, strict=True):
                whole[:, block] = _single(values)
    return maps


def _precision(parameters: Parameters) -> type[np.floating]:
    largest = float(np.abs(parameters.theta).max())
    return np.float32 if largest < LARGEST_SINGLE else np.float64


def _single(values: NDArray[np.floating]) -> NDArray[np.floating]:
    """Whatever lies beyond single precision becomes its largest number: to an eye that is the same."""
    return values if values.dtype == np.float32 else values.clip(-SINGLE_END, SINGLE_END)


def _blocks(parameters: Parameters, points: int) -> Iterator[slice]:
    """Parts of the points that are small enough for the cache and for one quick matrix product each."""
    sizes = parameters.sizes
    largest = max(n * n_prev for n_prev, n in pairwise(sizes))
    columns = max(64, min(MULTIPLICATIONS_AT_ONCE // largest, NUMBERS_AT_ONCE // max(sizes)))
    for start in range(0, points, columns):
        yield slice(start, start + columns)

"""A network over a grid of the plane: what the maps of the window show.

Single precision is enough for pictures and twice as fast; only weights that a diverging run has left behind need more.
"""

import math
from collections.abc import Iterator
from itertools import product

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.forward import ForwardPass, blocks_of
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.parameters import farthest, layer_views

Single = NDArray[np.float32]

SINGLE_END = float(np.finfo(np.float32).max)
FARTHEST_SINGLE = 1e30
"""Networks that may reach farther are looked at in double precision, lest their products overflow."""


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
    values = np.empty((len(range(network.parameters.sizes[layer])[units]), X.shape[1]), dtype=np.float32)
    for block, outputs in _outputs(network, X, layer):
        values[:, block] = _single(outputs[-1][units])
    return values


def layer_maps(network: Network, X: Single) -> list[Single]:
    """A[1], ..., A[L-1] and the logits Z[L] at the points X (2, k) of the plane, each (n[l], k)."""
    maps = [np.empty((n, X.shape[1]), dtype=np.float32) for n in network.parameters.sizes[1:]]
    for block, outputs in _outputs(network, X, network.depth):
        for whole, values in zip(maps, outputs, strict=True):
            whole[:, block] = _single(values)
    return maps


def _outputs(network: Network, X: Single, depth: int) -> Iterator[tuple[slice, list[NDArray[np.floating]]]]:
    """Block by block which points they are and A[1], ..., A[depth] there."""
    parameters = network.parameters
    blocks = blocks_of(X.shape[1], parameters.sizes)
    if blocks:
        columns = max(block.stop - block.start for block in blocks)
        precision = _precision(network, X)
        one_pass = ForwardPass(network.recipe, parameters, columns, precision, depth)
        points = X.astype(precision, copy=False)
        with np.errstate(all="ignore"):
            for block in blocks:
                yield block, one_pass(network.inputs(points[:, block]))


def _precision(network: Network, X: Single) -> type[np.floating]:
    ends = [(float(row.min()), float(row.max())) for row in X]
    corners = np.array(list(product(*ends))).T  # where features are largest, but for a sine, which is at most 1
    largest = float(np.abs(network.inputs(corners)).max(initial=1.0)) * math.sqrt(len(network.inputs.names))
    weights = layer_views(network.parameters.theta, network.parameters.sizes)
    return np.float32 if farthest(weights, largest) < FARTHEST_SINGLE else np.float64


def _single(values: NDArray[np.floating]) -> NDArray[np.floating]:
    """Whatever lies beyond single precision becomes its largest number: to an eye that is the same."""
    return values if values.dtype == np.float32 else values.clip(-SINGLE_END, SINGLE_END)

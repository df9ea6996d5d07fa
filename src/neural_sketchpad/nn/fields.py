"""A network over a grid of the plane: what the maps of the window show.

Single precision is enough for pictures and twice as fast.
"""

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.forward import layer_outputs
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe

Single = NDArray[np.float32]


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


def plane_values(recipe: Recipe, parameters: Parameters, layer: int, unit: int, X: Single) -> Single:
    """A[layer] of one unit (from 0) at the points X (2, k); for the output layer the logit z. Shape (k,)."""
    values: NDArray[np.floating] = X
    with np.errstate(all="ignore"):
        for number, values in enumerate(layer_outputs(recipe, parameters, X), start=1):  # noqa: B007
            if number == layer:
                break
    return values[unit].astype(np.float32, copy=False)


def layer_maps(recipe: Recipe, parameters: Parameters, X: Single) -> list[Single]:
    """A[1], ..., A[L-1] and the logits Z[L] at the points X (2, k), each (n[l], k)."""
    with np.errstate(all="ignore"):
        return [values.astype(np.float32, copy=False) for values in layer_outputs(recipe, parameters, X)]

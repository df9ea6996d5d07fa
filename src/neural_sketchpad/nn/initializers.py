"""Starting weights, drawn from one seeded generator.

The order is part of the format, since the same file and seed must give the same numbers: layer by layer from
the input to the output, W[l] row by row (for "orthogonal" see there). Biases are zero and draw nothing.
"""

from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Initialization, Recipe

Array = NDArray[np.float64]


def draw_weights(initialization: Initialization, n: int, n_prev: int, rng: np.random.Generator) -> Array:
    """W (n, n_prev) by the scheme; "xavier" has variance 1 / n_prev, "he" 2 / n_prev."""
    shape = (n, n_prev)
    match initialization.scheme:
        case "zeros":
            return np.zeros(shape)
        case "constant":
            return np.full(shape, initialization.scale)
        case "xavier":
            return rng.standard_normal(shape) * np.sqrt(1.0 / n_prev)
        case "he":
            return rng.standard_normal(shape) * np.sqrt(2.0 / n_prev)
        case "orthogonal":
            return initialization.scale * orthogonal(n, n_prev, rng)
        case _:
            return rng.standard_normal(shape) * initialization.scale


def orthogonal(n: int, n_prev: int, rng: np.random.Generator) -> Array:
    """A matrix (n, n_prev) with orthonormal rows, or columns where there are more rows than columns.

    From the QR decomposition of normal numbers (the longer side first), with the signs that make it uniformly
    distributed (Mezzadri, 2007); the generator is asked for max(n, n_prev) rows of min(n, n_prev) numbers.
    """
    Q, R = np.linalg.qr(rng.standard_normal((max(n, n_prev), min(n, n_prev))))
    Q *= np.where(np.diag(R) < 0.0, -1.0, 1.0)
    return Q if n >= n_prev else Q.T


def starting_parameters(recipe: Recipe, seed: int) -> Parameters:
    """The weights and biases a run of `recipe` begins with under `seed`."""
    rng = np.random.default_rng(seed)
    sizes = recipe.sizes
    return Parameters.from_layers(
        (draw_weights(recipe.initialization, n, n_prev, rng), np.zeros((n, 1))) for n_prev, n in pairwise(sizes)
    )

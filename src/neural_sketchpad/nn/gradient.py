"""The gradient of the cost and its penalties over any examples, by the readable blocks: to look at, not to train."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.costs import penalty_gradient
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe

Array = NDArray[np.float64]


def forward(recipe: Recipe, parameters: Parameters, X: NDArray[np.floating]) -> tuple[blocks.Array, list[blocks.Cache]]:
    """A[L] (n[L], m) for A[0] X (n[0], m), and the caches of layers 1..L for the way back."""
    return blocks.L_model_forward(X, parameters.as_dict(), recipe.activations)


def backward(recipe: Recipe, AL: blocks.Array, Y: Array, caches: Sequence[blocks.Cache]) -> blocks.Named:
    """dW1, db1, ..., dWL, dbL of the cost and dA0, ..., dA{L-1}, from what `forward` gave; Y (n[L], m)."""
    return blocks.L_model_backward(AL, Y, caches, recipe.activations, recipe.cost)


def gradient(recipe: Recipe, parameters: Parameters, grads: Mapping[str, blocks.Array]) -> Parameters:
    """The gradient of the cost and its penalties in the form of the parameters, from what `backward` gave."""
    layers = range(1, len(parameters.sizes))
    of_cost = Parameters.from_layers((grads[f"dW{l}"], grads[f"db{l}"]) for l in layers)  # noqa: E741
    return Parameters(parameters.sizes, of_cost.theta + penalty_gradient(recipe.regularization, parameters))

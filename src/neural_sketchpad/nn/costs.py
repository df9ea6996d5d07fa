"""The cost J from the logits, and what regularisation adds to it."""

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.outputs import Output
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Regularization

Array = NDArray[np.floating]


def total_loss(output: Output, Z: Array, Y: Array) -> float:
    """The sum of the losses over the examples; Z and Y (n[L], m)."""
    return float(np.sum(output.losses(Z, Y)))


def cost(output: Output, Z: Array, Y: Array) -> float:
    """J = (1/m) Σ L(ŷ, y): the mean loss over the examples; Z and Y (n[L], m), m >= 1."""
    return total_loss(output, Z, Y) / Z.shape[1]


def penalty(regularization: Regularization, parameters: Parameters) -> float:
    """l1 Σ |w| + l2 / 2 Σ w² over the weights of all layers; training lowers J and this together."""
    if regularization.l1 == regularization.l2 == 0.0:
        return 0.0
    weights = [W for W, _ in parameters.layers]
    absolute = sum(float(np.abs(W).sum()) for W in weights)
    squared = sum(float(np.square(W).sum()) for W in weights)
    return regularization.l1 * absolute + 0.5 * regularization.l2 * squared


def penalty_gradient(regularization: Regularization, parameters: Parameters) -> Array:
    """The gradient of the penalty, flat like the parameters: l1 sign(w) + l2 w, and 0 for biases."""
    if regularization.l1 == regularization.l2 == 0.0:
        return np.zeros(parameters.theta.size)
    parts = [
        np.hstack([regularization.l1 * np.sign(W) + regularization.l2 * W, np.zeros_like(b)]).ravel()
        for W, b in parameters.layers
    ]
    return np.concatenate(parts)

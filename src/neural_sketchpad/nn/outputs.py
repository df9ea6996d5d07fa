"""Output units with the costs that fit them: how ŷ follows from z[L], what a wrong ŷ costs, and dZ[L].

All of it is computed from the logits Z = Z[L] rather than from ŷ, so that a cost is finite and exact where ŷ has long
rounded to 0 or 1. Y has the shape of Z: 0 and 1 for classes (one row for a sigmoid, one for each class for softmax),
numbers for a regression. J is the mean of the losses over the m examples.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.activations import linear, relu, relu_prime, sigmoid, softplus

Array = NDArray[np.floating]


@dataclass(frozen=True)
class Output:
    """One kind of output layer.

    `activation` is g[L] and `cost` the loss, by their names; `predict` gives ŷ = g[L](Z), `losses` (m,) the loss of
    each example, `dZ` the derivative of each loss with respect to its Z, both for Z and Y (n[L], m).
    """

    activation: str
    cost: str
    label: str
    formula: str
    predict: Callable[[Array], Array]
    losses: Callable[[Array, Array], Array]
    dZ: Callable[[Array, Array], Array]

    @property
    def key(self) -> tuple[str, str]:
        return self.activation, self.cost

    @property
    def is_regression(self) -> bool:
        """Whether ŷ is a number to be learned instead of the probability of a class."""
        return self.activation in ("linear", "relu")


def softmax(Z: Array) -> Array:
    """e^z / Σ e^z over the rows; the largest z is subtracted first, which changes nothing and overflows nowhere."""
    E = np.exp(Z - Z.max(axis=-2, keepdims=True))
    return E / E.sum(axis=-2, keepdims=True)


def cross_entropy_losses(Z: Array, Y: Array) -> Array:
    """-[y log σ(z) + (1 - y) log(1 - σ(z))], which for y of 0 and 1 is softplus(z) or softplus(-z)."""
    return softplus((1.0 - 2.0 * Y) * Z)[0]


def softmax_losses(Z: Array, Y: Array) -> Array:
    """-log softmax(z)_y = log(1 + Σ e^(z_k - z_y)) over the other classes k."""
    ahead = np.where(Y > 0.0, -np.inf, Z - np.sum(Z * Y, axis=0, keepdims=True))
    most = np.maximum(ahead.max(axis=0), 0.0)
    return most + np.log1p(np.exp(ahead - most).sum(axis=0) + np.expm1(-most))


def sigmoid_squared_losses(Z: Array, Y: Array) -> Array:
    """½ (σ(z) - y)², written as ½ σ(±z)² so that a small one keeps its digits."""
    return 0.5 * np.exp(-2.0 * softplus((2.0 * Y - 1.0) * Z))[0]


def squared_losses(Z: Array, Y: Array) -> Array:
    """½ (z - y)²."""
    return 0.5 * ((Z - Y) ** 2)[0]


def relu_squared_losses(Z: Array, Y: Array) -> Array:
    """½ (max(0, z) - y)²."""
    return squared_losses(relu(Z), Y)


def sigmoid_squared_dZ(Z: Array, Y: Array) -> Array:
    """(ŷ - y) σ'(z): nearly 0 also where ŷ is quite wrong, which is why the course prefers the cross-entropy."""
    A = sigmoid(Z)
    return (A - Y) * A * (1.0 - A)


OUTPUTS = MappingProxyType(
    {
        output.key: output
        for output in (
            Output("sigmoid", "cross_entropy", "sigmoid, cross-entropy",
                   "ŷ = σ(z) = 1 / (1 + e⁻ᶻ);  J = −(1/m) Σ [ y log ŷ + (1 − y) log(1 − ŷ) ];  dZ = ŷ − y",
                   sigmoid, cross_entropy_losses, lambda Z, Y: sigmoid(Z) - Y),
            Output("sigmoid", "squared_error", "sigmoid, squared error",
                   "ŷ = σ(z);  J = (1/2m) Σ (ŷ − y)²;  dZ = (ŷ − y) ŷ (1 − ŷ), which vanishes where ŷ is surely wrong",
                   sigmoid, sigmoid_squared_losses, sigmoid_squared_dZ),
            Output("softmax", "cross_entropy", "softmax, cross-entropy",
                   "ŷₖ = e^zₖ / Σ e^z, the probability of class k;  J = −(1/m) Σ log ŷ of the right class;  dZ = ŷ − y",
                   softmax, softmax_losses, lambda Z, Y: softmax(Z) - Y),
            Output("linear", "squared_error", "linear, squared error",
                   "ŷ = z;  J = (1/2m) Σ (ŷ − y)²;  dZ = ŷ − y",
                   linear, squared_losses, lambda Z, Y: Z - Y),
            Output("relu", "squared_error", "ReLU, squared error",
                   "ŷ = max(0, z), never below zero;  J = (1/2m) Σ (ŷ − y)²;  dZ = ŷ − y where z > 0, else 0",
                   relu, relu_squared_losses, lambda Z, Y: (relu(Z) - Y) * relu_prime(Z)),
        )
    }
)  # fmt: skip
"""Every output layer, by activation and cost, in the order in which menus show them."""

"""The network in the course's building blocks, to be read.

Every function has the name, the arguments and the cache the course gives it. The parameters are a dictionary
W1, b1, ..., WL, bL. It is slow on purpose: nothing is preallocated or merged, each line is one formula. The engine is
held against it.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.activations import ACTIVATIONS

Array = NDArray[np.float64]
Named = dict[str, Array]
LinearCache = tuple[Array, Array, Array]
"""A[l-1], W[l], b[l]."""
Cache = tuple[LinearCache, Array]
"""The linear cache and Z[l]."""


def initialize_parameters(layer_dims: Sequence[int], seed: int, scale: float = 0.01) -> Named:
    """W[l] = scale · N(0, 1) of shape (n[l], n[l-1]), b[l] = 0 of shape (n[l], 1), for n[0..L] in `layer_dims`."""
    rng = np.random.default_rng(seed)
    parameters: Named = {}
    for l in range(1, len(layer_dims)):  # noqa: E741
        parameters[f"W{l}"] = rng.standard_normal((layer_dims[l], layer_dims[l - 1])) * scale
        parameters[f"b{l}"] = np.zeros((layer_dims[l], 1))
    return parameters


def linear_forward(A_prev: Array, W: Array, b: Array) -> tuple[Array, LinearCache]:
    """Z[l] = W[l] A[l-1] + b[l]; b is broadcast over the m columns."""
    return W @ A_prev + b, (A_prev, W, b)


def linear_activation_forward(A_prev: Array, W: Array, b: Array, activation: str) -> tuple[Array, Cache]:
    """A[l] = g[l](Z[l])."""
    Z, linear_cache = linear_forward(A_prev, W, b)
    return ACTIVATIONS[activation].g(Z), (linear_cache, Z)


def L_model_forward(X: Array, parameters: Named, activations: Sequence[str] | None = None) -> tuple[Array, list[Cache]]:
    """A[L] and the caches of layers 1..L; `activations` is g[1..L], by default ReLU and a sigmoid at the end."""
    L = len(parameters) // 2
    if activations is None:
        activations = ["relu"] * (L - 1) + ["sigmoid"]
    A, caches = X, []
    for l in range(1, L + 1):  # noqa: E741
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], activations[l - 1])
        caches.append(cache)
    return A, caches


def compute_cost(AL: Array, Y: Array) -> float:
    """J = -(1/m) Σ [ y log ŷ + (1 - y) log(1 - ŷ) ]."""
    m = Y.shape[1]
    return float(-np.sum(Y * np.log(AL) + (1.0 - Y) * np.log(1.0 - AL)) / m)


def linear_backward(dZ: Array, cache: LinearCache) -> tuple[Array, Array, Array]:
    """dA[l-1] = W[l]ᵀ dZ[l], dW[l] = (1/m) dZ[l] A[l-1]ᵀ, db[l] = (1/m) Σ dZ[l]: the chain rule through Z = W A + b."""
    A_prev, W, _ = cache
    m = A_prev.shape[1]
    return W.T @ dZ, dZ @ A_prev.T / m, np.sum(dZ, axis=1, keepdims=True) / m


def linear_activation_backward(dA: Array, cache: Cache, activation: str) -> tuple[Array, Array, Array]:
    """dZ[l] = dA[l] * g[l]'(Z[l]), and from there the linear step."""
    linear_cache, Z = cache
    return linear_backward(dA * ACTIVATIONS[activation].g_prime(Z), linear_cache)


def L_model_backward(AL: Array, Y: Array, caches: Sequence[Cache], activations: Sequence[str] | None = None) -> Named:
    """The gradients dW1, db1, ..., dWL, dbL of the cost, and dA0, ..., dA{L-1} beside them.

    At the output the derivatives of the cost and of the sigmoid cancel to dZ[L] = A[L] - Y.
    """
    L = len(caches)
    if activations is None:
        activations = ["relu"] * (L - 1) + ["sigmoid"]
    grads: Named = {}
    dA, grads[f"dW{L}"], grads[f"db{L}"] = linear_backward(AL - Y, caches[-1][0])
    grads[f"dA{L - 1}"] = dA
    for l in range(L - 1, 0, -1):  # noqa: E741
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(dA, caches[l - 1], activations[l - 1])
        grads[f"dA{l - 1}"] = dA
    return grads


def update_parameters(parameters: Named, grads: Named, learning_rate: float) -> Named:
    """W[l] := W[l] - α dW[l], b[l] := b[l] - α db[l]."""
    return {name: value - learning_rate * grads[f"d{name}"] for name, value in parameters.items()}

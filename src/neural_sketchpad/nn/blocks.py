"""The network in the course's building blocks, to be read.

Every function has the name, the arguments and the cache the course gives it. The parameters are a dictionary
W1, b1, ..., WL, bL. It is slow on purpose: nothing is preallocated or merged, each line is one formula. The engine is
held against it.

An activation is given by its name ("relu", "sigmoid", "tanh", ..., "softmax" at the output), or as an `Activation`
where it has a slope of its own.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.activations import ACTIVATIONS, Activation
from neural_sketchpad.nn.outputs import softmax

Array = NDArray[np.floating]
Named = dict[str, Array]
Kind = str | Activation
LinearCache = tuple[Array, Array, Array]
"""A[l-1], W[l], b[l]."""
Cache = tuple[LinearCache, Array]
"""The linear cache and Z[l]."""


def initialize_parameters(*layer_dims: int | Sequence[int], seed: int = 1, scale: float = 0.01) -> Named:
    """W[l] = scale · N(0, 1) of shape (n[l], n[l-1]), b[l] = 0 of shape (n[l], 1).

    The sizes n[0..L] come one by one, as in `initialize_parameters(n_x, n_h, n_y)`, or as one list.
    """
    sizes = [int(n) for dims in layer_dims for n in (dims if isinstance(dims, Sequence) else [dims])]
    rng = np.random.default_rng(seed)
    parameters: Named = {}
    for l in range(1, len(sizes)):  # noqa: E741
        parameters[f"W{l}"] = rng.standard_normal((sizes[l], sizes[l - 1])) * scale
        parameters[f"b{l}"] = np.zeros((sizes[l], 1))
    return parameters


def linear_forward(A_prev: Array, W: Array, b: Array) -> tuple[Array, LinearCache]:
    """Z[l] = W[l] A[l-1] + b[l]; b is broadcast over the m columns."""
    return W @ A_prev + b, (A_prev, W, b)


def linear_activation_forward(A_prev: Array, W: Array, b: Array, activation: Kind) -> tuple[Array, Cache]:
    """A[l] = g[l](Z[l])."""
    Z, linear_cache = linear_forward(A_prev, W, b)
    A = softmax(Z) if activation == "softmax" else _pair(activation).g(Z)
    return A, (linear_cache, Z)


def L_model_forward(
    X: Array, parameters: Mapping[str, Array], activations: Sequence[Kind] | None = None
) -> tuple[Array, list[Cache]]:
    """A[L] and the caches of layers 1..L; `activations` is g[1..L], by default ReLU and a sigmoid at the end."""
    L = len(parameters) // 2
    if activations is None:
        activations = ["relu"] * (L - 1) + ["sigmoid"]
    A, caches = X, []
    for l in range(1, L + 1):  # noqa: E741
        A, cache = linear_activation_forward(A, parameters[f"W{l}"], parameters[f"b{l}"], activations[l - 1])
        caches.append(cache)
    return A, caches


def compute_cost(AL: Array, Y: Array, cost: str = "cross_entropy") -> float:
    """J = -(1/m) Σ [ y log ŷ + (1 - y) log(1 - ŷ) ], infinite where some ŷ is exactly wrong.

    With several rows (softmax) J = -(1/m) Σ log ŷ of the right class; with cost "squared_error" J = (1/2m) Σ (ŷ - y)².
    """
    m = Y.shape[1]
    if cost == "squared_error":
        return float(np.sum((AL - Y) ** 2) / (2 * m))
    with np.errstate(divide="ignore"):
        # Only the logarithm that counts is looked at: 0 · log 0 would be NaN.
        losses = -np.where(Y > 0.5, np.log(AL), 0.0 if len(AL) > 1 else np.log(1.0 - AL))
    return float(np.sum(losses) / m)


def linear_backward(dZ: Array, cache: LinearCache) -> tuple[Array, Array, Array]:
    """dA[l-1] = W[l]ᵀ dZ[l], dW[l] = (1/m) dZ[l] A[l-1]ᵀ, db[l] = (1/m) Σ dZ[l]: the chain rule through Z = W A + b."""
    A_prev, W, _ = cache
    m = A_prev.shape[1]
    return W.T @ dZ, dZ @ A_prev.T / m, np.sum(dZ, axis=1, keepdims=True) / m


def linear_activation_backward(dA: Array, cache: Cache, activation: Kind) -> tuple[Array, Array, Array]:
    """dZ[l] = dA[l] * g[l]'(Z[l]), and from there the linear step.

    In a softmax every ŷ depends on every z: dz_k = ŷ_k (da_k - Σ ŷ_j da_j).
    """
    linear_cache, Z = cache
    if activation == "softmax":
        A = softmax(Z)
        return linear_backward(A * (dA - np.sum(A * dA, axis=0, keepdims=True)), linear_cache)
    return linear_backward(dA * _pair(activation).g_prime(Z), linear_cache)


def L_model_backward(
    AL: Array,
    Y: Array,
    caches: Sequence[Cache],
    activations: Sequence[Kind] | None = None,
    cost: str = "cross_entropy",
) -> Named:
    """The gradients dW1, db1, ..., dWL, dbL of the cost, and dA0, ..., dA{L-1} beside them.

    With the cross-entropy the derivatives of the cost and of sigmoid or softmax cancel to dZ[L] = A[L] - Y; with the
    squared error dA[L] = A[L] - Y, and g[L]' stays.
    """
    L = len(caches)
    if activations is None:
        activations = ["relu"] * (L - 1) + ["sigmoid"]
    if cost == "squared_error":
        dA, dW, db = linear_activation_backward(AL - Y, caches[-1], activations[-1])
    else:
        dA, dW, db = linear_backward(AL - Y, caches[-1][0])
    grads: Named = {f"dA{L - 1}": dA, f"dW{L}": dW, f"db{L}": db}
    for l in range(L - 1, 0, -1):  # noqa: E741
        dA, grads[f"dW{l}"], grads[f"db{l}"] = linear_activation_backward(dA, caches[l - 1], activations[l - 1])
        grads[f"dA{l - 1}"] = dA
    return grads


def update_parameters(parameters: Mapping[str, Array], grads: Mapping[str, Array], learning_rate: float) -> Named:
    """W[l] := W[l] - α dW[l], b[l] := b[l] - α db[l]."""
    return {name: value - learning_rate * grads[f"d{name}"] for name, value in parameters.items()}


def _pair(activation: Kind) -> Activation:
    return ACTIVATIONS[activation] if isinstance(activation, str) else activation

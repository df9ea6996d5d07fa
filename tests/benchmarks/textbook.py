"""The course's loop as one writes it down from the course: parameters in a dictionary, a function for every formula.

It imports nothing of the project, so that both can only agree if both are right. Nothing in it is made slow on
purpose, and nothing fast.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Named = dict[str, Array]
Cache = tuple[tuple[Array, Array, Array], Array]


def sigmoid(Z: Array) -> Array:
    return 1 / (1 + np.exp(-Z))


def relu(Z: Array) -> Array:
    return np.maximum(0, Z)


def sigmoid_backward(dA: Array, Z: Array) -> Array:
    s = 1 / (1 + np.exp(-Z))
    return dA * s * (1 - s)


def relu_backward(dA: Array, Z: Array) -> Array:
    dZ = np.array(dA, copy=True)
    dZ[Z <= 0] = 0
    return dZ


def tanh_backward(dA: Array, Z: Array) -> Array:
    return dA * (1 - np.power(np.tanh(Z), 2))


def linear_forward(A: Array, W: Array, b: Array) -> tuple[Array, tuple[Array, Array, Array]]:
    Z = np.dot(W, A) + b
    return Z, (A, W, b)


def linear_activation_forward(A_prev: Array, W: Array, b: Array, activation: str) -> tuple[Array, Cache]:
    Z, linear_cache = linear_forward(A_prev, W, b)
    if activation == "sigmoid":
        A = sigmoid(Z)
    elif activation == "relu":
        A = relu(Z)
    else:
        A = np.tanh(Z)
    return A, (linear_cache, Z)


def L_model_forward(X: Array, parameters: Named, activation: str) -> tuple[Array, list[Cache]]:
    caches = []
    A = X
    L = len(parameters) // 2
    for l in range(1, L):  # noqa: E741
        A, cache = linear_activation_forward(A, parameters["W" + str(l)], parameters["b" + str(l)], activation)
        caches.append(cache)
    AL, cache = linear_activation_forward(A, parameters["W" + str(L)], parameters["b" + str(L)], "sigmoid")
    caches.append(cache)
    return AL, caches


def compute_cost(AL: Array, Y: Array) -> Array:
    m = Y.shape[1]
    cost = (1 / m) * (-np.dot(Y, np.log(AL).T) - np.dot(1 - Y, np.log(1 - AL).T))
    return np.squeeze(cost)


def linear_backward(dZ: Array, cache: tuple[Array, Array, Array]) -> tuple[Array, Array, Array]:
    A_prev, W, _ = cache
    m = A_prev.shape[1]
    dW = (1 / m) * np.dot(dZ, A_prev.T)
    db = (1 / m) * np.sum(dZ, axis=1, keepdims=True)
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db


def linear_activation_backward(dA: Array, cache: Cache, activation: str) -> tuple[Array, Array, Array]:
    linear_cache, Z = cache
    if activation == "sigmoid":
        dZ = sigmoid_backward(dA, Z)
    elif activation == "relu":
        dZ = relu_backward(dA, Z)
    else:
        dZ = tanh_backward(dA, Z)
    return linear_backward(dZ, linear_cache)


def L_model_backward(AL: Array, Y: Array, caches: list[Cache], activation: str) -> Named:
    grads = {}
    L = len(caches)
    dA = -(np.divide(Y, AL) - np.divide(1 - Y, 1 - AL))
    dA, grads["dW" + str(L)], grads["db" + str(L)] = linear_activation_backward(dA, caches[L - 1], "sigmoid")
    for l in reversed(range(L - 1)):  # noqa: E741
        dA, dW, db = linear_activation_backward(dA, caches[l], activation)
        grads["dW" + str(l + 1)], grads["db" + str(l + 1)] = dW, db
    return grads


def update_parameters(parameters: Named, grads: Named, learning_rate: float) -> Named:
    L = len(parameters) // 2
    for l in range(1, L + 1):  # noqa: E741
        parameters["W" + str(l)] = parameters["W" + str(l)] - learning_rate * grads["dW" + str(l)]
        parameters["b" + str(l)] = parameters["b" + str(l)] - learning_rate * grads["db" + str(l)]
    return parameters


def random_mini_batches(X: Array, Y: Array, batch_size: int, rng: np.random.Generator) -> list[tuple[Array, Array]]:
    m = X.shape[1]
    order = rng.permutation(m)
    X, Y = X[:, order], Y[:, order]
    return [(X[:, start : start + batch_size], Y[:, start : start + batch_size]) for start in range(0, m, batch_size)]

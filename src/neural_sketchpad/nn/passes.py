"""One forward and one backward pass over a fixed number of examples, prepared as a list of bound calls.

On networks of this size a step is a dozen NumPy calls of half a microsecond each: what costs time is looking
things up and allocating, so both happen once, here. The list reads like the formulas; running it is a bare loop.
"""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.activations import LEAK

Array = NDArray[np.float64]
Calls = list[Callable[[], object]]


class Pass:
    """Buffers and calls for `columns` examples of a network whose layers are the views `weights` = [W[l] | b[l]].

    `inputs` (n[0] + 2, columns) holds the examples: x1, x2, a row of ones for the bias, and the target row 1 - 2y.
    `forward` fills Z[L]; `backward` then leaves twice the summed gradient in `gradients`, the views of the
    flat gradient. Twice, because 2 (A[L] - Y) = tanh(Z/2) + (1 - 2Y) saves two calls a step, and whoever applies
    the gradient multiplies by a factor anyway.
    """

    def __init__(
        self, weights: Sequence[Array], gradients: Sequence[Array], activations: Sequence[str], columns: int
    ) -> None:
        n_x = weights[0].shape[1] - 1
        self.inputs = np.ones((n_x + 2, columns))
        # Each A[l] carries its row of ones below it; Z[l] is computed where A[l] will stand.
        outputs = [np.ones((W.shape[0] + 1, columns)) for W in weights[:-1]]
        inputs = [self.inputs[:-1], *outputs]
        self._Z_last = np.empty((weights[-1].shape[0], columns))
        self._target = self.inputs[-1:]
        dZ = np.empty_like(self._Z_last)
        self.forward: Calls = []
        self.backward: Calls = []

        for W, A_prev, A, name in zip(weights[:-1], inputs, outputs, activations, strict=False):
            self.forward.append(partial(W.dot, A_prev, A[:-1]))
            self.forward.extend(_activate(name, A[:-1]))
        self.forward.append(partial(weights[-1].dot, inputs[-1], self._Z_last))

        self.backward += [
            partial(np.multiply, self._Z_last, 0.5, dZ),
            partial(np.tanh, dZ, dZ),
            partial(np.add, dZ, self._target, dZ),
        ]
        for l in range(len(weights) - 1, -1, -1):  # noqa: E741
            self.backward.append(partial(dZ.dot, inputs[l].T, gradients[l]))
            if l > 0:
                dA = np.empty((weights[l - 1].shape[0], columns))
                self.backward.append(partial(weights[l][:, :-1].T.dot, dZ, dA))
                self.backward.extend(_times_derivative(activations[l - 1], outputs[l - 1][:-1], dA))
                dZ = dA

    @property
    def columns(self) -> int:
        return self.inputs.shape[1]


def _activate(name: str, A: Array) -> Calls:
    """Calls that turn Z[l], standing in `A`, into A[l] in place."""
    match name:
        case "tanh":
            return [partial(np.tanh, A, A)]
        case "relu":
            return [partial(np.maximum, A, np.zeros_like(A), out=A)]
        case "leaky_relu":
            leaked = np.empty_like(A)
            return [partial(np.multiply, A, LEAK, leaked), partial(np.maximum, A, leaked, out=A)]
        case "sigmoid":
            return [
                partial(np.multiply, A, 0.5, A),
                partial(np.tanh, A, A),
                partial(np.multiply, A, 0.5, A),
                partial(np.add, A, 0.5, A),
            ]
        case "linear":
            return []
    raise ValueError(f"no such activation: {name}")


def _times_derivative(name: str, A: Array, dA: Array) -> Calls:
    """Calls that turn dA[l] into dZ[l] = dA[l] * g'(Z[l]) in place; g' follows from A[l] for all of these."""
    slope = np.empty_like(A)
    match name:
        case "tanh":  # 1 - A^2
            return [
                partial(np.multiply, A, A, slope),
                partial(np.subtract, 1.0, slope, slope),
                partial(np.multiply, dA, slope, dA),
            ]
        case "relu":  # multiplying by booleans, or comparing into floats, would take twice as long
            above = np.empty(A.shape, dtype=bool)
            return [
                partial(np.greater, A, np.zeros_like(A), above),
                partial(np.copyto, slope, above),
                partial(np.multiply, dA, slope, dA),
            ]
        case "leaky_relu":
            above = np.empty(A.shape, dtype=bool)
            return [
                partial(np.greater, A, np.zeros_like(A), above),
                partial(np.copyto, slope, above),
                partial(np.maximum, slope, LEAK, out=slope),
                partial(np.multiply, dA, slope, dA),
            ]
        case "sigmoid":  # A (1 - A)
            return [
                partial(np.subtract, 1.0, A, slope),
                partial(np.multiply, A, slope, slope),
                partial(np.multiply, dA, slope, dA),
            ]
        case "linear":
            return []
    raise ValueError(f"no such activation: {name}")

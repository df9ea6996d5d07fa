"""What single layers do in place, as lists of bound NumPy calls: the formulas of `activations` and `outputs`.

A call with its arguments bound costs half a microsecond on a small array, and that is most of what a step costs; so
constants are arrays of no dimension in the right precision, which NumPy need not convert at every call.
"""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.activations import GELU_CUBE, GELU_SCALE, Activation
from neural_sketchpad.nn.outputs import Output

Array = NDArray[np.floating]
Calls = list[Callable[[], object]]

SLOPE_COMES_FIRST = ("relu", "leaky_relu", "elu")
"""For these g'(Z) is a by-product of g(Z), or the way to it."""
NEEDS_Z = ("gelu", "sine")
"""For these g'(Z) cannot be told from A alone, so that Z is kept."""


def activate_only(function: Activation, A: Array, spare: Array) -> Calls:
    """Calls that turn Z, standing in `A`, into A in place where nobody asks for g'(Z); `spare` has the shape of A."""
    match function.name:
        case "relu":
            spare[:] = 0.0
            return [partial(np.maximum, A, spare, out=A)]
        case "leaky_relu":
            assert function.slope is not None
            leaked = partial(np.multiply, A, _numbers(A)(function.slope), spare)
            return [leaked, partial(np.maximum, A, spare, out=A)]
        case "gelu":
            return [partial(np.copyto, spare, A), *activate(function, spare, A, spare)]
        case _:
            return activate(function, A, A, spare)


def activate(function: Activation, Z: Array, A: Array, slope: Array) -> Calls:
    """Calls that turn `Z` into `A`, which may be the same array; some leave g'(Z) in `slope` on the way."""
    number = _numbers(A)
    match function.name:
        case "tanh":
            return [partial(np.tanh, Z, A)]
        case "relu":  # g' is 1 or 0, and A = g' Z: that is quicker than the maximum, and g' is there for later
            above = np.empty(Z.shape, dtype=bool)
            return [
                partial(np.greater, Z, number(0.0), above),
                partial(np.copyto, slope, above),
                partial(np.multiply, Z, slope, A),
            ]
        case "leaky_relu":
            assert function.slope is not None
            above = np.empty(Z.shape, dtype=bool)
            return [
                partial(np.greater, Z, number(0.0), above),
                partial(np.copyto, slope, above),
                partial(np.multiply, slope, number(1.0 - function.slope), slope),
                partial(np.add, slope, number(function.slope), slope),
                partial(np.multiply, Z, slope, A),
            ]
        case "sigmoid":
            return [
                partial(np.multiply, Z, number(0.5), A),
                partial(np.tanh, A, A),
                partial(np.multiply, A, number(0.5), A),
                partial(np.add, A, number(0.5), A),
            ]
        case "linear":
            return []
        case "elu":  # e^min(z, 0) - 1 is 0 where z is positive, so the two halves can be added
            zeros = np.zeros_like(Z)
            return [
                partial(np.minimum, Z, zeros, out=slope),
                partial(np.expm1, slope, slope),
                partial(np.maximum, Z, zeros, out=A),
                partial(np.add, A, slope, A),
                partial(np.add, slope, number(1.0), slope),
            ]
        case "softplus":
            zeros = np.zeros_like(Z)
            return [
                partial(np.abs, Z, slope),
                partial(np.negative, slope, slope),
                partial(np.exp, slope, slope),
                partial(np.log1p, slope, slope),
                partial(np.maximum, Z, zeros, out=A),
                partial(np.add, A, slope, A),
            ]
        case "gelu":
            return [
                *_gelu_tanh(Z, A),
                partial(np.add, A, number(1.0), A),
                partial(np.multiply, A, Z, A),
                partial(np.multiply, A, number(0.5), A),
            ]
        case "sine":
            return [partial(np.sin, Z, A)]
    raise ValueError(f"no such activation: {function.name}")


def find_slope(function: Activation, Z: Array, A: Array, slope: Array) -> Calls:
    """Calls that leave g'(Z) in `slope` where `activate` has not done so already; Z is read only where it is needed.

    Nothing for "linear", whose g' is 1.
    """
    number = _numbers(A)
    match function.name:
        case "tanh":  # 1 - A²
            return [partial(np.multiply, A, A, slope), partial(np.subtract, number(1.0), slope, slope)]
        case "sigmoid":  # A (1 - A)
            return [partial(np.subtract, number(1.0), A, slope), partial(np.multiply, A, slope, slope)]
        case "softplus":  # σ(z) = 1 - e^-A
            return [
                partial(np.negative, A, slope),
                partial(np.expm1, slope, slope),
                partial(np.negative, slope, slope),
            ]
        case "gelu":  # with t = tanh u: ((1 + t) + z (1 - t²) u') / 2
            t, steep = np.empty_like(Z), np.empty_like(Z)
            return [
                *_gelu_tanh(Z, t),
                partial(np.multiply, t, t, slope),
                partial(np.subtract, number(1.0), slope, slope),
                partial(np.multiply, slope, Z, slope),
                partial(np.multiply, Z, Z, steep),
                partial(np.multiply, steep, number(3.0 * GELU_SCALE * GELU_CUBE), steep),
                partial(np.add, steep, number(GELU_SCALE), steep),
                partial(np.multiply, slope, steep, slope),
                partial(np.add, slope, t, slope),
                partial(np.add, slope, number(1.0), slope),
                partial(np.multiply, slope, number(0.5), slope),
            ]
        case "sine":
            return [partial(np.cos, Z, slope)]
    return []


def output_gradient(output: Output, Z: Array, target: Array, *, halved: bool) -> tuple[Calls, float]:
    """Calls that turn `Z` = Z[L] into a multiple of dZ[L] in place, and the factor that makes dZ[L] of it.

    If `halved`, Z is z[L] / 2 already, which is what a sigmoid wants to know.

    `target` is what `target_rows` makes of Y. With T = tanh(z/2) and t = 1 - 2y a sigmoid has 2 (ŷ - y) = T + t and
    8 (ŷ - y) ŷ (1 - ŷ) = (T + t)(1 - T²): leaving out the factors saves calls.
    """
    number = _numbers(Z)
    halving: Calls = [] if halved else [partial(np.multiply, Z, number(0.5), Z)]
    halved_tanh: Calls = [*halving, partial(np.tanh, Z, Z)]
    match output.key:
        case ("sigmoid", "cross_entropy"):
            return [*halved_tanh, partial(np.add, Z, target, Z)], 0.5
        case ("sigmoid", "squared_error"):
            slope = np.empty_like(Z)
            return [
                *halved_tanh,
                partial(np.multiply, Z, Z, slope),
                partial(np.subtract, number(1.0), slope, slope),
                partial(np.add, Z, target, Z),
                partial(np.multiply, Z, slope, Z),
            ], 0.125
        case ("softmax", _):
            across = np.empty((*Z.shape[:-2], 1, Z.shape[-1]), dtype=Z.dtype)
            return [
                partial(np.maximum.reduce, Z, -2, None, across, True),
                partial(np.subtract, Z, across, Z),
                partial(np.exp, Z, Z),
                partial(np.add.reduce, Z, -2, None, across, True),
                partial(np.divide, Z, across, Z),
                partial(np.subtract, Z, target, Z),
            ], 1.0
        case ("linear", _):
            return [partial(np.subtract, Z, target, Z)], 1.0
        case ("relu", _):
            slope, above = np.empty_like(Z), np.empty(Z.shape, dtype=bool)
            return [
                partial(np.greater, Z, number(0.0), above),
                partial(np.copyto, slope, above),
                partial(np.subtract, Z, target, Z),
                partial(np.multiply, Z, slope, Z),
            ], 1.0
    raise ValueError(f"no such output: {output.label}")


def target_rows(output: Output, Y: Array) -> Array:
    """What `output_gradient` wants to know of Y (n[L], m): 1 - 2y for a sigmoid, y itself otherwise."""
    return 1.0 - 2.0 * Y if output.activation == "sigmoid" else Y


def _gelu_tanh(Z: Array, t: Array) -> Calls:
    """t = tanh(z (c + c · 0.044715 z²)) with c = √(2/π)."""
    number = _numbers(t)
    return [
        partial(np.multiply, Z, Z, t),
        partial(np.multiply, t, number(GELU_SCALE * GELU_CUBE), t),
        partial(np.add, t, number(GELU_SCALE), t),
        partial(np.multiply, t, Z, t),
        partial(np.tanh, t, t),
    ]


def _numbers(like: Array) -> Callable[[float], Array]:
    return lambda value: np.array(value, dtype=like.dtype)

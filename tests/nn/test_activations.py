"""The activation functions and their derivatives."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import examples_of

from neural_sketchpad.nn.activations import ACTIVATIONS, LEAK, Activation, leaky_relu, relu_prime, sigmoid

EVERY = [*ACTIVATIONS.values(), leaky_relu(0.0), leaky_relu(0.3), leaky_relu(1.0)]
everywhere = pytest.mark.parametrize(
    "activation", EVERY, ids=[*ACTIVATIONS, *(f"leaky_relu {slope}" for slope in (0.0, 0.3, 1.0))]
)
TEXTBOOK: dict[str, Callable[[float], float]] = {
    "tanh": lambda z: (math.exp(z) - math.exp(-z)) / (math.exp(z) + math.exp(-z)),
    "relu": lambda z: max(0.0, z),
    "leaky_relu": lambda z: max(0.01 * z, z),
    "sigmoid": lambda z: 1.0 / (1.0 + math.exp(-z)),
    "linear": lambda z: z,
    "elu": lambda z: z if z > 0.0 else math.exp(z) - 1.0,
    "softplus": lambda z: math.log(1.0 + math.exp(z)),
    "gelu": lambda z: 0.5 * z * (1.0 + math.tanh(math.sqrt(2.0 / math.pi) * (z + 0.044715 * z**3))),
    "sine": math.sin,
}


@everywhere
@examples_of(40)
@given(z=st.floats(-20.0, 20.0).filter(lambda z: abs(z) > 1e-3))
def test_the_derivative_is_the_slope_of_the_function(activation: Activation, z: float) -> None:
    step = 1e-5  # the kink at 0 stays outside z ± step
    low, high = activation.g(np.array([[z - step]])), activation.g(np.array([[z + step]]))
    slope = float((high - low)[0, 0]) / (2.0 * step)
    assert float(activation.g_prime(np.array([[z]]))[0, 0]) == pytest.approx(slope, rel=1e-6, abs=1e-8)


@everywhere
def test_a_function_returns_a_new_array_and_leaves_its_argument_alone(activation: Activation) -> None:
    Z = np.array([[-2.0, -0.5, 0.0, 0.5, 2.0]])
    before = Z.copy()
    for function in (activation.g, activation.g_prime):
        A = function(Z)
        assert A.shape == Z.shape
        assert not np.shares_memory(A, Z)
        np.testing.assert_array_equal(Z, before)


@everywhere
def test_single_precision_stays_single_precision(activation: Activation) -> None:
    Z = np.linspace(-3.0, 3.0, 7, dtype=np.float32)
    assert activation.g(Z).dtype == np.float32
    assert activation.g_prime(Z).dtype == np.float32


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("z", [-5.0, -1.0, -0.25, 0.0, 0.25, 1.0, 5.0])
def test_the_function_is_the_textbooks(name: str, z: float) -> None:
    assert float(ACTIVATIONS[name].g(np.array([z]))[0]) == pytest.approx(TEXTBOOK[name](z), rel=1e-12, abs=1e-15)


@everywhere
def test_bounds_are_reached_and_nowhere_exceeded(activation: Activation) -> None:
    ends = math.pi / 2.0 if activation.name == "sine" else 1e4
    A = activation.g(np.array([-ends, -3.0, 0.0, 3.0, ends]))
    if activation.bounds is None:
        assert A[-1] == 1e4
    else:
        low, high = activation.bounds
        assert (A[0], A[-1]) == (low, high)
        assert low <= A.min() <= A.max() <= high


@everywhere
@examples_of(40)
@given(z=st.floats(-1e200, 1e200))
def test_no_value_is_farther_from_zero_than_its_argument_by_more_than_1(activation: Activation, z: float) -> None:
    """What `Engine.may_overflow` relies on."""
    assert abs(float(activation.g(np.array([z]))[0])) <= abs(z) + 1.0


@everywhere
def test_far_out_function_and_derivative_are_finite_and_nothing_overflows(activation: Activation) -> None:
    far = np.array([-1e308, -1e200, -1e103, -800.0, 800.0, 1e103, 1e200, 1e308])
    assert np.isfinite(activation.g(far)).all()
    slopes = activation.g_prime(far)
    assert np.abs(slopes).max() <= 1.0
    if activation.name not in ("sine", "sigmoid", "tanh"):
        assert slopes[4:].tolist() == [1.0] * 4


@pytest.mark.parametrize("slope", [0.0, 0.2, 1.0])
def test_a_leaky_relu_has_the_slope_it_was_made_with(slope: float) -> None:
    pair = leaky_relu(slope)
    assert pair.slope == slope
    np.testing.assert_array_equal(pair.g(np.array([-10.0, 0.0, 4.0])), [-10.0 * slope, 0.0, 4.0])
    np.testing.assert_array_equal(pair.g_prime(np.array([-10.0, 0.0, 4.0])), [slope, slope, 1.0])
    assert f"{slope:g}" in pair.formula


def test_only_leaky_relu_has_a_slope_and_customarily_a_hundredth() -> None:
    assert {name: pair.slope for name, pair in ACTIVATIONS.items() if pair.slope is not None} == {"leaky_relu": LEAK}
    assert LEAK == 0.01


def test_sigmoid_is_exact_where_the_exponential_would_overflow() -> None:
    np.testing.assert_array_equal(sigmoid(np.array([-800.0, -0.0, 0.0, 800.0])), [0.0, 0.5, 0.5, 1.0])


def test_at_the_kink_the_derivative_is_that_of_the_negative_side() -> None:
    zero = np.array([0.0])
    assert relu_prime(zero)[0] == 0.0
    assert ACTIVATIONS["leaky_relu"].g_prime(zero)[0] == 0.01
    assert ACTIVATIONS["elu"].g_prime(zero)[0] == 1.0

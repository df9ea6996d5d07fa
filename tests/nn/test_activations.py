"""The activation functions and their derivatives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import examples_of

from neural_sketchpad.nn.activations import ACTIVATIONS, Activation, relu_prime, sigmoid

everywhere = pytest.mark.parametrize("activation", ACTIVATIONS.values(), ids=list(ACTIVATIONS))


@everywhere
@examples_of(60)
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
    assert activation.g(Z).dtype == np.float32  # type: ignore[arg-type]  # a picture is drawn in float32
    assert activation.g_prime(Z).dtype == np.float32  # type: ignore[arg-type]


@everywhere
def test_bounds_are_reached_at_the_ends_and_nowhere_exceeded(activation: Activation) -> None:
    A = activation.g(np.array([-1e4, -3.0, 0.0, 3.0, 1e4]))
    if activation.bounds is None:
        assert A[-1] == 1e4
    else:
        low, high = activation.bounds
        assert (A[0], A[-1]) == (low, high)
        assert low <= A.min() <= A.max() <= high


def test_sigmoid_is_exact_where_the_exponential_would_overflow() -> None:
    np.testing.assert_array_equal(sigmoid(np.array([-800.0, -0.0, 0.0, 800.0])), [0.0, 0.5, 0.5, 1.0])


def test_at_the_kink_the_derivative_is_that_of_the_negative_side() -> None:
    zero = np.array([0.0])
    assert relu_prime(zero)[0] == 0.0
    assert ACTIVATIONS["leaky_relu"].g_prime(zero)[0] == 0.01

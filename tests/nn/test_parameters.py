"""The flat vector of weights and biases and its views."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import examples_of, from_dict

from neural_sketchpad.nn.parameters import Parameters, first_non_finite, parameter_count

SIZES = (2, 3, 2, 1)


def numbered(sizes: tuple[int, ...] = SIZES) -> Parameters:
    """Every parameter is a different number."""
    return Parameters(sizes, np.arange(1.0, parameter_count(sizes) + 1.0))


@examples_of(60)
@given(inner=st.lists(st.integers(1, 9), max_size=5))
def test_taking_apart_and_putting_together_changes_nothing(inner: list[int]) -> None:
    parameters = numbered((2, *inner, 1))
    assert Parameters.from_layers(parameters.layers) == parameters
    assert from_dict(parameters.as_dict()) == parameters


def test_layers_have_the_courses_shapes() -> None:
    shapes = [(W.shape, b.shape) for W, b in numbered().layers]
    assert shapes == [((3, 2), (3, 1)), ((2, 3), (2, 1)), ((1, 2), (1, 1))]
    assert {name: value.shape for name, value in numbered().as_dict().items()} == {
        "W1": (3, 2),
        "b1": (3, 1),
        "W2": (2, 3),
        "b2": (2, 1),
        "W3": (1, 2),
        "b3": (1, 1),
    }


def test_each_unit_holds_its_weights_and_then_its_bias() -> None:
    W, b = numbered().layers[0]
    np.testing.assert_array_equal(W, [[1.0, 2.0], [4.0, 5.0], [7.0, 8.0]])
    np.testing.assert_array_equal(b, [[3.0], [6.0], [9.0]])


def test_parameters_are_read_only_and_the_dictionary_is_a_copy() -> None:
    parameters = numbered()
    with pytest.raises(ValueError, match="read-only"):
        parameters.theta[0] = 5.0
    with pytest.raises(ValueError, match="read-only"):
        parameters.layers[0][0][0, 0] = 5.0
    parameters.as_dict()["W1"][:] = 99.0
    assert parameters == numbered()


def test_a_vector_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="2-3-2-1"):
        Parameters(SIZES, np.zeros(parameter_count(SIZES) + 1))


def test_equal_means_shape_and_every_number() -> None:
    assert numbered() == numbered()
    assert numbered((2, 1)) != numbered((2, 2, 1))
    other = numbered().theta.copy()
    other[-1] = np.nextafter(other[-1], 0.0)
    assert numbered() != Parameters(SIZES, other)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize(
    ("place", "found"), [(0, (1, "W")), (2, (1, "b")), (8, (1, "b")), (9, (2, "W")), (16, (2, "b")), (19, (3, "b"))]
)
def test_the_first_wild_parameter_is_named(place: int, found: tuple[int, str], value: float) -> None:
    theta = numbered().theta.copy()
    theta[place] = value
    assert first_non_finite(Parameters(SIZES, theta)) == found


def test_finite_parameters_name_nothing() -> None:
    assert first_non_finite(numbered()) is None

"""Where z[1] = 0: by hand for plain inputs, and for every kind of input by putting the places back in."""

import numpy as np
import pytest

from neural_sketchpad.nn.features import FEATURES, PLAIN, InputMap
from neural_sketchpad.nn.hinges import MOST_UNITS, hinges
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe

RANGE = (-5.0, 5.0)


def network_of(W: list[list[float]], b: list[float]) -> Network:
    recipe = Recipe((HiddenLayer(len(b), "relu"),))
    first = np.array(W), np.array(b)[:, None]
    parameters = Parameters.from_layers([first, (np.ones((1, len(b))), np.zeros((1, 1)))])
    return Network(recipe, parameters)


def test_of_plain_inputs_they_are_the_straight_lines_of_the_weights() -> None:
    upright, slanting = hinges(network_of([[2.0, 0.0], [1.0, 1.0]], [-4.0, 1.0]), RANGE, RANGE)

    assert (upright.unit, slanting.unit) == (0, 1)
    # Going down x1 = 2, the places with 2 x1 - 4 > 0 are on the left.
    np.testing.assert_allclose(upright.segments, [(2.0, 5.0, 2.0, -5.0)])
    np.testing.assert_allclose(slanting.segments, [(-5.0, 4.0, 4.0, -5.0)], atol=1e-12)


def test_a_unit_that_does_not_switch_in_view_has_none() -> None:
    found = hinges(network_of([[0.0, 0.0], [1.0, 0.0], [1.0, 0.0]], [1.0, 9.0, 0.5]), RANGE, RANGE)

    assert [hinge.unit for hinge in found] == [2]


@pytest.mark.parametrize("names", [("x1",), PLAIN, ("x1", "x2", "x1_squared", "x1_x2"), tuple(FEATURES)])
@pytest.mark.parametrize("standardize", [False, True])
def test_along_them_z_is_zero_and_positive_on_their_left(names: tuple[str, ...], standardize: bool) -> None:
    recipe = Recipe((HiddenLayer(9),), features=names, standardize=standardize)
    X = np.random.default_rng(3).normal(1.0, 2.0, (2, 50))
    inputs = InputMap.fitted(names, X) if standardize else InputMap(names)
    start = starting_parameters(recipe, 5)
    parameters = Parameters(start.sizes, start.theta + np.random.default_rng(4).normal(0.0, 0.3, start.theta.shape))
    W, b = parameters.layers[0]
    found = hinges(Network(recipe, parameters, inputs), RANGE, RANGE)

    assert len(found) >= 5
    for hinge in found:
        ends, way = hinge.segments[:, :2], hinge.segments[:, 2:] - hinge.segments[:, :2]
        middles = ends + way / 2
        left = 0.05 * np.column_stack([-way[:, 1], way[:, 0]])

        def z(places: np.ndarray, unit: int = hinge.unit) -> np.ndarray:
            return (W @ inputs(places.T) + b)[unit]

        steepness = np.abs(z(middles + left) - z(middles - left)) / (2 * np.hypot(*left.T))
        # No farther from the true line than a tenth of the side of a cell.
        clear = steepness > 0.2 * steepness.max()
        assert (np.abs(z(ends))[clear] <= 0.03 * steepness[clear]).all()
        assert (z(middles + left) > z(middles - left))[clear].all()


def test_without_a_hidden_layer_or_with_numbers_that_are_none_there_are_no_lines() -> None:
    recipe = Recipe(())
    assert hinges(Network(recipe, starting_parameters(recipe, 0)), RANGE, RANGE) == ()
    assert hinges(network_of([[np.nan, 1.0], [np.inf, 1.0]], [0.0, 0.0]), RANGE, RANGE) == ()


def test_of_very_many_units_the_first_ones_are_shown() -> None:
    recipe = Recipe((HiddenLayer(200),))
    found = hinges(Network(recipe, starting_parameters(recipe, 0)), RANGE, RANGE)

    assert {hinge.unit for hinge in found} == set(range(MOST_UNITS))

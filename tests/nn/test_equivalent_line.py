"""The line of a network of linear layers is where its output is undecided."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import examples_of

from neural_sketchpad.nn.equivalent_line import equivalent_line
from neural_sketchpad.nn.features import InputMap
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe

LINEAR = HiddenLayer(3, "linear")


def network(recipe: Recipe, seed: int = 0, inputs: InputMap | None = None) -> Network:
    drawn = starting_parameters(recipe, seed)
    shifted = Parameters(drawn.sizes, drawn.theta + 0.1)  # biases, too
    return Network(recipe, shifted, inputs or InputMap(recipe.features))


@examples_of(40)
@given(st.integers(1, 4), st.integers(0, 1000), st.booleans())
def test_it_is_z_as_a_function_of_the_plane(layers: int, seed: int, standardized: bool) -> None:
    rng = np.random.default_rng(seed)
    X = rng.normal(2.0, 3.0, (2, 20))
    inputs = InputMap.fitted(("x1", "x2"), X) if standardized else InputMap()
    whole = network(Recipe((LINEAR,) * layers), seed, inputs)
    line = equivalent_line(whole)
    A = whole.inputs(X)
    for W, b in whole.parameters.layers:
        A = W @ A + b

    assert line is not None
    np.testing.assert_allclose(line[0] + line[1:] @ X, A[0], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(
    "recipe",
    [
        Recipe(()),
        Recipe((LINEAR, HiddenLayer(2, "tanh"))),
        Recipe((LINEAR,), output="softmax", outputs=3),
        Recipe((LINEAR,), output="linear", cost="squared_error"),
        Recipe((LINEAR,), features=("x1", "x2", "x1_squared")),
    ],
)
def test_there_is_none_where_the_border_is_no_such_line(recipe: Recipe) -> None:
    assert equivalent_line(network(recipe)) is None

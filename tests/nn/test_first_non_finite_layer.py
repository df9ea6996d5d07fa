"""Which layer is the first whose outputs are no numbers any more."""

import numpy as np
import pytest
from nn_samples import recipe_of

from neural_sketchpad.nn.evaluation import first_non_finite_layer
from neural_sketchpad.nn.parameters import Parameters

CHAIN = recipe_of((1, "linear"), (1, "linear"))
X = np.array([[1.0, 0.0], [0.0, 0.0]])


@pytest.mark.parametrize(
    ("weights", "layer"),
    [
        ((1e100, 1e100, 1e100), None),
        ((1e200, 1e200, 1e-200), 2),
        ((1e150, 1e150, 1e150), 3),
        ((np.inf, 1.0, 1.0), 1),
        ((1.0, 1.0, np.nan), 3),
    ],
)
def test_it_is_the_first_one_that_overflows(weights: tuple[float, float, float], layer: int | None) -> None:
    theta = np.array([weights[0], 0.0, 0.0, weights[1], 0.0, weights[2], 0.0])
    assert first_non_finite_layer(CHAIN, Parameters(CHAIN.sizes, theta), X) == layer


def test_one_wild_example_among_many_is_enough() -> None:
    """The examples are gone through in pieces; the wild one is in the last, and an earlier piece is wild later on."""
    recipe = recipe_of((1024, "linear"))
    W1 = np.zeros((1024, 2))
    W1[0] = 1e200, 1e300
    parameters = Parameters.from_layers([(W1, np.zeros((1024, 1))), (np.full((1, 1024), 1e200), np.zeros((1, 1)))])
    many = np.zeros((2, 5000))
    assert first_non_finite_layer(recipe, parameters, many) is None
    many[0, 0] = 1.0
    assert first_non_finite_layer(recipe, parameters, many) == 2
    many[1, -1] = 1e10
    assert first_non_finite_layer(recipe, parameters, many) == 1


def test_without_examples_there_is_none() -> None:
    assert first_non_finite_layer(CHAIN, Parameters(CHAIN.sizes, np.full(7, np.inf)), np.empty((2, 0))) is None

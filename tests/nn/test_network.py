"""A network with its weights as one value."""

from dataclasses import replace

import numpy as np
import pytest
from nn_samples import recipe_of, task_of

from neural_sketchpad.nn.features import InputMap
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe, Regularization

TASK = task_of(recipe_of((3, "tanh"), (2, "leaky_relu")), m=1)
NETWORK = Network(TASK.recipe, TASK.parameters)


def test_its_depth_counts_the_hidden_layers_and_the_output() -> None:
    assert NETWORK.depth == 3
    assert Network(Recipe(()), Parameters((2, 1), np.zeros(3))).depth == 1


def test_how_it_learns_makes_no_difference_to_what_it_computes() -> None:
    learns = replace(TASK.recipe, optimizer=Optimizer("adam"), batch_size=3, regularization=Regularization(l2=0.1))
    copied = Parameters(TASK.parameters.sizes, TASK.parameters.theta.copy())
    assert NETWORK.same_as(Network(learns, copied))


@pytest.mark.parametrize(
    "other",
    [
        Network(replace(TASK.recipe, hidden=(HiddenLayer(3), HiddenLayer(2))), TASK.parameters),
        Network(replace(TASK.recipe, hidden=(HiddenLayer(3), HiddenLayer(2, "leaky_relu", 0.5))), TASK.parameters),
        Network(replace(TASK.recipe, output="linear", cost="squared_error"), TASK.parameters),
        Network(TASK.recipe, Parameters(TASK.parameters.sizes, 2.0 * TASK.parameters.theta)),
        Network(TASK.recipe, TASK.parameters, InputMap(("x1", "x1_x2"))),
        Network(TASK.recipe, TASK.parameters, InputMap(means=(0.0, 1.0), deviations=(1.0, 1.0))),
    ],
    ids=["activation", "slope", "output", "weights", "features", "standardised"],
)
def test_another_function_of_the_plane_is_another_network(other: Network) -> None:
    assert not NETWORK.same_as(other)

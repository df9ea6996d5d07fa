"""Why weights must not all start alike: units that start alike stay alike."""

import numpy as np
import pytest
from nn_samples import Array, recipe_of, task_of

from neural_sketchpad.nn.engine import Engine, State
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Initialization, Recipe


def trained(initialization: Initialization, activation: str) -> tuple[Parameters, Parameters]:
    """The parameters of a 2-5-4-1 network before and after 300 steps."""
    recipe = Recipe((HiddenLayer(5, activation), HiddenLayer(4, activation)), initialization=initialization)
    task = task_of(recipe_of((5, activation)), m=40)
    start = starting_parameters(recipe, seed=0)
    engine = Engine(recipe, State.start(start), task.X, task.Y)
    engine.run(300)
    return start, engine.parameters


def spread(rows: Array) -> float:
    """How far the rows are from being the same."""
    return float(np.abs(rows - rows[:1]).max())


@pytest.mark.parametrize("activation", ["tanh", "relu", "sigmoid"])
@pytest.mark.parametrize("initialization", [Initialization("zeros"), Initialization("constant", 0.5)])
def test_units_that_start_alike_stay_alike(initialization: Initialization, activation: str) -> None:
    start, end = trained(initialization, activation)
    assert end != start
    for W, b in end.layers[:-1]:
        assert spread(W) < 1e-9
        assert spread(b) < 1e-9
    for W, _ in end.layers[1:]:
        assert spread(W.T) < 1e-9


def test_units_that_start_apart_learn_different_things() -> None:
    _, end = trained(Initialization("xavier"), "tanh")
    assert spread(end.layers[0][0]) > 0.1


def test_a_tanh_network_of_zeros_learns_nothing_but_its_last_bias() -> None:
    _, end = trained(Initialization("zeros"), "tanh")
    assert np.flatnonzero(end.theta).tolist() == [len(end.theta) - 1]

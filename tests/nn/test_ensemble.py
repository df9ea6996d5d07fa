"""Several networks at once do what each would do alone."""

import numpy as np
import pytest
from nn_samples import Array, assert_close

from neural_sketchpad.nn.engine import Engine, State
from neural_sketchpad.nn.ensemble import Ensemble, stacks
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.optimizers import RULES, Optimizer, Schedule
from neural_sketchpad.nn.outputs import OUTPUTS
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe, Regularization

SEEDS = (0, 3, 4, 11, 12)
LAYERS = (HiddenLayer(3, "tanh"), HiddenLayer(4, "relu"), HiddenLayer(2, "sine"), HiddenLayer(3, "linear"))


def examples(recipe: Recipe, m: int = 23) -> tuple[Array, Array]:
    rng = np.random.default_rng(8)
    X = rng.standard_normal((2, m))
    if recipe.output == "softmax":
        return X, np.eye(recipe.outputs)[:, rng.integers(0, recipe.outputs, m)]
    if recipe.head.is_regression:
        return X, rng.standard_normal((1, m))
    return X, rng.integers(0, 2, (1, m)).astype(np.float64)


def assert_each_does_what_it_does_alone(recipe: Recipe, *, stacked: bool | None) -> None:
    X, Y = examples(recipe)
    starts = [starting_parameters(recipe, seed) for seed in SEEDS]
    together = Ensemble(recipe, starts, X, Y, seeds=SEEDS, stacked=stacked)
    together.run(7)
    together.run(6)
    for start, seed, parameters in zip(starts, SEEDS, together.parameters, strict=True):
        alone = Engine(recipe, State.start(start), X, Y, seed=seed)
        alone.run(13)
        assert_close(parameters, alone.parameters)


@pytest.mark.parametrize("stacked", [True, False, None])
@pytest.mark.parametrize("batch_size", [None, 5])
def test_whichever_way_it_is_done_inside(stacked: bool | None, batch_size: int | None) -> None:
    assert_each_does_what_it_does_alone(Recipe(LAYERS, batch_size=batch_size), stacked=stacked)


@pytest.mark.parametrize(("output", "cost"), OUTPUTS)
def test_with_every_output(output: str, cost: str) -> None:
    recipe = Recipe(
        LAYERS, output, cost, outputs=4 if output == "softmax" else 1, optimizer=Optimizer(learning_rate=0.1)
    )
    assert_each_does_what_it_does_alone(recipe, stacked=True)


@pytest.mark.parametrize("name", RULES)
def test_with_every_optimiser_schedule_and_penalties(name: str) -> None:
    optimizer = Optimizer(learning_rate=0.02, schedule=Schedule("step", 4, 0.5)).with_rule(name)
    recipe = Recipe(LAYERS[:2], optimizer=optimizer, batch_size=7, regularization=Regularization(l1=0.01, l2=0.02))
    assert_each_does_what_it_does_alone(recipe, stacked=True)


def test_dropout_leaves_out_other_units_in_each_of_them() -> None:
    recipe = Recipe((HiddenLayer(6), HiddenLayer(5)), regularization=Regularization(dropout=0.4), batch_size=8)
    assert_each_does_what_it_does_alone(recipe, stacked=True)
    X, Y = examples(recipe)
    same = [starting_parameters(recipe, 0)] * 2
    pair = Ensemble(recipe, same, X, Y, seeds=(1, 2), stacked=True)
    pair.run(1)
    one, other = pair.parameters
    assert one != other


def test_small_networks_are_stacked_and_large_or_few_ones_are_not() -> None:
    small, large = Recipe((HiddenLayer(4),)), Recipe((HiddenLayer(32), HiddenLayer(32)))
    assert stacks(small, 300, networks=9)
    assert not stacks(small, 300, networks=1)
    assert not stacks(large, 1000, networks=64)


def test_an_ensemble_of_none_or_with_a_seed_missing_is_refused() -> None:
    recipe = Recipe((HiddenLayer(4),))
    X, Y = examples(recipe)
    for starts, seeds in (([], []), ([starting_parameters(recipe, 0)], [0, 1])):
        with pytest.raises(ValueError, match="a seed for each"):
            Ensemble(recipe, starts, X, Y, seeds=seeds)

"""What the course says about its flower, found again here."""

from dataclasses import replace
from functools import cache

import pytest

from neural_sketchpad.data.generators import PresetChoice, generate
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.recipe import HiddenLayer, Initialization, Recipe
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer

SEEDS = [0, 1, 2]


@cache
def result(units: int, scheme: str, seed: int, iterations: int = 10_000) -> tuple[float, float]:
    """Cost and accuracy of a tanh network on the flower of this seed at the course's rate; 0 units: none hidden."""
    recipe = Recipe(
        (HiddenLayer(units, "tanh"),) if units else (),
        initialization=Initialization.of(scheme),
        optimizer=Optimizer(learning_rate=1.2),
    )
    dataset = generate(replace(PresetChoice.of("flower"), seed=seed))
    trainer = Trainer(Run.start(Experiment(dataset, recipe, seed=seed)))
    trainer.advance(iterations)
    evaluation = trainer.figures().train
    assert evaluation is not None
    assert evaluation.accuracy is not None
    return evaluation.cost, evaluation.accuracy


@pytest.mark.parametrize("seed", SEEDS)
def test_four_tanh_units_get_about_nine_in_ten(seed: int) -> None:
    assert 0.87 <= result(4, "small_random", seed)[1] <= 0.95


@pytest.mark.parametrize("seed", SEEDS)
def test_logistic_regression_is_hardly_better_than_guessing(seed: int) -> None:
    assert 0.40 <= result(0, "small_random", seed, 2000)[1] <= 0.60


def test_a_network_of_zeros_is_no_better_than_one_unit() -> None:
    (zeros_cost, zeros), (one_unit_cost, one_unit) = result(4, "zeros", 0), result(1, "small_random", 0)
    assert zeros <= one_unit
    assert zeros_cost >= one_unit_cost
    assert one_unit < result(4, "small_random", 0)[1]

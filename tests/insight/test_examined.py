"""What an X-ray is taken of in a run: a place of the plane, or the batch that comes next."""

from dataclasses import replace

import numpy as np
import pytest
from nn_samples import assert_close_to_the_largest

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.generators import PresetChoice, generate
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.insight.xray.examined import batch_problem, xray_at, xray_of_batch
from neural_sketchpad.insight.xray.target import target_at
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer

SPIRALS = Experiment().with_dataset(generate(replace(PresetChoice.of("spirals"), points=40)))


def experiment_of(batch_size: int | None) -> Experiment:
    recipe = Recipe(
        (HiddenLayer(3), HiddenLayer(2, "relu")),
        optimizer=Optimizer(learning_rate=0.01).with_rule("adam"),
        batch_size=batch_size,
        features=("x1", "x2", "x1_x2"),
        standardize=True,
    )
    return replace(SPIRALS.with_recipe(recipe), split=Split(0.25), seed=7)


@pytest.mark.parametrize("batch_size", [None, 8, 29, 30, 100])
@pytest.mark.parametrize("steps", [0, 1, 5, 11])
def test_the_coming_batch_is_the_one_the_run_learns_from_next(batch_size: int | None, steps: int) -> None:
    trainer = Trainer(Run.start(experiment_of(batch_size)))
    trainer.advance(steps)
    run = trainer.run
    assert batch_problem(run) is None
    xray = xray_of_batch(run)
    trainer.advance(1)
    assert xray.update is not None
    assert_close_to_the_largest(xray.update.after.theta, trainer.parameters.theta)
    assert xray.iteration == steps


def test_a_place_goes_through_the_inputs_of_the_run() -> None:
    run = Run.start(experiment_of(None))
    target = target_at(run.experiment, 0.5, -2.0, within=0.1)
    xray = xray_at(run, 0.5, -2.0, target)
    np.testing.assert_allclose(xray.forward[0].A_prev, run.network.inputs(np.array([[0.5], [-2.0]])))
    assert target is not None
    np.testing.assert_array_equal(xray.Y, target.Y)
    assert xray_at(run, 0.5, -2.0, None).update is None


def test_where_there_is_nothing_to_take_an_average_over_it_says_so() -> None:
    assert batch_problem(Run.start(Experiment())) == "There are no training examples to average over."
    huge = replace(SPIRALS, dataset=Dataset.of(np.zeros((2, 50_000)), np.zeros(50_000)))
    wide = huge.with_recipe(replace(huge.recipe, hidden=(HiddenLayer(512),)))
    assert "50,000 examples is too large" in (batch_problem(Run.start(wide)) or "")
    assert batch_problem(Run.start(wide.with_recipe(replace(wide.recipe, batch_size=32)))) is None

"""Numbers that run out of range anywhere in a step stop the run with their name, and what was finite is kept."""

from dataclasses import replace

import numpy as np
import pytest

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.parameters import Parameters, parameter_count
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe, Regularization
from neural_sketchpad.training.run import Run, StopReason
from neural_sketchpad.training.trainer import Trainer


def regression(recipe: Recipe, far: float = 1e9) -> Experiment:
    X = np.array([[-far, 0.3 * far, far], [0.0, 1.0, 2.0]])
    return Experiment(Dataset.of(X, [far, -far, far], is_regression=True), recipe)


def stopped(experiment: Experiment, steps: int = 300) -> tuple[StopReason, str]:
    trainer = Trainer(Run.start(experiment))
    trainer.advance(steps)
    assert trainer.stop is not None
    assert np.isfinite(trainer.state.parameters.theta).all()
    assert np.isfinite(trainer.state.moments.v).all()
    assert np.isfinite(trainer.state.moments.s).all()
    return trainer.stop.reason, trainer.stop.sentence


LINEAR = Recipe((), output="linear", cost="squared_error")


@pytest.mark.parametrize("name", ["rmsprop", "adam"])
def test_a_squared_gradient_beyond_single_precision_is_found_although_the_weights_stay_finite(name: str) -> None:
    recipe = replace(
        LINEAR, features=("x1", "x2", "x1_squared"), precision="float32", optimizer=Optimizer().with_rule(name)
    )
    reason, sentence = stopped(regression(recipe))
    assert reason is StopReason.DIVERGED
    assert "the optimiser's mean s for dW[1] of the output layer" in sentence


@pytest.mark.parametrize("precision", ["float32", "float64"])
@pytest.mark.parametrize("name", ["gradient_descent", "momentum", "nesterov"])
def test_a_regression_with_a_large_rate_names_layer_and_quantity(name: str, precision: str) -> None:
    recipe = replace(LINEAR, optimizer=Optimizer(learning_rate=1000.0).with_rule(name), precision=precision)
    reason, sentence = stopped(regression(recipe))
    assert reason is StopReason.DIVERGED
    assert "[1]" in sentence or "the cost J" in sentence
    assert "α = 1000" in sentence


def test_a_penalty_that_is_too_strong_for_the_rate_diverges_with_a_word() -> None:
    recipe = Recipe((HiddenLayer(3),), optimizer=Optimizer(learning_rate=1.0), regularization=Regularization(l2=50.0))
    experiment = Experiment(Dataset.of([[-1.0, 1.0], [0.0, 0.5]], [0, 1]), recipe)
    reason, sentence = stopped(experiment, steps=2000)
    assert reason is StopReason.DIVERGED
    assert "W[" in sentence


def test_a_layer_that_overflows_in_single_precision_alone_is_named() -> None:
    recipe = Recipe((HiddenLayer(1, "linear"), HiddenLayer(1, "linear")), precision="float32")
    theta = np.full(parameter_count(recipe.sizes), 1e15)
    dataset = Dataset.of([[1e9, -1e9], [0.0, 0.0]], [0, 1])
    experiment = Experiment(dataset, recipe, given=Parameters(recipe.sizes, theta))
    reason, sentence = stopped(experiment)
    assert reason is StopReason.DIVERGED
    assert sentence.startswith("The run cannot go on from iteration 0")
    assert "Z[2] = W[2] A[1] + b[2] of hidden layer 2" in sentence

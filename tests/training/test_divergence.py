"""A run that diverges stops at the last numbers that still mean something, and says what went wrong."""

import math
from dataclasses import replace

import numpy as np
import pytest
from training_samples import assert_same_run, engine_for, experiment_of, one_point, with_rate

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.evaluation import evaluate
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.parameters import Parameters, first_non_finite
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe
from neural_sketchpad.training.run import Run, StopReason
from neural_sketchpad.training.trainer import Trainer


def with_optimizer(experiment: Experiment, rule: str) -> Experiment:
    recipe = experiment.recipe
    return experiment.with_recipe(replace(recipe, optimizer=recipe.optimizer.with_rule(rule)))


WILD = [
    experiment_of((4, "relu"), points=300, learning_rate=1e3, seed=1),
    experiment_of((4, "relu"), points=300, learning_rate=1e6, seed=1),
    experiment_of((4, "relu"), preset="moons", points=300, learning_rate=1e3, seed=1),
    experiment_of((4, "leaky_relu"), points=300, learning_rate=50.0, seed=1),
    experiment_of((4, "leaky_relu"), (3, "leaky_relu"), points=300, learning_rate=1e6, seed=1),
    experiment_of((4, "linear"), points=300, learning_rate=50.0, seed=1),
    experiment_of((4, "linear"), (3, "linear"), (3, "linear"), preset="moons", points=300, learning_rate=50.0, seed=1),
    experiment_of((4, "relu"), points=300, learning_rate=1e3, batch_size=50, seed=1),
    experiment_of((4, "relu"), preset="hills", learning_rate=1e3, seed=1),
    experiment_of((3, "linear"), preset="plane", learning_rate=2.0, batch_size=7),
    experiment_of((4, "linear"), (3, "linear"), preset="quarters", learning_rate=1e3),
    with_optimizer(experiment_of((4, "relu"), preset="waves", learning_rate=50.0), "nesterov"),
]
every_wild_one = pytest.mark.parametrize(
    "experiment",
    WILD,
    ids=[
        *("relu", "relu fast", "relu moons", "leaky", "leaky leaky", "linear", "linear deep", "batches"),
        *("regression", "regression batches", "softmax", "regression nesterov"),
    ],
)


def trained(experiment: Experiment, *pieces: int, stride: int = 1) -> Trainer:
    trainer = Trainer(Run.start(experiment, stride))
    for steps in pieces:
        if trainer.stop is None:
            trainer.advance(steps)
    return trainer


def last_that_mean_something(experiment: Experiment) -> tuple[int, Parameters]:
    """How many updates lead to finite parameters with a finite cost, one by one, and where they lead."""
    train, _ = experiment.examples()
    engine = engine_for(experiment)
    for iteration in range(10_000):
        before = engine.parameters
        engine.run(1)
        evaluation = evaluate(experiment.recipe, engine.parameters, train.X, train.Y)
        assert evaluation is not None
        if first_non_finite(engine.parameters) or not math.isfinite(evaluation.cost):
            return iteration, before
    raise AssertionError("this experiment was to diverge")


def stopped(trainer: Trainer) -> str:
    """The sentence with which it diverged."""
    assert trainer.stop is not None
    assert trainer.stop.reason is StopReason.DIVERGED
    sentence = trainer.stop.sentence
    assert "\n" not in sentence
    assert sentence.endswith(".")
    assert f"iteration {trainer.iteration:,}" in sentence
    assert f"{trainer.experiment.recipe.optimizer.learning_rate:g}" in sentence
    return sentence


@every_wild_one
def test_it_stops_at_the_first_update_that_is_not_finite_and_keeps_what_was_before(experiment: Experiment) -> None:
    iteration, parameters = last_that_mean_something(experiment)
    trainer = trained(experiment, 10_000)
    stopped(trainer)
    assert trainer.iteration == iteration
    assert trainer.parameters == parameters


@every_wild_one
def test_no_figure_of_a_run_that_diverged_is_infinite_or_undefined(experiment: Experiment) -> None:
    trainer = trained(experiment, 10_000)
    stopped(trainer)
    figures = trainer.figures().train
    assert figures is not None
    assert math.isfinite(figures.cost)
    assert np.isfinite(trainer.run.curve.train).all()
    assert np.isfinite(trainer.parameters.theta).all()


@every_wild_one
@pytest.mark.parametrize("stride", [1, 10_000])
def test_where_it_stops_does_not_depend_on_how_it_was_cut(experiment: Experiment, stride: int) -> None:
    at_once = trained(experiment, 10_000, stride=stride)
    for piece in (1, 2, 3, 7):
        in_pieces = trained(experiment, *[piece] * (10_000 // piece), stride=stride)
        assert_same_run(in_pieces.run, at_once.run)


def chain(weights: list[float]) -> Experiment:
    """One ReLU unit a layer, one example of class 0 at (1, 0), all biases 0, and the largest learning rate there is."""
    hidden = tuple(HiddenLayer(1, "relu") for _ in weights[1:])
    recipe = Recipe(hidden, optimizer=Optimizer(learning_rate=1e6))
    theta = [weights[0], 0.0, 0.0, *(number for weight in weights[1:] for number in (weight, 0.0))]
    return Experiment(one_point(1.0, 0.0, 0), recipe, given=Parameters(recipe.sizes, np.array(theta)))


@pytest.mark.parametrize(
    ("weights", "culprit"),
    [
        ([1e-10, 1e305], "W[1] of hidden layer 1"),
        ([1e305, 1e-10], "W[2] of the output layer"),
        ([1e305, 1e-300, 1.0], "W[2] of hidden layer 2"),
        ([1e305, 1.0, 1e-300], "W[3] of the output layer"),
    ],
)
def test_the_sentence_names_the_parameter_and_its_layer(weights: list[float], culprit: str) -> None:
    """The cost is finite before the update; the gradient of one weight is 1e305, and a million times that is not."""
    trainer = trained(chain(weights), 5)
    assert culprit in stopped(trainer)
    assert trainer.iteration == 0
    assert trainer.parameters == chain(weights).starting_parameters


def test_a_single_bias_that_overflows_is_named() -> None:
    experiment = chain([1e-10, 1e303])
    theta = experiment.starting_parameters.theta.copy()
    theta[:2], theta[2] = 0.0, 1e-10  # the unit is alive through its bias alone, and the example lies at the origin
    moved = Experiment(one_point(0.0, 0.0, 0), experiment.recipe, given=Parameters(experiment.recipe.sizes, theta))
    assert "b[1] of hidden layer 1" in stopped(trained(moved, 5))


def regression_chain(x1: float, *weights: float) -> Experiment:
    """One ReLU unit a layer and a linear output, one example of value 0 at (x1, 0), and the largest learning rate."""
    hidden = tuple(HiddenLayer(1, "relu") for _ in weights[1:])
    recipe = Recipe(hidden, output="linear", cost="squared_error", optimizer=Optimizer(learning_rate=1e6))
    theta = [weights[0], 0.0, 0.0, *(number for weight in weights[1:] for number in (weight, 0.0))]
    dataset = Dataset.of([[x1], [0.0]], [0.0], is_regression=True)
    return Experiment(dataset, recipe, given=Parameters(recipe.sizes, np.array(theta)))


@pytest.mark.parametrize(
    ("experiment", "culprit"),
    [
        # z = 1e153 and dW = 1e303: a million times that is infinite
        (regression_chain(1e150, 1e3), "W[1] of the output layer"),
        (regression_chain(1e150, 1e-150, 1e153), "W[1] of hidden layer 1"),
        (regression_chain(1.0, 1e150, 1e3), "W[2] of the output layer"),
        # W = 1e156 is finite, and so is z; its square is not
        (regression_chain(1.0, 1e150), "the cost J"),
    ],
    ids=["output", "hidden", "output behind hidden", "cost"],
)
def test_the_sentence_names_what_a_regression_made_infinite(experiment: Experiment, culprit: str) -> None:
    trainer = trained(experiment, 5)
    assert culprit in stopped(trainer)
    assert trainer.iteration == 0
    assert trainer.parameters == experiment.starting_parameters


@pytest.mark.parametrize("preset", ["xor", "hills", "quarters"])
def test_a_divergence_in_single_precision_is_found_too(preset: str) -> None:
    double = experiment_of((4, "relu"), (3, "linear"), preset=preset, learning_rate=1e4)
    experiment = double.with_recipe(replace(double.recipe, precision="float32"))
    trainer = trained(experiment, 10_000)
    stopped(trainer)
    assert np.isfinite(trainer.parameters.theta).all()
    figures = trainer.figures().train
    assert figures is not None
    assert math.isfinite(figures.cost)


def test_weights_that_are_huge_but_finite_do_not_stop_a_run() -> None:
    """Their squares overflow, which is how the quick check begins to suspect them; a closer look lets them pass.

    The only example lies at the origin, where a weight of the first layer makes no difference.
    """
    experiment = chain([1e160, 0.5])
    at_origin = Experiment(one_point(0.0, 0.0, 0), experiment.recipe, given=experiment.given)
    trainer = trained(with_rate(at_origin, 0.1), 700)
    assert (trainer.iteration, trainer.stop) == (700, None)
    assert trainer.parameters.theta[0] == 1e160


def test_starting_weights_without_a_finite_cost_stop_the_run_at_once() -> None:
    experiment = chain([1e200, 1e200])
    trainer = trained(experiment, 5)
    assert trainer.iteration == 0
    assert trainer.stop is not None
    assert trainer.stop.reason is StopReason.DIVERGED
    assert trainer.parameters == experiment.starting_parameters


def test_after_a_divergence_it_goes_on_with_a_smaller_learning_rate() -> None:
    trainer = trained(experiment_of((4, "relu"), points=300, learning_rate=1e3, seed=1), 10_000)
    stopped(trainer)
    trainer.rewind()
    assert trainer.stop is None
    trainer.adopt(with_rate(trainer.experiment, 0.1))
    trainer.advance(50)
    assert (trainer.iteration, trainer.stop) == (50, None)


def test_a_learning_rate_raised_while_it_runs_is_blamed_with_its_new_value() -> None:
    tame = experiment_of((4, "relu"), points=300, learning_rate=0.1, seed=1)
    trainer = trained(tame, 100)
    trainer.adopt(with_rate(tame, 1e6))
    trainer.advance(10_000)
    assert "1e+06" in stopped(trainer)
    assert trainer.iteration >= 100

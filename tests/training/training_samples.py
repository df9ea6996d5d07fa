"""What the tests of the run share: small experiments and ways to compare runs."""

from dataclasses import replace

import numpy as np
from hypothesis import HealthCheck, settings

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.generators import PresetChoice, generate
from neural_sketchpad.experiment.experiment import Experiment, suited
from neural_sketchpad.nn.engine import Engine, State
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.recipe import HiddenLayer, Initialization, Recipe
from neural_sketchpad.training.run import Run, StopReason
from neural_sketchpad.training.trainer import Trainer


def examples_of(count: int) -> settings:
    """So many Hypothesis examples, and nothing that a slow machine could fail."""
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def experiment_of(
    *layers: tuple[int, str],
    preset: str = "xor",
    points: int = 30,
    learning_rate: float = 0.3,
    batch_size: int | None = None,
    scheme: str = "xavier",
    seed: int = 0,
) -> Experiment:
    """An experiment with the points of a preset, the output they want, and hidden layers (units, activation)."""
    recipe = Recipe(
        tuple(HiddenLayer(units, activation) for units, activation in layers),
        initialization=Initialization.of(scheme),
        optimizer=Optimizer(learning_rate=learning_rate),
        batch_size=batch_size,
    )
    dataset = generate(replace(PresetChoice.of(preset), points=points))
    return Experiment(dataset, suited(recipe, dataset), seed=seed)


def with_rate(experiment: Experiment, learning_rate: float) -> Experiment:
    return experiment.with_learning_rate(learning_rate)


def with_layers(experiment: Experiment, *layers: tuple[int, str]) -> Experiment:
    hidden = tuple(HiddenLayer(units, activation) for units, activation in layers)
    return experiment.with_recipe(replace(experiment.recipe, hidden=hidden))


def engine_for(experiment: Experiment, state: State | None = None) -> Engine:
    """The bare engine on the training examples, from the start or from a state."""
    train, _ = experiment.examples()
    start = State.start(experiment.starting_parameters) if state is None else state
    return Engine(experiment.recipe, start, train.X, train.Y, seed=experiment.seed)


def one_point(x1: float, x2: float, label: int) -> Dataset:
    return Dataset.of([[x1], [x2]], [label])


def why_stopped(trainer: Trainer) -> StopReason | None:
    """Why it stopped of itself, or None where it did not."""
    return None if trainer.stop is None else trainer.stop.reason


def assert_same_run(actual: Run, expected: Run) -> None:
    """Same place, and every number the same to the bit: weights, moments, cursor, curve, and why it stopped."""
    assert actual.iteration == expected.iteration
    assert actual.stop == expected.stop
    assert_same_state(actual.state, expected.state)
    np.testing.assert_array_equal(actual.curve.iterations, expected.curve.iterations)
    np.testing.assert_array_equal(actual.curve.train, expected.curve.train)
    np.testing.assert_array_equal(actual.curve.test, expected.curve.test)


def assert_same_state(actual: State, expected: State) -> None:
    assert actual.parameters == expected.parameters
    assert (actual.iteration, actual.cursor) == (expected.iteration, expected.cursor)
    assert actual.moments.updates == expected.moments.updates
    np.testing.assert_array_equal(actual.moments.v, expected.moments.v)
    np.testing.assert_array_equal(actual.moments.s, expected.moments.s)

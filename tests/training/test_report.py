"""A run without a window, and what is said about it."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from training_samples import examples_of, experiment_of

from neural_sketchpad.data.split import Split, test_mask
from neural_sketchpad.experiment.experiment import Experiment, Goals
from neural_sketchpad.nn import blocks
from neural_sketchpad.training import report as report_module
from neural_sketchpad.training.report import Report, train
from neural_sketchpad.training.run import Figures, Run
from neural_sketchpad.training.trainer import Trainer

EXPERIMENT = experiment_of((4, "tanh"), (3, "relu"))


def quietly(_: Figures) -> None:
    """Nobody looks on."""


def report_on(experiment: Experiment, iterations: int, report_every: int = 1) -> Report:
    return train(experiment, iterations, report_every, quietly)


def costs_by_blocks(experiment: Experiment, iterations: int) -> list[float]:
    """The cost before each update, from the course's building blocks."""
    examples, _ = experiment.examples()
    named: blocks.Named = {**experiment.starting_parameters.as_dict()}
    activations = experiment.recipe.activations
    costs = []
    for _ in range(iterations):
        AL, caches = blocks.L_model_forward(examples.X, named, activations)
        costs.append(blocks.compute_cost(AL, examples.Y))
        grads = blocks.L_model_backward(AL, examples.Y, caches, activations)
        named = blocks.update_parameters(named, grads, experiment.recipe.optimizer.learning_rate)
    return costs


def test_the_costs_are_those_before_each_update() -> None:
    report = report_on(EXPERIMENT, 25)
    assert [iteration for iteration, _ in report.costs] == list(range(25))
    np.testing.assert_allclose([cost for _, cost in report.costs], costs_by_blocks(EXPERIMENT, 25), rtol=1e-10)


@examples_of(20)
@given(iterations=st.integers(1, 60), report_every=st.integers(1, 70))
def test_costs_are_noted_from_0_on_at_every_kth_iteration(iterations: int, report_every: int) -> None:
    report = report_on(EXPERIMENT, iterations, report_every)
    assert [iteration for iteration, _ in report.costs] == list(range(0, iterations, report_every))
    assert report.figures.iteration == report.run.iteration == iterations
    assert report.stopped is None


def test_it_ends_where_a_trainer_ends() -> None:
    experiment = replace(experiment_of((4, "tanh"), batch_size=7), split=Split(0.3))
    report = report_on(experiment, 50, 10)
    trainer = Trainer(Run.start(experiment))
    trainer.advance(50)
    assert report.run.parameters == trainer.parameters
    assert report.figures == replace(trainer.figures(), layers=trainer.diagnose())
    assert len(report.figures.layers) == 2
    assert report.figures.test is not None
    assert report.seconds >= 0.0


def test_the_same_experiment_gives_the_same_report_twice() -> None:
    first, second = report_on(EXPERIMENT, 300, 7), report_on(EXPERIMENT, 300, 7)
    assert first.costs == second.costs
    assert first.figures == second.figures
    assert first.run.parameters == second.run.parameters


def test_a_goal_ends_it_early() -> None:
    report = report_on(replace(EXPERIMENT, goals=Goals(iteration=12)), 100, 5)
    assert report.figures.iteration == 12
    assert [iteration for iteration, _ in report.costs] == [0, 5, 10]
    assert "iteration 12" in (report.stopped or "")


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "linear"])
def test_a_divergence_ends_it_early_with_costs_that_are_numbers(activation: str) -> None:
    report = report_on(experiment_of((4, activation), points=300, learning_rate=1e3, seed=1), 1000)
    assert "diverged" in (report.stopped or "")
    assert report.figures.iteration < 1000
    assert report.figures.train is not None
    assert math.isfinite(report.figures.train.cost)
    assert all(math.isfinite(cost) for _, cost in report.costs)


def test_with_every_point_held_out_there_is_nothing_to_note() -> None:
    split = Split(0.5)
    held_out = EXPERIMENT.dataset.take(test_mask(EXPERIMENT.dataset.serials, split))
    report = report_on(replace(EXPERIMENT, dataset=held_out, split=split), 10)
    assert report.costs == []
    assert report.figures.train is None
    assert report.figures.test is not None
    assert "held out" in (report.stopped or "")


def test_whoever_looks_on_sees_it_go_forward(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_module, "SLICE", 0.0)  # say something after every slice, however short
    seen: list[Figures] = []
    train(EXPERIMENT, 20, 1, seen.append)
    iterations = [figures.iteration for figures in seen]
    assert iterations == sorted(set(iterations))
    assert iterations[-1] == 20
    assert all(figures.train is not None for figures in seen)

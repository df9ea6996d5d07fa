"""A run follows from its experiment alone: not from how it was cut, and not from when somebody looked."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from training_samples import assert_same_run, assert_same_state, engine_for, examples_of, experiment_of, one_point

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.split import Split, test_mask
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn import descent
from neural_sketchpad.nn.batches import Cursor
from neural_sketchpad.nn.evaluation import evaluate
from neural_sketchpad.training.run import Run, StopReason
from neural_sketchpad.training.trainer import STEPS_BETWEEN_CHECKS, Trainer


def trained(experiment: Experiment, *pieces: int) -> Trainer:
    trainer = Trainer(Run.start(experiment))
    for steps in pieces:
        trainer.advance(steps)
    return trainer


@examples_of(25)
@given(
    pieces=st.lists(st.integers(0, 25), max_size=8),
    batch_size=st.none() | st.integers(1, 30),
    fraction=st.sampled_from([0.0, 0.3]),
    seed=st.integers(0, 1000),
)
def test_however_a_run_is_cut_its_numbers_are_the_same(
    pieces: list[int], batch_size: int | None, fraction: float, seed: int
) -> None:
    experiment = experiment_of((4, "tanh"), (3, "relu"), batch_size=batch_size, seed=seed)
    held_out = replace(experiment, split=Split(fraction))
    assert_same_run(trained(held_out, *pieces).run, trained(held_out, sum(pieces)).run)


@pytest.mark.parametrize("batch_size", [None, 7])
def test_a_long_run_is_the_same_in_odd_pieces_as_at_once(batch_size: int | None) -> None:
    """Long enough for the curve to be thinned out and for several checks."""
    experiment = experiment_of((3, "tanh"), points=20, batch_size=batch_size)
    at_once = trained(experiment, 3001).run
    assert len(at_once.curve) < 1024
    assert_same_run(trained(experiment, 1, 1022, 700, 333, 945).run, at_once)


def test_a_run_taken_up_from_its_value_goes_on_the_same() -> None:
    experiment = experiment_of((3, "tanh"), batch_size=8)
    first = trained(experiment, 29).run
    second = Trainer(first)
    second.advance(50)
    assert_same_run(second.run, trained(experiment, 79).run)


@pytest.mark.parametrize("batch_size", [None, 4])
def test_it_does_what_the_engine_does(batch_size: int | None) -> None:
    experiment = experiment_of((4, "relu"), batch_size=batch_size)
    engine = engine_for(experiment)
    engine.run(40)
    trainer = trained(experiment, 40)
    assert trainer.parameters == engine.parameters
    assert trainer.cursor == engine.cursor
    assert trainer.iteration == 40


def test_the_curve_holds_the_costs_before_each_update() -> None:
    experiment = replace(experiment_of((3, "tanh")), split=Split(0.2))
    engine, (train, test) = engine_for(experiment), experiment.examples()
    curve = trained(experiment, 12).run.curve
    assert curve.iterations.tolist() == list(range(12))
    for iteration in range(12):
        for examples, cost in ((train, curve.train[iteration]), (test, curve.test[iteration])):
            evaluation = evaluate(experiment.recipe, engine.parameters, examples.X, examples.Y)
            assert evaluation is not None
            assert evaluation.cost == cost
        engine.run(1)


def test_without_held_out_points_the_test_curve_is_undefined() -> None:
    assert np.isnan(trained(experiment_of(), 5).run.curve.test).all()


def test_figures_are_those_of_the_present_weights() -> None:
    experiment = replace(experiment_of((3, "tanh"), batch_size=6), split=Split(0.2))
    trainer = trained(experiment, 9)
    train, test = experiment.examples()
    figures = trainer.figures(steps_per_second=12.5)
    assert (figures.iteration, figures.epoch, figures.steps_per_second) == (9, 2, 12.5)
    assert figures.train == evaluate(experiment.recipe, trainer.parameters, train.X, train.Y)
    assert figures.test == evaluate(experiment.recipe, trainer.parameters, test.X, test.Y)


def test_a_run_that_was_handed_out_does_not_change_any_more() -> None:
    trainer = trained(experiment_of((3, "tanh")), 5)
    handed_out = trainer.run
    theta, costs = handed_out.parameters.theta.copy(), handed_out.curve.train.copy()
    trainer.advance(20)
    np.testing.assert_array_equal(handed_out.parameters.theta, theta)
    np.testing.assert_array_equal(handed_out.curve.train, costs)
    assert handed_out.iteration == 5


@pytest.mark.parametrize("batch_size", [None, 8])
def test_rewinding_leads_back_to_the_same_start_bit_by_bit(batch_size: int | None) -> None:
    experiment = experiment_of((4, "tanh"), batch_size=batch_size, seed=3)
    trainer = trained(experiment, 37)
    trainer.rewind()
    start = trainer.run
    assert start.parameters == experiment.starting_parameters
    assert (start.iteration, start.state.cursor, len(start.curve), start.stop) == (0, Cursor(), 0, None)
    trainer.advance(37)
    assert trainer.parameters == trained(experiment, 37).parameters
    assert trainer.cursor == trained(experiment, 37).cursor


@pytest.mark.parametrize("batch_size", [None, 8])
def test_a_run_after_rewinding_leaves_the_same_curve_as_a_fresh_one(batch_size: int | None) -> None:
    experiment = experiment_of((4, "tanh"), batch_size=batch_size)
    trainer = trained(experiment, 20)
    trainer.rewind()
    trainer.advance(20)
    assert_same_run(trainer.run, trained(experiment, 20).run)


def test_an_interruption_between_steps_keeps_what_was_done() -> None:
    experiment = experiment_of((3, "tanh"))
    trainer = Trainer(Run.start(experiment))
    answers = iter([False] * 6)
    trainer.advance(100, lambda: next(answers, True))
    assert trainer.iteration == 6
    trainer.advance(94)
    assert_same_run(trainer.run, trained(experiment, 100).run)


def test_a_step_over_many_examples_is_given_up_half_way() -> None:
    experiment = experiment_of((5, "tanh"), points=200)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(descent, "NUMBERS_AT_ONCE", 0)
        patch.setattr(descent, "FEWEST_COLUMNS", 16)
        trainer, undisturbed = trained(experiment, 3), trained(experiment, 4)
    before = trainer.run
    answers = iter([False, False])  # before the step, and between its first two pieces
    trainer.advance(1, lambda: next(answers, True))
    assert_same_state(trainer.state, before.state)
    trainer.advance(1)
    assert_same_run(trainer.run, undisturbed.run)


def test_no_steps_are_no_steps() -> None:
    experiment = experiment_of()
    assert_same_run(trained(experiment, 0).run, Run.start(experiment))


def test_steps_are_many_more_than_those_between_two_checks() -> None:
    trainer = trained(experiment_of(points=4), 3 * STEPS_BETWEEN_CHECKS + 1)
    assert trainer.iteration == 3 * STEPS_BETWEEN_CHECKS + 1


def test_without_points_it_says_so_and_does_nothing() -> None:
    trainer = trained(replace(experiment_of((3, "tanh")), dataset=Dataset()), 10)
    assert trainer.iteration == 0
    assert trainer.stop is not None
    assert trainer.stop.reason is StopReason.NO_EXAMPLES
    assert "no points" in trainer.stop.sentence
    assert trainer.figures().train is None
    assert len(trainer.run.curve) == 0


def test_with_every_point_held_out_it_says_so_and_does_nothing() -> None:
    experiment, split = experiment_of((3, "tanh")), Split(0.5)
    held_out = experiment.dataset.take(test_mask(experiment.dataset.serials, split))
    trainer = trained(replace(experiment, dataset=held_out, split=split), 10)
    assert trainer.iteration == 0
    assert trainer.stop is not None
    assert trainer.stop.reason is StopReason.NO_EXAMPLES
    assert "held out" in trainer.stop.sentence
    figures = trainer.figures()
    assert figures.train is None
    assert figures.test is not None


@pytest.mark.parametrize("label", [0, 1])
def test_one_point_alone_is_learned(label: int) -> None:
    trainer = trained(replace(experiment_of((3, "tanh")), dataset=one_point(1.0, -2.0, label)), 300)
    assert trainer.stop is None
    figures = trainer.figures().train
    assert figures is not None
    assert figures.accuracy == 1.0
    assert figures.cost < 0.1


@pytest.mark.parametrize("label", [0, 1])
def test_points_of_one_class_make_the_whole_plane_that_class(label: int) -> None:
    experiment = experiment_of((3, "tanh"))
    alike = Dataset.of(experiment.dataset.X, np.full(experiment.dataset.m, label))
    trainer = trained(replace(experiment, dataset=alike), 300)
    figures = trainer.figures().train
    assert figures is not None
    assert figures.accuracy == 1.0

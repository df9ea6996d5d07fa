"""The state of a run is all that the next update follows from: put down and taken up, nothing is different."""

from dataclasses import replace

import numpy as np
import pytest
from nn_samples import (
    Task,
    assert_close_to_the_largest,
    assert_same_state,
    descend_by_blocks,
    engine_for,
    recipe_of,
    task_of,
)

from neural_sketchpad.nn.batches import Cursor
from neural_sketchpad.nn.engine import State
from neural_sketchpad.nn.optimizers import RULES, SCHEDULES, Moments, Optimizer, Schedule
from neural_sketchpad.nn.recipe import PRECISIONS, Regularization

every_rule = pytest.mark.parametrize("rule", RULES)
every_schedule = pytest.mark.parametrize("schedule", SCHEDULES)
every_precision = pytest.mark.parametrize("precision", PRECISIONS)


def task_for(rule: str, schedule: str = "exponential", precision: str = "float64", batch_size: int | None = 6) -> Task:
    """Four batches an epoch, penalties and dropout: whatever a state must not forget is in it."""
    recipe = replace(
        recipe_of((4, "tanh"), (3, "gelu"), batch_size=batch_size),
        optimizer=Optimizer(learning_rate=0.02, schedule=Schedule(schedule, 5, 0.5)).with_rule(rule),
        regularization=Regularization(0.01, 0.02, 0.3),
        precision=precision,
    )
    return task_of(recipe, m=23, seed=8)


@every_rule
@every_schedule
@every_precision
def test_a_run_taken_up_from_its_state_goes_on_to_the_bit(rule: str, schedule: str, precision: str) -> None:
    task = task_for(rule, schedule, precision)
    straight = engine_for(task)
    straight.run(15)
    for before in (1, 4, 7):
        first = engine_for(task)
        first.run(before)
        second = engine_for(task, first.state)
        assert_same_state(second.state, first.state)
        second.run(15 - before)
        assert_same_state(second.state, straight.state)


@every_rule
@every_precision
@pytest.mark.parametrize("batch_size", [None, 6])
def test_however_a_run_is_cut_it_is_the_same(rule: str, precision: str, batch_size: int | None) -> None:
    task = task_for(rule, precision=precision, batch_size=batch_size)
    at_once, in_pieces = engine_for(task), engine_for(task)
    at_once.run(30)
    for steps in (1, 2, 3, 0, 7, 17):
        in_pieces.run(steps)
    assert_same_state(in_pieces.state, at_once.state)


@every_rule
@every_precision
def test_restoring_a_state_restores_moments_and_counts_too(rule: str, precision: str) -> None:
    engine = engine_for(task_for(rule, precision=precision))
    engine.run(5)
    before = engine.state
    engine.run(9)
    then = engine.state
    engine.restore(before)
    assert_same_state(engine.state, before)
    engine.run(9)
    assert_same_state(engine.state, then)


@every_rule
@every_schedule
def test_a_learning_rate_changed_under_way_keeps_moments_and_schedule(rule: str, schedule: str) -> None:
    task = task_for(rule, schedule)
    engine = engine_for(task)
    engine.run(5)
    before = engine.state
    engine.learning_rate = 0.05
    assert_same_state(engine.state, before)
    engine.run(4)
    faster = replace(task, recipe=replace(task.recipe, optimizer=replace(task.recipe.optimizer, learning_rate=0.05)))
    expected = descend_by_blocks(faster, 4, before)
    assert_close_to_the_largest(engine.parameters.theta, expected.parameters.theta)
    assert_close_to_the_largest(engine.state.moments.v, expected.moments.v)


@every_rule
def test_a_state_that_was_read_does_not_change_any_more(rule: str) -> None:
    engine = engine_for(task_for(rule))
    engine.run(3)
    read = engine.state
    theta, v, s = read.parameters.theta.copy(), read.moments.v.copy(), read.moments.s.copy()
    engine.run(5)
    np.testing.assert_array_equal(read.parameters.theta, theta)
    np.testing.assert_array_equal(read.moments.v, v)
    np.testing.assert_array_equal(read.moments.s, s)
    assert read.iteration == 3
    for array in (read.parameters.theta, read.moments.v, read.moments.s):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1.0


def test_a_run_starts_with_nothing_remembered() -> None:
    task = task_for("adam")
    start = State.start(task.parameters)
    assert start.parameters is task.parameters
    assert (start.iteration, start.cursor, start.moments.updates) == (0, Cursor(), 0)
    assert not start.moments.v.any()
    assert not start.moments.s.any()
    assert_same_state(engine_for(task, start).state, start)


def test_moments_begun_afresh_are_unbiased_afresh_while_the_schedule_goes_on() -> None:
    """After a change of the optimiser Adam's t begins at 1 again, and the learning rate is that of the iteration."""
    task = task_for("adam", "step")
    engine = engine_for(task)
    engine.run(7)
    state = engine.state
    begun = state.with_parameters(state.parameters, Moments.none(len(state.parameters.theta)))
    assert (begun.iteration, begun.cursor, begun.moments.updates) == (7, state.cursor, 0)
    again = engine_for(task, begun)
    again.run(3)
    expected = descend_by_blocks(task, 3, begun)
    assert_close_to_the_largest(again.parameters.theta, expected.parameters.theta)
    assert (again.iteration, again.state.moments.updates) == (10, 3)

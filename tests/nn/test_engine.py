"""The fast engine is held against the readable blocks, number by number."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import (
    Task,
    assert_close,
    assert_same_state,
    descend_by_blocks,
    engine_for,
    examples_of,
    recipe_of,
    task_of,
    tasks,
)

from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.batches import Cursor
from neural_sketchpad.nn.engine import Engine, State
from neural_sketchpad.nn.parameters import Parameters, parameter_count
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe

TWO_LAYERS = recipe_of((3, "tanh"), (2, "relu"))
FOUR_BATCHES = recipe_of((3, "tanh"), (2, "sigmoid"), batch_size=6)


def batches_in_an_epoch(task: Task) -> int:
    m = task.X.shape[1]
    return -(-m // min(task.recipe.batch_size or m, m))


@examples_of(60)
@given(task=tasks(), steps=st.integers(1, 6))
def test_it_equals_the_blocks_on_all_examples_at_once(task: Task, steps: int) -> None:
    engine = engine_for(task)
    assert engine.run(steps) == steps
    assert_close(engine.parameters, descend_by_blocks(task, steps).parameters)
    assert engine.cursor == Cursor(steps, 0)


@examples_of(60)
@given(task=tasks(batches=True), steps=st.integers(1, 8))
def test_it_equals_the_blocks_on_batches(task: Task, steps: int) -> None:
    engine = engine_for(task)
    assert engine.run(steps) == steps
    assert_close(engine.parameters, descend_by_blocks(task, steps).parameters)
    assert engine.cursor.epoch == steps // batches_in_an_epoch(task)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_it_equals_the_blocks_where_every_z_is_exactly_zero(activation: str) -> None:
    """At the origin with zero biases both have to choose the same side of the kink."""
    task = task_of(recipe_of((4, activation), (3, activation)), m=5)
    zero = Parameters(task.parameters.sizes, np.zeros_like(task.parameters.theta))
    at_zero = replace(task, parameters=zero, X=np.zeros_like(task.X))
    engine = engine_for(at_zero)
    engine.run(3)
    assert_close(engine.parameters, descend_by_blocks(at_zero, 3).parameters)


def test_many_steps_in_one_go_equal_the_same_steps_one_by_one() -> None:
    for recipe in (TWO_LAYERS, FOUR_BATCHES):
        task = task_of(recipe, m=23)
        at_once, one_by_one = engine_for(task), engine_for(task)
        at_once.run(30)
        for _ in range(30):
            one_by_one.run(1)
        assert one_by_one.parameters == at_once.parameters
        assert one_by_one.cursor == at_once.cursor


def test_a_run_can_be_taken_up_from_its_state() -> None:
    """Four batches an epoch: after seven steps the cursor stands in the middle of the second one."""
    task = task_of(FOUR_BATCHES, m=23, seed=5)
    straight = engine_for(task)
    straight.run(12)

    first = engine_for(task)
    first.run(7)
    assert first.cursor == Cursor(1, 18)
    second = engine_for(task, first.state)
    second.run(5)
    assert_same_state(second.state, straight.state)
    assert second.cursor == Cursor(3, 0)


@examples_of(40)
@given(task=tasks(max_layers=2, batches=True), before=st.integers(0, 9), after=st.integers(0, 9))
def test_wherever_a_run_is_taken_up_it_ends_the_same(task: Task, before: int, after: int) -> None:
    straight, first = engine_for(task), engine_for(task)
    straight.run(before + after)
    first.run(before)
    second = engine_for(task, first.state)
    second.run(after)
    assert_same_state(second.state, straight.state)
    assert second.iteration == before + after


def test_the_last_batch_of_an_epoch_is_what_is_left_over() -> None:
    engine = engine_for(task_of(FOUR_BATCHES, m=23))
    places = []
    for _ in range(5):
        engine.run(1)
        places.append(engine.cursor)
    assert places == [Cursor(0, 6), Cursor(0, 12), Cursor(0, 18), Cursor(1, 0), Cursor(1, 6)]


def test_a_batch_larger_than_the_examples_means_all_of_them() -> None:
    task = task_of(recipe_of((3, "tanh"), batch_size=100), m=20)
    whole = replace(task, recipe=recipe_of((3, "tanh")))
    one, other = engine_for(task), engine_for(whole)
    one.run(5)
    other.run(5)
    assert one.parameters == other.parameters
    assert one.cursor == Cursor(5, 0)


def test_another_seed_takes_the_batches_in_another_order() -> None:
    task = task_of(FOUR_BATCHES, m=23)
    one, other = engine_for(task), engine_for(replace(task, seed=1))
    one.run(3)
    other.run(3)
    assert one.parameters != other.parameters


def test_restore_leads_back_to_where_the_engine_has_been() -> None:
    for recipe in (TWO_LAYERS, FOUR_BATCHES):
        engine = engine_for(task_of(recipe, m=23))
        engine.run(3)
        before = engine.state
        engine.run(9)
        then = engine.state
        engine.restore(before)
        assert_same_state(engine.state, before)
        engine.run(9)
        assert_same_state(engine.state, then)


def test_the_learning_rate_may_change_between_two_steps() -> None:
    task = task_of(TWO_LAYERS, m=9)
    faster = replace(task, recipe=recipe_of((3, "tanh"), (2, "relu"), learning_rate=0.7))
    engine = engine_for(task)
    engine.run(2)
    engine.learning_rate = 0.7
    engine.run(2)
    assert engine.learning_rate == 0.7
    assert_close(engine.parameters, descend_by_blocks(faster, 2, descend_by_blocks(task, 2)).parameters)


def test_parameters_read_from_the_engine_stay_what_they_are() -> None:
    task = task_of(TWO_LAYERS, m=9)
    start = task.parameters.theta.copy()
    engine = engine_for(task)
    read = engine.parameters
    engine.run(3)
    np.testing.assert_array_equal(read.theta, start)
    np.testing.assert_array_equal(task.parameters.theta, start)
    assert engine.parameters != read


def test_without_examples_there_is_no_engine() -> None:
    task = task_of(TWO_LAYERS, m=0)
    with pytest.raises(ValueError, match="no examples"):
        engine_for(task)


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e200])
def test_one_wild_parameter_is_noticed(value: float) -> None:
    task = task_of(TWO_LAYERS, m=4)
    assert not engine_for(task).may_overflow
    theta = task.parameters.theta.copy()
    theta[5] = value
    assert engine_for(replace(task, parameters=Parameters(task.parameters.sizes, theta))).may_overflow


def test_many_large_layers_are_noticed_although_every_parameter_is_small() -> None:
    recipe = Recipe(tuple(HiddenLayer(2, "linear") for _ in range(8)))
    theta = np.full(parameter_count(recipe.sizes), 1e30)
    engine = Engine(recipe, State.start(Parameters(recipe.sizes, theta)), np.ones((2, 3)), np.ones((1, 3)))
    assert engine.may_overflow

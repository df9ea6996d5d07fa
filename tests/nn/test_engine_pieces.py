"""Examples that do not fit into the cache are taken in pieces, and nothing of that may show."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import (
    Task,
    assert_close,
    assert_close_to_the_largest,
    assert_same_state,
    descend_by_blocks,
    engine_for,
    examples_of,
    recipe_of,
    task_of,
    tasks,
    tasks_of_every_kind,
)

from neural_sketchpad.nn import descent
from neural_sketchpad.nn.batches import Cursor
from neural_sketchpad.nn.descent import piece_size
from neural_sketchpad.nn.optimizers import RULES, Optimizer, Schedule
from neural_sketchpad.nn.recipe import Regularization


@contextmanager
def pieces_of(columns: int) -> Iterator[None]:
    """Let the engine take so few examples at a time that a handful of points already makes several pieces."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(descent, "NUMBERS_AT_ONCE", 0)
        patch.setattr(descent, "FEWEST_COLUMNS", columns)
        yield


def after(looks: int) -> Callable[[], bool]:
    """An interruption that comes at the look number `looks` (from 0)."""
    answers = iter([False] * looks)
    return lambda: next(answers, True)


@examples_of(50)
@given(task=tasks(batches=True), columns=st.integers(1, 20), steps=st.integers(1, 5))
def test_batches_in_pieces_equal_the_blocks(task: Task, columns: int, steps: int) -> None:
    with pieces_of(columns):
        engine = engine_for(task)
    assert engine.run(steps) == steps
    assert_close(engine.parameters, descend_by_blocks(task, steps).parameters)


@examples_of(50)
@given(task=tasks(), columns=st.integers(1, 20), steps=st.integers(1, 5))
def test_all_examples_in_pieces_equal_the_blocks(task: Task, columns: int, steps: int) -> None:
    with pieces_of(columns):
        engine = engine_for(task)
    assert engine.run(steps) == steps
    assert_close(engine.parameters, descend_by_blocks(task, steps).parameters)
    assert engine.cursor == Cursor(steps, 0)


@examples_of(60)
@given(task=tasks_of_every_kind(), columns=st.integers(1, 9), steps=st.integers(1, 4))
def test_pieces_of_a_task_of_any_kind_equal_the_blocks(task: Task, columns: int, steps: int) -> None:
    """Dropout too: which units an example loses does not depend on the piece it is in."""
    with pieces_of(columns):
        engine = engine_for(task)
    assert engine.run(steps) == steps
    expected = descend_by_blocks(task, steps)
    assert_close_to_the_largest(engine.parameters.theta, expected.parameters.theta)
    assert (engine.iteration, engine.cursor) == (expected.iteration, expected.cursor)


@pytest.mark.parametrize("rule", RULES)
def test_a_step_given_up_half_way_leaves_moments_schedule_and_masks_as_they_were(rule: str) -> None:
    optimizer = Optimizer(learning_rate=0.01, schedule=Schedule("exponential", 3, 0.5)).with_rule(rule)
    recipe = replace(
        recipe_of((4, "gelu"), (3, "relu")), optimizer=optimizer, regularization=Regularization(0.0, 0.1, 0.5)
    )
    task = task_of(recipe, m=33)
    with pieces_of(5):
        engine, undisturbed = engine_for(task), engine_for(task)
    engine.run(2)
    before = engine.state
    assert engine.run(1, interrupted=after(3)) == 0
    assert_same_state(engine.state, before)
    engine.run(3)
    undisturbed.run(5)
    assert_same_state(engine.state, undisturbed.state)


@pytest.mark.parametrize("batch_size", [None, 4000])
def test_pieces_of_the_customary_size_equal_the_blocks(batch_size: int | None) -> None:
    recipe = recipe_of((9, "tanh"), (9, "leaky_relu"), batch_size=batch_size)
    m = 4 * piece_size(recipe.sizes) + 7
    task = task_of(recipe, m)
    engine = engine_for(task)
    engine.run(3)
    assert_close(engine.parameters, descend_by_blocks(task, 3).parameters)


@pytest.mark.parametrize("batch_size", [None, 17])
@pytest.mark.parametrize("looks", [0, 1, 2])
def test_a_step_interrupted_between_two_pieces_never_happened(batch_size: int | None, looks: int) -> None:
    task = task_of(recipe_of((4, "tanh"), (3, "relu"), batch_size=batch_size), m=33)
    with pieces_of(5):
        engine, undisturbed = engine_for(task), engine_for(task)
    engine.run(1)
    before = engine.state
    assert engine.run(1, interrupted=after(looks)) == 0
    assert_same_state(engine.state, before)

    engine.run(2)
    undisturbed.run(3)
    assert_same_state(engine.state, undisturbed.state)


def test_the_steps_before_an_interruption_count() -> None:
    """Four pieces a step are three or four looks a step: the sixth look falls into the second step."""
    task = task_of(recipe_of((4, "tanh")), m=20)
    with pieces_of(5):
        engine, one_step = engine_for(task), engine_for(task)
    assert engine.run(10, interrupted=after(5)) == 1
    one_step.run(1)
    assert engine.parameters == one_step.parameters


def test_a_piece_is_never_too_small_to_be_worth_its_calls() -> None:
    assert piece_size((2, 1024, 1024, 1)) == descent.FEWEST_COLUMNS
    assert piece_size((2, 1)) > piece_size((2, 100, 1)) > piece_size((2, 900, 1))

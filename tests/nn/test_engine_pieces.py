"""Examples that do not fit into the cache are taken in pieces, and nothing of that may show."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import Task, assert_close, descend_by_blocks, examples_of, recipe_of, task_of, tasks

from neural_sketchpad.nn import engine as engine_module
from neural_sketchpad.nn.batches import Cursor
from neural_sketchpad.nn.engine import Engine, piece_size


@contextmanager
def pieces_of(columns: int) -> Iterator[None]:
    """Let the engine take so few examples at a time that a handful of points already makes several pieces."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine_module, "NUMBERS_AT_ONCE", 0)
        patch.setattr(engine_module, "FEWEST_COLUMNS", columns)
        yield


def engine_for(task: Task) -> Engine:
    return Engine(task.recipe, task.parameters, task.X, task.Y, seed=task.seed)


def after(looks: int) -> Callable[[], bool]:
    """An interruption that comes at the look number `looks` (from 0)."""
    answers = iter([False] * looks)
    return lambda: next(answers, True)


@examples_of(80)
@given(task=tasks(batches=True), columns=st.integers(1, 20), steps=st.integers(1, 5))
def test_batches_in_pieces_equal_the_blocks(task: Task, columns: int, steps: int) -> None:
    with pieces_of(columns):
        engine = engine_for(task)
    assert engine.run(steps) == steps
    assert_close(engine.parameters, descend_by_blocks(task, steps))


@examples_of(80)
@given(task=tasks(), columns=st.integers(1, 20), steps=st.integers(1, 5))
def test_all_examples_in_pieces_equal_the_blocks(task: Task, columns: int, steps: int) -> None:
    with pieces_of(columns):
        engine = engine_for(task)
    assert engine.run(steps) == steps
    assert_close(engine.parameters, descend_by_blocks(task, steps))
    assert engine.cursor == Cursor(steps, 0)


@pytest.mark.parametrize("batch_size", [None, 4000])
def test_pieces_of_the_customary_size_equal_the_blocks(batch_size: int | None) -> None:
    recipe = recipe_of((9, "tanh"), (9, "leaky_relu"), batch_size=batch_size)
    m = 4 * piece_size(recipe.sizes) + 7
    task = task_of(recipe, m)
    engine = engine_for(task)
    engine.run(3)
    assert_close(engine.parameters, descend_by_blocks(task, 3))


@pytest.mark.parametrize("batch_size", [None, 17])
@pytest.mark.parametrize("looks", [0, 1, 2])
def test_a_step_interrupted_between_two_pieces_never_happened(batch_size: int | None, looks: int) -> None:
    task = task_of(recipe_of((4, "tanh"), (3, "relu"), batch_size=batch_size), m=33)
    with pieces_of(5):
        engine, undisturbed = engine_for(task), engine_for(task)
    engine.run(1)
    parameters, cursor = engine.parameters, engine.cursor
    assert engine.run(1, interrupted=after(looks)) == 0
    assert engine.parameters == parameters
    assert engine.cursor == cursor

    engine.run(2)
    undisturbed.run(3)
    assert engine.parameters == undisturbed.parameters
    assert engine.cursor == undisturbed.cursor


def test_the_steps_before_an_interruption_count() -> None:
    """Four pieces a step are three looks a step: the fourth look falls into the second step."""
    task = task_of(recipe_of((4, "tanh")), m=20)
    with pieces_of(5):
        engine, one_step = engine_for(task), engine_for(task)
    assert engine.run(10, interrupted=after(3)) == 1
    one_step.run(1)
    assert engine.parameters == one_step.parameters


def test_a_piece_is_never_too_small_to_be_worth_its_calls() -> None:
    assert piece_size((2, 1024, 1024, 1)) == engine_module.FEWEST_COLUMNS
    assert piece_size((2, 1)) > piece_size((2, 100, 1)) > piece_size((2, 900, 1))

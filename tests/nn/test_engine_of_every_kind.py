"""The engine against blocks, rules and penalties for every combination of what a recipe can ask for.

To 1e-12 of the largest parameter, in few steps: RMSprop and Adam divide by the size of the gradient, so that after
many steps a gradient of nearly nothing turns its rounding into a step of full length, in either implementation.
"""

from dataclasses import replace
from itertools import cycle

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import (
    Task,
    assert_close_to_the_largest,
    assert_same_state,
    descend_by_blocks,
    engine_for,
    examples_of,
    task_of,
    tasks_of_every_kind,
    with_head,
)

from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.optimizers import RULES, SCHEDULES, Optimizer, Schedule
from neural_sketchpad.nn.outputs import OUTPUTS
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe, Regularization

every_head = pytest.mark.parametrize("head", list(OUTPUTS), ids="-".join)


def assert_engine_equals_blocks(task: Task, steps: int) -> None:
    engine = engine_for(task)
    assert engine.run(steps) == steps
    actual, expected = engine.state, descend_by_blocks(task, steps)
    assert_close_to_the_largest(actual.parameters.theta, expected.parameters.theta)
    assert_close_to_the_largest(actual.moments.v, expected.moments.v)
    assert_close_to_the_largest(actual.moments.s, expected.moments.s)
    assert (actual.iteration, actual.cursor) == (expected.iteration, expected.cursor)
    assert actual.moments.updates == expected.moments.updates == steps


@examples_of(120)
@given(task=tasks_of_every_kind(), steps=st.integers(1, 6))
def test_it_equals_blocks_rules_and_penalties_whatever_the_recipe(task: Task, steps: int) -> None:
    assert_engine_equals_blocks(task, steps)


@every_head
@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_goes_with_every_output_and_every_rule(
    activation: str, rule: str, head: tuple[str, str]
) -> None:
    """Two layers of the activation lie side by side (they share calls) and one behind another kind."""
    hidden = (HiddenLayer(4, activation, 0.2), HiddenLayer(3, activation, 0.2), HiddenLayer(3, "tanh"))
    optimizer = Optimizer(learning_rate=0.01, schedule=Schedule("step", 2, 0.5)).with_rule(rule)
    recipe = Recipe((*hidden, HiddenLayer(2, activation)), optimizer=optimizer, batch_size=7)
    assert_engine_equals_blocks(task_of(with_head(recipe, head, 4), m=20, seed=3), 4)


REGULARIZATIONS = [
    Regularization(l1=0.1),
    Regularization(l2=0.1),
    Regularization(dropout=0.3),
    Regularization(0.1, 0.2, 0.5),
]


@every_head
@pytest.mark.parametrize("regularization", REGULARIZATIONS, ids=["l1", "l2", "dropout", "all"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_every_activation_goes_with_every_penalty_and_dropout(
    activation: str, regularization: Regularization, head: tuple[str, str]
) -> None:
    hidden = (HiddenLayer(5, activation, 0.2), HiddenLayer(4, activation, 0.2))
    recipe = Recipe(hidden, optimizer=Optimizer(learning_rate=0.05), regularization=regularization)
    assert_engine_equals_blocks(task_of(with_head(recipe, head), m=15, seed=1), 3)


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("batch_size", [None, 6])
def test_every_rule_goes_with_every_schedule(rule: str, schedule: str, batch_size: int | None) -> None:
    optimizer = Optimizer(learning_rate=0.02, schedule=Schedule(schedule, 3, 0.4)).with_rule(rule)
    recipe = Recipe((HiddenLayer(4, "tanh"),), optimizer=optimizer, batch_size=batch_size)
    assert_engine_equals_blocks(task_of(recipe, m=20), 8)


@pytest.mark.parametrize("beta1", [0.0, 0.5, 0.99])
@pytest.mark.parametrize("beta2", [0.0, 0.9])
@pytest.mark.parametrize("rule", RULES)
def test_any_betas_and_epsilon_are_used(rule: str, beta1: float, beta2: float) -> None:
    optimizer = Optimizer(rule, learning_rate=0.02, beta1=beta1, beta2=beta2, epsilon=1e-3)
    assert_engine_equals_blocks(task_of(Recipe((HiddenLayer(4),), optimizer=optimizer), m=20), 4)


@every_head
def test_without_hidden_layers_dropout_has_nothing_to_leave_out(head: tuple[str, str]) -> None:
    recipe = with_head(Recipe((), regularization=Regularization(dropout=0.5)), head)
    assert_engine_equals_blocks(task_of(recipe, m=9), 3)


@every_head
def test_single_numbers_are_examples_enough(head: tuple[str, str]) -> None:
    recipe = with_head(Recipe((HiddenLayer(1, "sine"),), features=("x1",)), head)
    assert_engine_equals_blocks(task_of(recipe, m=1), 3)


@pytest.mark.parametrize("size", [30.0, 1e3])
@every_head
@pytest.mark.parametrize("activation", [name for name in ACTIVATIONS if name != "sine"])
def test_units_far_out_are_treated_alike(activation: str, head: tuple[str, str], size: float) -> None:
    """Saturated, switched off or huge: what the engine tells from A and the blocks from Z must still be the same.

    (The sine of a huge z turns its last digit into any value at all, in either implementation.)
    """
    recipe = with_head(Recipe((HiddenLayer(5, activation, 0.2),), optimizer=Optimizer(learning_rate=1e-3)), head)
    task = task_of(recipe, m=20, seed=2)
    assert_engine_equals_blocks(replace(task, X=size * task.X), 2)


def test_a_state_far_into_a_run_is_gone_on_from_by_engine_and_blocks_alike() -> None:
    """What counts updates (schedule, Adam, dropout) counts on from the state's numbers."""
    activations = cycle(ACTIVATIONS)
    for rule, schedule in zip([*RULES, *RULES], cycle(SCHEDULES), strict=False):
        optimizer = Optimizer(learning_rate=0.01, schedule=Schedule(schedule, 4, 0.7)).with_rule(rule)
        hidden = (HiddenLayer(3, next(activations)), HiddenLayer(3, next(activations)))
        recipe = Recipe(hidden, optimizer=optimizer, batch_size=5, regularization=Regularization(0.0, 0.01, 0.2))
        task = task_of(recipe, m=17)
        engine = engine_for(task)
        engine.run(9)
        begun = engine.state
        again = engine_for(task, begun)
        again.run(3)
        assert_close_to_the_largest(again.parameters.theta, descend_by_blocks(task, 3, begun).parameters.theta)
        engine.run(3)
        assert_same_state(again.state, engine.state)


def test_training_leaves_examples_and_state_as_they_were() -> None:
    recipe = Recipe((HiddenLayer(3, "relu"),), optimizer=Optimizer("adam"), batch_size=4)
    task = task_of(replace(recipe, regularization=Regularization(0.1, 0.1, 0.5)), m=10)
    start, X, Y = task.start, task.X.copy(), task.Y.copy()
    engine_for(task, start).run(5)
    np.testing.assert_array_equal(task.X, X)
    np.testing.assert_array_equal(task.Y, Y)
    assert_same_state(start, task.start)

"""A training step in single precision: near the double one, and as exact about what it has done."""

from dataclasses import replace

import numpy as np
import pytest
from nn_samples import Task, assert_same_state, engine_for, recipe_of, task_of, with_head

from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.optimizers import RULES, Optimizer
from neural_sketchpad.nn.outputs import OUTPUTS
from neural_sketchpad.nn.parameters import Parameters


def in_single(task: Task) -> Task:
    return replace(task, recipe=replace(task.recipe, precision="float32"))


def after(task: Task, steps: int) -> Parameters:
    engine = engine_for(task)
    engine.run(steps)
    return engine.parameters


@pytest.mark.parametrize("batch_size", [None, 16])
def test_after_fifty_steps_it_is_still_near_double_precision(batch_size: int | None) -> None:
    task = task_of(recipe_of((6, "tanh"), (5, "tanh"), batch_size=batch_size), m=60)
    single, double = after(in_single(task), 50), after(task, 50)
    np.testing.assert_allclose(single.theta, double.theta, rtol=1e-3, atol=1e-3)
    assert single != double


@pytest.mark.parametrize("head", list(OUTPUTS), ids="-".join)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_with_any_activation_and_output_it_stays_near(activation: str, head: tuple[str, str]) -> None:
    task = task_of(with_head(recipe_of((4, activation), (3, activation), learning_rate=0.05), head), m=30)
    np.testing.assert_allclose(after(in_single(task), 5).theta, after(task, 5).theta, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize("rule", RULES)
def test_with_any_rule_it_stays_near(rule: str) -> None:
    recipe = replace(recipe_of((4, "tanh")), optimizer=Optimizer(learning_rate=0.01).with_rule(rule))
    task = task_of(recipe, m=30)
    np.testing.assert_allclose(after(in_single(task), 20).theta, after(task, 20).theta, rtol=1e-3, atol=1e-3)


def test_every_number_of_its_state_is_one_of_single_precision() -> None:
    """So that a state put down in double precision comes back to the bit."""
    recipe = replace(recipe_of((4, "tanh")), optimizer=Optimizer("adam", learning_rate=0.01))
    task = in_single(task_of(recipe, m=30))
    engine = engine_for(task)
    engine.run(10)
    state = engine.state
    for values in (state.parameters.theta, state.moments.v, state.moments.s):
        assert values.dtype == np.float64
        np.testing.assert_array_equal(values, values.astype(np.float32))
    assert_same_state(engine_for(task, state).state, state)


@pytest.mark.parametrize(
    ("value", "wild"), [(1e16, False), (1e20, True), (1e200, True), (np.inf, True), (np.nan, True)]
)
def test_what_single_precision_cannot_hold_is_noticed_without_a_warning(value: float, wild: bool) -> None:
    task = in_single(task_of(recipe_of((3, "tanh")), m=4))
    theta = task.parameters.theta.copy()
    theta[2] = value
    assert engine_for(replace(task, parameters=Parameters(task.parameters.sizes, theta))).may_overflow is wild


def test_a_run_beyond_single_precision_ends_in_numbers_that_are_not_finite() -> None:
    task = in_single(
        task_of(with_head(recipe_of((4, "linear"), learning_rate=10.0), ("linear", "squared_error")), m=20)
    )
    engine = engine_for(task)
    engine.run(200)
    assert engine.may_overflow
    assert not np.isfinite(engine.parameters.theta).all()

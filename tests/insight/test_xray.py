"""The numbers of the X-ray are the engine's, and its gradient is the slope of what training lowers."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nn_samples import (
    Array,
    Task,
    engine_for,
    examples_of,
    outputs_of_layers,
    task_of,
    tasks_of_every_kind,
    with_head,
)
from xray_samples import assert_close, by_hand, first, in_the_plane, xray_of

from neural_sketchpad.insight.xray.lines import remarks
from neural_sketchpad.insight.xray.phases import phases
from neural_sketchpad.insight.xray.xray import Xray, take_xray
from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.costs import cost, penalty
from neural_sketchpad.nn.engine import State
from neural_sketchpad.nn.features import InputMap
from neural_sketchpad.nn.forward import logits
from neural_sketchpad.nn.optimizers import RULES, Optimizer, Schedule
from neural_sketchpad.nn.outputs import OUTPUTS
from neural_sketchpad.nn.parameters import Parameters, layer_views
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe, Regularization

KINKED = ("relu", "leaky_relu")


def assert_the_next_update_is_the_engines(task: Task, points: Array, steps_before: int) -> None:
    engine = engine_for(task)
    engine.run(steps_before)
    xray = xray_of(task, points, engine.state)
    engine.run(1)
    assert xray.update is not None
    assert_close(xray.update.after.theta, engine.state.parameters.theta)
    assert_close(xray.update.moments_after.v, engine.state.moments.v)
    assert_close(xray.update.moments_after.s, engine.state.moments.s)
    assert xray.iteration == engine.iteration - 1


@examples_of(30)
@given(task=tasks_of_every_kind(max_m=12), steps_before=st.integers(0, 3))
def test_the_update_of_a_batch_is_the_next_step_of_the_engine(task: Task, steps_before: int) -> None:
    assert_the_next_update_is_the_engines(*in_the_plane(task), steps_before)


@examples_of(20)
@given(task=tasks_of_every_kind(max_m=3), steps_before=st.integers(0, 3))
def test_the_update_of_one_example_is_a_step_of_the_engine_on_it_alone(task: Task, steps_before: int) -> None:
    assert_the_next_update_is_the_engines(*first(*in_the_plane(task), m=1), steps_before)


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("head", list(OUTPUTS), ids="-".join)
def test_so_it_is_for_every_output_and_rule_with_all_activations(head: tuple[str, str], rule: str) -> None:
    hidden = tuple(HiddenLayer(3, activation, 0.2) for activation in ACTIVATIONS)
    optimizer = Optimizer(learning_rate=0.01, schedule=Schedule("cosine", 5, 0.5)).with_rule(rule)
    recipe = replace(Recipe(hidden, optimizer=optimizer), regularization=Regularization(0.02, 0.03))
    assert_the_next_update_is_the_engines(*in_the_plane(task_of(with_head(recipe, head), 5, 3)), steps_before=2)


def test_what_is_frozen_stays() -> None:
    frozen = replace(Recipe(), frozen_layers=frozenset({2}), frozen_places=frozenset({Place(1, 0, 1)}))
    task, points = in_the_plane(task_of(frozen, 6))
    assert_the_next_update_is_the_engines(task, points, steps_before=0)
    update = xray_of(task, points).update
    assert update is not None
    before, after = (layer_views(theta, frozen.sizes) for theta in (task.parameters.theta, update.after.theta))
    assert after[0][0, 1] == before[0][0, 1]
    assert (after[0][1:] != before[0][1:]).all()
    np.testing.assert_array_equal(after[1], before[1])


@examples_of(20)
@given(task=tasks_of_every_kind(max_m=6))
def test_the_way_forward_is_that_of_the_pictures_and_the_losses_make_the_cost(task: Task) -> None:
    task, points = in_the_plane(task)
    xray = xray_of(task, points)
    *hidden, Z = outputs_of_layers(task.recipe, task.parameters, task.X)
    for layer, A in zip(xray.forward, hidden, strict=False):
        assert_close(layer.A, A)
    assert_close(xray.forward[-1].Z, Z)
    np.testing.assert_allclose(float(xray.J or 0.0), cost(task.recipe.head, Z, task.Y), rtol=1e-10)
    np.testing.assert_array_equal(xray.forward[0].A_prev, task.X)


def objective(task: Task, theta: Array) -> float:
    """What training lowers: J and the penalties."""
    parameters = Parameters(task.recipe.sizes, theta)
    J = cost(task.recipe.head, logits(task.recipe, parameters, task.X), task.Y)
    return J + penalty(task.recipe.regularization, parameters)


def is_smooth_here(xray: Xray) -> bool:
    """Whether no ReLU stands at its kink and no weight at that of |w|."""
    recipe = xray.network.recipe
    names = [*(layer.activation for layer in recipe.hidden), recipe.output]
    bent = [np.abs(layer.Z).min() for layer, name in zip(xray.forward, names, strict=True) if name in KINKED]
    return min([*bent, float(np.abs(xray.network.parameters.theta).min())]) > 1e-4


@examples_of(20)
@given(task=tasks_of_every_kind(max_m=4))
def test_the_gradient_is_the_slope_by_differences(task: Task) -> None:
    task, points = in_the_plane(task)
    xray = xray_of(task, points)
    assume(is_smooth_here(xray))
    assert xray.update is not None
    theta, step = task.parameters.theta, 1e-6
    slopes = np.empty_like(theta)
    for place in range(len(theta)):
        moved = np.zeros_like(theta)
        moved[place] = step
        slopes[place] = (objective(task, theta + moved) - objective(task, theta - moved)) / (2.0 * step)
    np.testing.assert_allclose(xray.update.total.theta, slopes, rtol=1e-5, atol=1e-7)


@examples_of(20)
@given(task=tasks_of_every_kind(max_m=5))
def test_what_comes_back_to_each_layer_is_that_of_the_blocks(task: Task) -> None:
    task, points = in_the_plane(task)
    xray, kinds = xray_of(task, points), task.recipe.activations
    AL, caches = blocks.L_model_forward(task.X, task.parameters.as_dict(), kinds)
    grads = blocks.L_model_backward(AL, task.Y, caches, kinds, task.recipe.cost)
    for l, layer in enumerate(xray.backward, start=1):  # noqa: E741
        assert_close(layer.dW, grads[f"dW{l}"])
        assert_close(layer.db, grads[f"db{l}"])
        if l < xray.depth:
            assert layer.dA is not None
            assert_close(layer.dA, grads[f"dA{l}"])
    assert_close(xray.backward[-1].dZ, task.recipe.head.dZ(xray.forward[-1].Z, task.Y))


def test_without_a_target_there_is_only_the_way_forward() -> None:
    known = by_hand()
    state = State.start(known.network.parameters)
    xray = take_xray(known.network.recipe, InputMap(), state, known.points, None)
    assert (xray.Y, xray.losses, xray.J, xray.backward, xray.update) == (None, None, None, (), None)
    np.testing.assert_array_equal(xray.AL, known.AL)
    assert [phase.title for phase in phases(xray)] == ["Forward pass, layer 1", "Forward pass, layer 2 (output)"]
    assert remarks(xray) == ()


def test_the_phases_go_forward_back_and_end_with_the_update() -> None:
    assert [phase.title for phase in phases(by_hand())] == [
        "Forward pass, layer 1",
        "Forward pass, layer 2 (output)",
        "Cost",
        "Backward pass, layer 2 (output)",
        "Backward pass, layer 1",
        "Update, layer 1",
        "Update, layer 2 (output)",
    ]


def test_nobody_can_change_its_numbers() -> None:
    xray = by_hand()
    assert xray.update is not None
    arrays = [xray.forward[0].A_prev, xray.forward[0].W, xray.forward[1].A, xray.backward[0].dW, xray.backward[1].dZ]
    for array in (*arrays, xray.update.after.theta, xray.update.moments_after.v):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0.0


def test_it_says_in_what_it_differs_from_the_training_step() -> None:
    recipe = replace(
        Recipe(), regularization=Regularization(dropout=0.5), precision="float32", frozen_layers=frozenset({1})
    )
    task = task_of(recipe, 3)
    points = np.zeros((2, 3))
    single = " ".join(remarks(xray_of(*first(task, points, 1))))
    for word in ("this example alone", "without dropout", "single precision", "frozen"):
        assert word in single
    assert "m = 3" in remarks(xray_of(task, points))[0]


def test_numbers_that_overflow_make_no_noise() -> None:
    recipe = Recipe((HiddenLayer(2, "linear"), HiddenLayer(2, "relu")))
    parameters = Parameters(recipe.sizes, np.full(15, 1e200))
    xray = take_xray(recipe, InputMap(), State.start(parameters), np.full((2, 1), 1e9), np.ones((1, 1)))
    assert np.isinf(xray.forward[1].Z).all()

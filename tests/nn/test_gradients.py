"""The gradient of what training lowers, cost and penalties together, against differences: blocks and engine alike."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from nn_samples import (
    Array,
    Task,
    dropout_masks,
    engine_for,
    examples_of,
    forward_by_blocks,
    gradient_by_blocks,
    task_of,
    tasks_of_every_kind,
    with_head,
)

from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.costs import penalty, penalty_gradient
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.outputs import OUTPUTS
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe, Regularization
from neural_sketchpad.nn.reshaping import frozen_mask

KINKED = ("relu", "leaky_relu")
ONE_PLAIN_STEP = Optimizer(learning_rate=1.0)
"""With α = 1 the first step is the gradient itself."""


def objective(task: Task, theta: Array, masks: list[Array]) -> float:
    """What training lowers: the cost of the network with these units left out, and the penalties."""
    parameters = Parameters(task.recipe.sizes, theta)
    AL, _ = forward_by_blocks(task.recipe, parameters, task.X, masks)
    return blocks.compute_cost(AL, task.Y, task.recipe.cost) + penalty(task.recipe.regularization, parameters)


def slopes_by_differences(task: Task, masks: list[Array], step: float = 1e-6) -> Array:
    theta = task.parameters.theta
    slopes = np.empty_like(theta)
    for place in range(len(theta)):
        moved = np.zeros_like(theta)
        moved[place] = step
        slopes[place] = (objective(task, theta + moved, masks) - objective(task, theta - moved, masks)) / (2.0 * step)
    return slopes


def is_smooth_here(task: Task, masks: list[Array]) -> bool:
    """Whether no ReLU stands at its kink and no weight at that of |w|."""
    _, caches = forward_by_blocks(task.recipe, task.parameters, task.X, masks)
    names = [*(layer.activation for layer in task.recipe.hidden), task.recipe.output]
    bent = [np.abs(Z).min() for (_, Z), name in zip(caches, names, strict=True) if name in KINKED]
    return min([*bent, float(np.abs(task.parameters.theta).min())]) > 1e-4


def assert_gradients_are_the_slopes(task: Task) -> None:
    masks = dropout_masks(task.recipe, task.seed, 0, task.m)
    slopes = slopes_by_differences(task, masks)
    by_blocks = gradient_by_blocks(task.recipe, task.parameters, task.X, task.Y, masks)
    by_blocks = by_blocks + penalty_gradient(task.recipe.regularization, task.parameters)
    np.testing.assert_allclose(by_blocks, slopes, rtol=1e-5, atol=1e-7)

    engine = engine_for(replace(task, recipe=replace(task.recipe, optimizer=ONE_PLAIN_STEP, batch_size=None)))
    engine.run(1)
    step = task.parameters.theta - engine.parameters.theta
    frozen = frozen_mask(task.recipe)
    expected = slopes if frozen is None else np.where(frozen, 0.0, slopes)
    np.testing.assert_allclose(step, expected, rtol=1e-5, atol=1e-7)


@examples_of(60)
@given(task=tasks_of_every_kind(max_m=8))
def test_the_gradient_is_the_slope_whatever_the_recipe(task: Task) -> None:
    assume(is_smooth_here(task, dropout_masks(task.recipe, task.seed, 0, task.m)))
    assert_gradients_are_the_slopes(task)


@pytest.mark.parametrize("head", list(OUTPUTS), ids="-".join)
@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_the_gradient_is_the_slope_for_every_activation_and_output(activation: str, head: tuple[str, str]) -> None:
    hidden = (HiddenLayer(3, activation, 0.2), HiddenLayer(2, activation, 0.2))
    recipe = with_head(Recipe(hidden, regularization=Regularization(0.03, 0.02, 0.4)), head)
    smooth = (
        task
        for seed in range(100)
        if is_smooth_here(task := task_of(recipe, 6, seed), dropout_masks(recipe, seed, 0, 6))
    )
    assert_gradients_are_the_slopes(next(smooth))

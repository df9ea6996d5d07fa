"""Cost and accuracy over a set of examples, and the plain forward pass behind them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from nn_samples import (
    Task,
    examples_of,
    outputs_of_layers,
    recipe_of,
    task_of,
    tasks,
    tasks_of_every_kind,
    with_head,
)

from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.costs import cost
from neural_sketchpad.nn.evaluation import evaluate, told_class
from neural_sketchpad.nn.forward import block_size, logits
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Regularization


@examples_of(40)
@given(task=tasks() | tasks_of_every_kind())
def test_the_forward_pass_equals_the_blocks_layer_by_layer(task: Task) -> None:
    AL, caches = blocks.L_model_forward(task.X, task.parameters.as_dict(), task.recipe.activations)
    inner = [cache[0][0] for cache in caches[1:]]  # A[1], ..., A[L-1] as the next layer kept them
    outputs = outputs_of_layers(task.recipe, task.parameters, task.X)
    assert len(outputs) == len(caches)
    for output, expected in zip(outputs, [*inner, caches[-1][1]], strict=True):
        np.testing.assert_allclose(output, expected, rtol=1e-12, atol=1e-12)
    evaluation = evaluate(task.recipe, task.parameters, task.X, task.Y)
    assert evaluation is not None
    J = blocks.compute_cost(AL, task.Y, task.recipe.cost)
    assert evaluation.cost == pytest.approx(J, rel=1e-10, abs=1e-12)


def test_in_pieces_it_gives_what_it_gives_at_once() -> None:
    task = task_of(recipe_of((1024, "tanh")), m=5000)
    assert block_size(task.parameters.sizes) < task.m / 2
    evaluation = evaluate(task.recipe, task.parameters, task.X, task.Y)
    Z = logits(task.recipe, task.parameters, task.X)
    assert evaluation is not None
    assert evaluation.cost == pytest.approx(cost(task.recipe.head, Z, task.Y), rel=1e-12)
    assert evaluation.accuracy == np.mean((Z >= 0.0) == (task.Y == 1.0))


def test_without_examples_there_is_nothing_to_say() -> None:
    task = task_of(recipe_of((2, "tanh")), m=0)
    assert evaluate(task.recipe, task.parameters, task.X, task.Y) is None


def test_accuracy_is_the_share_on_the_right_side_and_one_half_counts_as_class_1() -> None:
    recipe = recipe_of()
    right_half = Parameters(recipe.sizes, np.array([1.0, 0.0, 0.0]))  # z = x1
    X = np.array([[-1.0, 1.0, 0.0, 2.0], [0.0, 0.0, 0.0, 0.0]])
    evaluation = evaluate(recipe, right_half, X, np.array([[0.0, 1.0, 1.0, 0.0]]))
    assert evaluation is not None
    assert evaluation.accuracy == 0.75


def test_with_several_outputs_the_largest_counts_and_the_first_of_equals() -> None:
    recipe = with_head(recipe_of(), ("softmax", "cross_entropy"))
    # z = x1, x2 and 0: the class of a point is the first largest of its coordinates and 0.
    theta = np.array([1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0])
    X = np.array([[2.0, 1.0, -1.0, 0.0, 3.0], [1.0, 2.0, -1.0, 0.0, 3.0]])
    Z = logits(recipe, Parameters(recipe.sizes, theta), X)
    assert told_class(Z).tolist() == [0, 1, 2, 0, 0]
    Y = np.eye(3)[:, [0, 1, 2, 0, 1]]
    evaluation = evaluate(recipe, Parameters(recipe.sizes, theta), X, Y)
    assert evaluation is not None
    assert evaluation.accuracy == 0.8


def test_one_output_tells_class_1_from_one_half_on() -> None:
    assert told_class(np.array([[-1.0, -0.0, 0.0, 1e-300, np.inf]])).tolist() == [0, 1, 1, 1, 1]


@pytest.mark.parametrize("output", ["linear", "relu"])
def test_a_regression_has_a_cost_and_no_accuracy(output: str) -> None:
    recipe = with_head(recipe_of(), (output, "squared_error"))
    x1 = Parameters(recipe.sizes, np.array([1.0, 0.0, 0.0]))
    X, Y = np.array([[3.0, -1.0], [0.0, 0.0]]), np.array([[1.0, 1.0]])
    evaluation = evaluate(recipe, x1, X, Y)
    assert evaluation is not None
    assert evaluation.accuracy is None
    # The errors are 2 and -2, or with the ReLU 2 and -1, and J = (1/2m) Σ error².
    assert evaluation.cost == (2.0 if output == "linear" else 1.25)


def test_penalties_and_dropout_are_no_part_of_the_cost_of_an_evaluation() -> None:
    task = task_of(recipe_of((3, "tanh")), m=8)
    regularized = replace(task.recipe, regularization=Regularization(1.0, 1.0, 0.5))
    with_them = evaluate(regularized, task.parameters, task.X, task.Y)
    assert with_them == evaluate(task.recipe, task.parameters, task.X, task.Y)


def test_a_picture_is_computed_in_single_precision_where_that_is_asked_for() -> None:
    task = task_of(recipe_of(*((2, activation) for activation in ACTIVATIONS)), m=4)
    single = [A.dtype for A in outputs_of_layers(task.recipe, task.parameters, task.X.astype(np.float32))]
    assert single == [np.float32] * (len(ACTIVATIONS) + 1)


def test_looking_at_a_network_changes_neither_inputs_nor_weights() -> None:
    task = task_of(recipe_of((3, "linear"), (3, "tanh")), m=6)
    X, theta = task.X.copy(), task.parameters.theta.copy()
    logits(task.recipe, task.parameters, task.X)
    np.testing.assert_array_equal(task.X, X)
    np.testing.assert_array_equal(task.parameters.theta, theta)

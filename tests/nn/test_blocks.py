"""The readable blocks: the course's own numbers, and gradients against finite differences."""

import numpy as np
import pytest
from hypothesis import assume, given
from nn_samples import Array, Task, examples_of, tasks, tasks_of_every_kind

from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.costs import cost
from neural_sketchpad.nn.engine import Engine, State
from neural_sketchpad.nn.forward import logits
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe

X_COURSE = np.array([[1.0, 2.0, -1.0], [3.0, 4.0, -3.2], [1.2, -1.1, 0.0], [-2.1, 1.3, -0.5]])
Y_COURSE = np.array([[1.0, 0.0, 1.0]])


def test_the_courses_single_example_gives_z_94() -> None:
    x, w, b = np.array([[200.0], [8.0], [4.0]]), np.array([[0.5, 0.1, 0.8]]), np.array([[-10.0]])
    Z, cache = blocks.linear_forward(x, w, b)
    assert Z.shape == (1, 1)
    assert Z[0, 0] == pytest.approx(94.0, rel=1e-15)
    assert all(kept is given for kept, given in zip(cache, (x, w, b), strict=True))


def test_the_courses_first_step_of_logistic_regression_is_what_a_hand_computes() -> None:
    parameters: blocks.Named = {"W1": np.zeros((1, 4)), "b1": np.zeros((1, 1))}
    A, caches = blocks.L_model_forward(X_COURSE, parameters)
    np.testing.assert_array_equal(caches[0][1], [[0.0, 0.0, 0.0]])
    np.testing.assert_array_equal(A, [[0.5, 0.5, 0.5]])
    assert blocks.compute_cost(A, Y_COURSE) == pytest.approx(np.log(2.0), rel=1e-15)

    dZ = A - Y_COURSE
    np.testing.assert_array_equal(dZ, [[-0.5, 0.5, -0.5]])
    dX, dW, db = blocks.linear_backward(dZ, caches[0][0])
    np.testing.assert_allclose(dW, [[1.0 / 3.0, 0.7, -1.15 / 3.0, 0.65]], rtol=1e-14)
    np.testing.assert_allclose(db, [[-0.5 / 3.0]], rtol=1e-14)
    np.testing.assert_array_equal(dX, np.zeros((4, 3)))

    grads = blocks.L_model_backward(A, Y_COURSE, caches)
    after = blocks.update_parameters(parameters, grads, 0.1)
    np.testing.assert_allclose(after["W1"], [[-0.1 / 3.0, -0.07, 0.115 / 3.0, -0.065]], rtol=1e-14)
    np.testing.assert_allclose(after["b1"], [[0.05 / 3.0]], rtol=1e-14)


def test_the_engine_does_the_courses_first_step_too() -> None:
    """The same numbers through the fast implementation; the four rows of X stand for any four features."""
    recipe = Recipe((), optimizer=Optimizer(learning_rate=0.1), features=("x1", "x2", "x1_squared", "x2_squared"))
    zeros = Parameters(recipe.sizes, np.zeros(5))
    Z = logits(recipe, zeros, X_COURSE)
    np.testing.assert_array_equal(Z, [[0.0, 0.0, 0.0]])
    np.testing.assert_array_equal(recipe.head.predict(Z), [[0.5, 0.5, 0.5]])
    np.testing.assert_array_equal(recipe.head.dZ(Z, Y_COURSE), [[-0.5, 0.5, -0.5]])
    assert cost(recipe.head, Z, Y_COURSE) == pytest.approx(np.log(2.0), rel=1e-15)
    engine = Engine(recipe, State.start(zeros), X_COURSE, Y_COURSE)
    engine.run(1)
    after = [-0.1 / 3.0, -0.07, 0.115 / 3.0, -0.065, 0.05 / 3.0]
    np.testing.assert_allclose(engine.parameters.theta, after, rtol=1e-14)


def test_the_courses_single_example_gives_z_94_in_the_plain_forward_pass_too() -> None:
    recipe = Recipe((), features=("x1", "x2", "x1_x2"))
    parameters = Parameters(recipe.sizes, np.array([0.5, 0.1, 0.8, -10.0]))
    assert logits(recipe, parameters, np.array([[200.0], [8.0], [4.0]]))[0, 0] == pytest.approx(94.0, rel=1e-15)


def test_initialize_parameters_draws_small_weights_and_zero_biases() -> None:
    parameters = blocks.initialize_parameters([2, 300, 1], seed=3)
    assert {name: value.shape for name, value in parameters.items()} == {
        "W1": (300, 2),
        "b1": (300, 1),
        "W2": (1, 300),
        "b2": (1, 1),
    }
    assert not parameters["b1"].any()
    assert not parameters["b2"].any()
    assert np.std(parameters["W1"]) == pytest.approx(0.01, rel=0.1)
    twice = blocks.initialize_parameters([2, 300, 1], seed=3, scale=0.02)
    np.testing.assert_allclose(twice["W2"], 2.0 * parameters["W2"], rtol=1e-15)


def test_sizes_come_one_by_one_or_as_a_list() -> None:
    """As in initialize_parameters(n_x, n_h, n_y) and initialize_parameters_deep(layer_dims)."""
    one_by_one, as_list = blocks.initialize_parameters(2, 4, 1), blocks.initialize_parameters([2, 4, 1])
    assert {name: value.shape for name, value in one_by_one.items()} == {
        "W1": (4, 2),
        "b1": (4, 1),
        "W2": (1, 4),
        "b2": (1, 1),
    }
    stream = 0.01 * np.random.default_rng(1).standard_normal(12)
    np.testing.assert_array_equal(one_by_one["W1"], stream[:8].reshape(4, 2))
    np.testing.assert_array_equal(one_by_one["W2"], stream[8:].reshape(1, 4))
    for name, value in as_list.items():
        np.testing.assert_array_equal(one_by_one[name], value)


def test_softmax_and_squared_error_by_hand() -> None:
    """Two examples and three classes; ŷ is (1, 1, 2) / 4 for both."""
    AL = np.array([[0.25, 0.25], [0.25, 0.25], [0.5, 0.5]])
    Y = np.array([[1.0, 0.0], [0.0, 0.0], [0.0, 1.0]])
    assert blocks.compute_cost(AL, Y) == pytest.approx((np.log(4.0) + np.log(2.0)) / 2.0, rel=1e-15)
    assert blocks.compute_cost(np.array([[3.0, -1.0]]), np.array([[1.0, 0.0]]), "squared_error") == (4.0 + 1.0) / 4.0
    Z = np.log(np.array([[1.0], [1.0], [2.0]]))
    A, cache = blocks.linear_activation_forward(Z, np.eye(3), np.zeros((3, 1)), "softmax")
    np.testing.assert_allclose(A, AL[:, :1], rtol=1e-15)
    # dz_k = ŷ_k (da_k - Σ ŷ_j da_j) with da = (4, 0, 0), and Σ ŷ_j da_j = 1
    _, _, db = blocks.linear_activation_backward(np.array([[4.0], [0.0], [0.0]]), cache, "softmax")
    np.testing.assert_allclose(db, [[0.75], [-0.25], [-0.5]], rtol=1e-14)


def test_an_answer_that_is_exactly_wrong_costs_infinitely_much_and_a_right_one_nothing() -> None:
    assert blocks.compute_cost(np.array([[1.0]]), np.array([[0.0]])) == np.inf
    assert blocks.compute_cost(np.array([[1.0, 0.0]]), np.array([[1.0, 0.0]])) == 0.0
    assert blocks.compute_cost(np.array([[1.0], [0.0], [0.0]]), np.array([[1.0], [0.0], [0.0]])) == 0.0


def test_without_a_choice_the_hidden_layers_are_relu_and_the_output_sigmoid() -> None:
    parameters = blocks.initialize_parameters([4, 3, 2, 1], seed=1, scale=1.0)
    AL, caches = blocks.L_model_forward(X_COURSE, parameters)
    chosen, _ = blocks.L_model_forward(X_COURSE, parameters, ["relu", "relu", "sigmoid"])
    np.testing.assert_array_equal(AL, chosen)
    implicit = blocks.L_model_backward(AL, Y_COURSE, caches)
    explicit = blocks.L_model_backward(AL, Y_COURSE, caches, ["relu", "relu", "sigmoid"])
    assert implicit.keys() == explicit.keys()
    for name, gradient in implicit.items():
        np.testing.assert_array_equal(gradient, explicit[name])


@examples_of(40)
@given(task=tasks(max_layers=3, max_units=4, max_m=8) | tasks_of_every_kind(max_m=8))
def test_gradients_are_the_slopes_of_the_cost(task: Task) -> None:
    named, activations = task.parameters.as_dict(), task.recipe.activations
    AL, caches = blocks.L_model_forward(task.X, named, activations)
    assume(_far_from_every_kink(caches))
    grads = blocks.L_model_backward(AL, task.Y, caches, activations, task.recipe.cost)
    for name, value in named.items():
        for place in np.ndindex(value.shape):
            costs = [_cost_beside(task, named, name, place, step) for step in (-STEP, STEP)]
            assert grads[f"d{name}"][place] == _slope(costs)


@examples_of(30)
@given(task=tasks(max_layers=3, max_units=4, max_m=4) | tasks_of_every_kind(max_m=4))
def test_the_gradient_of_the_inputs_is_the_slope_of_the_summed_loss(task: Task) -> None:
    named, activations = task.parameters.as_dict(), task.recipe.activations
    AL, caches = blocks.L_model_forward(task.X, named, activations)
    assume(_far_from_every_kink(caches))
    dA0 = blocks.L_model_backward(AL, task.Y, caches, activations, task.recipe.cost)["dA0"]
    for place in np.ndindex(task.X.shape):
        costs = []
        for step in (-STEP, STEP):
            X = task.X.copy()
            X[place] += step
            costs.append(task.m * _cost(task, X, named))
        assert dA0[place] == _slope(costs)


def _far_from_every_kink(caches: list[blocks.Cache]) -> bool:
    """A difference across the kink of a ReLU is no derivative."""
    return all(np.abs(Z).min() > 1e-4 for _, Z in caches)


STEP = 1e-6


def _slope(costs: list[float]) -> object:
    """The slope between two costs that lie 2 STEP apart, as exact as the rounding of the costs lets it be."""
    before, after = costs
    return pytest.approx((after - before) / (2.0 * STEP), rel=1e-5, abs=2e-8 * (1.0 + abs(after)))


def _cost_beside(task: Task, named: dict[str, Array], name: str, place: tuple[int, ...], step: float) -> float:
    moved = {key: value.copy() for key, value in named.items()}
    moved[name][place] += step
    return _cost(task, task.X, moved)


def _cost(task: Task, X: Array, named: dict[str, Array]) -> float:
    """From the logits: an ŷ near 1 or 0 has lost the digits that a difference of two costs consists of."""
    _, caches = blocks.L_model_forward(X, named, task.recipe.activations)
    return cost(task.recipe.head, caches[-1][1], task.Y)

"""The cost from logits, and what the penalties add to it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import Task, examples_of, tasks_of_every_kind

from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.activations import softplus
from neural_sketchpad.nn.costs import cost, penalty, penalty_gradient, total_loss
from neural_sketchpad.nn.forward import logits
from neural_sketchpad.nn.outputs import OUTPUTS
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Regularization

CROSS_ENTROPY = OUTPUTS["sigmoid", "cross_entropy"]


@pytest.mark.parametrize(("z", "y", "loss"), [(800.0, 1.0, 0.0), (800.0, 0.0, 800.0), (-800.0, 1.0, 800.0)])
def test_the_cost_is_exact_at_logits_of_800(z: float, y: float, loss: float) -> None:
    assert cost(CROSS_ENTROPY, np.array([[z]]), np.array([[y]])) == loss


def test_a_certain_and_right_answer_costs_nothing_on_either_side() -> None:
    assert cost(CROSS_ENTROPY, np.array([[800.0, -800.0]]), np.array([[1.0, 0.0]])) == 0.0


def test_where_nothing_is_known_the_cost_is_the_log_of_the_number_of_classes() -> None:
    J = cost(CROSS_ENTROPY, np.zeros((1, 5)), np.array([[0.0, 1.0, 1.0, 0.0, 1.0]]))
    assert pytest.approx(np.log(2.0), rel=1e-15) == J
    for classes in (3, 8):
        J = cost(OUTPUTS["softmax", "cross_entropy"], np.full((classes, classes), 7.0), np.eye(classes))
        assert pytest.approx(np.log(classes), rel=1e-14) == J


@examples_of(60)
@given(task=tasks_of_every_kind())
def test_it_is_the_textbook_formula_at_ordinary_logits(task: Task) -> None:
    head = task.recipe.head
    Z = logits(task.recipe, task.parameters, task.X).clip(-15.0, 15.0)
    J = blocks.compute_cost(head.predict(Z), task.Y, head.cost)
    assert cost(head, Z, task.Y) == pytest.approx(J, rel=1e-8, abs=1e-10)
    assert total_loss(head, Z, task.Y) == pytest.approx(task.m * J, rel=1e-8, abs=1e-9)


@examples_of(40)
@given(z=st.floats(-700.0, 700.0))
def test_softplus_of_z_and_minus_z_differ_by_z(z: float) -> None:
    """-log σ(z) and -log σ(-z): what the two classes cost at one logit differs by that logit."""
    assert softplus(np.array([z]))[0] - softplus(np.array([-z]))[0] == pytest.approx(z, rel=1e-12, abs=1e-15)


BY_HAND = Parameters.from_layers(
    [(np.array([[1.0, -2.0], [0.0, 3.0]]), np.array([[10.0], [-10.0]])), (np.array([[-0.5, 4.0]]), np.array([[7.0]]))]
)


def test_the_penalties_by_hand() -> None:
    """Σ |w| = 10.5 and Σ w² = 30.25; the biases are left alone."""
    assert penalty(Regularization(l1=0.1), BY_HAND) == pytest.approx(1.05, rel=1e-15)
    assert penalty(Regularization(l2=0.2), BY_HAND) == pytest.approx(3.025, rel=1e-15)
    assert penalty(Regularization(0.1, 0.2), BY_HAND) == pytest.approx(4.075, rel=1e-15)
    assert penalty(Regularization(dropout=0.5), BY_HAND) == 0.0


def test_the_gradient_of_the_penalties_by_hand() -> None:
    """l1 sign(w) + l2 w, where the sign of 0 is 0."""
    gradient = penalty_gradient(Regularization(0.1, 0.2), BY_HAND)
    expected = [0.1 + 0.2, -0.1 - 0.4, 0.0, 0.0, 0.1 + 0.6, 0.0, -0.1 - 0.1, 0.1 + 0.8, 0.0]
    np.testing.assert_allclose(gradient, expected, rtol=1e-14)


@examples_of(40)
@given(task=tasks_of_every_kind(), l1=st.floats(0.0, 2.0), l2=st.floats(0.0, 2.0))
def test_the_gradient_of_the_penalties_is_their_slope(task: Task, l1: float, l2: float) -> None:
    regularization, theta = Regularization(l1, l2), task.parameters.theta
    slopes = np.empty_like(theta)
    for place in range(len(theta)):
        sides = []
        for step in (-1e-6, 1e-6):
            moved = theta.copy()
            moved[place] += step
            sides.append(penalty(regularization, Parameters(task.parameters.sizes, moved)))
        slopes[place] = (sides[1] - sides[0]) / 2e-6
    away_from_the_kink = np.abs(theta) > 1e-5
    gradient = penalty_gradient(regularization, task.parameters)
    np.testing.assert_allclose(gradient[away_from_the_kink], slopes[away_from_the_kink], rtol=1e-6, atol=1e-6)

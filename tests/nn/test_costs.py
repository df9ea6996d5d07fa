"""The cost from logits: the textbook formula where that can be computed, and exact where it cannot."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import examples_of

from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.activations import sigmoid
from neural_sketchpad.nn.costs import cross_entropy, softplus, total_cross_entropy


@pytest.mark.parametrize(("z", "y", "loss"), [(800.0, 1.0, 0.0), (800.0, 0.0, 800.0), (-800.0, 1.0, 800.0)])
def test_the_loss_is_exact_at_logits_of_800(z: float, y: float, loss: float) -> None:
    assert cross_entropy(np.array([[z]]), np.array([[y]])) == loss


def test_a_certain_and_right_answer_costs_nothing_on_either_side() -> None:
    assert cross_entropy(np.array([[800.0, -800.0]]), np.array([[1.0, 0.0]])) == 0.0


def test_where_nothing_is_known_the_loss_is_log_2() -> None:
    assert cross_entropy(np.zeros((1, 5)), np.array([[0.0, 1.0, 1.0, 0.0, 1.0]])) == pytest.approx(np.log(2.0))


def test_a_small_loss_keeps_its_digits() -> None:
    """log(1 + e^-40) is e^-40 to the last digit; 1 - ŷ would already be 0."""
    assert cross_entropy(np.array([[40.0]]), np.array([[1.0]])) == pytest.approx(np.exp(-40.0), rel=1e-12)


@examples_of(60)
@given(z=st.lists(st.floats(-15.0, 15.0), min_size=1, max_size=20), seed=st.integers(0, 1000))
def test_it_is_the_textbook_formula_at_ordinary_logits(z: list[float], seed: int) -> None:
    Z = np.array([z])
    Y = np.random.default_rng(seed).integers(0, 2, Z.shape).astype(np.float64)
    J = blocks.compute_cost(sigmoid(Z), Y)
    assert cross_entropy(Z, Y) == pytest.approx(J, rel=1e-8, abs=1e-10)
    assert total_cross_entropy(Z, Y) == pytest.approx(Z.size * J, rel=1e-8, abs=1e-9)


@examples_of(60)
@given(z=st.floats(-700.0, 700.0))
def test_softplus_of_z_and_minus_z_differ_by_z(z: float) -> None:
    """-log σ(z) and -log σ(-z): what the two classes cost at one logit differs by that logit."""
    assert softplus(np.array([z]))[0] - softplus(np.array([-z]))[0] == pytest.approx(z, rel=1e-12, abs=1e-15)

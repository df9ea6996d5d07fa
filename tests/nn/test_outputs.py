"""The output layers: losses exact where ŷ has long rounded to 0 or 1, and dZ as their derivative."""

from collections.abc import Callable
from decimal import Decimal, localcontext

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import Array, examples_of

from neural_sketchpad.nn.outputs import OUTPUTS, Output, softmax

every_output = pytest.mark.parametrize("output", OUTPUTS.values(), ids=["-".join(key) for key in OUTPUTS])
binary = pytest.mark.parametrize("cost", ["cross_entropy", "squared_error"])
LOGITS = [0.0, 1e-9, 0.5, 3.0, 40.0, 300.0, 700.0, 800.0]
DIGITS = 380
"""So many digits tell 1 + e^-800 from 1."""


def one(value: float) -> Array:
    return np.array([[value]])


def exactly(formula: Callable[[], Decimal]) -> float:
    """The formula with hundreds of digits, rounded once."""
    with localcontext() as context:
        context.prec = DIGITS
        return float(formula())


def log_of_sum(z: list[float], y: int) -> Decimal:
    """log Σ e^z - z_y."""
    return sum((Decimal(value).exp() for value in z), Decimal(0)).ln() - Decimal(z[y])


@pytest.mark.parametrize("z", [*LOGITS, *(-z for z in LOGITS)])
@pytest.mark.parametrize("y", [0, 1])
def test_the_cross_entropy_of_a_sigmoid_is_exact(z: float, y: int) -> None:
    loss = OUTPUTS["sigmoid", "cross_entropy"].losses(one(z), one(y))
    assert loss.shape == (1,)
    # -log σ(z) is that of a softmax over z and 0.
    assert loss[0] == pytest.approx(exactly(lambda: log_of_sum([0.0, z], y)), rel=1e-12, abs=0.0)


@pytest.mark.parametrize("z", [*LOGITS, *(-z for z in LOGITS)])
@pytest.mark.parametrize("y", [0, 1])
def test_the_squared_error_of_a_sigmoid_is_exact(z: float, y: int) -> None:
    def formula() -> Decimal:
        wrong = 1 / (1 + Decimal(z if y else -z).exp())  # ŷ where y is 0, 1 - ŷ where it is 1
        return wrong**2 / 2

    loss = OUTPUTS["sigmoid", "squared_error"].losses(one(z), one(y))
    assert loss[0] == pytest.approx(exactly(formula), rel=1e-12, abs=0.0)


@pytest.mark.parametrize(
    "z",
    [
        [0.0, 0.0, 0.0],
        [800.0, 0.0, -800.0],
        [800.0, 800.0, 760.0],
        [40.0, 0.0, 1.0],
        [1e-9, 0.0, -1e-9],
        [-700.0, 0.0, -40.0, -300.0],
        [5.0, -3.0, 2.0, 0.5, 0.0, -1.0, 4.0, 5.0],
    ],
)
def test_the_cross_entropy_of_a_softmax_is_exact(z: list[float]) -> None:
    """Every class in turn is the right one."""
    classes = len(z)
    losses = OUTPUTS["softmax", "cross_entropy"].losses(np.tile(np.array(z)[:, None], classes), np.eye(classes))
    for y in range(classes):
        assert losses[y] == pytest.approx(exactly(lambda y=y: log_of_sum(z, y)), rel=1e-12, abs=0.0)  # type: ignore[misc]


@pytest.mark.parametrize("z", [-800.0, -40.0, -1.5, 0.0, 1e-9, 2.0, 40.0, 800.0])
@pytest.mark.parametrize("y", [-800.0, 0.0, 1.0, 2.5])
@pytest.mark.parametrize("kind", ["linear", "relu"])
def test_the_squared_error_of_a_regression_is_exact(z: float, y: float, kind: str) -> None:
    def formula() -> Decimal:
        told = Decimal(z) if kind == "linear" else max(Decimal(0), Decimal(z))
        return (told - Decimal(y)) ** 2 / 2

    loss = OUTPUTS[kind, "squared_error"].losses(one(z), one(y))
    assert loss[0] == pytest.approx(exactly(formula), rel=1e-12, abs=0.0)


def two_sided(output: Output, Z: Array, Y: Array, step: float = 1e-6) -> Array:
    """The derivative of each loss with respect to its logits, by differences."""
    slopes = np.empty_like(Z)
    for row in range(len(Z)):
        moved = np.zeros_like(Z)
        moved[row] = step
        slopes[row] = (output.losses(Z + moved, Y) - output.losses(Z - moved, Y)) / (2.0 * step)
    return slopes


def random_targets(output: Output, rows: int, columns: int, seed: int) -> Array:
    rng = np.random.default_rng(seed)
    if output.is_regression:
        return rng.standard_normal((rows, columns))
    if rows == 1:
        return rng.integers(0, 2, (1, columns)).astype(np.float64)
    return np.eye(rows)[:, rng.integers(0, rows, columns)]


@every_output
@examples_of(40)
@given(
    logits=st.lists(st.floats(-15.0, 15.0).filter(lambda z: abs(z) > 1e-4), min_size=8, max_size=8),
    seed=st.integers(0, 99),
)
def test_dz_is_the_derivative_of_the_losses(output: Output, logits: list[float], seed: int) -> None:
    rows = 4 if output.activation == "softmax" else 1
    Z = np.array(logits).reshape(rows, -1)
    Y = random_targets(output, rows, Z.shape[1], seed)
    np.testing.assert_allclose(output.dZ(Z, Y), two_sided(output, Z, Y), rtol=1e-6, atol=1e-8)


@every_output
def test_far_out_everything_is_finite(output: Output) -> None:
    rows = 3 if output.activation == "softmax" else 1
    Z = np.array([[800.0, -800.0, 1e6, -1e6]] * rows) * np.array([1.0, -1.0, 0.5])[:rows, None]
    for seed in range(4):
        Y = random_targets(output, rows, 4, seed)
        for values in (output.predict(Z), output.losses(Z, Y), output.dZ(Z, Y)):
            assert np.isfinite(values).all()
        assert (output.losses(Z, Y) >= 0.0).all()


@every_output
def test_single_precision_stays_single_precision(output: Output) -> None:
    rows = 3 if output.activation == "softmax" else 1
    Z = np.linspace(-2.0, 2.0, 5, dtype=np.float32) * np.ones((rows, 1), dtype=np.float32)
    Y = random_targets(output, rows, 5, 0).astype(np.float32)
    for values in (output.predict(Z), output.losses(Z, Y), output.dZ(Z, Y)):
        assert values.dtype == np.float32


@examples_of(50)
@given(z=st.lists(st.floats(-50.0, 50.0), min_size=3, max_size=8), shift=st.floats(-1e3, 1e3))
def test_a_softmax_adds_up_to_1_and_does_not_see_what_is_added_to_all(z: list[float], shift: float) -> None:
    Z = np.array(z)[:, None]
    A = softmax(Z)
    assert A.sum() == pytest.approx(1.0, rel=1e-12)
    np.testing.assert_allclose(softmax(Z + shift), A, rtol=1e-9, atol=1e-15)
    Y = np.eye(len(z))[:, :1]
    head = OUTPUTS["softmax", "cross_entropy"]
    assert head.losses(Z + shift, Y)[0] == pytest.approx(head.losses(Z, Y)[0], rel=1e-9, abs=1e-11)


@examples_of(40)
@given(z=st.floats(-30.0, 30.0))
def test_a_softmax_over_z_and_0_is_a_sigmoid(z: float) -> None:
    A = softmax(np.array([[z], [0.0]]))
    assert A[0, 0] == pytest.approx(OUTPUTS["sigmoid", "cross_entropy"].predict(one(z))[0, 0], rel=1e-10, abs=1e-15)


def test_each_example_has_a_softmax_of_its_own() -> None:
    Z = np.random.default_rng(0).standard_normal((4, 6))
    together = softmax(Z)
    for column in range(6):
        np.testing.assert_array_equal(together[:, column : column + 1], softmax(Z[:, column : column + 1]))


def test_there_are_five_outputs_and_two_of_them_are_for_values() -> None:
    assert list(OUTPUTS) == [
        ("sigmoid", "cross_entropy"),
        ("sigmoid", "squared_error"),
        ("softmax", "cross_entropy"),
        ("linear", "squared_error"),
        ("relu", "squared_error"),
    ]
    assert [output.key for output in OUTPUTS.values() if output.is_regression] == [*OUTPUTS][3:]

"""Starting weights: what each scheme draws, and that the same seed always draws it."""

from dataclasses import replace

import numpy as np
import pytest

from neural_sketchpad.nn.initializers import draw_weights, starting_parameters
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import SCHEMES, HiddenLayer, Initialization, Recipe

WIDE = (HiddenLayer(600), HiddenLayer(400))
NARROW = (HiddenLayer(5), HiddenLayer(3), HiddenLayer(3), HiddenLayer(7))
RANDOM_SCHEMES = [name for name in SCHEMES if name not in ("zeros", "constant")]


def drawn(initialization: Initialization, seed: int = 0, hidden: tuple[HiddenLayer, ...] = WIDE) -> Parameters:
    return starting_parameters(Recipe(hidden, initialization=initialization), seed)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_biases_start_at_zero(scheme: str) -> None:
    for _, b in drawn(Initialization.of(scheme), hidden=NARROW).layers:
        assert not b.any()


def test_zeros_are_zeros_whatever_the_scale() -> None:
    assert not drawn(Initialization("zeros", 5.0)).theta.any()


def test_constant_weights_all_have_the_given_value() -> None:
    for W, _ in drawn(Initialization("constant", -0.25)).layers:
        assert np.all(W == -0.25)
    for W, _ in drawn(Initialization.of("constant")).layers:
        assert np.all(W == 0.5)


@pytest.mark.parametrize("scheme", RANDOM_SCHEMES)
def test_the_same_seed_gives_the_same_numbers_and_another_seed_others(scheme: str) -> None:
    initialization = Initialization.of(scheme)
    assert drawn(initialization, 7, NARROW) == drawn(initialization, 7, NARROW)
    assert drawn(initialization, 7, NARROW) != drawn(initialization, 8, NARROW)


@pytest.mark.parametrize(("scheme", "factors"), [("normal", (1.0,) * 3), ("he", (1.0, 2.0 / 3.0, 0.5))])
def test_weights_are_drawn_layer_by_layer_and_row_by_row(scheme: str, factors: tuple[float, ...]) -> None:
    """This order is part of the file format: a project and its seed mean these numbers."""
    hidden = (HiddenLayer(3), HiddenLayer(4))
    stream = np.random.default_rng(11).standard_normal(2 * 3 + 3 * 4 + 4)
    start = 0
    for (W, _), factor in zip(drawn(Initialization(scheme), 11, hidden).layers, factors, strict=True):
        expected = stream[start : start + W.size].reshape(W.shape) * np.sqrt(factor)
        np.testing.assert_allclose(W, expected, rtol=1e-15)
        start += W.size


@pytest.mark.parametrize(("scheme", "gain"), [("xavier", 1.0), ("he", 2.0)])
def test_the_variance_follows_the_number_of_inputs(scheme: str, gain: float) -> None:
    parameters = drawn(Initialization(scheme, 1e6))  # the scale is not read
    for W, _ in parameters.layers[:2]:
        assert np.var(W) == pytest.approx(gain / W.shape[1], rel=0.1)
        assert abs(np.mean(W)) < 4.0 * np.sqrt(gain / W.shape[1] / W.size)


@pytest.mark.parametrize(("scheme", "scale"), [("small_random", 0.01), ("large_random", 10.0), ("normal", 1.0)])
def test_customary_scales_are_small_and_large(scheme: str, scale: float) -> None:
    customary = drawn(Initialization.of(scheme), 4)
    assert np.std(customary.layers[1][0]) == pytest.approx(scale, rel=0.02)
    np.testing.assert_allclose(drawn(Initialization(scheme, 3.0 * scale), 4).theta, 3.0 * customary.theta, rtol=1e-14)


def test_orthogonal_weights_have_orthonormal_rows_or_columns_times_the_scale() -> None:
    """Rows where there are fewer of them than columns, columns where there are more, both in a square."""
    for scale in (1.0, 0.5, -2.0):
        for W, _ in drawn(Initialization("orthogonal", scale), 3, NARROW).layers:
            n, n_prev = W.shape
            if n <= n_prev:
                np.testing.assert_allclose(W @ W.T, scale**2 * np.eye(n), atol=1e-14)
            if n >= n_prev:
                np.testing.assert_allclose(W.T @ W, scale**2 * np.eye(n_prev), atol=1e-14)


def test_orthogonal_weights_come_from_the_stream_in_the_documented_order() -> None:
    """Layer by layer, max(n, n_prev) rows of min(n, n_prev) numbers G; and G = Q R with a positive diagonal of R."""
    stream = np.random.default_rng(11)
    for W, _ in drawn(Initialization("orthogonal"), 11, NARROW).layers:
        n, n_prev = W.shape
        G = stream.standard_normal((max(n, n_prev), min(n, n_prev)))
        R = (W if n >= n_prev else W.T).T @ G
        np.testing.assert_allclose(R, np.triu(R), atol=1e-13)
        assert (np.diag(R) > 0.0).all()
        np.testing.assert_allclose((W if n >= n_prev else W.T) @ R, G, atol=1e-13)


def test_orthogonal_weights_point_into_all_directions() -> None:
    """With the raw signs of a QR decomposition the first entry would hardly ever be positive."""
    entries = [drawn(Initialization("orthogonal"), seed, (HiddenLayer(3),)).layers[0][0][0, 0] for seed in range(200)]
    assert 70 < sum(entry > 0.0 for entry in entries) < 130


@pytest.mark.parametrize("scheme", SCHEMES)
def test_several_features_and_outputs_are_drawn_in_the_same_order(scheme: str) -> None:
    recipe = Recipe((HiddenLayer(3),), initialization=Initialization.of(scheme), features=("x1",))
    wide = replace(recipe, output="softmax", outputs=4, features=("x1", "x2", "x1_x2"))
    for of in (recipe, wide):
        parameters = starting_parameters(of, 5)
        assert parameters.sizes == of.sizes
        rng = np.random.default_rng(5)
        for W, b in parameters.layers:
            n, n_prev = W.shape
            np.testing.assert_array_equal(W, draw_weights(of.initialization, n, n_prev, rng))
            assert not b.any()

"""What a layer does to the plane, against the readable blocks and against what is known of principal components."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import examples_of, task_of

from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.features import InputMap
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe
from neural_sketchpad.nn.space import (
    LINES,
    across_border,
    along_principal,
    along_units,
    carried,
    output_borders,
    output_from,
    plane_grid,
)

Array = np.ndarray
WIDE = (-100.0, 100.0)
CLOUD = np.random.default_rng(1).normal(size=(5, 200)) * np.array([0.3, 3.0, 0.1, 1.0, 0.2])[:, None] + 2.0


def test_the_grid_has_lines_of_equal_x1_and_lines_of_equal_x2() -> None:
    lines = plane_grid((-1.0, 3.0), (0.0, 2.0), 7).reshape(2, 2, LINES, 7)

    assert np.ptp(lines[0, 0], axis=1).max() == 0.0
    assert np.ptp(lines[1, 1], axis=1).max() == 0.0
    assert (lines[0].min(), lines[0].max(), lines[1].min(), lines[1].max()) == (-1.0, 3.0, 0.0, 2.0)


@pytest.mark.parametrize("layer", [0, 1, 2, 3])
def test_points_are_carried_to_a_layer_as_the_blocks_have_it(layer: int) -> None:
    recipe = Recipe((HiddenLayer(5), HiddenLayer(4, "relu")), features=("x1", "x2", "x1_x2"))
    network = Network(recipe, task_of(recipe, 3).parameters, InputMap(recipe.features))
    X = np.random.default_rng(0).normal(size=(2, 30)).astype(np.float32)
    A0 = np.vstack([X, X[:1] * X[1:]]).astype(np.float64)
    _, caches = blocks.L_model_forward(A0, network.parameters.as_dict(), recipe.activations)
    expected = [*(linear[0] for linear, _ in caches), caches[-1][1]]

    np.testing.assert_allclose(carried(network, layer, X), expected[layer], atol=1e-5)


def test_along_units_are_just_their_activations() -> None:
    seen = along_units(CLOUD, (3, 1))

    np.testing.assert_allclose(seen.coordinates(CLOUD), CLOUD[[3, 1]])


def test_the_principal_directions_are_those_of_the_covariance() -> None:
    seen = along_principal(CLOUD)
    variances, vectors = np.linalg.eigh(np.cov(CLOUD))

    np.testing.assert_allclose(np.abs(seen.directions @ vectors[:, [-1, -2]]), np.eye(2), atol=1e-9)
    np.testing.assert_allclose(seen.shares, variances[[-1, -2]] / variances.sum())
    np.testing.assert_allclose(seen.coordinates(CLOUD).mean(axis=1), 0.0, atol=1e-12)


@examples_of(30)
@given(st.integers(0, 10_000), st.floats(0.0, 0.03))
def test_a_small_change_does_not_flip_the_picture(seed: int, change: float) -> None:
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(4, 60)) * np.array([2.0, 1.9, 0.5, 0.4])[:, None]
    before = along_principal(A)
    after = along_principal(A + change * rng.normal(size=A.shape), before)

    assert (np.diagonal(after.directions @ before.directions.T) >= 0.0).all()
    turned = abs(after.directions @ before.directions.T)
    assert np.trace(turned) >= turned[0, 1] + turned[1, 0] - 1e-9


def test_the_order_changes_once_the_other_direction_has_clearly_more() -> None:
    before = along_principal(_axes(3.0, 1.0))
    slightly = along_principal(_axes(1.0, 1.1), before)
    clearly = along_principal(_axes(1.0, 3.0), before)

    assert np.abs(slightly.directions[0]).argmax() == 0
    assert np.abs(clearly.directions[0]).argmax() == 1


def test_few_points_or_equal_ones_have_directions_all_the_same() -> None:
    for A in (np.empty((4, 0)), np.ones((4, 1)), np.ones((4, 9))):
        seen = along_principal(A)
        np.testing.assert_allclose(seen.directions @ seen.directions.T, np.eye(2), atol=1e-12)
        assert seen.shares == (0.0, 0.0)


@examples_of(30)
@given(st.integers(0, 10_000), st.integers(3, 9))
def test_across_the_border_a_point_stands_at_its_distance_from_it(seed: int, n: int) -> None:
    rng = np.random.default_rng(seed)
    A, W, b = rng.normal(size=(n, 50)), rng.normal(size=(1, n)), rng.normal(size=(1, 1))
    seen = across_border(A, W, b)
    border = output_borders(W, b, seen, WIDE, WIDE)

    np.testing.assert_allclose(seen.coordinates(A)[0], (W @ A + b)[0] / np.linalg.norm(W), atol=1e-9)
    np.testing.assert_allclose(seen.directions @ seen.directions.T, np.eye(2), atol=1e-9)
    np.testing.assert_allclose(border[:, [0, 2]], 0.0, atol=1e-9)


def test_of_three_classes_every_point_is_seen_on_its_own_side() -> None:
    rng = np.random.default_rng(3)
    A, W, b = rng.normal(size=(6, 80)), rng.normal(size=(3, 6)), rng.normal(size=(3, 1))
    seen = across_border(A, W, b)
    told = (W @ A + b).argmax(axis=0)
    u = seen.coordinates(A)
    in_the_plane = seen.base + seen.directions.T @ u

    np.testing.assert_array_equal((W @ in_the_plane + b).argmax(axis=0), told)
    borders = output_borders(W, b, seen, WIDE, WIDE)
    assert len(borders) == 3
    for x1, y1, x2, y2 in borders:
        z = np.sort((W @ (seen.base + seen.directions.T @ [[(x1 + x2) / 2], [(y1 + y2) / 2]]) + b)[:, 0])
        assert z[2] - z[1] < 1e-9 < z[1] - z[0]


def test_an_output_without_weights_has_no_border_and_is_seen_along_the_principal_directions() -> None:
    W, b = np.zeros((1, 5)), np.zeros((1, 1))
    seen = across_border(CLOUD, W, b)

    np.testing.assert_allclose(seen.directions, along_principal(CLOUD).directions)
    assert len(output_borders(W, b, seen, WIDE, WIDE)) == 0


def test_with_two_units_the_border_is_the_line_of_the_weights() -> None:
    W, b = np.array([[2.0, -1.0]]), np.array([[0.5]])
    ((x1, y1, x2, y2),) = output_borders(W, b, along_units(CLOUD[:2], (0, 1)), (-1.0, 1.0), (-5.0, 5.0))

    assert {x1, x2} == {-1.0, 1.0}
    np.testing.assert_allclose([2.0 * x1 - y1 + 0.5, 2.0 * x2 - y2 + 0.5], 0.0, atol=1e-12)


def test_of_one_unit_the_border_is_a_place() -> None:
    ((x1, _, x2, _),) = output_borders(
        np.array([[4.0]]), np.array([[-2.0]]), along_units(CLOUD[:1], (0,)), (-1.0, 1.0), (0.0, 1.0)
    )

    assert x1 == x2 == 0.5


def test_the_output_is_linear_in_the_last_hidden_layer_and_in_itself_only() -> None:
    recipe = Recipe((HiddenLayer(5), HiddenLayer(4)), output="softmax", outputs=3)
    network = Network(recipe, task_of(recipe, 3).parameters)
    X = np.random.default_rng(0).normal(size=(2, 10)).astype(np.float32)
    Z = carried(network, 3, X)

    for layer in (2, 3):
        output = output_from(network, layer)
        assert output is not None
        np.testing.assert_allclose(output[0] @ carried(network, layer, X) + output[1], Z, atol=1e-5)
    assert output_from(network, 1) is None


def _axes(first: float, second: float) -> Array:
    """Points whose spread lies along two units."""
    u = np.linspace(-1.0, 1.0, 40)
    return np.vstack([first * np.cos(7.0 * u), second * np.sin(7.0 * u), 0.01 * u])

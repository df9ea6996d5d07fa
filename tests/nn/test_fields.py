"""A network over a grid: the numbers behind the maps of the window."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import (
    Task,
    examples_of,
    feature_sets,
    outputs_of_layers,
    task_of,
    tasks,
    tasks_of_every_kind,
    with_head,
)

from neural_sketchpad.nn import forward
from neural_sketchpad.nn.features import InputMap
from neural_sketchpad.nn.fields import Single, cell_centres, grid, layer_maps, plane_values
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe


def test_cell_centres_are_the_middles_of_equal_parts() -> None:
    np.testing.assert_array_equal(cell_centres(-2.0, 2.0, 4), np.array([-1.5, -0.5, 0.5, 1.5], dtype=np.float32))
    assert cell_centres(0.0, 1.0, 7).dtype == np.float32


def test_a_grid_goes_row_by_row_through_x2() -> None:
    points = grid(np.array([1.0, 2.0, 3.0], np.float32), np.array([10.0, 20.0], np.float32))
    np.testing.assert_array_equal(points, [[1, 2, 3, 1, 2, 3], [10, 10, 10, 20, 20, 20]])
    assert points.dtype == np.float32


def plane() -> Single:
    return grid(cell_centres(-3.0, 3.0, 15), cell_centres(-2.0, 2.0, 12))


def assert_maps_are_the_forward_pass(network: Network, X: Single) -> None:
    """All units of each layer, each layer's last unit alone, and what the mathematics says in double precision."""
    maps = layer_maps(network, X)
    sizes = network.parameters.sizes
    single = [plane_values(network, layer, slice(n - 1, n), X) for layer, n in enumerate(sizes[1:], start=1)]
    exact = outputs_of_layers(network.recipe, network.parameters, network.inputs(X.astype(np.float64)))
    assert len(maps) == len(exact) == network.depth
    for values, last, expected in zip(maps, single, exact, strict=True):
        assert values.dtype == last.dtype == np.float32
        assert last.shape == (1, X.shape[1])
        scale = max(1.0, float(np.abs(expected).max()))
        np.testing.assert_allclose(values, expected, rtol=1e-4, atol=1e-4 * scale)
        np.testing.assert_array_equal(last, values[-1:])


@examples_of(40)
@given(task=tasks(max_layers=3), numbers=st.sampled_from([1, 1000, 60_000]))
def test_maps_in_blocks_are_the_forward_pass_over_all_points(task: Task, numbers: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forward, "NUMBERS_AT_ONCE", numbers)
        assert_maps_are_the_forward_pass(Network(task.recipe, task.parameters), plane())


@examples_of(40)
@given(task=tasks_of_every_kind(max_layers=2), standardized=st.booleans(), numbers=st.sampled_from([1, 60_000]))
def test_maps_are_over_the_plane_whatever_the_network_is_told_of_a_point(
    task: Task, standardized: bool, numbers: int
) -> None:
    """The points go through the same map as the examples did: features, and what standardises them."""
    names = task.recipe.features
    examples = np.random.default_rng(task.seed).uniform(-5.0, 5.0, (2, 30))
    inputs = InputMap.fitted(names, examples) if standardized else InputMap(names)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(forward, "NUMBERS_AT_ONCE", numbers)
        assert_maps_are_the_forward_pass(Network(task.recipe, task.parameters, inputs), plane())


@given(names=feature_sets)
@examples_of(20)
def test_some_units_of_a_layer_are_those_rows_of_its_map(names: tuple[str, ...]) -> None:
    recipe = with_head(Recipe((HiddenLayer(5, "gelu"),), features=names), ("softmax", "cross_entropy"), 4)
    network, X = Network(recipe, task_of(recipe, 1).parameters, InputMap(names)), plane()
    hidden, logits = layer_maps(network, X)
    for units in (slice(None), slice(0, 1), slice(1, 4), slice(2, None)):
        np.testing.assert_array_equal(plane_values(network, 1, units, X), hidden[units])
        np.testing.assert_array_equal(plane_values(network, 2, units, X), logits[units])


def test_weights_beyond_single_precision_still_give_a_map() -> None:
    recipe = Recipe((HiddenLayer(1, "linear"),))
    huge = Parameters.from_layers([(np.array([[1e80, 0.0]]), np.zeros((1, 1))), (np.array([[1e80]]), np.zeros((1, 1)))])
    X = np.array([[-1.0, 1.0], [0.0, 0.0]], dtype=np.float32)
    network = Network(recipe, huge)
    logits = plane_values(network, 2, slice(0, 1), X)[0]
    assert logits[0] < -1e30
    assert logits[1] > 1e30
    assert np.isfinite(logits).all()
    assert all(np.isfinite(values).all() for values in layer_maps(network, X))


def test_a_deep_network_of_ordinary_weights_that_reaches_beyond_single_precision_still_gives_its_map() -> None:
    recipe = Recipe(tuple(HiddenLayer(4, "linear") for _ in range(10)))
    drawn = task_of(recipe, 1).parameters
    network = Network(recipe, Parameters(drawn.sizes, 1e4 * drawn.theta))
    X = plane()
    values = plane_values(network, network.depth, slice(0, 1), X)
    exact = outputs_of_layers(recipe, network.parameters, X.astype(np.float64))[-1]
    assert np.abs(exact).max() > 1e38
    assert np.isfinite(values).all()
    np.testing.assert_array_equal(values > 0.0, exact > 0.0)

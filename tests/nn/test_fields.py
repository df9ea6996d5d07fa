"""A network over a grid: the numbers behind the maps of the window."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import Task, examples_of, tasks

from neural_sketchpad.nn import fields
from neural_sketchpad.nn.fields import cell_centres, grid, layer_maps, plane_values
from neural_sketchpad.nn.forward import layer_outputs
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe


def test_cell_centres_are_the_middles_of_equal_parts() -> None:
    np.testing.assert_array_equal(cell_centres(-2.0, 2.0, 4), np.array([-1.5, -0.5, 0.5, 1.5], dtype=np.float32))
    assert cell_centres(0.0, 1.0, 7).dtype == np.float32


def test_a_grid_goes_row_by_row_through_x2() -> None:
    points = grid(np.array([1.0, 2.0, 3.0], np.float32), np.array([10.0, 20.0], np.float32))
    np.testing.assert_array_equal(points, [[1, 2, 3, 1, 2, 3], [10, 10, 10, 20, 20, 20]])
    assert points.dtype == np.float32


@examples_of(40)
@given(task=tasks(max_layers=3), numbers=st.sampled_from([1, 1000, 60_000]))
def test_maps_in_blocks_are_the_forward_pass_over_all_points(task: Task, numbers: int) -> None:
    X = grid(cell_centres(-3.0, 3.0, 15), cell_centres(-2.0, 2.0, 12))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fields, "NUMBERS_AT_ONCE", numbers)
        maps = layer_maps(task.recipe, task.parameters, X)
        single = [
            plane_values(task.recipe, task.parameters, layer, n - 1, X)
            for layer, n in enumerate(task.parameters.sizes[1:], start=1)
        ]
    exact = list(layer_outputs(task.recipe, task.parameters, X.astype(np.float64)))
    assert len(maps) == len(exact)
    for values, last, expected in zip(maps, single, exact, strict=True):
        assert values.dtype == last.dtype == np.float32
        np.testing.assert_allclose(values, expected, rtol=1e-4, atol=1e-4)
        np.testing.assert_allclose(last, expected[-1], rtol=1e-4, atol=1e-4)


def test_weights_beyond_single_precision_still_give_a_map() -> None:
    recipe = Recipe((HiddenLayer(1, "linear"),))
    huge = Parameters.from_layers([(np.array([[1e80, 0.0]]), np.zeros((1, 1))), (np.array([[1e80]]), np.zeros((1, 1)))])
    X = np.array([[-1.0, 1.0], [0.0, 0.0]], dtype=np.float32)
    logits = plane_values(recipe, huge, 2, 0, X)

    assert logits[0] < -1e30
    assert logits[1] > 1e30
    assert np.isfinite(logits).all()
    assert all(np.isfinite(values).all() for values in layer_maps(recipe, huge, X))

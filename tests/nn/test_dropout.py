"""Which units an example loses: drawn in the documented order, from seed, update and example alone."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import (
    assert_close_to_the_largest,
    engine_for,
    examples_of,
    forward_by_blocks,
    gradient_by_blocks,
    recipe_of,
    task_of,
)

from neural_sketchpad.nn.dropout import draw_mask
from neural_sketchpad.nn.recipe import Regularization
from neural_sketchpad.nn.streams import Purpose, Stream


def rng_of(seed: int = 0, update: int = 0) -> np.random.Generator:
    return Stream(seed, Purpose.MASKS).at(update)


def test_a_unit_is_left_out_or_divided_by_the_share_that_stays() -> None:
    mask = draw_mask(rng_of(), 50, 400, 0.2)
    assert mask.shape == (50, 400)
    assert set(np.unique(mask)) == {0.0, 1.25}
    assert np.mean(mask == 0.0) == pytest.approx(0.2, abs=0.01)
    assert np.mean(mask) == pytest.approx(1.0, abs=0.015)  # so that the layer behind sees as much as ever


def test_example_after_example_is_drawn_and_in_each_unit_after_unit() -> None:
    """This order is what makes a run the same however the engine cuts it."""
    stream = rng_of(3, 5).random(7 * 4, dtype=np.float32)
    mask = draw_mask(rng_of(3, 5), 4, 7, 0.5)
    for example in range(7):
        for unit in range(4):
            assert (mask[unit, example] > 0.0) == (stream[4 * example + unit] >= 0.5)


@examples_of(60)
@given(
    units=st.integers(1, 9), columns=st.lists(st.integers(1, 9), min_size=1, max_size=5), update=st.integers(0, 10**12)
)
def test_in_pieces_it_is_what_it_is_at_once(units: int, columns: list[int], update: int) -> None:
    rng = rng_of(11, update)
    pieces = [draw_mask(rng, units, count, 0.4) for count in columns]
    np.testing.assert_array_equal(np.hstack(pieces), draw_mask(rng_of(11, update), units, sum(columns), 0.4))


def test_another_seed_or_update_has_other_masks() -> None:
    masks = {draw_mask(rng_of(seed, update), 10, 10, 0.5).tobytes() for seed in range(4) for update in range(4)}
    assert len(masks) == 16


@pytest.mark.parametrize("seed", [0, 2**63 - 1])
def test_any_seed_and_any_number_of_updates_will_do(seed: int) -> None:
    assert draw_mask(rng_of(seed, 2**63), 3, 3, 0.5).shape == (3, 3)


def test_a_stream_comes_back_to_every_place() -> None:
    stream = Stream(4, Purpose.MASKS)
    first = draw_mask(stream.at(0), 3, 5, 0.5)  # an odd number of halves of a draw
    second = draw_mask(stream.at(1), 3, 5, 0.5)
    np.testing.assert_array_equal(draw_mask(stream.at(0), 3, 5, 0.5), first)
    np.testing.assert_array_equal(draw_mask(stream.at(1), 3, 5, 0.5), second)


def test_each_update_of_the_engine_loses_the_units_of_that_update() -> None:
    """Two hidden layers: the first 4 rows of the mask are layer 1's, the next 3 layer 2's."""
    recipe = replace(
        recipe_of((4, "tanh"), (3, "sigmoid"), learning_rate=1.0), regularization=Regularization(dropout=0.5)
    )
    task = task_of(recipe, m=9, seed=6)
    engine = engine_for(task)
    for update in range(4):
        before = engine.parameters
        engine.run(1)
        whole = draw_mask(rng_of(6, update), 7, 9, 0.5)
        gradient = gradient_by_blocks(recipe, before, task.X, task.Y, [whole[:4], whole[4:]])
        assert_close_to_the_largest(before.theta - engine.parameters.theta, gradient)


def test_a_unit_left_out_in_every_example_learns_nothing() -> None:
    recipe = replace(recipe_of((6, "relu"), learning_rate=1.0), regularization=Regularization(dropout=0.9))
    task = task_of(recipe, m=2, seed=1)
    lost = (draw_mask(rng_of(1, 0), 6, 2, 0.9) == 0.0).all(axis=1)
    assert lost.any()
    engine = engine_for(task)
    engine.run(1)
    W_before, _ = task.parameters.layers[0]
    W_after, _ = engine.parameters.layers[0]
    np.testing.assert_array_equal(W_after[lost], W_before[lost])
    np.testing.assert_array_equal(engine.parameters.layers[1][0][:, lost], task.parameters.layers[1][0][:, lost])


def test_a_network_that_loses_units_is_on_average_the_whole_one() -> None:
    """Behind one hidden layer the logits are linear in the masks, whose mean is 1."""
    recipe = replace(recipe_of((8, "tanh")), regularization=Regularization(dropout=0.5))
    task = task_of(recipe, m=1)
    logits: list[float] = []
    for update in range(4000):
        _, caches = forward_by_blocks(recipe, task.parameters, task.X, [draw_mask(rng_of(0, update), 8, 1, 0.5)])
        logits.append(float(caches[-1][1][0, 0]))
    _, whole = forward_by_blocks(recipe, task.parameters, task.X, [np.ones((8, 1))])
    assert np.mean(logits) == pytest.approx(float(whole[-1][1][0, 0]), abs=0.08)

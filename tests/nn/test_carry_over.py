"""When a network changes its shape while it learns, whatever still has its place keeps its numbers."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import examples_of

from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.parameters import Parameters, carry_over
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe
from neural_sketchpad.nn.reshaping import input_origins, layer_origins

layers = st.builds(HiddenLayer, st.integers(1, 6), st.sampled_from(["tanh", "relu"]))
distinct = st.lists(layers, min_size=1, max_size=4, unique=True)
"""Between equal neighbours nobody can say which one was put in; between different ones it is certain."""


def recipe_of(hidden: list[HiddenLayer]) -> Recipe:
    return Recipe(tuple(hidden))


def changed(old: list[HiddenLayer], new: list[HiddenLayer]) -> tuple[Parameters, Parameters, Parameters]:
    """Old, fresh and carried-over parameters; no number of one occurs in the other."""
    before, after = starting_parameters(recipe_of(old), 1), starting_parameters(recipe_of(new), 2)
    old_parameters = Parameters(before.sizes, before.theta + 100.0)
    return old_parameters, after, carried_over(old_parameters, after, recipe_of(old), recipe_of(new))


def carried_over(old: Parameters, fresh: Parameters, before: Recipe, after: Recipe) -> Parameters:
    return carry_over(old, fresh, layer_origins(before, after), input_origins(before, after))


@examples_of(50)
@given(hidden=st.lists(layers, max_size=5))
def test_the_same_recipe_keeps_everything(hidden: list[HiddenLayer]) -> None:
    old, _, carried = changed(hidden, hidden)
    assert carried == old
    assert layer_origins(recipe_of(hidden), recipe_of(hidden)) == tuple(range(1, len(hidden) + 2))


@examples_of(50)
@given(hidden=distinct, data=st.data())
def test_another_activation_keeps_everything(hidden: list[HiddenLayer], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(hidden) - 1))
    new = [*hidden]
    new[place] = replace(new[place], activation="linear")
    old, _, carried = changed(hidden, new)
    assert carried == old


@examples_of(80)
@given(hidden=st.lists(layers, min_size=1, max_size=4), data=st.data())
def test_units_added_are_fresh_and_the_others_keep_theirs(hidden: list[HiddenLayer], data: st.DataObject) -> None:
    place, more = data.draw(st.integers(0, len(hidden) - 1)), data.draw(st.integers(1, 3))
    units = hidden[place].units
    new = [*hidden]
    new[place] = replace(new[place], units=units + more)
    old, fresh, carried = changed(hidden, new)
    for l, (W, b) in enumerate(carried.layers):  # noqa: E741
        W_old, b_old = old.layers[l]
        rows, columns = W_old.shape
        np.testing.assert_array_equal(W[:rows, :columns], W_old)
        np.testing.assert_array_equal(b[:rows], b_old)
        np.testing.assert_array_equal(W[rows:], fresh.layers[l][0][rows:])
        np.testing.assert_array_equal(W[:, columns:], fresh.layers[l][0][:, columns:])
        np.testing.assert_array_equal(b[rows:], fresh.layers[l][1][rows:])


@examples_of(80)
@given(hidden=st.lists(layers, min_size=1, max_size=4), data=st.data())
def test_units_removed_leave_the_others_what_they_are(hidden: list[HiddenLayer], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(hidden) - 1))
    new = [*hidden]
    new[place] = replace(new[place], units=data.draw(st.integers(1, hidden[place].units)))
    old, _, carried = changed(hidden, new)
    for (W, b), (W_old, b_old) in zip(carried.layers, old.layers, strict=True):
        np.testing.assert_array_equal(W, W_old[: W.shape[0], : W.shape[1]])
        np.testing.assert_array_equal(b, b_old[: b.shape[0]])


@examples_of(80)
@given(hidden=distinct, data=st.data())
def test_a_layer_put_in_leaves_its_neighbours_what_they_are(hidden: list[HiddenLayer], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(hidden)))
    old, fresh, carried = changed(hidden, [*hidden[:place], HiddenLayer(5, "sigmoid"), *hidden[place:]])
    for l, (W, b) in enumerate(carried.layers):  # noqa: E741
        if l == place:
            expected = fresh.layers[l]
        elif l < place:
            expected = old.layers[l]
        else:  # the layer behind the new one reads from it, so its weights are new, but its biases stay
            expected = (fresh.layers[l][0] if l == place + 1 else old.layers[l - 1][0]), old.layers[l - 1][1]
        np.testing.assert_array_equal(W, expected[0])
        np.testing.assert_array_equal(b, expected[1])


@examples_of(80)
@given(hidden=distinct, data=st.data())
def test_a_layer_taken_out_leaves_its_neighbours_what_they_are(hidden: list[HiddenLayer], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(hidden) - 1))
    old, fresh, carried = changed(hidden, [*hidden[:place], *hidden[place + 1 :]])
    for l, (W, b) in enumerate(carried.layers):  # noqa: E741
        W_old, b_old = old.layers[l] if l < place else old.layers[l + 1]
        np.testing.assert_array_equal(W, fresh.layers[l][0] if l == place else W_old)
        np.testing.assert_array_equal(b, b_old)


@pytest.mark.parametrize(
    ("old", "new", "origins"),
    [
        ([], [3], (None, 1)),
        ([3], [], (2,)),
        ([3, 4, 5], [3, 9, 4, 5], (1, None, 2, 3, 4)),
        ([3, 4, 5], [3, 5], (1, 3, 4)),
        ([3, 4, 5], [7, 8], (None, None, 4)),
        ([3, 3], [3, 3, 3], (1, 2, None, 3)),
    ],
)
def test_layers_are_recognised_from_the_front_and_then_from_the_back(
    old: list[int], new: list[int], origins: tuple[int | None, ...]
) -> None:
    before, after = recipe_of([HiddenLayer(n) for n in old]), recipe_of([HiddenLayer(n) for n in new])
    assert layer_origins(before, after) == origins


def test_a_feature_put_in_leaves_the_columns_of_the_others_what_they_are() -> None:
    before = Recipe((HiddenLayer(3),), features=("x1", "x1_x2"))
    after = replace(before, features=("x1", "x2", "x1_x2", "sin_x1"))
    assert input_origins(before, after) == (0, None, 1, None)
    old, fresh = starting_parameters(before, 1), starting_parameters(after, 2)
    W, b = carried_over(old, fresh, before, after).layers[0]
    W_old, W_fresh = old.layers[0][0], fresh.layers[0][0]
    np.testing.assert_array_equal(W, np.column_stack([W_old[:, 0], W_fresh[:, 1], W_old[:, 1], W_fresh[:, 3]]))
    np.testing.assert_array_equal(b, old.layers[0][1])
    np.testing.assert_array_equal(carried_over(old, fresh, before, after).layers[1][0], old.layers[1][0])


def test_a_feature_taken_out_leaves_the_columns_of_the_others_what_they_are() -> None:
    before = Recipe((HiddenLayer(3),), features=("x1", "x2", "x1_squared", "x2_squared"))
    after = replace(before, features=("x1", "x2_squared"))
    old, fresh = starting_parameters(before, 1), starting_parameters(after, 2)
    W, _ = carried_over(old, fresh, before, after).layers[0]
    np.testing.assert_array_equal(W, old.layers[0][0][:, [0, 3]])


def test_features_that_are_all_others_leave_the_biases_and_the_layers_behind() -> None:
    before = Recipe((HiddenLayer(3),), features=("x1", "x2"))
    after = replace(before, features=("sin_x1", "sin_x2"))
    old, fresh = starting_parameters(before, 1), starting_parameters(after, 2)
    carried = carried_over(old, fresh, before, after)
    np.testing.assert_array_equal(carried.layers[0][0], fresh.layers[0][0])
    np.testing.assert_array_equal(carried.layers[1][0], old.layers[1][0])


def test_without_a_hidden_layer_the_output_reads_from_the_features() -> None:
    before, after = Recipe((), features=("x1", "x2")), Recipe((), features=("x2", "x1_x2"))
    old, fresh = starting_parameters(before, 1), starting_parameters(after, 2)
    W, b = carried_over(old, fresh, before, after).layers[0]
    np.testing.assert_array_equal(W, [[old.layers[0][0][0, 1], fresh.layers[0][0][0, 1]]])
    np.testing.assert_array_equal(b, old.layers[0][1])


@pytest.mark.parametrize("there_and_back", [False, True])
def test_a_softmax_begins_afresh_and_the_hidden_layers_go_on(there_and_back: bool) -> None:
    """A logit of a sigmoid is a distance from the border, one of a softmax a score among several: neither goes on."""
    one = Recipe((HiddenLayer(3), HiddenLayer(2)))
    several = replace(one, output="softmax", outputs=3)
    before, after = (several, one) if there_and_back else (one, several)
    assert layer_origins(before, after) == (1, 2, None)
    old, fresh = starting_parameters(before, 1), starting_parameters(after, 2)
    carried = carried_over(old, fresh, before, after)
    for place, expected in enumerate((old, old, fresh)):
        np.testing.assert_array_equal(carried.layers[place][0], expected.layers[place][0])
        np.testing.assert_array_equal(carried.layers[place][1], expected.layers[place][1])


def test_another_class_adds_a_row_to_the_softmax() -> None:
    before = Recipe((HiddenLayer(2),), output="softmax", outputs=3)
    after = replace(before, outputs=5)
    old, fresh = starting_parameters(before, 1), starting_parameters(after, 2)
    W, _ = carried_over(old, fresh, before, after).layers[1]
    np.testing.assert_array_equal(W, np.vstack([old.layers[1][0], fresh.layers[1][0][3:]]))


@pytest.mark.parametrize("output", ["linear", "relu"])
def test_an_output_of_one_unit_continues_another_of_one_unit(output: str) -> None:
    before, after = Recipe((HiddenLayer(2),)), Recipe((HiddenLayer(2),), output=output, cost="squared_error")
    assert layer_origins(before, after) == (1, 2)

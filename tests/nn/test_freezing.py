"""What is frozen keeps its value to the bit while the rest learns, and stays frozen where its place stays."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from nn_samples import Task, engine_for, examples_of, recipe_of, task_of, tasks_of_every_kind

from neural_sketchpad.nn.optimizers import RULES, RecipeError
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.nn.recipe import HiddenLayer
from neural_sketchpad.nn.reshaping import frozen_mask, reshaped


@examples_of(60)
@given(task=tasks_of_every_kind())
def test_a_frozen_parameter_does_not_move_and_the_others_do(task: Task) -> None:
    mask = frozen_mask(task.recipe)
    assume(mask is not None)
    engine = engine_for(task)
    engine.run(5)
    assert mask is not None
    np.testing.assert_array_equal(engine.parameters.theta[mask], task.parameters.theta[mask])


@pytest.mark.parametrize("rule", list(RULES))
def test_one_weight_and_one_bias_stay_while_every_other_learns(rule: str) -> None:
    recipe = recipe_of((3, "tanh"))
    recipe = replace(recipe, optimizer=recipe.optimizer.with_rule(rule))
    kept = {Place(1, 2, 0), Place(2, 0, BIAS)}
    task = task_of(replace(recipe, frozen_places=frozenset(kept)), m=20)
    engine = engine_for(task)
    engine.run(10)
    still = np.flatnonzero(engine.parameters.theta == task.parameters.theta)
    mask = frozen_mask(task.recipe)
    assert mask is not None
    np.testing.assert_array_equal(still, np.flatnonzero(mask))
    assert [engine.parameters.value_at(place) for place in kept] == [task.parameters.value_at(place) for place in kept]


def test_a_frozen_layer_stays_as_a_whole() -> None:
    task = task_of(replace(recipe_of((3, "relu"), (2, "tanh")), frozen_layers=frozenset({2})), m=20)
    engine = engine_for(task)
    engine.run(10)
    moved = [
        not np.array_equal(before, after)
        for (before, _), (after, _) in zip(task.parameters.layers, engine.parameters.layers, strict=True)
    ]
    assert moved == [True, False, True]
    assert task.recipe.is_frozen(Place(2, 1, BIAS))
    assert not task.recipe.is_frozen(Place(3, 0, BIAS))


def test_what_is_frozen_goes_along_with_its_unit() -> None:
    recipe = replace(
        recipe_of((3, "relu"), (4, "tanh")),
        frozen_layers=frozenset({3}),
        frozen_places=frozenset({Place(1, 0, 1), Place(1, 2, BIAS), Place(2, 3, 0), Place(2, 1, 2)}),
    )
    fewer = reshaped(recipe, hidden=(HiddenLayer(2, "relu"), HiddenLayer(4, "tanh")))
    assert fewer.frozen_places == {Place(1, 0, 1), Place(2, 3, 0)}
    assert fewer.frozen_layers == {3}
    between = reshaped(recipe, hidden=(*recipe.hidden[:1], HiddenLayer(5), *recipe.hidden[1:]))
    assert between.frozen_places == {Place(1, 0, 1), Place(1, 2, BIAS)}
    assert between.frozen_layers == {4}
    only_x2 = reshaped(recipe, features=("x2",))
    assert only_x2.frozen_places == {Place(1, 0, 0), Place(1, 2, BIAS), Place(2, 3, 0), Place(2, 1, 2)}
    assert reshaped(recipe, batch_size=3).frozen_places == recipe.frozen_places


def test_a_weight_from_an_input_does_not_become_one_from_a_new_layer_before_it() -> None:
    recipe = replace(recipe_of((3, "relu")), frozen_places=frozenset({Place(1, 0, 1), Place(1, 2, BIAS)}))
    before = reshaped(recipe, hidden=(HiddenLayer(5), *recipe.hidden))
    assert before.frozen_places == {Place(2, 2, BIAS)}


@examples_of(40)
@given(task=tasks_of_every_kind(), units=st.lists(st.integers(1, 6), max_size=4))
def test_any_change_of_the_layers_leaves_a_valid_recipe(task: Task, units: list[int]) -> None:
    changed = reshaped(task.recipe, hidden=tuple(HiddenLayer(n) for n in units))
    assert all(changed.has(place) for place in changed.frozen_places)


@pytest.mark.parametrize("place", [Place(0, 0, 0), Place(1, 3, 0), Place(1, 0, 2), Place(1, 0), Place(3, 0, 0)])
def test_a_place_that_is_not_there_cannot_be_frozen(place: Place) -> None:
    with pytest.raises(RecipeError, match=r"^frozen_places must be weights or biases of the network, not layer"):
        replace(recipe_of((3, "tanh")), frozen_places=frozenset({place}))


@pytest.mark.parametrize("layer", [0, 3])
def test_a_layer_that_is_not_there_cannot_be_frozen(layer: int) -> None:
    with pytest.raises(RecipeError, match=r"^frozen_layers must be from 1 to 2, not"):
        replace(recipe_of((3, "tanh")), frozen_layers=frozenset({layer}))

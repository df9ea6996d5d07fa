"""Points of several classes or with values, and the output that follows them: through edits, undo and presets."""

from dataclasses import replace

import numpy as np
import pytest
from experiment_samples import assert_same, datasets, examples_of, experiments, recipes_for
from hypothesis import given
from hypothesis import strategies as st

from neural_sketchpad.data.dataset import LAST_SERIAL, Dataset
from neural_sketchpad.data.generators import PRESETS, PresetChoice, generate
from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import Become, Move, Remove, append, clear_points, draw_preset, with_kind
from neural_sketchpad.experiment.experiment import Experiment, misfit, suited
from neural_sketchpad.experiment.project_file import from_text, to_text
from neural_sketchpad.nn.parameters import Parameters, parameter_count
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe

TWO = Experiment(Dataset.of([[0.0, 1.0], [0.0, 1.0]], [0, 1]), Recipe((HiddenLayer(3),)))
POINT = np.array([[2.0], [3.0]])
SOFTMAX_3 = replace(TWO.recipe, output="softmax", outputs=3)
LINEAR = replace(TWO.recipe, output="linear", cost="squared_error")


def points_of(*targets: float, is_regression: bool = False) -> Dataset:
    return Dataset.of(np.zeros((2, len(targets))), targets, is_regression=is_regression)


def after_preset(experiment: Experiment, name: str) -> Experiment:
    return draw_preset(experiment, PresetChoice.of(name)).applied_to(experiment)


@pytest.mark.parametrize(
    ("recipe", "dataset", "named"),
    [
        (TWO.recipe, points_of(0, 2), "recipe.output"),
        (SOFTMAX_3, points_of(0, 3), "recipe.outputs"),
        (LINEAR, points_of(0, 1), "recipe.output"),
        (TWO.recipe, points_of(0.5, is_regression=True), "recipe.output"),
        (SOFTMAX_3, points_of(0.5, is_regression=True), "recipe.output"),
        (LINEAR, Dataset(), "recipe.output"),
    ],
)
def test_an_experiment_whose_output_cannot_learn_its_points_does_not_exist(
    recipe: Recipe, dataset: Dataset, named: str
) -> None:
    sentence = misfit(recipe, dataset)
    assert sentence is not None
    assert sentence.startswith(f"{named} must be ")
    assert sentence.endswith(".")
    with pytest.raises(ValueError, match=named):
        Experiment(dataset, recipe)


@examples_of(60)
@given(data=st.data(), dataset=datasets(min_m=0))
def test_a_recipe_that_fits_is_kept_and_one_that_does_not_becomes_one_that_does(
    data: st.DataObject, dataset: Dataset
) -> None:
    fitting = data.draw(recipes_for(dataset))
    assert misfit(fitting, dataset) is None
    assert Experiment(recipe=TWO.recipe).with_recipe(fitting, dataset).with_dataset(dataset).recipe is fitting
    other = data.draw(datasets(min_m=0))
    assert misfit(suited(fitting, other), other) is None
    experiment = Experiment(dataset, fitting).with_dataset(other)
    assert experiment.dataset is other
    changed = replace(experiment.recipe, output=fitting.output, outputs=fitting.outputs, cost=fitting.cost)
    # Nothing but the output has changed, and what was frozen of it.
    assert replace(changed, frozen_layers=fitting.frozen_layers, frozen_places=fitting.frozen_places) == fitting


def test_the_first_point_of_a_third_class_turns_the_output_to_softmax_and_undo_restores_it_exactly() -> None:
    given = Parameters(TWO.recipe.sizes, np.arange(1.0, parameter_count(TWO.recipe.sizes) + 1.0))
    start = replace(TWO, given=given)
    document = Document(start)
    document.apply(append(start, POINT, 2), "draw")
    turned = document.experiment
    assert (turned.recipe.output, turned.recipe.cost, turned.recipe.outputs) == ("softmax", "cross_entropy", 3)
    assert turned.dataset.class_counts == (1, 1, 1)
    assert turned.given is not None
    np.testing.assert_array_equal(turned.given.layers[0][0], given.layers[0][0])
    document.undo()
    assert document.experiment is start
    document.redo()
    assert_same(document.experiment, turned)


def test_a_stroke_that_brings_a_class_on_the_way_is_one_step_back() -> None:
    document = Document(TWO)
    for label in (1, 2, 2, 5, 0):
        document.apply(append(document.experiment, POINT, label), "stroke", gesture="stroke")
    assert document.experiment.recipe.outputs == 6
    after = document.experiment
    document.undo()
    assert_same(document.experiment, TWO)
    document.redo()
    assert_same(document.experiment, after)


def test_a_class_that_has_an_output_already_brings_no_other() -> None:
    three = Experiment(points_of(0, 1, 2), SOFTMAX_3)
    document = Document(three)
    document.apply(append(three, POINT, 2), "draw")
    assert document.experiment.recipe is SOFTMAX_3
    document.undo()
    assert_same(document.experiment, three)


def test_a_class_that_loses_its_last_point_keeps_its_output() -> None:
    """Erasing and painting again must not throw the trained output away."""
    three = Experiment(points_of(0, 1, 2), SOFTMAX_3)
    erased = Remove(np.array([2])).applied_to(three)
    assert erased.recipe is SOFTMAX_3
    assert erased.dataset.classes == 2
    assert erased.examples()[0].Y.shape == (3, 2)


def test_a_point_of_a_regression_has_the_value_it_is_given() -> None:
    values = Experiment(points_of(0.25, is_regression=True), LINEAR)
    after = append(values, POINT, -1.75).applied_to(values)
    assert after.dataset.targets.tolist() == [0.25, -1.75]
    assert after.recipe is LINEAR
    np.testing.assert_array_equal(after.examples()[0].Y, [[0.25, -1.75]])


def test_softmax_examples_have_a_row_for_each_class() -> None:
    experiment = Experiment(points_of(2, 0, 1, 2), replace(SOFTMAX_3, outputs=4))
    expected = [[0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 1], [0, 0, 0, 0]]
    np.testing.assert_array_equal(experiment.examples()[0].Y, expected)


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_can_be_learned_whatever_was_there(name: str) -> None:
    for before in (TWO, Experiment(points_of(0, 6), replace(SOFTMAX_3, outputs=7)), after_preset(TWO, "houses")):
        after = after_preset(before, name)
        assert after.dataset == generate(PresetChoice.of(name))
        assert misfit(after.recipe, after.dataset) is None
        assert after.recipe.hidden == before.recipe.hidden
        wants = PRESETS[name]
        assert after.recipe.features == (wants.features or ("x1", "x2"))
        assert after.recipe.sizes[-1] == (after.dataset.classes if after.recipe.output == "softmax" else 1)


def test_house_prices_bring_their_input_and_output_and_the_next_preset_takes_them_back() -> None:
    houses = after_preset(TWO, "houses")
    assert (houses.recipe.features, houses.recipe.output, houses.recipe.cost) == (("x1",), "relu", "squared_error")
    for name, output in (("moons", "sigmoid"), ("quarters", "softmax"), ("plane", "linear")):
        after = after_preset(houses, name)
        assert after.recipe.features == ("x1", "x2")
        assert after.recipe.output == output  # a ReLU could not say the values below zero
    again = after_preset(houses, "houses")
    assert again.recipe == houses.recipe


def test_features_and_outputs_somebody_chose_outlive_a_preset() -> None:
    chosen = replace(TWO, recipe=replace(TWO.recipe, features=("x1", "x1_x2")))
    assert after_preset(after_preset(chosen, "xor"), "moons").recipe.features == ("x1", "x1_x2")
    houses = after_preset(TWO, "houses")
    richer = replace(houses, recipe=replace(houses.recipe, features=("x1", "sin_x1")))
    assert after_preset(richer, "xor").recipe.features == ("x1", "sin_x1")
    waves = after_preset(TWO, "waves")
    never_below_zero = replace(waves, recipe=replace(waves.recipe, output="relu"))
    assert after_preset(never_below_zero, "hills").recipe.output == "relu"


@examples_of(40)
@given(experiment=experiments(min_m=0))
def test_clearing_keeps_the_kind_and_undo_brings_all_back(experiment: Experiment) -> None:
    document = Document(experiment)
    document.apply(clear_points(experiment), "clear")
    cleared = document.experiment
    assert cleared.dataset.m == 0
    assert cleared.dataset.is_regression == experiment.dataset.is_regression
    assert cleared.recipe.head.is_regression == experiment.recipe.head.is_regression
    document.undo()
    assert_same(document.experiment, experiment)


@examples_of(40)
@given(experiment=experiments(min_m=0))
def test_points_change_their_kind_and_the_output_with_them(experiment: Experiment) -> None:
    of_values = experiment.dataset.is_regression
    assert with_kind(experiment, is_regression=of_values) is experiment
    turned = with_kind(experiment, is_regression=not of_values)
    assert turned.dataset.is_regression is not of_values
    assert turned.recipe.head.is_regression is not of_values
    assert turned.preset is None
    np.testing.assert_array_equal(turned.dataset.X, experiment.dataset.X)
    back = with_kind(turned, is_regression=of_values)
    if not of_values:
        assert back.dataset == experiment.dataset
    document = Document(experiment)
    document.apply(Become(turned), "kind")
    document.undo()
    assert_same(document.experiment, experiment)


def test_what_house_prices_wanted_goes_with_them_whichever_way_they_go() -> None:
    houses = draw_preset(Experiment(), PresetChoice.of("houses")).applied_to(Experiment())
    assert (houses.recipe.features, houses.recipe.output) == (("x1",), "relu")
    cleared = clear_points(houses).applied_to(houses)
    assert (cleared.recipe.features, cleared.recipe.output) == (("x1", "x2"), "linear")
    as_classes = with_kind(houses, is_regression=False)
    assert as_classes.recipe.features == ("x1", "x2")


def test_points_stay_within_reach_and_what_is_drawn_can_be_saved_and_read() -> None:
    far = append(Experiment(), np.array([[3e12], [-2e9]]), 1).applied_to(Experiment())
    assert far.dataset.X.tolist() == [[1e9], [-1e9]]
    moved = Move(np.array([0]), np.array([[-1e300], [5.0]])).applied_to(far)
    assert moved.dataset.X.tolist() == [[-1e9], [5.0]]
    last = replace(far, dataset=replace(far.dataset, serials=np.array([LAST_SERIAL])))
    more = append(last, np.array([[0.0, 1.0], [0.0, 1.0]]), 0).applied_to(last)
    for experiment in (far, moved, more):
        assert from_text(to_text(experiment)) == experiment

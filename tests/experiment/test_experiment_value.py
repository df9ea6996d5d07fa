"""The experiment as a value: where a run begins, what it learns from, and what deserves a word."""

from dataclasses import replace

import numpy as np
import pytest
from experiment_samples import datasets, examples_of, splits
from hypothesis import given
from numpy.typing import NDArray

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.generators import PresetChoice, generate
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.cautions import caution
from neural_sketchpad.experiment.experiment import Examples, Experiment, Goals
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Initialization, Recipe

RECIPE = Recipe((HiddenLayer(3),))


def given_parameters() -> Parameters:
    return Parameters(RECIPE.sizes, np.arange(100.0, 113.0))


def test_a_run_begins_with_weights_drawn_from_the_seed_unless_they_are_given() -> None:
    experiment = Experiment(recipe=RECIPE, seed=6)
    assert experiment.starting_parameters == starting_parameters(RECIPE, 6)
    given = given_parameters()
    assert replace(experiment, given=given).starting_parameters is given


def test_given_parameters_must_fit_the_recipe() -> None:
    with pytest.raises(ValueError, match=r"^starting_parameters must .*\.$"):
        Experiment(recipe=Recipe((HiddenLayer(4),)), given=given_parameters())


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match=r"^seed must .*\.$"):
        Experiment(seed=seed)


def test_another_recipe_of_the_same_shape_keeps_given_parameters() -> None:
    experiment = Experiment(recipe=RECIPE, given=given_parameters())
    changed = experiment.with_recipe(Recipe((HiddenLayer(3, "relu"),), initialization=Initialization("he")))
    assert changed.given is experiment.given
    assert changed.recipe.hidden[0].activation == "relu"


def test_another_shape_keeps_of_given_parameters_what_still_fits() -> None:
    experiment = Experiment(recipe=RECIPE, given=given_parameters(), seed=3)
    wider = Recipe((HiddenLayer(4),))
    given = experiment.with_recipe(wider).given
    assert given is not None
    fresh = starting_parameters(wider, 3).layers
    before = given_parameters().layers
    np.testing.assert_array_equal(given.layers[0][0], np.vstack([before[0][0], fresh[0][0][3:]]))
    np.testing.assert_array_equal(given.layers[1][0], np.hstack([before[1][0], fresh[1][0][:, 3:]]))
    np.testing.assert_array_equal(given.layers[1][1], before[1][1])


def test_without_given_parameters_another_recipe_gives_none() -> None:
    assert Experiment(recipe=RECIPE).with_recipe(Recipe(())).given is None


@examples_of(60)
@given(dataset=datasets(min_m=0), split=splits)
def test_every_point_is_either_learned_from_or_tested_on(dataset: Dataset, split: Split) -> None:
    small = replace(dataset, serials=np.arange(dataset.m))
    experiment = replace(Experiment().with_dataset(small), split=replace(split, seed=0))
    parts = experiment.examples()
    assert sum(part.m for part in parts) == dataset.m
    together = np.hstack([np.vstack([part.points, targets_in(experiment, part)]) for part in parts])
    expected = np.vstack([dataset.X, dataset.targets])
    assert sorted(map(tuple, together.T.tolist())) == sorted(map(tuple, expected.T.tolist()))


def targets_in(experiment: Experiment, examples: Examples) -> NDArray[np.float64]:
    """The targets (m,) behind Y, which for softmax has a row for each class."""
    assert examples.Y.shape == (experiment.recipe.outputs, examples.m)
    if experiment.recipe.output != "softmax":
        return examples.Y[0]
    np.testing.assert_array_equal(examples.Y.sum(axis=0), 1.0)
    return examples.Y.argmax(axis=0).astype(np.float64)


def test_examples_have_the_courses_shapes() -> None:
    train, test = Experiment(generate(PresetChoice.of("xor")), split=Split(0.2)).examples()
    assert (train.X.shape, train.Y.shape) == ((2, 240), (1, 240))
    assert (test.X.shape, test.Y.shape) == ((2, 60), (1, 60))
    assert train.Y.dtype == np.float64
    assert set(train.Y.ravel().tolist()) == {0.0, 1.0}


@pytest.mark.parametrize(
    ("field", "iteration", "cost"),
    [
        ("iteration", 0, None),
        ("iteration", -3, None),
        ("cost", None, 0.0),
        ("cost", None, -0.1),
        ("cost", None, float("nan")),
        ("cost", None, float("inf")),
    ],
)
def test_a_goal_that_cannot_be_reached_is_refused(field: str, iteration: int | None, cost: float | None) -> None:
    with pytest.raises(ValueError, match=rf"^{field} must [^\n]*\.$"):
        Goals(iteration, cost)


def test_one_point_and_one_class_deserve_a_word_and_ordinary_data_none() -> None:
    one = Experiment(Dataset.of([[1.0], [1.0]], [1]))
    assert "only one training point" in (caution(one) or "")
    for label in (0, 1):
        alike = Experiment(Dataset.of([[1.0, 2.0], [1.0, 2.0]], [label, label]))
        assert f"of class {label}" in (caution(alike) or "")
    values = Dataset.of(np.zeros((2, 3)), [2.5, 2.5, 2.5], is_regression=True)
    assert "have the value 2.5" in (caution(Experiment().with_dataset(values)) or "")
    assert "only one training point" in (caution(Experiment().with_dataset(values.take(np.array([0])))) or "")
    for preset in ("xor", "quarters", "hills"):
        assert caution(Experiment().with_dataset(generate(PresetChoice.of(preset)))) is None
    assert caution(Experiment()) is None


def test_the_word_is_about_the_training_points_alone() -> None:
    """With nine in ten held out, a point or two may be all that is left to learn from."""
    experiment = Experiment(generate(PresetChoice("xor", 10, 0.0)), split=Split(0.9))
    assert experiment.examples()[0].m == 1
    assert "only one training point" in (caution(experiment) or "")

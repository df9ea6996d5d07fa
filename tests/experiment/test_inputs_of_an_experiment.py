"""What an experiment's network is told of its points: features, standardised over what it learns from."""

from dataclasses import replace

import numpy as np
import pytest
from experiment_samples import examples_of
from hypothesis import given
from hypothesis import strategies as st

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.generators import PresetChoice, generate
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.features import FEATURES, InputMap
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe

MOONS = Experiment(generate(PresetChoice.of("moons")), Recipe((HiddenLayer(3),)), Split(0.3))


def with_inputs(experiment: Experiment, *features: str, standardize: bool = False) -> Experiment:
    return experiment.with_recipe(replace(experiment.recipe, features=features, standardize=standardize))


def test_examples_are_the_points_through_the_input_map() -> None:
    experiment = with_inputs(MOONS, "x2", "x1_squared", "sin_x1")
    for part in experiment.examples():
        x1, x2 = part.points
        np.testing.assert_array_equal(part.X, np.stack([x2, x1 * x1, np.sin(x1)]))
        assert part.m == part.points.shape[1]
    assert experiment.input_map == InputMap(("x2", "x1_squared", "sin_x1"))


def test_without_features_or_standardising_the_examples_are_the_points() -> None:
    train, _ = MOONS.examples()
    assert train.X is train.points


def test_inputs_are_standardised_over_the_training_points_alone() -> None:
    """What is held out must not be seen, not even in a mean."""
    experiment = with_inputs(MOONS, *FEATURES, standardize=True)
    train, test = experiment.examples()
    np.testing.assert_allclose(train.X.mean(axis=1), 0.0, atol=1e-12)
    np.testing.assert_allclose(train.X.std(axis=1), 1.0, rtol=1e-12)
    assert np.abs(test.X.mean(axis=1)).max() > 1e-3
    np.testing.assert_array_equal(test.X, experiment.input_map(test.points))
    assert experiment.input_map == InputMap.fitted(tuple(FEATURES), train.points)


def test_moving_a_point_that_is_held_out_changes_nothing_about_the_inputs() -> None:
    experiment = with_inputs(MOONS, "x1", "x2", standardize=True)
    held_out, learned = np.flatnonzero(~experiment.training_mask), np.flatnonzero(experiment.training_mask)
    far = np.array([[50.0], [50.0]])
    same = replace(experiment, dataset=experiment.dataset.moved(held_out[:1], far))
    other = replace(experiment, dataset=experiment.dataset.moved(learned[:1], far))
    assert same.input_map == experiment.input_map
    assert other.input_map != experiment.input_map


@pytest.mark.parametrize(("m", "fraction"), [(0, 0.0), (1, 0.0), (1, 0.9), (2, 0.5)])
def test_few_or_no_points_still_have_inputs(m: int, fraction: float) -> None:
    dataset = Dataset.of(np.full((2, m), 3.0), np.zeros(m))
    experiment = with_inputs(replace(MOONS, dataset=dataset, split=Split(fraction)), "x1", "x1_x2", standardize=True)
    for part in experiment.examples():
        assert part.X.shape == (2, part.m)
        assert np.isfinite(part.X).all()


GIVEN = replace(MOONS, given=starting_parameters(MOONS.recipe, 77))


def test_given_weights_of_a_feature_that_stays_are_kept() -> None:
    assert GIVEN.given is not None
    wider = with_inputs(GIVEN, "x1", "x2", "x1_x2")
    assert wider.given is not None
    np.testing.assert_array_equal(wider.given.layers[0][0][:, :2], GIVEN.given.layers[0][0])
    np.testing.assert_array_equal(with_inputs(wider, "x2").given.layers[0][0], GIVEN.given.layers[0][0][:, 1:])  # type: ignore[union-attr]


def test_given_weights_do_not_go_from_one_feature_to_another_that_takes_its_place() -> None:
    """As many inputs as before, but the second is another: its weights begin afresh, as they do under way."""
    assert GIVEN.given is not None
    other = with_inputs(GIVEN, "x1", "x1_squared")
    assert other.given is not None
    fresh = starting_parameters(other.recipe, other.seed).layers[0][0]
    np.testing.assert_array_equal(other.given.layers[0][0][:, 0], GIVEN.given.layers[0][0][:, 0])
    np.testing.assert_array_equal(other.given.layers[0][0][:, 1], fresh[:, 1])


@examples_of(30)
@given(chosen=st.sets(st.sampled_from(list(FEATURES)), min_size=1), standardize=st.booleans(), seed=st.integers(0, 99))
def test_a_recipe_has_an_input_for_each_feature(chosen: set[str], standardize: bool, seed: int) -> None:
    features = tuple(name for name in FEATURES if name in chosen)
    experiment = replace(with_inputs(MOONS, *features, standardize=standardize), seed=seed)
    train, test = experiment.examples()
    assert experiment.recipe.sizes[0] == len(train.X) == len(test.X) == len(features)
    assert experiment.starting_parameters.sizes == experiment.recipe.sizes

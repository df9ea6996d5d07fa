"""The presets with several classes, and those with values."""

from dataclasses import replace

import numpy as np
import pytest

from neural_sketchpad.data.generators import PRESETS, PresetChoice, generate
from neural_sketchpad.nn.features import FEATURES
from neural_sketchpad.nn.outputs import OUTPUTS

OF_VALUES = [name for name, preset in PRESETS.items() if preset.is_regression]
of_values = pytest.mark.parametrize("name", OF_VALUES)


def test_there_are_sixteen_presets_and_four_of_them_are_of_values() -> None:
    assert len(PRESETS) == 16
    assert OF_VALUES == ["plane", "waves", "hills", "houses"]
    for name, preset in PRESETS.items():
        assert preset.name == name
        assert preset.label
        assert preset.lesson.endswith(".")


@of_values
@pytest.mark.parametrize("points", [2, 3, 401])
def test_a_preset_of_values_has_as_many_as_were_asked_for(name: str, points: int) -> None:
    dataset = generate(replace(PresetChoice.of(name), points=points))
    assert dataset.is_regression
    assert dataset.m == len(dataset.targets) == points
    assert np.isfinite(dataset.targets).all()


@of_values
def test_the_values_differ_and_the_points_are_spread_out(name: str) -> None:
    dataset = generate(PresetChoice.of(name))
    assert np.ptp(dataset.X, axis=1).min() > 4.0
    assert np.ptp(dataset.targets) > 1.0


@pytest.mark.parametrize("name", ["plane", "waves", "hills"])
def test_noise_is_that_of_the_value_and_leaves_the_points_where_they_are(name: str) -> None:
    noisy, clean = (generate(PresetChoice(name, 2000, noise, seed=2)) for noise in (0.25, 0.0))
    np.testing.assert_array_equal(noisy.X, clean.X)
    assert np.std(noisy.targets - clean.targets) == pytest.approx(0.25, rel=0.1)


def test_without_noise_the_values_follow_their_formulas() -> None:
    plane, waves = generate(PresetChoice("plane", 100, 0.0)), generate(PresetChoice("waves", 100, 0.0))
    np.testing.assert_allclose(plane.targets, 0.15 * (plane.X[0] + plane.X[1]), rtol=1e-14)
    np.testing.assert_allclose(waves.targets, np.sin(1.2 * waves.X[0]) * np.cos(1.2 * waves.X[1]), atol=1e-14)
    hills = generate(PresetChoice("hills", 5000, 0.0))
    for x1, x2, height in ((-2.5, 2.5, 1.0), (2.5, 2.5, -1.0), (0.0, 0.0, 1.0), (-2.5, -2.5, -1.0), (2.5, -2.5, 1.0)):
        near = np.hypot(hills.X[0] - x1, hills.X[1] - x2) < 0.2
        assert near.any()
        np.testing.assert_allclose(hills.targets[near], height, atol=0.2)


@pytest.mark.parametrize("noise", [0.0, 0.3, 2.0])
@pytest.mark.parametrize("seed", range(5))
def test_no_house_is_sold_for_less_than_nothing(noise: float, seed: int) -> None:
    houses = generate(PresetChoice("houses", 500, noise, seed))
    assert houses.targets.min() == 0.0
    assert houses.X[0].min() > 0.0
    if noise == 0.0:
        np.testing.assert_allclose(houses.targets, np.maximum(0.0, 1.2 * (houses.X[0] - 0.8)), atol=1e-14)


def test_a_price_has_nothing_to_do_with_x2() -> None:
    houses = generate(PresetChoice("houses", 5000, 0.3))
    assert abs(np.corrcoef(houses.X[1], houses.targets)[0, 1]) < 0.05
    assert np.corrcoef(houses.X[0], houses.targets)[0, 1] > 0.9


def test_without_noise_each_quarter_is_one_class_counted_against_the_clock() -> None:
    dataset = generate(PresetChoice("quarters", 400, 0.0))
    angle = np.mod(np.arctan2(dataset.X[1], dataset.X[0]), 2.0 * np.pi)
    np.testing.assert_array_equal(np.floor(angle / (np.pi / 2.0)), dataset.labels)
    assert np.abs(dataset.X).min() >= 0.3


def test_three_blobs_lie_round_the_corners_of_a_triangle() -> None:
    dataset = generate(PresetChoice("three_blobs", 3000, 0.5))
    corners = np.array([dataset.X[:, dataset.labels == label].mean(axis=1) for label in range(3)])
    np.testing.assert_allclose(np.hypot(*corners.T), 2.4, atol=0.1)
    sides = [np.hypot(*(corners[a] - corners[b])) for a, b in ((0, 1), (1, 2), (2, 0))]
    np.testing.assert_allclose(sides, 2.4 * np.sqrt(3.0), atol=0.15)
    assert corners[0, 1] > 2.2  # the first one on top


def test_three_spirals_are_one_arm_turned_by_thirds() -> None:
    dataset = generate(PresetChoice("three_spirals", 300, 0.0))
    third = 2.0 * np.pi / 3.0
    turn = np.array([[np.cos(third), -np.sin(third)], [np.sin(third), np.cos(third)]])
    arms = [dataset.X[:, dataset.labels == label] for label in range(3)]
    np.testing.assert_allclose(turn @ arms[0], arms[1], atol=1e-12)
    np.testing.assert_allclose(turn @ arms[1], arms[2], atol=1e-12)


def test_what_a_preset_wants_of_the_network_exists() -> None:
    for preset in PRESETS.values():
        if preset.features is not None:
            assert preset.features == tuple(name for name in FEATURES if name in preset.features)
        if preset.output is not None:
            heads = [output for output in OUTPUTS.values() if output.activation == preset.output]
            assert {output.is_regression for output in heads} == {preset.is_regression}
    assert {name for name, preset in PRESETS.items() if preset.features or preset.output} == {"houses"}

"""The presets."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from neural_sketchpad.data.generators import MAX_NOISE, MAX_POINTS, PRESETS, PresetChoice, generate

CLASSES = {"three_blobs": 3, "three_spirals": 3, "quarters": 4}
"""Of the presets with more than two classes."""
IN_CLASSES = [name for name, preset in PRESETS.items() if not preset.is_regression]
every_preset = pytest.mark.parametrize("name", PRESETS)
every_preset_of_classes = pytest.mark.parametrize("name", IN_CLASSES)


@every_preset
def test_the_same_choice_gives_the_same_points(name: str) -> None:
    choice = PresetChoice.of(name)
    assert generate(choice) == generate(choice)


@every_preset
def test_seed_and_noise_matter(name: str) -> None:
    """Noise moves a point of a class, and the value of a point that has one."""
    noisy = replace(PresetChoice.of(name), noise=0.3)
    others = [replace(noisy, seed=1), replace(noisy, noise=0.1), replace(noisy, noise=0.0)]
    for other in others:
        one, another = generate(noisy), generate(other)
        assert not np.array_equal(np.vstack([one.X, one.targets]), np.vstack([another.X, another.targets]))


@every_preset
def test_serials_count_from_0(name: str) -> None:
    dataset = generate(PresetChoice.of(name))
    assert dataset.m == PRESETS[name].points
    np.testing.assert_array_equal(dataset.serials, np.arange(dataset.m))
    assert dataset.is_regression is PRESETS[name].is_regression


@every_preset_of_classes
@pytest.mark.parametrize("points", [2, 3, 10, 400, 401, 403])
def test_the_points_are_shared_out_evenly_and_the_last_classes_have_the_odd_ones(name: str, points: int) -> None:
    dataset = generate(replace(PresetChoice.of(name), points=points))
    classes = CLASSES.get(name, 2)
    assert dataset.m == points
    assert dataset.classes == classes
    counts = dataset.class_counts
    assert max(counts) - min(counts) <= 1
    assert counts[-1] == -(-points // classes)
    np.testing.assert_array_equal(dataset.labels, np.sort(dataset.labels))
    if classes == 2:
        assert counts == (points // 2, points - points // 2)


@every_preset
@pytest.mark.parametrize("seed", range(10))
def test_with_its_customary_noise_it_stays_in_the_square(name: str, seed: int) -> None:
    X = generate(replace(PresetChoice.of(name), seed=seed)).X
    assert np.isfinite(X).all()
    assert np.abs(X).max() < 7.0


@every_preset_of_classes
def test_all_classes_are_spread_out(name: str) -> None:
    """A preset that put a class on one spot would still have the right counts."""
    dataset = generate(PresetChoice.of(name))
    for label in range(dataset.classes):
        assert np.ptp(dataset.X[:, dataset.labels == label], axis=1).min() > 2.0


def petals(label: int, count: int) -> NDArray[np.float64]:
    """The course's formula, point by point."""
    points = []
    for place in range(count):
        t = 3.12 * label + 3.12 * place / (count - 1)
        r = 4.0 * np.sin(4.0 * t)
        points.append((r * np.sin(t), r * np.cos(t)))
    return np.array(points).T


@pytest.mark.parametrize("points", [400, 401, 10])
def test_without_noise_the_flower_is_the_courses_formula(points: int) -> None:
    X = generate(PresetChoice("flower", points, 0.0, seed=9)).X
    expected = np.hstack([petals(0, points // 2), petals(1, points - points // 2)])
    np.testing.assert_allclose(X, expected, rtol=0.0, atol=1e-12)


def test_the_flowers_noise_moves_angle_and_radius() -> None:
    """On the noiseless flower r = 4 sin 4t; noise on t alone would leave every point on that curve."""
    X = generate(PresetChoice("flower", 400, 0.2)).X
    distance, angle = np.hypot(*X), np.arctan2(X[0], X[1])
    off_the_curve = np.abs(distance - np.abs(4.0 * np.sin(4.0 * angle)))
    assert 0.05 < np.median(off_the_curve) < 0.4
    beyond = generate(PresetChoice("flower", 400, 0.2)).X - generate(PresetChoice("flower", 400, 0.0)).X
    assert np.std(beyond) > 0.2


def test_in_the_xor_preset_class_1_is_where_the_signs_differ() -> None:
    dataset = generate(PresetChoice("xor", 200, 0.0))
    np.testing.assert_array_equal(dataset.X[0] * dataset.X[1] < 0.0, dataset.labels == 1)


def test_in_the_ring_preset_class_1_is_inside_and_class_0_round_it() -> None:
    dataset = generate(PresetChoice("ring", 400, 0.0))
    distance = np.hypot(*dataset.X)
    assert distance[dataset.labels == 1].max() <= 1.6
    assert 2.6 <= distance[dataset.labels == 0].min() <= distance.max() <= 4.0


def test_on_the_checkerboard_neighbouring_squares_are_of_different_classes() -> None:
    dataset = generate(PresetChoice("checkerboard", 600, 0.0))
    column, row = np.floor((dataset.X + 4.0) / 2.0).astype(int)
    np.testing.assert_array_equal((column + row) % 2, dataset.labels)


def test_in_the_sine_preset_class_1_is_above_the_wave() -> None:
    dataset = generate(PresetChoice("sine", 400, 0.0))
    above = dataset.X[1] - 1.5 * np.sin(1.4 * dataset.X[0])
    assert np.abs(above).min() >= 0.25
    np.testing.assert_array_equal(above > 0.0, dataset.labels == 1)


@pytest.mark.parametrize(
    ("field", "name", "points", "noise", "seed"),
    [
        ("name", "rose", 10, 0.0, 0),
        ("points", "xor", 1, 0.0, 0),
        ("points", "xor", MAX_POINTS + 1, 0.0, 0),
        ("noise", "xor", 10, -0.1, 0),
        ("noise", "xor", 10, MAX_NOISE + 0.1, 0),
        ("noise", "xor", 10, float("nan"), 0),
        ("seed", "xor", 10, 0.0, -1),
        ("seed", "xor", 10, 0.0, 2**63),
    ],
)
def test_a_choice_that_cannot_be_is_refused_naming_the_field(
    field: str, name: str, points: int, noise: float, seed: int
) -> None:
    with pytest.raises(ValueError, match=rf"^{field} must [^\n]*\.$"):
        PresetChoice(name, points, noise, seed)


@every_preset
def test_the_extremes_of_a_choice_can_be_drawn(name: str) -> None:
    assert generate(PresetChoice(name, MAX_POINTS, MAX_NOISE, 2**63 - 1)).m == MAX_POINTS
    assert generate(PresetChoice(name, 2, 0.0, 0)).m == 2

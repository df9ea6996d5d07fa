"""What the network's shape cannot do, and what the neighbours show that it could."""

from dataclasses import replace

import numpy as np
import pytest
from findings_samples import ids, layers, learning, quick_run, the, watched

from neural_sketchpad.insight.findings.shape import equation
from neural_sketchpad.insight.findings.watch import Watch, followed
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.reshaping import reshaped


def test_linear_layers_are_found_at_once_with_the_one_map_they_are() -> None:
    watch = watched(learning("blobs", 4, 3, g="linear"), 0)
    found = the(watch.findings, "all-linear")
    assert found.iteration == 0
    assert "Both hidden layers are linear, so the network is worth no more than without them" in found.sentence
    assert found.places == tuple(Place(layer, unit) for layer, units in ((1, 4), (2, 3)) for unit in range(units))
    ((name, line),) = found.evidence
    assert name == "z"
    assert "x₁" in line
    assert "x₂" in line


def test_a_line_is_called_straight_only_in_what_it_is_straight_in() -> None:
    curved = learning("blobs", 2, g="linear")
    curved = curved.with_recipe(reshaped(curved.recipe, features=("x1_squared", "x1_x2")))
    sentence = the(watched(curved, 0).findings, "all-linear").sentence
    assert sentence.endswith("gives a border that is a straight line in x₁², x₁x₂.")
    xor = learning("xor", rate=0.03)
    xor = xor.with_recipe(reshaped(xor.recipe, features=("x1", "x1_squared")))
    found = the(watched(xor, 400).appeared, "not-linearly-separable")
    assert found.sentence.startswith("No straight line in x₁, x₁² separates class 0 from class 1")


def test_it_goes_with_the_first_bend() -> None:
    experiment = learning("blobs", 4, 3, g="linear")
    remedy = the(watched(experiment, 0).findings, "all-linear").remedy
    assert remedy is not None
    assert ids(watched(remedy.change(experiment), 0).findings) == []
    one_bend = replace(experiment.recipe, hidden=(*layers(4, g="linear"), *layers(3)))
    assert ids(watched(experiment.with_recipe(one_bend), 0).findings) == []


def test_no_layers_are_not_linear_layers() -> None:
    assert ids(watched(learning("blobs"), 100).appeared) == []


def test_an_equation_has_real_signs() -> None:
    assert equation([0.3, -1.25], -0.5, ["x₁", "x₂"]) == "0.3 x₁ − 1.2 x₂ − 0.5"


@pytest.mark.parametrize(
    ("preset", "pair"), [("xor", (0, 1)), ("ring", (0, 1)), ("overlap", (0, 1)), ("three_spirals", (0, 1))]
)
def test_classes_that_no_line_separates(preset: str, pair: tuple[int, int]) -> None:
    found = the(watched(learning(preset), 400).appeared, "not-linearly-separable")
    assert found.iteration > 64
    assert f"No straight line separates class {pair[0]} from class {pair[1]}" in found.sentence


def test_a_hidden_layer_is_offered_where_it_would_help() -> None:
    ring, overlap = learning("ring"), learning("overlap")
    remedy = the(watched(ring, 400).appeared, "not-linearly-separable").remedy
    assert remedy is not None
    assert ids(watched(remedy.change(ring), 400).appeared) == []
    assert the(watched(overlap, 400).appeared, "not-linearly-separable").remedy is None


def test_linear_layers_count_as_none() -> None:
    assert ids(watched(learning("xor", 3, g="linear"), 300).findings) == ["all-linear", "not-linearly-separable"]


@pytest.mark.parametrize("preset", ["blobs", "quarters", "plane"])
def test_what_a_line_can_do_is_not_complained_of(preset: str) -> None:
    assert "not-linearly-separable" not in ids(watched(learning(preset, rate=0.1), 400).appeared)


def test_with_the_right_inputs_a_line_is_enough_for_the_ring() -> None:
    experiment = learning("ring", rate=0.1)
    squares = replace(experiment.recipe, features=("x1_squared", "x2_squared"), standardize=True)
    assert ids(watched(experiment.with_recipe(squares), 400).appeared) == []


@pytest.mark.parametrize(("preset", "units"), [("checkerboard", 3), ("waves", 3), ("three_spirals", 2)])
def test_few_units_in_a_large_task(preset: str, units: int) -> None:
    watch = followed(Watch(), quick_run(learning(preset, units, rule="adam", rate=0.03), 4000))
    found = the(watch.findings, "too-few-units")
    assert found.sentence.startswith(f"With {units} hidden units the network ")
    assert found.iteration > 512
    assert "plateau" not in ids(watch.findings)


def test_more_units_help() -> None:
    experiment = learning("ring", 1, rule="adam", rate=0.03)
    remedy = the(followed(Watch(), quick_run(experiment, 3000)).findings, "too-few-units").remedy
    assert remedy is not None
    larger = remedy.change(remedy.change(experiment))
    assert larger.recipe.sizes == (2, 4, 1)
    assert ids(followed(Watch(), quick_run(larger, 1500)).appeared) == []


def test_noise_is_not_a_matter_of_units() -> None:
    """The neighbours do no better on blobs that overlap, and so nothing is said against a single unit."""
    assert ids(followed(Watch(), quick_run(learning("overlap", 1), 3000)).appeared) == []


def test_mixed_up_labels_are_not_a_matter_of_units() -> None:
    experiment = learning("ring", 2)
    labels = np.random.default_rng(0).integers(0, 2, experiment.dataset.m).astype(np.float64)
    mixed = experiment.with_dataset(replace(experiment.dataset, targets=labels))
    assert ids(followed(Watch(), quick_run(mixed, 3000)).appeared) == []

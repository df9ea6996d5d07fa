"""Identical, dead and saturated units: found where they are, and not where they are not."""

from dataclasses import replace

import numpy as np
import pytest
from findings_samples import ids, layers, learning, the, watched

from neural_sketchpad.insight.findings.units import twins
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.nn.recipe import Regularization


@pytest.mark.parametrize("scheme", ["zeros", "constant"])
@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_equal_weights_are_found_before_the_first_update_and_stay_equal(scheme: str, precision: str) -> None:
    watch = watched(learning("xor", 4, scheme=scheme, precision=precision), 300)
    found = the(watch.findings, "identical-units")
    assert found.iteration == 0
    assert found.sentence == "4 of 4 units of layer 1 compute the same."
    assert found.places == tuple(Place(1, unit) for unit in range(4))
    assert ids(watch.findings) == ["identical-units"]


def test_before_anything_was_trained_they_are_found_too() -> None:
    assert ids(watched(learning("xor", 4, 3, scheme="zeros"), 0).findings) == ["identical-units"]


def test_dropout_breaks_the_symmetry() -> None:
    experiment = learning("xor", 4, scheme="constant", regularization=Regularization(dropout=0.2))
    assert ids(watched(experiment, 100).appeared) == []


def test_zeros_explain_why_relu_gives_0() -> None:
    assert ids(watched(learning("xor", 4, g="relu", scheme="zeros"), 50).appeared) == ["identical-units"]


def test_but_zeros_it_cannot_break() -> None:
    experiment = learning("xor", 4, scheme="zeros", regularization=Regularization(dropout=0.2))
    assert the(watched(experiment, 100).appeared, "identical-units").iteration == 16


def test_units_that_are_read_differently_are_not_identical() -> None:
    experiment = learning("xor", 3)
    W, b = np.ones((3, 2)), np.zeros((3, 1))
    same = Parameters.from_layers([(W, b), (np.ones((1, 3)), np.zeros((1, 1)))])
    two = Parameters.from_layers([(W, b), (np.array([[1.0, 0.5, 1.0]]), np.zeros((1, 1)))])
    none = Parameters.from_layers([(W, b), (np.array([[1.0, 0.5, 2.0]]), np.zeros((1, 1)))])
    assert twins(same) == [[(0, 1, 2)]]
    assert twins(two) == [[(0, 2)]]
    assert "identical-units" in ids(watched(replace(experiment, given=two), 0).findings)
    assert twins(none) == [[]]


def test_small_weights_beside_an_enormous_one_are_not_identical() -> None:
    W = np.array([[1e9, 1.0], [0.1, 0.2], [0.3, 0.4]])
    parameters = Parameters.from_layers([(W, np.zeros((3, 1))), (np.ones((1, 3)), np.zeros((1, 1)))])
    assert twins(parameters) == [[]]


def test_the_remedy_gives_them_different_weights() -> None:
    experiment = learning("xor", 4, scheme="zeros")
    remedy = the(watched(experiment, 20).findings, "identical-units").remedy
    assert remedy is not None
    assert remedy.from_start
    assert ids(watched(remedy.change(experiment), 20).appeared) == []


def dead_unit(units: int = 4) -> Parameters:
    """Unit 2 of the hidden layer has z = -50 at the origin: no example of the moons can lift it above 0."""
    W, b = np.array([[1.0, 0.5], [1.0, 1.0], [-1.0, 0.5], [0.5, -1.0]])[:units], np.zeros((units, 1))
    b[1] = -50.0
    return Parameters.from_layers([(W, b), (np.full((1, units), 0.5), np.zeros((1, 1)))])


def test_a_dead_relu_is_named() -> None:
    experiment = replace(learning("moons", 4, g="relu"), given=dead_unit())
    watch = watched(experiment, 50)
    found = the(watch.findings, "dead-units")
    assert found.sentence == "Unit 2 of layer 1 gives 0 for every training example."
    assert found.places == (Place(1, 1),)
    assert found.iteration == 16


def test_a_leaky_relu_does_not_die() -> None:
    experiment = replace(learning("moons", 4, g="relu"), given=dead_unit())
    remedy = the(watched(experiment, 50).findings, "dead-units").remedy
    assert remedy is not None
    assert ids(watched(remedy.change(experiment), 50).appeared) == []


def test_units_that_give_0_for_some_examples_are_alive() -> None:
    assert ids(watched(learning("moons", 4, g="relu", scheme="he"), 100).appeared) == []


def test_a_dead_output_is_found_and_new_weights_are_offered() -> None:
    experiment = learning("houses", 4, g="relu", seed=1)
    found = the(watched(experiment, 50).findings, "dead-units")
    assert found.sentence == "The output unit gives 0 for every training example, so that nothing is learned."
    assert found.remedy is not None
    assert found.remedy.change(experiment).seed == 2


def test_an_output_of_0_is_no_finding_where_0_is_right() -> None:
    houses = learning("houses", 2)
    drawn = houses.starting_parameters
    wrong = replace(houses, given=drawn.with_value(Place(2, 0, BIAS), -50.0))
    right = replace(wrong, dataset=replace(houses.dataset, targets=np.zeros(houses.dataset.m)))
    for experiment, found in ((wrong, ["dead-units"]), (right, [])):
        watch = watched(experiment, 50)
        assert watch.looks[-1].passage.dead[-1] == (0,)
        assert ids(watch.appeared) == found


def test_large_weights_saturate_tanh() -> None:
    watch = watched(learning("moons", 8, scheme="large_random"), 200)
    found = the(watch.findings, "saturation")
    assert found.iteration == 16
    assert "Layer 1 is saturated: for 8" in found.sentence
    assert len(found.places) == 8
    remedy = found.remedy
    assert remedy is not None
    assert "saturation" not in ids(watched(remedy.change(learning("moons", 8, scheme="large_random")), 200).appeared)


def test_what_saturates_on_its_way_to_a_sharp_border_is_no_finding() -> None:
    watch = watched(learning("checkerboard", 4, seed=1), 4000)
    assert max(watch.looks[-1].passage.saturated) > 0.7
    assert "saturation" not in ids(watch.appeared)


def test_a_network_that_has_learned_may_be_saturated() -> None:
    watch = watched(learning("blobs", 8, scheme="large_random"), 300)
    assert max(watch.looks[0].passage.saturated) > 0.7
    assert ids(watch.findings) == []


def test_relu_and_linear_units_have_no_saturation() -> None:
    experiment = learning("moons", 8, g="relu", scheme="large_random")
    assert watched(experiment, 0).appeared == ()
    mixed = replace(experiment, recipe=replace(experiment.recipe, hidden=layers(8, g="elu")))
    assert watched(mixed, 20).looks[-1].passage.saturated == (0.0,)

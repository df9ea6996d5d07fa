"""Overfitting and plateaus: what the cost has done over the run."""

from dataclasses import replace

from findings_samples import ids, learning, quick_run, the, watched

from neural_sketchpad.data.generators import PresetChoice
from neural_sketchpad.experiment.edits import draw_preset
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.insight.findings.watch import Watch, followed
from neural_sketchpad.nn.parameters import Parameters


def few_noisy_points(test: float = 0.5) -> Experiment:
    """Sixty points of two blobs that overlap a lot, for a network that could learn each by heart."""
    experiment = learning("overlap", 16, 16, rule="adam", rate=0.02, test=test)
    return draw_preset(experiment, replace(PresetChoice.of("overlap"), points=60, noise=1.6)).experiment


def test_learning_by_heart_shows_in_the_test_cost() -> None:
    found = the(watched(few_noisy_points(), 400).findings, "overfitting")
    assert found.iteration > 64
    assert found.sentence.startswith("The network learns its examples by heart: since iteration ")


def test_its_remedy_makes_the_weights_smaller() -> None:
    experiment = few_noisy_points()
    remedy = the(watched(experiment, 400).findings, "overfitting").remedy
    assert remedy is not None
    assert not remedy.from_start
    assert remedy.change(experiment).recipe.regularization.l2 == 0.001


def test_without_a_test_set_nobody_can_tell() -> None:
    assert ids(watched(few_noisy_points(test=0.0), 400).appeared) == []


def test_a_test_cost_that_falls_along_is_no_overfitting() -> None:
    assert ids(watched(learning("moons", 8, rule="adam", rate=0.03, test=0.3), 600).appeared) == []


def at_a_saddle(scheme: str = "small_random") -> Experiment:
    """Very small weights: around 0 the cost of XOR is flat in all directions."""
    experiment = learning("xor", 8, scheme=scheme, rate=0.3)
    smaller = Parameters(experiment.recipe.sizes, 0.1 * experiment.starting_parameters.theta)
    return replace(experiment, given=smaller)


def test_a_saddle_is_a_plateau_until_it_is_left() -> None:
    run = quick_run(at_a_saddle(), 3000)
    watch = followed(Watch(), run)
    found = the(watch.appeared, "plateau")
    assert found.iteration > 256
    assert found.sentence.startswith("The cost stands still: it was 0.693 at iteration ")
    assert ids(watch.findings) == []
    assert not watch.looks[-1].has_room


def test_other_weights_lead_away_from_it() -> None:
    experiment = at_a_saddle()
    remedy = the(followed(Watch(), quick_run(experiment, 400)).findings, "plateau").remedy
    assert remedy is not None
    assert remedy.from_start
    better = remedy.change(experiment)
    assert better.given is None
    assert ids(followed(Watch(), quick_run(better, 600)).appeared) == []


def test_a_cause_is_said_instead_of_the_plateau_it_makes() -> None:
    assert ids(watched(learning("xor", 4, scheme="zeros"), 600).appeared) == ["identical-units"]


def test_a_cost_that_cannot_fall_stands_still_in_peace() -> None:
    watch = followed(Watch(), quick_run(learning("overlap", 8, rate=1.0), 2000))
    assert ids(watch.appeared) == []

"""A watch is a fold: the same run has the same findings, however it was followed."""

from dataclasses import replace

import pytest
from findings_samples import ids, layers, learning, the, watched

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.insight.findings.thresholds import Threshold
from neural_sketchpad.insight.findings.watch import DETECTORS, Watch, followed
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer


def test_the_kinds_are_those_that_are_promised() -> None:
    of_units = {"identical-units", "dead-units", "saturation", "vanishing-gradients"}
    of_steps = {"rate-too-high", "rate-too-low", "diverged"}
    of_shape = {"all-linear", "not-linearly-separable", "too-few-units"}
    assert {detector.id for detector in DETECTORS} == of_units | of_steps | of_shape | {"overfitting", "plateau"}


def test_what_is_explained_comes_after_what_explains_it() -> None:
    for place, detector in enumerate(DETECTORS):
        assert detector.unless <= {before.id for before in DETECTORS[:place]}, detector.id


def test_every_threshold_says_what_it_is_and_whence() -> None:
    for threshold in Threshold:
        row = threshold.value
        assert row.number > 0.0
        assert row.unit, threshold
        assert row.meaning, threshold
        assert row.source, threshold


@pytest.mark.parametrize(
    "experiment",
    [learning("flower", 4, rate=100.0), learning("xor", 4, g="linear"), learning("moons", 8, scheme="large_random")],
    ids=["rate", "linear", "saturated"],
)
def test_following_step_by_step_finds_what_looking_back_finds(experiment: object) -> None:
    assert isinstance(experiment, type(learning("xor")))
    trainer = Trainer(Run.start(experiment, stride=10**9))
    watch = followed(Watch(), trainer.run)
    for steps in (1, 42, 130, 7):
        trainer.advance(steps)
        watch = followed(watch, trainer.run)
        back = followed(Watch(), trainer.run)
        assert watch.findings == back.findings
        assert watch.appeared == back.appeared
    assert watch.appeared == watched(experiment, trainer.iteration).appeared


def test_nothing_is_looked_at_twice() -> None:
    trainer = Trainer(Run.start(learning("moons", 4), stride=10**9))
    trainer.advance(50)
    first = followed(Watch(), trainer.run)
    trainer.advance(50)
    second = followed(first, trainer.run)
    assert second.looks[: len(first.looks)] == first.looks
    assert len(second.looks) > len(first.looks)


def test_a_watch_that_was_left_is_as_it_was() -> None:
    trainer = Trainer(Run.start(learning("xor", 4, scheme="zeros"), stride=10**9))
    first = followed(Watch(), trainer.run)
    found = first.findings
    trainer.adopt(learning("xor", 4))
    trainer.advance(100)
    assert ids(followed(first, trainer.run).findings) == []
    assert first.findings == found


def test_going_back_to_the_start_begins_anew() -> None:
    trainer = Trainer(Run.start(learning("flower", 4, rate=100.0), stride=10**9))
    trainer.advance(200)
    watch = followed(Watch(), trainer.run)
    trainer.rewind()
    again = followed(watch, trainer.run)
    assert (again.findings, again.appeared, again.looks) == ((), (), ())


def test_an_edit_begins_a_new_stretch_and_what_needs_no_patience_is_said_at_once() -> None:
    trainer = Trainer(Run.start(learning("flower", 4, rate=100.0), stride=10**9))
    trainer.advance(200)
    watch = followed(Watch(), trainer.run)
    assert "rate-too-high" in ids(watch.findings)
    recipe = trainer.experiment.recipe
    trainer.adopt(trainer.experiment.with_recipe(replace(recipe, hidden=layers(4, g="linear"))))
    assert ids(followed(watch, trainer.run).findings) == ["all-linear"]
    assert the(followed(watch, trainer.run).findings, "all-linear").iteration == 200


def test_what_learns_the_same_is_the_same_stretch() -> None:
    trainer = Trainer(Run.start(learning("flower", 4, rate=100.0), stride=10**9))
    trainer.advance(200)
    watch = followed(Watch(), trainer.run)
    trainer.adopt(replace(trainer.experiment, goals=replace(trainer.experiment.goals, iteration=10_000)))
    assert followed(watch, trainer.run).findings == watch.findings


def test_a_finding_keeps_the_iteration_at_which_it_became_sure() -> None:
    trainer = Trainer(Run.start(learning("moons", 8, scheme="large_random"), stride=10**9))
    trainer.advance(20)
    sure = the(followed(Watch(), trainer.run).findings, "saturation").iteration
    trainer.advance(200)
    assert the(followed(Watch(), trainer.run).findings, "saturation").iteration == sure


def test_one_look_is_not_enough_where_patience_is_needed() -> None:
    assert ids(watched(learning("moons", 8, scheme="large_random"), 15).findings) == []


def test_without_points_nothing_is_said() -> None:
    empty = replace(learning("moons", 4, g="linear"), dataset=Dataset())
    assert watched(empty, 10).appeared == ()


def test_points_taken_away_in_the_middle_of_a_run_take_its_findings_with_them() -> None:
    trainer = Trainer(Run.start(learning("flower", 4, rate=100.0), stride=10**9))
    trainer.advance(200)
    watch = followed(Watch(), trainer.run)
    trainer.adopt(replace(trainer.experiment, dataset=Dataset()))
    assert followed(watch, trainer.run).findings == ()

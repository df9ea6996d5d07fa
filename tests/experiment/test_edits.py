"""Edits and their inverses."""

from collections.abc import Callable

import numpy as np
from experiment_samples import choices, coordinates, datasets, examples_of, experiments
from hypothesis import given
from hypothesis import strategies as st

from neural_sketchpad.data.dataset import MOST_CLASSES, Dataset
from neural_sketchpad.data.generators import PresetChoice, generate
from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import (
    Become,
    Edit,
    Insert,
    Move,
    Remove,
    append,
    clear_points,
    draw_preset,
    new_weights,
    with_kind,
)
from neural_sketchpad.experiment.experiment import Experiment


def some_places(data: st.DataObject, m: int) -> np.ndarray[tuple[int], np.dtype[np.intp]]:
    chosen = data.draw(st.sets(st.integers(0, m - 1), max_size=m)) if m else set()
    return np.array(sorted(chosen), dtype=np.intp)


def some_target(data: st.DataObject, experiment: Experiment) -> float:
    """A class, which may be one that has no point yet, or a value."""
    of_values = experiment.dataset.is_regression
    return data.draw(coordinates if of_values else st.integers(0, MOST_CLASSES - 1))


def some_insertion(data: st.DataObject, experiment: Experiment) -> Edit:
    points = data.draw(datasets(min_m=0, is_regression=experiment.dataset.is_regression))
    total = experiment.dataset.m + points.m
    chosen = data.draw(st.sets(st.integers(0, max(0, total - 1)), min_size=points.m, max_size=points.m))
    first = int(experiment.dataset.free_serials(1)[0])
    numbered = Dataset.of(points.X, points.targets, first, is_regression=points.is_regression)
    return Insert(np.array(sorted(chosen), dtype=np.intp), numbered)


def some_edit(data: st.DataObject, experiment: Experiment) -> Edit:
    """An edit of any kind that this experiment can take."""
    places = some_places(data, experiment.dataset.m)
    X = np.random.default_rng(len(places)).standard_normal((2, len(places)))
    kinds: dict[str, Callable[[], Edit]] = {
        "append": lambda: append(experiment, X, some_target(data, experiment)),
        "insert": lambda: some_insertion(data, experiment),
        "remove": lambda: Remove(places),
        "move": lambda: Move(places, X),
        "become": lambda: Become(data.draw(experiments(min_m=0))),
        "preset": lambda: draw_preset(experiment, data.draw(choices)),
        "clear": lambda: clear_points(experiment),
        "weights": lambda: new_weights(experiment),
        "kind": lambda: Become(with_kind(experiment, is_regression=not experiment.dataset.is_regression)),
    }
    return kinds[data.draw(st.sampled_from(sorted(kinds)))]()


@examples_of(60)
@given(experiment=experiments(min_m=0), data=st.data())
def test_the_inverse_of_any_edit_restores_the_experiment(experiment: Experiment, data: st.DataObject) -> None:
    edit = some_edit(data, experiment)
    inverse = edit.inverse_on(experiment)
    after = edit.applied_to(experiment)
    assert inverse.applied_to(after) == experiment
    assert inverse.inverse_on(after).applied_to(experiment) == after


@examples_of(40)
@given(start=experiments(min_m=0), data=st.data())
def test_undoing_everything_leads_to_the_first_experiment_and_redoing_to_the_last(
    start: Experiment, data: st.DataObject
) -> None:
    document = Document(start)
    steps = [start]
    for number in range(data.draw(st.integers(1, 6))):
        document.apply(some_edit(data, document.experiment), f"step {number}")
        steps.append(document.experiment)
    for expected in steps[-2::-1]:
        document.undo()
        assert document.experiment == expected
    assert document.undo_label is None
    for expected in steps[1:]:
        document.redo()
        assert document.experiment == expected
    assert document.redo_label is None


@examples_of(40)
@given(start=experiments(min_m=0), data=st.data())
def test_gestures_of_several_edits_are_undone_and_redone_as_a_whole(start: Experiment, data: st.DataObject) -> None:
    document = Document(start)
    ends = [start]
    for stroke in range(data.draw(st.integers(1, 3))):
        for _ in range(data.draw(st.integers(1, 4))):
            document.apply(some_edit(data, document.experiment), f"stroke {stroke}", gesture=("stroke", stroke))
        ends.append(document.experiment)
    for expected in ends[-2::-1]:
        document.undo()
        assert document.experiment == expected
    for expected in ends[1:]:
        document.redo()
        assert document.experiment == expected


@examples_of(30)
@given(experiment=experiments(min_m=0), count=st.integers(0, 5), data=st.data())
def test_appended_points_come_last_and_get_serials_of_their_own(
    experiment: Experiment, count: int, data: st.DataObject
) -> None:
    X, target = np.random.default_rng(count).standard_normal((2, count)), some_target(data, experiment)
    before, after = experiment.dataset, append(experiment, X, target).applied_to(experiment).dataset
    assert after.take(np.arange(before.m)) == before
    np.testing.assert_array_equal(after.X[:, before.m :], X)
    assert after.targets[before.m :].tolist() == [target] * count
    assert after.is_regression == before.is_regression
    assert len(set(after.serials.tolist())) == after.m


def test_a_preset_replaces_the_points_and_is_remembered() -> None:
    experiment = Experiment(Dataset.of([[1.0], [2.0]], [0]), seed=5)
    choice = PresetChoice.of("moons")
    drawn = draw_preset(experiment, choice).applied_to(experiment)
    assert drawn.dataset == generate(choice)
    assert drawn.preset == choice
    assert drawn.seed == 5
    cleared = clear_points(drawn).applied_to(drawn)
    assert cleared.dataset.m == 0
    assert cleared.preset is None


@examples_of(30)
@given(experiment=experiments())
def test_new_weights_are_drawn_with_the_next_seed_and_nothing_else_changes(experiment: Experiment) -> None:
    after = new_weights(experiment).applied_to(experiment)
    assert after.given is None
    assert after.seed == (experiment.seed + 1) % 2**63
    assert (after.dataset, after.recipe, after.split) == (experiment.dataset, experiment.recipe, experiment.split)


def test_after_the_last_seed_comes_the_first() -> None:
    last = Experiment(seed=2**63 - 1)
    assert new_weights(last).applied_to(last).seed == 0


@examples_of(30)
@given(experiment=experiments(), other=experiments())
def test_becoming_another_experiment_is_just_that_and_shares_its_points(
    experiment: Experiment, other: Experiment
) -> None:
    same_points = other.with_dataset(experiment.dataset)
    after = Become(same_points).applied_to(experiment)
    assert after is same_points
    assert after.dataset is experiment.dataset

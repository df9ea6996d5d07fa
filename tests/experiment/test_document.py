"""The document: gestures, the depth of its history, and who is told."""

from dataclasses import replace

import numpy as np
import pytest

from neural_sketchpad.experiment.document import DEPTH, Document
from neural_sketchpad.experiment.edits import Become, Edit, append, new_weights
from neural_sketchpad.experiment.experiment import Experiment


def one_point(document: Document) -> Edit:
    return append(document.experiment, np.ones((2, 1)), 0)


def test_it_begins_with_what_it_is_given_and_nothing_to_undo() -> None:
    experiment = Experiment(seed=9)
    document = Document(experiment)
    assert document.experiment is experiment
    assert document.undo_label is None
    assert document.redo_label is None
    document.undo()
    document.redo()
    assert document.experiment is experiment
    assert Document().experiment == Experiment()


def test_labels_name_the_step_that_would_be_taken() -> None:
    document = Document()
    document.apply(one_point(document), "draw")
    document.apply(Become(Experiment(seed=4)), "new weights")
    assert (document.undo_label, document.redo_label) == ("new weights", None)
    document.undo()
    assert (document.undo_label, document.redo_label) == ("draw", "new weights")
    document.redo()
    assert (document.undo_label, document.redo_label) == ("new weights", None)


def test_edits_of_one_gesture_make_one_step() -> None:
    document = Document()
    for _ in range(5):
        document.apply(one_point(document), "stroke", gesture="first")
    assert document.experiment.dataset.m == 5
    document.undo()
    assert document.experiment.dataset.m == 0
    document.redo()
    assert document.experiment.dataset.m == 5


def test_another_gesture_or_none_begins_another_step() -> None:
    document = Document()
    for gesture in ("first", "second", None, None, "second"):
        document.apply(one_point(document), "stroke", gesture=gesture)
    for left in (4, 3, 2, 1, 0):
        document.undo()
        assert document.experiment.dataset.m == left


@pytest.mark.parametrize("redone", [False, True])
def test_undo_and_redo_end_a_gesture(redone: bool) -> None:
    """A slider taken up again after an undo must not slip into the step before."""
    document = Document()
    document.apply(one_point(document), "first")
    document.apply(one_point(document), "second", gesture="slider")
    document.undo()
    if redone:
        document.redo()
    left = document.experiment.dataset.m
    document.apply(one_point(document), "third", gesture="slider")
    document.undo()
    assert document.experiment.dataset.m == left


def test_a_new_edit_gives_up_what_could_be_redone() -> None:
    document = Document()
    document.apply(one_point(document), "draw")
    document.undo()
    document.apply(new_weights(document.experiment), "new weights")
    assert document.redo_label is None
    document.redo()
    assert document.experiment == Experiment(seed=1)


def test_the_history_is_bounded_and_forgets_the_oldest_steps() -> None:
    document = Document()
    for _ in range(DEPTH + 20):
        document.apply(new_weights(document.experiment), "new weights")
    undone = 0
    while document.undo_label is not None:
        document.undo()
        undone += 1
    assert undone == DEPTH
    assert document.experiment.seed == 20


def test_a_gesture_of_any_length_counts_as_one_step_of_the_bounded_history() -> None:
    document = Document()
    document.apply(one_point(document), "draw")
    for _ in range(DEPTH + 20):
        document.apply(new_weights(document.experiment), "drag", gesture="drag")
    document.undo()
    assert document.experiment.seed == 0
    assert document.undo_label == "draw"


def test_listeners_hear_of_every_change_after_it_has_happened() -> None:
    document, heard = Document(), list[Experiment]()

    def listen(experiment: Experiment) -> None:
        assert document.experiment is experiment
        heard.append(experiment)

    document.listen(listen)
    document.apply(one_point(document), "draw")
    document.undo()
    document.redo()
    assert [experiment.dataset.m for experiment in heard] == [1, 0, 1]


def test_undo_of_a_long_gesture_is_one_change_for_those_who_listen() -> None:
    document, heard = Document(), list[int]()
    for _ in range(50):
        document.apply(one_point(document), "stroke", gesture=1)
    document.listen(lambda experiment: heard.append(experiment.dataset.m))
    document.undo()
    document.redo()
    assert heard == [0, 50]


def test_all_listeners_are_told() -> None:
    document, heard = Document(), list[str]()
    document.listen(lambda *_: heard.append("first"))
    document.listen(lambda *_: heard.append("second"))
    document.apply(one_point(document), "draw")
    assert heard == ["first", "second"]


class Impossible:
    """An edit that cannot be made."""

    def applied_to(self, experiment: Experiment) -> Experiment:
        return replace(experiment, seed=-1)

    def inverse_on(self, experiment: Experiment) -> Edit:
        return Become(experiment)


def test_an_edit_that_cannot_be_leaves_everything_as_it_was() -> None:
    document = Document()
    document.apply(one_point(document), "draw")
    document.undo()
    before, heard = document.experiment, list[Experiment]()
    document.listen(heard.append)
    with pytest.raises(ValueError, match="seed"):
        document.apply(Impossible(), "impossible")
    assert document.experiment is before
    assert (document.undo_label, document.redo_label) == (None, "draw")
    assert heard == []

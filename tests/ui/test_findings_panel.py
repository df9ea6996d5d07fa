"""What stands out in a run, as it is said beneath the canvas, and what is done about it there."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from driving import Driver
from neural_sketchpad.data.generators import PresetChoice
from neural_sketchpad.experiment.edits import Become, draw_preset
from neural_sketchpad.insight.findings.watch import Watch, followed
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import HiddenLayer, Initialization
from neural_sketchpad.training.run import Run
from neural_sketchpad.ui.panels.finding_row import FindingRow

FOUR = (HiddenLayer(4),)
ZEROS = Initialization.of("zeros")
LINEAR = (HiddenLayer(4, "linear"), HiddenLayer(3, "linear"))


def hold(drive: Driver, preset: str = "moons", **recipe: object) -> None:
    """Make the document a preset with these parts of the recipe, at the start of its run."""
    drawn = draw_preset(drive.experiment, PresetChoice.of(preset)).experiment
    changed = drawn.with_recipe(replace(drawn.recipe, **recipe))  # type: ignore[arg-type]
    drive.sketchpad.document.apply(Become(changed), "Hold")
    drive.sketchpad.rewind()
    drive.settle()


def row(drive: Driver, kind: str) -> FindingRow:
    return drive.window.findings.rows[kind]


def kinds(drive: Driver) -> list[str]:
    return list(drive.window.findings.rows)


def step(drive: Driver, updates: int) -> None:
    drive.sketchpad.step(updates)
    drive.settle()


def click(found: FindingRow) -> None:
    """Press the sentence, not what stands in the middle of the row."""
    QTest.mouseClick(found, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(30, 8))
    QApplication.processEvents()


def enter(found: FindingRow) -> None:
    at = QPointF(5.0, 5.0)
    QApplication.sendEvent(found, QEnterEvent(at, at, QPointF(found.mapToGlobal(at.toPoint()))))


def leave(found: FindingRow) -> None:
    QApplication.sendEvent(found, QEvent(QEvent.Type.Leave))


def test_before_anything_is_drawn_the_card_says_what_it_is_for(drive: Driver) -> None:
    drive.settle()

    assert drive.window.findings.quiet.isVisible()
    assert "said here" in drive.window.findings.quiet.text()


def test_zeros_are_told_at_once_and_the_remedy_draws_weights_that_differ(drive: Driver) -> None:
    hold(drive, hidden=FOUR, initialization=ZEROS)
    found = row(drive, "identical-units")
    assert found.sentence.text == "4 of 4 units of layer 1 compute the same."
    assert not drive.window.findings.quiet.isVisible()

    drive.click(found.link)
    drive.settle()
    W, _ = drive.snapshot.run.parameters.layers[0]
    assert len(np.unique(W, axis=0)) == 4
    assert kinds(drive) == []
    assert drive.sketchpad.document.undo_label == "Remedy: Start with random weights (Xavier)"

    drive.canvas.setFocus()
    drive.undo()
    drive.settle()
    assert not drive.snapshot.run.parameters.theta.any()
    assert kinds(drive) == ["identical-units"]


def test_a_run_that_was_playing_plays_on_from_its_new_start(drive: Driver) -> None:
    hold(drive, hidden=FOUR, initialization=ZEROS)
    drive.sketchpad.model.update(speed=200.0)
    drive.sketchpad.toggle_play()
    drive.until(lambda: drive.iteration > 4)
    drive.click(row(drive, "identical-units").link)
    drive.until(lambda: kinds(drive) == [] and drive.iteration > 0)

    assert drive.sketchpad.player.playing
    drive.sketchpad.toggle_play()
    drive.settle()
    assert drive.snapshot.run.parameters.layers[0][0].std() > 0.0


def test_a_rate_too_high_is_told_and_the_rate_of_the_remedy_is_taken(drive: Driver) -> None:
    hold(drive, "flower", hidden=FOUR, optimizer=Optimizer(learning_rate=40.0))
    step(drive, 100)
    found = row(drive, "rate-too-high")
    assert "α = 40 is too high" in found.sentence.text
    rate = float(found.link.text().removeprefix("Set α to "))
    drive.click(found.link)
    drive.settle()

    assert drive.experiment.recipe.optimizer.learning_rate == rate < 40.0
    assert drive.iteration == 100
    assert kinds(drive) == []


def test_nothing_stands_out_in_a_healthy_run(drive: Driver) -> None:
    hold(drive, hidden=FOUR)
    step(drive, 300)

    assert kinds(drive) == []
    assert drive.window.findings.quiet.isVisible()
    assert drive.window.findings.quiet.text() == "Nothing stands out."


def test_dead_relu_units_are_told_and_go_with_the_leaky_kind(drive: Driver) -> None:
    hold(drive, hidden=(HiddenLayer(3, "relu"),))
    weights = drive.snapshot.run.parameters.layers
    dead = np.array([[-100.0], [0.1], [0.1]])
    given = Parameters.from_layers([(weights[0][0], dead), weights[1]])
    drive.sketchpad.document.apply(Become(replace(drive.experiment, given=given)), "Die")
    drive.sketchpad.rewind()
    step(drive, 64)
    found = row(drive, "dead-units")
    assert found.sentence.text == "Unit 1 of layer 1 gives 0 for every training example."
    enter(found)
    assert drive.sketchpad.model.view.lit == {Place(1, 0)}

    drive.click(found.link)
    drive.settle()
    assert drive.experiment.recipe.hidden[0].activation == "leaky_relu"
    assert drive.iteration == 64
    assert kinds(drive) == []
    assert drive.sketchpad.model.view.lit == frozenset()


def test_a_diverged_run_bears_the_warning_colour_and_begins_again_with_the_better_rate(drive: Driver) -> None:
    hold(drive, "waves", hidden=(HiddenLayer(6), HiddenLayer(4)), optimizer=Optimizer(learning_rate=1000.0))
    step(drive, 300)
    assert kinds(drive) == ["diverged"]
    assert "diverged" in drive.message
    found = row(drive, "diverged")
    pixels = found.grab().toImage()
    colours = {pixels.pixelColor(x, y).name() for x in range(16) for y in range(20)}
    assert drive.window.theme.warning in colours

    drive.click(found.link)
    drive.settle()
    assert drive.experiment.recipe.optimizer.learning_rate < 1000.0
    assert drive.iteration == 0
    assert kinds(drive) == []
    assert drive.message == ""


def test_linear_layers_draw_the_one_line_they_come_down_to(drive: Driver) -> None:
    hold(drive, hidden=LINEAR)
    step(drive, 30)
    assert "all-linear" in kinds(drive)
    (segment,) = drive.canvas.line.segments
    network = drive.snapshot.run.network
    whole, shift = np.eye(2), np.zeros((2, 1))
    for W, b in network.parameters.layers:
        whole, shift = W @ whole, W @ shift + b
    np.testing.assert_allclose(whole @ segment.reshape(2, 2).T + shift, 0.0, atol=1e-9)

    # Dark and light in turn along the line, as nowhere on a border that is not dashed.
    pixels = drive.pixels()[..., :3].astype(int).mean(axis=2)
    ends = drive.canvas.viewport.to_pixels(segment.reshape(2, 2).T)
    way = ends[:, :1] + (ends[:, 1:] - ends[:, :1]) * np.linspace(0.2, 0.8, 400)
    along = pixels[way[1].astype(int), way[0].astype(int)]
    assert 0.2 < np.mean(along < 100) < 0.8
    assert 0.2 < np.mean(along > 180) < 0.8

    drive.click(row(drive, "all-linear").link)
    drive.settle()
    assert "all-linear" not in kinds(drive)
    assert len(drive.canvas.line.segments) == 0


def test_a_click_unfolds_the_reason_and_the_numbers_and_they_stay_while_the_finding_does(drive: Driver) -> None:
    hold(drive, hidden=FOUR, initialization=ZEROS)
    found = row(drive, "identical-units")
    folded = found.height()
    assert not found.reason.isVisible()
    click(found)
    assert found.reason.isVisible()
    assert "same gradient" in found.reason.text
    assert (found.names.text(), found.numbers.text()) == ("Identical in layer 1", "1, 2, 3 and 4")
    assert found.height() > folded

    step(drive, 20)
    assert row(drive, "identical-units") is found
    assert found.reason.isVisible()
    click(found)
    assert not found.reason.isVisible()


def test_what_is_unfolded_takes_the_room_it_needs_and_gives_it_back(drive: Driver) -> None:
    hold(drive, hidden=LINEAR, initialization=ZEROS)
    panel, canvas = drive.window.findings, drive.canvas
    folded = panel.height(), canvas.width()
    for kind in ("all-linear", "identical-units"):
        found = row(drive, kind)
        found.setFocus()
        drive.key(Qt.Key.Key_Space)
        QApplication.processEvents()
        sentence, end = found.sentence.mapTo(panel, QPoint(0, 0)), found.mapTo(panel, found.rect().bottomLeft())

        assert found.link.isVisible()
        assert 20 < sentence.y() < end.y() < panel.height()
        assert panel.height() > folded[0]
        assert canvas.width() < folded[1]
    for kind in ("all-linear", "identical-units"):
        click(row(drive, kind))
    assert (panel.height(), canvas.width()) == folded


def test_what_is_unfolded_leaves_the_room_when_it_is_over(drive: Driver) -> None:
    hold(drive, hidden=FOUR, initialization=ZEROS)
    folded = drive.window.findings.height()
    click(row(drive, "identical-units"))
    assert drive.window.findings.height() > folded
    drive.click(row(drive, "identical-units").link)
    drive.settle()
    assert drive.window.findings.height() == folded


def test_rows_and_remedies_are_reached_and_used_with_the_keys_alone(drive: Driver) -> None:
    hold(drive, hidden=FOUR, initialization=ZEROS)
    found = row(drive, "identical-units")
    found.setFocus(Qt.FocusReason.TabFocusReason)
    drive.key(Qt.Key.Key_Return)
    assert found.reason.isVisible()
    assert not drive.sketchpad.player.playing
    drive.key(Qt.Key.Key_Tab)
    assert found.link.hasFocus()
    drive.key(Qt.Key.Key_Space)
    drive.settle()

    assert drive.experiment.recipe.initialization.scheme == "xavier"
    assert not drive.sketchpad.player.playing
    assert not isinstance(QApplication.focusWidget(), FindingRow)


def test_the_sentence_its_evidence_and_its_reason_are_told_to_those_who_do_not_see_them(drive: Driver) -> None:
    hold(drive, hidden=FOUR, initialization=ZEROS)
    found = row(drive, "identical-units")

    assert found.accessibleName() == "4 of 4 units of layer 1 compute the same."
    assert "Identical in layer 1: 1, 2, 3 and 4" in found.accessibleDescription()
    assert "same gradient" in found.accessibleDescription()
    assert "go back to the start" in found.link.toolTip()


def test_the_pointer_on_a_row_lights_up_its_units(drive: Driver) -> None:
    hold(drive, hidden=FOUR, initialization=ZEROS)
    found = row(drive, "identical-units")
    enter(found)
    assert drive.sketchpad.model.view.lit == {Place(1, unit) for unit in range(4)}
    leave(found)
    assert drive.sketchpad.model.view.lit == frozenset()


def test_a_second_click_does_not_take_the_remedy_twice(drive: Driver) -> None:
    hold(drive, "flower", hidden=(HiddenLayer(1, "linear"),))
    step(drive, 100)
    drive.sketchpad.document.apply(Become(replace(drive.experiment, seed=7)), "Seed")  # not yet looked at
    before = drive.experiment
    QTest.mouseClick(row(drive, "all-linear").link, Qt.MouseButton.LeftButton)

    assert drive.experiment is before


def test_a_folded_finding_is_seen_whole_in_every_window(drive: Driver) -> None:
    hold(drive, hidden=LINEAR)
    found, panel = row(drive, "all-linear"), drive.window.findings
    for width, height in ((1440, 900), (1280, 720), (1024, 700)):
        drive.window.resize(width, height)
        QApplication.processEvents()
        assert panel.height() >= 76
        for part in (found.sentence, found.link):
            corner = part.mapTo(panel, part.rect().bottomRight())
            assert corner.x() < panel.width() - 8
            assert corner.y() < panel.height()
        assert not found.sentence.is_shortened or found.sentence.text in found.toolTip()


def test_while_nothing_changes_nothing_is_looked_at(drive: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    hold(drive, hidden=FOUR)
    step(drive, 50)
    looks: list[int] = []

    def counted(watch: Watch, run: Run, interrupted: Callable[[], bool]) -> Watch:
        looks.append(run.iteration)
        return followed(watch, run, interrupted)

    monkeypatch.setattr("neural_sketchpad.ui.lookout.followed", counted)
    for _ in range(3):
        drive.sketchpad.clock.wake()
        drive.settle()
    assert looks == []

    step(drive, 1)
    assert looks == [51]

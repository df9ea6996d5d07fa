"""What once went wrong, or easily could: each of these is a way in which a person can hold the window differently."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox
from pytestqt.qtbot import QtBot

from driving import Driver
from neural_sketchpad.app import Sketchpad
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.experiment.project_file import read_project, write_project
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe
from neural_sketchpad.training.trainer import Trainer
from neural_sketchpad.ui.network.layer_pictures import affordable
from neural_sketchpad.ui.settings import Settings

Control = Qt.KeyboardModifier.ControlModifier


def test_undoing_an_open_goes_back_to_the_former_file(drive: Driver, tmp_path: Path) -> None:
    files = drive.sketchpad.files
    drive.choose_preset("xor")
    files.save_as(tmp_path / "first.json")
    first = drive.experiment
    drive.choose_preset("moons")
    write_project(tmp_path / "second.json", drive.experiment)
    drive.undo()
    files.open(tmp_path / "second.json")
    assert files.name == "second.json"
    drive.undo()
    assert files.name == "first.json"
    assert not files.is_modified
    files.save(drive.window)

    assert read_project(tmp_path / "first.json") == first
    drive.redo()
    assert files.name == "second.json"


def test_an_opened_project_starts_at_its_own_weights(
    drive: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive.choose_preset("xor")
    write_project(tmp_path / "xor.json", drive.experiment)
    drive.choose_preset("moons")
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(tmp_path / "xor.json"), ""))
    drive.key(Qt.Key.Key_O, Control)
    drive.settle()

    assert drive.iteration == 0
    assert drive.snapshot.run.parameters == drive.experiment.starting_parameters


def test_a_drawing_that_was_brought_back_is_not_offered_again(
    drive: Driver, qtbot: QtBot, settings: Settings, tmp_path: Path
) -> None:
    drive.drag((0.0, 0.0), (1.0, 1.0))
    drive.close()
    second = Driver(Sketchpad(settings), qtbot)
    second.sketchpad.show()
    second.click(second.window.canvas_panel.banner.button)
    assert second.sketchpad.files.save_as(tmp_path / "kept.json")
    second.close()
    third = Driver(Sketchpad(settings), qtbot)
    third.sketchpad.show()
    offered = third.message
    third.close()

    assert offered == ""


def test_a_drawing_that_cannot_be_kept_is_not_lost_without_a_question(
    drive: Driver, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive.drag((0.0, 0.0), (1.0, 1.0))
    settings.last_drawing.parent.parent.mkdir(parents=True, exist_ok=True)
    settings.last_drawing.parent.write_text("a file where the folder should be", encoding="utf-8")
    asked: list[str] = []
    answers = [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]

    def question(_parent: object, _title: str, text: str) -> QMessageBox.StandardButton:
        asked.append(text)
        return answers.pop(0)

    monkeypatch.setattr(QMessageBox, "question", question)
    drive.window.close()
    assert drive.window.isVisible()
    assert "cannot be kept" in asked[0]
    drive.window.close()

    assert not drive.window.isVisible()


def test_a_stroke_over_a_huge_plane_sprays_no_more_than_anyone_can_see(drive: Driver) -> None:
    for _ in range(60):
        drive.wheel((0.0, 0.0), notches=-1)
    span = drive.canvas.viewport.span
    assert span > 1e5
    drive.drag((-0.4 * span, 0.0), (0.4 * span, 0.0))

    assert 0 < drive.dataset.m < drive.canvas.width() * drive.sketchpad.model.view.density


def test_a_release_that_a_dialog_swallowed_ends_the_stroke(drive: Driver) -> None:
    drive.press((0.0, 0.0))
    drive.carry((0.5, 0.0))
    painted = drive.dataset.m
    drive.move((2.0, 0.0))
    drive.move((3.0, 0.0))

    assert drive.dataset.m == painted


def test_another_button_does_not_end_a_stroke(drive: Driver) -> None:
    drive.press((0.0, 0.0))
    drive.release((0.0, 0.0), Qt.MouseButton.RightButton)
    before = drive.dataset.m
    drive.carry((2.0, 0.0))
    drive.release((2.0, 0.0))

    assert drive.dataset.m > before


def test_clearing_the_canvas_while_a_point_is_carried_is_harmless(drive: Driver) -> None:
    drive.key("p")
    drive.press((0.0, 0.0))
    drive.key(Qt.Key.Key_Backspace, Control)
    drive.carry((1.0, 1.0))
    drive.release((1.0, 1.0))

    assert drive.dataset.m == 0


def test_the_same_divergence_is_said_again(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.window.network.replace_hidden((HiddenLayer(8, "linear"), HiddenLayer(8, "linear")), "linear")
    drive.type_into(drive.window.recipe.rate, "1000000")
    drive.canvas.setFocus()
    for _ in range(2):
        drive.key(Qt.Key.Key_Space)
        drive.until(lambda: "diverged" in drive.message)
        drive.settle()
        drive.sketchpad.actions["cancel"].trigger()
        assert drive.message == ""


def test_a_changed_rate_takes_its_warning_away(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.window.network.replace_hidden((HiddenLayer(8, "linear"), HiddenLayer(8, "linear")), "linear")
    drive.type_into(drive.window.recipe.rate, "1000000")
    drive.canvas.setFocus()
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: "diverged" in drive.message)
    drive.type_into(drive.window.recipe.rate, "0.3")

    assert drive.message == ""
    assert drive.experiment.recipe.optimizer.learning_rate == 0.3


def test_a_caution_goes_when_its_cause_goes_even_in_a_live_run(drive: Driver) -> None:
    drive.drag((0.0, 0.0), (1.0, 1.0))
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: drive.iteration > 0)
    assert "class 0" in drive.message
    drive.drag((0.0, 2.0), (0.5, 2.0))
    assert "class 0" in drive.message
    drive.key("2")
    drive.drag((-2.0, 0.0), (-1.0, 0.0))

    assert drive.message == ""
    assert drive.sketchpad.player.playing


def test_entering_and_leaving_a_field_changes_nothing(drive: Driver) -> None:
    experiment = drive.experiment.with_learning_rate(0.123456789)
    drive.sketchpad.document.apply(Become(experiment), "Many digits")
    drive.click(drive.window.recipe.rate)
    drive.key(Qt.Key.Key_Return)
    drive.canvas.setFocus()

    assert drive.experiment is experiment


def test_escape_in_a_field_brings_its_value_back(drive: Driver) -> None:
    drive.click(drive.window.recipe.rate)
    drive.key(Qt.Key.Key_A, Control)
    drive.key("77")
    drive.key(Qt.Key.Key_Escape)
    drive.canvas.setFocus()

    assert drive.experiment.recipe.optimizer.learning_rate == 0.3
    assert drive.window.recipe.rate.text() == "0.3"


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return])
def test_a_focused_button_is_pressed_by_the_keyboard(drive: Driver, key: Qt.Key) -> None:
    drive.choose_preset("moons")
    drive.window.network.add.setFocus()
    drive.key(key)

    assert len(drive.experiment.recipe.hidden) == 2
    assert not drive.sketchpad.player.playing


def test_a_preset_clears_the_selection(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.key(Qt.Key.Key_A, Control)
    assert len(drive.canvas.selection.serials) == drive.dataset.m
    drive.choose_preset("xor")
    before = drive.dataset
    drive.key(Qt.Key.Key_Delete)

    assert drive.dataset is before


def test_a_failure_in_the_training_thread_is_said_and_leaves_a_window_that_works(
    drive: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[type[BaseException]] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: caught.append(args.exc_type))
    drive.choose_preset("moons")
    drive.settle()

    def broken(*_: object) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patch:
        patch.setattr(Trainer, "advance", broken)
        drive.key(Qt.Key.Key_Space)
        drive.until(lambda: "failed" in drive.message)
    drive.settle()
    assert caught == [ZeroDivisionError]
    drive.key(Qt.Key.Key_Right)
    drive.settle()

    assert drive.iteration == 1


def test_the_pictures_of_a_huge_network_are_coarser_instead_of_late() -> None:
    small, huge = Recipe((HiddenLayer(4),)), Recipe(tuple(HiddenLayer(1024) for _ in range(4)))

    assert affordable(starting_parameters(small, 0), 44) == 44
    assert 3 <= affordable(starting_parameters(huge, 0), 44) < 10


def test_a_view_far_from_the_origin_still_paints(drive: Driver) -> None:
    drive.key("p")
    drive.drag((0.0, 0.0))
    drive.drag((1.0, 1.0))
    dataset = drive.dataset.moved(np.array([0, 1]), np.array([[1e9, 1e9], [1e9, 1e9]]))
    drive.sketchpad.document.apply(Become(type(drive.experiment)(dataset=dataset)), "Far out")
    drive.key("f")
    drive.settle()

    assert drive.canvas.viewport.shows(dataset.X).all()
    assert not drive.canvas.grab().isNull()


def test_undoing_the_removal_of_a_layer_brings_the_trained_network_back(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.click(drive.window.network.add)
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()
    trained = drive.snapshot.run.parameters
    drive.window.network.heads.hidden[0].removed.emit()
    drive.settle()
    assert len(drive.snapshot.run.parameters.layers) == 2
    drive.undo()
    drive.settle()

    assert drive.snapshot.run.parameters == trained
    assert drive.iteration == 100


def test_undoing_an_open_does_not_go_on_with_the_other_run(drive: Driver, tmp_path: Path) -> None:
    drive.choose_preset("xor")
    write_project(tmp_path / "xor.json", drive.experiment)
    drive.choose_preset("moons")
    drive.sketchpad.files.open(tmp_path / "xor.json")
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()
    assert drive.iteration == 100
    drive.undo()
    drive.settle()

    assert drive.iteration == 0


def test_after_return_the_keys_belong_to_the_window_again(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.type_into(drive.window.recipe.training.goal_iteration, "50")
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: "50" in drive.message)

    assert drive.window.recipe.training.goal_iteration.text() == "50"


def test_removing_the_layer_that_has_the_focus_hands_it_to_no_other_control(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.click(drive.window.network.heads.hidden[0].controls.units_field)
    drive.window.network.heads.hidden[0].removed.emit()
    drive.key(Qt.Key.Key_Space)

    assert drive.sketchpad.player.playing
    assert not drive.sketchpad.model.view.log_iterations


def test_a_drawing_is_put_aside_soon_after_a_change(drive: Driver, settings: Settings) -> None:
    drive.drag((0.0, 0.0), (1.0, 1.0))
    assert drive.sketchpad.autosave.isActive()
    drive.sketchpad.autosave.timeout.emit()

    assert read_project(settings.last_drawing) == drive.experiment


def test_a_logarithmic_iteration_axis_shows_iterations_as_they_are(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()
    drive.sketchpad.model.update(log_iterations=True)
    x, _ = drive.cost.train_curve.getOriginalDataset()

    assert x[0] == 1
    assert x[-1] == 100

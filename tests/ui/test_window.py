"""The window as a whole: its sizes, its files, its end."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from driving import Driver
from neural_sketchpad.app import Sketchpad
from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.experiment.project_file import read_project
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe
from neural_sketchpad.ui.controls.fold import Fold
from neural_sketchpad.ui.settings import Settings


def squeezed(widget: QWidget) -> list[str]:
    """Texts below `widget` with less room than they need, and widgets that stick out of their parents."""
    found = []
    for child in widget.findChildren(QWidget):
        parent = child.parentWidget()
        if not child.isVisible() or parent is None or isinstance(parent, QAbstractScrollArea):
            continue
        needs, has = child.minimumSizeHint().width(), child.width()
        words = isinstance(child, QLabel | QPushButton) and bool(child.text())
        outside = child.mapTo(parent, QPoint(has, 0)).x() > parent.width() + 1
        if (words and needs > has) or outside:
            text = child.text() if isinstance(child, QLabel | QPushButton) else child.accessibleName()
            found.append(f"{type(child).__name__} {text!r} has {has}, needs {needs}")
    return found


@pytest.mark.parametrize("size", [(1024, 700), (1280, 720), (1440, 900), (3840, 2160)])
def test_nothing_is_clipped_in_any_window(drive: Driver, size: tuple[int, int]) -> None:
    drive.choose_preset("flower")
    drive.window.data.share.edited.emit(0.25, None)
    deep = Recipe(tuple(HiddenLayer(64, "leaky_relu") for _ in range(12)))
    drive.window.network.replace_hidden(deep.hidden, "twelve layers")
    drive.window.resize(*size)
    drive.until(lambda: drive.pictured(12) > 10)

    assert (drive.window.width(), drive.window.height()) == size
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # a text just set gets its place
    assert squeezed(drive.window) == []


@pytest.mark.parametrize("size", [(1024, 700), (1280, 720), (1440, 900)])
@pytest.mark.parametrize("preset", ["quarters", "houses"])
def test_nothing_is_clipped_with_everything_unfolded(drive: Driver, size: tuple[int, int], preset: str) -> None:
    drive.window.resize(*size)
    drive.choose_preset(preset)
    drive.choose(drive.window.recipe.optimizer.rule, "adam")
    drive.choose(drive.window.recipe.optimizer.schedule, "step")
    drive.choose(drive.window.recipe.scheme, "normal")
    for fold in drive.window.findChildren(Fold):
        if not fold.header.isChecked():
            drive.click(fold.header)
    drive.settle()

    assert all(fold.body.isVisible() for fold in drive.window.findChildren(Fold))
    assert squeezed(drive.window) == []


def test_eight_classes_have_room_in_the_smallest_window(drive: Driver) -> None:
    drive.window.resize(1024, 700)
    drive.key("p")
    for key in "12345678":
        drive.key(key)
        drive.drag((float(key) - 4.0, 0.0))
    drive.window.data.share.edited.emit(0.25, None)
    drive.window.canvas_panel.banner.clear()
    drive.settle()

    assert drive.pictured(2) == 8
    assert squeezed(drive.window) == []


def test_nothing_in_the_side_panel_moves_when_a_fold_makes_it_scroll(drive: Driver) -> None:
    drive.window.resize(1440, 900)
    QApplication.processEvents()
    recipe = drive.window.recipe
    before = recipe.rate.mapTo(drive.window, QPoint(0, 0)), recipe.rate.width()
    drive.click(recipe.optimizer.header)
    drive.click(recipe.regularization.header)
    drive.click(recipe.training.header)
    drive.click(recipe.inputs.header)
    drive.reveal(recipe.rate)

    assert (recipe.rate.mapTo(drive.window, QPoint(0, 0)).x(), recipe.rate.width()) == (before[0].x(), before[1])


def test_what_is_unfolded_at_the_lower_edge_is_scrolled_into_view(drive: Driver) -> None:
    drive.window.resize(1024, 700)
    training = drive.window.recipe.training
    drive.click(training.header)
    viewport = next(area for area in drive.window.findChildren(QAbstractScrollArea) if area.isAncestorOf(training))

    def bottom() -> int:
        return training.precision.mapTo(viewport, training.precision.rect().bottomLeft()).y()

    drive.until(lambda: 0 < bottom() <= viewport.height())


def test_opening_a_project_of_three_classes_needs_no_word_about_its_output(drive: Driver, tmp_path: Path) -> None:
    drive.choose_preset("three_blobs")
    assert drive.message
    drive.sketchpad.files.save_as(tmp_path / "three.json")
    drive.choose_preset("moons")
    drive.sketchpad.files.open(tmp_path / "three.json")

    assert drive.experiment.recipe.outputs == 3
    assert drive.message == ""


def test_the_canvas_is_square_and_the_largest_thing(drive: Driver) -> None:
    """In the smallest window the tabs, which need their width, are about as large."""
    for size in ((1280, 720), (1440, 900), (3840, 2160)):
        drive.window.resize(*size)
        QApplication.processEvents()
        canvas = drive.canvas
        assert canvas.width() == canvas.height()
        others = (drive.window.data, drive.window.recipe, drive.window.network, drive.window.tabs)
        assert all(canvas.width() * canvas.height() > panel.width() * panel.height() for panel in others)


@pytest.mark.parametrize("time", range(25))
def test_the_window_closes_cleanly_while_it_trains(drive: Driver, time: int) -> None:
    """Every time the fixtures look for threads, timers and windows that are left."""
    drive.choose_preset("moons")
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: drive.iteration > time)
    drive.close()
    assert not drive.sketchpad.clock.is_running


def test_a_drawing_that_was_not_saved_is_offered_at_the_next_start(
    drive: Driver, qtbot: QtBot, settings: Settings
) -> None:
    drive.drag((0.0, 0.0), (1.0, 1.0))
    drawn = drive.dataset
    drive.close()
    again = Driver(Sketchpad(settings), qtbot)
    again.sketchpad.show()
    assert again.dataset.m == 0
    assert f"{drawn.m:,} points" in again.message
    again.click(again.window.canvas_panel.banner.button)

    assert again.dataset == drawn
    again.close()


def test_size_and_place_of_the_window_are_remembered(drive: Driver, qtbot: QtBot, settings: Settings) -> None:
    drive.window.resize(1024, 743)  # no larger than the screen of the tests, to which a window is fitted
    drive.close()
    again = Sketchpad(settings)
    again.show()
    qtbot.waitExposed(again.window)
    size = again.window.width(), again.window.height()
    again.window.close()

    assert size == (1024, 743)


def test_borders_that_were_dragged_are_remembered(drive: Driver, qtbot: QtBot, settings: Settings) -> None:
    def drag(handle: QWidget, by: QPoint) -> None:
        middle = handle.rect().center()
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle)
        QTest.mouseMove(handle, middle + by)
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle + by)

    drive.window.resize(1024, 743)
    QApplication.processEvents()
    desk = drive.window.desk
    before = drive.window.network.width(), drive.window.network.height()
    drag(desk.columns.handle(1), QPoint(-40, 0))
    drag(desk.right.handle(1), QPoint(0, 30))
    left = drive.window.network.width(), drive.window.network.height()
    assert left == (before[0] + 40, before[1] + 30)
    drive.close()
    again = Sketchpad(settings)
    again.show()
    qtbot.waitExposed(again.window)
    found = again.window.network.width(), again.window.network.height()
    again.window.close()
    assert found == left


def test_what_was_saved_is_what_is_opened(drive: Driver, tmp_path: Path) -> None:
    drive.choose_preset("xor")
    drive.type_into(drive.window.recipe.rate, "0,7")
    path = tmp_path / "lesson.json"
    assert drive.sketchpad.files.save_as(path)
    saved = drive.experiment
    assert read_project(path) == saved
    drive.sketchpad.actions["clear"].trigger()
    assert drive.sketchpad.files.open(path)

    assert drive.experiment == saved
    assert drive.window.windowTitle().startswith("lesson.json")
    assert not drive.window.isWindowModified()


def test_opening_a_file_can_be_undone(drive: Driver, tmp_path: Path) -> None:
    drive.choose_preset("xor")
    drive.sketchpad.files.save_as(tmp_path / "xor.json")
    drive.choose_preset("moons")
    moons = drive.dataset
    drive.sketchpad.files.open(tmp_path / "xor.json")
    drive.undo()

    assert drive.dataset == moons


def test_a_bad_file_is_refused_with_a_sentence_and_the_document_stays(drive: Driver, tmp_path: Path) -> None:
    drive.choose_preset("xor")
    before = drive.experiment
    path = tmp_path / "bad.json"
    path.write_text(json.dumps({"format": "neural-sketchpad", "version": 7}), encoding="utf-8")
    assert not drive.sketchpad.files.open(path)

    assert drive.experiment is before
    assert "version must be 1" in drive.message


def test_saving_where_nothing_can_be_saved_is_said(drive: Driver, tmp_path: Path) -> None:
    drive.choose_preset("xor")
    folder = tmp_path / "folder"
    folder.mkdir()
    assert not drive.sketchpad.files.save_as(folder)

    assert "cannot be saved" in drive.message
    assert not list(tmp_path.glob(".folder*"))


def test_more_points_than_can_be_drawn_are_said(drive: Driver) -> None:
    many = Dataset.of([[0.0] * 60_000, [1.0] * 60_000], [0] * 60_000)
    drive.sketchpad.document.apply(Become(Experiment(dataset=many)), "Many points")

    assert "30,000 of 60,000 points drawn" in drive.window.canvas_panel.legend.text()


def test_a_network_from_a_file_may_be_larger_than_the_window_offers(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.window.network.replace_hidden((HiddenLayer(300, "relu"), HiddenLayer(2)), "large")
    drive.settle()
    column = drive.diagram.scene.layout.columns[1]

    assert column.shown < 300 == column.units
    assert drive.pictured(1) == column.shown


def test_help_names_every_key(drive: Driver) -> None:
    drive.key(Qt.Key.Key_F1)
    pages = drive.window.findChildren(QMessageBox)
    assert len(pages) == 1
    text = pages[0].text()
    pages[0].close()

    assert "Back to the start" in text
    assert "Home" in text
    assert "Middle button" in text

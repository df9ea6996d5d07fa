"""The drawing tools, used with the mouse on the real canvas."""

import numpy as np
from PySide6.QtCore import Qt

from driving import Driver, Right
from neural_sketchpad.ui.colours import CLASS_COLOURS
from neural_sketchpad.ui.view_model import Tool


def test_a_stroke_sprays_points_of_the_chosen_class_along_its_way(drive: Driver) -> None:
    drive.drag((-2.0, 0.0), (0.0, 0.0), (2.0, 0.0))

    X = drive.dataset.X
    assert drive.dataset.m > 50
    assert set(drive.dataset.labels.tolist()) == {0}
    assert np.abs(X[1]).max() <= drive.sketchpad.model.view.radius + 0.02
    assert X[0].min() < -1.8
    assert X[0].max() > 1.8


def test_a_stroke_sprays_the_same_amount_however_the_events_cut_it(drive: Driver) -> None:
    drive.drag((-2.0, 0.0), (2.0, 0.0))
    at_once = drive.dataset.m
    drive.undo()
    drive.drag(*((x, 0.0) for x in np.linspace(-2.0, 2.0, 41)))

    assert abs(drive.dataset.m - at_once) <= drive.sketchpad.model.view.density


def test_keys_one_and_two_choose_the_class_that_is_painted(drive: Driver) -> None:
    drive.key("2")
    drive.drag((1.0, 1.0), (1.5, 1.0))
    drive.key("1")
    drive.drag((-1.0, -1.0), (-1.5, -1.0))

    ones = drive.dataset.X[:, drive.dataset.labels == 1]
    zeros = drive.dataset.X[:, drive.dataset.labels == 0]
    assert ones.shape[1] > 0
    assert zeros.shape[1] > 0
    assert (ones > 0.0).all()
    assert (zeros < 0.0).all()


def test_painted_points_are_seen_in_the_colours_of_their_classes(drive: Driver) -> None:
    drive.key("p")
    drive.drag((1.0, 1.0))
    drive.key("2")
    drive.drag((-1.0, 1.0))
    drive.key("v")

    assert drive.colour_at((1.0, 1.0)).name() == CLASS_COLOURS[0].lower()
    assert drive.colour_at((-1.0, 1.0)).name() == CLASS_COLOURS[1].lower()


def test_one_stroke_is_one_undo_and_redo_brings_the_same_points_back(drive: Driver) -> None:
    drive.drag((-2.0, 0.0), (2.0, 0.0))
    drive.drag((-2.0, 1.0), (2.0, 1.0))
    painted = drive.dataset
    drive.undo()
    assert 0 < drive.dataset.m < painted.m
    drive.undo()
    assert drive.dataset.m == 0
    drive.redo()
    drive.redo()

    assert drive.dataset == painted


def test_undo_in_the_middle_of_a_stroke_takes_the_stroke_so_far(drive: Driver) -> None:
    drive.press((0.0, 0.0))
    drive.carry((1.0, 0.0))
    drive.undo()
    drive.carry((2.0, 0.0))
    drive.release((2.0, 0.0))

    assert drive.dataset.m == 0


def test_undo_changes_neither_tool_nor_class(drive: Driver) -> None:
    drive.key("2")
    drive.drag((0.0, 0.0), (1.0, 0.0))
    drive.key("e")
    drive.undo()

    assert drive.sketchpad.model.view.tool is Tool.ERASER
    assert drive.sketchpad.model.view.label == 1


def test_the_eraser_takes_points_under_its_way_and_leaves_the_others(drive: Driver) -> None:
    drive.key("p")
    for x in (-2.0, 0.0, 2.0):
        drive.drag((x, 0.0))
    drive.key("e")
    drive.drag((-0.5, 0.0), (0.5, 0.0))

    np.testing.assert_allclose(np.sort(drive.dataset.X[0]), [-2.0, 2.0], atol=0.02)
    drive.undo()
    assert drive.dataset.m == 3


def test_the_right_button_erases_under_a_brush(drive: Driver) -> None:
    drive.drag((0.0, 0.0), (1.0, 0.0))
    assert drive.dataset.m > 0
    drive.drag(*((x, 0.0) for x in np.linspace(-0.5, 1.5, 20)), button=Right)

    assert drive.dataset.m == 0


def test_the_point_tool_sets_one_point_and_carries_it(drive: Driver) -> None:
    drive.key("p")
    drive.drag((0.0, 0.0), (1.0, 2.0))

    assert drive.dataset.m == 1
    np.testing.assert_allclose(drive.dataset.X[:, 0], [1.0, 2.0], atol=0.02)
    drive.undo()
    assert drive.dataset.m == 0


def test_a_rectangle_selects_and_delete_removes(drive: Driver) -> None:
    drive.key("p")
    for place in ((-2.0, 0.0), (0.0, 0.0), (2.0, 0.0)):
        drive.drag(place)
    drive.key("v")
    drive.drag((-1.0, -1.0), (3.0, 1.0))
    assert len(drive.canvas.selection.serials) == 2
    drive.key(Qt.Key.Key_Delete)

    assert drive.dataset.m == 1
    drive.undo()
    assert drive.dataset.m == 3


def test_a_selection_is_dragged_as_a_whole_in_one_undo(drive: Driver) -> None:
    drive.key("p")
    for place in ((-2.0, 0.0), (0.0, 0.0), (2.0, 0.0)):
        drive.drag(place)
    drive.key("v")
    drive.drag((-1.0, -1.0), (3.0, 1.0))
    drive.drag((0.0, 0.0), (0.5, 1.0), (0.0, 3.0))

    np.testing.assert_allclose(drive.dataset.X, [[-2.0, 0.0, 2.0], [0.0, 3.0, 3.0]], atol=0.03)
    drive.undo()
    np.testing.assert_allclose(drive.dataset.X, [[-2.0, 0.0, 2.0], [0.0, 0.0, 0.0]], atol=0.03)


def test_escape_clears_the_selection_and_delete_then_removes_nothing(drive: Driver) -> None:
    drive.key("p")
    drive.drag((0.0, 0.0))
    drive.key("v")
    drive.drag((-1.0, -1.0), (1.0, 1.0))
    drive.key(Qt.Key.Key_Escape)
    drive.key(Qt.Key.Key_Delete)

    assert drive.dataset.m == 1


def test_brackets_change_the_radius_within_its_bounds(drive: Driver) -> None:
    before = drive.sketchpad.model.view.radius
    drive.key("]")
    assert drive.sketchpad.model.view.radius > before
    for _ in range(40):
        drive.key("[")

    assert drive.sketchpad.model.view.radius == 0.05


def test_a_tool_button_shows_the_tool_the_key_chose(drive: Driver) -> None:
    drive.key("e")
    assert drive.window.data.brush.tools[Tool.ERASER].isChecked()
    drive.click(drive.window.data.brush.tools[Tool.SELECT])

    assert drive.sketchpad.model.view.tool is Tool.SELECT
    assert not drive.window.data.brush.tools[Tool.ERASER].isChecked()


def test_clearing_the_canvas_can_be_undone(drive: Driver) -> None:
    drive.drag((0.0, 0.0), (1.0, 0.0))
    painted = drive.dataset
    drive.sketchpad.actions["clear"].trigger()
    assert drive.dataset.m == 0
    drive.undo()

    assert drive.dataset == painted


def test_test_points_are_drawn_hollow(drive: Driver) -> None:
    drive.choose_preset("blobs")
    drive.settle()
    before = drive.pixels()
    drive.window.data.share.slider.setFocus()
    for _ in range(3):
        drive.key(Qt.Key.Key_PageUp)
    drive.settle()

    assert drive.experiment.split.fraction > 0.2
    _, test = drive.experiment.examples()
    held_out = (float(test.X[0, 0]), float(test.X[1, 0]))
    row, column = drive.pixel(held_out).y(), drive.pixel(held_out).x()
    assert (before[row, column] != drive.pixels()[row, column]).any()
    assert "hollow: test" in drive.window.canvas_panel.legend.text()

"""The probe on the canvas: where it looks, how it is seen, and that it is no part of the document."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from driving import Driver, Place, Right
from neural_sketchpad.ui.theme import DARK, LIGHT
from neural_sketchpad.ui.view_model import Probe, Tool


def probe_of(drive: Driver) -> Place:
    """Where the probe is."""
    probe = drive.sketchpad.model.view.probe
    assert probe is not None
    return probe.x1, probe.x2


def contrast(drive: Driver, place: Place, before: np.ndarray) -> int:
    """How far the most changed pixel near a place is from what was there before, over three colours."""
    at = drive.pixel(place)
    rows, columns = slice(at.y() - 12, at.y() + 13), slice(at.x() - 12, at.x() + 13)
    changed = np.abs(drive.pixels()[rows, columns, :3].astype(int) - before[rows, columns, :3])
    return int(changed.sum(axis=2).max())


def test_the_key_x_and_the_button_take_the_probe_and_open_its_page(drive: Driver) -> None:
    button = drive.window.data.brush.tools[Tool.PROBE]
    drive.key("x")
    assert drive.sketchpad.model.view.tool is Tool.PROBE
    assert button.isChecked()
    assert drive.window.tabs.page.key == "xray"
    drive.key("b")
    drive.click(drive.window.tabs.buttons["cost"])
    drive.click(button)

    assert drive.sketchpad.model.view.tool is Tool.PROBE
    assert drive.window.tabs.page.key == "xray"
    assert "(X)" in button.toolTip()


def test_a_click_on_a_point_probes_exactly_that_point(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.key("x")
    alone = drive.dataset.X[:, int(np.argmax(drive.dataset.X[0]))]
    drive.drag((float(alone[0]) + 0.03, float(alone[1]) - 0.03))

    assert probe_of(drive) == tuple(alone.tolist())


def test_a_click_beside_all_points_probes_the_place_itself(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.key("x")
    drive.drag((-4.5, 4.5))

    assert probe_of(drive) == pytest.approx((-4.5, 4.5), abs=0.02)


def test_a_drag_moves_it_live(drive: Driver) -> None:
    drive.key("x")
    drive.press((-3.0, 1.0))
    seen = [probe_of(drive)]
    for place in ((-1.0, 1.5), (2.0, 3.0)):
        drive.carry(place)
        seen.append(probe_of(drive))
    drive.release((2.0, 3.0))
    drive.move((4.0, 4.0))

    np.testing.assert_allclose(seen, [(-3.0, 1.0), (-1.0, 1.5), (2.0, 3.0)], atol=0.02)
    assert probe_of(drive) == seen[-1]


def test_it_draws_no_point_and_erases_none(drive: Driver) -> None:
    drive.choose_preset("moons")
    before = drive.dataset
    drive.key("x")
    drive.drag((0.0, 0.0), (1.0, 1.0))
    drive.drag((0.0, 0.0), (1.0, 1.0), button=Right)

    assert drive.dataset is before


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_the_ring_is_seen_on_every_colour(drive: Driver, theme: object) -> None:
    drive.choose_preset("blobs")
    assert theme in (LIGHT, DARK)
    drive.window.set_theme(LIGHT if theme is LIGHT else DARK)
    drive.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    drive.until(lambda: drive.iteration == 100)
    drive.settle()
    before = drive.pixels().astype(int)
    for place in [(-4.0, -4.0), (4.0, 4.0), (0.0, 0.0), tuple(drive.dataset.X[:, 0].tolist())]:
        drive.sketchpad.model.update(probe=Probe(*place))
        assert contrast(drive, place, before) > 200


def test_escape_ends_it(drive: Driver) -> None:
    drive.key("x")
    empty = drive.pixels()
    drive.drag((-4.0, 4.0))
    drive.move((4.0, 4.0))
    assert contrast(drive, (-4.0, 4.0), empty.astype(int)) > 200
    drive.key(Qt.Key.Key_Escape)

    assert drive.sketchpad.model.view.probe is None
    np.testing.assert_array_equal(drive.pixels(), empty)


def test_undo_leaves_it_where_it_is(drive: Driver) -> None:
    drive.key("p")
    drive.drag((3.0, 3.0))
    drive.key("x")
    drive.drag((0.0, 0.0))
    at = probe_of(drive)
    drive.undo()
    assert drive.dataset.m == 0
    assert probe_of(drive) == at
    drive.redo()

    assert drive.dataset.m == 1
    assert probe_of(drive) == at
    assert drive.sketchpad.document.undo_label == "Point of class 0"

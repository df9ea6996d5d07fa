"""Points with values: painting them, what the map shows, and what has no meaning for them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from driving import Driver
from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.ui.canvas.value_scale import value_scale, value_shades, value_strip
from neural_sketchpad.ui.tables import SHADES, Colours

Control = Qt.KeyboardModifier.ControlModifier


def shade_at(drive: Driver, x1: float, x2: float) -> int:
    picture = drive.canvas.picture
    assert picture is not None
    n = len(picture.shades)
    return int(picture.shades[int((5.0 - x2) / 10.0 * n), int((x1 + 5.0) / 10.0 * n)])


def test_the_switch_turns_classes_into_values_and_undo_turns_them_back(drive: Driver) -> None:
    drive.drag((0.0, 0.0), (1.0, 0.0))
    painted = drive.dataset
    drive.click(drive.window.data.kinds[True])

    assert drive.dataset.is_regression
    assert drive.experiment.recipe.head.key == ("linear", "squared_error")
    assert "linear unit" in drive.message
    assert drive.window.data.brush.value_slider.isVisible()
    assert not drive.window.data.brush.classes.isVisible()
    assert not drive.window.canvas_panel.mode.isVisible()
    drive.undo()
    assert drive.dataset == painted
    assert drive.experiment.recipe.output == "sigmoid"
    assert drive.window.data.brush.classes.isVisible()
    assert drive.message == ""


def test_the_brush_paints_the_typed_value(drive: Driver) -> None:
    drive.click(drive.window.data.kinds[True])
    drive.type_into(drive.window.data.brush.value, "-2,5")
    drive.drag((0.0, 0.0), (1.0, 0.0))
    assert set(drive.dataset.targets.tolist()) == {-2.5}
    assert drive.sketchpad.document.undo_label == "Brush stroke of value -2.5"
    drive.type_into(drive.window.data.brush.value, "70")
    drive.key("p")
    drive.drag((3.0, 3.0))

    assert drive.dataset.targets[-1] == 70.0


def test_the_value_slider_paints_between_minus_and_plus_five(drive: Driver) -> None:
    drive.click(drive.window.data.kinds[True])
    slider = drive.window.data.brush.value_slider.slider
    slider.setValue(slider.maximum())
    assert drive.sketchpad.model.view.value == 5.0
    assert drive.window.data.brush.value.text() == "5"
    slider.setValue(slider.minimum())

    assert drive.sketchpad.model.view.value == -5.0


@pytest.mark.parametrize("text", ["nan", "1e9", "inf"])
def test_a_value_that_is_none_is_refused_at_the_field(drive: Driver, text: str) -> None:
    drive.click(drive.window.data.kinds[True])
    field = drive.window.data.brush.value
    drive.type_into(field, text)

    assert field.property("invalid") == "true"
    assert "A value is a number from" in field.toolTip()
    assert drive.sketchpad.model.view.value == 1.0


def test_a_point_has_the_colour_that_the_scale_gives_its_value(drive: Driver) -> None:
    drive.click(drive.window.data.kinds[True])
    drive.key("p")
    for value, x in (("-1", -2.0), ("1", 2.0)):
        drive.type_into(drive.window.data.brush.value, value)
        drive.drag((x, 0.0))
    drive.key("v")
    colours = [drive.colour_at((x, 0.0)) for x in (-2.0, 2.0)]

    assert colours[0].blue() > colours[0].red() + 60
    assert colours[1].red() > colours[1].blue() + 60


def test_the_trained_map_resembles_the_data(drive: Driver) -> None:
    drive.choose_preset("plane")
    drive.type_into(drive.window.recipe.rate, "0.05")
    for _ in range(10):
        drive.key(Qt.Key.Key_Right, Control)
    drive.settle()
    picture = drive.canvas.picture
    assert picture is not None
    assert picture.colours is Colours.VALUES
    ends = value_scale(drive.dataset.targets)
    assert (picture.low, picture.high) == ends

    for x1, x2 in ((3.0, 3.0), (0.0, 0.0), (-3.0, -3.0), (-3.0, 3.0)):
        expected = int(value_shades(np.array([0.15 * (x1 + x2)]), ends)[0])
        assert abs(shade_at(drive, x1, x2) - expected) < 16
    assert picture.lines


def test_values_have_no_accuracy_and_the_readout_is_the_prediction(drive: Driver) -> None:
    drive.choose_preset("plane")
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()
    drive.move((1.0, 1.0))

    assert drive.figure("train") == "–"
    assert drive.figure("cost") != "–"
    assert "   ŷ " in drive.window.canvas_panel.reading.text()


def test_the_colour_bar_says_the_scale(drive: Driver) -> None:
    drive.choose_preset("hills")
    drive.settle()

    high = value_scale(drive.dataset.targets)[1]
    assert drive.window.canvas_panel.colour_bar.texts == (f"ŷ −{high:g}", f"{high:g}")


def test_a_preset_of_the_other_kind_switches_the_kind_and_undo_goes_back(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.choose_preset("houses")
    assert drive.dataset.is_regression
    assert drive.experiment.recipe.head.key == ("relu", "squared_error")
    assert drive.experiment.recipe.sizes[0] == 1
    assert drive.window.data.kinds[True].isChecked()
    drive.undo()

    assert drive.experiment.recipe.head.key == ("sigmoid", "cross_entropy")
    assert drive.experiment.recipe.sizes[0] == 2


def test_the_hint_of_an_empty_canvas_fits_the_kind(drive: Driver) -> None:
    hint = drive.window.canvas_panel.hint
    assert hint.isVisible()
    assert "two classes" in hint.head.text()
    drive.click(drive.window.data.kinds[True])

    assert "values" in hint.head.text()


def test_a_value_beyond_the_scale_colours_all_points_anew(drive: Driver) -> None:
    drive.click(drive.window.data.kinds[True])
    drive.key("p")
    drive.drag((-2.0, 0.0))
    drive.key("v")
    before = drive.colour_at((-2.0, 0.0))
    drive.type_into(drive.window.data.brush.value, "100")
    drive.key("p")
    drive.drag((2.0, 0.0))
    drive.key("v")

    assert drive.colour_at((-2.0, 0.0)) != before


@given(st.lists(st.floats(min_value=-1e9, max_value=1e9), min_size=1, max_size=30))
def test_the_scale_holds_every_value_between_round_ends(values: list[float]) -> None:
    low, high = value_scale(np.array(values))

    assert low <= min(values)
    assert max(abs(value) for value in values) <= high * (1 + 1e-12)
    assert high >= 1.0
    assert low == (0.0 if min(values) >= 0.0 else -high)
    assert float(f"{high:.1e}") == high  # two digits say it
    assert high <= max(1.0, 1.34 * max(abs(value) for value in values))


def test_nothing_to_show_has_a_scale_too() -> None:
    assert value_scale(Dataset(is_regression=True).targets) == (-1.0, 1.0)


def test_zero_has_the_middle_colour_on_every_scale() -> None:
    zero = np.zeros(1)

    assert value_shades(zero, (0.0, 5.0)) == value_shades(zero, (-5.0, 5.0)) == SHADES // 2 - 1
    assert value_strip((0.0, 5.0))[-1] == value_strip((-5.0, 5.0))[-1] == SHADES - 1

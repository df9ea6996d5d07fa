"""The controls alone: what a person types and drags, and that showing a value says nothing."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from neural_sketchpad.ui.controls.choice import ChoiceField
from neural_sketchpad.ui.controls.number import NumberField, parse_number, parse_whole, show_number
from neural_sketchpad.ui.controls.slider import Scale, SliderField


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[NumberField]:
    host = QWidget()
    layout = QVBoxLayout(host)
    result = NumberField("Rate", parse_number, lambda value: f"{value:g}", "How fast")
    layout.addWidget(result)
    layout.addWidget(QLineEdit())
    qtbot.addWidget(host)
    host.show()
    result.set_value(0.5)
    result.setFocus()
    yield result
    host.close()


def test_a_typed_number_is_said_on_enter(qtbot: QtBot, field: NumberField) -> None:
    field.selectAll()
    QTest.keyClicks(field, "0,25")
    with qtbot.waitSignal(field.edited) as edited:
        QTest.keyClick(field, Qt.Key.Key_Return)

    assert edited.args == [0.25, None]


def test_what_is_no_number_is_explained_and_restored_on_leaving(qtbot: QtBot, field: NumberField) -> None:
    field.selectAll()
    QTest.keyClicks(field, "abc")
    with qtbot.assertNotEmitted(field.edited):
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert field.property("invalid") == "true"
        assert "'abc' is not a number" in field.toolTip()
        QTest.keyClick(field, Qt.Key.Key_Tab)

    assert field.text() == "0.5"
    assert field.property("invalid") == "false"
    assert field.toolTip() == "How fast"


def test_escape_brings_the_old_value_back(qtbot: QtBot, field: NumberField) -> None:
    field.selectAll()
    QTest.keyClicks(field, "7")
    with qtbot.assertNotEmitted(field.edited):
        QTest.keyClick(field, Qt.Key.Key_Escape)

    assert field.text() == "0.5"


def test_showing_a_value_is_not_an_edit(qtbot: QtBot, field: NumberField) -> None:
    with qtbot.assertNotEmitted(field.edited):
        field.set_value(3.0)
        field.set_value(3.0)

    assert field.text() == "3"


@pytest.mark.parametrize(
    ("text", "number"), [("1/4", 0.25), ("1e-3", 0.001), (" 2 000,5 ", 2000.5), ("−3", -3.0), ("+.5", 0.5)]
)
def test_numbers_are_read_as_people_type_them(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("number", [0.0, -2.5, 1e-5, -3e-12, 123456.0, 7.2e7])
def test_a_number_can_be_typed_as_it_is_shown(number: float) -> None:
    assert "-" not in show_number(number)
    assert parse_number(show_number(number)) == number


@pytest.mark.parametrize("text", ["", "abc", "1/0", "1/2/3", "--1", "0x10", "1e", "½"])
def test_other_text_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        parse_number(text)


@pytest.mark.parametrize("text", ["", "1e3", "two", "1/2", "99999999999999999999"])
def test_other_text_is_no_whole_number(text: str) -> None:
    with pytest.raises(ValueError, match="is not a whole number"):
        parse_whole(text)


@given(st.integers(min_value=0, max_value=1000), st.booleans())
def test_a_place_on_a_slider_and_its_value_belong_together(place: int, logarithmic: bool) -> None:
    scale = Scale(1e-5, 100.0, logarithmic=logarithmic)

    assert scale.place(scale.value(place)) == place
    assert 1e-5 <= scale.value(place) <= 100.0 + 1e-9


def test_values_beyond_the_ends_stand_at_the_ends() -> None:
    scale = Scale(1e-5, 100.0, logarithmic=True)

    assert scale.place(1e6) == 1000
    assert scale.place(1e-9) == 0


def test_a_drag_is_one_gesture_and_a_value_shown_is_none(qtbot: QtBot) -> None:
    slider = SliderField("Noise", Scale(0.0, 1.0, steps=100), "{:.2f}".format, lambda value: round(value, 2), "Noise")
    qtbot.addWidget(slider)
    heard: list[tuple[object, object]] = []
    slider.edited.connect(lambda value, gesture: heard.append((value, gesture)))
    slider.set_value(0.3)
    assert heard == []
    slider.slider.sliderPressed.emit()
    slider.slider.setValue(40)
    slider.slider.setValue(50)
    slider.slider.sliderReleased.emit()
    slider.slider.setValue(60)

    assert [value for value, _ in heard] == [0.4, 0.5, 0.6]
    assert heard[0][1] is heard[1][1] is not None
    assert heard[2][1] is None


def test_a_choice_is_said_by_key(qtbot: QtBot) -> None:
    choice = ChoiceField("Colour", {"r": ("Red", "like fire"), "b": ("Blue", "like the sea")}, "Which colour")
    qtbot.addWidget(choice)
    choice.set_value("b")
    assert choice.currentText() == "Blue"
    assert "like the sea" in choice.toolTip()
    choice.show()
    with qtbot.waitSignal(choice.edited) as edited:
        QTest.keyClick(choice, Qt.Key.Key_Up)

    assert edited.args == ["r", None]
    choice.close()


@pytest.mark.parametrize(("text", "number"), [("1,000", 1000), ("12 345", 12345), ("1.000.000", 1_000_000), ("42", 42)])
def test_thousands_may_be_set_apart(text: str, number: int) -> None:
    assert parse_whole(text) == number


@pytest.mark.parametrize("text", ["1.5", "0,5", "12.34", "1,0000"])
def test_a_fraction_is_no_whole_number(text: str) -> None:
    with pytest.raises(ValueError, match="is not a whole number"):
        parse_whole(text)


def test_a_million_may_be_typed_as_the_tool_tip_writes_it() -> None:
    assert parse_number("1,000,000") == 1_000_000
    assert parse_number("1,5") == 1.5

"""Weights and biases set by hand, typed and dragged, undone, frozen; bad input gets a sentence."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from driving import Driver, Left
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.ui.controls.number import show_number
from neural_sketchpad.ui.network.weight_editor import parse_weight

WEIGHT, OUTPUT_BIAS = Place(2, 0, 2), Place(2, 0, BIAS)


def train(drive: Driver, steps: int = 50) -> None:
    drive.choose_preset("moons")
    if steps:
        drive.sketchpad.step(steps)
    drive.settle()


def value(drive: Driver, place: Place) -> float:
    return drive.snapshot.run.parameters.value_at(place)


def type_at(drive: Driver, place: Place, text: str) -> None:
    """Click an edge or a dot and type; what stood there is selected, so that it goes."""
    drive.click_diagram(drive.edge_at(place))
    drive.key(text)
    drive.key(Qt.Key.Key_Return)
    drive.settle()


@pytest.mark.parametrize(
    ("text", "number"), [("0.25", 0.25), ("−1,5", -1.5), ("1/3", 1 / 3), (" -2/5 ", -0.4), ("2e-3", 0.002), ("7", 7.0)]
)
def test_a_weight_is_typed_as_people_write_numbers(text: str, number: float) -> None:
    assert parse_weight(text) == number


@pytest.mark.parametrize("text", ["abc", "1e999", "", "  ", "nan", "1/0", "1/2/3", "--1"])
def test_what_is_no_weight_is_refused_with_one_sentence(text: str) -> None:
    with pytest.raises(ValueError, match=r"^[^.]*.*\.$") as refusal:
        parse_weight(text)
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize("steps", [0, 50])
def test_a_click_on_an_edge_lets_type_its_value_in_one_undo(drive: Driver, steps: int) -> None:
    train(drive, steps)
    before, iteration = value(drive, WEIGHT), drive.iteration
    type_at(drive, WEIGHT, "-2/5")
    assert value(drive, WEIGHT) == -0.4
    assert drive.iteration == iteration
    assert not drive.window.network.editor.isVisible()
    assert drive.canvas.hasFocus()
    assert drive.sketchpad.document.undo_label == "Weight W[2]₁₃"
    drive.undo()
    drive.settle()
    assert value(drive, WEIGHT) == before


def test_what_cannot_be_a_weight_keeps_the_old_one_and_says_why(drive: Driver) -> None:
    train(drive)
    before, editor = value(drive, WEIGHT), drive.window.network.editor
    for text, sentence in (
        ("abc", "'abc' is not a number."),
        ("1e999", "A weight is a number from −1,000,000,000 to 1,000,000,000."),
    ):
        type_at(drive, WEIGHT, text)
        assert editor.isVisible()
        assert editor.problem.text() == sentence
        assert editor.problem.isVisible()
        drive.key(Qt.Key.Key_Escape)
        assert not editor.isVisible()
    drive.click_diagram(drive.edge_at(WEIGHT))
    QTest.keyClick(editor.field, Qt.Key.Key_Delete)
    drive.key(Qt.Key.Key_Return)
    assert editor.problem.text().startswith("Type a number")
    drive.click_diagram(QPoint(2, drive.diagram.height() - 2))  # beside everything
    assert not editor.isVisible()
    assert value(drive, WEIGHT) == before
    assert drive.sketchpad.model.view.unit is None


def test_a_drag_of_the_outputs_bias_moves_the_boundary_in_one_undo(drive: Driver) -> None:
    train(drive)
    before, shades = value(drive, OUTPUT_BIAS), drive.pixels().copy()
    drive.drag_weight(OUTPUT_BIAS, 10, 20, 30)
    drive.settle()
    assert value(drive, OUTPUT_BIAS) == pytest.approx(before + 60 * 0.02 * max(1.0, abs(before)))
    assert (drive.pixels() != shades).any()
    drive.undo()
    drive.settle()
    assert value(drive, OUTPUT_BIAS) == before
    assert drive.sketchpad.document.undo_label != "Bias b[2]₁"
    QTest.mousePress(drive.diagram, Left, Qt.KeyboardModifier.NoModifier, drive.edge_at(OUTPUT_BIAS))
    drive.hover_diagram(drive.unit_at(1, 1))  # the release went elsewhere
    drive.settle()
    assert value(drive, OUTPUT_BIAS) == before
    assert drive.diagram.place == Place(1, 1)
    drive.drag_weight(OUTPUT_BIAS, -10, fine=True)
    drive.settle()
    assert value(drive, OUTPUT_BIAS) == pytest.approx(before - 0.02 * max(1.0, abs(before)))


def test_no_weight_is_dragged_beyond_what_can_be_set(drive: Driver) -> None:
    train(drive)
    drive.click_diagram(drive.edge_at(OUTPUT_BIAS))
    drive.type_into(drive.window.network.editor.field, "999999999")
    drive.settle()
    drive.click_diagram(QPoint(2, drive.diagram.height() - 2))
    drive.drag_weight(OUTPUT_BIAS, 10, 10)
    drive.settle()
    assert value(drive, OUTPUT_BIAS) == 1e9
    drive.undo()
    drive.settle()
    assert value(drive, OUTPUT_BIAS) == 999_999_999


def test_a_weight_is_dragged_while_the_network_trains(drive: Driver) -> None:
    train(drive)
    drive.type_into(drive.window.recipe.rate, "0.000001")  # what is dragged is seen, and nothing else moves
    drive.settle()
    before = value(drive, WEIGHT)
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: drive.iteration > 60)
    drive.drag_weight(WEIGHT, 10, 12)
    expected = before + 22 * 0.02 * max(1.0, abs(before))
    drive.until(lambda: value(drive, WEIGHT) == pytest.approx(expected, rel=0.01))
    assert drive.sketchpad.player.playing
    drive.undo()
    drive.until(lambda: value(drive, WEIGHT) == pytest.approx(before, rel=0.01))
    drive.key(Qt.Key.Key_Space)
    drive.settle()


def test_a_frozen_weight_stays_while_the_rest_learns_and_is_marked(drive: Driver) -> None:
    train(drive)
    drive.click_diagram(drive.edge_at(WEIGHT))
    editor = drive.window.network.editor
    drive.click(editor.lock.button)
    assert editor.isVisible()
    assert drive.experiment.recipe.is_frozen(WEIGHT)
    drive.key(Qt.Key.Key_Escape)
    drive.settle()
    before, other = value(drive, WEIGHT), value(drive, OUTPUT_BIAS)
    drive.hover_diagram(drive.edge_at(WEIGHT))
    assert drive.window.network.reading.text().endswith(" · frozen")
    drive.hover_diagram(QPoint(1, 1))
    x, y = drive.diagram.scene.layout.middle(WEIGHT)
    assert drive.diagram.grab().toImage().pixelColor(round(x), round(y)).name() == drive.window.theme.ink
    drive.sketchpad.step(50)
    drive.settle()
    assert value(drive, WEIGHT) == before
    assert value(drive, OUTPUT_BIAS) != other
    drive.undo()
    assert not drive.experiment.recipe.is_frozen(WEIGHT)


def test_the_editor_shows_what_was_frozen_while_the_network_trains(drive: Driver) -> None:
    train(drive)
    drive.key(Qt.Key.Key_Space)
    drive.click_diagram(drive.edge_at(WEIGHT))
    editor = drive.window.network.editor
    opened = editor.field.text()
    drive.until(lambda: show_number(value(drive, WEIGHT)) != opened)
    assert editor.field.text() == opened  # a number that somebody is about to change stands still
    drive.click(editor.lock.button)
    drive.until(lambda: drive.snapshot.run.experiment.recipe.is_frozen(WEIGHT))
    drive.until(lambda: editor.field.text() == show_number(value(drive, WEIGHT)) != opened)
    drive.click(drive.window.toolbar.play)
    drive.settle()


def test_the_menu_of_a_unit_freezes_its_layer_and_lets_it_learn_again(drive: Driver) -> None:
    train(drive)
    for frozen in (True, False):
        at = drive.unit_at(2, 0)
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, drive.diagram.mapToGlobal(at))
        QApplication.sendEvent(drive.diagram, asked)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        entries = [action.text() for action in menu.actions()]
        assert entries == [
            "Show on the canvas",
            "Freeze the output layer" if frozen else "Let the output layer learn again",
        ]
        menu.actions()[1].trigger()
        menu.close()
        assert (2 in drive.experiment.recipe.frozen_layers) == frozen
        assert drive.window.network.heads.output.lock.isVisible() == frozen

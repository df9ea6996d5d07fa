"""The network as people see and use it: pictures, reading of values, pinning, keys, what is lit elsewhere."""

import re

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage

from driving import Driver
from neural_sketchpad.nn.costs import cost
from neural_sketchpad.nn.forward import logits
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe
from neural_sketchpad.ui.network.place_words import place_name, tool_tip, unit_name
from neural_sketchpad.ui.theme import DARK, LIGHT
from neural_sketchpad.ui.view_model import Unit

Shift = Qt.KeyboardModifier.ShiftModifier


def train(drive: Driver, preset: str = "moons", steps: int = 100) -> None:
    drive.choose_preset(preset)
    drive.sketchpad.step(steps)
    drive.settle()


def painted(drive: Driver) -> QImage:
    return drive.diagram.grab().toImage()


def colours_round(image: QImage, x: float, y: float, reach: int = 2) -> list[QColor]:
    steps = range(-reach, reach + 1)
    return [image.pixelColor(round(x) + dx, round(y) + dy) for dx in steps for dy in steps]


def test_edges_and_dots_are_orange_above_zero_and_blue_below_the_outputs_too(drive: Driver) -> None:
    train(drive)
    image = painted(drive)
    parameters, layout = drive.snapshot.run.parameters, drive.diagram.scene.layout
    for unit in range(4):
        places = [Place(1, unit, BIAS), Place(2, 0, unit)]
        for place in [*places, Place(2, 0, BIAS)]:
            warmest = max(c.red() - c.blue() for c in colours_round(image, *layout.middle(place)))
            coldest = max(c.blue() - c.red() for c in colours_round(image, *layout.middle(place)))
            assert (warmest > coldest) == (parameters.value_at(place) > 0.0), place


def test_hover_reads_the_exact_value_and_its_derivative_without_the_layout_moving(drive: Driver) -> None:
    train(drive)
    network = drive.window.network
    before = drive.diagram.geometry(), network.reading.geometry()
    place = Place(2, 0, 2)
    drive.hover_diagram(drive.edge_at(place))
    text = network.reading.text().replace("−", "-")
    found = re.fullmatch(r"W\[2\]₁₃ from unit 3 to the output = (\S+) · dW = (\S+)", text)
    assert found is not None
    run = drive.snapshot.run
    value = run.parameters.value_at(place)
    assert float(found[1]) == pytest.approx(value, rel=1e-4)
    examples, _ = run.experiment.examples()
    recipe = run.experiment.recipe

    def J(weight: float) -> float:
        Z = logits(recipe, run.parameters.with_value(place, weight), examples.X)
        return cost(recipe.head, Z, examples.Y)

    slope = (J(value + 1e-5) - J(value - 1e-5)) / 2e-5
    assert float(found[2]) == pytest.approx(slope, rel=0.01, abs=1e-6)
    assert place in drive.diagram.marks.lit
    assert (drive.diagram.geometry(), network.reading.geometry()) == before
    drive.sketchpad.step(50)
    drive.settle()
    assert network.reading.text().replace("−", "-") != text  # live
    drive.hover_diagram(drive.unit_at(1, 0))
    assert re.fullmatch(
        r"a\[1\]₁, unit 1 of hidden layer 1, from about \S+ to \S+ over the plane", network.reading.text()
    )
    drive.hover_diagram(drive.unit_at(0, 1))
    assert network.reading.text() == "Input x₂ from about −4.9 to 4.9 over the plane"


def test_each_picture_is_what_its_unit_computes(drive: Driver) -> None:
    train(drive)
    W, b = drive.snapshot.run.parameters.layers[0]
    pictures, columns = drive.diagram.pictures, drive.diagram.scene.layout.columns
    assert [picture.shades.shape for picture in pictures] == [(c.shown, c.side, c.side) for c in columns]
    x = (np.arange(columns[1].side) + 0.5) / columns[1].side * 10.0 - 5.0
    expected = np.tanh(np.einsum("us,syx->uyx", W, np.stack(np.meshgrid(x, -x))) + b[:, :, None])
    assert np.abs(pictures[1].shades / 127.5 - 1.0 - expected).mean() < 0.02
    assert (np.diff(pictures[0].shades[0].astype(int), axis=1) >= 0).all()  # x1 grows to the right


def test_what_is_pointed_at_elsewhere_is_lit_here(drive: Driver) -> None:
    train(drive)
    before = painted(drive)
    drive.sketchpad.model.update(lit=frozenset({Place(1, 2, 1), Place(1, 2), Place(1, 0, BIAS), Place(9, 9, 9)}))
    lit = painted(drive)
    x, y = drive.diagram.scene.layout.middle(Place(1, 2, 1))
    darkest = min(c.lightness() for c in colours_round(lit, x, y, 4))
    assert darkest < min(c.lightness() for c in colours_round(before, x, y, 4)) - 40
    drive.sketchpad.model.update(lit=frozenset())
    assert painted(drive) == before


def test_the_keys_reach_every_unit_and_every_number(drive: Driver) -> None:
    train(drive)
    drive.diagram.setFocus(Qt.FocusReason.TabFocusReason)
    assert "Arrows walk" in drive.diagram.accessibleDescription()
    iteration = drive.iteration
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        drive.key(key)
    assert drive.diagram.place == Place(1, 1)
    drive.key(Qt.Key.Key_Return)
    assert drive.sketchpad.model.view.unit == Unit(1, 1)
    drive.key(Qt.Key.Key_Down, Shift)
    assert drive.window.network.reading.text().startswith("b[1]₂ of unit 2 = ")
    assert drive.diagram.accessibleDescription() == drive.window.network.reading.text()
    drive.key(Qt.Key.Key_Return)
    editor = drive.window.network.editor
    assert editor.isVisible()
    assert editor.field.selectedText() == editor.field.text() != ""
    drive.key("0.75")
    drive.key(Qt.Key.Key_Return)
    assert not editor.isVisible()
    assert drive.diagram.hasFocus()  # the keys are back where they were
    drive.key(Qt.Key.Key_Right)
    drive.settle()
    assert drive.snapshot.run.parameters.value_at(Place(1, 1, BIAS)) == 0.75
    assert drive.diagram.place == Place(2, 0)
    assert drive.iteration == iteration  # the arrows did not step the run


def test_the_keys_of_a_field_in_front_of_the_network_do_not_walk_through_it(drive: Driver) -> None:
    train(drive)
    drive.diagram.setFocus(Qt.FocusReason.TabFocusReason)
    drive.key(Qt.Key.Key_Down)
    at = drive.diagram.place
    field = drive.window.network.heads.hidden[0].controls.units_field
    drive.click(field)
    drive.key(Qt.Key.Key_Down)
    drive.key("5")
    drive.key(Qt.Key.Key_Return)
    drive.settle()
    assert drive.experiment.recipe.hidden[0].units == 5
    assert drive.sketchpad.model.view.unit is None
    assert drive.diagram.place in (None, at)


def test_the_focus_puts_a_frame_round_the_network_and_hides_nothing_of_it(drive: Driver) -> None:
    train(drive)
    before = painted(drive)
    drive.diagram.setFocus(Qt.FocusReason.TabFocusReason)
    focused = painted(drive)
    assert focused != before
    inside = drive.diagram.rect().adjusted(2, 2, -2, -2)
    assert focused.copy(inside) == before.copy(inside)


def test_the_picture_that_is_kept_follows_theme_size_and_parameters(drive: Driver) -> None:
    train(drive)
    drive.window.set_theme(LIGHT)
    before = painted(drive)
    assert painted(drive) == before
    drive.window.set_theme(DARK)
    assert painted(drive).pixelColor(2, 2) == QColor(DARK.panel)
    drive.window.set_theme(LIGHT)
    assert painted(drive) == before
    drive.sketchpad.step(100)
    drive.settle()
    assert painted(drive) != before
    drive.diagram.resize(drive.diagram.width() - 40, drive.diagram.height())
    assert painted(drive).size() == drive.diagram.size() * drive.diagram.devicePixelRatioF()


def test_a_class_has_a_box_of_its_own_and_of_many_edges_the_strongest_are_drawn(drive: Driver) -> None:
    train(drive, "three_blobs")
    assert drive.pictured(2) == 3
    drive.hover_diagram(drive.unit_at(2, 1))
    assert drive.window.network.reading.text().startswith("The probability ŷ of class 1 from about 0.0")
    drive.hover_diagram(QPoint(1, 1))
    drive.window.network.replace_hidden((HiddenLayer(64), HiddenLayer(64)), "wide")
    drive.settle()
    assert re.fullmatch(r"The strongest \d+ of 4,416 weights are drawn\.", drive.window.network.reading.text())


def test_names_and_tool_tips_speak_the_course_s_letters() -> None:
    recipe = Recipe((HiddenLayer(12), HiddenLayer(3)), features=("x1", "x1_squared"))
    assert place_name(Place(2, 0, 2)) == "W[2]₁₃"
    assert place_name(Place(2, 0, 10)) == "W[2]₁,₁₁"
    assert place_name(Place(1, 11, BIAS)) == "b[1]₁₂"
    assert [unit_name(Recipe(output="softmax", outputs=3), 2, unit) for unit in (0, 2)] == ["class 0", "class 2"]
    assert "x₁²" in tool_tip(recipe, Place(0, 1))
    for place in (Place(2, 1, BIAS), Place(2, 1, 0)):
        assert "z[2] = W[2] a[1] + b[2]" in tool_tip(recipe, place)
    assert "as the canvas shows it" in tool_tip(recipe, Place(3, 0))

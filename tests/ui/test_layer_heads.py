"""The recipe edited over its columns: units, activations, layers put in and taken out, in wide and narrow panels."""

import numpy as np
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from driving import Driver
from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.recipe import HiddenLayer
from neural_sketchpad.ui.network.activation_field import CURVE, ActivationField, curve_icon
from neural_sketchpad.ui.network.diagram_layout import Detail
from neural_sketchpad.ui.network.layer_card import LayerCard
from neural_sketchpad.ui.theme import DARK, LIGHT, Theme


def hidden(drive: Driver) -> list[int]:
    return [layer.units for layer in drive.experiment.recipe.hidden]


def test_plus_and_minus_change_units_and_keep_the_others(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.sketchpad.step(20)
    drive.settle()
    W = drive.snapshot.run.parameters.layers[0][0]
    controls = drive.window.network.heads.hidden[0].controls
    drive.click(controls.more)
    drive.settle()
    assert hidden(drive) == [5]
    np.testing.assert_array_equal(drive.snapshot.run.parameters.layers[0][0][:4], W)
    assert drive.pictured(1) == 5
    for _ in range(4):
        drive.click(controls.fewer)
    assert hidden(drive) == [1]
    assert not controls.fewer.isEnabled()


def test_a_layer_is_put_in_between_and_removed_where_it_stands(drive: Driver) -> None:
    heads = drive.window.network.heads
    drive.click(heads.between[1])  # after hidden layer 1
    drive.type_into(heads.hidden[1].controls.units_field, "3")
    drive.click(heads.between[0])  # before it, like it
    assert hidden(drive) == [4, 4, 3]
    assert len(heads.between) == 4
    drive.click(heads.hidden[1].name)
    card = heads.hidden[1].card
    assert card.isVisible()
    drive.click(card.remove)
    assert not card.isVisible()
    assert hidden(drive) == [4, 3]
    assert drive.sketchpad.document.undo_label == "Remove hidden layer 2"
    drive.undo()
    assert hidden(drive) == [4, 4, 3]
    for number in (3, 2, 1):
        drive.window.network.heads.remove(number)
    drive.settle()
    assert hidden(drive) == []
    assert drive.diagram.scene.drawn == 2
    drive.click(heads.between[0])
    assert hidden(drive) == [4]


def test_narrow_columns_have_their_controls_in_a_card(drive: Driver) -> None:
    drive.window.resize(1024, 700)
    drive.window.network.replace_hidden(tuple(HiddenLayer(4) for _ in range(12)), "deep")
    drive.settle()
    heads = drive.window.network.heads
    assert drive.diagram.scene.layout.detail is Detail.BARE
    assert not heads.between[3].isVisible()
    assert not drive.window.network.add.isEnabled()
    head = heads.hidden[6]
    assert head.name.text() == "7"
    assert not head.controls.isVisible()
    drive.click(head.name)
    drive.click(head.controls.more)
    drive.choose(head.controls.activation, "relu")
    assert drive.experiment.recipe.hidden[6] == HiddenLayer(5, "relu")
    assert not head.card.isVisible()  # whoever turns to the canvas is done here
    drive.click(head.name)
    assert not head.card.after.isEnabled()
    drive.click(head.card.freeze.button)
    assert drive.experiment.recipe.frozen_layers == {7}
    assert head.name.text() == ""
    assert not head.name.icon().isNull()
    drive.key(Qt.Key.Key_Escape)
    assert not head.card.isVisible()
    drive.window.network.replace_hidden((HiddenLayer(4),), "shallow")
    assert heads.hidden[0].controls.isVisible()


def test_a_card_closes_with_the_first_press_beside_it_and_keeps_what_was_typed(drive: Driver) -> None:
    heads = drive.window.network.heads
    drive.choose(heads.hidden[0].controls.activation, "leaky_relu")
    drive.click(heads.hidden[0].name)
    slope = heads.hidden[0].card.slope
    drive.click(slope)
    QTest.keyClick(slope, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(slope, "0.3")
    drive.click(drive.window.toolbar)
    assert not heads.hidden[0].card.isVisible()
    assert drive.experiment.recipe.hidden[0].slope == 0.3


def test_every_activation_is_listed_with_its_curve(qtbot: QtBot) -> None:
    field = ActivationField(1)
    qtbot.addWidget(field)
    field.set_theme(LIGHT)
    curves = [field.itemIcon(index).pixmap(CURVE).toImage() for index in range(field.count())]
    assert len(curves) == len(ACTIVATIONS)
    assert all(one != other for place, one in enumerate(curves) for other in curves[:place])
    tips = [field.itemData(index, Qt.ItemDataRole.ToolTipRole) for index in range(field.count())]
    assert tips == [activation.formula for activation in ACTIVATIONS.values()]


def test_a_curve_rises_where_its_function_does(qapp: QApplication) -> None:
    image = curve_icon(ACTIVATIONS["relu"], LIGHT).pixmap(QSize(CURVE)).toImage()
    colours = [[image.pixelColor(x, y) for x in range(image.width())] for y in range(image.height())]
    ink = np.array([[colour.blueF() - colour.redF() for colour in row] for row in colours])
    rows = ink.argmax(axis=0)
    middle = image.width() // 2
    assert abs(rows[2:middle].astype(int) - image.height() // 2).max() <= 2
    assert rows[middle + 6] < rows[middle + 2]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_a_curve_is_seen_in_the_row_that_is_chosen(qapp: QApplication, theme: Theme) -> None:
    image = curve_icon(ACTIVATIONS["tanh"], theme).pixmap(QSize(CURVE), QIcon.Mode.Active).toImage()
    painted = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    strokes = [colour.lightness() for colour in painted if colour.alpha() > 200]
    assert max(abs(lightness - QColor(theme.accent).lightness()) for lightness in strokes) > 80


def test_nothing_of_a_removed_layer_stays_behind(drive: Driver) -> None:
    drive.window.network.replace_hidden((HiddenLayer(4), HiddenLayer(4)), "two")
    head = drive.window.network.heads.hidden[1]
    drive.click(head.name)
    drive.sketchpad.document.undo()
    QApplication.processEvents()
    assert len(drive.window.network.heads.hidden) == 1
    assert not any(card.isVisible() for card in drive.window.findChildren(LayerCard))
    assert drive.canvas.hasFocus()

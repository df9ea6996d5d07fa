"""Who has the keyboard: what was typed counts before a button does anything, and Space never presses by accident."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from driving import Driver
from neural_sketchpad.ui.charts.numbers_page import NumbersPage


def test_what_was_typed_counts_when_a_button_is_pressed(drive: Driver) -> None:
    drive.choose_preset("blobs")
    field = drive.window.network.heads.hidden[0].controls.units_field
    drive.click(field)
    QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, "7")
    drive.click(drive.window.toolbar.play)
    assert drive.experiment.recipe.hidden[0].units == 7
    assert QApplication.focusWidget() is not field
    drive.click(drive.window.toolbar.play)


def test_what_cannot_be_does_not_stay_in_the_field_while_the_network_trains(drive: Driver) -> None:
    drive.choose_preset("blobs")
    rate = drive.window.recipe.rate
    drive.click(rate)
    QTest.keyClick(rate, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(rate, "zzz")
    drive.click(drive.window.toolbar.step)
    assert rate.text() == "0.3"


def test_a_press_beside_all_controls_ends_the_typing(drive: Driver) -> None:
    rate = drive.window.recipe.rate
    drive.click(rate)
    QTest.keyClick(rate, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(rate, "0.7")
    QTest.mouseClick(drive.window.toolbar, Qt.MouseButton.LeftButton, pos=drive.window.toolbar.rect().center())
    assert drive.experiment.recipe.optimizer.learning_rate == 0.7


def test_a_window_one_comes_back_to_has_no_button_in_focus(drive: Driver) -> None:
    """Space would press it: the first one takes the run back to the start."""
    drive.choose_preset("blobs")
    drive.type_into(drive.window.recipe.rate, "0.5")
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: drive.iteration > 100)
    other = QWidget()
    other.show()
    other.activateWindow()
    drive.until(lambda: QApplication.activeWindow() is other)
    other.close()
    other.deleteLater()
    drive.window.activateWindow()
    drive.until(lambda: QApplication.activeWindow() is drive.window)
    assert QApplication.focusWidget() is drive.canvas
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: not drive.snapshot.playing)
    assert drive.iteration > 100


def test_space_plays_after_another_tab_was_clicked_wherever_the_keys_were(drive: Driver) -> None:
    drive.choose_preset("blobs")
    tabs = drive.window.tabs
    drive.click(tabs.buttons["numbers"])
    page = tabs.page
    assert isinstance(page, NumbersPage)
    drive.click(page.shapes_table)
    page.shapes_table.setFocus(Qt.FocusReason.MouseFocusReason)
    drive.click(tabs.buttons["activations"])
    assert QApplication.focusWidget() is None
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: drive.iteration > 0)
    drive.key(Qt.Key.Key_Space)


def test_an_open_list_is_as_wide_as_its_entries(drive: Driver) -> None:
    for choice in (drive.window.recipe.output, drive.window.recipe.scheme):
        choice.showPopup()
        assert choice.view().width() > choice.view().sizeHintForColumn(0) > 0
        choice.hidePopup()


def test_a_long_number_is_read_from_its_front(drive: Driver) -> None:
    drive.type_into(drive.window.recipe.rate, "0.12345678")
    assert drive.window.recipe.rate.cursorPosition() == 0

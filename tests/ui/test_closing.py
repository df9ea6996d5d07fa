"""What is left of a window that was closed: nothing."""

import gc
from weakref import ref

from pytestqt.qtbot import QtBot

from driving import Driver
from neural_sketchpad.app import Sketchpad
from neural_sketchpad.ui.settings import Settings


def test_a_closed_window_is_let_go_with_all_it_held(qtbot: QtBot, settings: Settings) -> None:
    driver = Driver(Sketchpad(settings), qtbot)
    driver.choose_preset("moons")
    sketchpad, run = ref(driver.sketchpad), ref(driver.snapshot.run)
    driver.close()
    del driver
    gc.collect()

    assert sketchpad() is None
    assert run() is None

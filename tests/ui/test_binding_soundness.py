"""The Qt binding itself: one release loses references to None until the process aborts."""

import sys

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

CALLS = 2000


class Speaker(QObject):
    said = Signal(object)


def test_void_calls_and_signals_do_not_use_up_none(qtbot: QtBot) -> None:
    widget, speaker = QWidget(), Speaker()
    qtbot.addWidget(widget)
    speaker.said.connect(lambda _word: None)
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        widget.update()
        speaker.said.emit(None)

    # From Python 3.12 on None is immortal and the count does not move at all.
    assert sys.getrefcount(None) > before - CALLS // 10

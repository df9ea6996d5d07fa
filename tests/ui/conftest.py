"""A real window over real settings in a temporary folder, driven by mouse and keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import Driver
from PySide6.QtCore import QEvent, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from neural_sketchpad.app import Sketchpad
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.ui.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat), tmp_path / "kept")


@pytest.fixture
def drive(qtbot: QtBot, qapp: QApplication, settings: Settings) -> Iterator[Driver]:
    """The program with an empty canvas, 1280 by 800."""
    qapp.setStyle("Fusion")
    driver = Driver(Sketchpad(settings, Experiment()), qtbot)
    yield driver
    driver.close()


@pytest.fixture(autouse=True)
def nothing_of_qt_survives(qapp: QApplication) -> Iterator[None]:
    """No window and no running timer may outlive its test."""
    yield
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    windows = [widget for widget in qapp.topLevelWidgets() if widget.isVisible()]
    assert not windows, f"windows still open: {windows}"
    timers = [timer for timer in qapp.findChildren(QTimer) if timer.isActive()]
    assert not timers, f"timers still running: {timers}"

"""What holds for every test: no display is needed, real settings are never touched, and nothing is left behind."""

import gc
import os
import threading
from collections.abc import Generator, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before pytest-qt loads Qt

import hypothesis
import pytest
from PySide6.QtCore import QEvent, QSettings, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from driving import Driver
from neural_sketchpad.app import Sketchpad
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.ui.settings import Settings

# The same commit has the same outcome; `pytest --hypothesis-profile=fresh` looks at examples never tried before.
hypothesis.settings.register_profile("repeatable", derandomize=True)
hypothesis.settings.register_profile("fresh", derandomize=False)
hypothesis.settings.load_profile("repeatable")


def pytest_collection_finish() -> None:
    """What has been imported is no garbage: leave it out of every later collection."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Windows are full of circles: collect each when its test has ended, so that they do not pile up."""
    outcome = yield
    if isinstance(item, pytest.Function) and "qtbot" in item.fixturenames:
        gc.collect()
    return outcome


@pytest.fixture(autouse=True)
def no_thread_survives() -> Iterator[None]:
    """A test that leaves a thread running has not closed what it opened."""
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in threading.enumerate() if thread not in before]
    assert not left, f"threads still running: {left}"


@pytest.fixture(autouse=True)
def nothing_of_qt_survives() -> Iterator[None]:
    """No window and no running timer may outlive its test."""
    yield
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        return
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    windows = [widget for widget in application.topLevelWidgets() if widget.isVisible()]
    assert not windows, f"windows still open: {windows}"
    timers = [timer for timer in application.findChildren(QTimer) if timer.isActive()]
    assert not timers, f"timers still running: {timers}"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat), tmp_path / "kept")


@pytest.fixture
def drive(qtbot: QtBot, qapp: QApplication, settings: Settings) -> Iterator[Driver]:
    """The program with an empty canvas in a window of 1280 by 800, driven by mouse and keys."""
    qapp.setStyle("Fusion")
    driver = Driver(Sketchpad(settings, Experiment()), qtbot)
    yield driver
    driver.close()

"""What holds for every test: no display is needed, and nothing is left behind."""

import os
import threading
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest  # noqa: E402  (the platform has to be chosen before pytest-qt loads Qt)


@pytest.fixture(autouse=True)
def no_thread_survives() -> Iterator[None]:
    """A test that leaves a thread running has not closed what it opened."""
    before = set(threading.enumerate())
    yield
    left = [thread.name for thread in threading.enumerate() if thread not in before]
    assert not left, f"threads still running: {left}"

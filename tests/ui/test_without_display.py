"""Starting where there is no display, and the picture that stands in for the window."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from neural_sketchpad.resources import resource
from neural_sketchpad.ui import display


def run(*arguments: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    surroundings = {name: value for name, value in os.environ.items() if name not in REMOVED} | environment
    return subprocess.run(
        [sys.executable, "-m", "neural_sketchpad", *arguments],
        cwd=folder,
        env=surroundings,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


REMOVED = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_started_without_a_display_it_trains_the_example_and_saves_a_picture(tmp_path: Path) -> None:
    done = run(folder=tmp_path)

    assert done.returncode == 0
    assert "no display" in done.stderr
    assert "Traceback" not in done.stderr
    assert "10,000 iterations" in done.stdout
    picture = QImage(str(tmp_path / "neural-sketchpad-example.png"))
    assert (picture.width(), picture.height()) == (1280, 720)
    assert not picture.allGray()


@pytest.mark.skipif(sys.platform != "linux", reason="X11 only")
def test_a_display_that_does_not_answer_is_no_display(tmp_path: Path) -> None:
    done = run(folder=tmp_path, DISPLAY=":987")

    assert done.returncode == 0
    assert "does not answer" in done.stderr or "libraries" in done.stderr


def test_train_saves_a_picture_where_asked(tmp_path: Path) -> None:
    project = str(resource("examples", "flower.json"))
    done = run("train", project, "--iterations", "50", "--picture", "out.png", folder=tmp_path)

    assert done.returncode == 0
    assert QImage(str(tmp_path / "out.png")).width() == 1280


def test_a_picture_that_cannot_be_saved_is_one_sentence(tmp_path: Path) -> None:
    project = str(resource("examples", "flower.json"))
    done = run("train", project, "--iterations", "5", "--picture", "missing/out.png", folder=tmp_path)

    assert done.returncode == 1
    assert "cannot be saved" in done.stderr
    assert "Traceback" not in done.stderr


def test_missing_libraries_are_named_with_the_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(display.DRAWING_LIBRARIES, "libsurely-not-here.so.7", "libsurely7")
    monkeypatch.setattr(sys, "platform", "linux")
    problem = display.drawing_problem()

    assert problem is not None
    assert "sudo apt install libsurely7" in problem

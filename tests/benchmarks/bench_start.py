"""How long the program takes from its start to the first painted window, and where the time goes.

Run it on a display (or under Xvfb): python tests/benchmarks/bench_start.py

Each round is a new process; the first is not counted, since it fills the file cache.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

ROUNDS = 7
PHASES = ("interpreter", "imports", "building", "first paint", "total")

CHILD = """
import sys, time
begun = time.time()
from PySide6.QtCore import QEvent, QObject
from neural_sketchpad import app
from neural_sketchpad.ui.canvas.canvas import Canvas
imported = time.time()

paint = Canvas.paintEvent
def painted(self, event):
    paint(self, event)
    print(begun, imported, built, time.time(), flush=True)
    Canvas.paintEvent = paint
    app.QApplication.instance().closeAllWindows()
Canvas.paintEvent = painted

show = app.Sketchpad.show
def shown(self):
    global built
    built = time.time()
    show(self)
app.Sketchpad.show = shown
sys.argv = ["neural-sketchpad"]
app.open_window(None, None)
"""


def one_start(home: str) -> list[float]:
    """Seconds of each phase."""
    environment = {**os.environ, "HOME": home, "XDG_CONFIG_HOME": home, "XDG_DATA_HOME": home}
    started = time.time()
    done = subprocess.run(
        [sys.executable, "-c", CHILD], capture_output=True, text=True, check=True, env=environment, timeout=60
    )
    begun, imported, built, painted = map(float, done.stdout.split()[:4])
    return [begun - started, imported - begun, built - imported, painted - built, painted - started]


def main() -> None:
    with tempfile.TemporaryDirectory() as home:
        rounds = [one_start(home) for _ in range(ROUNDS + 1)][1:]
    for name, seconds in zip(PHASES, zip(*rounds, strict=True), strict=True):
        print(f"{name:12} {statistics.median(seconds):6.3f} s   ({min(seconds):.3f} to {max(seconds):.3f})")


if __name__ == "__main__":
    main()

"""How smooth the window is while it trains, and what it costs the training.

Run it on a display (or under Xvfb): python tests/benchmarks/bench_window.py

One window trains as fast as it goes. In turns its frame clock is stopped and its event loop sleeps, so that the thread
is alone, and then it runs as it does for a person. The share of speed that is kept is the ratio of each such
pair; the moods of the machine last longer. The intervals between frames stand beside those of an idle window.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from neural_sketchpad.app import Sketchpad
from neural_sketchpad.data.generators import PresetChoice
from neural_sketchpad.experiment.edits import draw_preset
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe
from neural_sketchpad.ui.settings import Settings

PAIRS, SECONDS, WARM_UP = 20, 0.6, 0.5
NETWORKS = {
    "2-4-1 tanh": ((HiddenLayer(4, "tanh"),), 0.1),
    "2-32-32-1 ReLU": ((HiddenLayer(32, "relu"), HiddenLayer(32, "relu")), 0.05),
}


def experiment_for(hidden: tuple[HiddenLayer, ...], rate: float) -> Experiment:
    recipe = Recipe(hidden, optimizer=Optimizer(learning_rate=rate))
    empty = Experiment(recipe=recipe)
    return draw_preset(empty, PresetChoice("ring", 300, 0.5)).applied_to(empty)


def live(seconds: float) -> None:
    """Let the event loop run; QTest.qWait would sleep in between."""
    loop = QEventLoop()
    QTimer.singleShot(int(1000 * seconds), loop.quit)
    loop.exec()


def measure(experiment: Experiment, settings: Settings) -> tuple[list[float], list[float], list[float]]:
    """Intervals between frames (ms) of the idle and of the training window, and the shares of speed kept."""
    sketchpad = Sketchpad(settings, experiment)
    sketchpad.window.resize(1440, 900)
    sketchpad.window.show()
    frames: list[float] = []

    def frame() -> bool:
        frames.append(time.perf_counter())
        return True

    def intervals() -> list[float]:
        gaps = [1000.0 * float(gap) for gap in np.diff(frames)]
        frames.clear()
        return gaps

    def speed(pastime: Callable[[float], None]) -> float:
        # The thread's own snapshot, not the one the window fetched: the clock may be standing.
        thread = sketchpad.player.training_thread
        before, started = thread.latest().run.iteration, time.perf_counter()
        pastime(SECONDS)
        return (thread.latest().run.iteration - before) / (time.perf_counter() - started)

    sketchpad.clock.on_frame(frame)
    live(WARM_UP)
    frames.clear()
    live(PAIRS * SECONDS / 2)
    idle = intervals()
    sketchpad.toggle_play()
    live(WARM_UP)
    busy: list[float] = []
    kept: list[float] = []
    for _ in range(PAIRS):
        sketchpad.clock.stop()
        alone = speed(time.sleep)
        sketchpad.clock.wake()
        frames.clear()
        kept.append(speed(live) / alone)
        busy += intervals()
    sketchpad.window.close()
    return idle, busy, kept


def main() -> None:
    application = QApplication(sys.argv)
    application.setStyle("Fusion")
    folder = Path(tempfile.mkdtemp())
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), folder)
    print(f"{'network':16} {'idle p50':>9} {'p99':>6} {'training p50':>13} {'p99':>6}  ms   kept of headless speed")
    for name, (hidden, rate) in NETWORKS.items():
        idle, busy, kept = measure(experiment_for(hidden, rate), settings)
        quiet, loud = np.percentile(idle, [50, 99]), np.percentile(busy, [50, 99])
        print(
            f"{name:16} {quiet[0]:9.1f} {quiet[1]:6.1f} {loud[0]:13.1f} {loud[1]:6.1f}      "
            f"{statistics.median(kept):.0%} (from {min(kept):.0%} to {max(kept):.0%})"
        )


if __name__ == "__main__":
    main()

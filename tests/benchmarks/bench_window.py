"""How smooth the window is while it trains, and what it costs the training.

Run it on a display (or under Xvfb): python tests/benchmarks/bench_window.py

For each network it trains headless, then with the window, in alternating rounds, and prints the intervals between
frames (an idle window beside a training one) and the share of the headless speed that was kept.
"""

import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from neural_sketchpad.app import Sketchpad
from neural_sketchpad.data.generators import PresetChoice
from neural_sketchpad.experiment.edits import draw_preset
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.recipe import HiddenLayer, Optimizer, Recipe
from neural_sketchpad.training.commands import Play
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.thread import TrainingThread
from neural_sketchpad.ui.settings import Settings

ROUNDS, SECONDS, WARM_UP = 5, 3.0, 0.5
NETWORKS = {
    "2-4-1 tanh": ((HiddenLayer(4, "tanh"),), 0.1),
    "2-32-32-1 ReLU": ((HiddenLayer(32, "relu"), HiddenLayer(32, "relu")), 0.05),
}


def experiment_for(hidden: tuple[HiddenLayer, ...], rate: float) -> Experiment:
    recipe = Recipe(hidden, optimizer=Optimizer(learning_rate=rate))
    empty = Experiment(recipe=recipe)
    return draw_preset(empty, PresetChoice("ring", 300, 0.5)).applied_to(empty)


def headless_speed(experiment: Experiment) -> float:
    """Steps per second of the training thread with nobody looking on."""
    thread = TrainingThread(Run.start(experiment))
    thread.start()
    thread.post(Play())
    time.sleep(WARM_UP)
    before, started = thread.latest().run.iteration, time.perf_counter()
    time.sleep(SECONDS)
    speed = (thread.latest().run.iteration - before) / (time.perf_counter() - started)
    thread.close()
    return speed


def live(seconds: float) -> None:
    """Let the event loop run; QTest.qWait would sleep in between."""
    loop = QEventLoop()
    QTimer.singleShot(int(1000 * seconds), loop.quit)
    loop.exec()


def windowed(experiment: Experiment, settings: Settings, training: bool) -> tuple[float, list[float]]:
    """Steps per second, and the intervals between frames in milliseconds."""
    sketchpad = Sketchpad(settings, experiment)
    sketchpad.window.resize(1440, 900)
    sketchpad.window.show()
    frames: list[float] = []

    def frame() -> bool:
        frames.append(time.perf_counter())
        return True

    sketchpad.clock.on_frame(frame)
    if training:
        sketchpad.toggle_play()
    live(WARM_UP)
    frames.clear()
    before, started = sketchpad.player.run.iteration, time.perf_counter()
    live(SECONDS)
    speed = (sketchpad.player.run.iteration - before) / (time.perf_counter() - started)
    sketchpad.window.close()
    return speed, [1000 * float(gap) for gap in np.diff(frames)]


def main() -> None:
    application = QApplication(sys.argv)
    application.setStyle("Fusion")
    folder = Path(tempfile.mkdtemp())
    store = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    settings = Settings(store, folder)
    print(f"{'network':16} {'idle p50':>9} {'p99':>6} {'training p50':>13} {'p99':>6}  ms   kept of headless speed")
    for name, (hidden, rate) in NETWORKS.items():
        experiment = experiment_for(hidden, rate)
        shares: list[float] = []
        idle: list[float] = []
        busy: list[float] = []
        for _ in range(ROUNDS):
            alone = headless_speed(experiment)
            idle += windowed(replace(experiment), settings, training=False)[1]
            speed, gaps = windowed(experiment, settings, training=True)
            busy += gaps
            shares.append(speed / alone)
        quiet, loud = np.percentile(idle, [50, 99]), np.percentile(busy, [50, 99])
        print(
            f"{name:16} {quiet[0]:9.1f} {quiet[1]:6.1f} {loud[0]:13.1f} {loud[1]:6.1f}      "
            f"{statistics.median(shares):.0%} (from {min(shares):.0%} to {max(shares):.0%})"
        )


if __name__ == "__main__":
    main()

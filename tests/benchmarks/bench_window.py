"""How smooth the window is while it trains, and what it costs the training.

Run it on a display (or under Xvfb): python tests/benchmarks/bench_window.py

One window trains as fast as it goes. In turns its frame clock is stopped and its event loop sleeps, so that the thread
is alone, and then it runs as it does for a person. The share of speed that is kept is the ratio of each such
pair; the moods of the machine last longer. The intervals between frames stand beside those of an idle window.

The deep network is looked at through every tab, with hinge lines and a probe; "renewal" is what the page itself takes.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
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
from neural_sketchpad.ui.view_model import Probe, View

PAIRS, SECONDS, WARM_UP, RENEWALS = 20, 0.6, 0.5, 30
TABS = ("cost", "activations", "gradients", "weights", "space", "numbers", "xray")
DEEP = (HiddenLayer(8, "tanh"),) * 6


@dataclass(frozen=True)
class Case:
    """A network, how it is looked at, and how fast it learns from so many points."""

    name: str
    hidden: tuple[HiddenLayer, ...]
    rate: float
    points: int
    view: View = field(default_factory=View)

    @property
    def experiment(self) -> Experiment:
        empty = Experiment(recipe=Recipe(self.hidden, optimizer=Optimizer(learning_rate=self.rate)))
        return draw_preset(empty, PresetChoice("ring", self.points, 0.5)).applied_to(empty)


CASES = (
    Case("2-4-1 tanh", (HiddenLayer(4, "tanh"),), 0.1, 300),
    Case("2-32-32-1 ReLU", (HiddenLayer(32, "relu"), HiddenLayer(32, "relu")), 0.05, 300),
    *(Case(f"2-8x6-1, {tab}", DEEP, 0.1, 500, View(tab=tab, hinges=True, probe=Probe(1.0, 0.5))) for tab in TABS),
)


def live(seconds: float) -> None:
    """Let the event loop run; QTest.qWait would sleep in between."""
    loop = QEventLoop()
    QTimer.singleShot(int(1000 * seconds), loop.quit)
    loop.exec()


@dataclass(frozen=True)
class Measured:
    """Intervals between frames and the renewals of the page in milliseconds, and the shares of speed kept."""

    idle: list[float]
    busy: list[float]
    renewals: list[float]
    kept: list[float]


def measure(case: Case, settings: Settings) -> Measured:
    sketchpad = Sketchpad(settings, case.experiment)
    sketchpad.model.update(**vars(case.view))
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
    sketchpad.player.pause()
    live(WARM_UP)
    renewals = [renewal(sketchpad) for _ in range(RENEWALS)]
    sketchpad.window.close()
    return Measured(idle, busy, renewals, kept)


def renewal(sketchpad: Sketchpad) -> float:
    """How long the page takes for a run that has gone on by an update (ms)."""
    sketchpad.step(1)
    live(0.05)
    started = time.perf_counter()
    sketchpad.window.tabs.page.renew(sketchpad.player.snapshot)
    return 1000.0 * (time.perf_counter() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description="Frames of the window, and what they cost the training.")
    parser.add_argument("only", nargs="?", default="", help="only cases with this in their name")
    options = parser.parse_args()
    application = QApplication(sys.argv[:1])
    application.setStyle("Fusion")
    folder = Path(tempfile.mkdtemp())
    settings = Settings(QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat), folder)
    print(f"{'':20} {'idle p50':>9} {'p99':>6} {'training p50':>13} {'p99':>6} {'renewal':>8}  ms   kept of headless")
    for case in CASES:
        if options.only in case.name:
            print_line(case.name, measure(case, settings))


def print_line(name: str, found: Measured) -> None:
    quiet, loud = np.percentile(found.idle, [50, 99]), np.percentile(found.busy, [50, 99])
    kept = found.kept
    print(
        f"{name:20} {quiet[0]:9.1f} {quiet[1]:6.1f} {loud[0]:13.1f} {loud[1]:6.1f} "
        f"{statistics.median(found.renewals):8.2f}       "
        f"{statistics.median(kept):.0%} (from {min(kept):.0%} to {max(kept):.0%})"
    )


if __name__ == "__main__":
    main()

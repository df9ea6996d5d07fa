"""Keeps watch over the player's run, frame by frame and a few milliseconds at a time."""

import time
from collections.abc import Callable

from neural_sketchpad.insight.findings.finding import Finding
from neural_sketchpad.insight.findings.watch import Watch, followed
from neural_sketchpad.training.run import Run
from neural_sketchpad.ui.frame_clock import FrameClock
from neural_sketchpad.ui.player import Player

FRAMES_BETWEEN = 15
"""While the run goes on it is looked at every so many frames, four times a second; at rest at once."""
SECONDS, SECONDS_AT_REST = 0.002, 0.008
"""No further look is begun in a frame after so long: the one that has begun takes a few milliseconds more."""

Show = Callable[[Run, tuple[Finding, ...]], None]


class Lookout:
    """Calls `show` with a run and what stands out in it, whenever it has seen all that there is to see."""

    def __init__(self, player: Player, clock: FrameClock, show: Show) -> None:
        self._player, self._show = player, show
        self._watch = Watch()
        self._run: Run | None = None
        self._frames = 0
        clock.on_frame(self._frame)

    def _frame(self) -> bool:
        self._frames += 1
        run = self._player.run
        if not self._watch.is_behind:
            if run is self._run:
                return False
            edited = self._run is None or run.experiment is not self._run.experiment
            if self._frames < FRAMES_BETWEEN and self._player.playing and not edited:
                return True
            self._frames = 0
        self._run = run
        end = time.perf_counter() + (SECONDS if self._player.playing else SECONDS_AT_REST)
        self._watch = followed(self._watch, run, lambda: time.perf_counter() > end)
        if not self._watch.is_behind:
            self._show(run, self._watch.findings)
        return True

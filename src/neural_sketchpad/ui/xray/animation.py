"""Runs the phases of an iteration one after the other, and at its end does one real update of the run."""

from PySide6.QtCore import QObject, QTimer, Signal

from neural_sketchpad.training.run import Stop
from neural_sketchpad.ui.frame_clock import FRAME
from neural_sketchpad.ui.player import Player
from neural_sketchpad.ui.view_model import ViewModel

ITERATION = 1000
"""Milliseconds for all phases of one iteration."""
UNHURRIED = 30
"""Frames of a phase that was stepped to."""


class Animation(QObject):
    """`running_changed` says when it begins and ends. It ends when the run is played, or stops of itself."""

    running_changed = Signal(bool)

    def __init__(self, player: Player, model: ViewModel, parent: QObject) -> None:
        super().__init__(parent)
        self._player, self._model = player, model
        self._phases, self._updates = 1, False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.beat)
        player.playing_changed.connect(self._playing_changed)
        player.stopped.connect(self._run_stopped)

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    @property
    def frames(self) -> int:
        """How many frames one phase takes while it runs, or by itself."""
        return self._timer.interval() // FRAME if self.is_running else UNHURRIED

    def set_phases(self, count: int, *, updates: bool) -> None:
        """How many phases an iteration has, and whether it ends in an update."""
        self._phases, self._updates = max(1, count), updates
        interval = round(ITERATION / self._phases)
        if self._timer.interval() != interval:
            self._timer.setInterval(interval)

    def start(self) -> None:
        """Go on from the phase that is shown, or begin with the first."""
        if self._player.playing:
            self._player.pause()
        if self._model.view.phase is None:
            self._model.update(phase=0)
        self._timer.start()
        self.running_changed.emit(True)

    def stop(self) -> None:
        if self.is_running:
            self._timer.stop()
            self.running_changed.emit(False)

    def beat(self) -> None:
        """On to the next phase; behind the last one the update is done, and the next iteration begins."""
        phase = self._model.view.phase
        following = 0 if phase is None else phase + 1
        if following >= self._phases:
            following = 0
            if self._updates:
                self._player.step(1)
        self._model.update(phase=following)

    def _run_stopped(self, stop: Stop | None) -> None:
        if stop is not None:
            self.stop()

    def _playing_changed(self, playing: bool) -> None:
        if playing:
            self.stop()

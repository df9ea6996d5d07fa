"""Plays the document's experiment: hands commands to the training thread and fetches its snapshots, frame by frame.

Everything that shows a run listens to a player. A second run beside the first is a second player.
"""

from PySide6.QtCore import QObject, Signal

from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.training.commands import Adopt, Advance, Command, Pause, Play, Rewind, SetSpeed
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.thread import Snapshot, TrainingThread
from neural_sketchpad.ui.frame_clock import FrameClock


class Player(QObject):
    """`snapshot` is renewed every frame, `figures_taken` comes about ten times a second.

    `playing_changed` says at once what was asked, and later what the thread made of it.
    """

    figures_taken = Signal(object)
    playing_changed = Signal(bool)
    stopped = Signal(object)

    def __init__(self, document: Document, clock: FrameClock) -> None:
        super().__init__()
        self._clock = clock
        self.training_thread = TrainingThread(Run.start(document.experiment))
        self._ticket = 0
        self.playing = False
        self.snapshot: Snapshot = self.training_thread.latest()
        document.listen(self._adopt)
        clock.on_frame(self._fetch)
        self.training_thread.start()

    @property
    def run(self) -> Run:
        """The run as it was seen last."""
        return self.snapshot.run

    def play(self) -> None:
        self._ask(Play())
        self._set_playing(True)

    def pause(self) -> None:
        self._ask(Pause())
        self._set_playing(False)

    def step(self, steps: int = 1) -> None:
        """So many updates, then stand still."""
        self._ask(Advance(steps))
        self._set_playing(False)

    def rewind(self) -> None:
        """Back to the starting weights."""
        self._ask(Rewind())
        self._set_playing(False)

    def set_speed(self, steps_per_second: float | None) -> None:
        self._ask(SetSpeed(steps_per_second))

    def close(self) -> None:
        """End the training thread and wait for it."""
        self._clock.close()
        self.training_thread.close()

    def _adopt(self, experiment: Experiment) -> None:
        self._ask(Adopt(experiment))

    def _ask(self, command: Command) -> None:
        self._ticket = self.training_thread.post(command)
        self._clock.wake()

    def _fetch(self) -> bool:
        old, new = self.snapshot, self.training_thread.latest()
        if new is not old:
            self.snapshot = new
            if new.figures is not old.figures:
                self.figures_taken.emit(new)
            if new.run.stop is not old.run.stop:
                self.stopped.emit(new.run.stop)
        # What the thread says counts only once it has heard the last word.
        if new.answered == self._ticket:
            self._set_playing(new.playing)
        return self.playing or new.answered != self._ticket

    def _set_playing(self, playing: bool) -> None:
        if playing != self.playing:
            self.playing = playing
            self.playing_changed.emit(playing)

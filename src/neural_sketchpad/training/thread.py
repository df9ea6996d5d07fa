"""The training thread: commands in through a queue, snapshots out through a slot that holds only the latest.

A thin shell round the trainer: take what was asked, step for a slice of time, publish. The window never waits for
it, and it never waits for the window.
"""

import queue
import sys
import threading
import time
from dataclasses import dataclass, replace

from neural_sketchpad.training.commands import Adopt, Advance, Close, Command, Pause, Play, Rewind, SetSpeed
from neural_sketchpad.training.pacer import Pacer
from neural_sketchpad.training.run import Figures, Run, Stop, StopReason
from neural_sketchpad.training.trainer import Trainer

FAILED = "The training step itself failed; the run was stopped, and its weights are those before that step."
URGENT = Pause | Rewind | Close
PUBLISH_EVERY = 1 / 120
"""Seconds between two snapshots, twice as often as pictures are drawn."""
FIGURES_EVERY = 0.1
"""Seconds between two evaluations over all examples ..."""
FIGURES_SHARE = 10
"""... which at the most take one part in so many of the thread's time."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What the window sees of the thread.

    `figures` may be up to a tenth of a second older than `run` while it is playing. `answered` is the ticket of the
    last command that has been carried out.
    """

    run: Run
    figures: Figures
    playing: bool
    answered: int


class TrainingThread:
    """Owns a trainer and the thread it lives on. `post` and `latest` may be called from any other thread."""

    def __init__(self, run: Run) -> None:
        self._queue: queue.SimpleQueue[tuple[int, Command]] = queue.SimpleQueue()
        self._tickets = 0
        self._urgent_posted = self._urgent_taken = 0
        self._trainer = Trainer(run)
        self._pacer = Pacer()
        self._playing = False
        self._answered = 0
        self._figures = Figures()
        self._figures_due = self._published = 0.0
        self._latest = self._snapshot()
        self._thread = threading.Thread(target=self._live, name="training", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def close(self) -> None:
        """End the thread and wait for it; a step over many examples is given up half way."""
        self.post(Close())
        self._thread.join()

    def post(self, command: Command) -> int:
        """Hand in a command; the ticket comes back in a snapshot once it has been carried out."""
        self._tickets += 1
        if isinstance(command, URGENT):
            self._urgent_posted += 1
        self._queue.put((self._tickets, command))
        return self._tickets

    def latest(self) -> Snapshot:
        """The newest snapshot."""
        return self._latest

    def _interrupted(self) -> bool:
        """Whether something waits that a long step must not hold up."""
        return self._urgent_posted > self._urgent_taken

    def _live(self) -> None:
        self._publish()
        alive = True
        while alive:
            try:
                alive = self._go_on()
            except Exception:  # noqa: BLE001  (whatever it was, the window must not be left with a dead run)
                self._playing = False
                self._trainer.stop = Stop(StopReason.FAILED, FAILED)
                threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), self._thread)))
                self._latest = self._snapshot()

    def _go_on(self) -> bool:
        """One round: take commands, train for a slice, publish. False at the end."""
        if not self._take_commands():
            return False
        if self._playing:
            self._train_for_a_slice()
            self._publish_if_due()
        else:
            self._publish()
        return True

    def _take_commands(self) -> bool:
        """Carry out all that was asked; wait for something where there is nothing to do. False at the end."""
        wait = self._pacer.wait() if self._playing else None
        try:
            commands = [self._queue.get(block=wait is None or wait > 0.0, timeout=wait)]
            while not self._queue.empty():
                commands.append(self._queue.get())
        except queue.Empty:
            return True
        for (ticket, command), (_, following) in zip(commands, [*commands[1:], (0, None)], strict=True):
            self._urgent_taken += isinstance(command, URGENT)
            if not _is_overtaken(command, following):
                if isinstance(command, Close):
                    return False
                self._answered = ticket
                self._carry_out(command)
        self._figures_due = 0.0
        return True

    def _carry_out(self, command: Command) -> None:
        match command:
            case Adopt(experiment):
                self._trainer.adopt(experiment)
            case Play():
                self._playing = True
                self._pacer.restart()
            case Pause():
                self._playing = False
            case Advance(steps):
                self._playing = False
                self._advance_by(steps)
            case Rewind():
                self._playing = False
                self._trainer.rewind()
            case SetSpeed(steps_per_second):
                self._pacer.set_speed(steps_per_second)

    def _advance_by(self, steps: int) -> None:
        end = self._trainer.iteration + steps
        while self._trainer.iteration < end and not self._interrupted():
            self._train(min(self._pacer.steps_in_a_slice, end - self._trainer.iteration))
            if self._trainer.stop is not None:
                return

    def _train_for_a_slice(self) -> None:
        self._train(self._pacer.steps_now())
        if self._trainer.stop is not None:
            self._playing = False

    def _train(self, steps: int) -> None:
        before = self._trainer.iteration
        started = time.perf_counter()
        self._trainer.advance(steps, self._interrupted)
        self._pacer.note(self._trainer.iteration - before, time.perf_counter() - started)

    def _publish_if_due(self) -> None:
        soon = time.perf_counter() < self._published + PUBLISH_EVERY
        if not (self._playing and soon and self._pacer.wait() == 0.0):  # before a pause, show how things stand
            self._publish()

    def _publish(self) -> None:
        now = time.perf_counter()
        if not self._playing or now >= self._figures_due:
            figures = self._trainer.figures(self._pacer.rate if self._playing else 0.0, self._interrupted)
            self._figures = replace(figures, layers=self._trainer.diagnose())
            took = time.perf_counter() - now
            self._figures_due = now + max(FIGURES_EVERY, FIGURES_SHARE * took)
        self._published = now
        self._latest = self._snapshot()

    def _snapshot(self) -> Snapshot:
        return Snapshot(self._trainer.run, self._figures, self._playing, self._answered)


def _is_overtaken(command: Command, following: Command | None) -> bool:
    """Of several experiments in a row only the last matters, unless something was done or set by hand in between."""
    return (
        isinstance(command, Adopt)
        and isinstance(following, Adopt)
        and command.experiment.touches is following.experiment.touches
    )

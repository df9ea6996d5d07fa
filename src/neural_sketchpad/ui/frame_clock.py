"""One clock for all that moves: about 60 frames a second while somebody wants them, and silence otherwise."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer

FRAME = 16
"""Milliseconds between two frames."""

Painter = Callable[[], bool]
"""Does its work for one frame; True if it wants another."""


class FrameClock(QObject):
    """Calls everyone who asked, once a frame, until nobody wants another."""

    def __init__(self) -> None:
        super().__init__()
        self._painters: list[Painter] = []
        self._closed = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self._tick)

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    def on_frame(self, painter: Painter) -> None:
        """Have `painter` called every frame from now on while the clock runs."""
        self._painters.append(painter)
        self.wake()

    def wake(self) -> None:
        """Something has changed: let the frames come again."""
        if not (self._timer.isActive() or self._closed):
            self._timer.start()

    def stop(self) -> None:
        """No more frames until something changes."""
        self._timer.stop()

    def close(self) -> None:
        """No more frames whatever changes: a window that closes loses the focus, and what was pointed at is no more."""
        self._closed = True
        self.stop()

    def _tick(self) -> None:
        # All are called, in the order in which they asked: the player first, who fetches what the others show.
        wanted = [painter() for painter in self._painters]
        if not any(wanted):
            self.stop()

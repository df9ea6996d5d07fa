"""How many steps to do now: so many that a slice of time is filled, and no more than the speed asks for."""

import time

SLICE = 0.004
"""Seconds of stepping between two looks at the commands: nobody waits longer than this for an answer."""
RATE_WINDOW = 0.5
"""Seconds over which steps per second are counted."""


class Pacer:
    """Keeps the time of a playing run. `rate` is the steps per second of late, 0 until there are any to count."""

    def __init__(self) -> None:
        self._speed: float | None = None
        self._seconds_per_step = SLICE
        self.restart()

    def restart(self) -> None:
        """Begin to count anew, at the start of playing."""
        self._started = self._counted_from = time.perf_counter()
        self._done = self._counted = 0
        self.rate = 0.0

    def set_speed(self, steps_per_second: float | None) -> None:
        """So many steps a second, or None for as fast as it goes."""
        self._speed = steps_per_second
        self.restart()

    def wait(self) -> float:
        """Seconds until a step is due; 0 if one is."""
        if self._speed is None:
            return 0.0
        return max(0.0, self._started + self._done / self._speed - time.perf_counter())

    @property
    def steps_in_a_slice(self) -> int:
        """How many steps fill a slice, at least 1."""
        return max(1, int(SLICE / self._seconds_per_step))

    def steps_now(self) -> int:
        """How many steps to do in the coming slice; 0 if none is due yet."""
        fit = self.steps_in_a_slice
        if self._speed is None:
            return fit
        due = int((time.perf_counter() - self._started) * self._speed) + 1 - self._done
        return max(0, min(fit, due))

    def note(self, steps: int, seconds: float) -> None:
        """Say that so many steps were done and how long they took."""
        if steps:
            # A slice that was interrupted by another thread must not halve the next ones: follow slowly.
            self._seconds_per_step += 0.2 * (seconds / steps - self._seconds_per_step)
        self._done += steps
        self._counted += steps
        now = time.perf_counter()
        if now - self._counted_from >= RATE_WINDOW:
            self.rate = self._counted / (now - self._counted_from)
            self._counted_from, self._counted = now, 0
        if self._speed is not None and self._done < (now - self._started) * self._speed - self._speed:
            self._started = now - self._done / self._speed  # it cannot keep up: do not try to catch up for ever

"""What was found out about the moments of a run, each looked at once and a few at a time."""

import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from neural_sketchpad.training.history import Moment

Found = TypeVar("Found")


class Remembered(Generic[Found]):
    """Keeps what `look` finds in a moment for as long as the moment itself is kept by a run."""

    def __init__(self, look: Callable[[Moment], Found]) -> None:
        self._look = look
        self._found: WeakKeyDictionary[Moment, Found] = WeakKeyDictionary()

    def __len__(self) -> int:
        return len(self._found)

    def catch_up(self, moments: Sequence[Moment], seconds: float) -> bool:
        """Look at moments not looked at yet, at one at least and for about `seconds`; True when none is left."""
        missing = [place for place, moment in enumerate(moments) if moment not in self._found]
        missing.sort(key=_turn)
        end = time.perf_counter() + seconds
        for count, place in enumerate(missing, start=1):
            self._found[moments[place]] = self._look(moments[place])
            if time.perf_counter() >= end and count < len(missing):
                return False
        return True

    def known(self, moments: Sequence[Moment]) -> list[tuple[Moment, Found]]:
        """Those of the moments that were looked at, with what was found."""
        return [(moment, self._found[moment]) for moment in moments if moment in self._found]


def _turn(place: int) -> int:
    """When a place has its turn, so that the first few are already spread over all: 0, ..., 32, ..., 16, 48, ..."""
    return -(place & -place) if place else -(1 << 62)

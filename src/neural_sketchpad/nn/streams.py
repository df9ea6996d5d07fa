"""Random numbers that can be entered at any place.

What a step draws is a pure function of the seed and the number of the step, so that a run can be taken up anywhere
without carrying the state of a generator along. Philox counts instead of stirring: every place has its own stretch of
2^128 blocks, and going there is setting a counter, a third of what building a generator takes.
"""

from enum import IntEnum
from typing import Any

import numpy as np


class Purpose(IntEnum):
    """What numbers are for; no purpose sees those of another."""

    MASKS = 0
    ORDERS = 1


class Stream:
    """The numbers for one purpose under one seed (0 to 2^63 - 1)."""

    def __init__(self, seed: int, purpose: Purpose) -> None:
        self._bits = np.random.Philox(key=seed)
        self._generator = np.random.Generator(self._bits)
        self._state: Any = self._bits.state
        self._state["state"]["counter"][2] = purpose

    def at(self, place: int) -> np.random.Generator:
        """The generator at the start of this place (0 to 2^64 - 1); it is the same object every time."""
        self._state["state"]["counter"][3] = place
        self._bits.state = self._state
        return self._generator

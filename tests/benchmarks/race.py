"""Contestants side by side: in every round each has its turn, so that the moods of the machine meet all alike.

What is reported of two of them is the median of their ratios round by round; absolute figures are medians too, and
drift from run to run.
"""

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SECONDS = 0.05
"""Of a turn, about: short, so that a mood of the machine meets the whole round."""
REST = 0.01
"""Between turns, so that waiting threads of the last contestant have gone to sleep."""


@dataclass(frozen=True)
class Contestant:
    """`run(count)` does a task so many times; `result()` is what has come of it by now, to be compared."""

    name: str
    run: Callable[[int], object]
    result: Callable[[], NDArray[np.floating]]


@dataclass(frozen=True)
class Standing:
    """`rates` has one entry per round: how many times a second the task was done."""

    name: str
    rates: Sequence[float]

    @property
    def rate(self) -> float:
        return statistics.median(self.rates)

    def times_as_fast_as(self, other: "Standing") -> float:
        return statistics.median(mine / theirs for mine, theirs in zip(self.rates, other.rates, strict=True))


def disagreements(
    contestants: Sequence[Contestant], tolerance: float, before: NDArray[np.floating] | float = 0.0
) -> list[str]:
    """After every contestant has done the task once: who has come elsewhere from `before` than the first one.

    A number may be off by so large a share of the largest number.
    """
    for contestant in contestants:
        contestant.run(1)
    expected = contestants[0].result() - before
    largest = float(np.abs(expected).max())
    found = []
    for contestant in contestants[1:]:
        off = float(np.abs(contestant.result() - before - expected).max()) / largest
        if not off <= tolerance:  # NaN is not below it either
            found.append(f"{contestant.name} is off {contestants[0].name} by {off:.1e} of the largest number")
    return found


def race(contestants: Sequence[Contestant], rounds: int) -> list[Standing]:
    """The speed of each, in the order given."""
    counts = [_count_for_a_turn(contestant) for contestant in contestants]
    rates: list[list[float]] = [[] for _ in contestants]
    for number in range(rounds):
        order = range(len(contestants)) if number % 2 == 0 else reversed(range(len(contestants)))
        for place in order:
            time.sleep(REST)
            rates[place].append(counts[place] / _seconds(contestants[place], counts[place]))
    return [Standing(contestant.name, own) for contestant, own in zip(contestants, rates, strict=True)]


def _count_for_a_turn(contestant: Contestant) -> int:
    """How often the task fits into a turn; on the way everything is compiled and warm."""
    count = 1
    while True:
        contestant.run(count)
        seconds = _seconds(contestant, count)
        if seconds > SECONDS / 3:
            break
        count *= 4
    count = max(1, round(count * SECONDS / seconds))
    contestant.run(count)
    return count


def _seconds(contestant: Contestant, count: int) -> float:
    started = time.perf_counter()
    contestant.run(count)
    return time.perf_counter() - started

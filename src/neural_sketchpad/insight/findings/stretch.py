"""A stretch of a run: the looks taken while one recipe learned one set of points, up to now."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.insight.findings.look import Look
from neural_sketchpad.insight.findings.thresholds import Threshold
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.training.run import Stop


@dataclass(frozen=True, eq=False)
class Stretch:
    """`looks` in the order of their iterations, at least one; `stop` where the run has stopped of itself after them."""

    looks: tuple[Look, ...]
    stop: Stop | None = None

    @property
    def now(self) -> Look:
        return self.looks[-1]

    @property
    def begin(self) -> Look:
        return self.looks[0]

    @property
    def recipe(self) -> Recipe:
        return self.now.recipe

    @property
    def updates(self) -> int:
        """How many updates were done over the stretch."""
        return self.now.iteration - self.begin.iteration

    def last_share(self, share: float) -> tuple[Look, ...]:
        """The looks of this last share of the stretch."""
        first = self.now.iteration - share * self.updates
        return tuple(look for look in self.looks if look.iteration >= first)

    def fall(self, share: float) -> float:
        """By which share of itself the cost has fallen over this last share of the stretch; negative where it rose.

        From its first to its last look, or from the median of the earlier half to that of the later one: the larger.
        """
        costs: NDArray[np.float64] = np.array([look.cost for look in self.last_share(share)])
        middle = (len(costs) + 1) // 2
        pairs = (costs[0], costs[-1]), (np.median(costs[:middle]), np.median(costs[-middle:]))
        return max(float((before - after) / before) if before > 0.0 else 0.0 for before, after in pairs)

    @property
    def stands(self) -> bool:
        """Whether the cost no longer falls worth mentioning."""
        return self.fall(0.5) < Threshold.STANDING.number


def same_lesson(one: Experiment, other: Experiment) -> bool:
    """Whether two experiments learn the same points by the same recipe."""
    return one is other or (
        one.recipe == other.recipe
        and one.split == other.split
        and (one.dataset is other.dataset or one.dataset == other.dataset)
    )

"""A stretch of a run: the looks taken while one recipe learned one set of points, up to now."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from statistics import median

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
        return self.looks[bisect_left(self.looks, first, key=lambda look: look.iteration) :]

    def fall(self, share: float) -> float:
        """By which share of itself the cost has fallen over this last share of the stretch; negative where it rose.

        From its first to its last look, or from the median of the earlier half to that of the later one: the larger.
        """
        costs = [look.cost for look in self.last_share(share)]
        middle = (len(costs) + 1) // 2
        pairs = (costs[0], costs[-1]), (median(costs[:middle]), median(costs[-middle:]))
        return max((before - after) / before if before > 0.0 else 0.0 for before, after in pairs)

    @property
    def stands(self) -> bool:
        """Whether the cost no longer falls worth mentioning."""
        return self.fall(Threshold.LAST_DOUBLING.number) < Threshold.STANDING.number

    @property
    def is_settled(self) -> bool:
        """Whether the cost falls but little, over one doubling of the updates and over two."""
        little = Threshold.SETTLING.number
        late, earlier = Threshold.LAST_DOUBLING.number, Threshold.LAST_TWO_DOUBLINGS.number
        return self.fall(late) < little and self.fall(earlier) < 2.0 * little

    @property
    def is_small_but_learns(self) -> bool:
        """Whether its few hidden units have made more of the examples than a constant does."""
        now, units = self.now, sum(layer.units for layer in self.recipe.hidden)
        learned = now.cost <= Threshold.LEARNED.number * now.ground.constant_cost
        return 0 < units <= Threshold.FEW_UNITS.number and learned

    @property
    def early(self) -> tuple[Look, ...]:
        """The looks at its first updates."""
        last = self.begin.iteration + Threshold.EARLY.number
        return self.looks[: bisect_right(self.looks, last, key=lambda look: look.iteration)]


def same_lesson(one: Experiment, other: Experiment) -> bool:
    """Whether two experiments learn the same points by the same recipe."""
    return one is other or (
        one.recipe == other.recipe
        and one.split == other.split
        and (one.dataset is other.dataset or one.dataset == other.dataset)
    )

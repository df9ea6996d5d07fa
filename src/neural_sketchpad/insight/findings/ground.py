"""What there is to say about an experiment before it has learned anything: its examples, and what can be learned."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from neural_sketchpad.experiment.experiment import Examples, Experiment
from neural_sketchpad.insight.findings.neighbours import neighbours_error
from neural_sketchpad.insight.findings.separability import inseparable_pair
from neural_sketchpad.insight.samples import some_of
from neural_sketchpad.nn.parameters import parameter_count

MOST_EXAMPLES, FEWEST_EXAMPLES = 2048, 256
MOST_WORK = 10_000_000
"""Costs, errors and dead units are those over so few examples that examples times parameters stay below this ..."""
MOST_FOR_NEIGHBOURS = 512
"""... what neighbours can tell over fewer, since every pair counts ..."""
MOST_FOR_GRADIENT, FEWEST_FOR_GRADIENT = 128, 16
MOST_GRADIENT_WORK = 2_000_000
"""... and gradients over fewer still."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What follows from the points, the split and the inputs of `experiment` alone; computed when it is asked for."""

    experiment: Experiment

    def serves(self, experiment: Experiment) -> bool:
        """Whether all of this is the same for another experiment."""
        mine, others = self.experiment, experiment
        return mine is others or (
            (mine.dataset is others.dataset or mine.dataset == others.dataset)
            and mine.split == others.split
            and mine.recipe.sizes == others.recipe.sizes
            and (mine.recipe.features, mine.recipe.standardize, mine.recipe.head.key)
            == (others.recipe.features, others.recipe.standardize, others.recipe.head.key)
        )

    @cached_property
    def _examples(self) -> tuple[Examples, Examples]:
        train, test = self.experiment.examples()
        most = max(FEWEST_EXAMPLES, min(MOST_EXAMPLES, MOST_WORK // self._parameters))
        return some_of(train, most), some_of(test, most)

    @property
    def _parameters(self) -> int:
        return parameter_count(self.experiment.recipe.sizes)

    @property
    def train(self) -> Examples:
        return self._examples[0]

    @property
    def test(self) -> Examples:
        return self._examples[1]

    @cached_property
    def few(self) -> Examples:
        """The training examples over which a gradient is taken."""
        most = min(MOST_FOR_GRADIENT, MOST_GRADIENT_WORK // self._parameters)
        return some_of(self.train, max(FEWEST_FOR_GRADIENT, most))

    @property
    def is_regression(self) -> bool:
        return self.experiment.recipe.head.is_regression

    @cached_property
    def constant_error(self) -> float:
        """The error of the best constant: the share of the rarer classes, or the variance of the values."""
        Y = self.train.Y
        if self.is_regression:
            return float(Y.var())
        shares = Y.mean(axis=1)
        return float(min(shares[0], 1.0 - shares[0]) if len(shares) == 1 else 1.0 - shares.max())

    @cached_property
    def constant_cost(self) -> float:
        """J of the best constant: the entropy of the classes, or half the variance."""
        Y = self.train.Y
        if self.experiment.recipe.cost == "squared_error":
            return 0.5 * float(Y.var())
        shares = Y.mean(axis=1)
        shares = np.append(shares, 1.0 - shares) if len(shares) == 1 else shares
        shares = shares[shares > 0.0]
        return -float(np.sum(shares * np.log(shares)))

    @cached_property
    def neighbours_error(self) -> float:
        """The error of the nearest neighbours, left out one by one; that of the constant where there are too few."""
        some = some_of(self.train, MOST_FOR_NEIGHBOURS)
        if some.m < 2:
            return self.constant_error
        return neighbours_error(some.X, some.Y, is_regression=self.is_regression)

    @cached_property
    def inseparable(self) -> tuple[int, int] | None:
        """Two classes that no line tells apart in the network's inputs, or None."""
        if self.is_regression or self.train.m == 0:
            return None
        Y = self.train.Y
        labels = Y[0].astype(np.intp) if len(Y) == 1 else Y.argmax(axis=0)
        return inseparable_pair(self.train.X, labels)

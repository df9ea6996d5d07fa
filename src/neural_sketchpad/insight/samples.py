"""The examples that a run is looked at with: a few hundred or thousand, chosen once for the same points."""

from dataclasses import dataclass

import numpy as np

from neural_sketchpad.experiment.experiment import Examples, Experiment

MOST = 512
"""Of the training and of the test examples each, where nobody asks for more."""
KEPT = 8
"""Samples of so many different data sets are remembered."""


@dataclass(frozen=True, eq=False)
class Sample:
    """Some training and test examples; `train_m` and `test_m` are how many there are."""

    train: Examples
    test: Examples
    train_m: int
    test_m: int


def some_of(examples: Examples, most: int) -> Examples:
    """At most so many of the examples, evenly spread over their order."""
    if examples.m <= most:
        return examples
    places = np.linspace(0, examples.m - 1, most).astype(np.intp)
    return Examples(examples.points[:, places], examples.X[:, places], examples.Y[:, places])


class Samples:
    """At most `most` examples of each kind, the same ones while points, split, inputs and output stay the same."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: list[tuple[Experiment, Sample]] = []

    def of(self, experiment: Experiment) -> Sample:
        """Some of its examples."""
        for place, (known, sample) in enumerate(self._kept):
            if _same_examples(known, experiment):
                self._kept.append(self._kept.pop(place))  # the last ones asked for are kept
                return sample
        train, test = experiment.examples()
        sample = Sample(some_of(train, self._most), some_of(test, self._most), train.m, test.m)
        self._kept = [*self._kept[1 - KEPT :], (experiment, sample)]
        return sample


def _same_examples(one: Experiment, other: Experiment) -> bool:
    mine, others = one.recipe, other.recipe
    return one is other or (
        one.dataset is other.dataset
        and one.split == other.split
        and (mine.features, mine.standardize) == (others.features, others.standardize)
        and (mine.output, mine.outputs) == (others.output, others.outputs)
    )

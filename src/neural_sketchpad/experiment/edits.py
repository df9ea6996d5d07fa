"""Changes of an experiment as data, each with its inverse.

An edit knows nothing of who made it or who looks on: `applied_to` gives the new experiment, `inverse_on` the edit that
leads back from there. Whatever chance there was (where a spray put its points) is carried inside.
"""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.generators import PresetChoice, generate
from neural_sketchpad.experiment.experiment import Experiment


class Edit(Protocol):
    """One change of the document."""

    def applied_to(self, experiment: Experiment) -> Experiment:
        """The experiment after the change."""
        ...

    def inverse_on(self, experiment: Experiment) -> "Edit":
        """The edit that undoes this one, `experiment` being the state before it."""
        ...


@dataclass(frozen=True)
class Insert:
    """Put `points` at the places (ascending indices of the result)."""

    places: NDArray[np.intp]
    points: Dataset

    def applied_to(self, experiment: Experiment) -> Experiment:
        return replace(experiment, dataset=experiment.dataset.inserted(self.places, self.points))

    def inverse_on(self, experiment: Experiment) -> Edit:
        return Remove(self.places)


@dataclass(frozen=True)
class Remove:
    """Take away the points at the places."""

    places: NDArray[np.intp]

    def applied_to(self, experiment: Experiment) -> Experiment:
        return replace(experiment, dataset=experiment.dataset.removed(self.places))

    def inverse_on(self, experiment: Experiment) -> Edit:
        return Insert(self.places, experiment.dataset.take(self.places))


@dataclass(frozen=True)
class Move:
    """Put the points at the places to X (2, k)."""

    places: NDArray[np.intp]
    X: NDArray[np.float64]

    def applied_to(self, experiment: Experiment) -> Experiment:
        return replace(experiment, dataset=experiment.dataset.moved(self.places, self.X))

    def inverse_on(self, experiment: Experiment) -> Edit:
        return Move(self.places, experiment.dataset.X[:, self.places])


@dataclass(frozen=True)
class Become:
    """Turn into another experiment altogether; what both share is shared in memory too."""

    experiment: Experiment

    def applied_to(self, experiment: Experiment) -> Experiment:
        return self.experiment

    def inverse_on(self, experiment: Experiment) -> Edit:
        return Become(experiment)


def append(experiment: Experiment, X: NDArray[np.float64], label: int) -> Insert:
    """Points X (2, k) of one class behind those already there."""
    data = experiment.dataset
    points = Dataset.of(X, np.full(X.shape[1], label), data.next_serial)
    return Insert(np.arange(data.m, data.m + points.m), points)


def draw_preset(experiment: Experiment, choice: PresetChoice) -> Become:
    """The points of a preset instead of those that are there."""
    return Become(replace(experiment, dataset=generate(choice), preset=choice))


def clear_points(experiment: Experiment) -> Become:
    """An empty canvas."""
    return Become(replace(experiment, dataset=Dataset(), preset=None))


def new_weights(experiment: Experiment) -> Become:
    """The next seed: other starting weights, drawn by the same scheme."""
    return Become(replace(experiment, seed=(experiment.seed + 1) % 2**63, given=None))

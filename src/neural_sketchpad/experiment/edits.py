"""Changes of an experiment as data, each with its inverse.

An edit knows nothing of who made it or who looks on: `applied_to` gives the new experiment, `inverse_on` the edit that
leads back from there. Whatever chance there was (where a spray put its points) is carried inside.
"""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.data.dataset import FARTHEST, Dataset
from neural_sketchpad.data.generators import PRESETS, PresetChoice, generate
from neural_sketchpad.experiment.experiment import Experiment, Touch, misfit, suited
from neural_sketchpad.nn.features import PLAIN
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.nn.reshaping import reshaped

LARGEST_WEIGHT = 1e9
"""A weight set by hand lies within minus and plus this."""


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
        return experiment.with_dataset(experiment.dataset.inserted(self.places, self.points))

    def inverse_on(self, experiment: Experiment) -> Edit:
        # The first point of a third class changes the output with it, and both go back together.
        grows = misfit(experiment.recipe, self.points) is not None
        return Become(experiment) if grows else Remove(self.places)


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


@dataclass(frozen=True)
class SetWeight:
    """Set a weight or bias by hand in the middle of a run, where it was `before`."""

    place: Place
    value: float
    before: float

    def applied_to(self, experiment: Experiment) -> Experiment:
        return replace(experiment, touches=(*experiment.touches, Touch(self.place, self.value)))

    def inverse_on(self, experiment: Experiment) -> Edit:
        return SetWeight(self.place, self.before, self.value)


def set_weight(experiment: Experiment, iteration: int, present: Parameters, place: Place, value: float) -> Edit:
    """Set the weight or bias at `place` of the `present` parameters of a run that has come to `iteration`.

    Before the first update it is a starting weight. ValueError where there is none at this place, or no such value.
    """
    if not experiment.recipe.has(place) or present.sizes != experiment.recipe.sizes:
        raise ValueError("There is no such weight in the network any more.")
    if not abs(value) <= LARGEST_WEIGHT:
        raise ValueError(f"A weight set by hand lies within ±{LARGEST_WEIGHT:,.0f}.")
    if iteration == 0:
        return Become(replace(experiment, given=present.with_value(place, value)))
    return SetWeight(place, value, present.value_at(place))


def freeze(experiment: Experiment, what: Place | int, *, frozen: bool) -> Become:
    """Let a weight, a bias or a whole layer (its number l) keep its values from now on, or learn again."""
    recipe = experiment.recipe
    if isinstance(what, Place):
        places = recipe.frozen_places | {what} if frozen else recipe.frozen_places - {what}
        changed = replace(recipe, frozen_places=places)
    else:
        layers = recipe.frozen_layers | {what} if frozen else recipe.frozen_layers - {what}
        changed = replace(recipe, frozen_layers=layers)
    return Become(experiment.with_recipe(changed))


def append(experiment: Experiment, X: NDArray[np.float64], target: float) -> Insert:
    """Points X (2, k) of one class, or of one value in a regression, behind those already there.

    Where X is farther out than points can be, they stand at the end.
    """
    data, count = experiment.dataset, X.shape[1]
    within = np.clip(X, -FARTHEST, FARTHEST)
    points = Dataset(within, np.full(count, float(target)), data.free_serials(count), data.is_regression)
    return Insert(np.arange(data.m, data.m + points.m), points)


def draw_preset(experiment: Experiment, choice: PresetChoice) -> Become:
    """The points of a preset instead of those that are there, with the output and inputs they want."""
    preset, dataset = PRESETS[choice.name], generate(choice)
    recipe = suited(_without_preset(experiment), dataset)
    if preset.output is not None:
        recipe = replace(recipe, output=preset.output)
    if preset.features is not None:
        recipe = reshaped(recipe, features=preset.features)
    return Become(replace(experiment.with_recipe(recipe, dataset), preset=choice))


def clear_points(experiment: Experiment) -> Become:
    """An empty canvas for points of the same kind."""
    empty = Dataset(is_regression=experiment.dataset.is_regression)
    return Become(replace(experiment.with_recipe(suited(_without_preset(experiment), empty), empty), preset=None))


def with_kind(experiment: Experiment, *, is_regression: bool) -> Experiment:
    """The points with values instead of classes, or the other way round, and the output for them."""
    dataset = experiment.dataset
    if dataset.is_regression == is_regression:
        return experiment
    turned = dataset.as_regression() if is_regression else dataset.as_classes()
    return replace(experiment.with_recipe(suited(_without_preset(experiment), turned), turned), preset=None)


def _without_preset(experiment: Experiment) -> Recipe:
    """The recipe without the output and the inputs that only the preset wanted, now that its points go."""
    recipe = experiment.recipe
    if experiment.preset is None:
        return recipe
    preset = PRESETS[experiment.preset.name]
    if recipe.features == preset.features:
        recipe = reshaped(recipe, features=PLAIN)
    return replace(recipe, output="linear") if recipe.output == preset.output else recipe


def new_weights(experiment: Experiment) -> Become:
    """The next seed: other starting weights, drawn by the same scheme."""
    return Become(replace(experiment, seed=(experiment.seed + 1) % 2**63, given=None))

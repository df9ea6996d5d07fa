"""The experiment: everything a run follows from, as one frozen value.

Data, recipe, split and seed together determine every number of a run. Two runs side by side are two such values.
"""

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.generators import PresetChoice
from neural_sketchpad.data.split import Split, test_mask
from neural_sketchpad.nn import initializers
from neural_sketchpad.nn.features import InputMap
from neural_sketchpad.nn.parameters import Parameters, carry_over
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.nn.reshaping import input_origins, layer_origins, reshaped

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Goals:
    """Where a run stops of itself: when it comes to `iteration`, or when its cost falls to `cost`."""

    iteration: int | None = None
    cost: float | None = None

    def __post_init__(self) -> None:
        if self.iteration is not None and self.iteration < 1:
            raise ValueError(f"iteration must be at least 1, not {self.iteration:,}.")
        if self.cost is not None and not 0.0 < self.cost < np.inf:
            raise ValueError(f"cost must be a finite number above 0, not {self.cost:g}.")


@dataclass(frozen=True, eq=False)
class Touch:
    """A weight or bias that was set by hand in the middle of a run. Setting the same value again is another touch."""

    place: Place
    value: float


@dataclass(frozen=True)
class Experiment:
    """The whole document.

    `given` holds starting parameters that are used as they are instead of drawn ones. `preset` remembers which
    preset choice the points began as, or None where they were all drawn or read. `touches` are the weights that were
    set by hand, in that order: a run takes each of them once.
    """

    dataset: Dataset = field(default_factory=Dataset)
    recipe: Recipe = field(default_factory=Recipe)
    split: Split = field(default_factory=Split)
    goals: Goals = field(default_factory=Goals)
    seed: int = 0
    given: Parameters | None = None
    preset: PresetChoice | None = None
    touches: tuple[Touch, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.seed < 2**63:
            raise ValueError(f"seed must be a whole number from 0 to 2^63 - 1, not {self.seed}.")
        if self.given is not None and self.given.sizes != self.recipe.sizes:
            raise ValueError("starting_parameters must have the shapes of the recipe's layers.")
        if problem := misfit(self.recipe, self.dataset):
            raise ValueError(problem)

    @property
    def starting_parameters(self) -> Parameters:
        """What a run begins with, and what "back to the start" goes back to."""
        if self.given is not None:
            return self.given
        return initializers.starting_parameters(self.recipe, self.seed)

    def with_recipe(self, recipe: Recipe, dataset: Dataset | None = None) -> "Experiment":
        """Another recipe (and data set); given starting parameters keep what still fits."""
        given = self.given
        if given is not None and self.recipe.architecture != recipe.architecture:
            fresh = initializers.starting_parameters(recipe, self.seed)
            given = carry_over(given, fresh, layer_origins(self.recipe, recipe), input_origins(self.recipe, recipe))
        return replace(self, recipe=recipe, given=given, dataset=self.dataset if dataset is None else dataset)

    def with_learning_rate(self, rate: float) -> "Experiment":
        """Another learning rate α; RecipeError where it is none."""
        optimizer = replace(self.recipe.optimizer, learning_rate=rate)
        return replace(self, recipe=replace(self.recipe, optimizer=optimizer))

    def with_dataset(self, dataset: Dataset) -> "Experiment":
        """Other points, and the output that they need where the present one cannot learn them."""
        recipe = self.recipe if misfit(self.recipe, dataset) is None else suited(self.recipe, dataset)
        return self.with_recipe(recipe, dataset)

    @cached_property
    def training_mask(self) -> NDArray[np.bool_]:
        """True (m,) for the points that are learned from."""
        return ~test_mask(self.dataset.serials, self.split)

    @cached_property
    def input_map(self) -> InputMap:
        """How a point of the plane becomes A[0]; what is standardised is so over the training points."""
        recipe = self.recipe
        if not recipe.standardize:
            return InputMap(recipe.features)
        return InputMap.fitted(recipe.features, self.dataset.X[:, self.training_mask])

    def examples(self) -> tuple["Examples", "Examples"]:
        """The training and the test examples."""
        training = self.training_mask
        # Most often all points are for training, and then there is nothing to copy.
        train = self.dataset if training.all() else self.dataset.take(training)
        return self._examples(train), self._examples(self.dataset.take(~training))

    def _examples(self, dataset: Dataset) -> "Examples":
        if self.recipe.output == "softmax":
            Y = np.equal(np.arange(self.recipe.outputs)[:, None], dataset.targets).astype(np.float64)
        else:
            Y = dataset.targets[None, :]
        return Examples(dataset.X, self.input_map(dataset.X), Y)


@dataclass(frozen=True, eq=False)
class Examples:
    """Points (2, m) of the plane in the form the mathematics wants them: A[0] `X` (n[0], m) and `Y` (n[L], m).

    Y has the classes 0.0 and 1.0, or for softmax a row for each class, or the values of a regression.
    """

    points: Array
    X: NDArray[np.floating]
    Y: Array

    @property
    def m(self) -> int:
        return self.X.shape[1]


def misfit(recipe: Recipe, dataset: Dataset) -> str | None:
    """Why this output cannot learn these points, as a sentence that starts with the field's name, or None."""
    if dataset.is_regression != recipe.head.is_regression:
        if dataset.is_regression:
            return f"recipe.output must be linear or relu for points with values, not {recipe.output}."
        return f"recipe.output must be sigmoid or softmax for points with classes, not {recipe.output}."
    if dataset.is_regression:
        return None
    if recipe.output == "sigmoid" and dataset.classes > 2:
        return f"recipe.output must be softmax for points of {dataset.classes} classes; a sigmoid tells two apart."
    if recipe.output == "softmax" and dataset.classes > recipe.outputs:
        return f"recipe.outputs must be at least {dataset.classes}, one for each class, not {recipe.outputs}."
    return None


def suited(recipe: Recipe, dataset: Dataset) -> Recipe:
    """The recipe with the simplest output that can learn these points; one that is simple enough stays as it is."""
    if dataset.is_regression:
        if recipe.head.is_regression:
            return recipe
        return reshaped(recipe, output="linear", cost="squared_error", outputs=1)
    if dataset.classes > 2:
        return reshaped(recipe, output="softmax", cost="cross_entropy", outputs=dataset.classes)
    if recipe.output == "sigmoid":
        return recipe
    return reshaped(recipe, output="sigmoid", cost="cross_entropy", outputs=1)

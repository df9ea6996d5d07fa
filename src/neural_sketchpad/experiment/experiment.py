"""The experiment: everything a run follows from, as one frozen value.

Data, recipe, split and seed together determine every number of a run. Two runs side by side are two such values.
"""

from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.generators import PresetChoice
from neural_sketchpad.data.split import Split, test_mask
from neural_sketchpad.nn import initializers
from neural_sketchpad.nn.parameters import Parameters, carry_over
from neural_sketchpad.nn.recipe import Recipe, layer_origins

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


@dataclass(frozen=True)
class Experiment:
    """The whole document.

    `given` holds starting parameters that are used as they are instead of drawn ones. `preset` remembers which
    preset choice the points began as, or None where they were all drawn or read.
    """

    dataset: Dataset = field(default_factory=Dataset)
    recipe: Recipe = field(default_factory=Recipe)
    split: Split = field(default_factory=Split)
    goals: Goals = field(default_factory=Goals)
    seed: int = 0
    given: Parameters | None = None
    preset: PresetChoice | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.seed < 2**63:
            raise ValueError(f"seed must be a whole number from 0 to 2^63 - 1, not {self.seed}.")
        if self.given is not None and self.given.sizes != self.recipe.sizes:
            raise ValueError("starting_parameters must have the shapes of the recipe's layers.")

    @property
    def starting_parameters(self) -> Parameters:
        """What a run begins with, and what "back to the start" goes back to."""
        if self.given is not None:
            return self.given
        return initializers.starting_parameters(self.recipe, self.seed)

    def with_recipe(self, recipe: Recipe) -> "Experiment":
        """Another recipe; given starting parameters keep what still fits."""
        given = self.given
        if given is not None and given.sizes != recipe.sizes:
            fresh = initializers.starting_parameters(recipe, self.seed)
            given = carry_over(given, fresh, layer_origins(self.recipe, recipe))
        return replace(self, recipe=recipe, given=given)

    def with_learning_rate(self, rate: float) -> "Experiment":
        """Another learning rate α; RecipeError where it is none."""
        optimizer = replace(self.recipe.optimizer, learning_rate=rate)
        return replace(self, recipe=replace(self.recipe, optimizer=optimizer))

    def examples(self) -> tuple["Examples", "Examples"]:
        """The training and the test examples."""
        held_out = test_mask(self.dataset.serials, self.split)
        return Examples.of(self.dataset.take(~held_out)), Examples.of(self.dataset.take(held_out))


@dataclass(frozen=True, eq=False)
class Examples:
    """Points in the form the mathematics wants them: X (2, m), Y (1, m) of 0.0 and 1.0."""

    X: Array
    Y: Array

    @classmethod
    def of(cls, dataset: Dataset) -> "Examples":
        return cls(dataset.X, dataset.labels[None, :].astype(np.float64))

    @property
    def m(self) -> int:
        return self.X.shape[1]

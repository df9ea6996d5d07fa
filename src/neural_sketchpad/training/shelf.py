"""What a run keeps when its network changes shape, and gets back when the shape before returns (undo, most often)."""

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.engine import State
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.optimizers import Moments
from neural_sketchpad.nn.parameters import Parameters, carry_over
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.nn.reshaping import input_origins, layer_origins

Array = NDArray[np.float64]


class Shelf:
    """Holds the state of the shape before the present one."""

    def __init__(self, recipe: Recipe, state: State) -> None:
        self._recipe, self._state = recipe, state

    def reshaped(self, state: State, old: Experiment, new: Experiment) -> State:
        """The state in the shape of the new recipe: what still has its place is kept, the rest begins afresh.

        Coming back to the shape before, what was taken away returns as it was trained. The old state goes on the shelf.
        """
        recipe, before = new.recipe, self._recipe
        fresh, moments = self._state.parameters, self._state.moments
        if before.architecture != recipe.architecture:
            fresh = starting_parameters(recipe, new.seed)
        if before.architecture != recipe.architecture or before.optimizer.name != old.recipe.optimizer.name:
            moments = Moments.none(fresh.theta.size)  # what another optimiser remembered means nothing to this one
        self._recipe, self._state = old.recipe, state
        origins, inputs = layer_origins(old.recipe, recipe), input_origins(old.recipe, recipe)

        def carried(kept: Array, begun: Array) -> Array:
            sizes = old.recipe.sizes, recipe.sizes
            return carry_over(Parameters(sizes[0], kept), Parameters(sizes[1], begun), origins, inputs).theta

        parameters = Parameters(recipe.sizes, carried(state.parameters.theta, fresh.theta))
        v, s = carried(state.moments.v, moments.v), carried(state.moments.s, moments.s)
        return state.with_parameters(parameters, Moments(state.moments.updates, v, s))

"""The fast implementation of training: equal to the readable blocks, and as quick as NumPy allows.

A thin shell round the machine (`descent`) that keeps the state of one run: what goes in and comes out is a frozen
value, and in float64 whatever the precision of the training step.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.batches import Cursor
from neural_sketchpad.nn.descent import Descent, never
from neural_sketchpad.nn.optimizers import Moments
from neural_sketchpad.nn.parameters import Parameters, farthest
from neural_sketchpad.nn.recipe import Recipe

Array = NDArray[np.float64]

OVERFLOW_MARGIN = {"float64": 1e150, "float32": 1e18}
"""Far enough below the largest number (1.8e308 and 3.4e38) for sums and products of values up to here."""


@dataclass(frozen=True, eq=False)
class State:
    """All that the next update follows from beside recipe, examples and seed.

    `iteration` counts the updates that are done, `cursor` says where in the stream of batches they have come to.
    """

    parameters: Parameters
    moments: Moments
    iteration: int = 0
    cursor: Cursor = field(default_factory=Cursor)

    @classmethod
    def start(cls, parameters: Parameters) -> "State":
        """Before the first update."""
        return cls(parameters, Moments.none(parameters.theta.size))

    def with_parameters(self, parameters: Parameters, moments: Moments) -> "State":
        return replace(self, parameters=parameters, moments=moments)


class Engine:
    """Trains one network on the examples A[0] `X` (n[0], m) with `Y` (n[L], m); m must be at least 1.

    The order of each epoch and dropout follow from `seed`. The learning rate can be changed between steps; any other
    change of the recipe wants a new engine.
    """

    def __init__(self, recipe: Recipe, state: State, X: NDArray[np.floating], Y: Array, *, seed: int = 0) -> None:
        self._sizes, self._precision = recipe.sizes, recipe.precision
        self._keep = 1.0 - recipe.regularization.dropout
        self._largest_example = float(np.abs(X).max(initial=0.0)) * math.sqrt(X.shape[0])
        with np.errstate(over="ignore"):  # what single precision cannot hold is infinite there, and noticed as such
            theta = state.parameters.theta.astype(self._precision)
            self._descent = Descent(recipe, theta, X, Y, seeds=(seed,), cursor=state.cursor)
            self._take(state)

    @property
    def state(self) -> State:
        """A copy of the present state."""
        update = self._descent.update
        moments = Moments(update.updates, update.v.astype(np.float64), update.s.astype(np.float64))
        return State(self.parameters, moments, update.iteration, self._descent.cursor)

    @property
    def parameters(self) -> Parameters:
        """A copy of the present weights and biases."""
        return Parameters(self._sizes, self._descent.theta.astype(np.float64))

    @property
    def iteration(self) -> int:
        return self._descent.update.iteration

    @property
    def cursor(self) -> Cursor:
        return self._descent.cursor

    @property
    def learning_rate(self) -> float:
        return self._descent.update.learning_rate

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        self._descent.update.learning_rate = rate

    @property
    def may_overflow(self) -> bool:
        """Whether some value of a forward pass or of the moments might not be finite.

        False is certain, True only cautious.
        """
        update = self._descent.update
        if not (np.isfinite(update.v).all() and np.isfinite(update.s).all()):
            return True
        reach = farthest(self._descent.weights, self._largest_example, self._keep)
        return not reach < OVERFLOW_MARGIN[self._precision]  # NaN is not below it either

    def restore(self, state: State) -> None:
        """Go back to a state this engine has been in."""
        self._descent.theta = state.parameters.theta
        self._descent.move_to(state.cursor)
        self._take(state)

    def run(self, steps: int, interrupted: Callable[[], bool] = never) -> int:
        """Do `steps` updates and return how many were done: fewer only if `interrupted` became true."""
        return self._descent.run(steps, interrupted)

    def _take(self, state: State) -> None:
        update = self._descent.update
        update.v[:], update.s[:] = state.moments.v, state.moments.s
        update.set_counts(state.iteration, state.moments.updates)

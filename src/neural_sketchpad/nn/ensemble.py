"""Several networks of one shape over the same examples, trained side by side.

Small networks are bound by the number of NumPy calls, not by arithmetic, and one call over R networks costs little
more than one over a single network. Large ones fill the cache on their own, and then R engines, one after the
other, are quicker. Which it is depends on the work in a single call, and nobody outside need know.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.batches import Cursor
from neural_sketchpad.nn.descent import Descent
from neural_sketchpad.nn.engine import Engine, State
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe

Array = NDArray[np.float64]

MOST_NUMBERS = 1_000
"""Stacking pays while a layer has on average no more than about so many activations in a pass ..."""
FEWEST_NETWORKS = 4
"""... and there are at least so many networks to share the call."""


def stacks(recipe: Recipe, m: int, networks: int) -> bool:
    """Whether so many networks of this recipe over m examples are trained faster in one pass than one by one."""
    columns = m if recipe.batch_size is None else min(recipe.batch_size, m)
    units = recipe.sizes[1:]
    return networks >= FEWEST_NETWORKS and columns * sum(units) <= MOST_NUMBERS * len(units)


class Ensemble:
    """R networks with one recipe, each with its own starting parameters and seed, over A[0] `X` with `Y` (see Engine).

    Each does the steps that it would do in an engine of its own, to rounding. `stacked` says how it is done inside;
    left out, the faster way is taken.
    """

    def __init__(
        self,
        recipe: Recipe,
        starts: Sequence[Parameters],
        X: NDArray[np.floating],
        Y: Array,
        *,
        seeds: Sequence[int],
        stacked: bool | None = None,
    ) -> None:
        if len(starts) != len(seeds) or not starts:
            raise ValueError("an ensemble needs at least one network, and a seed for each.")
        self._sizes = recipe.sizes
        self._stack: Descent | None = None
        self._engines: list[Engine] = []
        if stacks(recipe, X.shape[1], len(starts)) if stacked is None else stacked:
            thetas = np.stack([start.theta for start in starts]).astype(recipe.precision)
            self._stack = Descent(recipe, thetas, X, Y, seeds=seeds, cursor=Cursor())
        else:
            self._engines = [
                Engine(recipe, State.start(start), X, Y, seed=seed) for start, seed in zip(starts, seeds, strict=True)
            ]

    @property
    def parameters(self) -> list[Parameters]:
        """A copy of the present weights and biases of every network."""
        if self._stack is None:
            return [engine.parameters for engine in self._engines]
        return [Parameters(self._sizes, theta) for theta in self._stack.theta.astype(np.float64)]

    def run(self, steps: int) -> None:
        """Do `steps` updates of every network."""
        if self._stack is not None:
            self._stack.run(steps)
        for engine in self._engines:
            engine.run(steps)

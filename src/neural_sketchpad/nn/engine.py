"""The fast implementation of gradient descent: equal to the readable blocks, and as quick as NumPy allows.

Everything is preallocated; the parameters are one flat vector that is updated in two calls; examples are
taken in pieces small enough for the cache, their gradients summed. A step that is interrupted between two pieces
leaves the parameters as they were.
"""

import math
from collections.abc import Callable
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.batches import Cursor, epoch_order
from neural_sketchpad.nn.parameters import Parameters, layer_views
from neural_sketchpad.nn.passes import Pass
from neural_sketchpad.nn.recipe import Recipe

Array = NDArray[np.float64]

MULTIPLICATIONS_AT_ONCE = 1_000_000
"""Beyond about this many a single matrix product gets slower per number."""
NUMBERS_AT_ONCE = 30_000
"""So many activations (of all layers together) stay in the cache between forward and backward pass."""
FEWEST_COLUMNS = 64
OVERFLOW_MARGIN = 1e150
"""Far enough below the largest number (1.8e308) for sums and products of values up to here."""


def piece_size(sizes: tuple[int, ...]) -> int:
    """How many examples are taken at a time through a network n[0..L]."""
    largest = max(n * (n_prev + 1) for n_prev, n in pairwise(sizes))
    return max(FEWEST_COLUMNS, min(MULTIPLICATIONS_AT_ONCE // largest, NUMBERS_AT_ONCE // sum(sizes)))


def never() -> bool:
    """The default interruption: none."""
    return False


class Engine:
    """Trains one network on the examples X (2, m) with labels Y (1, m) of 0 and 1; m must be at least 1.

    `cursor` says where in the stream of batches the run stands; the order of each epoch follows from `seed`.
    The learning rate can be changed between steps; any other change of the recipe wants a new engine.
    """

    def __init__(
        self,
        recipe: Recipe,
        parameters: Parameters,
        X: Array,
        Y: Array,
        *,
        seed: int = 0,
        cursor: Cursor = Cursor(),  # noqa: B008
    ) -> None:
        self._m = X.shape[1]
        if self._m == 0:
            raise ValueError("there are no examples to learn from.")
        self.cursor = cursor
        self.learning_rate = recipe.optimizer.learning_rate
        self._sizes = parameters.sizes
        self._activations = recipe.activations
        self._seed = seed
        self._batch = self._m if recipe.batch_size is None else min(recipe.batch_size, self._m)
        self._examples = np.vstack([X, np.ones((1, self._m)), 1.0 - 2.0 * Y])
        self._order = epoch_order(self._m, seed, cursor.epoch) if self._batch < self._m else None
        self._largest_example = float(np.abs(X).max()) * math.sqrt(X.shape[0])
        self._theta = parameters.theta.copy()
        self._gradient = np.zeros_like(self._theta)
        self._sum = np.zeros_like(self._theta)
        self._weights = layer_views(self._theta, self._sizes)
        self._passes: dict[int, Pass] = {}
        self._piece = piece_size(self._sizes)
        if self._fits_one_pass:
            self._pass_of(self._m).inputs[:] = self._examples

    @property
    def parameters(self) -> Parameters:
        """A copy of the present weights and biases."""
        return Parameters(self._sizes, self._theta.copy())

    @property
    def may_overflow(self) -> bool:
        """Whether some value of a forward pass might not be finite; False is certain, True only cautious.

        By the inequality of Cauchy and Schwarz no unit of a layer exceeds |[W | b]| · |(a, 1)|, with the Frobenius
        norm of the layer's weights and the largest norm of what comes in.
        """
        with np.errstate(all="ignore"):
            reach = self._largest_example
            for W in self._weights:
                reach = float(np.linalg.norm(W)) * math.hypot(reach, 1.0)
                if not reach < OVERFLOW_MARGIN:  # NaN is not below it either
                    return True
                reach = max(reach, math.sqrt(len(W)))  # as far as a layer of sigmoids can reach
        return False

    def restore(self, parameters: Parameters, cursor: Cursor) -> None:
        """Go back to a state this engine has been in."""
        self._theta[:] = parameters.theta
        if self._order is not None and cursor.epoch != self.cursor.epoch:
            self._order = epoch_order(self._m, self._seed, cursor.epoch)
        self.cursor = cursor

    def run(self, steps: int, interrupted: Callable[[], bool] = never) -> int:
        """Do `steps` updates and return how many were done: fewer only if `interrupted` became true."""
        with np.errstate(all="ignore"):
            if self._fits_one_pass:
                self._run_whole(steps)
                return steps
            for done in range(steps):
                if not self._step_in_pieces(interrupted):
                    return done
            return steps

    @property
    def _fits_one_pass(self) -> bool:
        return self._batch == self._m <= self._piece

    def _run_whole(self, steps: int) -> None:
        """Every example in every step, all in one pass: nothing to load, nothing to add up."""
        one_pass = self._pass_of(self._m)
        gradient, theta, factor = self._gradient, self._theta, 0.5 * self.learning_rate / self._m
        calls = [*one_pass.forward, *one_pass.backward]
        multiply, subtract = np.multiply, np.subtract
        for _ in range(steps):
            for call in calls:
                call()
            multiply(gradient, factor, gradient)
            subtract(theta, gradient, theta)
        self.cursor = Cursor(self.cursor.epoch + steps, 0)

    def _step_in_pieces(self, interrupted: Callable[[], bool]) -> bool:
        """One update from the next batch; False if it was given up, with nothing changed."""
        start = self.cursor.taken
        end = min(start + self._batch, self._m)
        for first in range(start, end, self._piece):
            if first > start and interrupted():
                return False
            last = min(first + self._piece, end)
            one_pass = self._pass_of(last - first)
            if self._order is None:
                one_pass.inputs[:] = self._examples[:, first:last]
            else:
                self._examples.take(self._order[first:last], axis=1, out=one_pass.inputs, mode="clip")
            for call in one_pass.forward:
                call()
            for call in one_pass.backward:
                call()
            if first > start:
                np.add(self._sum, self._gradient, self._sum)
            elif last < end:
                self._sum[:] = self._gradient
        gradient = self._gradient if end - start <= self._piece else self._sum
        np.multiply(gradient, 0.5 * self.learning_rate / (end - start), gradient)
        np.subtract(self._theta, gradient, self._theta)
        self._advance(end)
        return True

    def _advance(self, taken: int) -> None:
        if taken < self._m:
            self.cursor = Cursor(self.cursor.epoch, taken)
            return
        self.cursor = Cursor(self.cursor.epoch + 1, 0)
        if self._order is not None:
            self._order = epoch_order(self._m, self._seed, self.cursor.epoch)

    def _pass_of(self, columns: int) -> Pass:
        """The pass for so many examples; a run needs three at the most (whole, last of a batch, last of an epoch)."""
        if columns not in self._passes:
            gradients = layer_views(self._gradient, self._sizes)
            self._passes[columns] = Pass(self._weights, gradients, self._activations, columns)
        return self._passes[columns]

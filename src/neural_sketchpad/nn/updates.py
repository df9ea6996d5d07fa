"""The rules of `optimizers` in place, as bound calls: from the gradient of the passes to the next parameters."""

from collections.abc import Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.layer_calls import Calls
from neural_sketchpad.nn.parameters import layer_views
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.nn.reshaping import frozen_mask

Array = NDArray[np.floating]


class Update:
    """Turns `gradient` into an update of `theta`, both flat (..., count), of networks n[0..L] = `sizes`.

    `iteration` counts the updates of the run (for the schedule), `updates` those since the moments `v` and `s` were
    zero. The learning rate can be changed between two updates.
    """

    def __init__(self, recipe: Recipe, sizes: Sequence[int], theta: Array, gradient: Array) -> None:
        self._optimizer, self._penalties = recipe.optimizer, recipe.regularization
        self._theta, self._gradient = theta, gradient
        self._buffer = np.zeros_like(theta)
        self._frozen = frozen_mask(recipe)
        self._is_weight = np.ones_like(theta)
        for layer in layer_views(self._is_weight, sizes):
            layer[..., -1] = 0.0
        self.v, self.s = np.zeros_like(theta), np.zeros_like(theta)
        self.iteration = self.updates = 0
        # What changes from update to update stands in arrays of no dimension, which the bound calls hold on to.
        self._rate = np.zeros((), dtype=theta.dtype)
        self._unbias_s = np.zeros((), dtype=theta.dtype)
        self._plain: list[tuple[Array, Array]] = []
        self.learning_rate = recipe.optimizer.learning_rate

    @property
    def learning_rate(self) -> float:
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, rate: float) -> None:
        self._learning_rate = rate
        self._set_rate()

    def calls(self, factor: Array) -> Calls:
        """One update; `factor` makes the gradient of the mean loss of what the passes have left in `gradient`.

        It is one number, or in plain gradient descent one for each parameter.
        """
        gradient = self._gradient
        counting: Calls = [self._count] if self.counts_itself else []
        if self.is_plain:
            # Factor and learning rate are one.
            share = self._share_of(factor)
            return [
                *counting,
                partial(np.multiply, gradient, share, gradient),
                *self._subtract(gradient),
            ]
        return [
            *counting,
            partial(np.multiply, gradient, factor, gradient),
            *self._penalty(),
            *self._step(),
            *self._subtract(self._buffer),
        ]

    def _subtract(self, change: Array) -> Calls:
        """Take the change from the parameters, but for those that are frozen."""
        subtract = partial(np.subtract, self._theta, change, self._theta)
        if self._frozen is None:
            return [subtract]
        return [partial(np.copyto, change, self._number(0.0), where=self._frozen), subtract]

    def _share_of(self, factor: Array) -> Array:
        """Learning rate times factor, kept up to date; all batches of one size have the same."""
        for share, known in self._plain:
            if np.array_equal(known, factor):
                return share
        self._plain.append((np.zeros_like(factor), factor))
        self._set_rate()
        return self._plain[-1][0]

    def set_counts(self, iteration: int, updates: int) -> None:
        """Say how many updates are done."""
        self.iteration, self.updates = iteration, updates
        self._set_rate()

    @property
    def counts_itself(self) -> bool:
        """Whether the calls count the updates, since something in them depends on the number; otherwise say `count`."""
        changing = self._optimizer.schedule.name != "constant" or self._optimizer.name == "adam"
        return changing or self._penalties.dropout > 0.0

    def count(self, updates: int) -> None:
        """So many more are done."""
        self.set_counts(self.iteration + updates, self.updates + updates)

    @property
    def is_plain(self) -> bool:
        """Whether this is gradient descent without penalties, so that a parameter is read for nothing but its layer."""
        return self._optimizer.name == "gradient_descent" and self._penalties.l1 == self._penalties.l2 == 0.0

    def _count(self) -> None:
        """Set the numbers of the coming update, and count it."""
        self._set_rate()
        self.iteration += 1
        self.updates += 1

    def _set_rate(self) -> None:
        """The numbers of the coming update."""
        rate = self._learning_rate * self._optimizer.schedule.share(self.iteration)
        for share, factor in self._plain:
            np.multiply(factor, rate, share)
        if self._optimizer.name == "adam":
            t = self.updates + 1
            rate /= 1.0 - self._optimizer.beta1**t
            self._unbias_s.fill((1.0 - self._optimizer.beta2**t) ** -0.5)
        self._rate.fill(rate)

    def _penalty(self) -> Calls:
        """Add l2 w + l1 sign(w) for the weights."""
        gradient, theta, buffer = self._gradient, self._theta, self._buffer
        calls: Calls = []
        if self._penalties.l2:
            calls += [
                partial(np.multiply, theta, self._is_weight * self._number(self._penalties.l2), buffer),
                partial(np.add, gradient, buffer, gradient),
            ]
        if self._penalties.l1:
            calls += [
                partial(np.sign, theta, buffer),
                partial(np.multiply, buffer, self._is_weight * self._number(self._penalties.l1), buffer),
                partial(np.add, gradient, buffer, gradient),
            ]
        return calls

    def _step(self) -> Calls:
        """Leave in the buffer what is to be subtracted."""
        g, v, s, buffer, number = self._gradient, self.v, self.s, self._buffer, self._number
        beta1, beta2, epsilon = self._optimizer.beta1, self._optimizer.beta2, self._optimizer.epsilon
        gathered = [
            partial(np.multiply, s, number(beta2), s),
            partial(np.multiply, g, g, buffer),
            partial(np.multiply, buffer, number(1.0 - beta2), buffer),
            partial(np.add, s, buffer, s),
            partial(np.sqrt, s, buffer),
        ]
        by_rate = partial(np.multiply, buffer, self._rate, buffer)
        match self._optimizer.name:
            case "gradient_descent":
                return [partial(np.multiply, g, self._rate, buffer)]
            case "momentum":
                return [
                    partial(np.multiply, v, number(beta1), v),
                    partial(np.add, v, g, v),
                    partial(np.multiply, v, self._rate, buffer),
                ]
            case "nesterov":
                return [
                    partial(np.multiply, v, number(beta1), v),
                    partial(np.add, v, g, v),
                    partial(np.multiply, v, number(beta1), buffer),
                    partial(np.add, buffer, g, buffer),
                    by_rate,
                ]
            case "rmsprop":
                return [
                    *gathered,
                    partial(np.add, buffer, number(epsilon), buffer),
                    partial(np.divide, g, buffer, buffer),
                    by_rate,
                ]
            case "adam":
                return [
                    *gathered,
                    partial(np.multiply, buffer, self._unbias_s, buffer),
                    partial(np.add, buffer, number(epsilon), buffer),
                    partial(np.multiply, v, number(beta1), v),
                    partial(np.multiply, g, number(1.0 - beta1), g),
                    partial(np.add, v, g, v),
                    partial(np.divide, v, buffer, buffer),
                    by_rate,
                ]
        raise ValueError(f"no such optimiser: {self._optimizer.name}")

    def _number(self, value: float) -> Array:
        return np.array(value, dtype=self._theta.dtype)

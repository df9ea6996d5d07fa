"""A look at one moment of a run: its cost, its units, its gradient, and what a few updates more would do.

Everything is computed when it is first asked for, and kept in a few numbers.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.insight.findings.ground import Ground
from neural_sketchpad.insight.findings.thresholds import Threshold
from neural_sketchpad.nn.costs import penalty, total_loss
from neural_sketchpad.nn.evaluation import evaluate, told_class
from neural_sketchpad.nn.forward import layer_outputs
from neural_sketchpad.nn.gradient import backward, forward, gradient
from neural_sketchpad.nn.optimizers import MAX_LEARNING_RATE, Moments, Optimizer, updated
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.nn.reshaping import frozen_mask
from neural_sketchpad.training.history import Moment

Array = NDArray[np.float64]

SLOPES = {"tanh": lambda A: 1.0 - A * A, "sigmoid": lambda A: A * (1.0 - A)}
"""g' of the activations that saturate on both sides, from A = g(Z)."""
CAN_DIE = ("relu",)


@dataclass(frozen=True)
class Passage:
    """What one way forward through all examples shows.

    `cost` is J without penalties, `error` that of `Ground.constant_error`. `dead` holds for layers 1..L the units that
    give 0 for every example, `saturated` for layers 1..L-1 the share of pairs of unit and example without a slope.
    """

    cost: float
    error: float
    dead: tuple[tuple[int, ...], ...]
    saturated: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Slope:
    """J with its penalties and its gradient, over a few examples; what is frozen has no gradient.

    `signals` is for hidden layers 1..L-1 the root mean square of dA[l] over units and examples: what comes back to it.
    """

    cost: float
    gradient: Parameters
    signals: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Look:
    """One moment, over the examples of its experiment; there must be one."""

    moment: Moment
    ground: Ground

    @property
    def iteration(self) -> int:
        return self.moment.iteration

    @property
    def recipe(self) -> Recipe:
        return self.moment.experiment.recipe

    @property
    def parameters(self) -> Parameters:
        return self.moment.state.parameters

    @cached_property
    def passage(self) -> Passage:
        return _passage(self.recipe, self.parameters, self.ground)

    @property
    def cost(self) -> float:
        return self.passage.cost

    @property
    def error(self) -> float:
        return self.passage.error

    @cached_property
    def test_cost(self) -> float:
        """J over the examples held out; NaN without any."""
        test = self.ground.test
        evaluation = evaluate(self.recipe, self.parameters, test.X, test.Y)
        return np.nan if evaluation is None else evaluation.cost

    @property
    def has_room(self) -> bool:
        """Whether the neighbours show that clearly more can be learned than the network has."""
        ground = self.ground
        left = self.error - ground.neighbours_error
        return bool(
            left > 0.0
            and left >= Threshold.ROOM.number * ground.constant_error
            and self.error >= Threshold.TIMES_NEIGHBOURS.number * ground.neighbours_error
        )

    @property
    def is_done(self) -> bool:
        """Whether the cost is a small share of what a constant has."""
        return self.cost <= Threshold.DONE.number * self.ground.constant_cost

    @cached_property
    def slope(self) -> Slope:
        return _slope(self.recipe, self.parameters, self.ground)

    @property
    def whole_cost(self) -> float:
        """J with its penalties, over the few examples of the gradient."""
        return self.slope.cost

    @cached_property
    def curvature(self) -> float:
        """g'Hg / g'g: how the cost bends along its gradient g, from two gradients; 0 where there is none."""
        with np.errstate(all="ignore"):
            g, theta = self.slope.gradient.theta, self.parameters.theta
            norm = float(np.linalg.norm(g))
            if not 0.0 < norm < np.inf:
                return 0.0
            nudge = Threshold.NUDGE.number * max(1.0, float(np.sqrt(np.mean(theta**2))))
            beside = Parameters(self.parameters.sizes, theta + nudge * g / norm)
            change = _slope(self.recipe, beside, self.ground).gradient.theta - g
            bend = float(g @ change) / (norm * nudge)
        return bend if np.isfinite(bend) else 0.0

    @property
    def rate(self) -> float:
        """α of the coming update."""
        return self.recipe.optimizer.rate(self.iteration)

    @cached_property
    def trial(self) -> tuple[float, ...]:
        """The cost with its penalties before and after each of the coming updates, with all examples and all units."""
        state = self.moment.state
        return _descend(self, self.recipe.optimizer, state.moments)

    @cached_property
    def trial_by_curvature(self) -> tuple[float, ...]:
        """The same for plain gradient descent at the rate the curvature suggests."""
        if self.curvature == 0.0:
            return (self.whole_cost,)
        optimizer = replace(Optimizer(), learning_rate=min(MAX_LEARNING_RATE, 1.0 / abs(self.curvature)))
        return _descend(self, optimizer, Moments.none(self.parameters.theta.size))


def _passage(recipe: Recipe, parameters: Parameters, ground: Ground) -> Passage:
    train, kinds = ground.train, [layer.activation for layer in recipe.hidden]
    loss, wrong = 0.0, 0.0
    alive = [np.zeros((n, 1), dtype=bool) for n in parameters.sizes[1:]]
    flat = np.zeros(len(kinds))
    with np.errstate(all="ignore"):
        for block, outputs in layer_outputs(recipe, parameters, train.X):
            Z, Y = outputs[-1], train.Y[:, block]
            loss += total_loss(recipe.head, Z, Y)
            told = recipe.head.predict(Z)
            off = (told - Y) ** 2 if ground.is_regression else told_class(Z) != told_class(Y - 0.5)
            wrong += float(np.sum(off))
            for place, (kind, A) in enumerate(zip([*kinds, recipe.output], [*outputs[:-1], told], strict=True)):
                if kind in CAN_DIE:
                    alive[place] |= A.any(axis=1, keepdims=True)
                else:
                    alive[place][:] = True
                if place < len(kinds) and kind in SLOPES:
                    flat[place] += np.count_nonzero(SLOPES[kind](A) < Threshold.SATURATED_SLOPE.number) / len(A)
    dead = tuple(tuple(np.flatnonzero(~units).tolist()) for units in alive)
    return Passage(loss / train.m, wrong / train.m, dead, tuple((flat / train.m).tolist()))


def _slope(recipe: Recipe, parameters: Parameters, ground: Ground) -> Slope:
    few = ground.few
    with np.errstate(all="ignore"):
        AL, caches = forward(recipe, parameters, few.X)
        cost = total_loss(recipe.head, caches[-1][1], few.Y) / few.m + penalty(recipe.regularization, parameters)
        grads = backward(recipe, AL, few.Y, caches)
        signals = tuple(float(np.sqrt(np.mean(grads[f"dA{layer}"] ** 2))) for layer in range(1, len(caches)))
        whole, frozen = gradient(recipe, parameters, grads), frozen_mask(recipe)
        if frozen is not None:
            whole = Parameters(whole.sizes, np.where(frozen, 0.0, whole.theta))
        return Slope(cost, whole, signals)


def _descend(look: Look, optimizer: Optimizer, moments: Moments) -> tuple[float, ...]:
    """Costs before and after each of a few updates from where the look is."""
    slope, theta, frozen = look.slope, look.parameters.theta, frozen_mask(look.recipe)
    costs = [slope.cost]
    with np.errstate(all="ignore"):
        for step in range(int(Threshold.TRIAL_UPDATES.number)):
            theta, moments = updated(optimizer, theta, slope.gradient.theta, moments, look.iteration + step, frozen)
            slope = _slope(look.recipe, Parameters(look.parameters.sizes, theta), look.ground)
            costs.append(slope.cost)
    return tuple(costs)

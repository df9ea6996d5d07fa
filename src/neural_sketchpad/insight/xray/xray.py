"""The X-ray: every number of one iteration, layer by layer, for one example or for a batch.

It is made of the course's readable blocks and rules, one formula a line; the engine is held to the same numbers.
Dropout is left out of it: an X-ray sees all units.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import zip_longest

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.costs import penalty_gradient
from neural_sketchpad.nn.engine import State
from neural_sketchpad.nn.features import InputMap
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.optimizers import Moments, updated
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe, Regularization
from neural_sketchpad.nn.reshaping import frozen_mask

Array = NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class ForwardLayer:
    """Layer l on the way forward, over m examples; all read-only.

    `A_prev` is A[l-1] (n[l-1], m), `W` (n[l], n[l-1]), `b` (n[l], 1), `Z` and `A` are Z[l] and A[l] (n[l], m).
    """

    A_prev: Array
    W: Array
    b: Array
    Z: Array
    A: Array

    def __post_init__(self) -> None:
        _keep(self)


@dataclass(frozen=True, eq=False)
class BackwardLayer:
    """Layer l on the way back; all read-only.

    `dA`, `slope` = g'(Z[l]) and `dZ` are (n[l], m), a column for the loss of each example; `dW` (n[l], n[l-1]) and
    `db` (n[l], 1) belong to J, their mean. With the cross-entropy dZ[L] follows from ŷ and y at once, without `dA` and
    `slope`.
    """

    dA: Array | None
    slope: Array | None
    dZ: Array
    dW: Array
    db: Array

    def __post_init__(self) -> None:
        _keep(self)


@dataclass(frozen=True, eq=False)
class Update:
    """The update that follows from these examples alone, all flat like the parameters.

    `rate` is α after the schedule. `gradient` (of J) plus what `l1` and `l2` add make `total`, from which the optimiser
    goes on: from `moments` to `moments_after`, and from the network's parameters to `after`.
    """

    rate: float
    gradient: Parameters
    l1: Parameters
    l2: Parameters
    total: Parameters
    moments: Moments
    moments_after: Moments
    after: Parameters


@dataclass(frozen=True, eq=False)
class Xray:
    """One iteration seen from inside; `forward[l-1]` and `backward[l-1]` are layer l.

    `points` (2, m) are the places of the plane, `Y` (n[L], m) what is right there, `losses` (m,) what it costs. Where
    it is not known, these and `update` are None and `backward` is empty: there is only the way forward. `iteration`
    updates were done.
    """

    network: Network
    iteration: int
    points: Array
    forward: tuple[ForwardLayer, ...]
    Y: Array | None = None
    losses: Array | None = None
    backward: tuple[BackwardLayer, ...] = ()
    update: Update | None = None

    @property
    def m(self) -> int:
        return self.points.shape[1]

    @property
    def depth(self) -> int:
        """L: hidden layers and the output layer."""
        return len(self.forward)

    @property
    def AL(self) -> Array:
        """ŷ (n[L], m)."""
        return self.forward[-1].A

    @cached_property
    def J(self) -> float | None:
        """The mean of the losses, without penalties."""
        return None if self.losses is None else float(np.mean(self.losses))


def take_xray(recipe: Recipe, inputs: InputMap, state: State, points: Array, Y: Array | None) -> Xray:
    """The X-ray of the iteration that comes after `state`, as it would be with these examples alone.

    `points` (2, m) are places of the plane, m >= 1, and `Y` (n[L], m) what is right there, if it is known. Where
    numbers overflow, what is shown is infinite or NaN.
    """
    network = Network(recipe, state.parameters, inputs)
    with np.errstate(all="ignore"):
        AL, caches = blocks.L_model_forward(inputs(points), state.parameters.as_dict(), recipe.activations)
        outputs = [*(A_prev for (A_prev, _, _), _ in caches[1:]), AL]
        forward = tuple(ForwardLayer(*linear, Z, A) for (linear, Z), A in zip(caches, outputs, strict=True))
        if Y is None:
            return Xray(network, state.iteration, points, forward)
        losses = recipe.head.losses(forward[-1].Z, Y)
        backward = _backward(recipe, forward, Y)
        return Xray(network, state.iteration, points, forward, Y, losses, backward, _update(recipe, state, backward))


def _backward(recipe: Recipe, forward: Sequence[ForwardLayer], Y: Array) -> tuple[BackwardLayer, ...]:
    """Layers 1..L; the chain rule is followed from L to 1."""
    functions = [layer.function for layer in recipe.hidden]
    dA: Array | None = None
    if recipe.cost == "squared_error":
        functions.append(ACTIVATIONS[recipe.output])
        dA = forward[-1].A - Y
    found: list[BackwardLayer] = []
    for layer, function in reversed(list(zip_longest(forward, functions))):
        if dA is None:
            slope, dZ = None, recipe.head.dZ(layer.Z, Y)
        else:
            slope = function.g_prime(layer.Z)
            dZ = dA * slope
        dA_prev, dW, db = blocks.linear_backward(dZ, (layer.A_prev, layer.W, layer.b))
        found.append(BackwardLayer(dA, slope, dZ, dW, db))
        dA = dA_prev
    return tuple(reversed(found))


def _update(recipe: Recipe, state: State, backward: Sequence[BackwardLayer]) -> Update:
    parameters, optimizer, penalties = state.parameters, recipe.optimizer, recipe.regularization
    gradient = Parameters.from_layers((layer.dW, layer.db) for layer in backward)

    def of_penalty(penalty: Regularization) -> Parameters:
        return Parameters(parameters.sizes, np.asarray(penalty_gradient(penalty, parameters), np.float64))

    l1, l2 = of_penalty(Regularization(l1=penalties.l1)), of_penalty(Regularization(l2=penalties.l2))
    total = Parameters(parameters.sizes, gradient.theta + l2.theta + l1.theta)
    frozen = frozen_mask(recipe)
    theta, moments = updated(optimizer, parameters.theta, total.theta, state.moments, state.iteration, frozen)
    after = Parameters(parameters.sizes, theta)
    return Update(optimizer.rate(state.iteration), gradient, l1, l2, total, state.moments, moments, after)


def _keep(layer: ForwardLayer | BackwardLayer) -> None:
    """Make every array of a layer read-only."""
    for field in fields(layer):
        array = getattr(layer, field.name)
        if array is not None:
            array.flags.writeable = False

"""What broke, where a run cannot go on: the first quantity that is not finite, by layer and name, and the sentence."""

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.engine import State
from neural_sketchpad.nn.evaluation import evaluate, first_non_finite_layer
from neural_sketchpad.nn.parameters import Parameters, first_non_finite
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.training.run import Stop, StopReason


def what_is_not_finite(recipe: Recipe, state: State, X: NDArray[np.floating], Y: NDArray[np.float64]) -> str | None:
    """A parameter at this state, or else a moment, what a layer gives for X (n[0], m), the cost, or nothing."""
    parameters = state.parameters
    place = first_non_finite(parameters)
    if place is not None:
        layer, name = place
        return f"{name}[{layer}] of {recipe.layer_name(layer)}"
    for symbol, moment in (("v", state.moments.v), ("s", state.moments.s)):
        place = first_non_finite(Parameters(parameters.sizes, moment))
        if place is not None:
            layer, name = place
            return f"the optimiser's mean {symbol} for d{name}[{layer}] of {recipe.layer_name(layer)}"
    # In the precision of the training step, which may hold less.
    overflow = first_non_finite_layer(recipe, parameters, X.astype(recipe.precision, copy=False))
    if overflow is not None:
        name = recipe.layer_name(overflow)
        return f"Z[{overflow}] = W[{overflow}] A[{overflow - 1}] + b[{overflow}] of {name}"
    evaluation = evaluate(recipe, parameters, X, Y)
    return None if evaluation is None or np.isfinite(evaluation.cost) else "the cost J"


def diverged(iteration: int, recipe: Recipe, culprit: str) -> Stop:
    """The update at this iteration made the culprit infinite; the weights before it are kept."""
    rate = recipe.optimizer.learning_rate
    sentence = (
        f"The run diverged at iteration {iteration:,}: the update with learning rate α = {rate:g} made {culprit} "
        "infinite or undefined, so the last finite weights were kept."
    )
    return Stop(StopReason.DIVERGED, sentence)


def cannot_go_on(iteration: int, culprit: str) -> Stop:
    """Not the doing of an update: the weights were given like this, or the points have been moved since."""
    sentence = (
        f"The run cannot go on from iteration {iteration:,}: with the present weights and points {culprit} is "
        "infinite or undefined."
    )
    return Stop(StopReason.DIVERGED, sentence)

"""What is going on in each layer, in a few numbers: gradients, dead, saturated and identical units, rank.

Everything follows from one readable forward and backward pass over a sample of the examples, small enough to be done
with every look at the figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.blocks import Cache
from neural_sketchpad.nn.engine import State
from neural_sketchpad.nn.gradient import backward, forward, gradient
from neural_sketchpad.nn.optimizers import updated
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.nn.reshaping import frozen_mask

Array = NDArray[np.float64]

MOST_EXAMPLES, FEWEST_EXAMPLES = 512, 16
MOST_WORK = 1_000_000
"""Examples times parameters: larger networks are looked at over fewer examples, at least FEWEST_EXAMPLES."""
MOST_PARAMETERS = 250_000
"""Networks with more are not looked into: it would take too long for somebody who watches."""
MOST_FOR_RANK = 128
"""The rank is that over so many of the examples at the most."""
SATURATED = 0.01
"""A unit is saturated where |g'(z)| is below this: it learns a hundredth of what a linear one would."""
SAME = 1e-6
"""Units are identical where no weight differs by more than this share of the layer's largest."""
RANK_TOLERANCE = 1e-5
"""Singular values below this share of the largest count as 0."""


@dataclass(frozen=True)
class LayerDiagnostics:
    """One layer, over a sample of the training examples.

    `gradient_norm` is |dW| and |db| together (with penalties), `update_ratio` how large the update by this gradient is
    against W itself (infinite where W is 0); both without dropout. `dead` is the share of units that are 0 for every
    example, `saturated` that of all pairs of unit and example with |g'(z)| < 0.01 (0 at the output). `identical` holds
    the groups of units, from 0, with the same weights; `rank` is that of A[l], at most the number of units.
    """

    gradient_norm: float
    update_ratio: float
    dead: float
    saturated: float
    identical: tuple[tuple[int, ...], ...]
    rank: int


def diagnose(recipe: Recipe, state: State, X: NDArray[np.floating], Y: Array) -> tuple[LayerDiagnostics, ...]:
    """Layers 1..L at this state, over a sample of A[0] X (n[0], m) with Y (n[L], m); nothing without
    examples, or for more than MOST_PARAMETERS. Where the network has left the finite numbers, so have these.
    """
    parameters = state.parameters
    sample = _sample(parameters, X.shape[1])
    if sample is None:
        return ()
    with np.errstate(all="ignore"):
        AL, caches = forward(recipe, parameters, X[:, sample])
        sizes = _gradient_sizes(recipe, state, AL, Y[:, sample], caches)
        outputs = [*(linear_cache[0] for linear_cache, _ in caches[1:]), AL]
        slopes = [np.abs(layer.function.g_prime(Z)) for layer, (_, Z) in zip(recipe.hidden, caches, strict=False)]
        return tuple(
            LayerDiagnostics(
                gradient_norm=norm,
                update_ratio=ratio,
                dead=float(np.mean(~A.any(axis=1))),
                saturated=float(np.mean(slope < SATURATED)) if slope is not None else 0.0,
                identical=identical_units(W, b),
                rank=rank_of(A),
            )
            for (W, b), (norm, ratio), A, slope in zip(parameters.layers, sizes, outputs, [*slopes, None], strict=True)
        )


def gradient_sizes(recipe: Recipe, state: State, X: NDArray[np.floating], Y: Array) -> list[tuple[float, float]]:
    """`gradient_norm` and `update_ratio` of layers 1..L alone, at a third of the price; as `diagnose` has them."""
    sample = _sample(state.parameters, X.shape[1])
    if sample is None:
        return []
    with np.errstate(all="ignore"):
        AL, caches = forward(recipe, state.parameters, X[:, sample])
        return _gradient_sizes(recipe, state, AL, Y[:, sample], caches)


def _sample(parameters: Parameters, m: int) -> NDArray[np.intp] | None:
    """Which of m examples are looked at; None where none are, or the network is too large."""
    if m == 0 or parameters.theta.size > MOST_PARAMETERS:
        return None
    count = max(FEWEST_EXAMPLES, min(MOST_EXAMPLES, MOST_WORK // parameters.theta.size))
    return np.linspace(0, m - 1, min(m, count)).astype(np.intp)


def _gradient_sizes(
    recipe: Recipe, state: State, AL: NDArray[np.floating], Y: Array, caches: Sequence[Cache]
) -> list[tuple[float, float]]:
    parameters = state.parameters
    whole = gradient(recipe, parameters, backward(recipe, AL, Y, caches))
    after, _ = updated(
        recipe.optimizer, parameters.theta, whole.theta, state.moments, state.iteration, frozen_mask(recipe)
    )
    step = Parameters(parameters.sizes, after - parameters.theta)
    return [
        (float(np.hypot(np.linalg.norm(dW), np.linalg.norm(db))), _ratio(change, W))
        for (W, _), (dW, db), (change, _) in zip(parameters.layers, whole.layers, step.layers, strict=True)
    ]


def identical_units(W: Array, b: Array) -> tuple[tuple[int, ...], ...]:
    """Groups of two and more units (rows) of W (n, n_prev) and b (n, 1) whose numbers are the same."""
    both = np.hstack([W, b])
    largest = float(np.abs(both).max())
    if not np.isfinite(largest):
        return ()
    steps = np.round(both / (largest * SAME if largest > 0.0 else 1.0)) + 0.0  # + 0.0: no negative zeros
    groups: dict[bytes, list[int]] = {}
    for unit, row in enumerate(steps):
        groups.setdefault(row.tobytes(), []).append(unit)
    return tuple(tuple(units) for units in groups.values() if len(units) > 1)


def rank_of(A: NDArray[np.floating]) -> int:
    """The rank of activations A (n, k) to RANK_TOLERANCE, over at most MOST_FOR_RANK examples; 0 where not finite."""
    some = A[:, :: max(1, -(-A.shape[1] // MOST_FOR_RANK))].astype(np.float64)
    gram = some @ some.T if some.shape[0] <= some.shape[1] else some.T @ some
    if not np.isfinite(gram).all():
        return 0
    squares = np.linalg.eigvalsh(gram)  # the squares of the singular values
    return int(np.count_nonzero(squares > RANK_TOLERANCE**2 * max(float(squares[-1]), np.finfo(np.float64).tiny)))


def collapsed(recipe: Recipe, parameters: Parameters) -> tuple[Array, Array] | None:
    """W' (n[L], n[0]) and b' (n[L], 1) with z[L] = W' a[0] + b', where every hidden layer is linear; else None.

    W' = W[L] ... W[1]: without a non-linear g, layers are worth no more than one.
    """
    if any(layer.activation != "linear" for layer in recipe.hidden):
        return None
    layers = parameters.layers
    whole, shift = layers[0]
    for W, b in layers[1:]:
        whole, shift = W @ whole, W @ shift + b
    return whole.copy(), shift.copy()


def _ratio(change: Array, W: Array) -> float:
    size, moved = float(np.linalg.norm(W)), float(np.linalg.norm(change))
    if size == 0.0:
        return 0.0 if moved == 0.0 else float("inf")
    return moved / size

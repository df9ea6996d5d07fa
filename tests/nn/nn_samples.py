"""What the tests of the mathematics share: random networks with examples, and descent by the readable blocks."""

from dataclasses import dataclass, replace
from itertools import accumulate

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.batches import Cursor, epoch_order
from neural_sketchpad.nn.costs import penalty_gradient
from neural_sketchpad.nn.dropout import draw_mask
from neural_sketchpad.nn.engine import Engine, State
from neural_sketchpad.nn.features import FEATURES, InputMap
from neural_sketchpad.nn.forward import layer_outputs
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.optimizers import RULES, SCHEDULES, Optimizer, Schedule, updated
from neural_sketchpad.nn.outputs import OUTPUTS
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.nn.recipe import HiddenLayer, Initialization, Recipe, Regularization
from neural_sketchpad.nn.reshaping import frozen_mask
from neural_sketchpad.nn.streams import Purpose, Stream

Array = NDArray[np.float64]


def examples_of(count: int) -> settings:
    """So many Hypothesis examples, and nothing that a slow machine could fail."""
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Task:
    """A network with its starting weights and the examples it is to learn: A[0] `X` (n[0], m) and `Y` (n[L], m)."""

    recipe: Recipe
    parameters: Parameters
    X: Array
    Y: Array
    seed: int

    @property
    def m(self) -> int:
        return self.X.shape[1]

    @property
    def start(self) -> State:
        return State.start(self.parameters)


def task_of(recipe: Recipe, m: int, seed: int = 0) -> Task:
    """Random examples and random weights; the biases are random too, since zeros would hide a mistake in them."""
    rng = np.random.default_rng(seed)
    drawn = starting_parameters(recipe, seed)
    shifted = Parameters(drawn.sizes, drawn.theta + 0.1 * rng.standard_normal(drawn.theta.shape))
    X = InputMap(recipe.features)(rng.standard_normal((2, m))).astype(np.float64)
    return Task(recipe, shifted, X, targets_of(recipe, m, rng), seed)


def targets_of(recipe: Recipe, m: int, rng: np.random.Generator) -> Array:
    """Random classes, or values for a regression, in the shape of the output."""
    if recipe.head.is_regression:
        return rng.standard_normal((1, m))
    classes = rng.integers(0, max(2, recipe.outputs), m)
    return np.equal(np.arange(recipe.outputs)[:, None] + (recipe.outputs == 1), classes).astype(np.float64)


def recipe_of(*layers: tuple[int, str], learning_rate: float = 0.3, batch_size: int | None = None) -> Recipe:
    """Pairs (units, activation), from the front to the back."""
    hidden = tuple(HiddenLayer(units, activation) for units, activation in layers)
    return Recipe(hidden, optimizer=Optimizer(learning_rate=learning_rate), batch_size=batch_size)


def with_head(recipe: Recipe, key: tuple[str, str], classes: int = 3) -> Recipe:
    """The recipe with the output and cost of `key`; a softmax gets so many classes."""
    output, cost = key
    return replace(recipe, output=output, cost=cost, outputs=classes if output == "softmax" else 1)


hidden_layers = st.builds(
    HiddenLayer, st.integers(1, 6), st.sampled_from(list(ACTIVATIONS)), st.sampled_from([0.0, 0.01, 0.3, 1.0])
)
schedules = st.builds(Schedule, st.sampled_from(list(SCHEDULES)), st.integers(1, 5), st.sampled_from([0.3, 0.9, 1.0]))
strengths = st.sampled_from([0.0, 0.01, 0.3])
penalties = st.builds(Regularization, strengths, strengths, st.sampled_from([0.0, 0.2, 0.6]))
feature_sets = st.sets(st.sampled_from(list(FEATURES)), min_size=1).map(
    lambda chosen: tuple(name for name in FEATURES if name in chosen)
)


@st.composite
def tasks(draw: st.DrawFn, max_layers: int = 5, max_units: int = 9, max_m: int = 60, batches: bool = False) -> Task:
    """Plain gradient descent on two classes, with any activations."""
    layer = st.builds(HiddenLayer, st.integers(1, max_units), st.sampled_from(sorted(ACTIVATIONS)))
    m = draw(st.integers(1, max_m))
    recipe = Recipe(
        hidden=tuple(draw(st.lists(layer, max_size=max_layers))),
        initialization=Initialization("xavier"),
        optimizer=Optimizer(learning_rate=draw(st.floats(0.01, 0.5))),
        batch_size=draw(st.integers(1, m + 3)) if batches else None,
    )
    return task_of(recipe, m, draw(st.integers(0, 2**31)))


def with_something_frozen(recipe: Recipe) -> st.SearchStrategy[Recipe]:
    """The recipe with some layers, weights and biases that keep their values."""
    sizes = recipe.sizes
    places = [
        Place(layer, unit, source)
        for layer in range(1, len(sizes))
        for unit in range(sizes[layer])
        for source in range(BIAS, sizes[layer - 1])
    ]
    layers = st.frozensets(st.integers(1, len(sizes) - 1), max_size=2)
    singles = st.frozensets(st.sampled_from(places), max_size=4)
    return st.builds(lambda some, few: replace(recipe, frozen_layers=some, frozen_places=few), layers, singles)


@st.composite
def tasks_of_every_kind(draw: st.DrawFn, max_layers: int = 3, max_m: int = 40) -> Task:
    """Any activations, output, cost, optimiser, schedule, penalties, dropout, features and batch size.

    RMSprop and Adam move each weight by about α however small its gradient is, so theirs is small.
    """
    m = draw(st.integers(1, max_m))
    rule = draw(st.sampled_from(list(RULES)))
    rate = draw(st.floats(0.001, 0.01) if RULES[rule].beta2 else st.floats(0.01, 0.1))
    recipe = Recipe(
        hidden=tuple(draw(st.lists(hidden_layers, max_size=max_layers))),
        optimizer=Optimizer(learning_rate=rate, schedule=draw(schedules)).with_rule(rule),
        batch_size=draw(st.none() | st.integers(1, m + 3)),
        features=draw(feature_sets),
        regularization=draw(penalties),
    )
    recipe = with_head(recipe, draw(st.sampled_from(list(OUTPUTS))), draw(st.integers(3, 5)))
    recipe = draw(st.just(recipe) | with_something_frozen(recipe))
    return task_of(recipe, m, draw(st.integers(0, 2**31)))


def engine_for(task: Task, state: State | None = None) -> Engine:
    return Engine(task.recipe, task.start if state is None else state, task.X, task.Y, seed=task.seed)


def descend_by_blocks(task: Task, steps: int, start: State | None = None) -> State:
    """Where so many updates lead, each written out in the course's building blocks and the readable rules."""
    state = task.start if start is None else start
    recipe, m = task.recipe, task.m
    batch = min(recipe.batch_size or m, m)
    for _ in range(steps):
        epoch, taken = state.cursor.epoch, state.cursor.taken
        order = epoch_order(Stream(task.seed, Purpose.ORDERS), m, epoch) if batch < m else np.arange(m)
        chosen = order[taken : taken + batch]
        masks = dropout_masks(recipe, task.seed, state.iteration, len(chosen))
        gradient = gradient_by_blocks(recipe, state.parameters, task.X[:, chosen], task.Y[:, chosen], masks)
        gradient = gradient + penalty_gradient(recipe.regularization, state.parameters)
        theta, moments = updated(
            recipe.optimizer, state.parameters.theta, gradient, state.moments, state.iteration, frozen_mask(recipe)
        )
        taken += len(chosen)
        cursor = Cursor(epoch + 1) if taken == m else Cursor(epoch, taken)
        state = State(Parameters(recipe.sizes, theta), moments, state.iteration + 1, cursor)
    return state


def dropout_masks(recipe: Recipe, seed: int, update: int, columns: int) -> list[Array]:
    """The masks of one update, one for each hidden layer; without dropout they are ones."""
    units = [layer.units for layer in recipe.hidden]
    if recipe.regularization.dropout == 0.0:
        return [np.ones((n, columns)) for n in units]
    rng = Stream(seed, Purpose.MASKS).at(update)
    whole = draw_mask(rng, sum(units), columns, recipe.regularization.dropout)
    return np.split(whole, list(accumulate(units))[:-1]) if units else []


def gradient_by_blocks(recipe: Recipe, parameters: Parameters, X: Array, Y: Array, masks: list[Array]) -> Array:
    """The gradient of the cost, flat, by the blocks; behind every hidden layer stands A[l] := A[l] * mask."""
    A, caches = forward_by_blocks(recipe, parameters, X, masks)
    kinds = recipe.activations
    # The output layer alone is a model of one layer, whose dA0 is what comes back to the hidden ones.
    grads = blocks.L_model_backward(A, Y, caches[-1:], kinds[-1:], recipe.cost)
    pairs, dA = [(grads["dW1"], grads["db1"])], grads["dA0"]
    for mask, cache, kind in zip(masks[::-1], caches[-2::-1], kinds[-2::-1], strict=True):
        dA, dW, db = blocks.linear_activation_backward(dA * mask, cache, kind)
        pairs.insert(0, (dW, db))
    return Parameters.from_layers(pairs).theta


def forward_by_blocks(
    recipe: Recipe, parameters: Parameters, X: Array, masks: list[Array]
) -> tuple[blocks.Array, list[blocks.Cache]]:
    """A[L] and the caches of all layers."""
    A: blocks.Array = X
    caches = []
    for (W, b), kind, mask in zip(parameters.layers, recipe.activations, [*masks, np.ones(1)], strict=True):
        A, cache = blocks.linear_activation_forward(A, W, b, kind)
        A = A * mask
        caches.append(cache)
    return A, caches


def outputs_of_layers(recipe: Recipe, parameters: Parameters, X: NDArray[np.floating]) -> list[NDArray[np.floating]]:
    """A[1], ..., A[L-1] and Z[L] over all examples, put together from the blocks of the forward pass."""
    blocks_of_outputs = [[A.copy() for A in outputs] for _, outputs in layer_outputs(recipe, parameters, X)]
    return [np.hstack(parts) for parts in zip(*blocks_of_outputs, strict=True)]


def from_dict(named: dict[str, Array]) -> Parameters:
    """The flat form of W1, b1, ..., WL, bL."""
    count = len(named) // 2
    return Parameters.from_layers((named[f"W{number}"], named[f"b{number}"]) for number in range(1, count + 1))


def assert_close(actual: Parameters, expected: Parameters, tolerance: float = 1e-12) -> None:
    """Equal shapes, and every number equal to `tolerance`, relative above 1 and absolute below."""
    assert actual.sizes == expected.sizes
    np.testing.assert_allclose(actual.theta, expected.theta, rtol=tolerance, atol=tolerance)


def assert_close_to_the_largest(actual: Array, expected: Array, tolerance: float = 1e-12) -> None:
    """Every number equal to `tolerance` times the largest, or times 1 where all are smaller.

    A sum of terms of the size of the largest, taken in another order, differs by so much even where it cancels to
    almost nothing: relative to itself a small number could not be as exact.
    """
    largest = max(1.0, float(np.abs(expected).max(initial=0.0)))
    np.testing.assert_allclose(actual, expected, rtol=0.0, atol=tolerance * largest)


def assert_same_state(actual: State, expected: State) -> None:
    """Everything the next update follows from, to the bit."""
    assert actual.parameters == expected.parameters
    assert (actual.iteration, actual.cursor) == (expected.iteration, expected.cursor)
    assert actual.moments.updates == expected.moments.updates
    np.testing.assert_array_equal(actual.moments.v, expected.moments.v)
    np.testing.assert_array_equal(actual.moments.s, expected.moments.s)

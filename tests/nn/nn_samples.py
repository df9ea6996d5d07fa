"""What the tests of the mathematics share: random networks with examples, and descent by the readable blocks."""

from dataclasses import dataclass

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.batches import Cursor, epoch_order
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Initialization, Optimizer, Recipe

Array = NDArray[np.float64]


def examples_of(count: int) -> settings:
    """So many Hypothesis examples, and nothing that a slow machine could fail."""
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@dataclass(frozen=True)
class Task:
    """A network with its starting weights and the examples it is to learn."""

    recipe: Recipe
    parameters: Parameters
    X: Array
    Y: Array
    seed: int

    @property
    def m(self) -> int:
        return self.X.shape[1]


def task_of(recipe: Recipe, m: int, seed: int = 0) -> Task:
    """Random examples and random weights; the biases are random too, since zeros would hide a mistake in them."""
    rng = np.random.default_rng(seed)
    drawn = starting_parameters(recipe, seed)
    shifted = Parameters(drawn.sizes, drawn.theta + 0.1 * rng.standard_normal(drawn.theta.shape))
    X = rng.standard_normal((2, m))
    Y = rng.integers(0, 2, (1, m)).astype(np.float64)
    return Task(recipe, shifted, X, Y, seed)


def recipe_of(*layers: tuple[int, str], learning_rate: float = 0.3, batch_size: int | None = None) -> Recipe:
    """Pairs (units, activation), from the front to the back."""
    hidden = tuple(HiddenLayer(units, activation) for units, activation in layers)
    return Recipe(hidden, optimizer=Optimizer(learning_rate=learning_rate), batch_size=batch_size)


@st.composite
def tasks(draw: st.DrawFn, max_layers: int = 5, max_units: int = 9, max_m: int = 60, batches: bool = False) -> Task:
    layer = st.builds(HiddenLayer, st.integers(1, max_units), st.sampled_from(sorted(ACTIVATIONS)))
    m = draw(st.integers(1, max_m))
    recipe = Recipe(
        hidden=tuple(draw(st.lists(layer, max_size=max_layers))),
        initialization=Initialization("xavier"),
        optimizer=Optimizer(learning_rate=draw(st.floats(0.01, 0.5))),
        batch_size=draw(st.integers(1, m + 3)) if batches else None,
    )
    return task_of(recipe, m, draw(st.integers(0, 2**31)))


def descend_by_blocks(task: Task, steps: int, cursor: Cursor = Cursor()) -> Parameters:  # noqa: B008
    """The parameters after so many updates, each written out in the course's building blocks."""
    named, activations, m = task.parameters.as_dict(), task.recipe.activations, task.m
    batch = min(task.recipe.batch_size or m, m)
    epoch, taken = cursor.epoch, cursor.taken
    for _ in range(steps):
        order = epoch_order(m, task.seed, epoch) if batch < m else np.arange(m)
        chosen = order[taken : taken + batch]
        X, Y = task.X[:, chosen], task.Y[:, chosen]
        AL, caches = blocks.L_model_forward(X, named, activations)
        grads = blocks.L_model_backward(AL, Y, caches, activations)
        named = blocks.update_parameters(named, grads, task.recipe.optimizer.learning_rate)
        taken += len(chosen)
        if taken == m:
            epoch, taken = epoch + 1, 0
    return from_dict(named)


def from_dict(named: dict[str, Array]) -> Parameters:
    """The flat form of W1, b1, ..., WL, bL."""
    count = len(named) // 2
    return Parameters.from_layers((named[f"W{number}"], named[f"b{number}"]) for number in range(1, count + 1))


def assert_close(actual: Parameters, expected: Parameters, tolerance: float = 1e-12) -> None:
    """Equal shapes, and every number equal to `tolerance`, relative above 1 and absolute below."""
    assert actual.sizes == expected.sizes
    np.testing.assert_allclose(actual.theta, expected.theta, rtol=tolerance, atol=tolerance)

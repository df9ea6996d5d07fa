"""What the tests of the X-ray share: random examples in the plane, a network done by hand, and walking the lines."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from nn_samples import Array, Task, assert_close_to_the_largest
from numpy.typing import NDArray

from neural_sketchpad.insight.xray.line import Line
from neural_sketchpad.insight.xray.lines import lines_of
from neural_sketchpad.insight.xray.phases import phases
from neural_sketchpad.insight.xray.xray import Xray, take_xray
from neural_sketchpad.nn.engine import State
from neural_sketchpad.nn.features import InputMap
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe


def in_the_plane(task: Task) -> tuple[Task, Array]:
    """The task over all its examples at once and without dropout, at points (2, m) of the plane."""
    points = np.random.default_rng(task.seed + 1).standard_normal((2, task.m))
    recipe = replace(task.recipe, batch_size=None, regularization=replace(task.recipe.regularization, dropout=0.0))
    return replace(task, recipe=recipe, X=InputMap(recipe.features)(points).astype(np.float64)), points


def first(task: Task, points: Array, m: int) -> tuple[Task, Array]:
    """The first m of its examples."""
    return replace(task, X=task.X[:, :m], Y=task.Y[:, :m]), points[:, :m]


def xray_of(task: Task, points: Array, state: State | None = None) -> Xray:
    start = task.start if state is None else state
    return take_xray(task.recipe, InputMap(task.recipe.features), start, points, task.Y)


def assert_close(actual: NDArray[np.floating], expected: NDArray[np.floating]) -> None:
    """Equal to 1e-12 of the largest number."""
    assert_close_to_the_largest(actual.astype(np.float64), expected.astype(np.float64))


def by_hand(optimizer: Optimizer | None = None) -> Xray:
    """A network 2-2-1 with ReLU and a linear output, at x = (1, 2) with y = 2, whose numbers a reader can check."""
    recipe = Recipe(
        (HiddenLayer(2, "relu"),), "linear", "squared_error", optimizer=optimizer or Optimizer(learning_rate=0.5)
    )
    W1, b1 = np.array([[1.0, 2.0], [-1.0, 0.5]]), np.array([[0.5], [-0.25]])
    W2, b2 = np.array([[0.5, -0.5]]), np.array([[0.25]])
    state = State.start(Parameters.from_layers([(W1, b1), (W2, b2)]))
    return take_xray(recipe, InputMap(), state, np.array([[1.0], [2.0]]), np.array([[2.0]]))


def unfolded(line: Line) -> Iterator[Line]:
    """The line and everything that it unfolds to."""
    yield line
    for child in line.children():
        yield from unfolded(child)


def all_lines(xray: Xray, digits: int = 4) -> list[Line]:
    """Every line of every phase, with all that they unfold to."""
    return [found for phase in phases(xray) for line in lines_of(xray, phase, digits) for found in unfolded(line)]

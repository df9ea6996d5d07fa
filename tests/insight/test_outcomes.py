"""Which classes are taken for which, and how far values are off: against counts made by hand."""

import numpy as np
import pytest

from neural_sketchpad.insight.outcomes import confusion, errors
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe

X = np.array([[-2.0, -1.0, 1.0, 2.0, 3.0], [0.0, 0.0, 0.0, 0.0, 0.0]])


def test_two_classes_are_told_apart_by_the_sign_of_z() -> None:
    parameters = Parameters((2, 1), np.array([1.0, 0.0, 0.0]))  # z = x1
    Y = np.array([[0.0, 1.0, 1.0, 0.0, 1.0]])

    assert confusion(Recipe(hidden=()), parameters, X, Y).tolist() == [[1, 1], [1, 2]]


def test_of_several_classes_the_largest_z_counts() -> None:
    recipe = Recipe(hidden=(), output="softmax", outputs=3)
    # z = (0, x1, 2 x1 - 2): class 0 below 0, class 1 up to 2, class 2 beyond
    parameters = Parameters((2, 3), np.array([0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 2.0, 0.0, -2.0]))
    Y = np.eye(3)[[0, 2, 1, 1, 2]].T

    assert confusion(recipe, parameters, X, Y).tolist() == [[1, 0, 0], [0, 2, 0], [1, 0, 1]]


def test_no_examples_are_confused_with_nothing() -> None:
    parameters = Parameters((2, 1), np.zeros(3))
    assert confusion(Recipe(hidden=()), parameters, X[:, :0], np.empty((1, 0))).tolist() == [[0, 0], [0, 0]]


def test_errors_of_values() -> None:
    recipe = Recipe(hidden=(), output="linear", cost="squared_error")
    parameters = Parameters((2, 1), np.array([1.0, 0.0, 0.0]))
    found = errors(recipe, parameters, X, X[:1] + np.array([[0.0, 1.0, -1.0, 0.0, 3.0]]))

    assert (found.mean, found.largest) == (1.0, 3.0)
    assert found.root_mean_square == pytest.approx(np.sqrt(11 / 5))

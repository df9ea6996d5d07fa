"""What a network makes of examples, told apart: which classes are taken for which, or how far values are off."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.evaluation import told_class
from neural_sketchpad.nn.forward import logits
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Errors:
    """The mean and the largest |ŷ − y|, and the root of the mean of its square."""

    mean: float
    root_mean_square: float
    largest: float


def confusion(recipe: Recipe, parameters: Parameters, X: NDArray[np.floating], Y: Array) -> NDArray[np.int64]:
    """How many examples A[0] X (n[0], m) of each class of Y (n[L], m), the rows, are taken for each class, the columns.

    A class is told as `nn.evaluation` does it; the recipe must be one for classes.
    """
    classes = max(2, recipe.outputs)
    true, told = told_class(Y - 0.5), told_class(logits(recipe, parameters, X))
    return np.bincount(classes * true + told, minlength=classes**2).reshape(classes, classes).astype(np.int64)


def errors(recipe: Recipe, parameters: Parameters, X: NDArray[np.floating], Y: Array) -> Errors:
    """How far the predictions for A[0] X (n[0], m) are from the values Y (1, m), m >= 1."""
    with np.errstate(all="ignore"):
        off = np.abs(recipe.head.predict(logits(recipe, parameters, X)) - Y)
        return Errors(float(off.mean()), float(np.sqrt(np.mean(off**2))), float(off.max()))

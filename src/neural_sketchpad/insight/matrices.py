"""The matrices of a network by the names the course gives them: their shapes, and their numbers at this moment."""

from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.experiment.experiment import Examples
from neural_sketchpad.insight.xray.xray import take_xray
from neural_sketchpad.training.run import Run

Array = NDArray[np.floating]

SHAPES = MappingProxyType(
    {
        "W": ("n[l]", "n[l−1]"),
        "dW": ("n[l]", "n[l−1]"),
        "b": ("n[l]", "1"),
        "db": ("n[l]", "1"),
        "Z": ("n[l]", "m"),
        "A": ("n[l]", "m"),
        "dZ": ("n[l]", "m"),
    }
)
"""The letters of a layer's matrices and their shapes, those of the same shape beside each other."""

MOST_EXAMPLES, FEWEST_EXAMPLES = 2000, 100
MOST_NUMBERS = 100_000
"""So many examples are looked into; fewer where a network has more activations than this for them."""
MOST_FOR_GRADIENT = 400_000
"""Up to so many activations the gradient is that of all examples."""


@dataclass(frozen=True)
class Matrix:
    """A matrix of layer l: one of the letters of SHAPES from l = 1; A[0] are the inputs."""

    letter: str
    layer: int

    def __str__(self) -> str:
        return f"{self.letter}[{self.layer}]"

    def exists_in(self, sizes: tuple[int, ...]) -> bool:
        """Whether a network n[0..L] has it."""
        return (self.letter == "A" if self.layer == 0 else self.letter in SHAPES) and 0 <= self.layer < len(sizes)

    def shape(self, sizes: tuple[int, ...], m: int) -> tuple[int, int]:
        """Its rows and columns in a network n[0..L] with m examples."""
        numbers = {"n[l]": sizes[self.layer], "n[l−1]": sizes[self.layer - 1], "m": m, "1": 1}
        rows, columns = SHAPES[self.letter]
        return numbers[rows], numbers[columns]

    @property
    def formula(self) -> str:
        """Its shape in letters: n[2] × n[1]."""
        rows, columns = SHAPES[self.letter]
        return f"{rows} × {columns}".replace("l−1", str(self.layer - 1)).replace("l", str(self.layer))


@dataclass(frozen=True, eq=False)
class Numbers:
    """The numbers of a matrix, read-only, from the first `examples` of the m training examples (0 where from none)."""

    matrix: Matrix
    values: Array
    examples: int
    m: int


def read_numbers(run: Run, train: Examples, matrix: Matrix) -> Numbers | None:
    """The numbers of a matrix that the run's network has; None where there are no examples to tell them from.

    dZ has a column for the loss of each example; dW and db belong to their mean J, without penalties and dropout.
    """
    layer = matrix.layer
    if matrix.letter in ("W", "b"):
        W, b = run.parameters.layers[layer - 1]
        return Numbers(matrix, W if matrix.letter == "W" else b, 0, train.m)
    count = examples_read(matrix.letter, train.m, run.parameters.sizes)
    if count == 0:
        return None
    recipe, inputs, Y = run.experiment.recipe, run.experiment.input_map, train.Y[:, :count]
    backward = matrix.letter.startswith("d")
    xray = take_xray(recipe, inputs, run.state, train.points[:, :count], Y if backward else None)
    if layer == 0:
        values = xray.forward[0].A_prev
    else:
        values = getattr(xray.backward[layer - 1] if backward else xray.forward[layer - 1], matrix.letter)
    return Numbers(matrix, values, count, train.m)


def examples_read(letter: str, m: int, sizes: tuple[int, ...]) -> int:
    """From how many of m examples a network n[0..L] is read: of gradients all of them, where that can be afforded."""
    if letter in ("dW", "db") and m * sum(sizes) <= MOST_FOR_GRADIENT:
        return m
    return min(m, MOST_EXAMPLES, max(FEWEST_EXAMPLES, MOST_NUMBERS // sum(sizes)))

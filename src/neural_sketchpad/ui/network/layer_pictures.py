"""What the network panel shows of each layer, as plain arrays: maps of the units and the spread of activations."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.activations import ACTIVATIONS, sigmoid
from neural_sketchpad.nn.fields import cell_centres, grid, layer_maps
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.training.run import Run
from neural_sketchpad.ui.canvas.viewport import Viewport

Single = NDArray[np.float32]

BINS = 32
MOST_EXAMPLES = 2000
"""The spread is taken over so many training examples at the most, evenly chosen."""
MOST_WORK = 100_000_000
"""Multiplications for the maps, and as many for the spread: larger networks get coarser maps and fewer examples."""
FEWEST_CELLS, FEWEST_EXAMPLES = 3, 10


def affordable(parameters: Parameters, cells: int, examples: int) -> tuple[int, int]:
    """How many cells a side and examples the work allows, at most those asked for."""
    points = MOST_WORK // parameters.theta.size
    return max(FEWEST_CELLS, min(cells, math.isqrt(points))), max(FEWEST_EXAMPLES, min(examples, points))


@dataclass(frozen=True, eq=False)
class LayerPicture:
    """`shades` (units, cells, cells) are places in a table of 256 colours between the values `low` and `high`.

    `counts` (BINS,) is how many activations, of all units over `examples` examples, fall into equal parts of
    [`floor`, `ceiling`].
    """

    shades: NDArray[np.uint8]
    low: float
    high: float
    counts: NDArray[np.int64]
    floor: float
    ceiling: float
    examples: int


def layer_pictures(
    run: Run, viewport: Viewport, cells: int, shown_units: Sequence[int], examples: Single
) -> list[LayerPicture]:
    """A picture for each layer 1..L, of its first `shown_units[l-1]` units, over the viewport.

    The maps have `cells` by `cells` cells and the spread is that over `examples` (2, k), or fewer for large networks.
    """
    recipe, parameters = run.experiment.recipe, run.parameters
    cells, count = affordable(parameters, cells, examples.shape[1])
    examples = examples[:, :: max(1, -(-examples.shape[1] // count))]
    x1 = cell_centres(*viewport.x1_range, cells)
    x2 = cell_centres(*viewport.x2_range, cells)[::-1]
    maps = layer_maps(recipe, parameters, grid(x1, x2))
    spreads = layer_maps(recipe, parameters, examples)
    for values in (maps, spreads):
        with np.errstate(all="ignore"):
            values[-1] = sigmoid(values[-1])  # type: ignore[arg-type, assignment]
    return [
        _picture(name, np.nan_to_num(units[:shown]), np.nan_to_num(spread), cells)
        for name, units, spread, shown in zip(recipe.activations, maps, spreads, shown_units, strict=True)
    ]


def some_examples(experiment: Experiment) -> Single:
    """Training examples for the spread, (2, k) with k at most MOST_EXAMPLES."""
    train, _ = experiment.examples()
    chosen = np.linspace(0, train.m - 1, min(train.m, MOST_EXAMPLES)).astype(np.intp)
    return train.X[:, chosen].astype(np.float32)


def _picture(activation: str, units: Single, spread: Single, cells: int) -> LayerPicture:
    bounds = ACTIVATIONS[activation].bounds
    if bounds is None:
        reach = round_up(float(np.abs(units).max(initial=0.0)))
        low, high = -reach, reach
        floor = 0.0 if activation == "relu" else -round_up(float(-spread.min(initial=0.0)))
        ceiling = round_up(float(spread.max(initial=0.0)))
    else:
        low, high = floor, ceiling = bounds
    shades = ((units - low) * np.float32(255.0 / (high - low))).clip(0.0, 255.0).astype(np.uint8)
    counts, _ = np.histogram(spread, bins=BINS, range=(floor, ceiling))
    return LayerPicture(shades.reshape(-1, cells, cells), low, high, counts, floor, ceiling, spread.shape[1])


def round_up(value: float) -> float:
    """The next of 1, 2 or 5 times a power of ten, at least 0.1: an axis that does not tremble with its data."""
    if not 0.1 < value < 1e30:
        return 0.1 if value <= 0.1 else 1e30
    power = 10.0 ** math.floor(math.log10(value))
    return next((factor * power for factor in (1.0, 2.0, 5.0) if factor * power >= value), 10.0 * power)

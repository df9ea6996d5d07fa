"""What the network panel shows of each layer, as plain arrays: maps of the units and the spread of activations."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.activations import Activation
from neural_sketchpad.nn.fields import cell_centres, grid, layer_maps
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.training.run import Run
from neural_sketchpad.ui.canvas.value_scale import round_up, value_scale, value_shades
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.tables import Colours, Shades, class_shades, shades_of

Single = NDArray[np.float32]
Floats = NDArray[np.floating]

BINS = 32
MOST_EXAMPLES = 2000
"""The spread is taken over so many training examples at the most, evenly chosen."""
MOST_WORK = 100_000_000
"""Multiplications for the maps, and as many for the spread: larger networks get coarser maps and fewer examples."""
NEVER_NEGATIVE = ("relu", "softplus")
"""Activations whose axis begins at 0."""
FEWEST_CELLS, FEWEST_EXAMPLES = 3, 10


def affordable(parameters: Parameters, cells: int, examples: int) -> tuple[int, int]:
    """How many cells a side and examples the work allows, at most those asked for."""
    points = MOST_WORK // parameters.theta.size
    return max(FEWEST_CELLS, min(cells, math.isqrt(points))), max(FEWEST_EXAMPLES, min(examples, points))


@dataclass(frozen=True, eq=False)
class LayerPicture:
    """`shades` (units, cells, cells) are places in the table of `colours`.

    `counts` (BINS,) is how many activations, of all units over `examples` examples, fall into equal parts of
    [`floor`, `ceiling`].
    """

    shades: Shades
    counts: NDArray[np.int64]
    floor: float
    ceiling: float
    examples: int
    colours: Colours = Colours.PLANE


def layer_pictures(
    run: Run, viewport: Viewport, cells: int, shown_units: Sequence[int], examples: Single
) -> list[LayerPicture]:
    """A picture for each layer 1..L, of its first `shown_units[l-1]` units, over the viewport.

    The maps have `cells` by `cells` cells and the spread is that over the points `examples` (2, k), or fewer for large
    networks.
    """
    network, recipe = run.network, run.experiment.recipe
    cells, count = affordable(run.parameters, cells, examples.shape[1])
    examples = examples[:, :: max(1, -(-examples.shape[1] // count))]
    x1 = cell_centres(*viewport.x1_range, cells)
    x2 = cell_centres(*viewport.x2_range, cells)[::-1]
    maps = layer_maps(network, grid(x1, x2))
    spreads = layer_maps(network, examples)
    with np.errstate(all="ignore"):
        Y_map, Y_spread = (np.nan_to_num(recipe.head.predict(np.nan_to_num(Z))) for Z in (maps[-1], spreads[-1]))
    pictures = [
        _hidden_picture(layer.function, np.nan_to_num(units[:shown]), np.nan_to_num(spread), cells)
        for layer, units, spread, shown in zip(recipe.hidden, maps[:-1], spreads[:-1], shown_units[:-1], strict=True)
    ]
    return [*pictures, _output_picture(run.experiment, Y_map, Y_spread, cells)]


def some_examples(experiment: Experiment) -> Single:
    """Training points for the spread, (2, k) with k at most MOST_EXAMPLES."""
    train, _ = experiment.examples()
    chosen = np.linspace(0, train.m - 1, min(train.m, MOST_EXAMPLES)).astype(np.intp)
    return train.points[:, chosen].astype(np.float32)


def _hidden_picture(function: Activation, units: Single, spread: Single, cells: int) -> LayerPicture:
    if function.bounds is None:
        reach = round_up(float(np.abs(units).max(initial=0.0)))
        low, high = -reach, reach
        floor, ceiling = _axis(spread, from_zero=function.name in NEVER_NEGATIVE)
    else:
        low, high = floor, ceiling = function.bounds
    shades = shades_of(units, low, high).reshape(-1, cells, cells)
    return LayerPicture(shades, _counts(spread, floor, ceiling), floor, ceiling, spread.shape[1])


def _output_picture(experiment: Experiment, values: Floats, spread: Floats, cells: int) -> LayerPicture:
    """The predictions ŷ: a map in each class's colour, or one in the colours of the plane."""
    recipe, colours = experiment.recipe, Colours.PLANE
    if recipe.head.is_regression:
        floor, ceiling = _axis(spread, from_zero=recipe.output == "relu")
        shades, colours = value_shades(values, value_scale(experiment.dataset.targets)), Colours.VALUES
    else:
        floor, ceiling = 0.0, 1.0
        shades = shades_of(values, 0.0, 1.0)
    if recipe.outputs > 1:
        colours = Colours.CLASSES
        shades = np.stack([class_shades(label, unit) for label, unit in enumerate(shades)])
    counts = _counts(spread, floor, ceiling)
    return LayerPicture(shades.reshape(-1, cells, cells), counts, floor, ceiling, spread.shape[1], colours)


def _axis(spread: Floats, *, from_zero: bool) -> tuple[float, float]:
    """Round ends round the values, or from 0 on."""
    floor = 0.0 if from_zero else -round_up(float(-spread.min(initial=0.0)))
    return floor, round_up(float(spread.max(initial=0.0)))


def _counts(spread: Floats, floor: float, ceiling: float) -> NDArray[np.int64]:
    counts, _ = np.histogram(spread, bins=BINS, range=(floor, ceiling))
    return counts

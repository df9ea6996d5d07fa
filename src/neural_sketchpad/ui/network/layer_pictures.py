"""What every unit computes over the plane, as plain arrays of shades."""

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

Floats = NDArray[np.floating]

MOST_WORK = 100_000_000
"""Multiplications for all maps together: larger networks get coarser ones."""
FEWEST_CELLS = 3


def affordable(parameters: Parameters, cells: int) -> int:
    """How many cells a side the work allows, at most those asked for."""
    return max(FEWEST_CELLS, min(cells, math.isqrt(MOST_WORK // parameters.theta.size)))


@dataclass(frozen=True, eq=False)
class LayerPicture:
    """`shades` (units, cells, cells) are places in the table of `colours`.

    `lows` and `highs` (units,) are the smallest and the largest value each unit has in the part of the plane shown.
    """

    shades: Shades
    lows: Floats
    highs: Floats
    colours: Colours = Colours.PLANE


def layer_pictures(run: Run, viewport: Viewport, shown: Sequence[int], cells: Sequence[int]) -> list[LayerPicture]:
    """For each layer 0..L its first `shown[l]` units over the viewport, in `cells[l]` by `cells[l]` cells."""
    network, recipe = run.network, run.experiment.recipe
    finest = affordable(run.parameters, max(cells))
    x1 = cell_centres(*viewport.x1_range, finest)
    x2 = cell_centres(*viewport.x2_range, finest)[::-1]
    points = grid(x1, x2)
    inputs, maps = network.inputs(points), layer_maps(network, points)
    with np.errstate(all="ignore"):
        Y = _finite(recipe.head.predict(_finite(maps[-1])))
    pictures = [
        _input_picture(inputs[: shown[0]]),
        *(
            _hidden_picture(layer.function, _finite(units[:count]))
            for layer, units, count in zip(recipe.hidden, maps[:-1], shown[1:-1], strict=True)
        ),
        _output_picture(run.experiment, Y[: shown[-1]]),
    ]
    return [_resampled(picture, finest, count) for picture, count in zip(pictures, cells, strict=True)]


def _input_picture(inputs: Floats) -> LayerPicture:
    """Each input on a scale of its own: x² is far larger than x, and both are to be seen."""
    return _picture(inputs, np.stack([_symmetric(unit) for unit in inputs]))


def _hidden_picture(function: Activation, units: Floats) -> LayerPicture:
    """The units of a layer on one scale, so that they can be compared."""
    return _picture(units, _symmetric(units) if function.bounds is None else shades_of(units, *function.bounds))


def _symmetric(values: Floats) -> Shades:
    """On a round scale with 0 in its middle."""
    reach = round_up(float(np.abs(values).max(initial=0.0)))
    return shades_of(values, -reach, reach)


def _output_picture(experiment: Experiment, values: Floats) -> LayerPicture:
    """The predictions ŷ: a map in each class's colour, or one in the colours of the plane."""
    recipe = experiment.recipe
    if recipe.head.is_regression:
        return _picture(values, value_shades(values, value_scale(experiment.dataset.targets)), Colours.VALUES)
    shades = shades_of(values, 0.0, 1.0)
    if recipe.outputs == 1:
        return _picture(values, shades)
    of_classes = [class_shades(label, unit) for label, unit in enumerate(shades)]
    return _picture(values, np.stack(of_classes), Colours.CLASSES)


def _finite(values: Floats) -> Floats:
    """The same without what is infinite or undefined; most often there is nothing to do."""
    return values if np.isfinite(values).all() else np.nan_to_num(values)


def _picture(values: Floats, shades: Shades, colours: Colours = Colours.PLANE) -> LayerPicture:
    return LayerPicture(shades, values.min(axis=1), values.max(axis=1), colours)


def _resampled(picture: LayerPicture, finest: int, cells: int) -> LayerPicture:
    """From (units, finest * finest) shades to (units, cells, cells), each the nearest."""
    shades = picture.shades.reshape(-1, finest, finest)
    if cells != finest:
        nearest = ((np.arange(cells) + 0.5) * finest / cells).astype(np.intp)
        shades = shades[:, nearest[:, None], nearest]
    return LayerPicture(shades, picture.lows, picture.highs, picture.colours)

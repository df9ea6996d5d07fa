"""From a run to the picture of what a layer of it does to the plane."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.split import Split, test_mask
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.insight.notation import subscript
from neural_sketchpad.nn.features import FEATURES
from neural_sketchpad.nn.fields import Single
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.nn.space import (
    LINES,
    Perspective,
    across_border,
    along_principal,
    along_units,
    carried,
    output_borders,
    output_from,
    plane_grid,
)
from neural_sketchpad.nn.straight_lines import Range
from neural_sketchpad.ui.canvas.value_scale import value_scale, value_shades
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.charts.space_picture import Array, Scene
from neural_sketchpad.ui.view_model import OUTPUT, Axes, View

MOST_POINTS, FEWEST_POINTS = 1500, 300
FINEST, COARSEST = 49, 17
"""So many points, and places of a line of the grid: fewer in a network that is dear to go through."""
MOST_WORK = 20_000_000
"""Parameters times places that are carried through for one picture."""
FILLED = 0.55
"""An axis is drawn anew where its points fill less of it than this, or come too near to its ends."""
MARGIN, LEAST = 0.1, 0.02
"""Of an axis left free on either side when it is drawn anew, and at the least."""
GOLDEN = 0.618034
"""Multiples of the golden ratio spread evenly, however many there are."""


@dataclass(frozen=True)
class Aspect:
    """Layer l from 0 to L, and what stands on the axes: two units, or the only one there is, or directions."""

    layer: int
    axes: Axes | tuple[int, ...]

    @classmethod
    def of(cls, view: View, recipe: Recipe) -> "Aspect":
        """What the view asks for, or what comes nearest where this network has no such layer or units."""
        last = len(recipe.hidden)
        if view.space_layer is None:
            layer = last
        elif view.space_layer == OUTPUT:
            layer = last + 1 if recipe.outputs > 1 else last
        else:
            layer = min(view.space_layer, last)
        offered, wanted = axes_of(recipe, layer), view.space_axes
        if isinstance(wanted, tuple) and recipe.sizes[layer] > max(1, *wanted):
            return cls(layer, wanted)
        return cls(layer, wanted if wanted in offered else offered[0])


def axes_of(recipe: Recipe, layer: int) -> list[Axes | tuple[int, ...]]:
    """From where the space of a layer can be looked at, the most telling first."""
    n = recipe.sizes[layer]
    if n == 1:
        return [(0,)]
    if n == 2:
        return [(0, 1)]
    if layer >= len(recipe.hidden) and not recipe.head.is_regression:
        return [Axes.BORDER, Axes.PRINCIPAL]
    return [Axes.PRINCIPAL]


@dataclass(frozen=True, eq=False)
class Sample:
    """What is carried through the network, and what of it does not change while a run goes on.

    `X` are some of the points of a document, evenly chosen, and behind them the places of the grid; `detail` is how
    many points at the most, and places of a line of the grid. The rest belongs to the points.
    """

    dataset: Dataset
    split: Split
    detail: tuple[int, int]
    X: Single
    targets: Array
    kinds: list[int]
    held_out: list[bool]

    @classmethod
    def of(cls, experiment: Experiment, detail: tuple[int, int]) -> "Sample":
        dataset, split, (most, places) = experiment.dataset, experiment.split, detail
        chosen = slice(None, None, max(1, -(-dataset.m // most)))
        kinds: NDArray[np.integer] = dataset.labels
        if dataset.is_regression:
            kinds = value_shades(dataset.targets, value_scale(dataset.targets))
        held_out = test_mask(dataset.serials, split)
        region = Viewport().fitted(dataset.X)
        grid = plane_grid(region.x1_range, region.x2_range, places)
        X = np.hstack([dataset.X[:, chosen].astype(np.float32), grid])
        targets = dataset.targets[chosen]
        return cls(dataset, split, detail, X, targets, kinds[chosen].tolist(), held_out[chosen].tolist())

    def is_of(self, experiment: Experiment, detail: tuple[int, int]) -> bool:
        same_points = self.dataset is experiment.dataset and self.split == experiment.split
        return same_points and self.detail == detail

    @property
    def m(self) -> int:
        """How many points there are; the places of the grid come behind them."""
        return len(self.kinds)


@dataclass(frozen=True, eq=False)
class Shown:
    """A scene and what it was made of, from which the next one goes on; `sample` holds its points."""

    aspect: Aspect
    perspective: Perspective
    sample: Sample
    scene: Scene


def show(experiment: Experiment, network: Network, aspect: Aspect, before: Shown | None) -> Shown | None:
    """The picture of this moment, steady against the one `before`; None where numbers are too large to be drawn."""
    share = min(1.0, MOST_WORK / (network.parameters.theta.size * (MOST_POINTS + 2 * LINES * FINEST)))
    detail = max(FEWEST_POINTS, round(share * MOST_POINTS)), max(COARSEST, round(share * FINEST))
    if before is not None and before.sample.is_of(experiment, detail):
        sample = before.sample
    else:
        sample = Sample.of(experiment, detail)
    m, A = sample.m, carried(network, aspect.layer, sample.X)
    if not np.isfinite(A).all():
        return None
    if before is not None and (before.aspect, len(before.perspective.base)) != (aspect, len(A)):
        before = None
    seen = _perspective(network, aspect, A[:, :m] if m else A, None if before is None else before.perspective)
    return Shown(aspect, seen, sample, _scene(network, aspect, seen, sample, A, before))


def _perspective(network: Network, aspect: Aspect, A: Single, before: Perspective | None) -> Perspective:
    if isinstance(aspect.axes, tuple):
        return along_units(A, aspect.axes)
    output = output_from(network, aspect.layer)
    if aspect.axes is Axes.BORDER and output is not None:
        return across_border(A, *output, before)
    return along_principal(A, before)


def _scene(
    network: Network, aspect: Aspect, seen: Perspective, sample: Sample, A: Single, before: Shown | None
) -> Scene:
    m, former = sample.m, None if before is None else before.scene
    places = seen.coordinates(A)
    if len(places) == 1:
        heights = sample.targets if sample.dataset.is_regression else _side_by_side(sample.targets)
        places = np.vstack([places, np.concatenate([heights, np.zeros(A.shape[1] - m)])])
        grid = np.empty((0, 0, 2))  # all its lines would be one
    else:
        grid = places[:, m:].T.reshape(2 * LINES, -1, 2)
    drawn = places[:, :m] if m else places
    x_range = steady_range(drawn[0], None if former is None else former.x_range)
    y_range = steady_range(drawn[1], None if former is None else former.y_range)
    output = None if network.recipe.head.is_regression else output_from(network, aspect.layer)
    borders = np.empty((0, 4)) if output is None else output_borders(*output, seen, x_range, y_range)
    return Scene(
        grid,
        places[:, :m].T,
        sample.kinds,
        sample.held_out,
        sample.dataset.is_regression,
        borders,
        is_exact(network.recipe, aspect),
        x_range,
        y_range,
        axis_names(network.recipe, aspect, seen),
    )


def is_exact(recipe: Recipe, aspect: Aspect) -> bool:
    """Whether every point is seen on its own side of the borders; else these are cuts through the points' mean."""
    if recipe.sizes[aspect.layer] <= 2:
        return True
    return aspect.axes is Axes.BORDER and recipe.outputs <= 3


def steady_range(values: NDArray[np.floating], before: Range | None) -> Range:
    """An axis on which all values stand; the one before where they still do and fill a good part of it."""
    if not values.size:
        return (0.0, 1.0)
    low, high = float(values.min()), float(values.max())
    if before is not None:
        width = before[1] - before[0]
        inside = before[0] + LEAST * width <= low and high <= before[1] - LEAST * width
        if inside and high - low > FILLED * width:
            return before
    margin = MARGIN * (high - low) or max(0.1, 0.1 * abs(low))
    return low - margin, high + margin


def coordinate_name(recipe: Recipe, layer: int, unit: int) -> str:
    """x₁, a[2]₃, or z[3]₁ for a logit."""
    if layer == 0:
        return FEATURES[recipe.features[unit]].symbol
    letter = "z" if layer > len(recipe.hidden) else "a"
    return f"{letter}[{layer}]{subscript(unit + 1)}"


def axis_names(recipe: Recipe, aspect: Aspect, seen: Perspective) -> tuple[str, str]:
    """What stands at the bottom and on the left."""
    if isinstance(aspect.axes, tuple):
        names = [coordinate_name(recipe, aspect.layer, unit) for unit in aspect.axes]
        heights = "value y" if recipe.head.is_regression else "class, spread a little"
        return names[0], names[1] if len(names) == 2 else heights
    first, second = (f"{100.0 * share:.0f} %" for share in seen.shares)
    if aspect.axes is Axes.PRINCIPAL:
        return f"1st direction: {first} of the variance", f"2nd direction: {second}"
    if recipe.outputs > 1:
        return f"1st direction of the classes: {first} of the variance", f"2nd direction: {second}"
    a = "x" if aspect.layer == 0 else f"a[{aspect.layer}]"
    return f"distance from the border: (w · {a} + b) / |w|", f"along the border: {second}"


def _side_by_side(labels: Array) -> Array:
    """One row for each class, in which points that fall together are still seen apart."""
    spread: Array = labels + 0.6 * ((GOLDEN * np.arange(len(labels))) % 1.0 - 0.5)
    return spread

"""The diagram made ready for painting: pictures of units in the pixels of the screen, edges by pens, bias dots."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPen

from neural_sketchpad.nn.features import FEATURES
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.ui.colours import CLASS_COLOURS, mixed
from neural_sketchpad.ui.network.diagram_layout import DiagramLayout
from neural_sketchpad.ui.network.edges import HIDDEN, STRONGEST, LayerLevels, network_levels
from neural_sketchpad.ui.network.layer_pictures import LayerPicture
from neural_sketchpad.ui.network.unit_images import column_image
from neural_sketchpad.ui.theme import Theme

THINNEST, THICKEST = 0.8, 6.0
"""Pixels; between small units edges are no thicker than a seventh of their side."""
FLAT, ROUND = Qt.PenCapStyle.FlatCap, Qt.PenCapStyle.RoundCap
RIM = 2.0
"""Pixels by which a bias dot is set off against what is beneath it."""


@dataclass(frozen=True, eq=False)
class Scene:
    """All there is to paint but what is pointed at.

    `symbols` are those of the inputs; `columns[l]` is the picture of layer l's units; `lines` and `dots` come by pens.
    """

    layout: DiagramLayout
    theme: Theme
    symbols: tuple[str, ...]
    columns: tuple[QImage, ...]
    levels: tuple[LayerLevels, ...]
    lines: tuple[tuple[QPen, list[QLineF]], ...]
    dots: tuple[tuple[QPen, list[QPointF]], ...]
    frozen: tuple[QPointF, ...]

    @property
    def drawn(self) -> int:
        """How many edges are drawn."""
        return sum(len(lines) for _, lines in self.lines)


def make_scene(
    layout: DiagramLayout,
    recipe: Recipe,
    parameters: Parameters,
    pictures: Sequence[LayerPicture],
    theme: Theme,
    ratio: float = 1.0,
) -> Scene:
    """The network of the recipe with these parameters and pictures, as far as they fit its shape."""
    fitting = pictures if len(pictures) == len(layout.columns) else [None] * len(layout.columns)
    levels = network_levels(parameters, tuple(column.shown for column in layout.columns))
    return Scene(
        layout,
        theme,
        tuple(FEATURES[name].symbol for name in recipe.features),
        tuple(column_image(*each, theme, ratio) for each in zip(layout.columns, fitting, strict=True)),
        levels,
        _lines(layout, levels, theme),
        _dots(layout, levels, theme),
        tuple(QPointF(*layout.middle(place)) for place in sorted(recipe.frozen_places) if layout.shows(place)),
    )


@cache
def edge_pen(level: int, side: int, theme: Theme) -> QPen:
    """The pen of a level between units of `side` pixels: orange towards class 1, blue towards class 0, grey for 0."""
    size = abs(level)
    if size == 0:
        return _pen(mixed(theme.panel, theme.soft, 0.35), THINNEST, FLAT)
    colour = mixed(theme.panel, CLASS_COLOURS[1 if level > 0 else 0], 0.25 + 0.75 * size / STRONGEST)
    thickest = max(THINNEST, min(THICKEST, side / 7))
    return _pen(colour, THINNEST + (thickest - THINNEST) * (size - 1) / (STRONGEST - 1), FLAT)


def _lines(
    layout: DiagramLayout, levels: tuple[LayerLevels, ...], theme: Theme
) -> tuple[tuple[QPen, list[QLineF]], ...]:
    """The edges by pens, the weakest first."""
    batches: defaultdict[tuple[int, int], list[QLineF]] = defaultdict(list)
    for column, ends, of_layer in zip(layout.columns[1:], layout.gaps, levels, strict=True):
        drawn = of_layer.edges != HIDDEN
        for level, line in zip(of_layer.edges[drawn].tolist(), ends[drawn].tolist(), strict=True):
            batches[level, column.side].append(QLineF(*line))
    ordered = sorted(batches.items(), key=lambda item: (abs(item[0][0]), item[0]))
    return tuple((edge_pen(level, side, theme), lines) for (level, side), lines in ordered)


def _dots(
    layout: DiagramLayout, levels: tuple[LayerLevels, ...], theme: Theme
) -> tuple[tuple[QPen, list[QPointF]], ...]:
    """The bias dots by pens: beneath each a larger one in the colour of the ground, which sets it off."""
    batches: defaultdict[tuple[int, float], list[QPointF]] = defaultdict(list)
    for column, of_layer in zip(layout.columns[1:], levels, strict=True):
        largest = column.dot
        for level, middle in zip(of_layer.biases.tolist(), column.dots, strict=False):
            batches[level, largest].append(QPointF(*middle))
    pens = [(*_dot_pens(level, largest, theme), middles) for (level, largest), middles in batches.items()]
    return (*((rim, middles) for rim, _, middles in pens), *((dot, middles) for _, dot, middles in pens))


@cache
def _dot_pens(level: int, largest: float, theme: Theme) -> tuple[QPen, QPen]:
    """For the rim of a bias dot, and for the dot: the larger the bias, the larger it is."""
    width = 2.0 * largest * (0.55 + 0.45 * abs(level) / STRONGEST)
    colour = QColor(CLASS_COLOURS[1 if level > 0 else 0]) if level else mixed(theme.panel, theme.soft, 0.6)
    return _pen(QColor(theme.panel), width + RIM, ROUND), _pen(colour, width, ROUND)


def _pen(colour: QColor, width: float, cap: Qt.PenCapStyle) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, cap)

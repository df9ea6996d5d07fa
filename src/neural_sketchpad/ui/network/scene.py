"""The diagram made ready for painting: pictures of units in the pixels of the screen, edges by pens, bias dots."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPen

from neural_sketchpad.nn.features import FEATURES
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.ui.colours import CLASS_COLOURS, mixed
from neural_sketchpad.ui.network.diagram_layout import DiagramLayout
from neural_sketchpad.ui.network.edges import HIDDEN, STRONGEST, Levels, edge_levels, levels_of
from neural_sketchpad.ui.network.layer_pictures import LayerPicture
from neural_sketchpad.ui.tables import table
from neural_sketchpad.ui.theme import Theme

THINNEST, THICKEST = 0.8, 6.0
"""Pixels; between small units edges are no thicker than a seventh of their side."""


@dataclass(frozen=True)
class Dot:
    """A bias dot: its middle, its radius, and its colour by sign and size."""

    middle: QPointF
    radius: float
    colour: QColor


@dataclass(frozen=True, eq=False)
class Scene:
    """All there is to paint but what is pointed at.

    `symbols` are those of the inputs; `sheets[l]` holds the pictures of layer l one below the other.
    """

    layout: DiagramLayout
    theme: Theme
    symbols: tuple[str, ...]
    sheets: tuple[QImage | None, ...]
    levels: tuple[Levels, ...]
    lines: tuple[tuple[QPen, list[QLineF]], ...]
    dots: tuple[Dot, ...]
    frozen: tuple[QPointF, ...]

    @property
    def drawn(self) -> int:
        """How many edges are drawn."""
        return sum(len(lines) for _, lines in self.lines)


def make_scene(
    layout: DiagramLayout, recipe: Recipe, parameters: Parameters, sheets: tuple[QImage | None, ...], theme: Theme
) -> Scene:
    """The network of the recipe with these parameters, as far as they fit its shape."""
    levels = edge_levels(parameters, tuple(column.shown for column in layout.columns))
    fits = len(parameters.sizes) == len(layout.columns)
    return Scene(
        layout,
        theme,
        tuple(FEATURES[name].symbol for name in recipe.features),
        sheets,
        levels,
        _lines(layout, levels, theme),
        tuple(_dots(layout, parameters, theme)) if fits else (),
        tuple(QPointF(*layout.middle(place)) for place in _frozen_edges(recipe) if layout.shows(place)),
    )


def sheets_of(pictures: Sequence[LayerPicture], theme: Theme) -> tuple[QImage, ...]:
    """The pictures of each layer in the theme's colours, one below the other in one image."""
    return tuple(_sheet(picture, theme) for picture in pictures)


def edge_pen(level: int, side: int, theme: Theme) -> QPen:
    """The pen of a level between units of `side` pixels: orange towards class 1, blue towards class 0, grey for 0."""
    size = abs(level)
    if size == 0:
        return _pen(mixed(theme.panel, theme.soft, 0.35).name(), THINNEST)
    colour = mixed(theme.panel, CLASS_COLOURS[1 if level > 0 else 0], 0.25 + 0.75 * size / STRONGEST)
    thickest = max(THINNEST, min(THICKEST, side / 7))
    return _pen(colour.name(), THINNEST + (thickest - THINNEST) * (size - 1) / (STRONGEST - 1))


@cache
def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _lines(layout: DiagramLayout, levels: tuple[Levels, ...], theme: Theme) -> tuple[tuple[QPen, list[QLineF]], ...]:
    """The edges by pens, the weakest first."""
    batches: defaultdict[tuple[int, int], list[QLineF]] = defaultdict(list)
    for column, ends, of_gap in zip(layout.columns[1:], layout.gaps, levels, strict=True):
        flat = ends.reshape(-1, 4).tolist()
        for level, line in zip(of_gap.ravel().tolist(), flat, strict=True):
            if level != HIDDEN:
                batches[level, column.side].append(QLineF(*line))
    ordered = sorted(batches.items(), key=lambda item: (abs(item[0][0]), item[0]))
    return tuple((edge_pen(level, side, theme), lines) for (level, side), lines in ordered)


def _dots(layout: DiagramLayout, parameters: Parameters, theme: Theme) -> list[Dot]:
    dots = []
    for column, (_, b) in zip(layout.columns[1:], parameters.layers, strict=True):
        for unit, level in enumerate(levels_of(b[: column.shown, 0]).tolist()):
            size = abs(level) / STRONGEST
            colour = mixed(theme.panel, theme.soft, 0.5) if level == 0 else QColor(CLASS_COLOURS[int(level > 0)])
            dots.append(Dot(QPointF(*layout.dot(column.layer, unit)), column.dot * (0.55 + 0.45 * size), colour))
    return dots


def _frozen_edges(recipe: Recipe) -> list[Place]:
    """Single weights and biases that keep their values; of a frozen layer its head tells."""
    return sorted(recipe.frozen_places)


def _sheet(picture: LayerPicture, theme: Theme) -> QImage:
    pixels = table(picture.colours, theme).take(picture.shades)
    units, cells, _ = pixels.shape
    return QImage(pixels.tobytes(), cells, units * cells, 4 * cells, QImage.Format.Format_RGB32).copy()

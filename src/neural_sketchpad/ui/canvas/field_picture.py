"""From what a network gives over a grid of the plane to a picture: its colours, its lines, and what they stand for."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF
from PySide6.QtGui import QImage

from neural_sketchpad.nn.activations import Activation
from neural_sketchpad.nn.contour import zero_lines
from neural_sketchpad.nn.fields import cell_centres, grid, plane_values
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.outputs import softmax
from neural_sketchpad.ui.canvas.axes import tick_values
from neural_sketchpad.ui.canvas.value_scale import Ends, value_shades, value_strip
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.tables import SHADES, Colours, Pixels, Shades, class_shades, shades_of
from neural_sketchpad.ui.view_model import OUTPUT, Unit

Single = NDArray[np.float32]

FINEST_LINE = 256
"""Lines are traced on a grid of at most so many cells a side; more would not be seen."""
MOST_CONTOURS = 9
"""Lines of equal value in a picture of values."""


@dataclass(frozen=True, eq=False)
class Subject:
    """What is to be painted: a network, the part of the plane, and the unit (None for the output).

    `ends` are the values at the ends of the colours where the output is a value.
    """

    network: Network
    viewport: Viewport
    unit: Unit | None = None
    decision: bool = False
    ends: Ends = (-1.0, 1.0)

    def same_as(self, other: "Subject | None") -> bool:
        return (
            other is not None
            and self.viewport == other.viewport
            and self.unit == other.unit
            and self.decision == other.decision
            and self.ends == other.ends
            and self.network.same_as(other.network)
        )

    @property
    def is_of_values(self) -> bool:
        """Whether the output itself is shown, and is a value rather than the probability of a class."""
        return self.unit is None and self.network.recipe.head.is_regression

    def values(self, X: Single) -> Single:
        """What has to be known at the points X (2, k) of the plane: (1, k), or the logits of all classes."""
        if self.unit is None or self.unit.layer == OUTPUT:
            return plane_values(self.network, self.network.depth, slice(None), X)
        return plane_values(self.network, self.unit.layer, slice(self.unit.index, self.unit.index + 1), X)

    @property
    def rows(self) -> int:
        """How many values that is for each point."""
        return self.network.recipe.outputs if self.unit is None or self.unit.layer == OUTPUT else 1


@dataclass(frozen=True, eq=False)
class FieldPicture:
    """`shades` (n, n) are places in the table of `colours`, 0 at the top; `lines` the borders in plane coordinates.

    `strip` (rows, k) are the shades from the value `low` to the value `high`, for a key to the colours.
    """

    subject: Subject
    shades: Shades
    lines: list[QLineF]
    low: float
    high: float
    strip: Shades
    colours: Colours = Colours.PLANE

    def image(self, table: Pixels) -> QImage:
        """The picture in the colours of a table of RGB32 pixels."""
        n = len(self.shades)
        pixels = table.take(self.shades)
        return QImage(pixels.data, n, n, 4 * n, QImage.Format.Format_RGB32).copy()


def whole_picture(subject: Subject, n: int) -> FieldPicture:
    """The picture on a grid of n by n cells, computed at one go."""
    x1, x2 = grid_lines(subject.viewport, n)
    return develop(subject, subject.values(grid(x1, x2)).reshape(-1, n, n))


def grid_lines(viewport: Viewport, n: int) -> tuple[Single, Single]:
    """Where the columns (x1) and the rows (x2, from the top) of a grid of n by n cells stand."""
    return cell_centres(*viewport.x1_range, n), cell_centres(*viewport.x2_range, n)[::-1]


def develop(subject: Subject, raw: Single) -> FieldPicture:
    """The picture of values (rows, n, n) over the grid."""
    values = np.nan_to_num(raw, nan=0.0, posinf=3e38, neginf=-3e38)
    recipe, unit = subject.network.recipe, subject.unit
    if unit is not None and unit.layer != OUTPUT:
        return _unit_picture(subject, values[0], recipe.hidden[unit.layer - 1].function)
    if recipe.head.is_regression:
        return _value_picture(subject, recipe.head.predict(values[0]))
    if recipe.outputs > 1:
        return _class_picture(subject, values)
    with np.errstate(over="ignore"):
        probability = np.heaviside(values[0], 1.0) if subject.decision else recipe.head.predict(values[0])
    lines = _zero_lines(values[0], subject.viewport)
    return FieldPicture(subject, shades_of(probability, 0.0, 1.0), lines, 0.0, 1.0, _whole_strip())


def _unit_picture(subject: Subject, values: Single, function: Activation) -> FieldPicture:
    """The colours stand for the bounds of g, or for as far as the values reach on either side."""
    reach = float(np.abs(values).max()) or 1.0
    low, high = (-reach, reach) if function.bounds is None else function.bounds
    return FieldPicture(subject, shades_of(values, low, high), [], low, high, _whole_strip())


def _value_picture(subject: Subject, values: NDArray[np.floating]) -> FieldPicture:
    low, high = subject.ends
    levels = tick_values(low, high, MOST_CONTOURS)
    lines = [line for level in levels for line in _zero_lines(values - np.float32(level), subject.viewport)]
    strip = value_strip(subject.ends)[None, :]
    return FieldPicture(subject, value_shades(values, subject.ends), lines, low, high, strip, Colours.VALUES)


def _class_picture(subject: Subject, logits: Single) -> FieldPicture:
    """The most probable class of each place, paler where it is less probable; or how probable one class is."""
    classes = len(logits)
    with np.errstate(over="ignore", under="ignore"):
        probability = softmax(logits.reshape(classes, -1)).reshape(logits.shape)
    whole = _whole_strip()[0]
    if subject.unit is not None:
        label = subject.unit.index
        shades = class_shades(label, shades_of(probability[label], 0.0, 1.0))
        lines = _zero_lines(probability[label] - np.float32(0.5), subject.viewport)
        strip = class_shades(label, whole)[None, :]
    else:
        told = logits.argmax(axis=0).astype(np.uint16)
        highest = probability.max(axis=0)
        shades = shades_of(np.ones_like(highest) if subject.decision else highest, 0.0, 1.0) + told * np.uint16(SHADES)
        lines = _class_borders(logits, subject.viewport)
        strip = np.stack([class_shades(label, whole) for label in range(classes)])
    return FieldPicture(subject, shades, lines, 0.0, 1.0, strip, Colours.CLASSES)


def _class_borders(logits: Single, viewport: Viewport) -> list[QLineF]:
    """Where the most probable class changes: where z of a class is as large as the largest of the others.

    Every border has two sides, so the last class need not be asked.
    """
    lines: list[QLineF] = []
    with np.errstate(over="ignore"):
        for label in range(len(logits) - 1):
            others = np.delete(logits, label, axis=0).max(axis=0)
            lines += _zero_lines(logits[label] - others, viewport)
    return lines


def _zero_lines(field: NDArray[np.floating], viewport: Viewport) -> list[QLineF]:
    """The lines where a field (n, n) over the plane is zero."""
    n = len(field)
    stride = -(-n // FINEST_LINE)
    segments = zero_lines(field[::stride, ::stride]) * stride
    cell = viewport.span / n
    segments[:, 0::2] = viewport.x1_range[0] + (segments[:, 0::2] + 0.5) * cell
    segments[:, 1::2] = viewport.x2_range[1] - (segments[:, 1::2] + 0.5) * cell
    return [QLineF(*segment) for segment in segments.tolist()]


def _whole_strip() -> Shades:
    return np.arange(SHADES, dtype=np.uint16)[None, :]

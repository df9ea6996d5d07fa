"""The matrix A[l] of the present as a picture: a row for each unit, a column for each example, sorted by class."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from neural_sketchpad.experiment.experiment import Examples
from neural_sketchpad.insight.notation import number_text
from neural_sketchpad.nn.evaluation import told_class
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.ui.canvas.axes import short_text
from neural_sketchpad.ui.canvas.glyphs import draw_glyph
from neural_sketchpad.ui.charts.activation_axis import colour_ends
from neural_sketchpad.ui.charts.cells import TITLE, Cells, paint_title, small_font
from neural_sketchpad.ui.charts.layer_words import LayerTitle
from neural_sketchpad.ui.colours import class_colour
from neural_sketchpad.ui.tables import Colours, shades_of, table
from neural_sketchpad.ui.theme import Theme

Array = NDArray[np.float64]

UNITS, BAR, BAR_WIDTH = 22, 46, 8
"""Pixels for the numbers of the units and for the colour bar with its values, where there is room."""
CLASSES = 13
"""Pixels for the glyphs of the classes."""
TALL = 110


@dataclass(frozen=True, eq=False)
class Order:
    """The examples of a picture: `places` (k,) in the order in which they are drawn.

    `labels` are the classes that there are, `ends` where the columns of each one end; a regression has none, its
    examples are in the order of their values.
    """

    places: NDArray[np.intp]
    labels: tuple[int, ...]
    ends: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Matrix:
    """A (n[l], k) of a layer with its columns in `order`, coloured from `low` to `high`."""

    title: LayerTitle
    A: Array
    order: Order
    low: float
    high: float


def order_of(examples: Examples, *, is_regression: bool) -> Order:
    """By class, or by value."""
    if is_regression:
        return Order(np.argsort(examples.Y[0], kind="stable"), (), ())
    classes = told_class(examples.Y - 0.5)
    labels, counts = np.unique(classes, return_counts=True)
    return Order(np.argsort(classes, kind="stable"), tuple(labels.tolist()), tuple(np.cumsum(counts).tolist()))


def matrix_of(title: LayerTitle, A: Array, order: Order, number: int, recipe: Recipe) -> Matrix:
    """A[l] (n[l], k) of layer `number`."""
    finite = A[np.isfinite(A)]
    return Matrix(title, A, order, *colour_ends(number, recipe, float(np.abs(finite).max(initial=0.0))))


class MatrixCells(Cells):
    """The matrix of each layer."""

    def __init__(self) -> None:
        super().__init__("The activations of the units for the examples")
        self.matrices: Sequence[Matrix] = ()
        self._pictures: Sequence[QImage] = ()

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._colour()

    def set_matrices(self, matrices: Sequence[Matrix]) -> None:
        self.matrices = matrices
        self._colour()
        self.set_count(len(matrices))

    def _colour(self) -> None:
        self._pictures = [_picture(matrix, self.theme) for matrix in self.matrices]

    def paint_cell(self, painter: QPainter, index: int, area: QRectF) -> None:
        matrix, theme = self.matrices[index], self.theme
        paint_title(painter, area, matrix.title.texts(theme, area.width()))
        ground = _ground(area)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawImage(ground, self._pictures[index])
        painter.setPen(QColor(theme.ink))
        for end in matrix.order.ends[:-1]:
            x = ground.left() + end / matrix.A.shape[1] * ground.width()
            painter.drawLine(QPointF(x, ground.top()), QPointF(x, ground.bottom()))
        painter.setPen(QColor(theme.line))
        painter.drawRect(ground)
        if area.height() >= TALL:
            self._paint_surroundings(painter, area, ground, matrix)

    def _paint_surroundings(self, painter: QPainter, area: QRectF, ground: QRectF, matrix: Matrix) -> None:
        """The numbers of the first and the last unit, the glyphs of the classes and the colour bar."""
        theme, n = self.theme, len(matrix.A)
        small_font(painter)
        painter.setPen(QColor(theme.soft))
        row = ground.height() / n
        for unit in sorted({1, n}):
            where = QRectF(area.left(), ground.top() + (unit - 0.5) * row - 6, UNITS - 5, 12)
            painter.drawText(where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(unit))
        bar = QRectF(ground.right() + 7, ground.top(), BAR_WIDTH, ground.height())
        painter.drawImage(bar, _ramp(theme))
        numbers = QRectF(bar.right() + 4, ground.top() - 2, BAR - BAR_WIDTH - 8, ground.height() + 4)
        for value, side in ((matrix.high, Qt.AlignmentFlag.AlignTop), (matrix.low, Qt.AlignmentFlag.AlignBottom)):
            painter.drawText(numbers, side | Qt.AlignmentFlag.AlignLeft, short_text(value))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        below = ground.bottom() + CLASSES / 2 + 1
        start = 0
        for label, end in zip(matrix.order.labels, matrix.order.ends, strict=True):
            middle = ground.left() + 0.5 * (start + end) / matrix.A.shape[1] * ground.width()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(class_colour(label))
            draw_glyph(painter, label, QPointF(middle - 5, below), 3.6)
            painter.setPen(QColor(theme.soft))
            painter.drawText(QRectF(middle + 2, below - 6, 16, 12), Qt.AlignmentFlag.AlignVCenter, str(label))
            start = end
        if not matrix.order.labels:
            painter.drawText(QRectF(ground.left(), below - 6, ground.width(), 12), Qt.AlignmentFlag.AlignHCenter,
                             "examples, by their value y")  # fmt: skip

    def words_at(self, index: int, area: QRectF, at: QPointF) -> str:
        matrix, ground = self.matrices[index], _ground(area)
        if not ground.contains(at):
            return ""
        n, k = matrix.A.shape
        unit = min(int((at.y() - ground.top()) / ground.height() * n), n - 1)
        column = min(int((at.x() - ground.left()) / ground.width() * k), k - 1)
        kind = next((f"class {label}, " for label, end in zip(matrix.order.labels, matrix.order.ends, strict=True)
                     if column < end), "")  # fmt: skip
        value = number_text(float(matrix.A[unit, matrix.order.places[column]]))
        return f"{matrix.title.name}, unit {unit + 1}, {kind}example {column + 1} of {k}:   a = {value}"


def _ground(area: QRectF) -> QRectF:
    tall = area.height() >= TALL
    return area.adjusted(UNITS if tall else 0, TITLE, -BAR if tall else -1, -CLASSES - 2 if tall else -1)


def _picture(matrix: Matrix, theme: Theme) -> QImage:
    """A pixel for each activation, in the order of the examples."""
    shades = shades_of(np.nan_to_num(matrix.A[:, matrix.order.places]), matrix.low, matrix.high)
    return _image(table(Colours.PLANE, theme).take(shades))


@cache
def _ramp(theme: Theme) -> QImage:
    """All shades from high to low."""
    return _image(table(Colours.PLANE, theme)[::-1, None])


def _image(pixels: NDArray[np.uint32]) -> QImage:
    rows, columns = pixels.shape
    return QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGB32)

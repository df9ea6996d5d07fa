"""Tables to be read: the numbers of one matrix, and the shapes of all."""

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from neural_sketchpad.insight.matrices import SHAPES, Matrix
from neural_sketchpad.insight.notation import number_text
from neural_sketchpad.ui.tables import SHADES, Colours, Pixels, table
from neural_sketchpad.ui.theme import LIGHT, Theme

Array = NDArray[np.floating]
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole

RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
CENTRE = int(Qt.AlignmentFlag.AlignCenter)
TIMES = "\u2009×\u2009"
"""With thin spaces, so that the table fits a narrow page."""
TINT = 0.55
"""How much of the map's colour the largest number has behind it."""


class MatrixModel(QAbstractTableModel):
    """The numbers of a matrix, each asked for only when it is seen; behind a number the colour of its size."""

    def __init__(self) -> None:
        super().__init__()
        self.values: Array = np.empty((0, 0))
        self._reach = 1.0
        self._pixels: Pixels = table(Colours.PLANE, LIGHT)
        self._rows: list[str] | None = None
        self._columns: list[str] | None = None

    def set_theme(self, theme: Theme) -> None:
        self._pixels = table(Colours.PLANE, theme)
        self._all_changed()

    def set_values(self, values: Array, rows: list[str] | None, columns: list[str] | None) -> None:
        """Other numbers; those of the same shape leave scrolling and selection as they are.

        `rows` and `columns` are their names, None where they are numbered from 1.
        """
        same_shape = values.shape == self.values.shape
        if not same_shape:
            self.beginResetModel()
        self.values = values
        sizes = np.abs(values[np.isfinite(values)])
        self._reach = float(sizes.max(initial=0.0)) or 1.0
        renamed = (rows, columns) != (self._rows, self._columns)
        self._rows, self._columns = rows, columns
        if not same_shape:
            self.endResetModel()
            return
        self._all_changed()
        if renamed:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(values) - 1)
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, values.shape[1] - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        return 0 if parent.isValid() else self.values.shape[0]

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.values.shape[1]

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if role == Role.TextAlignmentRole:
            return RIGHT
        if role not in (Role.DisplayRole, Role.BackgroundRole, Role.ToolTipRole):
            return None
        value = float(self.values[index.row(), index.column()])
        if role == Role.DisplayRole:
            return number_text(value)
        if role == Role.ToolTipRole:
            return f"row {index.row() + 1:,}, column {index.column() + 1:,}: {number_text(value, 10)}"
        share = TINT * value / self._reach if math.isfinite(value) else 0.0
        return QColor.fromRgb(int(self._pixels[round((SHADES - 1) * (1.0 + share) / 2.0)]))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.TextAlignmentRole:
            return RIGHT
        if role != Role.DisplayRole:
            return None
        names = self._columns if orientation == Qt.Orientation.Horizontal else self._rows
        return f"{section + 1:,}" if names is None else names[section]

    def _all_changed(self) -> None:
        rows, columns = self.values.shape
        self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, columns - 1))


class ShapesModel(QAbstractTableModel):
    """The course's table: a column for each letter, in the first row the rule, then a row for each layer 0..L."""

    LETTERS = tuple(SHAPES)

    def __init__(self) -> None:
        super().__init__()
        self._sizes: tuple[int, ...] = ()
        self._m = 0

    def set_network(self, sizes: tuple[int, ...], m: int) -> bool:
        """Show the shapes for n[0..L] and m examples; False where they are shown already."""
        if (sizes, m) == (self._sizes, self._m):
            return False
        self.beginResetModel()
        self._sizes, self._m = sizes, m
        self.endResetModel()
        return True

    def matrix_at(self, row: int, column: int) -> Matrix | None:
        """What a cell stands for, None for the row of rules and the end of the row of inputs."""
        if row < 1 or not 0 <= column < len(self.LETTERS):
            return None
        matrix = Matrix(self.LETTERS[column], row - 1)
        return matrix if matrix.exists_in(self._sizes) else None

    def cell_of(self, matrix: Matrix) -> QModelIndex:
        return self.index(matrix.layer + 1, self.LETTERS.index(matrix.letter))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._sizes) + 1

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.LETTERS) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.matrix_at(index.row(), index.column()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role == Role.TextAlignmentRole:
            return CENTRE
        if role == Role.DisplayRole:
            return self._text(row, column)
        matrix = self.matrix_at(row, column)
        if role == Role.ToolTipRole and matrix is not None:
            rows, columns = matrix.shape(self._sizes, self._m)
            return f"{matrix}: {matrix.formula} = {rows:,} × {columns:,}. Click to read its numbers."
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if role == Role.TextAlignmentRole:
            return CENTRE
        if role == Role.ToolTipRole and orientation == Qt.Orientation.Horizontal and section == len(self.LETTERS):
            return "The weights and biases of a layer: n[l] · (n[l−1] + 1)"
        if role != Role.DisplayRole:
            return None
        if orientation == Qt.Orientation.Vertical:
            return "l" if section == 0 else str(section - 1)
        return "W, b" if section == len(self.LETTERS) else self.LETTERS[section]

    def _text(self, row: int, column: int) -> str:
        if column == len(self.LETTERS):
            if row == 0:
                return "in all"
            return "" if row == 1 else f"{self._sizes[row - 1] * (self._sizes[row - 2] + 1):,}"
        if row == 0:
            return TIMES.join(SHAPES[self.LETTERS[column]])
        matrix = self.matrix_at(row, column)
        if matrix is None:
            return ""
        rows, columns = matrix.shape(self._sizes, self._m)
        return f"{rows:,}{TIMES}{columns:,}"

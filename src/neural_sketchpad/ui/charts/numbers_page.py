"""The shapes of all matrices of the network, and the numbers of one of them."""

from PySide6.QtCore import QModelIndex, QSignalBlocker
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QVBoxLayout

from neural_sketchpad.experiment.experiment import Examples, Experiment
from neural_sketchpad.insight.matrices import Matrix, Numbers, read_numbers
from neural_sketchpad.nn.features import FEATURES
from neural_sketchpad.nn.parameters import parameter_count
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.charts.matrix_models import MatrixModel, ShapesModel
from neural_sketchpad.ui.charts.or_words import OrWords
from neural_sketchpad.ui.charts.page import Page
from neural_sketchpad.ui.charts.read_table import ROW_HEIGHT, MatrixTable, ReadTable
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.view_model import ViewModel

SHAPES_SHARE = 0.45
"""Of the height of the page at the most for the table of shapes."""
CELL_MARGIN = 6
"""Pixels that a cell keeps free beside its text."""
SAME_SHAPE = ((0, 2), (2, 2), (4, 3))
"""First column and number of columns of the letters that share a rule."""


class NumbersPage(Page):
    """Above, the table of shapes, in which a matrix is chosen; below, its numbers."""

    key = "numbers"
    title = "Numbers"
    tool_tip = "The shapes of W, b, Z, A, dZ, dW and db, and all their numbers"
    reads = frozenset({"matrix"})
    frames_between = 15

    def __init__(self, model: ViewModel) -> None:
        super().__init__()
        self._view_model = model
        self._examples: tuple[Experiment, Examples] | None = None
        self.shapes, self.numbers = ShapesModel(), MatrixModel()
        self.shapes_table = ReadTable(self.shapes, "Shapes")
        self.shapes_table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.shapes_table.horizontalHeader().setMinimumSectionSize(20)
        self.shapes_table.verticalHeader().setFixedWidth(20)
        self.caption = QLabel()
        self.caption.setProperty("role", "small")
        self.table = MatrixTable(self.numbers)
        self.table.setToolTip("The numbers of this moment; Ctrl+C copies the selected ones, tabs between them")
        self.body = OrWords(self.table)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.shapes_table)
        layout.addWidget(self.caption)
        layout.addWidget(self.body, 1)
        self.shapes_table.selectionModel().currentChanged.connect(self._chosen)

    def set_theme(self, theme: Theme) -> None:
        self.numbers.set_theme(theme)

    def renew(self, snapshot: Snapshot) -> None:
        run = snapshot.run
        sizes, train = run.parameters.sizes, self._examples_of(run.experiment)
        matrix = self._view_model.view.matrix
        if not matrix.exists_in(sizes):
            matrix = Matrix(matrix.letter, len(sizes) - 1)
        self._show_shapes(sizes, train.m, matrix)
        numbers = read_numbers(run, train, matrix)
        if numbers is None:
            self._say("")
            self.body.say(f"{matrix} has a column for each training example, and there are none yet.")
            if matrix.letter in ("dW", "db"):
                self.body.say(f"{matrix} is a mean over the training examples, and there are none yet.")
            return
        symbols = [FEATURES[name].symbol for name in run.experiment.recipe.features]
        rows = symbols if matrix.layer == 0 else None
        columns = symbols if matrix.layer == 1 and matrix.letter in ("W", "dW") else None
        self.numbers.set_values(numbers.values, rows, columns)
        self._say(_caption(numbers))
        self.body.setCurrentWidget(self.table)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_shapes()

    def _say(self, caption: str) -> None:
        self.caption.setText(caption)
        self.caption.setToolTip(caption)  # in a narrow page its end may not be seen

    def _examples_of(self, experiment: Experiment) -> Examples:
        """The training examples, put together anew only for another experiment."""
        if self._examples is None or self._examples[0] is not experiment:
            self._examples = experiment, experiment.examples()[0]
        return self._examples[1]

    def _show_shapes(self, sizes: tuple[int, ...], m: int, matrix: Matrix) -> None:
        with QSignalBlocker(self.shapes_table.selectionModel()):
            if self.shapes.set_network(sizes, m):
                self.shapes_table.clearSpans()
                for first, count in SAME_SHAPE:
                    self.shapes_table.setSpan(0, first, 1, count)
                self._set_widths()
                self._fit_shapes()
                self.shapes_table.setToolTip(f"L = {len(sizes) - 1}, m = {m:,}, {parameter_count(sizes):,} parameters")
            cell = self.shapes.cell_of(matrix)
            if self.shapes_table.currentIndex() != cell:
                self.shapes_table.setCurrentIndex(cell)
        self.shapes_table.viewport().update()

    def _set_widths(self) -> None:
        """Columns as narrow as their texts, those under one rule also as wide as that together."""
        self.shapes_table.ensurePolished()
        metrics = self.shapes_table.fontMetrics()

        def width(row: int, column: int) -> int:
            return metrics.horizontalAdvance(self.shapes.index(row, column).data()) + CELL_MARGIN

        columns = range(self.shapes.columnCount())
        widths = [max(width(row, column) for row in range(1, self.shapes.rowCount())) for column in columns]
        for first, count in (*SAME_SHAPE, (columns[-1], 1)):
            for column in range(first, first + count):
                self.shapes_table.setColumnWidth(column, max(widths[column], -(-width(0, first) // count)))

    def _fit_shapes(self) -> None:
        header = self.shapes_table.horizontalHeader()
        wanted = ROW_HEIGHT * (self.shapes.rowCount() + 1)
        if header.length() + self.shapes_table.verticalHeader().width() > self.width():
            wanted += self.shapes_table.horizontalScrollBar().sizeHint().height()
        self.shapes_table.setFixedHeight(min(wanted, round(SHAPES_SHARE * self.height())))

    def _chosen(self, cell: QModelIndex, _before: QModelIndex) -> None:
        matrix = self.shapes.matrix_at(cell.row(), cell.column())
        if matrix is not None:
            self._view_model.update(matrix=matrix)


def _caption(numbers: Numbers) -> str:
    """What rows and columns are, and how many examples were read where that is not all."""
    matrix, all_read = numbers.matrix, numbers.examples == numbers.m
    examples = "examples" if all_read else f"the first {numbers.examples:,} of {numbers.m:,} examples"
    rows = f"{matrix}: {_units_of(matrix.layer)}"
    if matrix.letter in ("Z", "A", "dZ"):
        return f"{rows} × {examples}"
    columns = f" × {_units_of(matrix.layer - 1)}" if matrix.letter in ("W", "dW") else ""
    return rows + columns + ("" if all_read or not numbers.examples else f", from {examples}")


def _units_of(layer: int) -> str:
    return "inputs" if layer == 0 else f"units of layer {layer}"

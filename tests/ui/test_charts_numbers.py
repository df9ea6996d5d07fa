"""The page of shapes and numbers, read and copied as somebody does."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from driving import Driver
from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.insight.matrices import Matrix
from neural_sketchpad.nn.recipe import HiddenLayer
from neural_sketchpad.ui.charts.matrix_models import MatrixModel
from neural_sketchpad.ui.charts.numbers_page import NumbersPage
from neural_sketchpad.ui.charts.read_table import MatrixTable
from neural_sketchpad.ui.theme import DARK, LIGHT

Control = Qt.KeyboardModifier.ControlModifier


def open_page(drive: Driver, preset: str | None = "moons") -> NumbersPage:
    if preset is not None:
        drive.choose_preset(preset)
    drive.click(drive.window.tabs.buttons["numbers"])
    drive.settle()
    page = drive.window.tabs.page
    assert isinstance(page, NumbersPage)
    return page


def set_layers(drive: Driver, *hidden: HiddenLayer) -> None:
    recipe = replace(drive.experiment.recipe, hidden=hidden)
    drive.sketchpad.document.apply(Become(drive.experiment.with_recipe(recipe)), "Layers")
    drive.settle()


def read(page: NumbersPage) -> list[list[str]]:
    """The table of shapes as it is read."""
    shapes = page.shapes
    rows, columns = range(shapes.rowCount()), range(shapes.columnCount())
    return [[shapes.index(row, column).data().replace("\u2009", " ") for column in columns] for row in rows]


def click_on(page: NumbersPage, letter: str, layer: int) -> None:
    table = page.shapes_table
    cell = page.shapes.cell_of(Matrix(letter, layer))
    table.scrollTo(cell)
    QTest.mouseClick(
        table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, table.visualRect(cell).center()
    )


def test_the_table_of_shapes_is_that_of_the_course_with_the_numbers_put_in(drive: Driver) -> None:
    page = open_page(drive)
    set_layers(drive, HiddenLayer(5), HiddenLayer(3))

    assert [page.shapes.headerData(column, Qt.Orientation.Horizontal) for column in range(8)] == [
        "W", "dW", "b", "db", "Z", "A", "dZ", "W, b",
    ]  # fmt: skip
    rule, inputs, first, second, output = read(page)
    assert rule[::2] == ["n[l] × n[l−1]", "n[l] × 1", "n[l] × m", "n[l] × m"]
    assert inputs == ["", "", "", "", "", "2 × 300", "", ""]
    assert first == ["5 × 2", "5 × 2", "5 × 1", "5 × 1", "5 × 300", "5 × 300", "5 × 300", "15"]
    assert second[0] == "3 × 5"
    assert output == ["1 × 3", "1 × 3", "1 × 1", "1 × 1", "1 × 300", "1 × 300", "1 × 300", "4"]


def test_every_cell_can_be_read_in_the_smallest_window(drive: Driver) -> None:
    drive.window.resize(drive.window.minimumSize())
    page = open_page(drive)
    table, metrics = page.shapes_table, page.shapes_table.fontMetrics()
    for row, texts in enumerate(read(page)[1:], start=1):
        for column, text in enumerate(texts):
            assert metrics.horizontalAdvance(text.replace(" ", "\u2009")) + 5 <= table.columnWidth(column), (row, text)
    assert not table.horizontalScrollBar().isVisible()
    assert not table.verticalScrollBar().isVisible()


def test_a_click_on_a_cell_or_a_key_shows_the_numbers_of_its_matrix(drive: Driver) -> None:
    page = open_page(drive)
    W, b = drive.snapshot.run.parameters.layers[0]
    assert page.numbers.index(1, 1).data() == f"{W[1, 1]:.4g}".replace("-", "−")
    assert page.numbers.headerData(1, Qt.Orientation.Horizontal) == "x₂"
    click_on(page, "b", 1)
    np.testing.assert_array_equal(page.numbers.values, b)
    assert page.caption.text() == "b[1]: units of layer 1"
    click_on(page, "A", 0)
    np.testing.assert_array_equal(page.numbers.values, drive.dataset.X)
    assert page.numbers.headerData(0, Qt.Orientation.Vertical) == "x₁"
    click_on(page, "dZ", 2)

    assert drive.sketchpad.model.view.matrix == Matrix("dZ", 2)
    assert page.numbers.values.shape == (1, 300)
    assert page.shapes_table.currentIndex() == page.shapes.cell_of(Matrix("dZ", 2))
    # The keys move in the table, and do not step the run.
    QTest.keyClick(page.shapes_table, Qt.Key.Key_Left)
    assert drive.sketchpad.model.view.matrix == Matrix("A", 2)
    QTest.keyClick(page.shapes_table, Qt.Key.Key_Right)
    assert drive.sketchpad.model.view.matrix == Matrix("dZ", 2)
    assert drive.iteration == 0


def test_ctrl_c_copies_the_selected_numbers_in_all_digits(drive: Driver) -> None:
    page = open_page(drive)
    W = drive.snapshot.run.parameters.layers[0][0]
    table = page.table
    start, end = (table.visualRect(page.numbers.index(*cell)).center() for cell in ((1, 0), (2, 1)))
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(table.viewport(), end)
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    QTest.keyClick(table, Qt.Key.Key_C, Control)
    copied = np.array([line.split("\t") for line in QGuiApplication.clipboard().text().split("\n")], dtype=float)

    np.testing.assert_array_equal(copied, W[1:3])
    QTest.keyClick(table, Qt.Key.Key_A, Control)
    QTest.keyClick(table, Qt.Key.Key_C, Control)
    assert QGuiApplication.clipboard().text().count("\n") == len(W) - 1
    assert len(drive.sketchpad.canvas.selection.serials) == 0


def test_the_numbers_follow_the_run_and_scrolling_and_selection_stay(drive: Driver) -> None:
    page = open_page(drive)
    click_on(page, "Z", 1)
    table = page.table
    table.setCurrentIndex(page.numbers.index(2, 7))
    table.horizontalScrollBar().setValue(300)
    before = page.numbers.values
    drive.canvas.setFocus()
    drive.key(Qt.Key.Key_Right, Control)
    drive.until(lambda: drive.iteration == 100)
    drive.settle()
    W, b = drive.snapshot.run.parameters.layers[0]

    assert not np.array_equal(page.numbers.values, before)
    np.testing.assert_allclose(page.numbers.values, W @ drive.dataset.X + b)
    assert table.horizontalScrollBar().value() == 300
    assert (table.currentIndex().row(), table.currentIndex().column()) == (2, 7)


def test_of_many_examples_it_says_how_many_are_shown_and_a_removed_layer_gives_way(drive: Driver) -> None:
    page = open_page(drive)
    dataset = Dataset.of(np.tile(drive.dataset.X, 20), np.tile(drive.dataset.targets, 20))
    drive.sketchpad.document.apply(Become(drive.experiment.with_dataset(dataset)), "Many")
    drive.settle()
    click_on(page, "A", 1)
    assert page.caption.text() == "A[1]: units of layer 1 × the first 2,000 of 6,000 examples"
    click_on(page, "dW", 1)
    assert page.caption.text() == "dW[1]: units of layer 1 × inputs"
    set_layers(drive, HiddenLayer(5), HiddenLayer(3))
    click_on(page, "dW", 3)
    set_layers(drive)

    assert page.numbers.values.shape == (1, 2)
    assert page.caption.text().startswith("dW[1]")
    assert page.shapes_table.currentIndex() == page.shapes.cell_of(Matrix("dW", 1))


def test_without_examples_it_says_what_is_missing(drive: Driver) -> None:
    page = open_page(drive, None)
    click_on(page, "Z", 1)
    assert page.body.words == "Z[1] has a column for each training example, and there are none yet."
    click_on(page, "db", 1)
    assert page.body.words == "db[1] is a mean over the training examples, and there are none yet."
    click_on(page, "W", 1)

    assert page.body.words == ""


def test_colours_say_sign_and_size_and_the_real_minus_is_used() -> None:
    model = MatrixModel()
    model.set_values(np.array([[-2.0, 0.0, 2.0, np.nan, np.inf, -1.5e-7]]), None, None)

    def colour(column: int) -> tuple[int, int]:
        background = model.index(0, column).data(Qt.ItemDataRole.BackgroundRole)
        return background.red(), background.blue()

    assert colour(0)[1] > colour(0)[0] + 20
    assert colour(2)[0] > colour(2)[1] + 20
    assert abs(colour(1)[0] - colour(1)[1]) < 8
    texts = [model.index(0, column).data() for column in range(6)]
    assert texts == ["−2.000", "0.000", "2.000", "undefined", "∞", "−1.500e−7"]
    light = colour(0)
    model.set_theme(DARK)
    assert colour(0) != light
    model.set_theme(LIGHT)


def test_twenty_thousand_columns_are_read_lazily(qtbot: QtBot) -> None:
    class Counting(MatrixModel):
        asked = 0

        def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
            Counting.asked += 1
            return super().data(index, role)

    model = Counting()
    table = MatrixTable(model)
    table.resize(400, 150)
    model.set_values(np.zeros((4, 20_000)), None, None)
    table.show()
    qtbot.addWidget(table)
    table.grab()
    model.set_values(np.ones((4, 20_000)), None, None)
    table.grab()

    assert 0 < Counting.asked < 4000
    assert table.indexAt(QPoint(2, 2)).row() == 0
    table.selectAll()
    assert len(table.selected_text()) == len("\n".join(["\t".join(["1.0"] * 20_000)] * 4))

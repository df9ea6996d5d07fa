"""The X-ray under its tab: the numbers of the lines, unfolding them, what lights up, the phases and their animation."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from driving import Driver
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.insight.notation import number_text
from neural_sketchpad.insight.xray.xray import Xray
from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.nn.recipe import HiddenLayer, Regularization
from neural_sketchpad.ui.charts.xray_page import XrayPage
from neural_sketchpad.ui.view_model import Probe, View
from neural_sketchpad.ui.xray.line_model import FORMULA, VALUE
from neural_sketchpad.ui.xray.line_tree import LineTree

PLACE = np.array([[1.25], [-0.5]])


def page_of(drive: Driver) -> XrayPage:
    page = drive.window.tabs.page_of("xray")
    assert isinstance(page, XrayPage)
    return page


def look(drive: Driver, hidden: tuple[int, ...] = (3,), preset: str = "flower", **changes: object) -> XrayPage:
    """Draw a preset, take a network of tanh units, and probe the place (1.25, -0.5)."""
    drive.choose_preset(preset)
    recipe = drive.experiment.recipe
    recipe = replace(recipe, hidden=tuple(HiddenLayer(n, "tanh") for n in hidden), **changes)  # type: ignore[arg-type]
    drive.sketchpad.document.apply(Become(drive.experiment.with_recipe(recipe)), "Recipe")
    drive.key("x")
    drive.sketchpad.model.put_probe(*PLACE[:, 0].tolist())
    drive.settle()
    return page_of(drive)


def rows(tree: LineTree, parent: QModelIndex | None = None) -> list[tuple[str, str]]:
    """The lines that can be seen by scrolling, with their values, in their order."""
    model, parent = tree.lines, QModelIndex() if parent is None else parent
    found: list[tuple[str, str]] = []
    for row in range(model.rowCount(parent)):
        index = model.index(row, FORMULA, parent)
        found.append((model.data(index), model.data(model.index(row, VALUE, parent))))
        if tree.isExpanded(index):
            found += rows(tree, index)
    return found


def find(tree: LineTree, begin: str, parent: QModelIndex | None = None) -> QModelIndex:
    """The first line that begins like this."""
    model, parent = tree.lines, QModelIndex() if parent is None else parent
    for row in range(model.rowCount(parent)):
        index = model.index(row, FORMULA, parent)
        if model.data(index).startswith(begin):
            return index
        below = find(tree, begin, index)
        if below.isValid():
            return below
    return QModelIndex()


def unfold(tree: LineTree, begin: str) -> QModelIndex:
    """Unfold a line with the keys, as somebody does who got there with Tab."""
    index = find(tree, begin)
    assert index.isValid(), begin
    tree.setFocus()
    tree.setCurrentIndex(index)
    QTest.keyClick(tree, Qt.Key.Key_Right)
    assert tree.isExpanded(index)
    return index


def hover(tree: LineTree, index: QModelIndex) -> None:
    tree.scrollTo(index)
    point_at(tree, tree.visualRect(index).center())


def point_at(tree: LineTree, at: QPoint) -> None:
    where = QPointF(tree.viewport().mapToGlobal(at))
    none = Qt.MouseButton.NoButton
    event = QMouseEvent(QEvent.Type.MouseMove, QPointF(at), where, none, none, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(tree.viewport(), event)


def view_of(drive: Driver) -> View:
    return drive.sketchpad.model.view


def is_running(page: XrayPage) -> bool:
    return page.animation.is_running


def xray_of(page: XrayPage) -> Xray | None:
    return page.look.xray


def lit(drive: Driver) -> frozenset[Place]:
    return view_of(drive).lit


Numbers = dict[str, NDArray[np.floating]]


def by_blocks(drive: Driver, Y: NDArray[np.floating]) -> Numbers:
    """The numbers of one iteration at the place, from the course's functions alone."""
    run = drive.snapshot.run
    parameters = run.parameters.as_dict()
    AL, caches = blocks.L_model_forward(PLACE, parameters, run.experiment.recipe.activations)
    (_, Z1), ((A1, W2, _), Z2) = caches
    dZ2 = AL - Y
    dA1, dW2, db2 = blocks.linear_backward(dZ2, (A1, W2, parameters["b2"]))
    dZ1 = dA1 * (1.0 - np.tanh(Z1) ** 2)
    _, dW1, db1 = blocks.linear_backward(dZ1, (PLACE, parameters["W1"], parameters["b1"]))
    numbers = {"z[1]": Z1, "a[1]": A1, "z[2]": Z2, "a[2]": AL, "dz[2]": dZ2, "dW[2]": dW2, "db[2]": db2}
    return {**numbers, "da[1]": dA1, "dz[1]": dZ1, "dW[1]": dW1, "db[1]": db1, "W[1]": parameters["W1"]}


def nearest_label(drive: Driver) -> float:
    distances = np.hypot(*(drive.dataset.X - PLACE))
    return float(drive.dataset.targets[int(distances.argmin())])


def test_the_lines_are_those_of_the_course_with_the_numbers_of_the_blocks(drive: Driver) -> None:
    page = look(drive)
    numbers = by_blocks(drive, np.array([[nearest_label(drive)]]))
    texts = dict(rows(page.tree))
    for formula, name, shape in (
        ("z[1] = W[1] x + b[1]", "z[1]", "3 × 1"),
        ("a[1] = tanh(z[1])", "a[1]", "3 × 1"),
        ("z[2] = W[2] a[1] + b[2]", "z[2]", "1 × 1"),
        ("dz[2] = a[2] − y", "dz[2]", "1 × 1"),
        ("dW[2] = dz[2] a[1]ᵀ", "dW[2]", "1 × 3"),
        ("da[1] = W[2]ᵀ dz[2]", "da[1]", "3 × 1"),
        ("db[1] = dz[1]", "db[1]", "3 × 1"),
    ):
        listed = ", ".join(number_text(float(value)) for value in numbers[name].ravel())
        assert texts[f"{formula} = {listed}"] == shape
    loss = float(np.log1p(np.exp(numbers["z[2]"][0, 0] * (1 - 2 * nearest_label(drive)))))
    assert texts["L(ŷ, y) = −[y log ŷ + (1 − y) log(1 − ŷ)]"] == number_text(loss)
    assert page.where.text().startswith(f"x₁ = 1.25, x₂ = −0.5 · y = {nearest_label(drive):g}, as the nearest point, ")


def test_a_line_unfolds_with_the_keys_down_to_one_product(drive: Driver) -> None:
    tree = look(drive).tree
    numbers, iteration = by_blocks(drive, np.array([[nearest_label(drive)]])), drive.iteration
    unfold(tree, "z[1] = ")
    unfold(tree, "z[1]_2 = ")
    product = find(tree, "W[1]_2,1 x_1 = ")
    w, x = float(numbers["W[1]"][1, 0]), 1.25
    sign = f"({number_text(w)})" if w < 0 else number_text(w)

    assert tree.lines.data(product) == f"W[1]_2,1 x_1 = {sign} · {number_text(x)}"
    assert tree.lines.data(product.siblingAtColumn(VALUE)) == number_text(w * x)
    assert tree.lines.data(find(tree, "z[1]_2 = ").siblingAtColumn(VALUE)) == number_text(float(numbers["z[1]"][1, 0]))
    assert not tree.lines.hasChildren(product)
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert not tree.isExpanded(find(tree, "z[1]_2 = "))
    assert drive.iteration == iteration  # the arrows walked through the lines instead of stepping the run


def test_what_is_pointed_at_lights_up(drive: Driver) -> None:
    page = look(drive)
    tree = page.tree
    unfold(tree, "z[1] = ")
    unfold(tree, "z[1]_2 = ")
    drive.canvas.setFocus()
    assert lit(drive) == frozenset()
    for begin, places in (
        ("W[1]_2,1 x_1", {Place(1, 1, 0)}),
        ("b[1]_2", {Place(1, 1, BIAS)}),
        ("z[1]_2 = ", {Place(1, 1)}),
        ("a[1] = ", {Place(1, unit) for unit in range(3)}),
    ):
        hover(tree, find(tree, begin))
        assert lit(drive) == places
    QApplication.sendEvent(tree, QEvent(QEvent.Type.Leave))
    assert lit(drive) == frozenset()
    tree.setFocus()
    tree.setCurrentIndex(find(tree, "b[1]_2"))
    assert lit(drive) == {Place(1, 1, BIAS)}
    drive.click(drive.window.tabs.buttons["cost"])
    assert lit(drive) == frozenset()


def test_what_is_pointed_at_may_be_folded_away(drive: Driver) -> None:
    tree = look(drive).tree
    above = unfold(tree, "z[1] = ")
    hover(tree, find(tree, "z[1]_2 = "))
    assert lit(drive) == {Place(1, 1)}
    QTest.keyClick(tree, Qt.Key.Key_Left)
    assert not tree.isExpanded(above)
    hover(tree, find(tree, "a[1] = "))

    assert len(lit(drive)) == 3


def test_the_phases_go_one_layer_at_a_time_and_light_up_theirs(drive: Driver) -> None:
    page = look(drive)
    titles: list[str] = []
    layers: list[int] = []
    while page.bar.forward.isEnabled():
        drive.click(page.bar.forward)
        titles.append(page.bar.title.text())
        layers.append(next(iter(lit(drive))).layer)

    assert titles == [
        "Forward pass, layer 1",
        "Forward pass, layer 2 (output)",
        "Cost",
        "Backward pass, layer 2 (output)",
        "Backward pass, layer 1",
        "Update, layer 1",
        "Update, layer 2 (output)",
    ]
    assert layers == [1, 2, 2, 2, 1, 1, 2]
    assert rows(page.tree)[0] == ("α", "0.3")
    drive.click(page.bar.back)
    assert page.bar.title.text() == "Update, layer 1"
    QTest.keyClick(page.bar.slider, Qt.Key.Key_Home)
    assert page.bar.title.text() == "Forward pass, layer 1"
    assert not page.bar.back.isEnabled()
    drive.click(page.bar.all)
    assert view_of(drive).phase is None
    assert lit(drive) == frozenset()
    assert ("Cost", "") in rows(page.tree)


def test_over_all_examples_it_is_the_average(drive: Driver) -> None:
    page = look(drive)
    drive.click(page.all)
    drive.settle()
    texts = dict(rows(page.tree))

    assert view_of(drive).probe is None
    assert page.where.text() == "All m = 400 training examples, average over m"
    assert texts["J = (1/m) Σ L, L = −[y log ŷ + (1 − y) log(1 − ŷ)]"] == drive.figure("cost")
    drive.click(page.one)
    first = drive.dataset.X[:, 0]
    assert view_of(drive).probe == Probe(float(first[0]), float(first[1]))
    assert "the point here" in page.where.text()
    drive.sketchpad.model.put_probe(1.5, -0.5)
    drive.click(page.one)
    assert view_of(drive).probe == Probe(1.5, -0.5)  # it is about one example already


def test_while_it_trains_the_numbers_go_on_and_what_is_unfolded_stays(drive: Driver) -> None:
    page = look(drive)
    tree = page.tree
    unfold(tree, "z[1] = ")
    index = unfold(tree, "z[1]_2 = ")
    tree.verticalScrollBar().setValue(11)
    before, current = rows(tree), tree.currentIndex()
    drive.sketchpad.step(25)
    drive.until(lambda: drive.iteration == 25)
    drive.settle()
    after = rows(tree)

    assert len(after) == len(before)
    assert after != before
    assert tree.isExpanded(index)
    assert (tree.currentIndex(), tree.verticalScrollBar().value()) == (current, 11)
    numbers = by_blocks(drive, np.array([[nearest_label(drive)]]))
    assert dict(after)[str(tree.lines.data(index))] == number_text(float(numbers["z[1]"][1, 0]))


def test_the_animation_does_one_update_at_the_end_of_each_iteration(drive: Driver) -> None:
    page = look(drive)
    drive.click(page.bar.play)
    assert is_running(page)
    assert view_of(drive).phase == 0
    drive.click(page.bar.play)
    assert not is_running(page)
    for iteration in range(2):  # beat by beat instead of by the clock
        for phase in range(1, len(page.look.phases)):
            page.animation.beat()
            assert view_of(drive).phase == phase
        drive.settle()
        assert drive.iteration == iteration
        page.animation.beat()
        assert view_of(drive).phase == 0
        drive.settle()
        assert drive.iteration == iteration + 1


def test_the_animation_ends_when_the_run_is_played_and_when_the_page_is_left(drive: Driver) -> None:
    page = look(drive)
    drive.click(page.bar.play)
    drive.canvas.setFocus()
    drive.key(Qt.Key.Key_Space)
    assert not is_running(page)
    assert not page.bar.play.isChecked()
    drive.click(page.bar.play)
    assert not drive.sketchpad.player.playing
    drive.click(drive.window.tabs.buttons["cost"])
    assert not is_running(page)


def test_the_animation_ends_when_there_is_nothing_left_to_look_into(drive: Driver) -> None:
    page = look(drive)
    drive.click(page.all)
    drive.settle()
    drive.click(page.bar.play)
    assert is_running(page)
    drive.sketchpad.actions["clear"].trigger()
    drive.settle()
    assert page.empty.isVisible()
    assert not is_running(page)
    assert not page.bar.play.isChecked()


def test_an_empty_canvas_says_what_to_do_and_can_be_probed(drive: Driver) -> None:
    drive.key("x")
    drive.settle()
    page = page_of(drive)
    assert page.empty.isVisible()
    assert "no training examples" in page.empty.text()
    assert "probe (X)" in page.empty.text()
    drive.drag((1.0, 1.0))
    assert page.tree.isVisible()
    assert page.where.text().endswith("no target here: forward pass only")
    assert {text for text, value in rows(page.tree) if value == ""} == {
        "Forward pass, layer 1",
        "Forward pass, layer 2 (output)",
    }
    drive.click(page.bar.play)
    for _ in range(5):
        page.animation.beat()
    assert drive.iteration == 0
    assert drive.message == ""


def test_a_layer_removed_while_it_is_looked_at_is_gone(drive: Driver) -> None:
    page = look(drive, hidden=(3, 2))
    last = len(page.look.phases) - 1
    drive.sketchpad.model.update(phase=last)
    assert page.bar.title.text() == "Update, layer 3 (output)"
    shallow = drive.experiment.with_recipe(replace(drive.experiment.recipe, hidden=()))
    drive.sketchpad.document.apply(Become(shallow), "Remove both layers")
    drive.settle()

    assert page.bar.title.text() == "Update, layer 1 (output)"
    assert lit(drive) == {Place(1, 0)}
    drive.undo()
    drive.settle()
    assert page.bar.title.text() == "Update, layer 3 (output)"


def test_dropout_and_overflow_are_said(drive: Driver) -> None:
    page = look(drive, regularization=Regularization(dropout=0.2))
    assert "without dropout" in page.remarks.text()
    sizes = drive.experiment.recipe.sizes
    huge = Parameters(sizes, np.full(13, 1e200))
    drive.sketchpad.document.apply(Become(replace(drive.experiment, given=huge)), "Huge")
    drive.sketchpad.rewind()
    drive.sketchpad.model.put_probe(1e200, 1e200)  # far outside of what is shown
    drive.settle()

    assert page.remarks.text().startswith("The numbers have left the finite range.")
    assert any("∞" in text or "undefined" in text for text, _ in rows(page.tree))


@pytest.mark.parametrize("preset", ["three_blobs", "hills"])
def test_softmax_and_values_are_looked_into_like_the_rest(drive: Driver, preset: str) -> None:
    drive.choose_preset(preset)
    drive.key("x")
    drive.drag((20.0, 3.0))  # far outside of what is shown
    drive.settle()
    page = page_of(drive)
    formulas = [text for text, _ in rows(page.tree)]

    assert page.tree.isVisible()
    assert any(text.startswith("ŷ = a[2] = ") for text in formulas)
    assert "as the nearest point" in page.where.text()


def test_a_deep_and_wide_network_opens_folded(drive: Driver) -> None:
    drive.choose_preset("flower")
    deep = replace(drive.experiment.recipe, hidden=(HiddenLayer(64, "tanh"),) * 12, optimizer=Optimizer("adam", 0.01))
    drive.sketchpad.document.apply(Become(drive.experiment.with_recipe(deep)), "Recipe")
    drive.key("x")
    drive.sketchpad.model.put_probe(0.0, 0.0)
    page = page_of(drive)
    drive.until(lambda: len(page.look.phases) == 13 + 1 + 13 + 13)
    headings = rows(page.tree)
    assert len(headings) == len(page.look.phases)
    assert all(value == "" for _, value in headings)
    unfold(page.tree, "Backward pass, layer 7")
    unfold(page.tree, "dW[7] = ")

    assert len(rows(page.tree)) == 40 + 4 + 64


def test_only_the_page_that_is_seen_looks(drive: Driver) -> None:
    page = look(drive)
    drive.click(drive.window.tabs.buttons["cost"])
    drive.key(Qt.Key.Key_Right)
    drive.until(lambda: drive.iteration == 1)
    drive.settle()
    assert xray_of(page) is None
    drive.click(drive.window.tabs.buttons["xray"])

    xray = xray_of(page)
    assert xray is not None
    assert xray.iteration == 1

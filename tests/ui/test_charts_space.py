"""The page that shows what a layer does to the plane."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from driving import Driver
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.recipe import HiddenLayer
from neural_sketchpad.ui.charts.space_page import SpacePage
from neural_sketchpad.ui.charts.space_picture import Scene
from neural_sketchpad.ui.charts.space_scene import steady_range
from neural_sketchpad.ui.theme import DARK
from neural_sketchpad.ui.view_model import OUTPUT, Axes

Control = Qt.KeyboardModifier.ControlModifier


def open_page(drive: Driver, preset: str = "moons", *units: int, hundreds: int = 1) -> SpacePage:
    """The page with a preset learned by a network with these hidden layers."""
    drive.choose_preset(preset)
    set_layers(drive, *units)
    drive.click(drive.window.tabs.buttons["space"])
    for _ in range(hundreds):
        drive.canvas.setFocus()
        drive.key(Qt.Key.Key_Right, Control)
    drive.until(lambda: drive.iteration == 100 * hundreds)
    drive.settle()
    page = drive.window.tabs.page
    assert isinstance(page, SpacePage)
    return page


def set_layers(drive: Driver, *units: int) -> None:
    hidden = tuple(HiddenLayer(n) for n in units)
    drive.sketchpad.document.apply(
        Become(drive.experiment.with_recipe(replace(drive.experiment.recipe, hidden=hidden))), "Layers"
    )
    drive.settle()


def scene(page: SpacePage) -> Scene:
    assert page.shown is not None
    assert page.picture.scene is page.shown.scene
    return page.shown.scene


def activations(drive: Driver) -> list[np.ndarray]:
    """A[0], ..., A[L-1] and Z[L] of the points by the readable blocks."""
    run = drive.snapshot.run
    X = run.experiment.input_map(run.experiment.dataset.X)
    _, caches = blocks.L_model_forward(X, run.parameters.as_dict(), run.experiment.recipe.activations)
    return [*(linear[0] for linear, _ in caches), caches[-1][1]]


def test_two_units_are_drawn_as_they_are_and_the_border_is_the_line_of_the_last_weights(drive: Driver) -> None:
    page = open_page(drive, "moons", 4, 2)
    drawn, A = scene(page), activations(drive)
    W, b = drive.snapshot.run.parameters.layers[-1]

    np.testing.assert_allclose(drawn.points.T, A[2], atol=1e-5)
    assert drawn.names == ("a[2]₁", "a[2]₂")
    assert drawn.exact
    for x1, y1, x2, y2 in drawn.borders:
        np.testing.assert_allclose(W @ [[x1, x2], [y1, y2]] + b, 0.0, atol=1e-6)
    assert "w · a[2] + b = 0" in page.reading.text()


def test_of_many_units_the_last_layer_is_seen_across_the_border(drive: Driver) -> None:
    page = open_page(drive, "moons", 6, hundreds=3)
    drawn = scene(page)
    z = activations(drive)[2][0]
    right = drawn.points[:, 0] > 0.0

    np.testing.assert_array_equal(right, z > 0.0)
    np.testing.assert_allclose(drawn.borders[:, [0, 2]], 0.0, atol=1e-5)
    assert drawn.names[0] == "distance from the border: (w · a[1] + b) / |w|"


def test_the_points_and_the_line_are_painted_where_they_belong(drive: Driver) -> None:
    page = open_page(drive, "moons", 4, 2)
    drawn = scene(page)
    image = page.picture.grab().toImage()
    place = page.picture.to_pixels(drawn.points[-1])  # the last one is on top
    orange = image.pixelColor(round(place[0]), round(place[1]))

    assert drive.dataset.targets[-1] == 1.0
    assert orange.red() > orange.blue() + 80
    x1, y1, x2, y2 = drawn.borders[0]
    along = np.linspace([x1, y1], [x2, y2], 12)[1:-1]
    free = [
        at for at in page.picture.to_pixels(along) if np.hypot(*(page.picture.to_pixels(drawn.points) - at).T).min() > 8
    ]
    assert len(free) >= 3
    for x, y in free:
        around = [image.pixelColor(round(x) + dx, round(y) + dy).value() for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        assert min(around) < 140


def test_layer_and_axes_are_chosen_from_lists(drive: Driver) -> None:
    page = open_page(drive, "moons", 5, 4)
    across, up = page.axes
    drive.choose(page.layer, 1)
    assert (across.currentText(), up.currentText()) == ("1st direction", "2nd direction")
    assert "%" in scene(page).names[0]
    assert len(scene(page).borders) == 0
    drive.choose(across, 2)
    A = activations(drive)
    assert scene(page).names == ("a[1]₃", "a[1]₁")
    np.testing.assert_allclose(scene(page).points.T, A[1][[2, 0]], atol=1e-5)
    drive.choose(up, 2)
    assert scene(page).names[1] == "a[1]₃" != scene(page).names[0]
    drive.choose(up, Axes.PRINCIPAL)
    assert drive.sketchpad.model.view.space_axes is Axes.PRINCIPAL
    drive.choose(page.layer, 0)
    assert scene(page).names == ("x₁", "x₂")
    np.testing.assert_allclose(scene(page).points.T, A[0], atol=1e-5)


def test_in_principal_directions_the_border_is_a_cut_and_dashed(drive: Driver) -> None:
    page = open_page(drive, "moons", 6)
    drive.choose(page.axes[0], Axes.PRINCIPAL)

    assert not scene(page).exact
    assert "cut through the mean" in page.reading.text()


def test_the_logits_of_several_classes_are_a_layer_too(drive: Driver) -> None:
    page = open_page(drive, "three_blobs", 3)
    drive.choose(page.layer, OUTPUT)
    drive.choose(page.axes[0], 1)

    assert scene(page).names == ("z[2]₂", "z[2]₁")
    np.testing.assert_allclose(scene(page).points.T, activations(drive)[2][[1, 0]], atol=1e-4)
    assert len(scene(page).borders) >= 1


def test_a_single_unit_is_a_line_with_the_classes_beside_each_other(drive: Driver) -> None:
    page = open_page(drive, "moons", 4, 1)
    drawn = scene(page)

    np.testing.assert_allclose(drawn.points[:, 0], activations(drive)[2][0], atol=1e-5)
    np.testing.assert_array_equal(np.rint(drawn.points[:, 1]), drive.dataset.targets)
    assert drawn.grid.size == 0
    assert not page.axes[1].isVisible()
    assert "class" in drawn.names[1]


def test_it_moves_while_the_network_learns_and_does_not_flip(drive: Driver) -> None:
    page = open_page(drive, "moons", 6)
    drive.choose(page.axes[0], Axes.PRINCIPAL)
    before = scene(page).points
    drive.canvas.setFocus()
    drive.key(Qt.Key.Key_Right)
    drive.settle()
    after = scene(page).points

    assert not np.array_equal(before, after)
    assert np.abs(after - before).max() < 0.2 * np.ptp(before)


def test_a_layer_that_is_removed_while_it_is_shown_gives_way_to_the_last_one(drive: Driver) -> None:
    page = open_page(drive, "moons", 4, 4, 3)
    drive.choose(page.layer, 3)
    drive.choose(page.axes[0], 2)
    set_layers(drive, 4, 2)
    assert page.layer.currentText() == "Layer 2"
    assert scene(page).points.shape == (300, 2)
    set_layers(drive)
    assert scene(page).names == ("x₁", "x₂")
    assert "w · x + b = 0" in page.reading.text()


def test_pointing_at_a_point_says_what_it_is_and_where(drive: Driver) -> None:
    page = open_page(drive, "moons", 4, 2)
    x, y = page.picture.to_pixels(scene(page).points[7])
    QTest.mouseMove(page.picture, QPoint(round(x), round(y)))
    drive.until(lambda: "class" in page.reading.text())
    nearest = page.picture.nearest
    assert nearest is not None
    x1 = f"x₁ {drive.dataset.X[0, nearest]:.2f}".replace("-", "−")

    assert x1 in page.reading.text()
    QTest.mouseMove(page.picture, QPoint(2, 2))
    drive.until(lambda: "class" not in page.reading.text())


def test_without_points_the_grid_alone_is_drawn(drive: Driver) -> None:
    drive.click(drive.window.tabs.buttons["space"])
    drive.settle()
    page = drive.window.tabs.page
    assert isinstance(page, SpacePage)

    assert scene(page).points.shape == (0, 2)
    assert np.isfinite(scene(page).grid).all()


def test_points_with_values_have_no_border_and_test_points_are_hollow(drive: Driver) -> None:
    page = open_page(drive, "hills", 5)
    assert scene(page).of_values
    assert len(scene(page).borders) == 0
    drive.sketchpad.document.apply(
        Become(replace(drive.experiment, split=replace(drive.experiment.split, fraction=0.3))), "Split"
    )
    drive.settle()

    assert 0 < sum(scene(page).held_out) < drive.dataset.m


def test_a_network_that_ran_away_is_met_with_words_or_a_picture(drive: Driver) -> None:
    drive.choose_preset("hills")
    drive.sketchpad.document.apply(
        Become(drive.experiment.with_recipe(replace(drive.experiment.recipe, hidden=(HiddenLayer(8, "relu"),) * 2))),
        "ReLU",
    )
    drive.click(drive.window.tabs.buttons["space"])
    drive.sketchpad.document.apply(Become(drive.experiment.with_learning_rate(1e6)), "Rate")
    drive.canvas.setFocus()
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()
    page = drive.window.tabs.page
    assert isinstance(page, SpacePage)
    assert page.body.words or scene(page).points.size
    page.picture.set_theme(DARK)
    assert not page.grab().isNull()


def test_an_axis_stays_while_its_points_fill_it() -> None:
    first = steady_range(np.array([-1.0, 1.0]), None)

    assert steady_range(np.array([-0.9, 1.05]), first) == first
    assert steady_range(np.array([-1.0, 1.3]), first)[1] > 1.3
    assert steady_range(np.array([-0.2, 0.2]), first)[1] < 0.3
    assert 2.0 < steady_range(np.array([3.0, 3.0]), None)[0] < 3.0

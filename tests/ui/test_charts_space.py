"""The page that shows what a layer does to the plane: what is drawn, and using it in the window."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from driving import Driver
from neural_sketchpad.data.generators import PresetChoice
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.edits import Become, draw_preset
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Initialization
from neural_sketchpad.training.run import Run
from neural_sketchpad.ui.charts.space_page import SpacePage
from neural_sketchpad.ui.charts.space_picture import Scene
from neural_sketchpad.ui.charts.space_scene import Aspect, Shown, show, steady_range
from neural_sketchpad.ui.theme import DARK, LIGHT
from neural_sketchpad.ui.view_model import OUTPUT, Axes, View

Array = NDArray[np.floating]


def run_of(preset: str | None, *units: int) -> Run:
    """A run that is about to begin on a preset with these hidden layers."""
    empty = Experiment(seed=5)
    drawn = empty if preset is None else draw_preset(empty, PresetChoice.of(preset)).applied_to(empty)
    return Run.start(drawn.with_recipe(replace(drawn.recipe, hidden=tuple(HiddenLayer(n) for n in units))))


def seen(run: Run, layer: int | None = None, axes: Axes | tuple[int, int] | None = None) -> Scene:
    aspect = Aspect.of(View(space_layer=layer, space_axes=axes), run.experiment.recipe)
    shown = show(run.experiment, run.network, aspect, None)
    assert shown is not None
    return shown.scene


def activations(run: Run) -> list[Array]:
    """A[0], ..., A[L-1] and Z[L] of the points by the readable blocks."""
    X = run.experiment.input_map(run.experiment.dataset.X)
    _, caches = blocks.L_model_forward(X, run.parameters.as_dict(), run.experiment.recipe.activations)
    return [*(linear[0] for linear, _ in caches), caches[-1][1]]


def test_two_units_are_drawn_as_they_are_and_the_border_is_the_line_of_the_last_weights() -> None:
    run = run_of("moons", 4, 2)
    scene, (W, b) = seen(run), run.parameters.layers[-1]

    np.testing.assert_allclose(scene.points.T, activations(run)[2], atol=1e-5)
    assert scene.names == ("a[2]₁", "a[2]₂")
    assert scene.exact
    ((x1, y1, x2, y2),) = scene.borders
    np.testing.assert_allclose(W @ [[x1, x2], [y1, y2]] + b, 0.0, atol=1e-6)


def test_of_many_units_the_last_layer_is_seen_across_the_border() -> None:
    run = run_of("moons", 6)
    scene = seen(run)

    np.testing.assert_array_equal(scene.points[:, 0] > 0.0, activations(run)[2][0] > 0.0)
    np.testing.assert_allclose(scene.borders[:, [0, 2]], 0.0, atol=1e-5)
    assert scene.names[0] == "distance from the border: (w · a[1] + b) / |w|"
    assert scene.exact
    assert not seen(run, axes=Axes.PRINCIPAL).exact


def test_a_layer_further_back_is_seen_in_principal_directions_or_units_and_has_no_border() -> None:
    run = run_of("moons", 5, 4)
    A = activations(run)

    assert "% of the variance" in seen(run, 1).names[0]
    assert len(seen(run, 1).borders) == 0
    assert seen(run, 1, (2, 0)).names == ("a[1]₃", "a[1]₁")
    np.testing.assert_allclose(seen(run, 1, (2, 0)).points.T, A[1][[2, 0]], atol=1e-5)
    np.testing.assert_allclose(seen(run, 0).points.T, A[0], atol=1e-5)
    assert seen(run, 0).names == ("x₁", "x₂")


def test_the_logits_of_several_classes_are_a_layer_too() -> None:
    run = run_of("three_blobs", 3)
    scene = seen(run, OUTPUT, (1, 0))

    assert scene.names == ("z[2]₂", "z[2]₁")
    np.testing.assert_allclose(scene.points.T, activations(run)[2][[1, 0]], atol=1e-4)
    assert seen(run, OUTPUT).exact
    assert Aspect.of(View(space_layer=OUTPUT), run_of("moons", 3).experiment.recipe).layer == 1


def test_a_single_unit_is_a_line_with_the_classes_beside_each_other() -> None:
    run = run_of("moons", 4, 1)
    scene = seen(run)

    np.testing.assert_allclose(scene.points[:, 0], activations(run)[2][0], atol=1e-5)
    np.testing.assert_array_equal(np.rint(scene.points[:, 1]), run.experiment.dataset.targets)
    assert scene.grid.size == 0
    assert "class" in scene.names[1]
    assert seen(run_of("hills", 1)).names[1] == "value y"


def test_points_with_values_have_no_border_and_test_points_are_hollow() -> None:
    run = run_of("hills", 5)
    run = replace(run, experiment=replace(run.experiment, split=Split(0.3)))
    scene = seen(run)

    assert scene.of_values
    assert len(scene.borders) == 0
    assert 0 < sum(scene.held_out) < run.experiment.dataset.m


def test_without_points_the_grid_alone_is_drawn() -> None:
    scene = seen(run_of(None, 4))

    assert scene.points.shape == (0, 2)
    assert np.isfinite(scene.grid).all()
    assert scene.grid.size


@pytest.mark.parametrize("size", [1e30, 1e300, np.inf, np.nan])
def test_numbers_that_ran_away_are_drawn_or_given_up_but_never_fail(size: float) -> None:
    run = run_of("moons", 4, 3)
    wild = Parameters(run.parameters.sizes, np.full_like(run.parameters.theta, size))
    for layer in (0, 1, 2):
        aspect = Aspect.of(View(space_layer=layer), run.experiment.recipe)
        shown = show(run.experiment, Network(run.experiment.recipe, wild), aspect, None)
        assert shown is None or np.isfinite(shown.scene.points).all()


def test_a_picture_that_goes_on_from_another_does_not_flip() -> None:
    run = run_of("moons", 6)
    aspect = Aspect.of(View(space_axes=Axes.PRINCIPAL), run.experiment.recipe)
    rng, theta = np.random.default_rng(0), run.parameters.theta
    before: Shown | None = None
    shown: Shown | None = None
    for _ in range(20):
        theta = theta + 0.02 * rng.standard_normal(theta.shape)
        network = Network(run.experiment.recipe, Parameters(run.parameters.sizes, theta))
        before, shown = shown, show(run.experiment, network, aspect, shown)
        assert shown is not None
        if before is not None:
            assert np.corrcoef(before.scene.points[:, 0], shown.scene.points[:, 0])[0, 1] > 0.9


def test_an_axis_stays_while_its_points_fill_it() -> None:
    first = steady_range(np.array([-1.0, 1.0]), None)

    assert steady_range(np.array([-0.9, 1.05]), first) == first
    assert steady_range(np.array([-1.0, 1.3]), first)[1] > 1.3
    assert steady_range(np.array([-0.2, 0.2]), first)[1] < 0.3
    assert 2.0 < steady_range(np.array([3.0, 3.0]), None)[0] < 3.0


# In the window


def open_page(drive: Driver, *units: int) -> SpacePage:
    """The page with two moons that a network with these hidden layers has learned from a hundred times."""
    drive.choose_preset("moons")
    set_layers(drive, *units)
    drive.click(drive.window.tabs.buttons["space"])
    drive.canvas.setFocus()
    drive.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    drive.until(lambda: drive.iteration == 100)
    drive.settle()
    page = drive.window.tabs.page
    assert isinstance(page, SpacePage)
    return page


def set_layers(drive: Driver, *units: int) -> None:
    recipe = replace(drive.experiment.recipe, hidden=tuple(HiddenLayer(n) for n in units))
    drive.sketchpad.document.apply(Become(drive.experiment.with_recipe(recipe)), "Layers")
    drive.settle()


def scene_of(page: SpacePage) -> Scene:
    assert page.picture.scene is not None
    return page.picture.scene


def test_the_points_and_the_line_are_painted_where_they_belong_and_follow_the_run(drive: Driver) -> None:
    page = open_page(drive, 4, 2)
    scene, picture = scene_of(page), page.picture
    np.testing.assert_allclose(scene.points.T, activations(drive.snapshot.run)[2], atol=1e-5)
    image = picture.grab().toImage()
    x, y = picture.to_pixels(scene.points[-1])  # the last one is on top
    orange = image.pixelColor(round(x), round(y))

    assert drive.dataset.targets[-1] == 1.0
    assert orange.red() > orange.blue() + 80
    x1, y1, x2, y2 = scene.borders[0]
    along = picture.to_pixels(np.linspace([x1, y1], [x2, y2], 12)[1:-1])
    free = [at for at in along if np.hypot(*(picture.to_pixels(scene.points) - at).T).min() > 8]
    assert len(free) >= 3
    for x, y in free:
        around = [image.pixelColor(round(x) + dx, round(y) + dy).value() for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        assert min(around) < 140
    assert page.reading.text() == "w · a[2] + b = 0: straight here, bent on the canvas"
    drive.key(Qt.Key.Key_Right)
    drive.until(lambda: drive.iteration == 101)
    drive.settle()
    np.testing.assert_allclose(scene_of(page).points.T, activations(drive.snapshot.run)[2], atol=1e-5)
    assert not np.array_equal(scene_of(page).points, scene.points)


def test_layer_and_axes_are_chosen_from_lists(drive: Driver) -> None:
    page = open_page(drive, 5, 4)
    across, up = page.axes
    assert (across.currentText(), up.currentText()) == ("Across border", "Along border")
    drive.choose(across, Axes.PRINCIPAL)
    assert "cut through the mean" in page.reading.text()
    drive.choose(page.layer, 1)
    assert (across.currentText(), up.currentText()) == ("1st direction", "2nd direction")
    drive.choose(across, 2)
    assert scene_of(page).names == ("a[1]₃", "a[1]₁")
    drive.choose(up, 2)
    assert scene_of(page).names[1] == "a[1]₃" != scene_of(page).names[0]
    drive.choose(up, Axes.PRINCIPAL)

    assert drive.sketchpad.model.view.space_axes is Axes.PRINCIPAL


def test_a_layer_that_is_removed_while_it_is_shown_gives_way_to_the_last_one(drive: Driver) -> None:
    page = open_page(drive, 4, 4, 3)
    drive.choose(page.layer, 3)
    drive.choose(page.axes[0], 2)
    set_layers(drive, 4, 1)
    assert page.layer.currentText() == "Layer 2"
    assert scene_of(page).points.shape == (300, 2)
    assert not page.axes[1].isVisible()
    set_layers(drive)

    assert scene_of(page).names == ("x₁", "x₂")
    assert page.reading.text() == "w · x + b = 0"
    set_layers(drive, 3)
    zeros = replace(drive.experiment.recipe, initialization=Initialization("zeros"))
    drive.sketchpad.document.apply(Become(drive.experiment.with_recipe(zeros)), "Zeros")
    drive.sketchpad.rewind()
    drive.settle()
    assert page.reading.text() == "All points fall on one spot in hidden layer 1"


def test_pointing_at_a_point_says_what_it_is_and_where(drive: Driver) -> None:
    page = open_page(drive, 4, 2)
    x, y = page.picture.to_pixels(scene_of(page).points[7])
    QTest.mouseMove(page.picture, QPoint(round(x), round(y)))
    drive.until(lambda: "class" in page.reading.text())
    nearest = page.picture.nearest
    assert nearest is not None
    x1 = f"x₁ {drive.dataset.X[0, nearest]:.2f}".replace("-", "−")

    assert x1 in page.reading.text()
    QTest.mouseMove(page.picture, QPoint(2, 2))
    drive.until(lambda: "class" not in page.reading.text())


def test_the_picture_that_is_kept_follows_scene_theme_and_size(drive: Driver) -> None:
    page = open_page(drive, 4, 2)
    picture = page.picture
    drive.window.set_theme(LIGHT)
    before = picture.grab().toImage()
    drive.window.set_theme(DARK)
    assert picture.grab().toImage().pixelColor(0, 0) == QColor(DARK.panel)
    drive.window.set_theme(LIGHT)
    assert picture.grab().toImage() == before
    picture.resize(picture.width() - 60, picture.height())
    image = picture.grab().toImage()
    x, y = picture.to_pixels(scene_of(page).points[-1])
    assert image.size() != before.size()
    assert image.pixelColor(round(x), round(y)).red() > image.pixelColor(round(x), round(y)).blue() + 80

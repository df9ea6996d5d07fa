"""What the window shows of a run: the plane, the units, the cost, and what is under the pointer."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from driving import Driver, Middle
from neural_sketchpad.nn.costs import cost
from neural_sketchpad.nn.forward import logits
from neural_sketchpad.nn.recipe import HiddenLayer
from neural_sketchpad.ui.theme import DARK, LIGHT
from neural_sketchpad.ui.view_model import Unit

Control = Qt.KeyboardModifier.ControlModifier


def train(drive: Driver, preset: str, hundreds: int = 5) -> None:
    drive.choose_preset(preset)
    for _ in range(hundreds):
        drive.key(Qt.Key.Key_Right, Control)
    drive.settle()


def test_the_plane_is_blue_where_class_0_is_predicted_and_orange_where_class_1_is(drive: Driver) -> None:
    train(drive, "blobs")
    zero, one = drive.colour_at((-4.0, -4.0)), drive.colour_at((4.0, 4.0))

    assert zero.blue() > zero.red() + 40
    assert one.red() > one.blue() + 40


def test_the_border_is_drawn_where_the_network_is_undecided(drive: Driver) -> None:
    train(drive, "blobs")
    run = drive.snapshot.run
    along = np.linspace(-4.0, 4.0, 4001)
    z = logits(run.experiment.recipe, run.parameters, np.vstack([along, -along * 0.0 + 3.5]))[0]
    crossing = float(along[np.argmin(np.abs(z))])
    pixels = drive.pixels()
    row, column = drive.pixel((crossing, 3.5)).y(), drive.pixel((crossing, 3.5)).x()

    assert pixels[row, column - 1 : column + 2, :3].sum(axis=1).min() < 250


def test_the_picture_at_rest_is_as_fine_as_the_screen(drive: Driver) -> None:
    train(drive, "moons", 1)

    assert drive.canvas.sharp
    assert drive.canvas.picture is not None
    assert len(drive.canvas.picture.shades) >= drive.canvas.width()


def test_the_decision_has_two_colours_only(drive: Driver) -> None:
    train(drive, "moons")
    drive.sketchpad.model.update(decision=True)
    drive.settle()

    assert drive.canvas.picture is not None
    assert set(np.unique(drive.canvas.picture.shades)) == {0, 255}


def test_hover_reads_the_coordinates_and_the_prediction(drive: Driver) -> None:
    train(drive, "moons")
    drive.move((1.5, -0.5))
    x1, x2 = drive.canvas.viewport.to_plane(drive.pixel((1.5, -0.5)).x(), drive.pixel((1.5, -0.5)).y())
    run = drive.snapshot.run
    z = float(logits(run.experiment.recipe, run.parameters, np.array([[x1], [x2]]))[0, 0])

    assert drive.window.canvas_panel.reading.text() == f"x₁ {x1:.2f}   x₂ −{-x2:.2f}   ŷ {1 / (1 + np.exp(-z)):.3f}"


def test_the_wheel_zooms_and_keeps_the_place_under_the_pointer(drive: Driver) -> None:
    before = drive.pixel((2.0, 1.0))
    drive.wheel((2.0, 1.0), notches=3)

    assert drive.canvas.viewport.span < 10.0 / 1.2**2
    assert (drive.pixel((2.0, 1.0)) - before).manhattanLength() <= 2


def test_the_middle_button_pans(drive: Driver) -> None:
    start, end = drive.pixel((0.0, 0.0)), drive.pixel((1.0, 1.0))
    QTest.mousePress(drive.canvas, Middle, Qt.KeyboardModifier.NoModifier, start)
    drive.carry((1.0, 1.0), Middle)
    QTest.mouseRelease(drive.canvas, Middle, Qt.KeyboardModifier.NoModifier, end)

    assert (drive.pixel((0.0, 0.0)) - end).manhattanLength() <= 2
    assert drive.dataset.m == 0


def test_fit_shows_every_point(drive: Driver) -> None:
    drive.choose_preset("flower")
    drive.wheel((0.0, 0.0), notches=10)
    assert not drive.canvas.viewport.shows(drive.dataset.X).all()
    drive.key("f")

    assert drive.canvas.viewport.shows(drive.dataset.X).all()


def test_choosing_a_unit_shows_it_large_and_choosing_it_again_shows_the_output(drive: Driver) -> None:
    train(drive, "moons")
    drive.click_diagram(drive.unit_at(1, 2))
    drive.settle()
    picture = drive.canvas.picture
    assert picture is not None
    assert picture.subject.unit == Unit(1, 2)
    run = drive.snapshot.run
    W, b = run.parameters.layers[0]
    middle = np.tanh(b[2, 0])
    shade = picture.shades[len(picture.shades) // 2, len(picture.shades) // 2]
    assert abs(shade / 127.5 - 1.0 - middle) < 0.05 + abs(W[2]).sum() * 0.02
    drive.move((1.0, 1.0))
    assert "a[1]" in drive.window.canvas_panel.reading.text()
    drive.click_diagram(drive.unit_at(1, 2))

    assert drive.sketchpad.model.view.unit is None


def test_a_unit_that_is_removed_is_no_longer_shown(drive: Driver) -> None:
    train(drive, "moons", 1)
    drive.sketchpad.model.update(unit=Unit(1, 3))
    drive.settle()
    drive.window.network.heads.hidden[0].changed.emit(HiddenLayer(2))
    drive.settle()

    assert drive.sketchpad.model.view.unit is None
    assert drive.canvas.picture is not None
    assert drive.canvas.picture.subject.unit is None


def test_the_diagram_has_a_picture_for_every_unit(drive: Driver) -> None:
    drive.click(drive.window.network.add)
    train(drive, "moons", 1)

    assert [drive.pictured(layer) for layer in range(4)] == [2, 4, 4, 1]


def test_zeros_make_all_units_of_a_layer_look_the_same(drive: Driver) -> None:
    drive.window.recipe.scheme.edited.emit("zeros", None)
    train(drive, "moons", 3)
    column = drive.diagram.scene.columns[1]
    tops = drive.diagram.scene.layout.columns[1].tops
    images = [column.copy(0, top - tops[0], column.width(), column.width()) for top in tops]

    assert all(image == images[0] for image in images)


@pytest.mark.parametrize("logarithmic", [False, True])
def test_the_chart_draws_the_costs_of_the_run(drive: Driver, logarithmic: bool) -> None:
    drive.choose_preset("moons")
    drive.settle()
    experiment = drive.experiment
    train_set, _ = experiment.examples()
    first = cost(
        experiment.recipe.head, logits(experiment.recipe, experiment.starting_parameters, train_set.X), train_set.Y
    )
    drive.sketchpad.model.update(log_cost=logarithmic)
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()
    x, y = drive.cost.train_curve.getOriginalDataset()

    assert x[0] == 0
    assert x[-1] == 100
    assert y[0] == pytest.approx(first, rel=1e-12)
    assert drive.cost.plot.getViewBox().state["logMode"] == [False, logarithmic]
    assert drive.cost.plot.getAxis("bottom").labelText == "iteration"
    assert drive.cost.plot.getAxis("left").labelText == "cost J"


def test_the_chart_reads_the_values_under_the_pointer(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()
    chart = drive.cost
    box = chart.plot.getViewBox()
    at = box.mapViewToScene(QPointF(40.0, 0.3))
    QTest.mouseMove(chart.plot.viewport(), QPoint(5, 5))
    chart.plot.scene().sigMouseMoved.emit(at)

    assert chart.reading.text().startswith("iteration 40 ")


def test_the_test_curve_and_figures_come_with_a_test_share(drive: Driver) -> None:
    drive.choose_preset("moons")
    assert drive.figure("test_cost") == "–"
    drive.window.data.share.edited.emit(0.25, None)
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()

    assert drive.figure("test_cost") != "–"
    assert drive.figure("test").endswith("%")
    assert len(drive.cost.test_curve.getOriginalDataset()[0]) > 50


def test_the_figures_never_move_their_neighbours(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.settle()
    before = {name: label.geometry() for name, label in drive.window.toolbar.figures.items()}
    for _ in range(3):
        drive.key(Qt.Key.Key_Right, Control)
    drive.settle()

    assert {name: label.geometry() for name, label in drive.window.toolbar.figures.items()} == before


def test_the_theme_changes_every_colour_and_is_remembered(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.settle()
    assert drive.window.grab().toImage().pixelColor(3, 690).name() == drive.window.theme.ground
    old = drive.window.theme
    drive.key(Qt.Key.Key_T, Control)
    drive.settle()
    new = DARK if old is LIGHT else LIGHT

    assert drive.window.theme is new
    assert drive.window.grab().toImage().pixelColor(3, 690).name() == new.ground
    assert drive.sketchpad.settings.theme(system_is_dark=not new.is_dark) is new


def test_a_preset_with_the_same_choice_gives_the_same_points(drive: Driver) -> None:
    drive.choose_preset("spirals")
    first = drive.dataset
    drive.choose_preset("xor")
    assert drive.dataset != first
    drive.choose_preset("spirals")

    assert drive.dataset == first


def test_noise_and_number_of_points_draw_the_preset_anew_in_one_undo_per_drag(drive: Driver) -> None:
    drive.choose_preset("moons")
    before = drive.dataset
    slider = drive.window.data.points.slider
    slider.sliderPressed.emit()
    for place in (500, 600, 700):
        slider.setValue(place)
    slider.sliderReleased.emit()
    assert drive.dataset.m > before.m
    drive.undo()

    assert drive.dataset == before
    assert slider.value() == drive.window.data.points.scale.place(before.m)

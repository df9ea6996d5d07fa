"""The page of the weights: their distribution, and the way of single ones."""

from dataclasses import replace

import numpy as np
from PySide6.QtWidgets import QApplication

from charting import Alone, after, experiment_with, open_tab, page_of, point_at, train, with_layers
from driving import Driver
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer
from neural_sketchpad.ui.charts.followed import MOST, followed
from neural_sketchpad.ui.charts.weights_page import WeightsPage
from neural_sketchpad.ui.view_model import Unit, View


def weights_page(drive: Driver) -> WeightsPage:
    page = page_of(drive, "weights")
    assert isinstance(page, WeightsPage)
    return page


def test_the_bars_count_the_weights_and_the_biases(drive: Driver) -> None:
    drive.choose_preset("moons")
    with_layers(drive, 5, 3)
    open_tab(drive, "weights")
    train(drive)
    bars = weights_page(drive).bars.bars

    assert [each.name for each in bars] == ["Layer 1", "Layer 2", "Output"]
    for each, (W, b) in zip(bars, drive.snapshot.run.parameters.layers, strict=True):
        assert np.abs(W).max() <= each.reach
        ends = (-each.reach, each.reach)
        np.testing.assert_array_equal(each.weights, np.histogram(W, bins=len(each.weights), range=ends)[0])
        np.testing.assert_array_equal(each.biases, np.histogram(b, bins=len(each.biases), range=ends)[0])
    cells = weights_page(drive).bars
    point_at(cells, cells.places[1].center())
    assert weights_page(drive).reading.text().endswith(f"{bars[1].weights[12]} of 15 w   {bars[1].biases[12]} of 3 b")


def test_the_largest_weights_are_followed_from_the_first_update_on(drive: Driver) -> None:
    drive.choose_preset("moons")
    open_tab(drive, "weights")
    drive.click(weights_page(drive).paths)
    assert "Press Play" in weights_page(drive).body.words
    train(drive)
    run, lines = drive.snapshot.run, weights_page(drive).lines
    largest = np.sort(np.abs(run.parameters.theta))[-MOST:]

    assert lines.values.shape == (MOST, 101)
    np.testing.assert_array_equal(np.sort(np.abs(lines.values[:, -1])), largest)
    assert lines.iterations.tolist() == list(range(101))
    for row in lines.values:
        index = int(np.flatnonzero(run.parameters.theta == row[-1])[0])
        np.testing.assert_array_equal(row, [moment.state.parameters.theta[index] for moment in run.history])


def test_a_unit_and_a_source_can_be_chosen(drive: Driver) -> None:
    drive.choose_preset("moons")
    with_layers(drive, 5, 3)
    open_tab(drive, "weights")
    drive.sketchpad.model.update(as_paths=True)
    train(drive)
    page = weights_page(drive)
    assert not page.follow.unit.isEnabled()
    drive.choose(page.layer, 2)
    drive.choose(page.follow.unit, 1)
    drive.settle()
    parameters = drive.snapshot.run.parameters

    assert sorted(page.lines.names) == ["W[2]₂₁", "W[2]₂₂", "W[2]₂₃", "W[2]₂₄", "W[2]₂₅", "b[2]₂"]
    drive.choose(page.follow.source, 3)
    drive.settle()
    assert page.lines.names == ["W[2]₂₄"]
    assert page.lines.values[0, -1] == parameters.value_at(Place(2, 1, 3))
    drive.choose(page.follow.source, BIAS)
    drive.settle()
    assert page.lines.names == ["b[2]₂"]
    with_layers(drive, 5)  # layer 2 is the output now, and the choice of a layer 2 has gone
    assert len(page.lines.names) == MOST
    assert not page.follow.unit.isEnabled()


def test_the_unit_on_the_canvas_has_the_choice() -> None:
    network = Run.start(experiment_with(4)).network
    assert followed(View(unit=Unit(1, 2)), network) == [Place(1, 2, BIAS), Place(1, 2, 0), Place(1, 2, 1)]
    assert {place.unit for place in followed(View(unit=Unit(1, 2), layer=1), network)} != {2}


def test_what_is_pointed_at_in_the_network_is_drawn_wider(qapp: QApplication) -> None:
    alone = Alone(WeightsPage)
    alone.model.update(as_paths=True, layer=1, path_unit=0, lit=frozenset({Place(1, 0, 1)}))
    alone.show(after(experiment_with(3), 20))
    lines = alone.page.lines

    widths = dict(zip(lines.names, (label.pen.widthF() for label in lines.labels.labels), strict=True))
    assert widths["W[1]₁₂"] > widths["W[1]₁₁"]


def test_weights_that_are_not_finite_are_left_out(qapp: QApplication) -> None:
    experiment = experiment_with(2)
    theta = experiment.starting_parameters.theta.copy()
    theta[:2] = np.inf, np.nan
    alone = Alone(WeightsPage)
    alone.show(Trainer(Run.start(replace(experiment, given=Parameters(experiment.recipe.sizes, theta)))))
    assert alone.page.bars.bars[0].weights.sum() == 2

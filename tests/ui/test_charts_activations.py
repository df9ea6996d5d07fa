"""The page of the activations: ridges over the iterations, the matrix A[l], and shares of dead and saturated units."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QFont, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication

from charting import Alone, after, experiment_with, open_tab, page_of, point_at, train, with_layers
from driving import Driver
from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer
from neural_sketchpad.ui.charts.activations_page import ActivationsPage
from neural_sketchpad.ui.charts.ridges import LABELS, label_of, ridge_iterations
from neural_sketchpad.ui.theme import DARK, LIGHT, Theme
from neural_sketchpad.ui.view_model import OUTPUT


def activations_page(drive: Driver) -> ActivationsPage:
    page = page_of(drive, "activations")
    assert isinstance(page, ActivationsPage)
    return page


def outputs_of(drive: Driver, iteration: int) -> list[np.ndarray]:
    """A[1], ..., A[L] at an iteration by the building blocks."""
    run = drive.snapshot.run
    moment = run.history[iteration]
    train_set, _ = run.experiment.examples()
    AL, caches = blocks.L_model_forward(
        train_set.X, moment.state.parameters.as_dict(), run.experiment.recipe.activations
    )
    return [*(linear_cache[0] for linear_cache, _ in caches[1:]), AL]


def test_without_points_it_says_what_to_do(qapp: QApplication) -> None:
    alone = Alone(ActivationsPage)
    alone.show(Trainer(Run.start(Experiment())))
    assert "Draw some points" in alone.page.body.words


def test_ridges_stand_at_powers_of_two_and_now() -> None:
    assert ridge_iterations(0) == [0]
    assert ridge_iterations(5) == [0, 1, 2, 4]
    assert len(ridge_iterations(10**9)) == 20
    assert ridge_iterations(10**9)[-1] == 2**29


@pytest.mark.parametrize("iteration", [0, 888_888, 999_999, 1_048_576, 8_888_888, 88_888_888, 888_888_888])
def test_a_ridge_has_room_for_its_iteration(qapp: QApplication, iteration: int) -> None:
    font = QFont(qapp.font())
    font.setPixelSize(10)
    assert QFontMetrics(font).horizontalAdvance(label_of(iteration)) <= LABELS - 5


def test_a_ridge_is_the_distribution_of_that_iteration_and_can_be_read(drive: Driver) -> None:
    drive.choose_preset("moons")
    with_layers(drive, 5, 3)
    open_tab(drive, "activations")
    train(drive)
    cells = activations_page(drive).ridges

    assert len(cells.ridges) == 3
    for layer, ridges in enumerate(cells.ridges):
        assert ridges.iterations == [0, 1, 2, 4, 8, 16, 32, 64, 100]
        assert ridges.ends == ((-1.0, 1.0) if layer < 2 else (0.0, 1.0))
        for place in (0, 4, 8):
            A = outputs_of(drive, ridges.iterations[place])[layer]
            counts, _ = np.histogram(A, bins=ridges.shares.shape[1], range=ridges.ends)
            np.testing.assert_allclose(ridges.shares[place], counts / A.size, atol=1e-12)
    drive.choose(activations_page(drive).layer, 1)
    drive.settle()
    area = cells.places[0]
    point_at(cells, QPointF(area.right() - 2, area.bottom() - 16))
    reading = activations_page(drive).reading.text()
    assert reading.startswith("Layer 1, iteration 100:   a from 0.984 to 1:")
    assert reading.endswith(f"{cells.ridges[0].shares[-1, -1]:.1%}")


def test_the_matrix_has_the_examples_sorted_by_class(drive: Driver) -> None:
    drive.choose_preset("three_blobs")
    open_tab(drive, "activations")
    train(drive)
    drive.sketchpad.model.update(as_matrix=True, layer=1)
    page = activations_page(drive)
    (matrix,) = page.matrices.matrices

    np.testing.assert_allclose(matrix.A, outputs_of(drive, 100)[0], atol=1e-13)
    labels = drive.dataset.labels[matrix.order.places]
    assert (np.diff(labels) >= 0).all()
    assert matrix.order.ends == tuple(np.cumsum(drive.dataset.class_counts))
    assert (matrix.low, matrix.high) == (-1.0, 1.0)
    area = page.matrices.places[0]
    point_at(page.matrices, QPointF(area.left() + 23, area.top() + 17))
    first = float(matrix.A[0, matrix.order.places[0]])
    assert page.reading.text().startswith("Layer 1, unit 1, class 0, example 1 of ")
    assert page.reading.text().endswith(f"a = {first:#.4g}".replace("-", "−"))


def test_the_shares_of_dead_and_saturated_units_are_numbers_above_the_pictures(qapp: QApplication) -> None:
    alone = Alone(ActivationsPage)
    experiment = experiment_with(4, activation="relu")
    theta = experiment.starting_parameters.theta.copy()
    theta[[2, 5]] = -1e6  # two biases so low that z stays below 0
    alone.show(Trainer(Run.start(replace(experiment, given=Parameters(experiment.recipe.sizes, theta)))))
    texts = alone.page.ridges.ridges[0].title.texts(LIGHT, 400.0)

    assert texts[0][0] == "Layer 1 · ReLU"
    assert texts[1][0].startswith("dead 50%, saturated ")


def test_a_layer_that_goes_leaves_all_layers(drive: Driver) -> None:
    drive.choose_preset("moons")
    with_layers(drive, 5, 3)
    open_tab(drive, "activations")
    train(drive)
    page = activations_page(drive)
    drive.choose(page.layer, 2)
    drive.settle()
    assert [ridges.title.name for ridges in page.ridges.ridges] == ["Layer 2"]
    with_layers(drive, 5)
    assert [ridges.title.name for ridges in page.ridges.ridges] == ["Layer 1", "Output"]
    assert page.layer.currentText() == "All layers"
    drive.choose(page.layer, OUTPUT)
    with_layers(drive)
    assert [ridges.title.name for ridges in page.ridges.ridges] == ["Output"]


@pytest.mark.parametrize("as_matrix", [False, True])
def test_twelve_layers_of_64_units_fit_into_the_smallest_window(qapp: QApplication, as_matrix: bool) -> None:
    alone = Alone(ActivationsPage)
    alone.model.update(as_matrix=as_matrix)
    alone.show(Trainer(Run.start(experiment_with(*[64] * 12))))
    cells = alone.page.matrices if as_matrix else alone.page.ridges

    assert len(cells.places) == 13
    assert all(cells.rect().contains(area.toRect()) for area in cells.places)


@pytest.mark.parametrize("as_matrix", [False, True])
def test_what_is_kept_for_painting_follows_run_theme_and_size(qapp: QApplication, as_matrix: bool) -> None:
    trainer = after(experiment_with(4, 4, 4), 64)

    def cells_of(*steps: tuple[int, int, Theme]) -> QImage:
        alone = Alone(ActivationsPage)
        alone.model.update(as_matrix=as_matrix)
        alone.show(Trainer(trainer.run))
        for width, height, theme in steps:
            alone.page.resize(width, height)
            alone.page.set_theme(theme)
            picture = alone.page.grab().toImage()
        return picture

    small, large = (344, 250, LIGHT), (700, 420, DARK)
    assert cells_of(small, large) == cells_of(large)
    assert cells_of(small, (700, 420, LIGHT)) != cells_of(large)
    assert cells_of(large, small) == cells_of(small)


@pytest.mark.parametrize("height", [1, 16, 40])
def test_ridges_without_room_are_left_out(qapp: QApplication, height: int) -> None:
    alone = Alone(ActivationsPage)
    alone.show(after(experiment_with(4), 8))
    alone.page.ridges.resize(200, height)
    assert alone.page.ridges.grab().height() == height


@pytest.mark.parametrize("as_matrix", [False, True])
def test_one_class_alone_is_enough(qapp: QApplication, as_matrix: bool) -> None:
    alone = Alone(ActivationsPage)
    alone.model.update(as_matrix=as_matrix)
    points = Dataset.of([[0.0, 1.0, 2.0], [1.0, 0.0, 1.0]], [0, 0, 0])
    alone.show(after(experiment_with(3).with_dataset(points), 10))

    assert alone.page.body.words == ""
    assert as_matrix == bool(alone.page.matrices.matrices)
    if as_matrix:
        assert alone.page.matrices.matrices[0].order.labels == (0,)


def test_a_diverged_run_shows_its_last_finite_state(qapp: QApplication) -> None:
    alone = Alone(ActivationsPage)
    run = alone.show(after(experiment_with(6, preset="hills", activation="relu").with_learning_rate(1e5), 200))

    assert run.stop is not None
    assert alone.page.ridges.ridges[0].iterations[-1] == run.iteration
    alone.model.update(as_matrix=True)
    alone.show(after(run.experiment, 200))

"""The page of the cost: accuracy over the iterations, and which classes are taken for which."""

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from charting import Alone, after, experiment_with, page_of, point_at, train
from driving import Driver
from neural_sketchpad.experiment.edits import with_kind
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.forward import logits
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer
from neural_sketchpad.ui.charts.confusion_table import ConfusionTable
from neural_sketchpad.ui.charts.cost_page import CostPage
from neural_sketchpad.ui.view_model import Measure


def cost_page(drive: Driver) -> CostPage:
    page = page_of(drive, "cost")
    assert isinstance(page, CostPage)
    return page


def table_of(drive: Driver) -> ConfusionTable:
    return cost_page(drive).confusion.table


def test_without_points_the_page_says_what_to_do(qapp: QApplication) -> None:
    alone = Alone(CostPage)
    for measure in Measure:
        alone.model.update(measure=measure)
        alone.show(Trainer(Run.start(Experiment())))
        assert alone.page.body.words.startswith("No cost yet")


def test_the_accuracy_is_counted_at_every_moment(drive: Driver) -> None:
    drive.choose_preset("moons")
    train(drive)
    page = cost_page(drive)
    assert len(page.found) == 0  # nobody has looked at it
    drive.click(page.measures[Measure.ACCURACY])
    drive.settle()
    x, y = page.chart.train_curve.getOriginalDataset()
    run = drive.snapshot.run
    examples, _ = run.experiment.examples()

    assert x.tolist() == list(range(101))
    for moment in run.history[::20]:
        right = (logits(run.experiment.recipe, moment.state.parameters, examples.X) >= 0.0) == (examples.Y > 0.5)
        assert y[moment.iteration] == pytest.approx(100.0 * right.mean())
    assert f"{y[-1]:.1f} %" in page.chart.reading.text()


def test_the_confusion_matrix_counts_true_classes_in_rows(drive: Driver) -> None:
    drive.choose_preset("three_blobs")
    train(drive)
    drive.click(cost_page(drive).measures[Measure.CONFUSION])
    drive.settle()
    run = drive.snapshot.run
    examples, _ = run.experiment.examples()
    told = logits(run.experiment.recipe, run.parameters, examples.X).argmax(axis=0)
    expected = np.zeros((3, 3), np.int64)
    for true, each in zip(drive.dataset.labels, told, strict=True):
        expected[true, each] += 1
    table = table_of(drive)

    np.testing.assert_array_equal(table.counts, expected)
    point_at(table, table.cell(1, 1).center())
    assert (
        cost_page(drive)
        .confusion.reading.text()
        .startswith(f"{expected[1, 1]} of {expected[1].sum()} of class 1 are taken for class 1")
    )
    assert f"{expected.trace()} of {expected.sum()}" in _without_pointer(drive)


def _without_pointer(drive: Driver) -> str:
    point_at(table_of(drive), table_of(drive).rect().topLeft().toPointF())
    return cost_page(drive).confusion.reading.text()


def test_test_examples_have_a_matrix_of_their_own(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.sketchpad.model.update(measure=Measure.CONFUSION, tested=True)
    drive.settle()
    assert "held out" in cost_page(drive).body.words
    drive.window.data.share.edited.emit(0.25, None)
    train(drive)
    _, test = drive.experiment.examples()

    assert table_of(drive).counts.sum() == test.m > 0
    assert cost_page(drive).body.words == ""


def test_values_have_errors_instead_of_classes(qapp: QApplication) -> None:
    alone = Alone(CostPage)
    alone.model.update(measure=Measure.ACCURACY)
    run = alone.show(after(experiment_with(4, preset="hills"), 50))
    examples, _ = run.experiment.examples()
    off = np.abs(logits(run.experiment.recipe, run.parameters, examples.X) - examples.Y)

    assert alone.page.measures[Measure.ACCURACY].text() == "Error"
    assert alone.page.chart.train_curve.getOriginalDataset()[1][-1] == pytest.approx(off.mean())
    alone.model.update(measure=Measure.CONFUSION)
    alone.show(after(run.experiment, 50))
    assert "nothing to confuse" in alone.page.body.words
    assert f"{off.max():#.4g}" in alone.page.body.words


def test_shares_told_right_do_not_stand_among_errors_of_values(qapp: QApplication) -> None:
    alone = Alone(CostPage)
    alone.model.update(measure=Measure.ACCURACY)
    trainer = after(experiment_with(4), 20)
    trainer.adopt(with_kind(trainer.experiment, is_regression=True))
    trainer.advance(10)
    alone.show(trainer)
    x, _ = alone.page.chart.train_curve.getOriginalDataset()
    assert x.tolist() == list(range(21, 31))


def test_the_first_steps_stay_when_the_run_goes_on(qapp: QApplication) -> None:
    alone = Alone(CostPage)
    alone.model.update(log_iterations=True)
    run = alone.show(after(experiment_with(2, points=20), 1100))
    x, _ = alone.page.chart.train_curve.getOriginalDataset()

    assert run.curve.stride > 1
    assert x[:40].tolist() == list(range(1, 41))


def test_large_data_is_sampled_and_said_to_be(qapp: QApplication) -> None:
    alone = Alone(CostPage)
    alone.model.update(measure=Measure.ACCURACY)
    alone.show(after(experiment_with(2, points=5000), 3))
    assert "over 512 of 5,000" in alone.page.chart.reading.text()
    alone.model.update(measure=Measure.CONFUSION)
    alone.show(after(experiment_with(2, points=5000), 3))
    assert alone.page.confusion.table.counts.sum() == 4096
    assert "4,096 examples (of 5,000)" in alone.page.confusion.reading.text()

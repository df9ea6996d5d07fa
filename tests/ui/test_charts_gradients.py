"""The page of the gradients: a line for each layer, worked out only while it is seen."""

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtWidgets import QApplication

from charting import Alone, after, experiment_with, open_tab, page_of, train, with_layers
from driving import Driver
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.recipe import Initialization
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer
from neural_sketchpad.ui.charts.gradients_page import GradientsPage
from neural_sketchpad.ui.charts.lines import Lines


def lines_of(drive: Driver) -> Lines:
    return gradients_page(drive).lines


def gradients_page(drive: Driver) -> GradientsPage:
    page = page_of(drive, "gradients")
    assert isinstance(page, GradientsPage)
    return page


def test_empty_and_untrained_it_says_what_to_do(qapp: QApplication) -> None:
    alone = Alone(GradientsPage)
    alone.show(Trainer(Run.start(Experiment())))
    assert "Draw some points" in alone.page.body.words
    alone.show(Trainer(Run.start(experiment_with(3))))
    assert "Press Play" in alone.page.body.words


def test_lines_and_labels_tell_the_norms_of_the_building_blocks_and_the_updates_that_were_done(drive: Driver) -> None:
    drive.choose_preset("moons")
    with_layers(drive, 5, 3)
    open_tab(drive, "gradients")
    train(drive)
    lines, run = lines_of(drive), drive.snapshot.run
    train_set, _ = run.experiment.examples()

    assert lines.values.shape == (3, 101)
    assert [label.name for label in lines.labels.labels] == ["l = 1", "l = 2", "l = 3"]
    for moment in run.history[::25]:
        AL, caches = blocks.L_model_forward(
            train_set.X, moment.state.parameters.as_dict(), run.experiment.recipe.activations
        )
        grads = blocks.L_model_backward(AL, train_set.Y, caches, run.experiment.recipe.activations)
        norms = [np.sqrt(np.sum(grads[f"dW{l}"] ** 2) + np.sum(grads[f"db{l}"] ** 2)) for l in (1, 2, 3)]  # noqa: E741
        assert lines.values[:, moment.iteration] == pytest.approx(norms)
    lines.plot.scene().sigMouseMoved.emit(lines.plot.getViewBox().mapViewToScene(QPointF(40.0, -1.0)))

    assert lines.reading.text() == "iteration 40"
    told = [float(label.value.replace("−", "-")) for label in lines.labels.labels]
    assert told == pytest.approx(lines.values[:, 40].tolist(), rel=0.01)
    drive.click(gradients_page(drive).ratios)
    drive.settle()
    (before, later) = (moment.state.parameters.layers for moment in run.history[50:52])
    expected = [np.linalg.norm(V - W) / np.linalg.norm(W) for (W, _), (V, _) in zip(before, later, strict=True)]
    assert lines.values[:, 50] == pytest.approx(expected, rel=1e-6)
    assert "ΔW" in lines.plot.getAxis("left").labelText


def test_nothing_is_worked_out_while_another_page_is_seen_all_of_it_later_and_only_of_this_run(drive: Driver) -> None:
    drive.choose_preset("moons")
    train(drive, 4)
    assert len(gradients_page(drive).found) == 0
    drive.click(drive.window.tabs.buttons["gradients"])
    page = gradients_page(drive)
    assert 0 < len(page.found) < len(drive.snapshot.run.history)
    assert page.unfinished
    assert "computing" in page.lines.reading.text()
    drive.until(lambda: not page.unfinished)
    assert len(page.found) == len(drive.snapshot.run.history)
    drive.sketchpad.new_weights()
    drive.settle()
    assert "Press Play" in page.body.words
    train(drive)
    assert len(page.found) == len(drive.snapshot.run.history)


def test_a_layer_that_comes_in_the_middle_begins_there(qapp: QApplication) -> None:
    alone = Alone(GradientsPage)
    trainer = after(experiment_with(4), 20)
    trainer.adopt(experiment_with(4, 3))
    trainer.advance(20)
    alone.show(trainer)
    values = alone.page.lines.values

    assert np.isfinite(values[[0, 2]]).all()
    assert np.isnan(values[1, :20]).all()
    assert np.isfinite(values[1, 22:]).all()
    trainer.adopt(experiment_with())
    alone.show(trainer)
    assert len(alone.page.lines.values) == len(alone.page.lines.labels.labels) == 1


def test_a_gradient_of_zero_lies_on_the_floor_and_is_called_0(qapp: QApplication) -> None:
    alone = Alone(GradientsPage)
    experiment = experiment_with(4, preset="hills")
    zeros = replace(experiment.recipe, initialization=Initialization.of("zeros"))
    alone.show(after(experiment.with_recipe(zeros), 20))  # only the output's bias has a gradient
    first, output = alone.page.lines.labels.labels

    assert (first.name, first.value) == ("l = 1", "0")
    assert first.y is not None
    assert output.y is not None
    assert first.y > output.y


def test_a_diverged_run_shows_how_it_came_to_it(qapp: QApplication) -> None:
    alone = Alone(GradientsPage)
    run = alone.show(after(experiment_with(6, preset="hills", activation="relu").with_learning_rate(1000.0), 100))
    values = alone.page.lines.values

    assert run.stop is not None
    assert values.shape[1] > 1
    assert np.nanmax(values) > 1e6


def test_a_network_too_large_to_look_into_is_said_to_be_so(qapp: QApplication) -> None:
    alone = Alone(GradientsPage)
    alone.show(Trainer(Run.start(experiment_with(600, 600))))
    assert "up to 250,000 parameters" in alone.page.body.words

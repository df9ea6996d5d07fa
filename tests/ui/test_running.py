"""Playing, stepping and going back, and what may be changed while a run goes on."""

import numpy as np
from PySide6.QtCore import Qt

from driving import Driver
from neural_sketchpad.nn.recipe import HiddenLayer
from neural_sketchpad.ui.panels.toolbar import cost_text

Shift, Control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def test_space_plays_and_pauses(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: drive.iteration > 50)
    assert drive.window.toolbar.play.accessibleName() == "Pause"
    drive.key(Qt.Key.Key_Space)
    drive.settle()
    stood_at = drive.iteration
    drive.qtbot.wait(100)

    assert drive.iteration == stood_at
    assert drive.window.toolbar.play.accessibleName() == "Play"
    assert drive.figure("iteration").replace("\u2009", "") == str(stood_at)


def test_the_play_button_plays(drive: Driver) -> None:
    drive.choose_preset("blobs")
    drive.click(drive.window.toolbar.play)
    drive.until(lambda: drive.iteration > 10)


def test_the_right_arrow_steps_by_one_ten_and_a_hundred(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.key(Qt.Key.Key_Right)
    drive.settle()
    assert drive.iteration == 1
    drive.key(Qt.Key.Key_Right, Shift)
    drive.settle()
    assert drive.iteration == 11
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()

    assert drive.iteration == 111


def test_home_goes_back_to_the_very_same_weights(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.settle()
    first = drive.snapshot.run.parameters
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()
    assert drive.snapshot.run.parameters != first
    drive.key(Qt.Key.Key_Home)
    drive.settle()

    assert drive.iteration == 0
    assert drive.snapshot.run.parameters == first


def test_new_weights_are_others_and_undo_brings_the_old_ones_back(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.settle()
    first = drive.snapshot.run.parameters
    drive.key("n")
    drive.settle()
    assert drive.snapshot.run.parameters != first
    drive.undo()
    drive.settle()

    assert drive.snapshot.run.parameters == first


def test_the_same_choices_give_the_same_numbers(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()
    first = drive.snapshot.run.parameters
    drive.key(Qt.Key.Key_Home)
    for _ in range(10):
        drive.key(Qt.Key.Key_Right, Shift)
    drive.settle()

    assert drive.snapshot.run.parameters == first


def test_painting_goes_into_a_live_run(drive: Driver) -> None:
    drive.choose_preset("blobs")
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: drive.iteration > 10)
    before = drive.dataset.m
    drive.key("2")
    drive.drag((-2.0, -2.0), (-1.5, -2.0))
    assert drive.dataset.m > before
    drive.until(lambda: drive.snapshot.run.experiment.dataset is drive.dataset)
    seen_at = drive.iteration
    drive.until(lambda: drive.iteration > seen_at)
    assert seen_at > 10
    drive.undo()

    assert drive.dataset.m == before
    drive.until(lambda: drive.snapshot.run.experiment.dataset is drive.dataset)
    assert drive.sketchpad.player.playing


def test_the_learning_rate_changes_without_a_reset(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()
    weights = drive.snapshot.run.parameters
    drive.type_into(drive.window.recipe.rate, "0.05")
    drive.settle()

    assert drive.experiment.recipe.optimizer.learning_rate == 0.05
    assert drive.snapshot.run.experiment.recipe.optimizer.learning_rate == 0.05
    assert drive.iteration == 100
    assert drive.snapshot.run.parameters == weights


def test_a_layer_added_in_a_run_keeps_what_still_fits(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()
    trained = drive.snapshot.run.parameters.layers
    drive.click(drive.window.network.add)
    drive.settle()

    assert drive.experiment.recipe.hidden == (HiddenLayer(4), HiddenLayer(4))
    assert drive.iteration == 100
    np.testing.assert_array_equal(drive.snapshot.run.parameters.layers[0][0], trained[0][0])
    assert len(drive.window.network.heads.hidden) == 2
    drive.undo()
    drive.settle()
    assert len(drive.window.network.heads.hidden) == 1


def test_the_run_stops_at_the_iteration_asked_for_and_says_so(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.type_into(drive.window.recipe.training.goal_iteration, "123")
    drive.canvas.setFocus()
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: drive.message != "")
    drive.settle()

    assert drive.iteration == 123
    assert "123" in drive.message
    assert not drive.sketchpad.player.playing


def test_play_on_an_empty_canvas_says_what_to_do(drive: Driver) -> None:
    drive.key(Qt.Key.Key_Space)

    assert "paint" in drive.message
    assert not drive.sketchpad.player.playing


def test_one_class_trains_with_a_word_about_it(drive: Driver) -> None:
    drive.drag((0.0, 0.0), (1.0, 1.0))
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: drive.iteration > 5)

    assert "class 0" in drive.message


def test_one_point_trains_with_a_word_about_it(drive: Driver) -> None:
    drive.key("p")
    drive.drag((0.0, 0.0))
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: drive.iteration > 5)

    assert "only one" in drive.message


def test_erasing_every_point_stops_a_run_with_a_sentence(drive: Driver) -> None:
    drive.choose_preset("blobs")
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: drive.iteration > 5)
    drive.sketchpad.actions["clear"].trigger()
    drive.until(lambda: not drive.sketchpad.player.playing)

    assert "no points" in drive.message


def test_a_divergence_stops_explains_and_offers_a_rate_that_would_do(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.click(drive.window.network.add)
    for head in drive.window.network.heads.hidden:
        head.changed.emit(HiddenLayer(8, "leaky_relu"))
    drive.type_into(drive.window.recipe.rate, "3000")
    drive.canvas.setFocus()
    drive.settle()
    first = drive.snapshot.run.parameters
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: "diverged" in drive.message)
    assert "[" in drive.message
    assert np.isfinite(drive.snapshot.run.parameters.theta).all()
    assert not drive.sketchpad.player.playing
    drive.click(drive.window.canvas_panel.banner.button)
    drive.settle()

    assert drive.iteration == 0
    assert drive.snapshot.run.parameters == first
    assert drive.message == ""
    before = drive.snapshot.figures.train
    drive.sketchpad.step(300)
    drive.settle()
    after = drive.snapshot.figures.train
    assert before is not None
    assert after is not None
    assert drive.iteration == 300
    assert after.cost < 0.5 * before.cost


def test_changed_initialisation_counts_from_the_next_start_and_the_panel_says_so(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.key(Qt.Key.Key_Right, Shift)
    drive.settle()
    weights = drive.snapshot.run.parameters
    drive.window.recipe.scheme.edited.emit("zeros", None)
    drive.settle()
    assert drive.snapshot.run.parameters == weights
    assert "back to the start" in drive.window.recipe.pending.text()
    assert not drive.window.recipe.pending.isHidden()
    drive.key(Qt.Key.Key_Home)
    drive.settle()

    assert not drive.snapshot.run.parameters.theta.any()
    assert drive.window.recipe.pending.isHidden()


def test_a_cost_is_written_as_everywhere_else() -> None:
    costs = [0.0, 4.29e-5, 0.17421, 16.62, 166.2149, 47_500.0, 4.75e120]
    assert [cost_text(cost) for cost in costs] == ["0", "4.29e−5", "0.1742", "16.620", "166.21", "4.75e4", "4.75e120"]


def test_a_slow_speed_goes_step_by_step(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.window.toolbar.speed.setValue(0)
    drive.key(Qt.Key.Key_Space)
    drive.until(lambda: drive.iteration >= 1)

    assert drive.iteration <= 3
    assert "1 per second" in drive.window.toolbar.speed_text.text()

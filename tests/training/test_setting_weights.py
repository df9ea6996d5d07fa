"""Weights set by hand: the run takes them over, undo brings the former value back, and nothing else changes."""

from dataclasses import replace

import numpy as np
import pytest
from training_samples import engine_for, experiment_of

from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import Become, freeze, set_weight
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer

PLACE, BIAS_OUT = Place(1, 1, 0), Place(2, 0, BIAS)


class Bench:
    """A document and a trainer that follows it."""

    def __init__(self) -> None:
        self.document = Document(experiment_of((3, "tanh"), batch_size=8))
        self.trainer = Trainer(Run.start(self.document.experiment))
        self.document.listen(self.trainer.adopt)

    def set(self, place: Place, value: float, gesture: str | None = None) -> None:
        trainer = self.trainer
        edit = set_weight(self.document.experiment, trainer.iteration, trainer.parameters, place, value)
        self.document.apply(edit, "Weight", gesture)

    def value(self, place: Place) -> float:
        return self.trainer.parameters.value_at(place)


def test_before_the_first_update_it_is_a_starting_weight() -> None:
    bench = Bench()
    drawn = bench.trainer.parameters
    bench.set(PLACE, 2.5)
    assert bench.document.experiment.starting_parameters == drawn.with_value(PLACE, 2.5)
    bench.trainer.advance(3)
    bench.trainer.rewind()
    assert bench.value(PLACE) == 2.5
    bench.document.undo()
    assert bench.trainer.parameters == drawn


def test_in_the_middle_of_a_run_one_weight_changes_and_the_run_goes_on_from_there() -> None:
    bench = Bench()
    bench.trainer.advance(20)
    before = bench.trainer.state
    bench.set(BIAS_OUT, -1.25)
    assert bench.trainer.parameters == before.parameters.with_value(BIAS_OUT, -1.25)
    assert bench.trainer.iteration == 20
    bench.trainer.advance(30)
    after = before.with_parameters(before.parameters.with_value(BIAS_OUT, -1.25), before.moments)
    engine = engine_for(bench.document.experiment, after)
    engine.run(30)
    np.testing.assert_array_equal(bench.trainer.parameters.theta, engine.parameters.theta)


def test_undo_brings_back_the_value_it_had_and_redo_the_one_that_was_set() -> None:
    bench = Bench()
    bench.trainer.advance(20)
    had = bench.value(PLACE)
    bench.set(PLACE, 3.0)
    bench.trainer.advance(5)
    bench.document.undo()
    assert bench.value(PLACE) == had
    bench.trainer.advance(5)
    bench.document.redo()
    assert bench.value(PLACE) == 3.0


def test_a_drag_is_one_step() -> None:
    bench = Bench()
    bench.trainer.advance(20)
    had = bench.value(PLACE)
    for value in (0.1, 0.2, 0.3):
        bench.set(PLACE, value, "drag")
        bench.trainer.advance(1)
    bench.document.undo()
    assert bench.value(PLACE) == had
    assert bench.document.undo_label is None


def test_setting_the_same_value_twice_counts_twice() -> None:
    bench = Bench()
    bench.trainer.advance(20)
    for _ in range(2):
        bench.set(PLACE, 1.0)
        assert bench.value(PLACE) == 1.0
        bench.trainer.advance(10)
        assert bench.value(PLACE) != 1.0


def test_undoing_another_change_does_not_set_it_again() -> None:
    bench = Bench()
    bench.trainer.advance(20)
    bench.set(PLACE, 1.0)
    bench.document.apply(Become(bench.document.experiment.with_learning_rate(0.1)), "Rate")
    bench.set(PLACE, 2.0)
    bench.document.undo()
    bench.trainer.advance(7)
    present = bench.trainer.parameters
    bench.document.undo()
    assert bench.trainer.parameters == present
    assert bench.document.experiment.recipe.optimizer.learning_rate == 0.3


def test_redoing_another_change_does_not_set_it_again() -> None:
    bench = Bench()
    bench.trainer.advance(20)
    bench.document.apply(Become(bench.document.experiment.with_learning_rate(0.1)), "Rate")
    bench.set(PLACE, 2.0)
    bench.document.undo()
    bench.document.undo()
    bench.trainer.advance(7)
    present = bench.trainer.parameters
    bench.document.redo()
    assert bench.document.experiment.recipe.optimizer.learning_rate == 0.1
    assert bench.trainer.parameters == present
    bench.document.redo()
    assert bench.value(PLACE) == 2.0


def test_a_frozen_weight_can_be_set_and_then_stays() -> None:
    bench = Bench()
    bench.trainer.advance(20)
    bench.document.apply(freeze(bench.document.experiment, PLACE, frozen=True), "Freeze")
    bench.set(PLACE, 0.75)
    bench.trainer.advance(50)
    assert bench.value(PLACE) == 0.75
    bench.document.apply(freeze(bench.document.experiment, PLACE, frozen=False), "Let learn")
    bench.trainer.advance(1)
    assert bench.value(PLACE) != 0.75


def test_a_layer_can_be_frozen_in_the_middle_of_a_run() -> None:
    bench = Bench()
    bench.trainer.advance(20)
    before = bench.trainer.parameters.layers[0][0].copy()
    bench.document.apply(freeze(bench.document.experiment, 1, frozen=True), "Freeze")
    bench.trainer.advance(50)
    assert bench.trainer.iteration == 70
    np.testing.assert_array_equal(bench.trainer.parameters.layers[0][0], before)
    bench.document.undo()
    bench.trainer.advance(1)
    assert not np.array_equal(bench.trainer.parameters.layers[0][0], before)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e10])
def test_no_weight_is_set_to_what_is_no_weight(value: float) -> None:
    experiment = experiment_of((3, "tanh"))
    with pytest.raises(ValueError, match=r"^A weight set by hand lies within ±1,000,000,000"):
        set_weight(experiment, 0, experiment.starting_parameters, PLACE, value)


def test_a_weight_that_is_gone_is_not_set() -> None:
    experiment = experiment_of((3, "tanh"))
    with pytest.raises(ValueError, match=r"^There is no such weight"):
        set_weight(experiment, 0, experiment.starting_parameters, Place(1, 3, 0), 1.0)
    smaller = experiment.with_recipe(replace(experiment.recipe, hidden=()))
    with pytest.raises(ValueError, match=r"^There is no such weight"):
        set_weight(smaller, 5, experiment.starting_parameters, Place(1, 0, 0), 1.0)

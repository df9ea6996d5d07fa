"""Looking at the cost is part of a run: whatever interrupts it, the curve and the goals are the same in the end."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from training_samples import experiment_of

from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.experiment import Experiment, Goals
from neural_sketchpad.nn import descent, forward
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer


def now_and_then(every: int) -> Callable[[], bool]:
    """An interruption at every so many-th look."""
    looks = 0

    def interrupted() -> bool:
        nonlocal looks
        looks += 1
        return looks % every == 0

    return interrupted


@pytest.fixture
def small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Evaluations of a few dozen points already take several blocks, and can be given up between two."""
    monkeypatch.setattr(forward, "NUMBERS_AT_ONCE", 0)
    monkeypatch.setattr(forward, "FEWEST_COLUMNS", 7)


def to_the_end(experiment: Experiment, steps: int, interrupted: Callable[[], bool] | None) -> Run:
    trainer = Trainer(Run.start(experiment))
    for _ in range(100 * steps):
        if trainer.iteration >= steps or trainer.stop is not None:
            return trainer.run
        left = steps - trainer.iteration
        trainer.advance(left, interrupted) if interrupted is not None else trainer.advance(left)
    raise AssertionError("the run never comes to its end")


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("every", [7, 8, 11])
@pytest.mark.parametrize("goal", [None, 0.3])
def test_an_interrupted_run_has_the_same_curve_and_stops_at_the_same_place(every: int, goal: float | None) -> None:
    whole = experiment_of((3, "tanh"), preset="blobs", points=40, learning_rate=0.5)
    experiment = replace(whole, split=Split(0.3), goals=Goals(cost=goal))
    undisturbed = to_the_end(experiment, 60, None)
    disturbed = to_the_end(experiment, 60, now_and_then(every))
    assert disturbed.iteration == undisturbed.iteration
    assert disturbed.stop == undisturbed.stop
    assert (disturbed.stop is not None) == (goal is not None)
    np.testing.assert_array_equal(disturbed.curve.iterations, undisturbed.curve.iterations)
    np.testing.assert_array_equal(disturbed.curve.test, undisturbed.curve.test)


def test_weights_that_single_precision_cannot_hold_are_kept_for_double_precision() -> None:
    recipe = Recipe((HiddenLayer(2, "linear"),), optimizer=Optimizer(learning_rate=1e-6))
    start = experiment_of(preset="blobs").with_recipe(recipe)
    large = Parameters(recipe.sizes, np.linspace(-1e60, 1e60, 9))
    trainer = Trainer(Run.start(replace(start, given=large)))
    single = replace(recipe, precision="float32")
    trainer.adopt(replace(start, given=large, recipe=single))
    trainer.advance(3)
    assert trainer.stop is not None
    assert trainer.stop.sentence.startswith("The run cannot go on from iteration 0: ")
    assert trainer.parameters == large
    trainer.adopt(replace(start, given=large))
    assert trainer.parameters == large


def test_the_calls_of_a_window_share_the_learning_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    """One array for each size of batch, not one for each place in the window: setting them all would cost more than
    the steps themselves."""
    monkeypatch.setattr(descent, "MOST_BATCHES", 16)
    trainer = Trainer(Run.start(experiment_of((3, "tanh"), points=103, batch_size=10)))
    trainer.advance(40)
    engine = trainer._engine
    assert engine is not None
    assert len(engine._descent.update._plain) == 2

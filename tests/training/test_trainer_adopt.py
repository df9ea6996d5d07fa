"""What happens to a run when its experiment changes while it goes on."""

from dataclasses import replace

import numpy as np
import pytest
from training_samples import assert_same_run, engine_for, experiment_of, why_stopped, with_layers, with_rate

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.generators import PresetChoice, generate
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.batches import Cursor
from neural_sketchpad.nn.engine import State
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Initialization
from neural_sketchpad.training.run import Run, StopReason
from neural_sketchpad.training.trainer import Trainer

START = experiment_of((4, "tanh"), (3, "tanh"))


def under_way(experiment: Experiment = START, steps: int = 20) -> Trainer:
    trainer = Trainer(Run.start(experiment))
    trainer.advance(steps)
    return trainer


def after_engine(experiment: Experiment, state: State, steps: int) -> Parameters:
    """Where the engine leads from there under this experiment."""
    engine = engine_for(experiment, state)
    engine.run(steps)
    return engine.parameters


def with_batch(experiment: Experiment, batch_size: int | None) -> Experiment:
    return experiment.with_recipe(replace(experiment.recipe, batch_size=batch_size))


def with_more_points(experiment: Experiment) -> Experiment:
    more = Dataset.of(np.array([[1.0, -1.0], [2.0, 2.0]]), [1, 0], int(experiment.dataset.free_serials(1)[0]))
    return replace(experiment, dataset=experiment.dataset.inserted(np.array([0, 7]), more))


@pytest.mark.parametrize(
    "changed",
    [
        with_rate(START, 0.01),
        with_batch(START, 8),
        with_layers(START, (4, "relu"), (3, "sigmoid")),
        with_more_points(START),
        replace(START, split=Split(0.3)),
        replace(START, dataset=generate(PresetChoice.of("moons")), preset=PresetChoice.of("moons")),
    ],
    ids=["learning rate", "batch size", "activations", "points", "test share", "preset"],
)
def test_the_weights_stay_and_learning_goes_on_under_the_new_experiment(changed: Experiment) -> None:
    trainer = under_way()
    before = trainer.run
    trainer.adopt(changed)
    assert trainer.parameters == before.parameters
    assert trainer.iteration == 20
    np.testing.assert_array_equal(trainer.run.curve.train, before.curve.train)
    trainer.advance(5)
    assert trainer.iteration == 25
    assert trainer.parameters == after_engine(changed, before.state, 5)


def test_the_same_experiment_again_changes_nothing() -> None:
    trainer, undisturbed = under_way(), under_way()
    trainer.adopt(replace(START))
    trainer.advance(30)
    undisturbed.advance(30)
    assert_same_run(trainer.run, undisturbed.run)


def test_a_learning_rate_changed_within_an_epoch_goes_on_with_the_next_batch() -> None:
    trainer = under_way(with_batch(START, 8), 6)
    before = trainer.run
    assert before.state.cursor.taken > 0
    faster = with_rate(with_batch(START, 8), 0.9)
    trainer.adopt(faster)
    assert trainer.cursor == before.state.cursor
    trainer.advance(5)
    assert trainer.parameters == after_engine(faster, before.state, 5)


@pytest.mark.parametrize(
    "changed",
    [
        with_batch(START, 5),
        with_batch(with_more_points(START), 8),
        with_batch(replace(START, dataset=START.dataset.removed(np.arange(25))), 8),
        with_batch(replace(START, split=Split(0.5)), 8),
        replace(with_batch(START, 8), seed=7),
    ],
    ids=["batch size", "more points", "fewer points", "test share", "seed"],
)
def test_a_change_of_the_batches_within_an_epoch_begins_the_next_one(changed: Experiment) -> None:
    trainer = under_way(with_batch(START, 8), 6)
    before = trainer.run
    assert before.state.cursor == Cursor(1, 16)
    trainer.adopt(changed)
    assert trainer.cursor == Cursor(2, 0)
    trainer.advance(5)
    assert trainer.parameters == after_engine(changed, replace(before.state, cursor=Cursor(2, 0)), 5)


def test_a_unit_added_gets_starting_weights_and_the_others_keep_theirs() -> None:
    trainer = under_way()
    before = trainer.parameters.layers
    wider = with_layers(START, (5, "tanh"), (3, "tanh"))
    fresh = wider.starting_parameters.layers
    trainer.adopt(wider)
    after = trainer.parameters.layers
    np.testing.assert_array_equal(after[0][0], np.vstack([before[0][0], fresh[0][0][4:]]))
    np.testing.assert_array_equal(after[0][1], np.vstack([before[0][1], fresh[0][1][4:]]))
    np.testing.assert_array_equal(after[1][0], np.hstack([before[1][0], fresh[1][0][:, 4:]]))
    np.testing.assert_array_equal(after[2][0], before[2][0])
    trainer.advance(5)
    assert (trainer.iteration, why_stopped(trainer)) == (25, None)


def test_a_unit_removed_leaves_the_others_what_they_are() -> None:
    trainer = under_way()
    before = trainer.parameters.layers
    trainer.adopt(with_layers(START, (4, "tanh"), (2, "tanh")))
    after = trainer.parameters.layers
    np.testing.assert_array_equal(after[0][0], before[0][0])
    np.testing.assert_array_equal(after[1][0], before[1][0][:2])
    np.testing.assert_array_equal(after[2][0], before[2][0][:, :2])
    np.testing.assert_array_equal(after[2][1], before[2][1])


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_layer_put_in_anywhere_keeps_the_layers_round_it(place: int) -> None:
    trainer = under_way()
    before = trainer.parameters.layers
    layers = [(4, "tanh"), (3, "tanh")]
    trainer.adopt(with_layers(START, *layers[:place], (2, "relu"), *layers[place:]))
    after = trainer.parameters.layers
    for l in range(3):  # noqa: E741
        np.testing.assert_array_equal(after[l if l < place else l + 1][1], before[l][1])
        if l != place:  # the layer that now reads from the new one has new weights
            np.testing.assert_array_equal(after[l if l < place else l + 1][0], before[l][0])
    trainer.advance(5)
    assert trainer.iteration == 25


def test_a_layer_taken_out_keeps_the_others() -> None:
    trainer = under_way()
    before = trainer.parameters.layers
    trainer.adopt(with_layers(START, (4, "tanh")))
    after = trainer.parameters.layers
    np.testing.assert_array_equal(after[0][0], before[0][0])
    np.testing.assert_array_equal(after[1][1], before[2][1])


def with_scheme(experiment: Experiment, scheme: str) -> Experiment:
    return experiment.with_recipe(replace(experiment.recipe, initialization=Initialization.of(scheme)))


@pytest.mark.parametrize(
    "changed", [with_scheme(START, "large_random"), replace(START, seed=9)], ids=["scheme", "seed"]
)
def test_other_starting_weights_count_only_from_the_next_start(changed: Experiment) -> None:
    trainer = under_way()
    before = trainer.run
    trainer.adopt(changed)
    assert trainer.iteration == 20
    assert trainer.parameters == before.parameters
    trainer.rewind()
    assert trainer.parameters == changed.starting_parameters
    assert trainer.parameters != START.starting_parameters


@pytest.mark.parametrize(
    "changed",
    [
        with_scheme(START, "large_random"),
        replace(START, seed=9),
        replace(START, given=Parameters(START.recipe.sizes, np.full(31, 0.25))),
    ],
    ids=["scheme", "seed", "given"],
)
def test_a_run_knows_whether_going_back_would_begin_with_other_weights(changed: Experiment) -> None:
    trainer = under_way()
    differs = [trainer.run.start_differs]
    for experiment in (with_rate(START, 0.9), changed):
        trainer.adopt(experiment)
        differs.append(trainer.run.start_differs)
    trainer.advance(3)
    differs.append(trainer.run.start_differs)
    assert trainer.run.begun_as is START
    trainer.rewind()
    differs.append(trainer.run.start_differs)
    assert trainer.run.begun_as is changed
    assert differs == [False, False, True, True, False]


@pytest.mark.parametrize(
    "changed",
    [
        with_scheme(START, "large_random"),
        replace(START, seed=9),
        with_layers(START, (6, "relu")),
        replace(START, given=Parameters(START.recipe.sizes, np.full(31, 0.25))),
    ],
    ids=["scheme", "seed", "layers", "given"],
)
def test_before_the_first_step_other_starting_weights_count_at_once(changed: Experiment) -> None:
    trainer = Trainer(Run.start(START))
    trainer.adopt(changed)
    assert trainer.parameters == changed.starting_parameters
    trainer.advance(15)
    assert_same_run(trainer.run, under_way(changed, 15).run)


def test_an_experiment_adopted_before_the_first_step_runs_like_a_fresh_one() -> None:
    for changed in (with_rate(START, 0.9), with_batch(START, 7), with_more_points(START)):
        trainer = Trainer(Run.start(START))
        trainer.adopt(changed)
        trainer.advance(15)
        assert trainer.parameters == under_way(changed, 15).parameters
        assert trainer.run.experiment is changed


def test_all_points_taken_away_and_given_back_while_it_runs() -> None:
    trainer = under_way()
    before = trainer.state
    trainer.adopt(replace(START, dataset=Dataset()))
    trainer.advance(5)
    assert why_stopped(trainer) is StopReason.NO_EXAMPLES
    assert (trainer.iteration, trainer.figures().train) == (20, None)
    trainer.adopt(START)
    trainer.advance(5)
    assert (trainer.iteration, why_stopped(trainer)) == (25, None)
    assert trainer.parameters == after_engine(START, before, 5)


def test_figures_after_a_change_of_the_points_are_those_of_the_new_points() -> None:
    trainer = under_way()
    trainer.adopt(replace(START, split=Split(0.5)))
    figures = trainer.figures()
    assert figures.train is not None
    assert figures.test is not None
    alone = Dataset.of([[0.5], [0.5]], [0])
    trainer.adopt(replace(START, dataset=alone))
    only = trainer.figures().train
    assert only is not None
    assert only.accuracy in (0.0, 1.0)

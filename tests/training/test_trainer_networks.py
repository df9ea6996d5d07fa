"""What happens to a run when its optimiser, inputs, output or precision change while it goes on."""

from dataclasses import replace

import numpy as np
import pytest
from training_samples import (
    assert_same_run,
    assert_same_state,
    engine_for,
    experiment_of,
    why_stopped,
    with_layers,
    with_rate,
)

from neural_sketchpad.experiment.edits import append, with_kind
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.optimizers import RULES, SCHEDULES, Schedule
from neural_sketchpad.nn.recipe import Regularization
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer

START = experiment_of((4, "tanh"), (3, "tanh"), learning_rate=0.01)
POINT = np.array([[2.0], [-1.0]])
REMEMBERING = [rule for rule in RULES if rule != "gradient_descent"]


def with_recipe(experiment: Experiment, **changes: object) -> Experiment:
    return experiment.with_recipe(replace(experiment.recipe, **changes))  # type: ignore[arg-type]


def with_rule(experiment: Experiment, rule: str) -> Experiment:
    return with_recipe(experiment, optimizer=experiment.recipe.optimizer.with_rule(rule))


def under_way(experiment: Experiment = START, steps: int = 20) -> Trainer:
    trainer = Trainer(Run.start(experiment))
    trainer.advance(steps)
    return trainer


@pytest.mark.parametrize("rule", REMEMBERING)
def test_another_optimiser_begins_without_memories_and_keeps_the_weights(rule: str) -> None:
    for before in ("momentum", "adam", "gradient_descent"):
        if before == rule:
            continue
        trainer = under_way(with_rule(START, before))
        state = trainer.state
        changed = with_rule(START, rule)
        trainer.adopt(changed)
        assert trainer.parameters == state.parameters
        assert (trainer.iteration, trainer.cursor) == (20, state.cursor)
        assert trainer.state.moments.updates == 0
        assert not trainer.state.moments.v.any()
        assert not trainer.state.moments.s.any()
        engine = engine_for(changed, trainer.state)
        trainer.advance(5)
        engine.run(5)
        assert_same_state(trainer.state, engine.state)


@pytest.mark.parametrize("rule", REMEMBERING)
def test_another_learning_rate_schedule_or_penalty_keeps_the_memories(rule: str) -> None:
    start = with_rule(START, rule)
    for changed in (
        with_rate(start, 0.02),
        with_recipe(start, optimizer=replace(start.recipe.optimizer, schedule=Schedule("cosine", 50))),
        with_recipe(start, optimizer=replace(start.recipe.optimizer, beta1=0.5)),
        with_recipe(start, regularization=Regularization(0.01, 0.02, 0.3)),
        with_layers(start, (4, "relu"), (3, "gelu")),
        with_recipe(start, standardize=True),
        with_recipe(start, batch_size=7),
    ):
        trainer = under_way(start)
        before = trainer.state
        trainer.adopt(changed)
        assert_same_state(trainer.state, before)
        engine = engine_for(changed, before)
        trainer.advance(5)
        engine.run(5)
        assert_same_state(trainer.state, engine.state)


def test_a_feature_put_in_keeps_the_columns_of_the_others() -> None:
    trainer = under_way(with_rule(START, "adam"))
    before, moments = trainer.parameters.layers, trainer.state.moments
    richer = with_recipe(with_rule(START, "adam"), features=("x1", "x2", "x1_x2"))
    trainer.adopt(richer)
    after = trainer.parameters.layers
    np.testing.assert_array_equal(after[0][0][:, :2], before[0][0])
    np.testing.assert_array_equal(after[0][0][:, 2], richer.starting_parameters.layers[0][0][:, 2])
    for place in (1, 2):
        np.testing.assert_array_equal(after[place][0], before[place][0])
    # What the optimiser remembers of a weight stays with it, and of a new one there is nothing to remember.
    v = trainer.state.moments.v
    np.testing.assert_array_equal(v[:16].reshape(4, 4)[:, [0, 1, 3]], moments.v[:12].reshape(4, 3))
    assert not v[:16].reshape(4, 4)[:, 2].any()
    np.testing.assert_array_equal(v[16:], moments.v[12:])
    trainer.advance(5)
    assert (trainer.iteration, why_stopped(trainer)) == (25, None)


def test_a_feature_taken_out_and_given_back_returns_as_it_was_trained() -> None:
    trainer = under_way(with_rule(START, "momentum"))
    before = trainer.state
    trainer.adopt(with_recipe(with_rule(START, "momentum"), features=("x2",)))
    np.testing.assert_array_equal(trainer.parameters.layers[0][0][:, 0], before.parameters.layers[0][0][:, 1])
    trainer.adopt(with_rule(START, "momentum"))
    assert_same_state(trainer.state, before)


def test_the_first_point_of_a_third_class_under_way_keeps_the_hidden_layers() -> None:
    trainer = under_way(with_rule(START, "adam"))
    before = trainer.state
    third = append(START, POINT, 2).applied_to(with_rule(START, "adam"))
    assert third.recipe.output == "softmax"
    trainer.adopt(third)
    for place in (0, 1):
        np.testing.assert_array_equal(trainer.parameters.layers[place][0], before.parameters.layers[place][0])
        np.testing.assert_array_equal(trainer.parameters.layers[place][1], before.parameters.layers[place][1])
    fresh = third.starting_parameters.layers[2][0]
    np.testing.assert_array_equal(trainer.parameters.layers[2][0], fresh)
    trainer.advance(5)
    assert (trainer.iteration, why_stopped(trainer)) == (25, None)
    figures = trainer.figures().train
    assert figures is not None
    assert figures.accuracy is not None


def test_undoing_the_third_class_brings_the_trained_output_back() -> None:
    start = with_rule(START, "adam")
    trainer = under_way(start)
    before = trainer.state
    trainer.adopt(append(start, POINT, 2).applied_to(start))
    trainer.adopt(start)
    assert_same_state(trainer.state, before)


def test_points_that_get_values_under_way_keep_all_weights() -> None:
    """An output of one unit stays what it is: z is now the value instead of the logit."""
    trainer = under_way()
    before = trainer.state
    trainer.adopt(with_kind(START, is_regression=True))
    assert_same_state(trainer.state, before)
    trainer.advance(5)
    figures = trainer.figures().train
    assert figures is not None
    assert figures.accuracy is None
    assert trainer.iteration == 25


def test_single_precision_begun_under_way_rounds_the_weights_at_the_next_step() -> None:
    trainer = under_way()
    before = trainer.state
    single = with_recipe(START, precision="float32")
    trainer.adopt(single)
    assert_same_state(trainer.state, before)
    trainer.advance(5)
    theta = trainer.parameters.theta
    np.testing.assert_array_equal(theta, theta.astype(np.float32))
    np.testing.assert_allclose(theta, under_way(START, 25).parameters.theta, rtol=1e-4, atol=1e-5)


def test_a_layer_that_returns_under_another_optimiser_does_not_bring_that_ones_memories() -> None:
    """Momentum's v and an empty s would make of Adam's first step one of hundreds of times the learning rate."""
    momentum, adam = with_rule(START, "momentum"), with_rule(START, "adam")
    trainer = under_way(momentum)
    trained = trainer.parameters
    trainer.adopt(with_layers(momentum, (4, "tanh")))
    trainer.adopt(with_layers(adam, (4, "tanh")))
    trainer.adopt(adam)
    assert trainer.parameters == trained
    assert not trainer.state.moments.v.any()
    assert not trainer.state.moments.s.any()


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("batch_size", [None, 7])
def test_a_run_is_the_same_however_it_is_cut_and_taken_up_whatever_the_optimiser(
    rule: str, batch_size: int | None
) -> None:
    optimizer = replace(START.recipe.optimizer.with_rule(rule), schedule=Schedule("exponential", 20, 0.5))
    penalties = Regularization(0.001, 0.001, 0.2)
    experiment = with_recipe(START, optimizer=optimizer, regularization=penalties, batch_size=batch_size)
    at_once = under_way(experiment, 60).run
    trainer = Trainer(Run.start(experiment))
    for steps in (1, 12, 7, 0, 20):
        trainer.advance(steps)
    taken_up = Trainer(trainer.run)
    taken_up.advance(20)
    assert_same_run(taken_up.run, at_once)
    taken_up.rewind()
    assert taken_up.state.moments.updates == 0
    taken_up.advance(60)
    assert_same_run(taken_up.run, at_once)


@pytest.mark.parametrize(
    ("preset", "rule", "highest_cost"),
    [("plane", "adam", 0.003), ("waves", "adam", 0.05), ("hills", "rmsprop", 0.05), ("quarters", "nesterov", 0.05)],
)
def test_what_a_preset_teaches_is_learned(preset: str, rule: str, highest_cost: float) -> None:
    experiment = with_rule(
        experiment_of((12, "tanh"), (8, "tanh"), preset=preset, points=400, learning_rate=0.01), rule
    )
    trainer = under_way(experiment, 1500)
    figures = trainer.figures().train
    assert figures is not None
    assert figures.cost < highest_cost
    assert why_stopped(trainer) is None


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_a_schedule_counts_the_iterations_of_the_run_also_after_a_change(schedule: str) -> None:
    optimizer = replace(START.recipe.optimizer, schedule=Schedule(schedule, 15, 0.5))
    experiment = with_recipe(START, optimizer=optimizer)
    trainer = under_way(experiment, 20)
    wider = with_layers(experiment, (5, "tanh"), (3, "tanh"))
    trainer.adopt(wider)
    assert trainer.state.iteration == 20
    engine = engine_for(wider, trainer.state)
    trainer.advance(10)
    engine.run(10)
    assert_same_state(trainer.state, engine.state)

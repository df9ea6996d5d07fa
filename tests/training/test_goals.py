"""Where a run stops of itself."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training_samples import assert_same_run, engine_for, examples_of, experiment_of, why_stopped

from neural_sketchpad.experiment.experiment import Experiment, Goals
from neural_sketchpad.nn.evaluation import evaluate
from neural_sketchpad.training.run import Run, StopReason
from neural_sketchpad.training.trainer import Trainer

PLAIN = experiment_of((4, "tanh"), learning_rate=0.5)


def with_goals(iteration: int | None = None, cost: float | None = None) -> Experiment:
    return replace(PLAIN, goals=Goals(iteration, cost))


def trained(experiment: Experiment, *pieces: int) -> Trainer:
    trainer = Trainer(Run.start(experiment))
    for steps in pieces:
        trainer.advance(steps)
    return trainer


def costs_by_hand(count: int) -> list[float]:
    """The cost at iterations 0, 1, 2, ... of the experiment without goals."""
    train, _ = PLAIN.examples()
    engine = engine_for(PLAIN)
    costs = []
    for _ in range(count):
        evaluation = evaluate(PLAIN.recipe, engine.parameters, train.X, train.Y)
        assert evaluation is not None
        costs.append(evaluation.cost)
        engine.run(1)
    return costs


def test_it_stops_exactly_at_the_iteration_asked_for() -> None:
    trainer = trained(with_goals(iteration=1234), 100_000)
    assert trainer.iteration == 1234
    assert trainer.stop is not None
    assert trainer.stop.reason is StopReason.GOAL
    assert "1,234" in trainer.stop.sentence
    assert trainer.parameters == trained(PLAIN, 1234).parameters


@examples_of(20)
@given(pieces=st.lists(st.integers(1, 20), min_size=1, max_size=8))
def test_it_stops_there_however_the_way_was_cut(pieces: list[int]) -> None:
    trainer = Trainer(Run.start(with_goals(iteration=50)))
    for steps in [*pieces, 50]:
        if trainer.stop is None:
            trainer.advance(steps)
    assert_same_run(trainer.run, trained(with_goals(iteration=50), 50).run)
    assert why_stopped(trainer) is StopReason.GOAL


@pytest.mark.parametrize("iteration", [1, 17, 60])
def test_it_stops_exactly_when_the_cost_has_come_down_to_the_goal(iteration: int) -> None:
    costs = costs_by_hand(80)
    goal = costs[iteration]
    first = next(number for number, cost in enumerate(costs) if cost <= goal)
    trainer = trained(with_goals(cost=goal), 100_000)
    assert trainer.iteration == first > 0
    assert why_stopped(trainer) is StopReason.GOAL
    figures = trainer.figures().train
    assert figures is not None
    assert figures.cost <= goal
    assert trainer.parameters == trained(PLAIN, first).parameters


@pytest.mark.parametrize("goals", [Goals(iteration=20), Goals(cost=costs_by_hand(21)[20])], ids=["iteration", "cost"])
def test_pressing_on_after_the_goal_continues(goals: Goals) -> None:
    trainer = trained(replace(PLAIN, goals=goals), 100)
    reached = trainer.iteration
    assert why_stopped(trainer) is StopReason.GOAL
    trainer.advance(30)
    assert trainer.iteration == reached + 30
    assert why_stopped(trainer) is None
    assert trainer.parameters == trained(PLAIN, reached + 30).parameters


def test_whichever_goal_comes_first_stops_the_run() -> None:
    cost = costs_by_hand(31)[30]
    assert trained(replace(PLAIN, goals=Goals(10, cost)), 100).iteration == 10
    assert trained(replace(PLAIN, goals=Goals(50, cost)), 100).iteration == 30


def test_a_goal_set_while_it_runs_counts_and_one_already_passed_does_not() -> None:
    trainer = trained(PLAIN, 20)
    trainer.adopt(with_goals(iteration=10))
    trainer.advance(20)
    assert (trainer.iteration, why_stopped(trainer)) == (40, None)
    trainer.adopt(with_goals(iteration=45))
    trainer.advance(20)
    assert trainer.iteration == 45
    assert why_stopped(trainer) is StopReason.GOAL


def test_goals_change_nothing_but_where_it_stops() -> None:
    trainer, plain = trained(with_goals(iteration=70, cost=1e-9), 60), trained(PLAIN, 60)
    assert_same_run(trainer.run, plain.run)


def test_rewinding_forgets_that_a_goal_was_reached() -> None:
    trainer = trained(with_goals(iteration=5), 10)
    trainer.rewind()
    assert why_stopped(trainer) is None
    trainer.advance(10)
    assert trainer.iteration == 5

"""The training thread as a window uses it: commands in, snapshots out.

Nothing here asks how long something took; the patience is only there to end a test that would never end.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest
from training_samples import experiment_of, with_layers, with_rate

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.experiment.edits import set_weight
from neural_sketchpad.experiment.experiment import Experiment, Goals
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.training.commands import Adopt, Advance, Close, Command, Pause, Play, Rewind, SetSpeed
from neural_sketchpad.training.run import Figures, Run, StopReason
from neural_sketchpad.training.thread import Snapshot, TrainingThread
from neural_sketchpad.training.trainer import Trainer

PATIENCE = 20.0
NEVER = 1e-6
"""Steps a second: the first one is due at once, the next one in eleven days."""

EXPERIMENT = experiment_of((4, "tanh"), (3, "relu"))


@contextmanager
def started(experiment: Experiment = EXPERIMENT, *commands: Command) -> Iterator[TrainingThread]:
    """A thread that is closed at the end; `commands` lie in its queue before it begins."""
    thread = TrainingThread(Run.start(experiment))
    for command in commands:
        thread.post(command)
    thread.start()
    try:
        yield thread
    finally:
        thread.close()


def until(thread: TrainingThread, wanted: Callable[[Snapshot], bool]) -> Snapshot:
    """The first snapshot seen that is as wanted."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        snapshot = thread.latest()
        if wanted(snapshot):
            return snapshot
        time.sleep(0.0005)
    last = thread.latest()
    raise AssertionError(f"still at iteration {last.run.iteration}, playing {last.playing}, answered {last.answered}")


def answered(thread: TrainingThread, ticket: int) -> Snapshot:
    return until(thread, lambda snapshot: snapshot.answered >= ticket)


def told(thread: TrainingThread, *commands: Command) -> Snapshot:
    """A snapshot in which all the commands have been carried out."""
    return answered(thread, [thread.post(command) for command in commands][-1])


def figures_of(trainer: Trainer) -> Figures:
    """All that a snapshot shows of a run: figures, and what is going on in each layer."""
    return replace(trainer.figures(), layers=trainer.diagnose())


def trained(experiment: Experiment, steps: int) -> Trainer:
    trainer = Trainer(Run.start(experiment))
    trainer.advance(steps)
    return trainer


def training_threads() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "training"]


def test_before_it_begins_it_shows_the_run_it_was_given() -> None:
    run = Run.start(EXPERIMENT)
    snapshot = TrainingThread(run).latest()
    assert snapshot.run.parameters == run.parameters
    assert (snapshot.run.iteration, snapshot.playing, snapshot.answered) == (0, False, 0)


def test_once_begun_it_shows_figures_without_being_asked() -> None:
    with started() as thread:
        snapshot = until(thread, lambda snapshot: snapshot.figures.train is not None)
        assert snapshot.figures == figures_of(Trainer(Run.start(EXPERIMENT)))
        assert not snapshot.playing


def test_it_plays_until_it_is_told_to_pause() -> None:
    with started() as thread:
        thread.post(Play())
        until(thread, lambda snapshot: snapshot.playing and snapshot.run.iteration > 100)
        paused = told(thread, Pause())
        assert not paused.playing
        later = told(thread, SetSpeed(None))
        assert later.run.iteration == paused.run.iteration
        assert later.run.parameters == paused.run.parameters


def test_what_it_plays_is_what_a_trainer_does() -> None:
    with started() as thread:
        thread.post(Play())
        until(thread, lambda snapshot: snapshot.run.iteration > 100)
        snapshot = told(thread, Pause())
    trainer = trained(EXPERIMENT, snapshot.run.iteration)
    assert snapshot.run.parameters == trainer.parameters
    assert snapshot.figures == figures_of(trainer)
    np.testing.assert_array_equal(snapshot.run.curve.train, trainer.run.curve.train)


def test_while_it_plays_snapshots_only_ever_go_forward() -> None:
    seen: list[int] = []

    def enough(snapshot: Snapshot) -> bool:
        seen.append(snapshot.run.iteration)
        return snapshot.run.iteration > 2000

    with started(EXPERIMENT, Play()) as thread:
        until(thread, enough)
    assert seen == sorted(seen)


def test_it_advances_by_exactly_the_steps_asked_for() -> None:
    with started() as thread:
        for steps, total in ((1, 1), (1, 2), (40, 42), (0, 42)):
            snapshot = told(thread, Advance(steps))
            assert (snapshot.run.iteration, snapshot.figures.iteration, snapshot.playing) == (total, total, False)
        assert snapshot.run.parameters == trained(EXPERIMENT, 42).parameters


def test_advancing_while_it_plays_ends_the_playing() -> None:
    with started() as thread:
        thread.post(Play())
        until(thread, lambda snapshot: snapshot.run.iteration > 10)
        stepped = told(thread, Advance(1))
        assert not stepped.playing
        assert told(thread, SetSpeed(None)).run.iteration == stepped.run.iteration


def test_it_rewinds_to_the_very_same_start_and_stands() -> None:
    with started() as thread:
        thread.post(Play())
        until(thread, lambda snapshot: snapshot.run.iteration > 50)
        snapshot = told(thread, Rewind())
        assert (snapshot.run.iteration, snapshot.playing, len(snapshot.run.curve)) == (0, False, 0)
        assert snapshot.run.parameters == EXPERIMENT.starting_parameters
        assert told(thread, Advance(30)).run.parameters == trained(EXPERIMENT, 30).parameters


def test_it_takes_another_experiment_while_it_plays() -> None:
    wider = with_layers(with_rate(EXPERIMENT, 0.01), (6, "tanh"), (3, "relu"))
    with started() as thread:
        thread.post(Play())
        until(thread, lambda snapshot: snapshot.run.iteration > 10)
        adopted = told(thread, Adopt(wider))
        assert adopted.playing
        assert adopted.run.experiment is wider
        assert adopted.run.parameters.sizes == (2, 6, 3, 1)
        until(thread, lambda snapshot: snapshot.run.iteration > adopted.run.iteration)


def test_tickets_are_answered_in_order() -> None:
    with started() as thread:
        tickets = [thread.post(command) for command in (Play(), SetSpeed(10.0), Pause(), Rewind(), Advance(3))]
        assert tickets == sorted(set(tickets))
        for ticket in tickets:
            answered(thread, ticket)
        assert thread.latest().answered == tickets[-1]


def test_commands_that_were_waiting_are_carried_out_one_after_the_other() -> None:
    other = replace(EXPERIMENT, seed=8)
    with started(EXPERIMENT, Advance(5), Rewind(), Adopt(EXPERIMENT), Adopt(other), Advance(7)) as thread:
        snapshot = answered(thread, 5)
    assert snapshot.run.iteration == 7
    assert snapshot.run.parameters == trained(other, 7).parameters


def test_at_a_low_speed_the_first_step_comes_at_once_and_is_shown() -> None:
    """The next step is eleven days away: what has happened must be seen before waiting for it."""
    with started(EXPERIMENT, SetSpeed(NEVER), Play()) as thread:
        snapshot = answered(thread, 2)
        assert snapshot.playing
        assert snapshot.run.iteration == 1


def test_at_a_low_speed_every_change_is_shown_before_the_next_step() -> None:
    with started(EXPERIMENT, SetSpeed(NEVER), Play()) as thread:
        for number in range(1, 30):
            changed = with_rate(EXPERIMENT, 0.01 * number)
            snapshot = told(thread, Adopt(changed))
            assert snapshot.run.experiment is changed
            assert snapshot.run.iteration == 1


def test_at_a_low_speed_it_pauses_and_plays_on_without_waiting_for_a_step() -> None:
    with started(EXPERIMENT, SetSpeed(NEVER), Play()) as thread:
        answered(thread, 2)  # a pause that comes with the play would come before the first step
        paused = told(thread, Pause())
        assert (paused.playing, paused.run.iteration) == (False, 1)
        thread.post(Play())
        until(thread, lambda snapshot: snapshot.run.iteration == 2)
        thread.post(SetSpeed(None))
        until(thread, lambda snapshot: snapshot.run.iteration > 100)


def test_a_goal_ends_the_playing_at_exactly_that_iteration() -> None:
    with started(replace(EXPERIMENT, goals=Goals(iteration=77)), Play()) as thread:
        snapshot = until(thread, lambda snapshot: snapshot.run.stop is not None)
        assert (snapshot.playing, snapshot.run.iteration, snapshot.figures.iteration) == (False, 77, 77)
        assert snapshot.run.stop is not None
        assert snapshot.run.stop.reason is StopReason.GOAL
        thread.post(Play())
        until(thread, lambda snapshot: snapshot.run.iteration > 100)


def test_a_divergence_ends_the_playing_and_the_thread_lives_on() -> None:
    wild = experiment_of((4, "relu"), points=300, learning_rate=1e3, seed=1)
    with started(wild, Play()) as thread:
        snapshot = until(thread, lambda snapshot: snapshot.run.stop is not None)
        assert snapshot.run.stop is not None
        assert snapshot.run.stop.reason is StopReason.DIVERGED
        assert not snapshot.playing
        assert told(thread, Rewind(), Adopt(with_rate(wild, 0.1)), Advance(20)).run.iteration == 20


def test_without_points_it_does_not_begin_to_play() -> None:
    with started(replace(EXPERIMENT, dataset=Dataset())) as thread:
        snapshot = told(thread, Play())
        assert not snapshot.playing
        assert snapshot.run.stop is not None
        assert snapshot.run.stop.reason is StopReason.NO_EXAMPLES
        assert told(thread, Adopt(EXPERIMENT), Advance(3)).run.iteration == 3


def test_thousands_of_experiments_in_a_row_end_with_the_last_one() -> None:
    with started(EXPERIMENT, Play()) as thread:
        for number in range(1, 5001):
            points = EXPERIMENT.dataset.take(np.arange(1 + number % 30))
            changed = replace(with_rate(EXPERIMENT, 1e-4 * number), dataset=points)
            ticket = thread.post(Adopt(changed))
        snapshot = answered(thread, ticket)
        assert snapshot.playing
        assert snapshot.run.experiment is changed
        until(thread, lambda later: later.run.iteration > snapshot.run.iteration)


def test_closing_while_it_plays_leaves_no_thread_fifty_times_over() -> None:
    before = training_threads()
    for number in range(50):
        thread = TrainingThread(Run.start(EXPERIMENT))
        thread.start()
        thread.post(Play())
        if number % 2:
            until(thread, lambda snapshot: snapshot.run.iteration > 0)
        thread.close()
        assert training_threads() == before


@pytest.mark.parametrize("speed", [None, NEVER])
def test_closing_a_standing_or_waiting_thread_ends_it(speed: float | None) -> None:
    before = training_threads()
    queues: list[list[Command]] = [[], [Play()], [Play(), Pause()]]
    for commands in queues:
        thread = TrainingThread(Run.start(EXPERIMENT))
        thread.start()
        thread.post(SetSpeed(speed))
        for command in commands:
            thread.post(command)
        thread.close()
        assert training_threads() == before


def crowded() -> Experiment:
    """So many examples that one step is many pieces."""
    X = np.random.default_rng(0).standard_normal((2, 60_000))
    return replace(experiment_of((32, "tanh"), (32, "tanh")), dataset=Dataset.of(X, X[0] * X[1] > 0.0))


def test_closing_during_steps_over_very_many_examples_ends_the_thread() -> None:
    before = training_threads()
    thread = TrainingThread(Run.start(crowded()))
    thread.start()
    thread.post(Play())
    until(thread, lambda snapshot: snapshot.run.iteration > 0)
    thread.close()
    assert training_threads() == before


def test_pausing_during_steps_over_very_many_examples_loses_no_step_that_was_finished() -> None:
    with started(crowded(), Play()) as thread:
        until(thread, lambda snapshot: snapshot.run.iteration > 0)
        snapshot = told(thread, Pause())
    assert snapshot.run.parameters == trained(crowded(), snapshot.run.iteration).parameters


def test_the_end_does_not_wait_for_steps_that_were_asked_for_before() -> None:
    """Both commands lie in the queue when the thread first looks: the steps must not hide the end behind them."""
    steps = 30_000
    thread = TrainingThread(Run.start(experiment_of(points=4)))
    thread.post(Advance(steps))
    thread.post(Close())
    thread.start()
    thread._thread.join(PATIENCE)
    assert thread._trainer.iteration < steps  # no snapshot is shown after the end


def test_it_takes_every_weight_set_by_hand_however_fast_they_come() -> None:
    wanted = {Place(1, 1, 0): 5.0, Place(2, 0, BIAS): -5.0, Place(1, 0, 1): 7.0}
    experiment, commands = EXPERIMENT, list[Command]()
    for place, value in wanted.items():
        experiment = set_weight(experiment, 5, experiment.starting_parameters, place, value).applied_to(experiment)
        commands.append(Adopt(experiment))
    with started(EXPERIMENT, Advance(5), *commands) as thread:
        run = answered(thread, 1 + len(commands)).run
    assert run.iteration == 5
    assert {place: run.parameters.value_at(place) for place in wanted} == wanted

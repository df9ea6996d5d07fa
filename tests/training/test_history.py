"""The history of a run: dense at first, sparse later, bounded, and the same however the run was cut up."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from training_samples import assert_same_state, engine_for, examples_of, experiment_of

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.nn.engine import State
from neural_sketchpad.nn.optimizers import Moments
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.training.history import PER_DOUBLING, History, HistoryRecorder, Moment, bytes_of, stride_at
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer

EXPERIMENT = experiment_of((2, "tanh"))


def moment(iteration: int) -> Moment:
    parameters = Parameters(EXPERIMENT.recipe.sizes, np.full(9, float(iteration)))
    return Moment(EXPERIMENT, State(parameters, Moments.none(9), iteration))


def recorded(iterations: int, most_bytes: int = 2**30) -> History:
    recorder = HistoryRecorder(most_bytes=most_bytes)
    iteration = 0
    while iteration < iterations:
        assert recorder.is_due(iteration)
        recorder.record(moment(iteration))
        assert not recorder.is_due(iteration)
        iteration = recorder.next_due(iteration)
    return recorder.history()


@examples_of(30)
@given(iterations=st.integers(1, 10**7))
def test_no_two_moments_are_farther_apart_than_a_share_of_how_far_they_are(iterations: int) -> None:
    kept = [moment.iteration for moment in recorded(iterations)]
    assert kept[: 2 * PER_DOUBLING] == list(range(min(iterations, 2 * PER_DOUBLING)))
    assert all(later - sooner <= max(1, sooner / PER_DOUBLING) for sooner, later in pairwise(kept))
    assert len(kept) <= PER_DOUBLING * (2 + int(iterations).bit_length())


def test_ten_million_updates_stay_within_the_room_and_keep_their_beginning() -> None:
    one = moment(0).bytes
    history = recorded(10**7, most_bytes=300 * one)
    assert sum(kept.bytes for kept in history) <= 300 * one
    assert [kept.iteration for kept in history[:8]] == list(range(8))
    assert all(kept.state.parameters.theta[0] == kept.iteration for kept in history)


def test_of_millions_of_weights_the_beginning_and_the_latest_are_kept() -> None:
    one = moment(0).bytes
    assert [kept.iteration for kept in recorded(1000, most_bytes=one - 1)] == [0, 512]


def test_points_painted_meanwhile_count_as_well() -> None:
    recorder, experiment = HistoryRecorder(most_bytes=2_000_000), EXPERIMENT
    for iteration in range(100):
        dataset = Dataset.of(np.zeros((2, 2_000)), np.zeros(2_000))  # 64 kB, another one for every update
        recorder.record(Moment(replace(experiment, dataset=dataset), moment(iteration).state))
    assert bytes_of(recorder.history()) <= 2_000_000
    assert recorder.history()[0].iteration == 0
    assert recorder.history()[-1].iteration == 99


def test_points_that_are_still_there_do_not_count() -> None:
    history = recorded(100)
    assert bytes_of(history) == 100 * history[0].bytes


def test_the_distance_doubles_with_the_iteration() -> None:
    assert [stride_at(i, 64) for i in (0, 64, 127, 128, 255, 256, 10**6)] == [1, 1, 1, 2, 2, 4, 8192]


@pytest.mark.parametrize("slices", [[300], [1] * 300, [7, 150, 143]])
def test_a_run_keeps_the_same_moments_however_it_is_cut_up(slices: list[int]) -> None:
    experiment = experiment_of((3, "tanh"), batch_size=7)
    trainer = Trainer(Run.start(experiment))
    for steps in slices:
        trainer.advance(steps)
    history = trainer.run.history
    assert [kept.iteration for kept in history] == [*range(128), *range(128, 256, 2), *range(256, 301, 4)]
    engine = engine_for(experiment)
    engine.run(200)
    assert_same_state(history[128 + 36].state, engine.state)
    assert history[-1].experiment is experiment


def test_a_run_goes_on_where_its_history_ends_and_a_new_start_forgets_it() -> None:
    experiment = experiment_of((3, "tanh"))
    first = Trainer(Run.start(experiment))
    first.advance(100)
    second = Trainer(first.run)
    second.advance(100)
    assert [kept.iteration for kept in second.run.history] == [*range(128), *range(128, 201, 2)]
    second.rewind()
    assert second.run.history == ()

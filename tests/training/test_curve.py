"""The cost curve: bounded, evenly spaced and dense at its beginning, with its spikes, however it came about."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from training_samples import examples_of

from neural_sketchpad.training.curve import EVENLY, PER_DOUBLING, Curve, CurveRecorder


def recorded(iterations: int, stride: int = 1) -> Curve:
    """What a run of so many iterations leaves; the costs tell which iteration they belong to."""
    recorder = CurveRecorder(Curve.empty(stride))
    iteration = 0
    while iteration < iterations:
        assert recorder.is_due(iteration)
        recorder.record(iteration, 0.5 * iteration, -float(iteration))
        iteration = recorder.next_due(iteration)
    return recorder.curve()


@examples_of(40)
@given(iterations=st.integers(0, 60_000), stride=st.integers(1, 9))
def test_it_is_bounded_and_evenly_spaced_whatever_the_length(iterations: int, stride: int) -> None:
    curve = recorded(iterations, stride)
    even = np.arange(0, iterations, curve.stride)
    assert len(even) <= EVENLY
    assert np.isin(even, curve.iterations).all()
    assert len(even) > EVENLY // 2 or curve.stride == stride
    assert (np.diff(curve.iterations) > 0).all()


@examples_of(20)
@given(iterations=st.integers(0, 10_000))
def test_every_cost_stays_with_its_iteration(iterations: int) -> None:
    curve = recorded(iterations)
    np.testing.assert_array_equal(curve.train, 0.5 * curve.iterations)
    np.testing.assert_array_equal(curve.test, -1.0 * curve.iterations)


@pytest.mark.parametrize("iterations", [EVENLY, EVENLY + 1, 2 * EVENLY, 2 * EVENLY + 1, 10**6])
def test_when_the_room_is_full_every_other_cost_is_dropped(iterations: int) -> None:
    curve = recorded(iterations)
    assert curve.stride == 2 ** int(np.ceil(np.log2(iterations / EVENLY)))
    assert len(curve) < 3 * EVENLY
    assert iterations - curve.iterations[-1] <= curve.stride


def test_the_beginning_stays_as_dense_as_a_logarithmic_axis_shows_it() -> None:
    kept = recorded(10**6).iterations
    assert kept[: 2 * PER_DOUBLING].tolist() == list(range(2 * PER_DOUBLING))
    assert all(later - sooner <= max(1, sooner / PER_DOUBLING) for sooner, later in pairwise(kept.tolist()))


def test_spikes_stay() -> None:
    recorder = CurveRecorder(Curve.empty())
    for iteration in range(100_000):
        if recorder.is_due(iteration):
            recorder.record(iteration, 9.0 if iteration in (701, 40_000) else 0.1, np.nan)
    curve = recorder.curve()
    assert curve.stride == 128
    assert curve.iterations[curve.train == 9.0].tolist() == [701, 40_000]


@examples_of(30)
@given(first=st.integers(0, 4000), second=st.integers(0, 4000))
def test_it_can_be_taken_up_where_it_was_left(first: int, second: int) -> None:
    recorder = CurveRecorder(recorded(first))
    for iteration in range(first, first + second):
        if recorder.is_due(iteration):
            recorder.record(iteration, 0.5 * iteration, -float(iteration))
    curve, expected = recorder.curve(), recorded(first + second)
    assert curve.stride == expected.stride
    np.testing.assert_array_equal(curve.iterations, expected.iterations)
    np.testing.assert_array_equal(curve.train, expected.train)


def test_an_iteration_is_due_once() -> None:
    recorder = CurveRecorder(Curve.empty(3))
    recorder.record(0, 1.0, 1.0)
    assert [recorder.is_due(iteration) for iteration in range(7)] == [False, False, False, True, False, False, True]
    assert [recorder.next_due(iteration) for iteration in range(4)] == [3, 3, 3, 6]


def test_a_curve_that_was_handed_out_does_not_change_any_more() -> None:
    recorder = CurveRecorder(Curve.empty())
    recorder.record(0, 1.0, 2.0)
    handed_out = recorder.curve()
    for iteration in range(1, 3 * EVENLY):
        if recorder.is_due(iteration):
            recorder.record(iteration, 9.0, 9.0)
    assert handed_out.iterations.tolist() == [0]
    assert (handed_out.train.tolist(), handed_out.test.tolist()) == ([1.0], [2.0])

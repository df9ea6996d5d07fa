"""The cost curve: bounded, evenly spaced, and the same however it came about."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from training_samples import examples_of

from neural_sketchpad.training.curve import CAPACITY, Curve, CurveRecorder


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
    assert len(curve) <= CAPACITY
    np.testing.assert_array_equal(curve.iterations, np.arange(0, iterations, curve.stride))
    assert len(curve) > CAPACITY // 2 or curve.stride == stride


@examples_of(20)
@given(iterations=st.integers(0, 10_000))
def test_every_cost_stays_with_its_iteration(iterations: int) -> None:
    curve = recorded(iterations)
    np.testing.assert_array_equal(curve.train, 0.5 * curve.iterations)
    np.testing.assert_array_equal(curve.test, -1.0 * curve.iterations)


@pytest.mark.parametrize("iterations", [CAPACITY, CAPACITY + 1, 2 * CAPACITY, 2 * CAPACITY + 1, 10**6])
def test_when_the_room_is_full_every_other_cost_is_dropped(iterations: int) -> None:
    curve = recorded(iterations)
    assert curve.stride == 2 ** int(np.ceil(np.log2(iterations / CAPACITY)))
    assert curve.iterations[-1] == (iterations - 1) // curve.stride * curve.stride


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
    for iteration in range(1, 3 * CAPACITY):
        if recorder.is_due(iteration):
            recorder.record(iteration, 9.0, 9.0)
    assert handed_out.iterations.tolist() == [0]
    assert (handed_out.train.tolist(), handed_out.test.tolist()) == ([1.0], [2.0])

"""How many steps are done before the next look at the commands."""

import pytest

from neural_sketchpad.training.pacer import Pacer

NEVER = 1e-6
"""Steps a second: the next one is due in eleven days."""


def test_as_fast_as_it_goes_a_step_is_always_due() -> None:
    pacer = Pacer()
    for steps, seconds in ((1, 1e-6), (1000, 1e-3), (1, 5.0)):
        assert pacer.steps_now() >= 1
        assert pacer.wait() == 0.0
        pacer.note(steps, seconds)


def test_long_steps_are_done_one_at_a_time_and_short_ones_in_bundles() -> None:
    slow, fast = Pacer(), Pacer()
    for _ in range(50):
        slow.note(1, 10.0)
        fast.note(1000, 1e-3)
    assert slow.steps_now() == 1
    assert fast.steps_now() > 100


def test_one_slow_slice_does_not_shrink_the_next_ones_to_nothing() -> None:
    pacer = Pacer()
    for _ in range(100):
        pacer.note(1000, 1e-3)
    before = pacer.steps_now()
    pacer.note(1000, 2e-3)
    assert pacer.steps_now() > before / 2


def test_at_a_speed_the_first_step_is_due_at_once_and_the_next_one_later() -> None:
    pacer = Pacer()
    pacer.set_speed(NEVER)
    assert pacer.wait() == 0.0
    assert pacer.steps_now() == 1
    pacer.note(1, 1e-3)
    assert pacer.steps_now() == 0
    assert pacer.wait() > 1000.0


def test_beginning_to_play_again_makes_a_step_due_at_once() -> None:
    pacer = Pacer()
    pacer.set_speed(NEVER)
    pacer.note(1, 1e-3)
    pacer.restart()
    assert pacer.steps_now() == 1


def test_without_a_speed_again_nothing_is_waited_for() -> None:
    pacer = Pacer()
    pacer.set_speed(NEVER)
    pacer.note(1, 1e-3)
    pacer.set_speed(None)
    assert pacer.wait() == 0.0
    assert pacer.steps_now() >= 1


def test_steps_that_were_done_show_in_the_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    pacer = Pacer()
    assert pacer.rate == 0.0
    monkeypatch.setattr("neural_sketchpad.training.pacer.RATE_WINDOW", 0.0)
    pacer.note(100, 1e-3)
    assert pacer.rate > 0.0
    pacer.restart()
    assert pacer.rate == 0.0

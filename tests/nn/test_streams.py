"""Random numbers by place: the same place always holds the same ones, whoever has been where before."""

import numpy as np
import pytest

from neural_sketchpad.nn.streams import Purpose, Stream


def numbers(stream: Stream, place: int) -> tuple[float, ...]:
    return tuple(stream.at(place).random(5).tolist())


def test_a_place_holds_the_same_numbers_whatever_was_drawn_before() -> None:
    fresh, wandering = Stream(7, Purpose.ORDERS), Stream(7, Purpose.ORDERS)
    wandering.at(3).random(1001, dtype=np.float32)  # an odd count leaves half a number behind
    wandering.at(2**63).permutation(10)
    assert numbers(wandering, 12) == numbers(fresh, 12)
    assert numbers(wandering, 0) == numbers(fresh, 0)


def test_every_place_purpose_and_seed_has_its_own() -> None:
    streams = [Stream(seed, purpose) for seed in (0, 1, 2**63 - 1) for purpose in Purpose]
    seen = {numbers(stream, place) for stream in streams for place in (0, 1, 2, 10**12)}
    assert len(seen) == len(streams) * 4


@pytest.mark.parametrize("purpose", Purpose)
def test_the_numbers_are_those_of_philox_at_that_counter(purpose: Purpose) -> None:
    """They are part of what a file means, so no other generator will do."""
    philox = np.random.Philox(key=5, counter=np.array([0, 0, purpose, 9], dtype=np.uint64))
    assert numbers(Stream(5, purpose), 9) == tuple(np.random.Generator(philox).random(5).tolist())

"""The order in which an epoch goes through the examples."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import examples_of
from numpy.typing import NDArray

from neural_sketchpad.nn import batches
from neural_sketchpad.nn.streams import Purpose, Stream


def epoch_order(m: int, seed: int, epoch: int) -> NDArray[np.intp]:
    return batches.epoch_order(Stream(seed, Purpose.ORDERS), m, epoch)


@examples_of(60)
@given(m=st.integers(1, 200), seed=st.integers(0, 2**63 - 1), epoch=st.integers(0, 10**9))
def test_every_example_comes_exactly_once_in_an_epoch(m: int, seed: int, epoch: int) -> None:
    np.testing.assert_array_equal(np.sort(epoch_order(m, seed, epoch)), np.arange(m))


def test_the_order_follows_from_seed_and_epoch_alone() -> None:
    np.testing.assert_array_equal(epoch_order(50, 7, 3), epoch_order(50, 7, 3))


def test_another_epoch_or_seed_has_another_order() -> None:
    orders = {tuple(epoch_order(50, seed, epoch).tolist()) for seed in range(5) for epoch in range(5)}
    assert len(orders) == 25


def test_an_order_does_not_depend_on_what_was_drawn_before() -> None:
    """A run is taken up anywhere: the tenth epoch is the tenth epoch, whichever came before it."""
    orders = Stream(7, Purpose.ORDERS)
    straight = [batches.epoch_order(orders, 21, epoch) for epoch in range(12)]
    for epoch in (11, 3, 3, 0, 10):
        np.testing.assert_array_equal(batches.epoch_order(orders, 21, epoch), straight[epoch])
        np.testing.assert_array_equal(epoch_order(21, 7, epoch), straight[epoch])


def test_dropout_draws_nothing_from_the_orders() -> None:
    assert Stream(7, Purpose.ORDERS).at(2).random() != Stream(7, Purpose.MASKS).at(2).random()

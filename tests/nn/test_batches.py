"""The order in which an epoch goes through the examples."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import examples_of

from neural_sketchpad.nn.batches import epoch_order


@examples_of(60)
@given(m=st.integers(1, 200), seed=st.integers(0, 2**63 - 1), epoch=st.integers(0, 10**9))
def test_every_example_comes_exactly_once_in_an_epoch(m: int, seed: int, epoch: int) -> None:
    np.testing.assert_array_equal(np.sort(epoch_order(m, seed, epoch)), np.arange(m))


def test_the_order_follows_from_seed_and_epoch_alone() -> None:
    np.testing.assert_array_equal(epoch_order(50, 7, 3), epoch_order(50, 7, 3))


def test_another_epoch_or_seed_has_another_order() -> None:
    orders = {tuple(epoch_order(50, seed, epoch).tolist()) for seed in range(5) for epoch in range(5)}
    assert len(orders) == 25

"""Which points are held out: the right share, and never a surprise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neural_sketchpad.data.split import BLOCK, Split, test_mask

quickly = settings(max_examples=50, deadline=None)
fractions = st.floats(0.0, 0.9)
seeds = st.integers(0, 2**63 - 1)


def mask(serials: list[int], split: Split) -> list[bool]:
    held = test_mask(np.array(serials, dtype=np.int64), split)
    return [bool(value) for value in held]


@quickly
@given(tenths=st.integers(0, 9), block=st.integers(0, 2**40), seed=seeds)
def test_every_complete_block_of_ten_holds_out_exactly_its_share(tenths: int, block: int, seed: int) -> None:
    serials = list(range(BLOCK * block, BLOCK * (block + 1)))
    assert sum(mask(serials, Split(tenths / 10.0, seed))) == tenths


@quickly
@given(fraction=fractions, blocks=st.integers(1, 40), seed=st.integers(0, 1000))
def test_over_many_blocks_the_share_is_as_exact_as_whole_points_allow(fraction: float, blocks: int, seed: int) -> None:
    held = mask(list(range(BLOCK * blocks)), Split(fraction, seed))
    assert abs(sum(held) - BLOCK * blocks * fraction) <= 0.5 + 1e-9
    for block in range(blocks):
        share = sum(held[BLOCK * block : BLOCK * (block + 1)])
        assert abs(share - BLOCK * fraction) < 1.0 + 1e-9


@quickly
@given(
    serials=st.sets(st.integers(0, 300), min_size=1, max_size=60),
    fraction=fractions,
    seed=st.integers(0, 1000),
    data=st.data(),
)
def test_a_points_fate_does_not_depend_on_the_others(
    serials: set[int], fraction: float, seed: int, data: st.DataObject
) -> None:
    split = Split(fraction, seed)
    fate = dict(zip(sorted(serials), mask(sorted(serials), split), strict=True))
    kept = data.draw(st.permutations(sorted(data.draw(st.sets(st.sampled_from(sorted(serials)))))))
    for serial, held in zip(kept, mask(kept, split), strict=True):
        assert held == fate[serial]
    appended = [*sorted(serials), *range(301, 330)]
    assert mask(appended, split)[: len(serials)] == list(fate.values())


def test_another_seed_holds_out_other_points() -> None:
    serials = list(range(100))
    chosen = {tuple(mask(serials, Split(0.3, seed))) for seed in range(10)}
    assert len(chosen) == 10


@pytest.mark.parametrize("seed", [2, 7, 2**32, 2**63 - 1])
def test_any_seed_that_is_allowed_splits_without_a_warning(seed: int) -> None:
    assert sum(mask(list(range(50)), Split(0.2, seed))) == 10


def test_the_points_held_out_are_scattered_over_the_block() -> None:
    """If always the same places were chosen, every tenth point of a drawn line would be a test point."""
    held = np.array(mask(list(range(1000)), Split(0.2, 0))).reshape(-1, BLOCK)
    assert np.all((held.sum(axis=0) > 5) & (held.sum(axis=0) < 40))


def test_a_share_of_zero_holds_out_nothing() -> None:
    assert not any(mask(list(range(57)), Split(0.0, 3)))


def test_a_block_that_is_not_full_holds_out_what_it_would_when_full() -> None:
    full = mask(list(range(BLOCK)), Split(0.5, 1))
    for m in range(BLOCK):
        assert mask(list(range(m)), Split(0.5, 1)) == full[:m]


def test_no_points_have_no_fate() -> None:
    assert mask([], Split(0.5, 0)) == []


@pytest.mark.parametrize("fraction", [-0.1, 0.91, float("nan")])
def test_a_share_out_of_range_is_refused_naming_the_field(fraction: float) -> None:
    with pytest.raises(ValueError, match=r"^test_fraction must .*\.$"):
        Split(fraction)


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_out_of_range_is_refused_naming_the_field(seed: int) -> None:
    with pytest.raises(ValueError, match=r"^test_seed must .*\.$"):
        Split(0.2, seed)

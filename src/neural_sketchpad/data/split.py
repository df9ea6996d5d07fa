"""Which points are held out for testing.

A point's fate follows from its serial number and the seed alone: painting or erasing other points changes nothing
about it, so that a network is never tested on what it has already learned from.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

BLOCK = 10
"""Within every ten consecutive serials the share is kept as exactly as whole points allow."""


@dataclass(frozen=True)
class Split:
    """`fraction` of the points (0 to 0.9) is for testing; `seed` says which."""

    fraction: float = 0.0
    seed: int = 0

    def __post_init__(self) -> None:
        if not 0.0 <= self.fraction <= 0.9:
            raise ValueError(f"test_fraction must be from 0 to 0.9, not {self.fraction:g}.")
        if not 0 <= self.seed < 2**63:
            raise ValueError(f"test_seed must be a whole number from 0 to 2^63 - 1, not {self.seed}.")


def test_mask(serials: NDArray[np.int64], split: Split) -> NDArray[np.bool_]:
    """True (m,) where a point is held out."""
    if split.fraction == 0.0 or serials.size == 0:
        return np.zeros(serials.shape, dtype=bool)
    blocks, inverse = np.unique(serials // BLOCK, return_inverse=True)
    members = blocks[:, None] * BLOCK + np.arange(BLOCK)
    ranks = np.argsort(np.argsort(_scatter(members, split.seed), axis=1), axis=1)
    per_block = BLOCK * split.fraction
    held = np.floor((blocks + 1) * per_block + 0.5) - np.floor(blocks * per_block + 0.5)
    mask: NDArray[np.bool_] = ranks[inverse, serials % BLOCK] < held[inverse]
    return mask


test_mask.__test__ = False  # type: ignore[attr-defined]  # not a test, whatever its name looks like


def _scatter(numbers: NDArray[np.int64], seed: int) -> NDArray[np.uint64]:
    """A well-mixed 64-bit number for each number and seed (the finaliser of SplitMix64, Steele et al. 2014)."""
    z = numbers.astype(np.uint64) + np.uint64((seed + 1) * 0x9E3779B97F4A7C15 % 2**64)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: NDArray[np.uint64] = z ^ (z >> np.uint64(31))
    return mixed

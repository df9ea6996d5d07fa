"""Which hidden units are left out of an update: a pure function of seed, update and example.

The numbers are drawn example by example in the order of the batch, and for each unit by unit from layer 1 on, so that
how the engine cuts a batch into pieces changes nothing.
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]


def draw_mask(rng: np.random.Generator, units: int, columns: int, dropout: float) -> NDArray[np.float64]:
    """Masks (units, columns) for the examples that come next: 0 with probability `dropout`, else 1 / (1 - dropout)."""
    kept = rng.random((columns, units), dtype=np.float32) >= np.float32(dropout)
    return kept.T / (1.0 - dropout)

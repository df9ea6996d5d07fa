"""Which examples a step learns from.

The order of an epoch is a pure function of seed and epoch number, so a run can be taken up at any place without
carrying the state of a generator along.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.streams import Stream


@dataclass(frozen=True)
class Cursor:
    """A place in the stream of batches: `epoch` whole passes are done, and `taken` examples of the present one."""

    epoch: int = 0
    taken: int = 0


def epoch_order(orders: Stream, m: int, epoch: int) -> NDArray[np.intp]:
    """A permutation of 0..m-1 for this epoch; another one for every epoch and seed."""
    return orders.at(epoch).permutation(m)

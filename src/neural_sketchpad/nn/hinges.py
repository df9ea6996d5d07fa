"""Where the units of the first layer switch: the lines of the plane on which z[1] = 0.

A ReLU bends there from flat to rising, and a tanh is steepest. What comes out of the first layer is bent along these
lines only; everything deeper is folded from them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.contour import zero_lines
from neural_sketchpad.nn.features import PLAIN
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.straight_lines import CORNERS, Range, coefficients, cut_lines, rectangle

Array = NDArray[np.float64]

MOST_UNITS = 64
"""More lines than this could not be told apart."""
FINEST, COARSEST = 48, 24
"""Curved lines are traced on a grid of so many cells a side, the more units the fewer ..."""
CELLS_OF_ALL = 768
"""... so that all grids together have about as many rows as this."""


@dataclass(frozen=True, eq=False)
class Hinge:
    """Of `unit` (from 0), `segments` (k, 4) as x1, x2, x1, x2; z > 0 lies on the left of their way."""

    unit: int
    segments: Array


def hinges(network: Network, x1_range: Range, x2_range: Range) -> tuple[Hinge, ...]:
    """What can be seen in this part of the plane of the first 64 units; nothing without a hidden layer.

    A unit whose z is not zero anywhere in it, or not finite, has none.
    """
    if network.depth == 1:
        return ()
    trace = _straight if set(network.inputs.names) <= set(PLAIN) else _curved
    with np.errstate(all="ignore"):
        units, segments = trace(network, x1_range, x2_range)
    in_order = np.argsort(units, kind="stable")
    seen, starts = np.unique(units[in_order], return_index=True)
    pieces = np.split(segments[in_order], starts[1:])
    return tuple(Hinge(int(unit), piece) for unit, piece in zip(seen, pieces, strict=False))


def _straight(network: Network, x1_range: Range, x2_range: Range) -> tuple[NDArray[np.intp], Array]:
    """From x1 and x2, standardised or not, z follows as c0 + c1 x1 + c2 x2; three places tell c."""
    lines = coefficients(_first_z(network, CORNERS))
    segments = cut_lines(lines, rectangle(x1_range, x2_range))
    units = np.flatnonzero(np.isfinite(segments).all(axis=1))
    return units, segments[units]


def _curved(network: Network, x1_range: Range, x2_range: Range) -> tuple[NDArray[np.intp], Array]:
    cells = min(max(CELLS_OF_ALL // network.parameters.sizes[1], COARSEST), FINEST)
    x1, x2 = np.linspace(*x1_range, cells + 1), np.linspace(*x2_range, cells + 1)
    Z = _first_z(network, np.stack(np.meshgrid(x1, x2)).reshape(2, -1))
    # All fields below each other, with a row between them across which there are no lines.
    fields = np.full((len(Z), cells + 2, cells + 1), np.nan)
    fields[:, :-1] = Z.reshape(-1, cells + 1, cells + 1)
    segments = zero_lines(fields.reshape(-1, cells + 1))
    units = (segments[:, 1] // (cells + 2)).astype(np.intp)
    segments[:, 1::2] -= units[:, None] * (cells + 2)
    segments *= 2 * (x1[1] - x1[0], x2[1] - x2[0])
    segments += 2 * (x1[0], x2[0])
    return units, _turned(network, units, segments)


def _turned(network: Network, units: NDArray[np.intp], segments: Array) -> Array:
    """The segments, those turned round that had z > 0 on their right."""
    way = segments[:, 2:] - segments[:, :2]
    left = way[:, ::-1] * (-1.0, 1.0)
    beside = (segments[:, :2] + segments[:, 2:] + left) / 2
    W, b = network.parameters.layers[0]
    z = np.sum(W[units].T * network.inputs(beside.T), axis=0) + b[units, 0]
    return np.where(z[:, None] < 0.0, segments[:, [2, 3, 0, 1]], segments)


def _first_z(network: Network, X: Array) -> Array:
    """Z[1] of the first units at the points X (2, k)."""
    W, b = network.parameters.layers[0]
    Z: Array = W[:MOST_UNITS] @ network.inputs(X) + b[:MOST_UNITS]
    return Z

"""The line where a field is zero: marching squares, all cells of the grid at once."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]

# The four edges of a cell by their two corners; corners count from top left, clockwise.
_EDGES = np.array([(0, 1), (1, 2), (3, 2), (0, 3)])
# For each of the 16 patterns of positive corners, the two edges that the line joins; in the two saddles there are two
# lines, and the second ones stand below.
_JOINED = np.array(
    [
        (0, 0), (3, 0), (0, 1), (3, 1), (1, 2), (3, 0), (0, 2), (3, 2),
        (2, 3), (0, 2), (0, 1), (1, 2), (3, 1), (0, 1), (3, 0), (0, 0),
    ]
)  # fmt: skip
_SADDLES = {5: (1, 2), 10: (2, 3)}


def zero_lines(field: Array) -> NDArray[np.float64]:
    """Segments (k, 4) of the zero line of `field` (rows, columns), as column, row, column, row in grid steps.

    Integer positions are where the values stand; between them the field is taken to be linear. Places where it is
    not finite have no line.
    """
    if min(field.shape) < 2:
        return np.empty((0, 4))
    positive = (field > 0.0).view(np.uint8)
    pattern = positive[:-1, :-1] | positive[:-1, 1:] << 1 | positive[1:, 1:] << 2 | positive[1:, :-1] << 3
    cells = np.flatnonzero((pattern != 0) & (pattern != 15))
    rows, columns = np.divmod(cells, pattern.shape[1])
    patterns = pattern.ravel()[cells]
    corner_rows = np.stack([rows, rows, rows + 1, rows + 1])
    corner_columns = np.stack([columns, columns + 1, columns + 1, columns])
    crossings = _crossings(field, corner_rows, corner_columns)
    here = np.arange(len(cells))
    pieces = [crossings[edges, here] for edges in _JOINED[patterns].T]
    segments = np.hstack(pieces)
    for saddle, (one, two) in _SADDLES.items():
        there = np.flatnonzero(patterns == saddle)
        if len(there):
            segments = np.vstack([segments, np.hstack([crossings[one, there], crossings[two, there]])])
    return segments[np.isfinite(segments).all(axis=1)]


def _crossings(field: Array, rows: NDArray[np.intp], columns: NDArray[np.intp]) -> NDArray[np.float64]:
    """Where the field is zero on each edge of each cell, (4, k, 2) as column, row; of no meaning where it is not."""
    values = field[rows, columns].astype(np.float64)
    values[np.isinf(values)] = np.nan
    one, two = _EDGES.T
    with np.errstate(all="ignore"):
        share = values[one] / (values[one] - values[two])
        column = columns[one] + share * (columns[two] - columns[one])
        row = rows[one] + share * (rows[two] - rows[one])
    return np.stack([column, row], axis=-1)

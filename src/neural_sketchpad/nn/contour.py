"""The line where a field is zero: marching squares, all cells of the grid at once."""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.floating]

# The four edges of a cell by their two corners; corners count from top left, clockwise.
_EDGE_CORNERS = ((0, 1), (1, 2), (3, 2), (0, 3))
# For each of the 16 patterns of positive corners, the pairs of edges that the line joins.
_JOINED: tuple[tuple[tuple[int, int], ...], ...] = (
    (),
    ((3, 0),),
    ((0, 1),),
    ((3, 1),),
    ((1, 2),),
    ((3, 0), (1, 2)),
    ((0, 2),),
    ((3, 2),),
    ((2, 3),),
    ((0, 2),),
    ((0, 1), (2, 3)),
    ((1, 2),),
    ((3, 1),),
    ((0, 1),),
    ((3, 0),),
    (),
)


def zero_lines(field: Array) -> NDArray[np.float64]:
    """Segments (k, 4) of the zero line of `field` (rows, columns), as column, row, column, row in grid steps.

    Integer positions are where the values stand; between them the field is taken to be linear. Places where it is
    not finite have no line.
    """
    if min(field.shape) < 2:
        return np.empty((0, 4))
    positive = (field > 0.0).view(np.uint8)
    pattern = positive[:-1, :-1] | positive[:-1, 1:] << 1 | positive[1:, 1:] << 2 | positive[1:, :-1] << 3
    rows, columns = np.nonzero((pattern != 0) & (pattern != 15))
    if len(rows) == 0:
        return np.empty((0, 4))
    patterns = pattern[rows, columns]
    corner_rows = np.stack([rows, rows, rows + 1, rows + 1])
    corner_columns = np.stack([columns, columns + 1, columns + 1, columns])
    values = field[corner_rows, corner_columns].astype(np.float64)
    crossings = [_crossing(values, corner_rows, corner_columns, *corners) for corners in _EDGE_CORNERS]
    pieces = []
    for number, pairs in enumerate(_JOINED):
        here = patterns == number
        pieces += [np.vstack([crossings[one][:, here], crossings[two][:, here]]).T for one, two in pairs]
    segments = np.concatenate(pieces)
    return segments[np.isfinite(segments).all(axis=1)]


def _crossing(
    values: NDArray[np.float64], rows: NDArray[np.intp], columns: NDArray[np.intp], one: int, two: int
) -> NDArray[np.float64]:
    """Where (column, row) the field is zero between two corners; of no meaning where it is not."""
    with np.errstate(all="ignore"):
        share = values[one] / (values[one] - values[two])
        column = columns[one] + share * (columns[two] - columns[one])
        row = rows[one] + share * (rows[two] - rows[one])
    return np.vstack([column, row])

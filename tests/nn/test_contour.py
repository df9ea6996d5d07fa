"""The line where a field is zero."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import Array, examples_of

from neural_sketchpad.nn.contour import zero_lines

Crossing = tuple[float, float]


def ends(segments: Array) -> Counter[Crossing]:
    """How often each point, as (column, row), is the end of a segment."""
    return Counter((round(float(column), 9), round(float(row), 9)) for column, row in segments.reshape(-1, 2))


def crossings_by_hand(field: Array) -> Counter[Crossing]:
    """Every change of sign along an edge, as often as there are cells beside that edge."""
    found: Counter[Crossing] = Counter()
    rows, columns = field.shape
    for row, column in np.ndindex(rows, columns):
        here = field[row, column]
        for down, right in ((0, 1), (1, 0)):
            if row + down < rows and column + right < columns:
                there = field[row + down, column + right]
                if (here > 0.0) != (there > 0.0):
                    share = here / (here - there)
                    place = (round(float(column + right * share), 9), round(float(row + down * share), 9))
                    inside = 0 < row < rows - 1 if right else 0 < column < columns - 1
                    found[place] += 2 if inside else 1
    return found


@examples_of(80)
@given(rows=st.integers(2, 6), columns=st.integers(2, 6), seed=st.integers(0, 10_000))
def test_every_change_of_sign_is_met_by_the_line_from_either_side(rows: int, columns: int, seed: int) -> None:
    """So a line never ends but at the border, and never appears where the sign does not change."""
    field = np.random.default_rng(seed).standard_normal((rows, columns))
    assert ends(zero_lines(field)) == crossings_by_hand(field)


@examples_of(40)
@given(seed=st.integers(0, 10_000))
def test_each_segment_stays_in_one_cell(seed: int) -> None:
    segments = zero_lines(np.random.default_rng(seed).standard_normal((6, 7)))
    for column, row, other_column, other_row in segments:
        assert abs(column - other_column) <= 1.0
        assert abs(row - other_row) <= 1.0
        middle = np.array([(column + other_column) / 2.0, (row + other_row) / 2.0])
        for end in ((column, row), (other_column, other_row)):
            assert np.all(np.abs(np.array(end) - np.floor(middle) - 0.5) <= 0.5)


def test_the_line_of_a_circle_is_a_circle() -> None:
    x, y = np.meshgrid(np.arange(41.0), np.arange(41.0))
    segments = zero_lines(np.hypot(x - 20.0, y - 20.0) - 12.3)
    distances = np.hypot(segments[:, [0, 2]] - 20.0, segments[:, [1, 3]] - 20.0)
    np.testing.assert_allclose(distances, 12.3, atol=0.01)
    lengths = np.hypot(segments[:, 0] - segments[:, 2], segments[:, 1] - segments[:, 3])
    assert lengths.sum() == pytest.approx(2.0 * np.pi * 12.3, rel=0.01)
    assert set(ends(segments).values()) == {2}


def test_a_straight_border_is_met_exactly() -> None:
    field = np.tile(np.arange(5.0) - 1.25, (3, 1))
    segments = zero_lines(field.astype(np.float32))
    np.testing.assert_allclose(segments[:, [0, 2]], 1.25)
    assert sorted(map(sorted, segments[:, [1, 3]].tolist())) == [[0.0, 1.0], [1.0, 2.0]]


@pytest.mark.parametrize("field", [np.ones((4, 4)), -np.ones((4, 4)), np.zeros((4, 4))])
def test_without_a_change_of_sign_there_is_no_line(field: Array) -> None:
    assert zero_lines(field).shape == (0, 4)


@pytest.mark.parametrize("shape", [(0, 0), (1, 5), (5, 1), (1, 1)])
def test_a_field_without_cells_has_no_line(shape: tuple[int, int]) -> None:
    assert zero_lines(np.empty(shape)).shape == (0, 4)


@pytest.mark.parametrize("wild", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("sign", [1.0, -1.0])
def test_round_a_value_that_is_not_finite_there_is_no_line(wild: float, sign: float) -> None:
    field = np.full((5, 5), sign)
    field[2, 2] = wild
    assert zero_lines(field).shape == (0, 4)
    field[0, 0] = -sign
    assert len(zero_lines(field)) == 1

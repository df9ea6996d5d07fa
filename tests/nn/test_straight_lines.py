"""Straight lines cut to half-planes: by hand, and against many places tried one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import examples_of

from neural_sketchpad.nn.straight_lines import cut_lines, rectangle

SQUARE = rectangle((-1.0, 3.0), (-2.0, 2.0))


def test_a_line_across_a_rectangle_ends_at_its_borders() -> None:
    upright, level = cut_lines(np.array([(-1.0, 1.0, 0.0), (0.5, 0.0, -1.0)]), SQUARE)

    assert sorted([tuple(upright[:2]), tuple(upright[2:])]) == [(1.0, -2.0), (1.0, 2.0)]
    assert sorted([tuple(level[:2]), tuple(level[2:])]) == [(-1.0, 0.5), (3.0, 0.5)]


def test_a_line_beside_the_rectangle_and_what_is_no_line_are_left_out() -> None:
    beside = (-4.0, 1.0, 0.0)
    nothing = (1.0, 0.0, 0.0)
    undefined = (np.nan, 1.0, 1.0)

    assert np.isnan(cut_lines(np.array([beside, nothing, undefined]), SQUARE)).all()


@examples_of(40)
@given(st.lists(st.floats(-3.0, 3.0).map(lambda c: round(c, 3)), min_size=3, max_size=3))
def test_both_ends_lie_on_the_line_and_its_positive_side_is_on_the_left(coefficients: list[float]) -> None:
    c0, c1, c2 = coefficients
    x1, y1, x2, y2 = cut_lines(np.array([coefficients]), SQUARE)[0]
    if np.isnan(x1):
        corners = np.array([(-1.0, -2.0), (-1.0, 2.0), (3.0, -2.0), (3.0, 2.0)])
        signs = np.sign(c0 + corners @ (c1, c2))
        assert (c1, c2) == (0.0, 0.0) or np.abs(signs.sum()) >= 3  # it passes by, or just touches a corner
        return
    left = np.array([(x1 + x2) / 2 - (y2 - y1), (y1 + y2) / 2 + (x2 - x1)])

    np.testing.assert_allclose([c0 + c1 * x1 + c2 * y1, c0 + c1 * x2 + c2 * y2], 0.0, atol=1e-9)
    assert c0 + c1 * left[0] + c2 * left[1] > 0.0


def test_each_line_can_have_sides_of_its_own() -> None:
    sides = np.stack([np.vstack([SQUARE, (0.0, 0.0, 1.0)]), np.vstack([SQUARE, (0.0, 0.0, -1.0)])])
    above, below = cut_lines(np.array([(0.0, 1.0, 0.0), (0.0, 1.0, 0.0)]), sides)

    assert sorted(above[1::2]) == [0.0, 2.0]
    assert sorted(below[1::2]) == [-2.0, 0.0]

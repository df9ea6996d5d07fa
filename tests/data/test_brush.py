"""The drawing tools as pure functions."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neural_sketchpad.data.brush import nearest, spray, stroke_stops, within_disc, within_rectangle

coordinate = st.floats(-10.0, 10.0)
place = st.tuples(coordinate, coordinate)
quickly = settings(max_examples=60, deadline=None)

CROSS = np.array([[0.0, 1.0, -1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0, -1.0]])
"""The origin and its neighbours to the right, left, above and below."""


@quickly
@given(centre=place, radius=st.floats(0.01, 5.0), count=st.integers(0, 50), seed=st.integers(0, 1000))
def test_a_spray_lies_within_its_disc(centre: tuple[float, float], radius: float, count: int, seed: int) -> None:
    X = spray(centre, radius, count, np.random.default_rng(seed))
    assert X.shape == (2, count)
    assert np.all(np.hypot(X[0] - centre[0], X[1] - centre[1]) <= radius * (1.0 + 1e-9) + 1e-12)


def test_a_spray_covers_its_disc_evenly() -> None:
    X = spray((0.0, 0.0), 2.0, 20_000, np.random.default_rng(0))
    inner = np.mean(np.hypot(X[0], X[1]) <= 1.0)
    assert inner == pytest.approx(0.25, abs=0.02)
    np.testing.assert_allclose(X.mean(axis=1), 0.0, atol=0.05)


def test_a_spray_follows_from_its_generator() -> None:
    first, again = (spray((1.0, 2.0), 0.5, 9, np.random.default_rng(4)) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    rng = np.random.default_rng(4)
    assert not np.array_equal(spray((1.0, 2.0), 0.5, 9, rng), spray((1.0, 2.0), 0.5, 9, rng))


@quickly
@given(start=place, end=place, spacing=st.floats(0.05, 3.0), share=st.floats(0.0, 0.99))
def test_stops_are_evenly_spaced_along_the_way(
    start: tuple[float, float], end: tuple[float, float], spacing: float, share: float
) -> None:
    carried = share * spacing
    stops, left = stroke_stops(start, end, spacing, carried)
    length = float(np.hypot(end[0] - start[0], end[1] - start[1]))
    for number, stop in enumerate(stops, start=1):
        gone = float(np.hypot(stop[0] - start[0], stop[1] - start[1]))
        assert gone == pytest.approx(number * spacing - carried, abs=1e-9)
        assert gone + np.hypot(end[0] - stop[0], end[1] - stop[1]) == pytest.approx(length, abs=1e-9)
    assert -1e-9 <= left <= spacing + 1e-9
    assert len(stops) * spacing + left == pytest.approx(carried + length, abs=1e-9)


@quickly
@given(end=place, cuts=st.lists(st.floats(0.0, 1.0), max_size=5), spacing=st.floats(0.05, 3.0))
def test_a_stroke_sprays_alike_however_the_mouse_cuts_it(
    end: tuple[float, float], cuts: list[float], spacing: float
) -> None:
    start = (0.0, 0.0)
    at_once, _ = stroke_stops(start, end, spacing, 0.0)
    in_parts: list[tuple[float, float]] = []
    carried, here = 0.0, start
    for cut in [*sorted(cuts), 1.0]:
        there = (cut * end[0], cut * end[1])
        stops, carried = stroke_stops(here, there, spacing, carried)
        in_parts += stops
        here = there
    # A stop that falls exactly on the end may be rounded to either side of it.
    common = min(len(at_once), len(in_parts))
    assert max(len(at_once), len(in_parts)) <= common + 1
    np.testing.assert_allclose(np.array(in_parts[:common]), np.array(at_once[:common]), atol=1e-8)
    for extra in (at_once + in_parts if len(at_once) != len(in_parts) else [])[-1:]:
        np.testing.assert_allclose(extra, end, atol=1e-8)


def test_a_brush_that_does_not_move_sprays_nowhere() -> None:
    stops, carried = stroke_stops((1.0, 1.0), (1.0, 1.0), 0.5, 0.3)
    assert stops == []
    assert carried == pytest.approx(0.3)


def test_the_disc_takes_what_is_inside_and_on_its_rim() -> None:
    assert within_disc(CROSS, (0.0, 0.0), 0.5).tolist() == [0]
    assert within_disc(CROSS, (0.0, 0.0), 1.0).tolist() == [0, 1, 2, 3, 4]
    assert within_disc(CROSS, (1.0, 0.5), 0.6).tolist() == [1]
    assert within_disc(np.empty((2, 0)), (0.0, 0.0), 9.0).tolist() == []


@quickly
@given(corner=place, opposite=place)
def test_a_rectangle_may_be_drawn_from_any_corner(corner: tuple[float, float], opposite: tuple[float, float]) -> None:
    X = np.random.default_rng(0).uniform(-10.0, 10.0, (2, 60))
    expected = [
        index
        for index, (x1, x2) in enumerate(X.T)
        if min(corner[0], opposite[0]) <= x1 <= max(corner[0], opposite[0])
        and min(corner[1], opposite[1]) <= x2 <= max(corner[1], opposite[1])
    ]
    assert within_rectangle(X, corner, opposite).tolist() == expected
    assert within_rectangle(X, (corner[0], opposite[1]), (opposite[0], corner[1])).tolist() == expected


@quickly
@given(where=place, within=st.floats(0.1, 20.0))
def test_nearest_is_the_nearest_that_is_near_enough(where: tuple[float, float], within: float) -> None:
    X = np.random.default_rng(1).uniform(-10.0, 10.0, (2, 30))
    distances = [float(np.hypot(x1 - where[0], x2 - where[1])) for x1, x2 in X.T]
    index = nearest(X, where, within)
    if index is None:
        assert min(distances) > within * (1.0 - 1e-12)
    else:
        assert distances[index] == pytest.approx(min(distances), rel=1e-12)
        assert distances[index] <= within * (1.0 + 1e-12)


def test_of_no_points_none_is_nearest() -> None:
    assert nearest(np.empty((2, 0)), (0.0, 0.0), 9.0) is None

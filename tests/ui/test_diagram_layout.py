"""The diagram in any room: nothing overlaps, nothing leaves it, and what is drawn is what can be pointed at."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neural_sketchpad.nn.parameters import Parameters, parameter_count
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.ui.network.diagram_keys import step, step_within
from neural_sketchpad.ui.network.diagram_layout import Detail, DiagramLayout, diagram_layout, place_at
from neural_sketchpad.ui.network.edges import HIDDEN, MOST, STRONGEST, levels_of, network_levels

SIZES = st.lists(st.integers(1, 64), min_size=0, max_size=12).flatmap(
    lambda hidden: st.tuples(st.integers(1, 7), st.just(hidden), st.integers(1, 8)).map(
        lambda parts: (parts[0], *parts[1], parts[2])
    )
)


def all_drawn(layout: DiagramLayout) -> list[np.ndarray]:
    return [np.ones(ends.shape[:2], dtype=np.bool_) for ends in layout.gaps]


@settings(max_examples=60, deadline=None)
@given(SIZES, st.integers(240, 1200), st.integers(150, 900))
def test_units_of_any_network_stand_apart_and_inside(sizes: tuple[int, ...], width: int, height: int) -> None:
    layout = diagram_layout(sizes, width, height)
    assert [column.units for column in layout.columns] == list(sizes)
    for column in layout.columns:
        assert 1 <= column.shown <= column.units
        assert column.left >= 0
        assert column.left + column.side <= width
        assert layout.top - 1 <= column.tops[0]
        assert column.tops[-1] + column.side <= height
        assert all(below - above > column.side for above, below in pairwise(column.tops))
    for left, right in pairwise(layout.columns):
        assert left.left + left.side + 2 <= right.left  # room for edges


@settings(max_examples=40, deadline=None)
@given(SIZES, st.data())
def test_every_unit_and_dot_is_found_where_it_is_drawn(sizes: tuple[int, ...], data: st.DataObject) -> None:
    layout = diagram_layout(sizes, 486, 324)
    layer = data.draw(st.integers(1, len(sizes) - 1))
    unit = data.draw(st.integers(0, layout.columns[layer].shown - 1))
    for place in (Place(layer, unit), Place(layer, unit, BIAS)):
        assert place_at(layout, all_drawn(layout), *layout.middle(place)) == place


def test_every_edge_of_a_small_network_is_found_at_a_third_of_its_way() -> None:
    layout = diagram_layout((2, 4, 3, 1), 486, 324)
    for number, ends in enumerate(layout.gaps, start=1):
        for unit, source in np.ndindex(ends.shape[:2]):
            x1, y1, x2, y2 = ends[unit, source].tolist()
            found = place_at(layout, all_drawn(layout), x1 + 0.3 * (x2 - x1), y1 + 0.3 * (y2 - y1))
            assert found == Place(number, unit, source)


def test_an_edge_that_is_not_drawn_cannot_be_pointed_at() -> None:
    layout = diagram_layout((1, 1), 300, 200)
    middle = layout.middle(Place(1, 0, 0))
    assert place_at(layout, [np.array([[True]])], *middle) == Place(1, 0, 0)
    assert place_at(layout, [np.array([[False]])], *middle) is None


@pytest.mark.parametrize(
    ("hidden", "width", "detail"),
    [
        (0, 336, Detail.FULL),
        (2, 336, Detail.FULL),
        (3, 336, Detail.NUMBERED),
        (4, 486, Detail.FULL),
        (12, 336, Detail.BARE),
    ],
)
def test_what_stands_over_the_columns_folds_to_what_fits(hidden: int, width: int, detail: Detail) -> None:
    assert diagram_layout((2, *(4,) * hidden, 1), width, 230).detail is detail


def test_units_that_find_no_room_are_counted() -> None:
    column = diagram_layout((2, 64, 1), 486, 324).columns[1]
    assert column.shown > 15
    assert column.shown + column.folded == 64
    assert diagram_layout((2, 8, 1), 486, 324).columns[1].folded == 0


def test_a_level_tells_sign_and_size() -> None:
    levels = levels_of(np.array([-1e9, -3.0, -0.1, 0.0, 1e-6, 0.1, 3.0, np.inf]))
    assert levels.tolist() == sorted(levels.tolist())
    assert (levels[0], levels[3], levels[4], levels[-1]) == (-STRONGEST, 0, 0, STRONGEST)
    assert levels_of(np.array([0.1, -0.1])).tolist() == [1, -1]


def test_of_many_edges_the_strongest_are_drawn() -> None:
    sizes = (2, 64, 64, 1)
    theta = np.random.default_rng(0).normal(size=parameter_count(sizes))
    parameters = Parameters(sizes, theta)
    levels = network_levels(parameters, (2, 20, 20, 1))
    W = np.abs(parameters.layers[1][0][:20, :20])
    drawn = levels[1].edges != HIDDEN
    assert drawn.sum() == MOST // 3
    assert W[drawn].min() >= W[~drawn].max()
    assert (levels[0].edges != HIDDEN).all()  # forty are no hairball


def test_weights_of_a_moment_ago_are_drawn_as_far_as_they_fit() -> None:
    parameters = Parameters((2, 3, 1), np.ones(parameter_count((2, 3, 1))))
    grown = network_levels(parameters, (2, 4, 1))
    assert (grown[0].edges != HIDDEN).tolist() == [[True, True]] * 3 + [[False, False]]
    assert len(grown[0].biases) == 3
    deeper = network_levels(parameters, (2, 3, 3, 1))
    assert all((layer.edges == HIDDEN).all() for layer in deeper)


def test_the_arrows_walk_through_units_and_with_shift_through_the_numbers_of_one() -> None:
    layout = diagram_layout((2, 4, 1), 486, 324)
    at = step(layout, None, 1, 0)
    assert at == Place(1, 0)
    assert step(layout, Place(1, 3), 0, 1) == Place(1, 3)
    assert step(layout, Place(1, 3), 1, 0) == Place(2, 0)
    walk = [at]
    for _ in range(4):
        walk.append(step_within(layout, walk[-1], 1))
    assert [place.source for place in walk] == [None, BIAS, 0, 1, None]
    assert step_within(layout, Place(0, 1), 1) == Place(0, 1)

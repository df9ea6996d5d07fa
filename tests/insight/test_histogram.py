"""Histograms whose bins lie within each other: what is widened afterwards is what a wider one would have counted."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from neural_sketchpad.insight.histogram import BINS, histogram_of

VALUES = st.lists(st.floats(-300.0, 300.0, allow_nan=False), min_size=1, max_size=40)


@settings(max_examples=60, deadline=None)
@given(VALUES, st.integers(0, 9))
def test_widening_is_the_same_as_counting_in_wider_bins(values: list[float], further: int) -> None:
    # In steps of a tenth of a thousandth of the width no value lies on an edge by rounding alone.
    found = histogram_of(np.array(values))
    power = found.power + further
    counts, _ = np.histogram(values, bins=BINS, range=(-(2.0**power), 2.0**power))

    np.testing.assert_array_equal(found.widened(power).sum(), len(values))
    at_end = max(values) == 2.0**found.power and further > 0  # the last bin alone has both of its ends
    assert at_end or np.array_equal(found.widened(power), counts) or found.power == -40


def test_it_reaches_as_far_as_its_values_and_knows_their_ends() -> None:
    found = histogram_of(np.array([[-0.25, 0.0], [0.75, 0.5]]))

    assert (found.power, found.low, found.high, found.total) == (0, -0.25, 0.75, 4)
    assert np.flatnonzero(found.counts).tolist() == [48, 64, 96, 112]


def test_a_value_just_beyond_a_power_of_two_is_counted() -> None:
    found = histogram_of(np.array([np.nextafter(2.0**30, np.inf)]))
    assert (found.power, found.total) == (31, 1)


def test_what_is_not_finite_is_left_out() -> None:
    assert histogram_of(np.array([np.nan, np.inf, 1.0])).total == 1
    assert histogram_of(np.array([np.nan])).total == 0
    assert histogram_of(np.zeros(5)).widened(3)[BINS // 2] == 5

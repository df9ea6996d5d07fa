"""Whether a hyperplane separates two clouds: every answer is checked by a proof that does not come from the answer."""

import numpy as np
import pytest
from findings_samples import examples_of
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from numpy.typing import NDArray

from neural_sketchpad.insight.findings.separability import inseparable_pair, separable

Array = NDArray[np.float64]

whole_numbers = st.integers(-4, 4).map(float)


def clouds(n: int) -> st.SearchStrategy[Array]:
    """Points on a small grid, so that many coincide or lie on one line."""
    return st.integers(1, 9).flatmap(lambda k: arrays.arrays(np.float64, (n, k), elements=whole_numbers))


@given(st.integers(1, 7).flatmap(lambda n: st.tuples(st.just(n), clouds(n), st.integers(0, 2**31))))
@examples_of(30)
def test_clouds_on_two_sides_of_a_plane_are_separable(drawn: tuple[int, Array, int]) -> None:
    n, X, seed = drawn
    rng = np.random.default_rng(seed)
    w = rng.standard_normal(n)
    side = w @ X + 0.3
    X = X[:, np.abs(side) > 0.05]
    side = w @ X + 0.3
    assert separable(X[:, side > 0.0], X[:, side < 0.0]) is True


@given(st.integers(1, 7).flatmap(lambda n: st.tuples(clouds(n), clouds(n), st.integers(0, 2**31))))
@examples_of(30)
def test_clouds_that_share_a_place_are_not(drawn: tuple[Array, Array, int]) -> None:
    first, second, seed = drawn
    rng = np.random.default_rng(seed)
    shares = [rng.dirichlet(np.ones(cloud.shape[1])) for cloud in (first, second)]
    moved = second - (second @ shares[1])[:, None] + (first @ shares[0])[:, None]
    assert separable(first, moved) is False


@given(st.tuples(clouds(2), clouds(2)))
@examples_of(30)
def test_in_the_plane_it_agrees_with_trying_all_lines(drawn: tuple[Array, Array]) -> None:
    """If a line separates two clouds, then one does that is turned a little about two of their points."""
    first, second = drawn
    both = np.hstack([first, second])
    angles = [np.arctan2(*(p - q)) + turn for p in both.T for q in both.T for turn in (-1e-4, 1e-4)]
    directions = np.array([[np.cos(angle), -np.sin(angle)] for angle in angles])
    lower, upper = (directions @ first).max(axis=1), (directions @ second).min(axis=1)
    upper_first, lower_first = (directions @ first).min(axis=1), (directions @ second).max(axis=1)
    assert separable(first, second) is bool(((lower < upper) | (upper_first > lower_first)).any())


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e9])
def test_size_and_place_do_not_matter(scale: float) -> None:
    rng = np.random.default_rng(0)
    X = rng.standard_normal((3, 40))
    above = X[0] + X[1] > 0.2
    assert separable(scale * X[:, above] + 5.0 * scale, scale * X[:, ~above] + 5.0 * scale) is True
    labels = rng.integers(0, 2, 40) > 0
    assert separable(scale * X[:, labels] + 5.0 * scale, scale * X[:, ~labels] + 5.0 * scale) is False


def test_no_points_are_separable_from_any() -> None:
    assert separable(np.empty((2, 0)), np.ones((2, 3))) is True


def test_the_first_pair_of_classes_is_named() -> None:
    X = np.array([[0.0, 1.0, 5.0, 7.0, 6.0], [0.0, 0.0, 0.0, 0.0, 0.0]])
    assert inseparable_pair(X, np.array([0, 0, 1, 1, 3])) == (1, 3)
    assert inseparable_pair(X, np.array([0, 0, 1, 3, 1])) is None


def test_many_points_take_few_rounds() -> None:
    rng = np.random.default_rng(0)
    X = rng.standard_normal((7, 20_000))
    w = rng.standard_normal(7)
    side = w @ X
    X, side = X[:, np.abs(side) > 0.01], side[np.abs(side) > 0.01]
    assert separable(X[:, side > 0.0], X[:, side < 0.0]) is True

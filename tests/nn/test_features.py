"""What a network is told about a point, and how it is standardised."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import Array, examples_of, feature_sets

from neural_sketchpad.nn.features import FEATURES, PLAIN, InputMap, raw_features

X = np.array([[1.0, -2.0, 0.5], [3.0, 0.0, -1.5]])
EXPECTED = {
    "x1": [1.0, -2.0, 0.5],
    "x2": [3.0, 0.0, -1.5],
    "x1_squared": [1.0, 4.0, 0.25],
    "x2_squared": [9.0, 0.0, 2.25],
    "x1_x2": [3.0, 0.0, -0.75],
    "sin_x1": np.sin([1.0, -2.0, 0.5]),
    "sin_x2": np.sin([3.0, 0.0, -1.5]),
}


def points(m: int, seed: int = 0) -> Array:
    return np.random.default_rng(seed).uniform(-5.0, 5.0, (2, m))


def test_the_features_are_what_their_names_say_in_the_order_of_the_list() -> None:
    assert list(FEATURES) == list(EXPECTED)
    np.testing.assert_array_equal(InputMap(tuple(FEATURES))(X), np.array(list(EXPECTED.values())))


@given(names=feature_sets)
@examples_of(30)
def test_any_choice_of_features_is_those_rows(names: tuple[str, ...]) -> None:
    np.testing.assert_array_equal(raw_features(names, X), np.array([EXPECTED[name] for name in names]))


def test_x1_and_x2_alone_are_the_points_themselves() -> None:
    assert InputMap()(X) is X
    assert InputMap(PLAIN) == InputMap()


@given(names=feature_sets, m=st.integers(2, 40), seed=st.integers(0, 999))
@examples_of(60)
def test_standardised_features_have_mean_0_and_deviation_1_over_the_points(
    names: tuple[str, ...], m: int, seed: int
) -> None:
    standardized = InputMap.fitted(names, points(m, seed))(points(m, seed))
    np.testing.assert_allclose(standardized.mean(axis=1), 0.0, atol=1e-10)
    np.testing.assert_allclose(standardized.std(axis=1), 1.0, rtol=1e-10)


def test_other_points_go_through_the_same_map() -> None:
    """x1 has mean 4 and deviation 2 over the fitted points, x2 mean -1 and deviation 3."""
    fitted = InputMap.fitted(PLAIN, np.array([[2.0, 6.0], [-4.0, 2.0]]))
    assert (fitted.means, fitted.deviations) == ((4.0, -1.0), (2.0, 3.0))
    np.testing.assert_allclose(fitted(np.array([[4.0, 0.0], [2.0, -1.0]])), [[0.0, -2.0], [1.0, 0.0]], atol=1e-15)


@pytest.mark.parametrize("value", [0.0, 3.0, 0.1, -1e9, 1e-300])
def test_a_feature_that_is_the_same_for_all_points_is_only_centred(value: float) -> None:
    same = np.vstack([np.full(7, value), np.arange(7.0)])
    standardized = InputMap.fitted(("x1", "x2", "x1_squared"), same)(same)
    assert np.isfinite(standardized).all()
    np.testing.assert_allclose(standardized[[0, 2]], 0.0, atol=1e-9 * max(1.0, value * value))
    np.testing.assert_allclose(standardized[1].std(), 1.0, rtol=1e-12)


def test_one_point_is_only_centred() -> None:
    alone = np.array([[2.0], [-3.0]])
    np.testing.assert_array_equal(InputMap.fitted(PLAIN, alone)(alone), np.zeros((2, 1)))


def test_without_points_nothing_is_standardised() -> None:
    assert InputMap.fitted(("x1", "sin_x2"), np.empty((2, 0))) == InputMap(("x1", "sin_x2"))
    assert InputMap.fitted(PLAIN, points(5))(np.empty((2, 0))).shape == (2, 0)


@given(names=feature_sets, standardized=st.booleans())
@examples_of(30)
def test_single_precision_stays_single_precision(names: tuple[str, ...], standardized: bool) -> None:
    inputs = InputMap.fitted(names, points(9)) if standardized else InputMap(names)
    single = inputs(points(4).astype(np.float32))
    assert single.dtype == np.float32
    np.testing.assert_allclose(single, inputs(points(4)), rtol=1e-4, atol=1e-4)


def test_the_points_are_left_as_they_are() -> None:
    mine = points(6)
    before = mine.copy()
    InputMap.fitted(tuple(FEATURES), mine)(mine)
    InputMap.fitted(PLAIN, mine)(mine)
    np.testing.assert_array_equal(mine, before)

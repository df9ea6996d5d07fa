"""What the nearest neighbours know, against counting by hand."""

import numpy as np
import pytest
from findings_samples import examples_of
from hypothesis import given
from hypothesis import strategies as st

from neural_sketchpad.insight.findings.neighbours import neighbours_error
from neural_sketchpad.insight.findings.thresholds import Threshold


@given(st.integers(2, 30), st.integers(0, 2**31), st.booleans())
@examples_of(30)
def test_it_counts_as_one_would_by_hand(m: int, seed: int, is_regression: bool) -> None:
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((2, m)) * [[1.0], [10.0]]
    Y = rng.standard_normal((1, m)) if is_regression else rng.integers(0, 2, (1, m)).astype(np.float64)
    scaled = X / X.std(axis=1, keepdims=True)
    wrong = 0.0
    for place in range(m):
        order = np.argsort(np.sum((scaled - scaled[:, [place]]) ** 2, axis=0))
        others = [other for other in order if other != place][: int(Threshold.NEIGHBOURS.number)]
        told = float(np.mean(Y[0, others]))
        wrong += (told - Y[0, place]) ** 2 if is_regression else float(abs(told - Y[0, place]) > 0.5)
    assert neighbours_error(X, Y, is_regression=is_regression) == pytest.approx(wrong / m)


def test_classes_in_rows_are_counted_like_classes_in_numbers() -> None:
    rng = np.random.default_rng(0)
    X, labels = rng.standard_normal((2, 40)), rng.integers(0, 2, 40)
    as_rows = np.equal(np.arange(3)[:, None], labels).astype(np.float64)
    as_numbers = labels[None, :].astype(np.float64)
    assert neighbours_error(X, as_rows, is_regression=False) == neighbours_error(X, as_numbers, is_regression=False)


def test_an_input_that_is_the_same_everywhere_is_no_trouble() -> None:
    X = np.vstack([np.ones(10), np.arange(10.0)])
    assert neighbours_error(X, (X[1:] > 4.5).astype(np.float64), is_regression=False) < 0.5

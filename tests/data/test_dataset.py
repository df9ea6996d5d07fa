"""The data set as a value."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neural_sketchpad.data.dataset import Dataset

quickly = settings(max_examples=80, deadline=None)
finite = st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def datasets(draw: st.DrawFn, max_m: int = 12) -> Dataset:
    points = draw(st.lists(st.tuples(finite, finite, st.integers(0, 1)), max_size=max_m))
    X = np.array([[x1 for x1, _, _ in points], [x2 for _, x2, _ in points]], dtype=np.float64)
    return Dataset.of(X, [label for _, _, label in points], draw(st.integers(0, 10**6)))


@st.composite
def datasets_with_places(draw: st.DrawFn) -> tuple[Dataset, np.ndarray[tuple[int], np.dtype[np.intp]]]:
    dataset = draw(datasets())
    chosen = draw(st.sets(st.sampled_from(range(dataset.m)))) if dataset.m else set()
    return dataset, np.array(sorted(chosen), dtype=np.intp)


@quickly
@given(case=datasets_with_places())
def test_what_was_removed_can_be_put_back_in_its_places(
    case: tuple[Dataset, np.ndarray[tuple[int], np.dtype[np.intp]]],
) -> None:
    dataset, places = case
    removed = dataset.removed(places)
    assert removed.m == dataset.m - len(places)
    assert removed.inserted(places, dataset.take(places)) == dataset


@quickly
@given(dataset=datasets(), points=datasets(max_m=5), data=st.data())
def test_what_was_put_in_stands_in_its_places_and_can_be_removed(
    dataset: Dataset, points: Dataset, data: st.DataObject
) -> None:
    total = dataset.m + points.m
    chosen = data.draw(st.sets(st.sampled_from(range(total)), min_size=points.m, max_size=points.m)) if total else set()
    places = np.array(sorted(chosen), dtype=np.intp)
    inserted = dataset.inserted(places, points)
    assert inserted.m == total
    assert inserted.take(places) == points
    assert inserted.removed(places) == dataset


@quickly
@given(case=datasets_with_places())
def test_what_was_moved_is_there_and_can_be_moved_back(
    case: tuple[Dataset, np.ndarray[tuple[int], np.dtype[np.intp]]],
) -> None:
    dataset, places = case
    target = np.arange(2.0 * len(places)).reshape(2, -1) + 0.5
    moved = dataset.moved(places, target)
    np.testing.assert_array_equal(moved.X[:, places], target)
    assert moved.removed(places) == dataset.removed(places)
    assert moved.moved(places, dataset.X[:, places]) == dataset


def test_editing_makes_another_and_leaves_the_first_as_it_was() -> None:
    dataset = Dataset.of([[1.0, 2.0], [3.0, 4.0]], [0, 1])
    first = np.array([0])
    dataset.moved(first, np.array([[9.0], [9.0]]))
    dataset.removed(first)
    dataset.inserted(np.array([1]), Dataset.of([[5.0], [5.0]], [1], 2))
    assert dataset == Dataset.of([[1.0, 2.0], [3.0, 4.0]], [0, 1])


def test_its_arrays_are_read_only() -> None:
    dataset = Dataset.of([[1.0, 2.0], [3.0, 4.0]], [0, 1])
    for changed in (dataset, dataset.removed(np.array([0])), dataset.moved(np.array([0]), np.zeros((2, 1)))):
        for array in (changed.X, changed.labels, changed.serials):
            with pytest.raises(ValueError, match="read-only"):
                array[..., 0] = 1


def test_points_given_by_the_caller_are_copied() -> None:
    X = np.array([[1.0, 2.0], [3.0, 4.0]])
    dataset = Dataset.of(X, np.array([0, 1]))
    X[0, 0] = 99.0
    assert dataset.X[0, 0] == 1.0


def test_points_keep_their_serials_for_life_and_a_new_one_is_never_one_that_is_there() -> None:
    dataset = Dataset.of([[0.0, 1.0, 2.0], [0.0, 0.0, 0.0]], [0, 0, 1], first_serial=5)
    assert dataset.serials.tolist() == [5, 6, 7]
    assert dataset.next_serial == 8
    fewer = dataset.removed(np.array([1]))
    assert fewer.serials.tolist() == [5, 7]
    assert fewer.next_serial == 8
    assert Dataset().next_serial == 0


def test_classes_are_counted() -> None:
    assert Dataset.of([[0.0, 1.0, 2.0], [0.0, 0.0, 0.0]], [1, 0, 1]).class_counts == (1, 2)
    assert Dataset().class_counts == (0, 0)


@pytest.mark.parametrize(("columns", "labels", "serials"), [(2, 3, 2), (2, 2, 1), (0, 1, 0)])
def test_arrays_that_do_not_fit_together_are_refused(columns: int, labels: int, serials: int) -> None:
    with pytest.raises(ValueError, match="one entry per point"):
        Dataset(np.zeros((2, columns)), np.zeros(labels, np.int8), np.zeros(serials, np.int64))
    with pytest.raises(ValueError, match="one entry per point"):
        Dataset(np.zeros((3, columns)), np.zeros(columns, np.int8), np.zeros(columns, np.int64))


def test_equality_looks_at_points_labels_and_serials() -> None:
    dataset = Dataset.of([[0.0, 1.0], [2.0, 3.0]], [0, 1])
    assert dataset == Dataset.of([[0.0, 1.0], [2.0, 3.0]], [0, 1])
    assert dataset != Dataset.of([[0.0, 1.5], [2.0, 3.0]], [0, 1])
    assert dataset != Dataset.of([[0.0, 1.0], [2.0, 3.0]], [1, 1])
    assert dataset != Dataset.of([[0.0, 1.0], [2.0, 3.0]], [0, 1], first_serial=1)
    assert dataset != "points"

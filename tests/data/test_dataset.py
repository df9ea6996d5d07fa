"""The data set as a value."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from neural_sketchpad.data.dataset import LAST_SERIAL, MOST_CLASSES, Dataset

quickly = settings(max_examples=50, deadline=None)
finite = st.floats(-1e9, 1e9)


@st.composite
def datasets(draw: st.DrawFn, max_m: int = 12) -> Dataset:
    """Points of up to eight classes, or with values."""
    is_regression = draw(st.booleans())
    targets = finite if is_regression else st.integers(0, MOST_CLASSES - 1)
    points = draw(st.lists(st.tuples(finite, finite, targets), max_size=max_m))
    X = np.array([[x1 for x1, _, _ in points], [x2 for _, x2, _ in points]], dtype=np.float64)
    first = draw(st.integers(0, 10**6))
    return Dataset.of(X, [target for _, _, target in points], first, is_regression=is_regression)


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
    points = replace(points, is_regression=dataset.is_regression)
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
        for array in (changed.X, changed.targets, changed.serials):
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
    assert dataset.free_serials(2).tolist() == [8, 9]
    fewer = dataset.removed(np.array([1]))
    assert fewer.serials.tolist() == [5, 7]
    assert fewer.free_serials(1).tolist() == [8]
    assert Dataset().free_serials(2).tolist() == [0, 1]
    at_the_end = Dataset.of([[0.0, 1.0], [0.0, 0.0]], [0, 1], first_serial=LAST_SERIAL - 1)
    assert at_the_end.free_serials(3).tolist() == [0, 1, 2]


def test_classes_are_counted() -> None:
    assert Dataset.of([[0.0, 1.0, 2.0], [0.0, 0.0, 0.0]], [1, 0, 1]).class_counts == (1, 2)
    assert Dataset().class_counts == (0, 0)
    assert Dataset.of(np.zeros((2, 4)), [3, 0, 3, 7]).class_counts == (1, 0, 0, 2, 0, 0, 0, 1)


@pytest.mark.parametrize(("labels", "classes"), [([], 2), ([0], 2), ([1], 2), ([2], 3), ([0, 5, 1], 6), ([7], 8)])
def test_there_are_as_many_classes_as_the_highest_asks_for_and_never_fewer_than_two(
    labels: list[int], classes: int
) -> None:
    dataset = Dataset.of(np.zeros((2, len(labels))), labels)
    assert dataset.classes == classes
    assert dataset.labels.tolist() == labels


def test_classes_become_values_and_values_the_nearest_class() -> None:
    classes = Dataset.of(np.arange(6.0).reshape(2, 3), [0, 7, 2], first_serial=4)
    values = classes.as_regression()
    assert values.is_regression
    assert values.targets.tolist() == [0.0, 7.0, 2.0]
    assert values.as_classes() == classes
    measured = Dataset.of(np.zeros((2, 8)), [-3.0, 0.49, 0.5, 1.4, 1.5, 6.9, 7.6, 1e9], is_regression=True)
    assert measured.as_classes().labels.tolist() == [0, 0, 1, 1, 2, 7, 7, 7]
    np.testing.assert_array_equal(measured.as_classes().serials, measured.serials)
    assert measured.targets.tolist()[0] == -3.0


@quickly
@given(dataset=datasets())
def test_whatever_the_values_their_classes_are_among_the_eight(dataset: Dataset) -> None:
    turned = dataset.as_classes()
    assert not turned.is_regression
    assert set(turned.targets.tolist()) <= set(range(MOST_CLASSES))
    assert turned.as_regression().as_classes() == turned
    assert sum(turned.class_counts) == dataset.m


def test_every_edit_keeps_the_kind() -> None:
    values = Dataset.of([[1.0, 2.0], [3.0, 4.0]], [0.5, -1.5], is_regression=True)
    place = np.array([0])
    edited = [
        values.take(place),
        values.removed(place),
        values.moved(place, np.zeros((2, 1))),
        values.inserted(place, values.take(place)),
    ]
    assert all(dataset.is_regression for dataset in edited)
    assert edited[-1].targets.tolist() == [0.5, 0.5, -1.5]


@pytest.mark.parametrize(("columns", "labels", "serials"), [(2, 3, 2), (2, 2, 1), (0, 1, 0)])
def test_arrays_that_do_not_fit_together_are_refused(columns: int, labels: int, serials: int) -> None:
    with pytest.raises(ValueError, match="one entry per point"):
        Dataset(np.zeros((2, columns)), np.zeros(labels), np.zeros(serials, np.int64))
    with pytest.raises(ValueError, match="one entry per point"):
        Dataset(np.zeros((3, columns)), np.zeros(columns), np.zeros(columns, np.int64))


def test_equality_looks_at_points_targets_serials_and_kind() -> None:
    dataset = Dataset.of([[0.0, 1.0], [2.0, 3.0]], [0, 1])
    assert dataset == Dataset.of([[0.0, 1.0], [2.0, 3.0]], [0, 1])
    assert dataset != Dataset.of([[0.0, 1.5], [2.0, 3.0]], [0, 1])
    assert dataset != Dataset.of([[0.0, 1.0], [2.0, 3.0]], [1, 1])
    assert dataset != Dataset.of([[0.0, 1.0], [2.0, 3.0]], [0, 1], first_serial=1)
    assert dataset != Dataset.of([[0.0, 1.0], [2.0, 3.0]], [0, 1], is_regression=True)
    assert dataset != "points"

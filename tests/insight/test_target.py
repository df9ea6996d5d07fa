"""Which y goes with a place: that of the point lying there, of the nearest one, or none."""

from dataclasses import replace

import numpy as np
import pytest

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.insight.xray.target import Target, target_at

TWO = Dataset.of([[0.0, 3.0], [0.0, 4.0]], [0, 1])
THREE = Dataset.of([[0.0, 3.0, 0.0], [0.0, 4.0, 1.0]], [0, 2, 1])
VALUES = Dataset.of([[0.0, 3.0], [0.0, 4.0]], [-1.5, 0.25], is_regression=True)


def target(dataset: Dataset, x1: float, x2: float, within: float = 0.1) -> Target:
    found = target_at(Experiment().with_dataset(dataset), x1, x2, within)
    assert found is not None
    return found


def test_a_point_that_lies_there_gives_its_class() -> None:
    found = target(TWO, 3.0, 4.05)
    assert (found.y, found.point, found.here) == (1.0, (3.0, 4.0), True)
    assert found.distance == pytest.approx(0.05)
    assert found.words == "y = 1, the point here"


def test_else_the_nearest_point_does_and_it_is_said_how_far_it_is() -> None:
    found = target(TWO, 0.31, 0.0)
    assert (found.y, found.point, found.here) == (0.0, (0.0, 0.0), False)
    assert found.words == "y = 0, as the nearest point, 0.31 away"


def test_of_points_equally_near_the_first_one_counts() -> None:
    assert target(Dataset.of([[1.0, -1.0], [0.0, 0.0]], [1, 0]), 0.0, 0.0).y == 1.0


def test_several_classes_have_a_row_each() -> None:
    found = target(THREE, 3.0, 4.0)
    assert found.y == 2.0
    np.testing.assert_array_equal(found.Y, [[0.0], [0.0], [1.0]])


def test_a_regression_has_the_value() -> None:
    found = target(VALUES, 3.0, 4.0)
    assert found.words == "y = 0.25, the point here"
    np.testing.assert_array_equal(found.Y, [[0.25]])
    assert target(VALUES, 0.0, 0.0).words == "y = −1.5, the point here"


def test_a_point_held_out_for_testing_is_named_as_one() -> None:
    many = Dataset.of(np.arange(40.0).reshape(2, 20), np.arange(20) % 2)
    experiment = replace(Experiment().with_dataset(many), split=Split(0.5))
    told = [target_at(experiment, float(many.X[0, place]), float(many.X[1, place]), 0.1) for place in range(20)]
    assert [found.y for found in told if found is not None] == (np.arange(20) % 2).tolist()
    held_out = [found.held_out for found in told if found is not None]
    assert held_out == (~experiment.training_mask).tolist()
    assert 0 < sum(held_out) < 20
    assert any(found is not None and found.words.endswith("the point here, held out for testing") for found in told)


def test_an_empty_canvas_has_no_target() -> None:
    assert target_at(Experiment(), 0.0, 0.0, within=1.0) is None

"""The files that ship with the program are found, and are what they should be."""

from pathlib import Path

from neural_sketchpad.experiment.project_file import read_project
from neural_sketchpad.resources import resource


def test_every_example_is_a_project_that_can_be_opened() -> None:
    examples = sorted(resource("examples").iterdir())
    assert resource("examples", "flower.json") in examples
    for path in examples:
        experiment = read_project(path)
        assert all(count > 0 for count in experiment.dataset.class_counts)


def test_the_flower_is_the_courses_task() -> None:
    experiment = read_project(resource("examples", "flower.json"))
    assert experiment.dataset.class_counts == (200, 200)
    assert experiment.recipe.optimizer.learning_rate == 1.2
    assert [(layer.units, layer.activation) for layer in experiment.recipe.hidden] == [(4, "tanh")]


def test_a_resource_is_an_absolute_path_below_one_folder() -> None:
    folder = resource()
    assert folder.is_dir()
    assert folder.is_absolute()
    assert resource("icons", "play.svg") == folder / "icons" / "play.svg"
    assert isinstance(resource("examples"), Path)

"""The project file: what is written comes back, to the bit."""

import json

import numpy as np
import pytest
from experiment_samples import assert_same, examples_of, experiments, project
from hypothesis import given

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.generators import PresetChoice, generate
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.experiment import Experiment, Goals
from neural_sketchpad.experiment.json_reading import FormatError
from neural_sketchpad.experiment.project_file import from_text, read_project, to_text, write_project
from neural_sketchpad.nn.recipe import SCHEMES, HiddenLayer, Initialization, Optimizer, Recipe

SMALLEST = """
{"format": "neural-sketchpad", "version": 1, "dataset": {"points": [[0.1, 0.2]], "labels": [0]},
 "recipe": {"hidden": [{"units": 1, "activation": "tanh"}], "output": "sigmoid", "cost": "cross_entropy",
 "initialization": {"scheme": "small_random", "scale": 0.01},
 "optimizer": {"name": "gradient_descent", "learning_rate": 1.2}, "batch_size": null, "test_fraction": 0.0},
 "seed": 2, "starting_parameters": [{"W": [[0.1, 0.2]], "b": [[0.0]]}, {"W": [[0.3]], "b": [[0.0]]}]}
"""


@examples_of(150)
@given(experiment=experiments())
def test_what_is_written_is_what_is_read(experiment: Experiment) -> None:
    assert_same(from_text(to_text(experiment)), experiment)


@examples_of(30)
@given(experiment=experiments())
def test_the_same_experiment_is_always_the_same_text(experiment: Experiment) -> None:
    assert to_text(from_text(to_text(experiment))) == to_text(experiment)


@examples_of(10)
@given(experiment=experiments())
def test_it_goes_through_a_file(experiment: Experiment, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("projects") / "ünïcode name.nsk"
    write_project(path, experiment)
    assert_same(read_project(path), experiment)
    assert_same(read_project(str(path)), experiment)


def test_the_numbers_at_the_edge_of_double_precision_survive() -> None:
    edges = [0.1, -0.0, 5e-324, 2.2250738585072014e-308, 1e9, -1e-320, 1.0 / 3.0, -999999999.9999999]
    X = np.array([edges, edges[::-1]])
    read = from_text(to_text(Experiment(Dataset.of(X, [0, 1] * 4))))
    assert read.dataset.X.tobytes() == X.tobytes()


def test_points_too_far_out_to_be_drawn_are_refused_by_name() -> None:
    text = SMALLEST.replace("[[0.1, 0.2]]", "[[0.1, -1.1e9]]")
    with pytest.raises(FormatError, match=r"dataset\.points\[0\] must lie within"):
        from_text(text)


def test_version_1_as_it_was_first_written_is_read() -> None:
    experiment = from_text(SMALLEST)
    assert experiment.dataset == Dataset.of([[0.1], [0.2]], [0])
    assert experiment.recipe == Recipe(
        (HiddenLayer(1, "tanh"),),
        initialization=Initialization("small_random", 0.01),
        optimizer=Optimizer(learning_rate=1.2),
    )
    assert experiment.split == Split(0.0, 0)
    assert experiment.seed == 2
    assert experiment.goals == Goals()
    assert experiment.preset is None
    assert experiment.given is not None
    assert experiment.given.theta.tolist() == [0.1, 0.2, 0.0, 0.3, 0.0]


def test_every_field_of_the_format_is_read() -> None:
    experiment = from_text(json.dumps(project()))
    assert experiment.dataset.serials.tolist() == [4, 7]
    assert experiment.split == Split(0.0, 3)
    assert experiment.goals == Goals(100, 0.05)
    assert experiment.preset == PresetChoice("flower", 400, 0.2, 1)


@pytest.mark.parametrize("name", ["starting_parameters", "goals", "preset"])
def test_an_optional_field_may_be_null_or_left_out(name: str) -> None:
    empty, without = project(), project()
    empty[name] = None
    del without[name]
    assert_same(from_text(json.dumps(empty)), from_text(json.dumps(without)))


def test_whole_numbers_may_stand_where_numbers_are_asked_for() -> None:
    document = project()
    document["dataset"]["points"] = [[1, 2], [3, -4]]
    document["recipe"]["optimizer"]["learning_rate"] = 1
    document["dataset"]["labels"] = [0.0, 1.0]
    experiment = from_text(json.dumps(document))
    assert experiment.dataset.X.tolist() == [[1.0, 3.0], [2.0, -4.0]]
    assert experiment.dataset.labels.tolist() == [0, 1]
    assert isinstance(experiment.recipe.optimizer.learning_rate, float)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_scheme_without_a_scale_has_its_customary_one(scheme: str) -> None:
    document = project()
    document["recipe"]["initialization"] = {"scheme": scheme}
    assert from_text(json.dumps(document)).recipe.initialization == Initialization.of(scheme)


def test_the_text_is_for_people_too() -> None:
    text = to_text(Experiment(generate(PresetChoice("xor", 4, 0.0))))
    assert json.loads(text)["format"] == "neural-sketchpad"
    assert any(line.startswith('  "hidden": [{"units": 4,') for line in text.splitlines())
    assert text.endswith("}\n")


def test_ten_thousand_points_are_read_and_written() -> None:
    experiment = Experiment(generate(PresetChoice("spirals", 10_000, 0.1)))
    assert_same(from_text(to_text(experiment)), experiment)

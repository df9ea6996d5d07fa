"""The project file: what is written comes back, to the bit."""

import json

import numpy as np
import pytest
from experiment_samples import assert_same, at, examples_of, experiments, project
from hypothesis import given

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.generators import PresetChoice, generate
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.experiment import Experiment, Goals
from neural_sketchpad.experiment.json_reading import FormatError
from neural_sketchpad.experiment.project_file import from_text, read_project, to_text, write_project
from neural_sketchpad.nn.optimizers import RULES, Optimizer, Schedule
from neural_sketchpad.nn.recipe import SCHEMES, HiddenLayer, Initialization, Recipe, Regularization

SMALLEST = """
{"format": "neural-sketchpad", "version": 1, "dataset": {"points": [[0.1, 0.2]], "labels": [0]},
 "recipe": {"hidden": [{"units": 1, "activation": "tanh"}], "output": "sigmoid", "cost": "cross_entropy",
 "initialization": {"scheme": "small_random", "scale": 0.01},
 "optimizer": {"name": "gradient_descent", "learning_rate": 1.2}, "batch_size": null, "test_fraction": 0.0},
 "seed": 2, "starting_parameters": [{"W": [[0.1, 0.2]], "b": [[0.0]]}, {"W": [[0.3]], "b": [[0.0]]}]}
"""


@examples_of(80)
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


def test_values_at_the_edge_of_double_precision_survive() -> None:
    edges = [0.1, -0.0, 5e-324, -1e9, 1.0 / 3.0, 999999999.9999999]
    dataset = Dataset.of(np.zeros((2, len(edges))), edges, is_regression=True)
    read = from_text(to_text(Experiment().with_dataset(dataset)))
    assert read.dataset.is_regression
    assert read.dataset.targets.tobytes() == np.array(edges).tobytes()


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
    assert experiment.recipe == Recipe(
        (HiddenLayer(1, "leaky_relu", 0.2),),
        initialization=Initialization("small_random", 0.01),
        optimizer=Optimizer("adam", 1.2, 0.8, 0.95, 1e-7, Schedule("step", 50, 0.25)),
        features=("x1", "x1_x2"),
        standardize=True,
        regularization=Regularization(0.125, 0.5, 0.25),
        precision="float32",
    )
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


OPTIONAL_IN_A_RECIPE: list[tuple[str | int, ...]] = [
    *((name,) for name in ("outputs", "features", "standardize", "regularization", "precision", "test_seed")),
    *(("optimizer", name) for name in ("beta1", "beta2", "epsilon", "schedule")),
    *(("optimizer", "schedule", name) for name in ("period", "factor")),
    *(("regularization", name) for name in ("l1", "l2", "dropout")),
    ("hidden", 0, "slope"),
    ("initialization", "scale"),
]


@pytest.mark.parametrize("place", OPTIONAL_IN_A_RECIPE, ids=lambda place: ".".join(map(str, place)))
def test_a_field_added_later_may_be_null_or_left_out(place: tuple[str | int, ...]) -> None:
    """A file that does not know it reads as it always did."""
    empty, without = project(), project()
    at(empty["recipe"], place[:-1])[place[-1]] = None
    del at(without["recipe"], place[:-1])[place[-1]]
    assert_same(from_text(json.dumps(empty)), from_text(json.dumps(without)))


def test_without_the_fields_added_later_everything_is_as_it_was() -> None:
    document = project()
    for place in OPTIONAL_IN_A_RECIPE[:5]:
        del document["recipe"][place[0]]
    document["recipe"]["hidden"] = [{"units": 1, "activation": "leaky_relu"}]
    document["recipe"]["optimizer"] = {"name": "gradient_descent", "learning_rate": 1.2}
    assert from_text(json.dumps(document)).recipe == Recipe(
        (HiddenLayer(1, "leaky_relu", 0.01),),
        initialization=Initialization("small_random", 0.01),
        optimizer=Optimizer("gradient_descent", 1.2, 0.9, 0.999, 1e-8, Schedule()),
        outputs=1,
        features=("x1", "x2"),
        standardize=False,
        regularization=Regularization(),
        precision="float64",
    )


@pytest.mark.parametrize("rule", RULES)
def test_an_optimiser_without_betas_has_its_customary_ones(rule: str) -> None:
    document = project()
    document["recipe"]["optimizer"] = {"name": rule, "learning_rate": 0.01}
    assert from_text(json.dumps(document)).recipe.optimizer == Optimizer(learning_rate=0.01).with_rule(rule)


@pytest.mark.parametrize(("labels", "outputs"), [([0, 1], 3), ([0, 2], 3), ([5, 1], 6), ([7, 7], 8)])
def test_a_softmax_without_a_number_has_an_output_for_each_class(labels: list[int], outputs: int) -> None:
    document = project()
    document["dataset"]["labels"] = labels
    document["recipe"]["output"] = "softmax"
    del document["recipe"]["outputs"], document["starting_parameters"]
    assert from_text(json.dumps(document)).recipe.outputs == outputs


def test_labels_and_values_are_written_as_what_they_are() -> None:
    classes = Dataset.of(np.zeros((2, 3)), [0, 7, 2])
    written = json.loads(to_text(Experiment().with_dataset(classes)))["dataset"]
    assert written["labels"] == [0, 7, 2]
    assert all(type(label) is int for label in written["labels"])
    assert "values" not in written
    values = json.loads(to_text(Experiment().with_dataset(classes.as_regression())))["dataset"]
    assert values["values"] == [0.0, 7.0, 2.0]
    assert "labels" not in values


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

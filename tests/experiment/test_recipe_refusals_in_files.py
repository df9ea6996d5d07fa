"""A recipe or data that cannot be is refused as a file too, with the place in front of the recipe's own sentence."""

import json

import pytest
from experiment_samples import Path as Place
from experiment_samples import assert_one_sentence, at, project, spoiled

from neural_sketchpad.experiment.json_reading import FormatError
from neural_sketchpad.experiment.project_file import from_text

OPTIMIZER: Place = ("recipe", "optimizer")
SCHEDULE: Place = (*OPTIMIZER, "schedule")
PENALTIES: Place = ("recipe", "regularization")
SLOPE: Place = ("recipe", "hidden", 0, "slope")


def refusal(text: str) -> str:
    with pytest.raises(FormatError) as caught:
        from_text(text)
    sentence = str(caught.value)
    assert_one_sentence(sentence)
    return sentence


@pytest.mark.parametrize(
    ("place", "raw", "named"),
    [
        (SLOPE, "-0.1", "recipe.hidden[0].slope"),
        (SLOPE, "1.5", "recipe.hidden[0].slope"),
        (SLOPE, '"steep"', "recipe.hidden[0].slope"),
        (SLOPE, "true", "recipe.hidden[0].slope"),
        ((*OPTIMIZER, "beta1"), "1", "recipe.optimizer.beta1"),
        ((*OPTIMIZER, "beta1"), "-0.1", "recipe.optimizer.beta1"),
        ((*OPTIMIZER, "beta2"), "1.0", "recipe.optimizer.beta2"),
        ((*OPTIMIZER, "beta2"), "[0.9]", "recipe.optimizer.beta2"),
        ((*OPTIMIZER, "epsilon"), "0", "recipe.optimizer.epsilon"),
        ((*OPTIMIZER, "epsilon"), "2", "recipe.optimizer.epsilon"),
        ((*OPTIMIZER, "epsilon"), "1e999", "recipe.optimizer.epsilon"),
        (SCHEDULE, '"cosine"', "recipe.optimizer.schedule"),
        ((*SCHEDULE, "name"), '"warmup"', "recipe.optimizer.schedule.name"),
        ((*SCHEDULE, "name"), "3", "recipe.optimizer.schedule.name"),
        ((*SCHEDULE, "period"), "0", "recipe.optimizer.schedule.period"),
        ((*SCHEDULE, "period"), "1.5", "recipe.optimizer.schedule.period"),
        ((*SCHEDULE, "period"), "1000000001", "recipe.optimizer.schedule.period"),
        ((*SCHEDULE, "factor"), "0", "recipe.optimizer.schedule.factor"),
        ((*SCHEDULE, "factor"), "1.1", "recipe.optimizer.schedule.factor"),
        (PENALTIES, "0.1", "recipe.regularization"),
        ((*PENALTIES, "l1"), "-1", "recipe.regularization.l1"),
        ((*PENALTIES, "l2"), "1e7", "recipe.regularization.l2"),
        ((*PENALTIES, "l2"), "false", "recipe.regularization.l2"),
        ((*PENALTIES, "dropout"), "1", "recipe.regularization.dropout"),
        ((*PENALTIES, "dropout"), "-0.5", "recipe.regularization.dropout"),
        (("recipe", "outputs"), "2", "recipe.outputs"),
        (("recipe", "outputs"), "1.0", "recipe.outputs"),
        (("recipe", "outputs"), "1" + "0" * 400, "recipe.outputs"),
        (("recipe", "cost"), '"hinge"', "recipe.cost"),
        (("recipe", "features"), "[]", "recipe.features"),
        (("recipe", "features"), '["x3"]', "recipe.features"),
        (("recipe", "features"), '["x1", "x1"]', "recipe.features"),
        (("recipe", "features"), '["x1_x2", "x1"]', "recipe.features"),
        (("recipe", "features"), '["x1", 2]', "recipe.features[1]"),
        (("recipe", "features"), '"x1"', "recipe.features"),
        (("recipe", "standardize"), "1", "recipe.standardize"),
        (("recipe", "standardize"), '"yes"', "recipe.standardize"),
        (("recipe", "precision"), '"float16"', "recipe.precision"),
        (("recipe", "precision"), "32", "recipe.precision"),
        (("recipe", "output"), '"linear"', "recipe.cost"),
        (("recipe", "output"), '"relu"', "recipe.cost"),
        (("dataset", "labels"), "[0, 2]", "recipe.output"),
    ],
)
def test_a_value_that_cannot_be_is_refused_where_it_stands(place: Place, raw: str, named: str) -> None:
    assert refusal(spoiled(place, raw)).startswith(f"{named} must ")


@pytest.mark.parametrize("place", [(*PENALTIES, "dropout"), SLOPE, (*OPTIMIZER, "beta1"), (*SCHEDULE, "factor")])
def test_nan_is_refused_wherever_it_stands(place: Place) -> None:
    assert "NaN" in refusal(spoiled(place, "NaN"))


def changed(**fields: object) -> str:
    """The project with other fields of the recipe, and without the starting parameters of the one it has."""
    document = project()
    del document["starting_parameters"]
    document["recipe"].update(fields)
    return json.dumps(document)


def with_targets(targets: dict[str, object], **fields: object) -> str:
    document = json.loads(changed(**fields))
    document["dataset"] = {"points": document["dataset"]["points"], **targets}
    return json.dumps(document)


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"output": "softmax", "outputs": 1}, "recipe.outputs"),
        ({"output": "softmax", "outputs": 2}, "recipe.outputs"),
        ({"output": "softmax", "outputs": 9}, "recipe.outputs"),
        ({"output": "softmax", "outputs": 3, "cost": "squared_error"}, "recipe.cost"),
        ({"output": "sigmoid", "outputs": 3}, "recipe.outputs"),
        ({"output": "linear", "cost": "squared_error"}, "recipe.output"),
        ({"output": "relu", "cost": "squared_error"}, "recipe.output"),
    ],
)
def test_fields_that_do_not_go_together_are_refused(fields: dict[str, object], named: str) -> None:
    assert refusal(changed(**fields)).startswith(f"{named} must ")


LINEAR = {"output": "linear", "cost": "squared_error"}


@pytest.mark.parametrize(
    ("targets", "fields", "named"),
    [
        ({"labels": [0, 7]}, {}, "recipe.output"),
        ({"labels": [0, 5]}, {"output": "softmax", "outputs": 4}, "recipe.outputs"),
        ({"values": [0.5, 1.5]}, {}, "recipe.output"),
        ({"values": [0.5, 1.5]}, {"output": "softmax", "outputs": 3}, "recipe.output"),
        ({"values": [0.5]}, LINEAR, "dataset.values"),
        ({"values": [0.5, 1.5, 2.5]}, LINEAR, "dataset.values"),
        ({"values": [0.5, 1.1e9]}, LINEAR, "dataset.values[1]"),
        ({"values": [0.5, "1"]}, LINEAR, "dataset.values[1]"),
        ({"values": [True, 1]}, LINEAR, "dataset.values[0]"),
        ({"values": 1.0}, LINEAR, "dataset.values"),
        ({"labels": [0, -1]}, {}, "dataset.labels[1]"),
        ({"labels": [8, 0]}, {}, "dataset.labels[0]"),
    ],
)
def test_points_that_the_output_cannot_learn_are_refused(
    targets: dict[str, object], fields: dict[str, object], named: str
) -> None:
    assert refusal(with_targets(targets, **fields)).startswith(f"{named} must ")


def test_points_have_classes_or_values_and_not_both_or_neither() -> None:
    assert refusal(with_targets({})).startswith("dataset.labels is missing")
    assert refusal(with_targets({"labels": None, "values": None})).startswith("dataset.labels is missing")
    both = refusal(with_targets({"labels": [0, 1], "values": [0.0, 1.0]}))
    assert both.startswith("dataset.labels and dataset.values cannot both be given")


def test_what_goes_together_is_read() -> None:
    regression = from_text(with_targets({"values": [0.5, -1]}, **LINEAR))
    assert regression.dataset.is_regression
    assert regression.dataset.targets.tolist() == [0.5, -1.0]
    several = from_text(with_targets({"labels": [0, 5]}, output="softmax", outputs=8))
    assert several.recipe.sizes[-1] == 8
    assert at(project(), ("recipe", "outputs")) == 1


@pytest.mark.parametrize("path", [("recipe", "batch_size"), ("seed",), ("recipe", "hidden", 0, "units")])
def test_a_number_of_thousands_of_digits_is_refused_in_a_short_sentence(path: tuple[str | int, ...]) -> None:
    with pytest.raises(FormatError) as refused:
        from_text(spoiled(path, "9" * 4000))
    assert_one_sentence(str(refused.value))
    assert len(str(refused.value)) < 120

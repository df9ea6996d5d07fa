"""A file that is not a project is refused in one sentence that names the place, and nothing else happens."""

import json
from pathlib import Path
from typing import Any

import pytest
from experiment_samples import Path as Place
from experiment_samples import assert_one_sentence, at, examples_of, project, spoiled
from hypothesis import given
from hypothesis import strategies as st

from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.experiment.json_reading import FormatError
from neural_sketchpad.experiment.project_file import from_text, read_project, to_text

RATE: Place = ("recipe", "optimizer", "learning_rate")
UNITS: Place = ("recipe", "hidden", 0, "units")
POINTS: Place = ("dataset", "points")
LABELS: Place = ("dataset", "labels")
SERIALS: Place = ("dataset", "serials")
WEIGHTS: Place = ("starting_parameters", 0, "W")
BIASES: Place = ("starting_parameters", 1, "b")
OBJECTS: list[Place] = [
    (),
    ("dataset",),
    ("recipe",),
    ("recipe", "hidden", 0),
    ("recipe", "initialization"),
    ("recipe", "optimizer"),
    ("recipe", "optimizer", "schedule"),
    ("recipe", "regularization"),
    ("starting_parameters", 1),
    ("goals",),
    ("preset",),
]
OPTIONAL = {"serials", "scale", "test_seed", "starting_parameters", "goals", "preset", "iteration", "cost"} | {
    *("outputs", "features", "standardize", "regularization", "precision", "slope"),
    *("frozen_layers", "frozen_places"),
    *("beta1", "beta2", "epsilon", "schedule", "period", "factor", "l1", "l2", "dropout"),
}
"""Fields that may be left out; a cost is optional only as a goal."""


def refusal(text: str) -> str:
    with pytest.raises(FormatError) as caught:
        from_text(text)
    sentence = str(caught.value)
    assert_one_sentence(sentence)
    return sentence


def written(place: Place) -> str:
    """A place as the sentences write it: recipe.hidden[0].units."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).removeprefix(".")


@pytest.mark.parametrize(
    ("place", "raw", "named"),
    [
        (RATE, "0", "recipe.optimizer.learning_rate"),
        (RATE, "-1", "recipe.optimizer.learning_rate"),
        (RATE, "1e7", "recipe.optimizer.learning_rate"),
        (RATE, "1e999", "recipe.optimizer.learning_rate"),
        (RATE, "1" + "0" * 400, "recipe.optimizer.learning_rate"),
        (RATE, "true", "recipe.optimizer.learning_rate"),
        (RATE, '"1"', "recipe.optimizer.learning_rate"),
        (RATE, "null", "recipe.optimizer.learning_rate"),
        (RATE, "[1]", "recipe.optimizer.learning_rate"),
        (("recipe", "frozen_layers"), "[9]", "recipe.frozen_layers"),
        (("recipe", "frozen_layers"), "[0.5]", "recipe.frozen_layers[0]"),
        (("recipe", "frozen_places"), "[[1, 99, 0]]", "recipe.frozen_places"),
        (("recipe", "frozen_places"), "[[1, 0]]", "recipe.frozen_places[0]"),
        (("recipe", "frozen_places"), '[[1, 0, "b"]]', "recipe.frozen_places[0][2]"),
        (("recipe", "optimizer", "name"), '"adagrad"', "recipe.optimizer.name"),
        (("recipe", "optimizer", "name"), "1", "recipe.optimizer.name"),
        (("recipe", "optimizer"), '"sgd"', "recipe.optimizer"),
        (UNITS, "0", "recipe.hidden[0].units"),
        (UNITS, "-1", "recipe.hidden[0].units"),
        (UNITS, "1025", "recipe.hidden[0].units"),
        (UNITS, "2.5", "recipe.hidden[0].units"),
        (UNITS, "1.0", "recipe.hidden[0].units"),
        (UNITS, "true", "recipe.hidden[0].units"),
        (UNITS, '"4"', "recipe.hidden[0].units"),
        (UNITS, "1" + "0" * 400, "recipe.hidden[0].units"),
        (("recipe", "hidden", 0, "activation"), '"softmax"', "recipe.hidden[0].activation"),
        (("recipe", "hidden", 0, "activation"), '"a\\nb"', "recipe.hidden[0].activation"),
        (("recipe", "hidden", 0, "activation"), "7", "recipe.hidden[0].activation"),
        (("recipe", "hidden", 0), "4", "recipe.hidden[0]"),
        (("recipe", "hidden"), "{}", "recipe.hidden"),
        (("recipe", "hidden"), json.dumps([{"units": 1, "activation": "tanh"}] * 33), "recipe.hidden"),
        (("recipe", "output"), '"argmax"', "recipe.output"),
        (("recipe", "cost"), '"squared"', "recipe.cost"),
        (("recipe", "initialization", "scheme"), '"ones"', "recipe.initialization.scheme"),
        (("recipe", "initialization", "scale"), "1e7", "recipe.initialization.scale"),
        (("recipe", "initialization", "scale"), "false", "recipe.initialization.scale"),
        (("recipe", "batch_size"), "0", "recipe.batch_size"),
        (("recipe", "batch_size"), "-8", "recipe.batch_size"),
        (("recipe", "batch_size"), "8.0", "recipe.batch_size"),
        (("recipe", "batch_size"), "true", "recipe.batch_size"),
        (("recipe", "test_fraction"), "-0.1", "recipe.test_fraction"),
        (("recipe", "test_fraction"), "1", "recipe.test_fraction"),
        (("recipe", "test_fraction"), "null", "recipe.test_fraction"),
        (("recipe", "test_seed"), "-1", "recipe.test_seed"),
        (("recipe",), "[]", "recipe"),
        (("seed",), "-1", "seed"),
        (("seed",), str(2**63), "seed"),
        (("seed",), "2.0", "seed"),
        (("seed",), "true", "seed"),
        (("seed",), '"2"', "seed"),
        (("seed",), "null", "seed"),
        (POINTS, "[]", "dataset.points"),
        (POINTS, "{}", "dataset.points"),
        (POINTS, "[[1, 2], [3]]", "dataset.points[1]"),
        (POINTS, "[[1, 2, 3], [4, 5]]", "dataset.points[0]"),
        (POINTS, "[[1, 2], 3]", "dataset.points[1]"),
        (POINTS, "[[1, 2], null]", "dataset.points[1]"),
        (POINTS, "[[1, 2], [3, true]]", "dataset.points[1][1]"),
        (POINTS, '[[1, "2"], [3, 4]]', "dataset.points[0][1]"),
        (POINTS, "[[1, 2], [1e999, 4]]", "dataset.points[1][0]"),
        (POINTS, f"[[1, 2], [1{'0' * 400}, 4]]", "dataset.points[1][0]"),
        (POINTS, "[[1, 2], [[], 4]]", "dataset.points[1][0]"),
        (LABELS, "[0, 8]", "dataset.labels[1]"),
        (LABELS, "[-1, 1]", "dataset.labels[0]"),
        (LABELS, "[0, 0.5]", "dataset.labels[1]"),
        (LABELS, "[0, true]", "dataset.labels[1]"),
        (LABELS, '["1", 0]', "dataset.labels[0]"),
        (LABELS, "[0, [1]]", "dataset.labels[1]"),
        (LABELS, "[0, 1e999]", "dataset.labels[1]"),
        (LABELS, f"[0, 1{'0' * 400}]", "dataset.labels[1]"),
        (LABELS, "[0]", "dataset.labels"),
        (LABELS, "[0, 1, 1]", "dataset.labels"),
        (LABELS, "1", "dataset.labels"),
        (SERIALS, "[4]", "dataset.serials"),
        (SERIALS, "[4, 4]", "dataset.serials"),
        (SERIALS, "[4, -1]", "dataset.serials"),
        (SERIALS, f"[4, {2**52}]", "dataset.serials"),
        (SERIALS, "[4, 5.0]", "dataset.serials[1]"),
        (("dataset",), "null", "dataset"),
        (("starting_parameters",), "[]", "starting_parameters"),
        (("starting_parameters",), '[{"W": [[0.1, 0.2]], "b": [[0.0]]}]', "starting_parameters"),
        (("starting_parameters",), "{}", "starting_parameters"),
        (("starting_parameters", 1), "[]", "starting_parameters[1]"),
        (WEIGHTS, "[]", "starting_parameters[0].W"),
        (WEIGHTS, "[[1, 2], [3, 4]]", "starting_parameters[0].W"),
        (WEIGHTS, "[[1]]", "starting_parameters[0].W[0]"),
        (WEIGHTS, "[[1, 2, 3]]", "starting_parameters[0].W[0]"),
        (WEIGHTS, "[1, 2]", "starting_parameters[0].W"),
        (WEIGHTS, "[1]", "starting_parameters[0].W[0]"),
        (WEIGHTS, "[[1, null]]", "starting_parameters[0].W[0][1]"),
        (WEIGHTS, "[[1, 1e999]]", "starting_parameters[0].W[0][1]"),
        (BIASES, "[0]", "starting_parameters[1].b[0]"),
        (BIASES, "[[0, 0]]", "starting_parameters[1].b[0]"),
        (BIASES, "[[0], [0]]", "starting_parameters[1].b"),
        (BIASES, "[[false]]", "starting_parameters[1].b[0][0]"),
        (("goals", "iteration"), "0", "goals.iteration"),
        (("goals", "iteration"), "1.5", "goals.iteration"),
        (("goals", "cost"), "0", "goals.cost"),
        (("goals", "cost"), "-1", "goals.cost"),
        (("goals",), "3", "goals"),
        (("preset", "name"), '"rose"', "preset.name"),
        (("preset", "points"), "1", "preset.points"),
        (("preset", "noise"), "-0.5", "preset.noise"),
        (("preset", "seed"), str(2**63), "preset.seed"),
        (("version",), "2", "version"),
        (("version",), '"1"', "version"),
        (("version",), "true", "version"),
        (("version",), "1.0", "version"),
        (("version",), "null", "version"),
        (("version",), "[]", "version"),
        (("format",), '"another-program"', "format"),
        (("format",), "1", "format"),
        (("format",), "null", "format"),
    ],
)
def test_a_value_that_cannot_be_is_refused_where_it_stands(place: Place, raw: str, named: str) -> None:
    assert refusal(spoiled(place, raw)).startswith(f"{named} must ")


@pytest.mark.parametrize(
    "place",
    [
        (*place, name)
        for place in OBJECTS
        for name in at(project(), place)
        if name not in OPTIONAL or (*place, name) == ("recipe", "cost")
    ],
    ids=written,
)
def test_a_missing_field_is_named(place: Place) -> None:
    document = project()
    del at(document, place[:-1])[place[-1]]
    assert refusal(json.dumps(document)).startswith(f"{written(place)} is missing")


@pytest.mark.parametrize("place", OBJECTS, ids=written)
def test_an_unknown_field_is_named(place: Place) -> None:
    document = project()
    at(document, place)["momentum"] = 0.9
    assert refusal(json.dumps(document)).startswith(f"{written((*place, 'momentum'))} is not a field")


@pytest.mark.parametrize("name", ["line\nbreak", "line\rbreak", "tab\t", "\x1b[2J", "end.\nThe file is fine"])
def test_an_unknown_field_cannot_break_the_sentence(name: str) -> None:
    document = project()
    document["recipe"][name] = 1
    sentence = refusal(json.dumps(document))
    assert sentence.isprintable()
    assert sentence.startswith("recipe.")


@pytest.mark.parametrize("text", ["line\nbreak", "\x1b[2J", "\x7f", "\x9b2J", "\u2028", "\u202e"])
@pytest.mark.parametrize("place", [UNITS, ("recipe", "hidden", 0, "activation"), ("seed",)], ids=written)
def test_a_text_in_the_file_cannot_break_the_sentence(place: Place, text: str) -> None:
    """The sentence goes to terminals and into a line of the window; control characters would do things there."""
    sentence = refusal(spoiled(place, json.dumps(text)))
    assert sentence.isprintable()
    assert sentence.startswith(written(place))


@pytest.mark.parametrize("place", OBJECTS, ids=written)
def test_a_field_given_twice_is_named(place: Place) -> None:
    document = project()
    name = next(iter(at(document, place)))
    at(document, place)["@@@"] = None
    text = json.dumps(document).replace('"@@@": null', f'"{name}": null')
    assert f"'{name}'" in refusal(text)


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity"])
@pytest.mark.parametrize("place", [RATE, ("dataset", "points", 0, 0), WEIGHTS, ("seed",)], ids=written)
def test_what_json_does_not_know_as_a_number_is_named(place: Place, constant: str) -> None:
    assert constant in refusal(spoiled(place, constant))


@pytest.mark.parametrize("place", [RATE, ("dataset", "points", 0, 0), UNITS, ("seed",)], ids=written)
def test_a_number_of_5000_digits_is_refused(place: Place) -> None:
    assert "digits" in refusal(spoiled(place, "9" * 5000))


@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_hopeless_nesting_is_refused(opening: str, closing: str) -> None:
    assert "nested" in refusal(spoiled(("seed",), opening * 100_000 + "1" + closing * 100_000))
    assert "nested" in refusal(opening * 100_000)


def deepest_that_is_parsed() -> int:
    """How deep a list the interpreter's JSON reader takes from here."""
    shallow, deep = 1, 200_000
    while deep - shallow > 1:
        middle = (shallow + deep) // 2
        try:
            json.loads("[" * middle + "]" * middle)
        except RecursionError:
            deep = middle
        else:
            shallow = middle
    return shallow


def test_nesting_just_shallow_enough_to_be_parsed_is_refused_all_the_same() -> None:
    """What can just be read is already too deep to be written out in a sentence."""
    deepest = deepest_that_is_parsed()
    for depth in range(max(1, deepest - 60), deepest + 5):
        refusal(spoiled(("seed",), "[" * depth + "]" * depth))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("", "Line 1, column 1"),
        ("\n\n  ", "Line 3, column 3"),
        ("{", "Line 1, column 2"),
        ("hello", "Line 1, column 1"),
        ('{"format": "neural-sketchpad",}', "Line 1"),
        ("{} {}", "Line 1, column 4"),
        ("\ufeff{}", "Line 1, column 1"),
        ("[]", "The file must be an object"),
        ("null", "The file must be an object"),
        ('"neural-sketchpad"', "The file must be an object"),
        ("{}", "format is missing"),
    ],
)
def test_a_text_that_is_no_project_is_refused(text: str, named: str) -> None:
    assert refusal(text).startswith(named)


def test_another_programs_or_versions_file_is_called_that_before_its_fields_are_called_wrong() -> None:
    assert refusal('{"format": "other", "stuff": 1}').startswith("format ")
    assert refusal('{"format": "neural-sketchpad", "version": 7, "stuff": 1}').startswith("version ")


def test_wherever_a_file_is_cut_off_it_is_refused() -> None:
    text = json.dumps(project())
    for length in range(len(text)):
        assert refusal(text[:length]).startswith("Line 1, column ")


def outcome(path: Path) -> Experiment | str:
    """What a file holds, or the sentence with which it is refused."""
    try:
        return read_project(path)
    except FormatError as error:
        return str(error)


def test_whichever_bit_is_flipped_the_file_is_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.nsk"
    content = json.dumps(project()).encode()
    path.write_bytes(content)
    refused = 0
    with path.open("r+b", buffering=0) as file:
        for place, byte in enumerate(content):
            for flipped in (*(byte ^ 1 << bit for bit in range(8)), byte):  # the last makes it whole again
                file.seek(place)
                file.write(bytes([flipped]))
                found = outcome(path)
                if isinstance(found, str):
                    assert "\n" not in found
                    assert found.endswith(".")
                    refused += 1
    assert refused > len(content)


# A few letters of every kind: the tables Hypothesis builds for all of Unicode take seconds in a fresh checkout.
texts = st.text('a0 ."\\\n\0é–😀', max_size=8)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | texts,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["W", "b", "units", "name", "points", "seed", "cost"]), inner, max_size=3)
    ),
    max_leaves=8,
)


def all_places(value: Any, place: Place = ()) -> list[Place]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place, *(found for step, entry in inner for found in all_places(entry, (*place, step)))]


@examples_of(100)
@given(place=st.sampled_from(all_places(project())[1:]), value=json_values)
def test_whatever_stands_at_any_place_is_read_or_refused_in_a_sentence(
    place: Place, value: object, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.nsk"
    path.write_text(spoiled(place, json.dumps(value)), encoding="utf-8")
    found = outcome(path)
    if isinstance(found, str):
        assert "\n" not in found
        assert found.endswith(".")
    else:
        assert from_text(to_text(found)).recipe == found.recipe


def file_refusal(path: Path) -> str:
    with pytest.raises(FormatError) as caught:
        read_project(path)
    sentence = str(caught.value)
    assert sentence.startswith(f"{path}: ")
    assert_one_sentence(sentence.removeprefix(f"{path}: "))
    return sentence


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    assert "no such file" in file_refusal(tmp_path / "nothing.nsk")


def test_a_folder_is_refused_by_name(tmp_path: Path) -> None:
    assert "folder" in file_refusal(tmp_path)


def test_a_file_below_a_file_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    file_refusal(tmp_path / "file" / "a.nsk")


def test_a_link_that_leads_in_a_circle_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "circle.nsk").symlink_to(tmp_path / "circle.nsk")
    file_refusal(tmp_path / "circle.nsk")


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\xff", b"\xff\xfe{\x00}\x00", bytes(range(256))])
def test_a_binary_file_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.nsk").write_bytes(content)
    assert "UTF-8" in file_refusal(tmp_path / "a.nsk")


@pytest.mark.parametrize("content", ["", "\x00\x00\x00", "[]", '{"format": "neural-sketchpad"'])
def test_a_text_file_that_is_no_project_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "a.nsk").write_text(content)
    file_refusal(tmp_path / "a.nsk")

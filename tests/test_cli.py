"""`neural-sketchpad train`: the same work without a window, for scripts and for people."""

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from neural_sketchpad import __version__
from neural_sketchpad.cli import main
from neural_sketchpad.experiment.project_file import read_project
from neural_sketchpad.nn import blocks
from neural_sketchpad.resources import resource

FIELDS = ["iterations", "seconds", "cost", "accuracy", "test_cost", "test_accuracy", "costs", "layers", "stopped"]


def document(**changes: Any) -> dict[str, Any]:
    """A small project as parsed JSON; `changes` replace fields of the recipe or of the top level."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((12, 2))
    recipe: dict[str, Any] = {
        "hidden": [{"units": 3, "activation": "tanh"}],
        "output": "sigmoid",
        "cost": "cross_entropy",
        "initialization": {"scheme": "xavier"},
        "optimizer": {"name": "gradient_descent", "learning_rate": 0.5},
        "batch_size": None,
        "test_fraction": 0.0,
    }
    top = {
        "format": "neural-sketchpad",
        "version": 1,
        "dataset": {"points": X.tolist(), "labels": (X[:, 0] * X[:, 1] > 0.0).astype(int).tolist()},
        "recipe": {**recipe, **{name: value for name, value in changes.items() if name in recipe}},
        "seed": 4,
    }
    return {**top, **{name: value for name, value in changes.items() if name not in recipe}}


def saved(folder: Path, **changes: Any) -> str:
    path = folder / "project.json"
    path.write_text(json.dumps(document(**changes)))
    return str(path)


def strictly(text: str) -> dict[str, Any]:
    """One JSON object, without the NaN and Infinity that only Python reads."""

    def refuse(name: str) -> None:
        raise AssertionError(f"{name} is not JSON")

    parsed = json.loads(text, parse_constant=refuse)
    assert isinstance(parsed, dict)
    return parsed


def trained(capsys: pytest.CaptureFixture[str], path: str, *options: str) -> dict[str, Any]:
    assert main(["train", path, "--json", *options]) == 0
    return strictly(capsys.readouterr().out)


def wild() -> dict[str, Any]:
    """A recipe that diverges within a few updates."""
    return {
        "hidden": [{"units": 4, "activation": "linear"}, {"units": 4, "activation": "linear"}],
        "optimizer": {"name": "gradient_descent", "learning_rate": 1e6},
    }


def test_the_result_is_one_json_object_with_these_fields(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = trained(capsys, saved(tmp_path), "--iterations", "30")
    assert list(result) == FIELDS
    assert result["iterations"] == 30
    assert result["seconds"] >= 0.0
    assert 0.0 < result["cost"] < 1.0
    assert 0.0 <= result["accuracy"] <= 1.0
    assert (result["test_cost"], result["test_accuracy"], result["stopped"]) == (None, None, None)
    assert [layer["rank"] for layer in result["layers"]] == [3, 1]
    assert all(layer["gradient_norm"] > 0.0 for layer in result["layers"])


def test_the_costs_are_those_before_the_updates_as_the_blocks_compute_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path)
    result = trained(capsys, path, "--iterations", "7", "--report-every", "2")
    experiment = read_project(path)
    X, Y = experiment.dataset.X, experiment.dataset.labels[None, :].astype(np.float64)
    named: blocks.Named = {**experiment.starting_parameters.as_dict()}
    expected = []
    for iteration in range(8):
        AL, caches = blocks.L_model_forward(X, named, experiment.recipe.activations)
        expected.append([iteration, blocks.compute_cost(AL, Y)])
        grads = blocks.L_model_backward(AL, Y, caches, experiment.recipe.activations)
        named = blocks.update_parameters(named, grads, 0.5)
    assert [iteration for iteration, _ in result["costs"]] == [0, 2, 4, 6]
    np.testing.assert_allclose(result["costs"], expected[0:7:2], rtol=1e-10)
    assert result["cost"] == pytest.approx(expected[7][1], rel=1e-10)


@pytest.mark.parametrize(("iterations", "count"), [(1, 1), (50, 50), (100, 100), (1000, 100)])
def test_without_being_told_it_notes_about_a_hundred_costs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], iterations: int, count: int
) -> None:
    assert len(trained(capsys, saved(tmp_path), "--iterations", str(iterations))["costs"]) == count


@pytest.mark.parametrize("batch_size", [None, 5])
def test_the_same_file_gives_the_same_numbers_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], batch_size: int | None
) -> None:
    path = saved(tmp_path, batch_size=batch_size, test_fraction=0.2)
    first, second = (trained(capsys, path, "--iterations", "200") for _ in range(2))
    del first["seconds"], second["seconds"]
    assert first == second
    assert first["test_cost"] is not None


def test_another_seed_gives_other_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = trained(capsys, saved(tmp_path), "--iterations", "20")
    assert first["cost"] != trained(capsys, saved(tmp_path, seed=5), "--iterations", "20")["cost"]


def test_any_seed_of_the_split_is_taken_without_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = document(test_fraction=0.2)
    project["recipe"]["test_seed"] = 77
    path = tmp_path / "split.json"
    path.write_text(json.dumps(project))
    assert trained(capsys, str(path), "--iterations", "5")["test_cost"] is not None


def test_a_run_that_diverges_says_where_and_still_gives_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    result = trained(capsys, saved(tmp_path, **wild()), "--iterations", "1000", "--report-every", "1")
    assert result["iterations"] < 1000
    assert f"diverged at iteration {result['iterations']}" in result["stopped"]
    assert math.isfinite(result["cost"])
    assert [iteration for iteration, _ in result["costs"]][:3] == [0, 1, 2]


def test_starting_weights_without_a_finite_cost_still_give_json(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    huge = [{"W": [[1e200, 1e200]], "b": [[0.0]]}, {"W": [[1e200]], "b": [[0.0]]}]
    path = saved(tmp_path, hidden=[{"units": 1, "activation": "linear"}], starting_parameters=huge)
    result = trained(capsys, path, "--iterations", "10")
    assert result["iterations"] == 0
    assert "cannot go on" in result["stopped"]


def test_a_goal_stops_it_and_is_mentioned(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    result = trained(capsys, saved(tmp_path, goals={"iteration": 6}), "--iterations", "100")
    assert result["iterations"] == 6
    assert "iteration 6" in result["stopped"]


def test_for_people_it_prints_figures_as_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", saved(tmp_path, test_fraction=0.3), "--iterations", "1200"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1,200 iterations in ")
    assert lines[1].startswith("training cost ")
    assert lines[2].startswith("test cost ")
    assert len(lines) == 3


def regression() -> dict[str, Any]:
    """Points with values, the recipe for them, and some of the fields that are not needed for classes."""
    rng = np.random.default_rng(1)
    X = rng.standard_normal((12, 2))
    return {
        "dataset": {"points": X.tolist(), "values": (X[:, 0] - 0.5 * X[:, 1]).tolist()},
        "output": "linear",
        "cost": "squared_error",
        "optimizer": {"name": "adam", "learning_rate": 0.01},
    }


def test_a_regression_has_a_cost_and_no_accuracy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(tmp_path, test_fraction=0.3, **regression())
    result = trained(capsys, path, "--iterations", "200")
    assert 0.0 < result["cost"] < result["costs"][0][1]
    assert (result["accuracy"], result["test_accuracy"]) == (None, None)
    assert result["test_cost"] is not None
    assert main(["train", path, "--iterations", "20"]) == 0
    text = capsys.readouterr().out
    assert "training cost" in text
    assert "test cost" in text
    assert "accuracy" not in text


def test_several_classes_are_trained_with_an_output_for_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labels = [number % 4 for number in range(12)]
    dataset = {"points": document()["dataset"]["points"], "labels": labels}
    result = trained(capsys, saved(tmp_path, dataset=dataset, output="softmax"), "--iterations", "300")
    assert 1.0 < result["costs"][0][1] < 3.0  # about log 4
    assert result["cost"] < result["costs"][0][1]
    assert result["accuracy"] in [number / 12 for number in range(13)]


def test_for_people_it_says_last_why_it_stopped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", saved(tmp_path, **wild()), "--iterations", "1000"]) == 0
    assert "diverged" in capsys.readouterr().out.splitlines()[-1]


def test_how_far_it_has_come_is_shown_beside_the_result_not_in_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["train", saved(tmp_path), "--iterations", "40", "--json"]) == 0
    out, err = capsys.readouterr()
    assert out.count("\n") == 1
    assert "100%" in err
    assert "40 of 40" in err


def test_data_from_which_little_can_be_learned_is_worth_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path, dataset={"points": [[0.0, 1.0], [1.0, 0.0]], "labels": [1, 1]})
    assert main(["train", path, "--iterations", "5", "--json"]) == 0
    assert "All training points are of class 1" in capsys.readouterr().err


@pytest.mark.parametrize(
    "content",
    [
        None,
        "",
        "hello",
        "[]",
        "\x00\x01",
        '{"format": "neural-sketchpad"',
        json.dumps(document(seed=-1)),
        json.dumps(document(version=2)),
        json.dumps(document(batch_size=0)),
        json.dumps(document(momentum=0.9)),
        json.dumps(document(dataset={"points": [], "labels": []})),
        json.dumps(document(dataset={"points": [[0, 1]], "values": [0.5]})),
        json.dumps(document(output="softmax", cost="squared_error")),
        json.dumps(document(optimizer={"name": "adam", "learning_rate": 0.1, "beta1": 1.0})),
        json.dumps(document(seed="NaN")).replace('"NaN"', "NaN"),
        json.dumps({**document(), "two\nlines": 1}),
        "[" * 100_000,
    ],
)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_bad_input_is_status_2_and_one_line_that_names_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None, options: list[str]
) -> None:
    path = tmp_path / "bad.json"
    if content is not None:
        path.write_text(content)
    assert main(["train", str(path), "--iterations", "10", *options]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{path}: ")
    assert err.endswith(".\n")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["train"],
        ["train", "x.json"],
        ["train", "x.json", "--iterations", "0"],
        ["train", "x.json", "--iterations", "-5"],
        ["train", "x.json", "--iterations", "1.5"],
        ["train", "x.json", "--iterations", "many"],
        ["train", "x.json", "--iterations", "9" * 5000],
        ["train", "x.json", "--iterations", "10", "--report-every", "0"],
        ["train", "x.json", "--iterations", "10", "--colour"],
    ],
)
def test_words_that_make_no_command_are_status_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    assert err.splitlines()[-1].startswith("neural-sketchpad")
    assert ": error: " in err.splitlines()[-1]


def test_it_says_its_version_and_what_it_can_do(capsys: pytest.CaptureFixture[str]) -> None:
    for word, expected in (("--version", __version__), ("--help", "train")):
        with pytest.raises(SystemExit) as end:
            main([word])
        assert end.value.code == 0
        assert expected in capsys.readouterr().out


def test_the_course_example_that_ships_gets_about_nine_in_ten(capsys: pytest.CaptureFixture[str]) -> None:
    result = trained(capsys, str(resource("examples", "flower.json")), "--iterations", "10000")
    assert result["accuracy"] >= 0.87
    assert result["costs"][0][0] == 0
    assert result["costs"][0][1] == pytest.approx(math.log(2.0), abs=1e-3)


@pytest.mark.parametrize(("name", "status"), [("project.json", 0), ("missing.json", 2)])
def test_as_a_program_of_its_own_it_ends_with_the_same_status(tmp_path: Path, name: str, status: int) -> None:
    saved(tmp_path)
    command = [sys.executable, "-m", "neural_sketchpad", "train", name, "--iterations", "5", "--json"]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ended.returncode == status
    assert "Traceback" not in ended.stderr
    if status == 0:
        assert list(strictly(ended.stdout)) == FIELDS
    else:
        assert ended.stdout == ""
        assert ended.stderr == "missing.json: There is no such file.\n"

"""`neural-sketchpad findings`: the findings of a project without a window."""

import json
from pathlib import Path
from typing import Any

import pytest
from findings_samples import learning, watched

from neural_sketchpad.cli import main
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.experiment.project_file import write_project


def saved(folder: Path, experiment: Experiment) -> str:
    path = folder / "project.json"
    write_project(path, experiment)
    return str(path)


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["findings", *words]) == 0
    return capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str], path: str, iterations: int) -> list[dict[str, Any]]:
    found = json.loads(printed(capsys, path, "--iterations", str(iterations), "--json"))
    assert isinstance(found, list)
    return found


def test_json_has_kind_sentence_and_iteration_in_the_order_of_appearance(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    experiment = learning("xor", 3, g="linear")
    path = saved(tmp_path, experiment)
    found = as_json(capsys, path, 200)
    assert [entry["id"] for entry in found] == ["all-linear", "not-linearly-separable"]
    assert all(list(entry) == ["id", "sentence", "iteration"] for entry in found)
    assert [entry["iteration"] for entry in found] == [0, 88]
    assert [entry["sentence"] for entry in found] == [finding.sentence for finding in watched(experiment, 200).appeared]


def test_the_same_file_has_the_same_findings_however_far_it_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path, learning("flower", 4, rate=100.0))
    short, long = as_json(capsys, path, 150), as_json(capsys, path, 300)
    assert short
    assert short == long[: len(short)]
    assert short == as_json(capsys, path, 150)


def test_what_diverged_is_said_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_json(capsys, saved(tmp_path, learning("plane", rate=0.5)), 1000)
    assert [entry["id"] for entry in found] == ["rate-too-high", "diverged"]


def test_a_healthy_run_has_an_empty_list(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert as_json(capsys, saved(tmp_path, learning("blobs", 4)), 100) == []


def test_people_read_reasons_and_remedies(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(tmp_path, learning("moons", 4, scheme="zeros"))
    text = printed(capsys, path, "--iterations", "20")
    assert "identical-units, sure at iteration 0\n  4 of 4 units of layer 1 compute the same.\n" in text
    assert "  Remedy: Start with random weights (Xavier) (takes effect from the start).\n" in text
    healthy = saved(tmp_path, learning("blobs", 4))
    assert printed(capsys, healthy, "--iterations", "20") == (
        "Nothing is wrong with this run, as far as 20 iterations show.\n"
    )


def test_what_is_over_is_said_to_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(tmp_path, learning("flower", 4, rate=10.0))
    assert ", and was over later\n" in printed(capsys, path, "--iterations", "600")


def test_bad_input_is_said_in_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["findings", str(tmp_path / "none.json"), "--iterations", "5"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1

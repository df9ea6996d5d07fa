"""`neural-sketchpad xray`: every number of one iteration, printed."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from neural_sketchpad.cli import main
from neural_sketchpad.experiment.project_file import read_project
from neural_sketchpad.nn import blocks
from neural_sketchpad.resources import resource
from test_cli import document, saved

BY_HAND: dict[str, Any] = {
    "hidden": [{"units": 2, "activation": "relu"}],
    "output": "linear",
    "cost": "squared_error",
    "dataset": {"points": [[1.0, 2.0], [-3.0, 0.5]], "values": [2.0, -1.0]},
    "starting_parameters": [
        {"W": [[1.0, 2.0], [-1.0, 0.5]], "b": [[0.5], [-0.25]]},
        {"W": [[0.5, -0.5]], "b": [[0.25]]},
    ],
}


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    assert main(["xray", *words]) == 0
    return capsys.readouterr().out.splitlines()


def test_a_network_done_by_hand_is_printed_from_x_to_the_update(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = printed(capsys, saved(tmp_path, **BY_HAND), "--at", "1", "2")
    assert lines[:2] == ["X-ray of the place x₁ = 1, x₂ = 2 at iteration 0", "y = 2, the point here"]
    stripped = [line.strip() for line in lines]
    for expected in (
        "1      2 × 2  2 × 1  2 × 1",
        "2      1 × 2  1 × 1  1 × 1",
        "Forward pass, layer 1",
        "z[1]_1 = 1.00000 · 1.00000 + 2.00000 · 2.00000 + 0.500000 = 5.50000",
        "a[1]_2 = ReLU(−0.250000) = 0.00000",
        "ŷ = a[2] = z[2] = (1 × 1) 3.00000",
        "L = ½ (3.00000 − 2)² = 0.500000",
        "dW[2]_1,1 = 1.00000 · 5.50000 = 5.50000",
        "da[1]_2 = (−0.500000) · 1.00000 = −0.500000",
        "W[2]_1,1 := 0.500000 − 0.5 · 5.50000 = −2.25000",
        "b[2]_1 := 0.250000 − 0.5 · 1.00000 = −0.250000",
    ):
        assert expected in stripped


def test_after_training_the_numbers_are_those_of_the_blocks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(tmp_path)
    lines = printed(capsys, path, "--at", "-1.5", "2", "--iterations", "3")
    assert lines[0] == "X-ray of the place x₁ = −1.5, x₂ = 2 at iteration 3"
    experiment = read_project(path)
    train, _ = experiment.examples()
    named: blocks.Named = {**experiment.starting_parameters.as_dict()}
    kinds = experiment.recipe.activations
    for _ in range(3):
        AL, caches = blocks.L_model_forward(train.X, named, kinds)
        named = blocks.update_parameters(named, blocks.L_model_backward(AL, train.Y, caches, kinds), 0.5)
    AL, _ = blocks.L_model_forward(np.array([[-1.5], [2.0]]), named, kinds)
    line = next(line for line in lines if line.strip().startswith("a[2]_1 = "))
    assert float(line.rpartition(" = ")[2].replace("−", "-")) == pytest.approx(float(AL[0, 0]), rel=1e-5)


@pytest.mark.parametrize("words", [["-1.5", "2"], ["-1e-3", "-2"], ["-.5", "-1E2"], ["0", "-0"]])
def test_negative_numbers_are_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert printed(capsys, saved(tmp_path), "--at", *words)[0].startswith("X-ray of the place x₁ = ")
    assert printed(capsys, "--at", *words, "--", saved(tmp_path))[0].startswith("X-ray of the place x₁ = ")


def test_of_a_wide_layer_it_says_how_much_it_leaves_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = saved(tmp_path, hidden=[{"units": 64, "activation": "tanh"}] * 3)
    lines = printed(capsys, path, "--at", "0.5", "0.5")
    assert len(lines) < 500
    assert max(map(len, lines)) < 220
    assert "    … and 61 more" in lines
    assert any("… (59 more) …" in line for line in lines)


def test_whoever_reads_only_the_beginning_is_not_shouted_at(tmp_path: Path) -> None:
    path = saved(tmp_path, hidden=[{"units": 64, "activation": "tanh"}] * 12)
    command = [sys.executable, "-m", "neural_sketchpad", "xray", path, "--at", "1", "2"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == ""
    assert running.returncode == 0


def test_a_run_that_stops_by_itself_is_looked_at_where_it_stopped(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = saved(tmp_path, goals={"iteration": 4})
    assert main(["xray", path, "--at", "0", "0", "--iterations", "50"]) == 0
    out, err = capsys.readouterr()
    assert "at iteration 4" in out.splitlines()[0]
    assert "Reached iteration 4" in err


@pytest.mark.parametrize("words", [["abc", "1"], ["1", "1e999"], ["nan", "0"], ["0", "-inf"], ["", "1"], ["2e9", "1"]])
def test_a_place_that_is_none_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    assert main(["xray", saved(tmp_path), "--at", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("--at takes two numbers")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("content", [None, "hello", json.dumps(document(dataset={"points": [], "labels": []}))])
def test_a_project_that_is_none_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None
) -> None:
    path = tmp_path / "bad.json"
    if content is not None:
        path.write_text(content)
    assert main(["xray", str(path), "--at", "1", "2"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{path}: ")
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("words", [["--at", "1"], ["--at", "1", "2", "--iterations", "-5"], []])
def test_words_that_make_no_xray_are_status_2(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["xray", str(resource("examples", "flower.json")), *words])
    assert end.value.code == 2
    assert ": error: " in capsys.readouterr().err.splitlines()[-1]

"""The X-ray in the notation of the course: every sum adds up, and nothing is written before somebody looks."""

import gc
import math
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from nn_samples import Task, examples_of, task_of, tasks_of_every_kind
from xray_samples import all_lines, by_hand, first, in_the_plane, unfolded, xray_of

from neural_sketchpad.insight.notation import number_text
from neural_sketchpad.insight.xray.line import Line
from neural_sketchpad.insight.xray.lines import lines_of
from neural_sketchpad.insight.xray.phases import Stage, phases
from neural_sketchpad.insight.xray.xray import Xray, take_xray
from neural_sketchpad.nn.activations import ACTIVATIONS, Activation
from neural_sketchpad.nn.engine import State
from neural_sketchpad.nn.features import InputMap
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe

EXACT = 17
"""With so many digits a text is the number."""
SYMBOLS = {"−": "-", "·": "*", "²": "**2", "½": "0.5*", "^": "**", "′(": "_prime("}


def worth(text: str, xray: Xray, layer: int) -> float | None:
    """What an expression of a line comes to, or None where it is not in numbers."""
    text = re.sub(r"\be\^", "E**", text)
    text = re.sub(r"√([\d.e−]+)", r"sqrt(\1)", text)
    for symbol, python in SYMBOLS.items():
        text = text.replace(symbol, python)
    kind = xray.network.recipe.activations[layer - 1]
    names: dict[str, object] = {"E": math.e, "sqrt": math.sqrt, "log": math.log}
    if kind != "softmax":
        g = kind if isinstance(kind, Activation) else ACTIVATIONS[kind]
        text = text.replace(g.label, "g")
        names |= {"g": lambda z: g.g(np.array([z]))[0], "g_prime": lambda z: g.g_prime(np.array([z]))[0]}
    try:
        return float(eval(text, {"__builtins__": {}}, names))
    except (NameError, SyntaxError):
        return None


def assert_it_adds_up(line: Line, xray: Xray) -> bool:
    """Whether the line is in numbers; if it is, both sides of it are the same."""
    if line.value is None:
        return False
    left, _, right = line.text.split(", the same from z")[0].rpartition(" = ")
    value = worth(left.replace(" := ", " = ").rpartition(" = ")[2], xray, line.phase.layer)
    if value is None or not right:
        return False
    assert value == pytest.approx(line.value, rel=1e-9, abs=1e-12), line.text
    assert right == number_text(line.value, EXACT)
    return True


@examples_of(15)
@given(task=tasks_of_every_kind(max_layers=2, max_m=2))
def test_every_line_adds_up_whatever_the_network(task: Task) -> None:
    task, points = in_the_plane(task)
    for m in {1, task.m}:
        xray = xray_of(*first(task, points, m))
        lines = all_lines(xray, EXACT)
        in_numbers = sum(assert_it_adds_up(line, xray) for line in lines)
        assert in_numbers > len(lines) / 4


def texts_of(xray: Xray, stage: Stage, layer: int) -> list[str]:
    phase = next(phase for phase in phases(xray) if (phase.stage, phase.layer) == (stage, layer))
    return [found.text for line in lines_of(xray, phase) for found in unfolded(line)]


def test_the_network_done_by_hand_reads_like_the_course() -> None:
    xray = by_hand()
    assert texts_of(xray, Stage.FORWARD, 1) == [
        "x = (x₁, x₂) = (2 × 1) 1.000, 2.000",
        "x_1 = x₁ = 1.000",
        "x_2 = x₂ = 2.000",
        "z[1] = W[1] x + b[1] = (2 × 1) 5.500, −0.2500",
        "z[1]_1 = 1.000 · 1.000 + 2.000 · 2.000 + 0.5000 = 5.500",
        "W[1]_1,1 x_1 = 1.000 · 1.000 = 1.000",
        "W[1]_1,2 x_2 = 2.000 · 2.000 = 4.000",
        "b[1]_1 = 0.5000",
        "z[1]_2 = (−1.000) · 1.000 + 0.5000 · 2.000 + (−0.2500) = −0.2500",
        "W[1]_2,1 x_1 = (−1.000) · 1.000 = −1.000",
        "W[1]_2,2 x_2 = 0.5000 · 2.000 = 1.000",
        "b[1]_2 = −0.2500",
        "a[1] = ReLU(z[1]) = (2 × 1) 5.500, 0.000",
        "a[1]_1 = ReLU(5.500) = 5.500",
        "a[1]_2 = ReLU(−0.2500) = 0.000",
    ]
    assert "ŷ = a[2] = z[2] = (1 × 1) 3.000" in texts_of(xray, Stage.FORWARD, 2)
    assert texts_of(xray, Stage.COST, 2) == [
        "y = (1 × 1) 2.000",
        "y_1 = 2",
        "L(ŷ, y) = ½ (ŷ − y)² = 0.5000",
        "L = ½ (3.000 − 2)² = 0.5000",
    ]
    assert texts_of(xray, Stage.BACKWARD, 2) == [
        "da[2] = a[2] − y = (1 × 1) 1.000",
        "da[2]_1 = 3.000 − 2 = 1.000",
        "dz[2] = da[2] * linear′(z[2]) = (1 × 1) 1.000",
        "dz[2]_1 = 1.000 · 1.000 = 1.000",
        "linear′(3.000) = 1.000",
        "dW[2] = dz[2] a[1]ᵀ = (1 × 2) 5.500, 0.000",
        "dW[2]_1 = (1 × 2) 5.500, 0.000",
        "dW[2]_1,1 = 1.000 · 5.500 = 5.500",
        "dW[2]_1,2 = 1.000 · 0.000 = 0.000",
        "db[2] = dz[2] = (1 × 1) 1.000",
        "db[2]_1 = dz[2]_1 = 1.000",
        "da[1] = W[2]ᵀ dz[2] = (2 × 1) 0.5000, −0.5000",
        "da[1]_1 = 0.5000 · 1.000 = 0.5000",
        "W[2]_1,1 dz[2]_1 = 0.5000 · 1.000 = 0.5000",
        "da[1]_2 = (−0.5000) · 1.000 = −0.5000",
        "W[2]_1,2 dz[2]_1 = (−0.5000) · 1.000 = −0.5000",
    ]
    assert "dz[1] = da[1] * ReLU′(z[1]) = (2 × 1) 0.5000, 0.000" in texts_of(xray, Stage.BACKWARD, 1)
    assert texts_of(xray, Stage.UPDATE, 2) == [
        "α = 0.5",
        "W[2] := W[2] − α dW[2] = (1 × 2) −2.250, −0.5000",
        "W[2]_1 = (1 × 2) −2.250, −0.5000",
        "W[2]_1,1 := 0.5000 − 0.5 · 5.500 = −2.250",
        "W[2]_1,2 := (−0.5000) − 0.5 · 0.000 = −0.5000",
        "b[2] := b[2] − α db[2] = (1 × 1) −0.2500",
        "b[2]_1 := 0.2500 − 0.5 · 1.000 = −0.2500",
    ]


def test_an_optimiser_that_remembers_says_what_and_each_weight_unfolds_to_it() -> None:
    xray = by_hand(Optimizer(learning_rate=0.1).with_rule("momentum"))
    texts = texts_of(xray, Stage.UPDATE, 2)
    assert "v_dW[2] := β₁ v_dW[2] + dW[2] = (1 × 2) 5.500, 0.000" in texts
    place = texts.index("W[2]_1,1 := 0.5000 − 0.1 · 5.500 = −0.05000")
    assert texts[place + 1] == "v_dW[2]_1,1 := 0.9 · 0.000 + 5.500 = 5.500"


def test_what_is_frozen_is_said_to_be() -> None:
    known = by_hand()
    recipe = replace(known.network.recipe, frozen_places=frozenset({Place(2, 0, 0), Place(2, 0, BIAS)}))
    xray = take_xray(recipe, InputMap(), State.start(known.network.parameters), known.points, known.Y)
    texts = texts_of(xray, Stage.UPDATE, 2)
    assert "W[2]_1,1, frozen = 0.5000" in texts
    assert "b[2]_1, frozen = 0.2500" in texts
    assert "W[2]_1,2 := (−0.5000) − 0.5 · 0.000 = −0.5000" in texts


def test_a_surely_wrong_prediction_still_has_an_exact_loss() -> None:
    known = by_hand()
    recipe = replace(known.network.recipe, output="sigmoid", cost="cross_entropy")
    state = State.start(known.network.parameters.with_value(Place(2, 0, BIAS), 100.0))
    xray = take_xray(recipe, InputMap(), state, known.points, np.zeros((1, 1)))
    texts = texts_of(xray, Stage.COST, 2)
    assert texts[-1].startswith("L = log(1 + e^102.8) = 102.8, the same from z")


@pytest.mark.parametrize(
    ("stage", "layer", "begin", "places"),
    [
        (Stage.FORWARD, 1, "x_2 ", (Place(0, 1),)),
        (Stage.FORWARD, 1, "z[1] ", (Place(1, 0), Place(1, 1))),
        (Stage.FORWARD, 1, "z[1]_2", (Place(1, 1),)),
        (Stage.FORWARD, 1, "W[1]_2,1 x_1", (Place(1, 1, 0),)),
        (Stage.FORWARD, 1, "b[1]_2", (Place(1, 1, BIAS),)),
        (Stage.COST, 2, "L(ŷ, y)", (Place(2, 0),)),
        (Stage.BACKWARD, 2, "dW[2]_1,2", (Place(2, 0, 1),)),
        (Stage.BACKWARD, 2, "db[2]_1", (Place(2, 0, BIAS),)),
        (Stage.BACKWARD, 2, "da[1]_2", (Place(1, 1),)),
        (Stage.BACKWARD, 2, "W[2]_1,2 dz[2]_1", (Place(2, 0, 1),)),
        (Stage.UPDATE, 1, "W[1]_2,1 :=", (Place(1, 1, 0),)),
        (Stage.UPDATE, 1, "b[1]_2 :=", (Place(1, 1, BIAS),)),
        (Stage.UPDATE, 1, "α", ()),
    ],
)
def test_every_number_knows_its_unit_or_edge(stage: Stage, layer: int, begin: str, places: tuple[Place, ...]) -> None:
    line = next(
        line
        for line in all_lines(by_hand())
        if (line.phase.stage, line.phase.layer) == (stage, layer) and line.text.startswith(begin)
    )
    assert line.places == places


def test_over_a_batch_a_unit_unfolds_to_its_examples() -> None:
    task, points = in_the_plane(task_of(Recipe(), 3))
    xray = xray_of(task, points)
    texts = texts_of(xray, Stage.FORWARD, 1)
    assert texts[1].startswith("x_1, on average over m = ")
    assert texts[2].startswith("x(1)_1 = x₁ = ")
    assert any(text.startswith("Z[1] = W[1] X + b[1] = (4 × 3) on average ") for text in texts)
    assert any(text.startswith("z[1](3)_4 = ") for text in texts)
    back = texts_of(xray, Stage.BACKWARD, 1)
    assert any(text.startswith("dW[1] = (1/m) dZ[1] Xᵀ = (4 × 2) ") for text in back)
    assert any(text.startswith("dW[1]_4,2 = (1/3) (") for text in back)
    assert texts_of(xray, Stage.COST, 2)[-3].startswith("L(3) = ")


def test_of_a_wide_and_deep_network_only_what_is_looked_at_is_written() -> None:
    recipe = Recipe(tuple(HiddenLayer(64) for _ in range(12)))
    state = State.start(starting_parameters(recipe, 0))
    xray = take_xray(recipe, InputMap(), state, np.ones((2, 200)), np.ones((1, 200)))
    gc.collect()
    before = sum(isinstance(thing, Line) for thing in gc.get_objects())
    top = [line for phase in phases(xray) for line in lines_of(xray, phase)]
    assert sum(isinstance(thing, Line) for thing in gc.get_objects()) - before == len(top) < 200
    assert max(len(line.text) for line in top) < 140
    line = next(line for line in top if line.text.startswith("dW[7]"))
    while line.unfolds:
        children = line.children()
        assert len(children) <= 100
        assert max(len(child.text) for child in children) < 300
        line = children[-1]
    assert line.text.startswith("dz[7](200)_64 a[6](200)_64 = ")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-2.145, "−2.145"),
        (0.5, "0.5000"),
        (200.0, "200.0"),
        (1234.6, "1235"),
        (-123456.0, "−1.235e5"),
        (3.1e-5, "3.100e−5"),
        (0.0, "0.000"),
        (-0.0, "0.000"),
        (math.inf, "∞"),
        (-math.inf, "−∞"),
        (math.nan, "undefined"),
    ],
)
def test_numbers_keep_four_digits_and_a_real_minus_sign(value: float, text: str) -> None:
    assert number_text(value) == text


def test_numbers_that_overflow_are_written_too() -> None:
    recipe = Recipe((HiddenLayer(2, "linear"), HiddenLayer(2, "relu")))
    state = State.start(starting_parameters(recipe, 0))
    huge = State.start(type(state.parameters)(recipe.sizes, state.parameters.theta * 1e200))
    for m in (1, 3):
        xray = take_xray(recipe, InputMap(), huge, np.full((2, m), 1e9), np.ones((1, m)))
        texts = [line.text for line in all_lines(xray)]
        assert any("∞" in text or "undefined" in text for text in texts)

"""The matrices by their names: shapes as the course has them, numbers as the readable blocks find them."""

from dataclasses import replace

import numpy as np
import pytest

from neural_sketchpad.data.generators import PresetChoice
from neural_sketchpad.experiment.edits import draw_preset
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.insight.matrices import (
    FEWEST_EXAMPLES,
    MOST_EXAMPLES,
    SHAPES,
    Matrix,
    examples_read,
    read_numbers,
)
from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe
from neural_sketchpad.training.run import Run

SIZES = (2, 5, 3, 1)


def run_of(m: int = 40, recipe: Recipe | None = None) -> Run:
    empty = Experiment(recipe=recipe or Recipe((HiddenLayer(5), HiddenLayer(3, "relu"))), seed=3)
    return Run.start(draw_preset(empty, PresetChoice("moons", m, 0.1)).applied_to(empty) if m else empty)


def test_the_shapes_are_those_of_the_course() -> None:
    shapes = {str(Matrix(letter, 2)): Matrix(letter, 2).shape(SIZES, 40) for letter in SHAPES}

    assert shapes == {
        "W[2]": (3, 5), "dW[2]": (3, 5), "b[2]": (3, 1), "db[2]": (3, 1), "Z[2]": (3, 40), "A[2]": (3, 40),
        "dZ[2]": (3, 40),
    }  # fmt: skip
    assert Matrix("W", 2).formula == "n[2] × n[1]"
    assert Matrix("dZ", 3).formula == "n[3] × m"


def test_there_are_inputs_and_layers_up_to_the_output() -> None:
    assert Matrix("A", 0).exists_in(SIZES)
    assert Matrix("A", 0).shape(SIZES, 40) == (2, 40)
    assert Matrix("dW", 3).exists_in(SIZES)
    assert not any(
        matrix.exists_in(SIZES) for matrix in (Matrix("W", 0), Matrix("Z", 4), Matrix("A", -1), Matrix("Q", 1))
    )


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_the_numbers_are_those_of_the_blocks(layer: int) -> None:
    run = run_of()
    train, _ = run.experiment.examples()
    recipe, named = run.experiment.recipe, run.parameters.as_dict()
    AL, caches = blocks.L_model_forward(train.X, named, recipe.activations)
    grads = blocks.L_model_backward(AL, train.Y, caches, recipe.activations)
    A = [*(linear[0] for linear, _ in caches), AL]
    slope = 1.0 if layer == 3 else recipe.hidden[layer - 1].function.g_prime(caches[layer - 1][1])
    dZ = AL - train.Y if layer == 3 else grads[f"dA{layer}"] * slope
    expected = {
        "W": named[f"W{layer}"], "b": named[f"b{layer}"], "Z": caches[layer - 1][1], "A": A[layer],
        "dZ": dZ, "dW": grads[f"dW{layer}"], "db": grads[f"db{layer}"],
    }  # fmt: skip

    for letter in SHAPES:
        matrix = Matrix(letter, layer)
        numbers = read_numbers(run, train, matrix)
        assert numbers is not None
        np.testing.assert_allclose(numbers.values, expected[letter], rtol=1e-9, atol=1e-12)
        assert numbers.values.shape == matrix.shape(run.parameters.sizes, train.m)


def test_the_inputs_are_standardised_as_the_network_sees_them() -> None:
    run = run_of(recipe=replace(Recipe(), standardize=True))
    train, _ = run.experiment.examples()
    numbers = read_numbers(run, train, Matrix("A", 0))

    assert numbers is not None
    np.testing.assert_allclose(numbers.values.std(axis=1), 1.0)


def test_without_examples_there_are_weights_and_nothing_else() -> None:
    run = run_of(m=0)
    train, _ = run.experiment.examples()

    assert read_numbers(run, train, Matrix("W", 1)) is not None
    assert all(read_numbers(run, train, Matrix(letter, 1)) is None for letter in ("Z", "A", "dZ", "dW", "db"))


def test_of_very_many_examples_the_first_are_read_but_for_the_gradient_all() -> None:
    run = run_of(m=6000)
    train, _ = run.experiment.examples()
    Z, dW = (read_numbers(run, train, Matrix(letter, 1)) for letter in ("Z", "dW"))
    recipe = run.experiment.recipe
    AL, caches = blocks.L_model_forward(train.X, run.parameters.as_dict(), recipe.activations)

    assert Z is not None and dW is not None  # noqa: PT018
    assert (Z.examples, Z.m, Z.values.shape) == (MOST_EXAMPLES, 6000, (5, MOST_EXAMPLES))
    assert dW.examples == 6000
    np.testing.assert_allclose(
        dW.values, blocks.L_model_backward(AL, train.Y, caches, recipe.activations)["dW1"], atol=1e-12
    )
    np.testing.assert_allclose(Z.values, caches[0][1][:, :MOST_EXAMPLES])


def test_a_large_network_is_read_from_fewer() -> None:
    sizes = (2, *(64,) * 12, 1)

    assert examples_read("dW", 20_000, sizes) == examples_read("Z", 20_000, sizes) < 300
    assert examples_read("Z", 20_000, (2, 1024, 1024, 1)) == FEWEST_EXAMPLES

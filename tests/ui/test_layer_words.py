"""The tool tip of a layer's name says what goes on in it."""

from dataclasses import replace

import numpy as np

from driving import Driver
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.nn.diagnostics import LayerDiagnostics
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Initialization, Recipe
from neural_sketchpad.ui.network.layer_words import collapsed_words, layer_words


def test_every_diagnostic_has_a_line_with_its_number() -> None:
    found = LayerDiagnostics(0.0123, 4.5e-5, 0.25, 0.5, ((0, 2), (1, 3)), 2)
    assert layer_words(3, 4, found).splitlines() == [
        "Gradient |dW[3], db[3]|: 0.0123",
        "Next update |ΔW[3]| / |W[3]|: 4.5e−5",
        "Dead units (0 for every example): 25%",
        "Saturated (|g′(z)| below 0.01): 50%",
        "Identical units (same weights and bias): 1, 3; 2, 4",
        "Rank of A[3] over the examples: 2 of 4",
    ]


def test_a_linear_network_is_written_as_the_one_map_it_is() -> None:
    recipe = Recipe((HiddenLayer(1, "linear"),))
    parameters = Parameters.from_layers(
        [(np.array([[1.0, -2.0]]), np.array([[0.5]])), (np.array([[2.0]]), np.array([[-4.0]]))]
    )
    assert collapsed_words(recipe, parameters).splitlines()[-1] == "z = 2 x₁ − 4 x₂ − 3"
    assert collapsed_words(Recipe(()), starting_parameters(Recipe(()), 0)) == ""
    assert collapsed_words(Recipe((HiddenLayer(1),)), parameters) == ""


def test_units_that_start_alike_are_named_while_the_network_trains(drive: Driver) -> None:
    drive.choose_preset("xor")
    recipe = replace(drive.experiment.recipe, initialization=Initialization.of("constant"))
    drive.sketchpad.document.apply(Become(drive.experiment.with_recipe(recipe)), "Constant weights")
    drive.sketchpad.step(20)
    drive.until(lambda: drive.iteration == 20)
    drive.settle()
    head = drive.window.network.heads.hidden[0]
    assert "Identical units (same weights and bias): 1, 2, 3, 4" in head.name.toolTip()
    assert "Rank of A[1] over the examples: 1 of 4" in head.name.toolTip()
    drive.sketchpad.new_weights()
    drive.settle()
    assert "Identical units (same weights and bias): 1, 2, 3, 4" in head.name.toolTip()  # constant again

    other = replace(drive.experiment.recipe, initialization=Initialization("xavier"))
    drive.sketchpad.document.apply(Become(drive.experiment.with_recipe(other)), "Xavier")
    drive.sketchpad.rewind()
    drive.settle()
    assert "Identical units (same weights and bias): none" in head.name.toolTip()


def test_linear_layers_are_called_one_map_at_the_output(drive: Driver) -> None:
    drive.choose_preset("blobs")
    recipe = replace(drive.experiment.recipe, hidden=(HiddenLayer(3, "linear"),))
    drive.sketchpad.document.apply(Become(drive.experiment.with_recipe(recipe)), "Linear")
    drive.settle()
    drive.until(lambda: "together they are one linear map" in drive.window.network.heads.output.name.toolTip())

"""scikit-learn predicts the same from the same weights."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from neural_sketchpad.nn.forward import logits
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe

neural_network = pytest.importorskip("sklearn.neural_network")

NAMES = {"tanh": "tanh", "relu": "relu", "sigmoid": "logistic", "linear": "identity"}
"""Our names of activations and theirs."""
M = 200


def weights_for(recipe: Recipe) -> Parameters:
    rng = np.random.default_rng(7)
    return Parameters.from_layers(
        (rng.standard_normal((n, n_prev)), rng.standard_normal((n, 1))) for n_prev, n in pairwise(recipe.sizes)
    )


def classifier_with(recipe: Recipe, parameters: Parameters, activation: str) -> Any:
    """A classifier that has been shown each class once, and then given our weights."""
    units = tuple(layer.units for layer in recipe.hidden)
    classifier = neural_network.MLPClassifier(units, activation=NAMES[activation], random_state=0)
    classes = np.arange(max(2, recipe.outputs))
    classifier.partial_fit(np.zeros((len(classes), 2)), classes, classes=classes)
    classifier.coefs_ = [W.T for W, _ in parameters.layers]
    classifier.intercepts_ = [b[:, 0] for _, b in parameters.layers]
    return classifier


@pytest.mark.parametrize("activation", NAMES)
@pytest.mark.parametrize(("output", "outputs"), [("sigmoid", 1), ("softmax", 3), ("softmax", 8)])
def test_probabilities_are_the_same(activation: str, output: str, outputs: int) -> None:
    recipe = Recipe((HiddenLayer(6, activation), HiddenLayer(4, activation)), output=output, outputs=outputs)
    parameters = weights_for(recipe)
    X = 3.0 * np.random.default_rng(8).standard_normal((2, M))
    ours = recipe.head.predict(logits(recipe, parameters, X))
    theirs = classifier_with(recipe, parameters, activation).predict_proba(X.T).T
    np.testing.assert_allclose(ours, theirs[-outputs:], rtol=1e-12, atol=1e-12)

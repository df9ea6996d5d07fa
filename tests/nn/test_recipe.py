"""A recipe is valid from the moment it exists; what cannot be is refused in one sentence that names the field."""

from collections.abc import Callable

import pytest

from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.features import FEATURES
from neural_sketchpad.nn.optimizers import MAX_LEARNING_RATE, RULES, SCHEDULES, Optimizer, RecipeError, Schedule
from neural_sketchpad.nn.outputs import OUTPUTS
from neural_sketchpad.nn.recipe import (
    MAX_DROPOUT,
    MAX_LAYERS,
    MAX_UNITS,
    MOST_CLASSES,
    SCHEMES,
    HiddenLayer,
    Initialization,
    Recipe,
    Regularization,
)

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("field", "build"),
    [
        ("units", lambda: HiddenLayer(0)),
        ("units", lambda: HiddenLayer(-1)),
        ("units", lambda: HiddenLayer(MAX_UNITS + 1)),
        ("activation", lambda: HiddenLayer(3, "softmax")),
        ("scheme", lambda: Initialization("ones")),
        ("scale", lambda: Initialization("normal", float("nan"))),
        ("scale", lambda: Initialization("normal", float("-inf"))),
        ("scale", lambda: Initialization("constant", 1.1e6)),
        ("name", lambda: Optimizer("adagrad")),
        ("name", lambda: Optimizer("")),
        ("learning_rate", lambda: Optimizer(learning_rate=0.0)),
        ("learning_rate", lambda: Optimizer(learning_rate=-1.0)),
        ("learning_rate", lambda: Optimizer(learning_rate=float("nan"))),
        ("learning_rate", lambda: Optimizer(learning_rate=float("inf"))),
        ("learning_rate", lambda: Optimizer(learning_rate=MAX_LEARNING_RATE * 1.01)),
        ("hidden", lambda: Recipe((HiddenLayer(1),) * (MAX_LAYERS + 1))),
        ("slope", lambda: HiddenLayer(3, "leaky_relu", NAN)),
        ("slope", lambda: HiddenLayer(3, "leaky_relu", -0.01)),
        ("slope", lambda: HiddenLayer(3, "leaky_relu", 1.01)),
        ("slope", lambda: HiddenLayer(3, "tanh", INF)),
        *[
            (beta, lambda beta=beta, value=value: Optimizer(**{beta: value}))
            for beta in ("beta1", "beta2")
            for value in (1.0, -0.1, NAN, INF)
        ],
        ("epsilon", lambda: Optimizer(epsilon=0.0)),
        ("epsilon", lambda: Optimizer(epsilon=1.1)),
        ("epsilon", lambda: Optimizer(epsilon=-1e-8)),
        ("epsilon", lambda: Optimizer(epsilon=NAN)),
        ("name", lambda: Schedule("warmup")),
        ("period", lambda: Schedule("step", 0)),
        ("period", lambda: Schedule("step", -1)),
        ("period", lambda: Schedule("constant", 10**9 + 1)),
        ("factor", lambda: Schedule("step", 1, 0.0)),
        ("factor", lambda: Schedule("step", 1, 1.01)),
        ("factor", lambda: Schedule("step", 1, NAN)),
        *[
            (name, lambda name=name, value=value: Regularization(**{name: value}))
            for name in ("l1", "l2")
            for value in (-0.1, 1.1e6, NAN, INF)
        ],
        ("dropout", lambda: Regularization(dropout=1.0)),
        ("dropout", lambda: Regularization(dropout=-0.1)),
        ("dropout", lambda: Regularization(dropout=NAN)),
        ("output", lambda: Recipe(output="argmax")),
        ("output", lambda: Recipe(output="tanh")),
        ("cost", lambda: Recipe(cost="squared")),
        ("cost", lambda: Recipe(output="softmax", outputs=3, cost="squared_error")),
        ("cost", lambda: Recipe(output="linear")),
        ("cost", lambda: Recipe(output="relu", cost="cross_entropy")),
        *[
            ("outputs", lambda classes=classes: Recipe(output="softmax", outputs=classes))
            for classes in (-1, 0, 1, 2, MOST_CLASSES + 1)
        ],
        ("outputs", lambda: Recipe(outputs=2)),
        ("outputs", lambda: Recipe(output="linear", cost="squared_error", outputs=3)),
        ("features", lambda: Recipe(features=())),
        ("features", lambda: Recipe(features=("x1", "x1"))),
        ("features", lambda: Recipe(features=("x2", "x1"))),
        ("features", lambda: Recipe(features=("x3",))),
        ("precision", lambda: Recipe(precision="float16")),
        ("batch_size", lambda: Recipe(batch_size=0)),
        ("batch_size", lambda: Recipe(batch_size=-5)),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence_naming_the_field(field: str, build: Callable[[], object]) -> None:
    with pytest.raises(RecipeError) as refusal:
        build()
    sentence = str(refusal.value)
    assert sentence.startswith(f"{field} must ")
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_the_extremes_that_can_be_are_taken() -> None:
    recipe = Recipe(
        (HiddenLayer(1), *[HiddenLayer(MAX_UNITS)] * (MAX_LAYERS - 1)),
        optimizer=Optimizer(learning_rate=MAX_LEARNING_RATE),
        batch_size=1,
    )
    assert recipe.sizes == (2, 1, *[MAX_UNITS] * (MAX_LAYERS - 1), 1)
    assert Optimizer(learning_rate=5e-324).learning_rate == 5e-324


def test_what_goes_together_can_be_put_together() -> None:
    for output, cost in OUTPUTS:
        recipe = Recipe(output=output, cost=cost, outputs=5 if output == "softmax" else 1)
        assert recipe.head is OUTPUTS[output, cost]
        assert recipe.sizes[-1] == recipe.outputs
    for classes in range(3, MOST_CLASSES + 1):
        assert Recipe(output="softmax", outputs=classes).sizes == (2, 4, classes)
    assert Recipe(features=tuple(FEATURES)).sizes == (7, 4, 1)
    Optimizer(beta1=0.0, beta2=0.0, epsilon=1e-30)
    for name in RULES:
        Optimizer(name)
    for name in SCHEDULES:
        Schedule(name, 1, 1.0)
    Regularization(1e6, 1e6, MAX_DROPOUT)
    HiddenLayer(1, "leaky_relu", 1.0)


def test_a_layers_function_is_its_activation_with_its_own_slope() -> None:
    for name in ACTIVATIONS:
        assert HiddenLayer(3, name, 0.25).function.name == name
    assert HiddenLayer(3, "leaky_relu", 0.25).function.slope == 0.25
    assert HiddenLayer(3, "relu", 0.25).function is ACTIVATIONS["relu"]


def test_networks_of_one_architecture_can_take_each_others_weights() -> None:
    plain = Recipe((HiddenLayer(3),))
    same = [
        Recipe((HiddenLayer(3, "relu"),)),
        Recipe((HiddenLayer(3),), output="linear", cost="squared_error"),
        Recipe((HiddenLayer(3),), precision="float32", optimizer=Optimizer("adam"), standardize=True),
    ]
    others = [
        Recipe((HiddenLayer(4),)),
        Recipe((HiddenLayer(3),), features=("x1", "x1_x2")),
        Recipe((HiddenLayer(3),), output="softmax", outputs=3),
    ]
    assert [recipe.architecture == plain.architecture for recipe in same + others] == [True] * 3 + [False] * 3


def test_sizes_and_activations_run_from_the_input_to_the_output() -> None:
    recipe = Recipe((HiddenLayer(5, "relu"), HiddenLayer(3, "tanh")))
    assert recipe.sizes == (2, 5, 3, 1)
    assert recipe.activations == (ACTIVATIONS["relu"], ACTIVATIONS["tanh"], "sigmoid")


def test_without_hidden_layers_it_is_logistic_regression() -> None:
    recipe = Recipe(())
    assert recipe.sizes == (2, 1)
    assert recipe.activations == ("sigmoid",)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_has_its_customary_scale(scheme: str) -> None:
    default = SCHEMES[scheme].default_scale
    assert Initialization.of(scheme) == Initialization(scheme, 1.0 if default is None else default)

"""A recipe is valid from the moment it exists; what cannot be is refused in one sentence that names the field."""

from collections.abc import Callable

import pytest

from neural_sketchpad.nn.recipe import (
    MAX_LAYERS,
    MAX_LEARNING_RATE,
    MAX_UNITS,
    SCHEMES,
    HiddenLayer,
    Initialization,
    Optimizer,
    Recipe,
    RecipeError,
)


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
        ("name", lambda: Optimizer("adam")),
        ("learning_rate", lambda: Optimizer(learning_rate=0.0)),
        ("learning_rate", lambda: Optimizer(learning_rate=-1.0)),
        ("learning_rate", lambda: Optimizer(learning_rate=float("nan"))),
        ("learning_rate", lambda: Optimizer(learning_rate=float("inf"))),
        ("learning_rate", lambda: Optimizer(learning_rate=MAX_LEARNING_RATE * 1.01)),
        ("hidden", lambda: Recipe((HiddenLayer(1),) * (MAX_LAYERS + 1))),
        ("output", lambda: Recipe(output="softmax")),
        ("cost", lambda: Recipe(cost="squared")),
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


def test_sizes_and_activations_run_from_the_input_to_the_output() -> None:
    recipe = Recipe((HiddenLayer(5, "relu"), HiddenLayer(3, "tanh")))
    assert recipe.sizes == (2, 5, 3, 1)
    assert recipe.activations == ("relu", "tanh", "sigmoid")


def test_without_hidden_layers_it_is_logistic_regression() -> None:
    recipe = Recipe(())
    assert recipe.sizes == (2, 1)
    assert recipe.activations == ("sigmoid",)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_has_its_customary_scale(scheme: str) -> None:
    default = SCHEMES[scheme].default_scale
    assert Initialization.of(scheme) == Initialization(scheme, 1.0 if default is None else default)

"""Every control of the recipe: what it changes in the document, that undo restores it, and what it refuses."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from driving import Driver
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.recipe import HiddenLayer
from neural_sketchpad.ui.controls.choice import ChoiceField
from neural_sketchpad.ui.controls.fold import Fold
from neural_sketchpad.ui.controls.number import NumberField
from neural_sketchpad.ui.panels.recipe_panel import GIVEN, RecipePanel

Control = Qt.KeyboardModifier.ControlModifier
Read = Callable[[Experiment], object]

TYPED: dict[str, tuple[Callable[[RecipePanel], NumberField], str, Read, object]] = {
    "L1": (lambda r: r.regularization.l1, "0,01", lambda e: e.recipe.regularization.l1, 0.01),
    "L2": (lambda r: r.regularization.l2, "1/4", lambda e: e.recipe.regularization.l2, 0.25),
    "dropout": (lambda r: r.regularization.dropout, "0.2", lambda e: e.recipe.regularization.dropout, 0.2),
    "batch": (lambda r: r.training.batch, "32", lambda e: e.recipe.batch_size, 32),
    "goal": (lambda r: r.training.goal_iteration, "1 000", lambda e: e.goals.iteration, 1000),
    "goal cost": (lambda r: r.training.goal_cost, "0.1", lambda e: e.goals.cost, 0.1),
    "seed": (lambda r: r.seed, "7", lambda e: e.seed, 7),
    "rate": (lambda r: r.rate, "0.7", lambda e: e.recipe.optimizer.learning_rate, 0.7),
}

REFUSED: dict[str, tuple[Callable[[RecipePanel], NumberField], str, str]] = {
    "dropout 1": (lambda r: r.regularization.dropout, "1", "Dropout is a share from 0 to 0.99."),
    "l2 negative": (lambda r: r.regularization.l2, "-1", "λ₂ is a number from 0"),
    "l1 nan": (lambda r: r.regularization.l1, "nan", "λ₁ is a number from 0"),
    "beta1 1": (lambda r: r.optimizer.beta1, "1", "β₁ is a number from 0 to below 1."),
    "beta2 inf": (lambda r: r.optimizer.beta2, "inf", "β₂ is a number from 0 to below 1."),
    "epsilon 0": (lambda r: r.optimizer.epsilon, "0", "ε is a number from 1e-30 to 1."),
    "period 0": (lambda r: r.optimizer.period, "0", "A period is from 1"),
    "factor 2": (lambda r: r.optimizer.factor, "2", "The factor is a number above 0"),
}


def test_a_typed_value_goes_into_the_document_and_undo_restores_it(drive: Driver) -> None:
    for name, (field_of, text, read, value) in TYPED.items():
        field = field_of(drive.window.recipe)
        before, shown = read(drive.experiment), field.text()
        drive.type_into(field, text)
        assert read(drive.experiment) == value, name
        drive.undo()

        assert read(drive.experiment) == before, name
        assert field.text() == shown, name


def test_what_cannot_be_is_refused_at_the_field_with_one_sentence(drive: Driver) -> None:
    recipe = drive.window.recipe
    drive.choose(recipe.optimizer.rule, "adam")
    drive.choose(recipe.optimizer.schedule, "step")
    before = drive.experiment
    for name, (field_of, text, sentence) in REFUSED.items():
        drive.type_into(field_of(recipe), text)

        assert field_of(recipe).property("invalid") == "true", name
        assert sentence in field_of(recipe).toolTip(), name
        assert drive.experiment is before, name


CHOSEN: dict[str, tuple[Callable[[RecipePanel], ChoiceField], object, Read, object]] = {
    "optimiser": (lambda r: r.optimizer.rule, "rmsprop", lambda e: e.recipe.optimizer.name, "rmsprop"),
    "schedule": (lambda r: r.optimizer.schedule, "cosine", lambda e: e.recipe.optimizer.schedule.name, "cosine"),
    "scheme": (lambda r: r.scheme, "orthogonal", lambda e: e.recipe.initialization.scheme, "orthogonal"),
    "precision": (lambda r: r.training.precision, "float32", lambda e: e.recipe.precision, "float32"),
    "output": (
        lambda r: r.output,
        ("sigmoid", "squared_error"),
        lambda e: e.recipe.head.key,
        ("sigmoid", "squared_error"),
    ),
}


@pytest.mark.parametrize("name", CHOSEN)
def test_a_choice_goes_into_the_document_and_undo_restores_it(drive: Driver, name: str) -> None:
    field_of, key, read, value = CHOSEN[name]
    field = field_of(drive.window.recipe)
    before, shown = read(drive.experiment), field.currentText()
    drive.choose(field, key)
    assert read(drive.experiment) == value
    assert field.currentText() != shown
    assert drive.sketchpad.document.undo_label is not None
    while drive.sketchpad.document.undo_label:  # with the keys one comes past other choices
        drive.undo()

    assert read(drive.experiment) == before
    assert field.currentText() == shown


def features(drive: Driver) -> tuple[str, ...]:
    return drive.experiment.recipe.features


def test_inputs_are_switched_on_and_off_but_never_the_last(drive: Driver) -> None:
    inputs = drive.window.recipe.inputs
    drive.click(inputs.features.buttons["x1_squared"])
    assert features(drive) == ("x1", "x2", "x1_squared")
    assert inputs.summary == "x₁  x₂  x₁²"
    for name in ("x1", "x2"):
        drive.click(inputs.features.buttons[name])
    assert drive.experiment.recipe.sizes[0] == 1
    drive.click(inputs.features.buttons["x1_squared"])

    assert features(drive) == ("x1_squared",)
    assert inputs.features.buttons["x1_squared"].isChecked()
    for _ in range(3):
        drive.undo()
    assert features(drive) == ("x1", "x2")
    assert not inputs.features.buttons["x1_squared"].isChecked()


def standardized(drive: Driver) -> bool:
    return drive.experiment.recipe.standardize


def test_standardising_is_a_switch_that_undo_turns_back(drive: Driver) -> None:
    inputs = drive.window.recipe.inputs
    drive.click(inputs.standardize.button)
    assert standardized(drive)
    assert inputs.summary.endswith("standardised")
    drive.undo()

    assert not standardized(drive)
    assert not inputs.standardize.button.isChecked()


def test_only_what_the_rule_and_the_schedule_read_is_shown(drive: Driver) -> None:
    fold = drive.window.recipe.optimizer
    fields = {
        "beta1": fold.beta1,
        "beta2": fold.beta2,
        "epsilon": fold.epsilon,
        "period": fold.period,
        "factor": fold.factor,
    }

    def shown() -> set[str]:
        return {name for name, field in fields.items() if field.isVisible()}

    drive.click(fold.header)
    assert shown() == set()
    drive.choose(fold.rule, "momentum")
    assert shown() == {"beta1"}
    drive.choose(fold.rule, "rmsprop")
    assert shown() == {"beta2", "epsilon"}
    assert drive.experiment.recipe.optimizer.beta2 == 0.99
    drive.choose(fold.rule, "adam")
    drive.choose(fold.schedule, "cosine")
    assert shown() == {"beta1", "beta2", "epsilon", "period"}
    drive.choose(fold.schedule, "step")
    assert shown() == set(fields)
    drive.type_into(fold.factor, "0.1")
    drive.type_into(fold.period, "2,000")
    drive.type_into(fold.beta1, "0.8")
    optimizer = drive.experiment.recipe.optimizer

    assert (optimizer.schedule.factor, optimizer.schedule.period, optimizer.beta1) == (0.1, 2000, 0.8)
    assert fold.summary == "Adam · Step"


def test_only_outputs_that_fit_the_points_are_offered(drive: Driver) -> None:
    output = drive.window.recipe.output
    assert output.keys == [("sigmoid", "cross_entropy"), ("sigmoid", "squared_error")]
    drive.choose_preset("three_blobs")
    assert output.keys == [("softmax", "cross_entropy")]
    assert output.currentText() == "softmax, cross-entropy"
    drive.choose_preset("hills")
    assert output.keys == [("linear", "squared_error"), ("relu", "squared_error")]
    drive.choose(output, ("relu", "squared_error"))

    assert drive.experiment.recipe.output == "relu"
    assert drive.window.network.heads.output.kind.text() == "ReLU"
    assert "squared error" in drive.window.network.heads.output.kind.toolTip()


def test_the_cost_is_explained_by_the_formula_of_the_output(drive: Driver) -> None:
    drive.choose_preset("hills")
    drive.settle()

    assert "(1/2m) Σ (ŷ − y)²" in drive.cost.plot.toolTip()


def test_as_given_keeps_the_weights_of_the_run_as_the_start(drive: Driver) -> None:
    recipe = drive.window.recipe
    drive.choose_preset("moons")
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()
    trained = drive.snapshot.run.parameters
    recipe.scheme.edited.emit(GIVEN, None)
    assert recipe.scheme.currentText() == "As given"
    drive.key(Qt.Key.Key_Right, Control)
    drive.key(Qt.Key.Key_Home)
    drive.settle()

    assert drive.iteration == 0
    assert drive.snapshot.run.parameters == trained
    drive.choose(recipe.scheme, "he")
    assert drive.experiment.given is None
    assert recipe.scheme.currentText() == "He"


def test_a_leaky_relu_has_a_slope_to_type_and_no_other_activation_has(drive: Driver) -> None:
    head = drive.window.network.heads.hidden[0]
    drive.click(head.name)
    assert not head.card.slope.isVisible()
    head.card.dismiss()
    drive.choose(head.controls.activation, "leaky_relu")
    drive.click(head.name)
    assert head.card.slope.isVisible()
    drive.type_into(head.card.slope, "0.2")
    assert drive.experiment.recipe.hidden == (HiddenLayer(4, "leaky_relu", 0.2),)
    assert drive.sketchpad.document.undo_label == "Slope of layer 1"
    drive.type_into(head.card.slope, "nan")
    assert head.card.slope.property("invalid") == "true"
    QTest.keyClick(head.card.slope, Qt.Key.Key_Escape)
    head.card.dismiss()
    drive.type_into(head.controls.units_field, "5")
    assert drive.experiment.recipe.hidden[0].slope == 0.2
    drive.undo()
    drive.undo()

    assert drive.experiment.recipe.hidden == (HiddenLayer(4, "leaky_relu"),)


@pytest.mark.parametrize("activation", ["elu", "softplus", "gelu", "sine", "linear"])
def test_every_activation_trains_and_is_pictured(drive: Driver, activation: str) -> None:
    drive.choose(drive.window.network.heads.hidden[0].controls.activation, activation)
    drive.choose_preset("moons")
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()

    assert drive.iteration == 100
    assert drive.pictured(1) == 4


def test_a_fold_says_in_a_line_what_is_inside_until_it_is_opened(drive: Driver) -> None:
    fold: Fold = drive.window.recipe.regularization
    assert fold.summary == "none"
    assert not fold.body.isVisible()
    drive.type_into(drive.window.recipe.regularization.l2, "0.01")
    assert fold.summary == "L2 0.01"
    assert fold.body.isVisible()
    fold.header.setFocus()
    QTest.keyClick(fold.header, Qt.Key.Key_Return)

    assert not fold.body.isVisible()


def test_everything_at_once_trains(drive: Driver) -> None:
    recipe = drive.window.recipe
    drive.choose_preset("three_spirals")
    drive.click(recipe.inputs.features.buttons["sin_x1"])
    drive.click(recipe.inputs.standardize.button)
    drive.choose(recipe.optimizer.rule, "adam")
    drive.choose(recipe.optimizer.schedule, "exponential")
    drive.type_into(recipe.rate, "0.02")
    drive.type_into(recipe.regularization.l1, "0.0001")
    drive.type_into(recipe.regularization.dropout, "0.1")
    drive.type_into(recipe.training.batch, "50")
    drive.choose(recipe.training.precision, "float32")
    drive.key(Qt.Key.Key_Right, Control)
    drive.settle()

    assert drive.iteration == 100
    assert drive.snapshot.run.stop is None
    assert drive.pictured(2) == 3

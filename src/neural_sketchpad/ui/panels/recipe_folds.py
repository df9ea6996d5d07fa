"""The parts of the recipe that fold away: inputs, optimiser, regularisation, and how the training goes."""

from collections.abc import Callable
from dataclasses import replace
from operator import attrgetter

from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.experiment.recipe_edits import with_optimizer, with_recipe, with_regularization, with_schedule
from neural_sketchpad.nn.features import FEATURES
from neural_sketchpad.nn.optimizers import RULES, SCHEDULES
from neural_sketchpad.ui.binding import Write, bind
from neural_sketchpad.ui.controls.choice import ChoiceField
from neural_sketchpad.ui.controls.fold import Fold
from neural_sketchpad.ui.controls.number import NumberField, show_number
from neural_sketchpad.ui.controls.toggles import Toggle, Toggles
from neural_sketchpad.ui.panels.layout import column, named
from neural_sketchpad.ui.panels.recipe_parsing import (
    parse_batch,
    parse_beta1,
    parse_beta2,
    parse_dropout,
    parse_epsilon,
    parse_factor,
    parse_goal_cost,
    parse_goal_iteration,
    parse_l1,
    parse_l2,
    parse_period,
)
from neural_sketchpad.ui.panels.recipe_words import (
    inputs_in_words,
    optimizer_in_words,
    regularization_in_words,
    training_in_words,
)

INPUTS_PER_ROW = 4


class InputsFold(Fold):
    """Which features of a point the network is told."""

    def __init__(self, document: Document) -> None:
        self.features = Toggles(
            {name: (feature.symbol, f"Input {feature.symbol} of the network") for name, feature in FEATURES.items()},
            INPUTS_PER_ROW,
            "A network needs at least one input.",
        )
        self.standardize = Toggle(
            "Standardise the inputs",
            "Standardise",
            "(x − μ) / σ: every input with mean 0 and standard deviation 1 over the training points",
        )
        tip = "a[0], what the network is told about a point: x₁, x₂ and combinations of them"
        super().__init__("Inputs", tip, column(self.features, self.standardize))
        bind(document, self.features, attrgetter("recipe.features"), lambda e, v: with_recipe(e, features=v), "Inputs")
        bind(
            document,
            self.standardize,
            attrgetter("recipe.standardize"),
            lambda e, on: with_recipe(e, standardize=on),
            "Standardise",
        )
        document.listen(self._document_changed)
        self._document_changed(document.experiment)

    def _document_changed(self, experiment: Experiment) -> None:
        self.set_summary(inputs_in_words(experiment.recipe))


class OptimizerFold(Fold):
    """How a gradient becomes an update, and how the learning rate goes on."""

    def __init__(self, document: Document) -> None:
        self.rule = ChoiceField(
            "Optimiser",
            {key: (rule.label, rule.formula) for key, rule in RULES.items()},
            "How a gradient dW becomes an update of W; b likewise. Takes effect at the next step.",
        )
        self.beta1 = NumberField("Beta 1", parse_beta1, show_number, "β₁: how much of v, the mean of past dW, is kept")
        self.beta2 = NumberField("Beta 2", parse_beta2, show_number, "β₂: how much of s, the mean of past dW², is kept")
        self.epsilon = NumberField("Epsilon", parse_epsilon, show_number, "ε: keeps dW / (√s + ε) finite where s is 0")
        self.schedule = ChoiceField(
            "Schedule of the learning rate",
            {key: (kind.label, kind.formula) for key, kind in SCHEDULES.items()},
            "How the learning rate α changes with the updates t that are done",
        )
        self.period = NumberField(
            "Period of the schedule", parse_period, lambda value: f"{value:,}", "Period of the schedule in updates t"
        )
        self.factor = NumberField(
            "Factor of the schedule", parse_factor, show_number, "What α is multiplied by over a period, at most 1"
        )
        self._lines = {
            "beta1": named("β₁", self.beta1),
            "beta2": named("β₂", self.beta2),
            "epsilon": named("ε", self.epsilon),
            "period": named("Period", self.period),
            "factor": named("Factor", self.factor),
        }
        rule, schedule = named("Rule", self.rule), named("Schedule", self.schedule)
        beta1, beta2, epsilon, period, factor = self._lines.values()
        body = column(rule, beta1, beta2, epsilon, schedule, period, factor)
        super().__init__("Optimiser", "The rule for updates of W and b, and the schedule of α", body)
        bind(document, self.rule, attrgetter("recipe.optimizer.name"), _with_rule, "Optimiser")
        for field, name in ((self.beta1, "beta1"), (self.beta2, "beta2"), (self.epsilon, "epsilon")):
            bind(
                document,
                field,
                attrgetter(f"recipe.optimizer.{name}"),
                _setting(with_optimizer, name),
                field.accessibleName(),
            )
        for control, name in ((self.schedule, "name"), (self.period, "period"), (self.factor, "factor")):
            bind(
                document,
                control,
                attrgetter(f"recipe.optimizer.schedule.{name}"),
                _setting(with_schedule, name),
                control.accessibleName(),
            )
        document.listen(self._document_changed)
        self._document_changed(document.experiment)

    def _document_changed(self, experiment: Experiment) -> None:
        """Show what the rule and the schedule read, and nothing else."""
        optimizer = experiment.recipe.optimizer
        rule, schedule = optimizer.rule, optimizer.schedule.name
        read = {
            "beta1": rule.beta1 is not None,
            "beta2": rule.beta2 is not None,
            "epsilon": rule.beta2 is not None,
            "period": schedule != "constant",
            "factor": schedule in ("step", "exponential"),
        }
        for name, line in self._lines.items():
            line.setVisible(read[name])
        self.set_summary(optimizer_in_words(optimizer))


class RegularizationFold(Fold):
    """What keeps weights small or units independent."""

    def __init__(self, document: Document) -> None:
        self.l1 = NumberField("L1", parse_l1, show_number, "λ₁: training lowers J + λ₁ Σ |w|, which makes weights 0")
        self.l2 = NumberField(
            "L2", parse_l2, show_number, "λ₂: training lowers J + λ₂/2 Σ w², which keeps weights small"
        )
        self.dropout = NumberField(
            "Dropout",
            parse_dropout,
            show_number,
            "Share p of the hidden units left out of each example in each update; a of the others is divided by 1 − p",
        )
        fields = {"l1": self.l1, "l2": self.l2, "dropout": self.dropout}
        body = column(*(named(field.accessibleName(), field) for field in fields.values()))
        super().__init__("Regularisation", "What keeps the network from learning the training points by heart", body)
        for name, field in fields.items():
            bind(
                document,
                field,
                attrgetter(f"recipe.regularization.{name}"),
                _setting(with_regularization, name),
                field.accessibleName(),
            )
        document.listen(self._document_changed)
        self._document_changed(document.experiment)

    def _document_changed(self, experiment: Experiment) -> None:
        self.set_summary(regularization_in_words(experiment.recipe.regularization))


class TrainingFold(Fold):
    """How many examples an update learns from, in which precision, and where to stop."""

    def __init__(self, document: Document) -> None:
        self.batch = NumberField(
            "Batch size",
            parse_batch,
            lambda size: "full" if size is None else f"{size:,}",
            "Examples per update: “full”, or a size. Shuffled every epoch; the last batch may be smaller.",
        )
        self.goal_iteration = NumberField(
            "Stop at iteration",
            parse_goal_iteration,
            lambda value: "—" if value is None else f"{value:,}",
            "Stop by itself at this iteration (empty: never)",
        )
        self.goal_cost = NumberField(
            "Stop at cost",
            parse_goal_cost,
            lambda value: "—" if value is None else f"{value:g}",
            "Stop by itself when the training cost J falls to this (empty: never)",
        )
        self.precision = ChoiceField(
            "Precision",
            {
                "float64": ("double (float64)", "about 16 digits"),
                "float32": ("single (float32)", "about 7 digits; quicker for large networks"),
            },
            "In which numbers the training step computes",
        )
        body = column(
            named("Batch", self.batch),
            named("Stop at", self.goal_iteration),
            named("or J ≤", self.goal_cost),
            named("Precision", self.precision),
        )
        super().__init__("Training", "Examples per update, where to stop, and the precision of the numbers", body)
        read_batch, read_precision = attrgetter("recipe.batch_size"), attrgetter("recipe.precision")
        bind(document, self.batch, read_batch, lambda e, size: with_recipe(e, batch_size=size), "Batch size")
        bind(document, self.precision, read_precision, lambda e, v: with_recipe(e, precision=v), "Precision")
        bind(
            document,
            self.goal_iteration,
            attrgetter("goals.iteration"),
            lambda e, goal: replace(e, goals=replace(e.goals, iteration=goal)),
            "Iteration to stop at",
        )
        bind(
            document,
            self.goal_cost,
            attrgetter("goals.cost"),
            lambda e, goal: replace(e, goals=replace(e.goals, cost=goal)),
            "Cost to stop at",
        )
        document.listen(self._document_changed)
        self._document_changed(document.experiment)

    def _document_changed(self, experiment: Experiment) -> None:
        self.set_summary(training_in_words(experiment))


def _with_rule(experiment: Experiment, name: str) -> Experiment:
    return with_recipe(experiment, optimizer=experiment.recipe.optimizer.with_rule(name))


def _setting(change: Callable[..., Experiment], name: str) -> Write:
    """Writes one field by its name."""
    return lambda experiment, value: change(experiment, **{name: value})

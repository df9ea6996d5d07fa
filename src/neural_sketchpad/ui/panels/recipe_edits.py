"""Changes of the recipe as pure functions, and the recipe in a few words."""

from dataclasses import replace
from typing import Any

from neural_sketchpad.experiment.experiment import Experiment, misfit
from neural_sketchpad.nn.features import FEATURES
from neural_sketchpad.nn.optimizers import SCHEDULES, Optimizer
from neural_sketchpad.nn.outputs import OUTPUTS
from neural_sketchpad.nn.recipe import Initialization, Recipe, Regularization
from neural_sketchpad.nn.reshaping import reshaped
from neural_sketchpad.training.run import Run

GIVEN = "given"
"""Chosen among the schemes: starting weights that are not drawn."""
FEWEST_SOFTMAX = 3
MOST_INPUTS_NAMED = 4


def with_recipe(experiment: Experiment, **changes: Any) -> Experiment:
    """Other fields of the recipe."""
    return experiment.with_recipe(reshaped(experiment.recipe, **changes))


def with_optimizer(experiment: Experiment, **changes: Any) -> Experiment:
    """Other fields of the optimiser."""
    return with_recipe(experiment, optimizer=replace(experiment.recipe.optimizer, **changes))


def with_schedule(experiment: Experiment, **changes: Any) -> Experiment:
    """Other fields of the learning rate's schedule."""
    return with_optimizer(experiment, schedule=replace(experiment.recipe.optimizer.schedule, **changes))


def with_regularization(experiment: Experiment, **changes: Any) -> Experiment:
    """Other strengths of the regularisation."""
    return with_recipe(experiment, regularization=replace(experiment.recipe.regularization, **changes))


def with_scheme(experiment: Experiment, scheme: str, run: Run) -> Experiment:
    """Another initialisation; as given means the weights of the run, where they fit."""
    if scheme == GIVEN:
        fits = run.experiment.recipe.architecture == experiment.recipe.architecture
        return replace(experiment, given=run.parameters) if fits else experiment
    drawn = replace(experiment, given=None)  # choosing how to draw means to draw
    return with_recipe(drawn, initialization=Initialization.of(scheme))


def with_scale(experiment: Experiment, scale: float) -> Experiment:
    """Another scale of the drawn starting weights."""
    drawn = replace(experiment, given=None)
    return with_recipe(drawn, initialization=replace(experiment.recipe.initialization, scale=scale))


def scheme_of(experiment: Experiment) -> str:
    """The scheme, or that the starting weights are given."""
    return experiment.recipe.initialization.scheme if experiment.given is None else GIVEN


def _with_head(experiment: Experiment, key: tuple[str, str]) -> Recipe:
    output, cost = key
    outputs = max(FEWEST_SOFTMAX, experiment.dataset.classes) if output == "softmax" else 1
    return replace(experiment.recipe, output=output, cost=cost, outputs=outputs)


def fitting_outputs(experiment: Experiment) -> list[tuple[str, str]]:
    """Output and cost of every kind that can learn these points; softmax for two classes only where it is in use."""
    recipe, dataset = experiment.recipe, experiment.dataset
    of_this_kind = [key for key, head in OUTPUTS.items() if head.is_regression == dataset.is_regression]
    if dataset.is_regression:
        return of_this_kind
    two = dataset.classes <= 2 and recipe.output != "softmax"
    return [
        key
        for key in of_this_kind
        if misfit(_with_head(experiment, key), dataset) is None and not (two and key[0] == "softmax")
    ]


def with_output(experiment: Experiment, key: tuple[str, str]) -> Experiment:
    """Another output and cost."""
    return experiment if key == experiment.recipe.head.key else experiment.with_recipe(_with_head(experiment, key))


def inputs_in_words(recipe: Recipe) -> str:
    """The inputs' symbols, or how many there are."""
    symbols = [FEATURES[name].symbol for name in recipe.features]
    text = "  ".join(symbols) if len(symbols) <= MOST_INPUTS_NAMED else f"{len(symbols)} inputs"
    return f"{text} · standardised" if recipe.standardize else text


def optimizer_in_words(optimizer: Optimizer) -> str:
    """Rule and schedule; a learning rate that stays what it is goes without saying."""
    schedule = optimizer.schedule.name
    return optimizer.rule.label if schedule == "constant" else f"{optimizer.rule.label} · {SCHEDULES[schedule].label}"


def regularization_in_words(regularization: Regularization) -> str:
    """What there is of it."""
    strengths = {"L1": regularization.l1, "L2": regularization.l2, "dropout": regularization.dropout}
    return " · ".join(f"{name} {strength:g}" for name, strength in strengths.items() if strength) or "none"


def training_in_words(experiment: Experiment) -> str:
    """Batch, goals and precision; double precision goes without saying."""
    recipe, goals = experiment.recipe, experiment.goals
    parts = ["full batch" if recipe.batch_size is None else f"batch {recipe.batch_size:,}"]
    if goals.iteration is not None:
        parts.append(f"stop at {goals.iteration:,}")
    if goals.cost is not None:
        parts.append(f"J ≤ {goals.cost:g}")
    if recipe.precision != "float64":
        parts.append(recipe.precision)
    return " · ".join(parts)

"""Changes of the recipe as pure functions: the experiment before, what is to be otherwise, the experiment after.

A recipe that cannot be raises RecipeError.
"""

from dataclasses import replace
from typing import Any

from neural_sketchpad.experiment.experiment import Experiment, misfit
from neural_sketchpad.nn.outputs import OUTPUTS
from neural_sketchpad.nn.recipe import Initialization, Recipe
from neural_sketchpad.nn.reshaping import reshaped

FEWEST_SOFTMAX = 3


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


def with_scheme(experiment: Experiment, scheme: str) -> Experiment:
    """Starting weights drawn by another scheme, also where they were given."""
    drawn = replace(experiment, given=None)  # choosing how to draw means to draw
    return with_recipe(drawn, initialization=Initialization.of(scheme))


def with_scale(experiment: Experiment, scale: float) -> Experiment:
    """Another scale of the drawn starting weights."""
    drawn = replace(experiment, given=None)
    return with_recipe(drawn, initialization=replace(experiment.recipe.initialization, scale=scale))


def with_output(experiment: Experiment, key: tuple[str, str]) -> Experiment:
    """Another output and cost."""
    return experiment if key == experiment.recipe.head.key else experiment.with_recipe(_with_head(experiment, key))


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


def _with_head(experiment: Experiment, key: tuple[str, str]) -> Recipe:
    output, cost = key
    outputs = max(FEWEST_SOFTMAX, experiment.dataset.classes) if output == "softmax" else 1
    return replace(experiment.recipe, output=output, cost=cost, outputs=outputs)

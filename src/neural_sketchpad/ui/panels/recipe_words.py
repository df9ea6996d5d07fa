"""The recipe in a few words, as the folds sum up what is in them."""

from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.features import FEATURES
from neural_sketchpad.nn.optimizers import SCHEDULES, Optimizer
from neural_sketchpad.nn.recipe import Recipe, Regularization

MOST_INPUTS_NAMED = 4


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

"""The remedies: small changes of an experiment, each a value."""

from dataclasses import dataclass, replace

from neural_sketchpad.experiment.edits import new_weights
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.experiment.recipe_edits import with_optimizer, with_recipe, with_regularization, with_scheme
from neural_sketchpad.insight.findings.finding import Remedy
from neural_sketchpad.insight.findings.words import spoken
from neural_sketchpad.nn.optimizers import MAX_LEARNING_RATE, Schedule
from neural_sketchpad.nn.recipe import MAX_LAYERS, MAX_UNITS, SCHEMES, HiddenLayer, Recipe

NEW_LAYER = HiddenLayer(4)
LEAST_L2 = 0.001
ADAM_RATE = 0.01


@dataclass(frozen=True)
class LearningRate:
    """Another learning rate and what becomes of it."""

    rate: float
    schedule: Schedule

    def __call__(self, experiment: Experiment) -> Experiment:
        return with_optimizer(experiment, learning_rate=self.rate, schedule=self.schedule)


@dataclass(frozen=True)
class Scheme:
    """Starting weights drawn by another scheme."""

    name: str

    def __call__(self, experiment: Experiment) -> Experiment:
        return with_scheme(experiment, self.name)


@dataclass(frozen=True)
class NewWeights:
    """Other starting weights by the same scheme."""

    def __call__(self, experiment: Experiment) -> Experiment:
        return new_weights(experiment).experiment


@dataclass(frozen=True)
class Activation:
    """Another activation in the hidden layers that have `instead_of`."""

    name: str
    instead_of: tuple[str, ...]

    def __call__(self, experiment: Experiment) -> Experiment:
        hidden = tuple(
            replace(layer, activation=self.name) if layer.activation in self.instead_of else layer
            for layer in experiment.recipe.hidden
        )
        return with_recipe(experiment, hidden=hidden)


@dataclass(frozen=True)
class AnotherLayer:
    """One more hidden layer in front of the output."""

    def __call__(self, experiment: Experiment) -> Experiment:
        hidden = (*experiment.recipe.hidden, NEW_LAYER)[:MAX_LAYERS]
        return with_recipe(experiment, hidden=hidden)


@dataclass(frozen=True)
class TwiceTheUnits:
    """Twice the units in every hidden layer; those that are there keep their weights."""

    def __call__(self, experiment: Experiment) -> Experiment:
        hidden = tuple(replace(layer, units=min(MAX_UNITS, 2 * layer.units)) for layer in experiment.recipe.hidden)
        return with_recipe(experiment, hidden=hidden)


@dataclass(frozen=True)
class WeightDecay:
    """A stronger L2."""

    l2: float

    def __call__(self, experiment: Experiment) -> Experiment:
        return with_regularization(experiment, l2=self.l2)


@dataclass(frozen=True)
class Standardized:
    """Inputs of mean 0 and deviation 1."""

    def __call__(self, experiment: Experiment) -> Experiment:
        return with_recipe(experiment, standardize=True)


@dataclass(frozen=True)
class Adam:
    """Adam, with the rate it is mostly given for networks as small as these."""

    def __call__(self, experiment: Experiment) -> Experiment:
        optimizer = replace(experiment.recipe.optimizer.with_rule("adam"), learning_rate=ADAM_RATE)
        return with_recipe(experiment, optimizer=optimizer)


def other_rate(rate: float, recipe: Recipe, *, from_start: bool = False) -> Remedy:
    """α to two digits, as far as it can be; in the middle of a run also an end to a schedule, which would change it."""
    rounded = float(f"{min(rate, MAX_LEARNING_RATE):.2g}")
    before = recipe.optimizer.schedule
    after = before if from_start or before.name == "constant" else Schedule()
    ending = "" if after is before else ", without a schedule"
    return Remedy(f"Set α to {spoken(rounded)}{ending}", LearningRate(rounded, after), from_start)


def other_scheme(recipe: Recipe) -> Remedy:
    """He's starting weights where there are ReLU units, else Xavier's."""
    name = "he" if any(layer.activation in ("relu", "leaky_relu") for layer in recipe.hidden) else "xavier"
    return Remedy(f"Start with random weights ({SCHEMES[name].label})", Scheme(name), from_start=True)


def new_start() -> Remedy:
    return Remedy("Draw new starting weights", NewWeights(), from_start=True)


def other_activation(name: str, label: str, *instead_of: str, from_start: bool = False) -> Remedy:
    return Remedy(f"Use {label} instead", Activation(name, instead_of), from_start)


def another_layer() -> Remedy:
    return Remedy(f"Add a hidden layer of {NEW_LAYER.units} tanh units", AnotherLayer())


def twice_the_units() -> Remedy:
    return Remedy("Double the hidden units", TwiceTheUnits())


def more_l2(recipe: Recipe) -> Remedy:
    l2 = max(LEAST_L2, 10.0 * recipe.regularization.l2)
    return Remedy(f"Set L2 to {spoken(l2)}", WeightDecay(l2))


def standardized_inputs() -> Remedy:
    return Remedy("Standardise the inputs", Standardized())


def adam() -> Remedy:
    return Remedy(f"Use Adam with α = {spoken(ADAM_RATE)}", Adam())

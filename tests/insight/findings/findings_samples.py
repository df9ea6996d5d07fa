"""What the tests of the findings share: experiments in few words, and runs that keep only the moments looked at."""

from dataclasses import replace

from hypothesis import HealthCheck, settings

from neural_sketchpad.data.generators import PresetChoice
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.edits import draw_preset
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.insight.findings.finding import Finding
from neural_sketchpad.insight.findings.thresholds import Threshold
from neural_sketchpad.insight.findings.watch import Watch, followed
from neural_sketchpad.nn.engine import Engine, State
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.recipe import HiddenLayer, Initialization, Recipe, Regularization
from neural_sketchpad.training.history import Moment, stride_at
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer


def examples_of(count: int) -> settings:
    """So many Hypothesis examples, and nothing that a slow machine could fail."""
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def layers(*units: int, g: str = "tanh") -> tuple[HiddenLayer, ...]:
    return tuple(HiddenLayer(n, g) for n in units)


def learning(
    preset: str,
    *units: int,
    g: str = "tanh",
    rate: float = 0.3,
    rule: str = "gradient_descent",
    scheme: str = "xavier",
    seed: int = 0,
    test: float = 0.0,
    batch_size: int | None = None,
    precision: str = "float64",
    standardize: bool = False,
    regularization: Regularization | None = None,
) -> Experiment:
    """A preset with the output and the inputs it wants, and hidden layers of so many units with activation `g`."""
    recipe = Recipe(
        layers(*units, g=g),
        initialization=Initialization.of(scheme),
        optimizer=Optimizer(learning_rate=rate).with_rule(rule),
        batch_size=batch_size,
        precision=precision,
        standardize=standardize,
        regularization=Regularization() if regularization is None else regularization,
    )
    start = Experiment(recipe=recipe, seed=seed, split=Split(test))
    return draw_preset(start, replace(PresetChoice.of(preset), seed=seed)).experiment


def watched(experiment: Experiment, iterations: int) -> Watch:
    """The watch after so many updates, trained as the program trains."""
    trainer = Trainer(Run.start(experiment, stride=10**9))
    trainer.advance(iterations)
    return followed(Watch(), trainer.run)


def quick_run(experiment: Experiment, iterations: int) -> Run:
    """The run that the trainer makes of a sound experiment, with only those moments kept that a watch looks at."""
    train, _ = experiment.examples()
    start = State.start(experiment.starting_parameters)
    engine = Engine(experiment.recipe, start, train.X, train.Y, seed=experiment.seed)
    moments = [Moment(experiment, engine.state)]
    while engine.iteration < iterations:
        stride = stride_at(engine.iteration, int(Threshold.LOOKS_PER_DOUBLING.number))
        due = (engine.iteration // stride + 1) * stride
        engine.run(min(due, iterations) - engine.iteration)
        moments.append(Moment(experiment, engine.state))
    return Run(experiment, experiment, engine.state, history=tuple(moments))


def ids(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.id for finding in findings]


def the(findings: tuple[Finding, ...], kind: str) -> Finding:
    """The one of this kind."""
    (found,) = [finding for finding in findings if finding.id == kind]
    return found

"""A run as a value: what it follows from, how far it has come, and where it stands.

A window shows a run it is given, a file could keep it, a comparison holds several.
"""

from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.diagnostics import LayerDiagnostics
from neural_sketchpad.nn.engine import State
from neural_sketchpad.nn.evaluation import Evaluation
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.training.curve import Curve
from neural_sketchpad.training.history import History


class StopReason(Enum):
    """Why a run stopped of itself."""

    DIVERGED = "diverged"
    GOAL = "goal"
    NO_EXAMPLES = "no examples"
    FAILED = "failed"


@dataclass(frozen=True)
class Stop:
    """A run that stopped of itself: the reason, and one sentence for a person."""

    reason: StopReason
    sentence: str


@dataclass(frozen=True, eq=False)
class Run:
    """`state` is that after its `iteration` updates; after a divergence, the last that was finite.

    `curve` is its cost over the iterations, `history` where its weights have been.
    `begun_as` is the experiment as it was at iteration 0; `experiment` may have been changed since.
    """

    experiment: Experiment
    begun_as: Experiment
    state: State
    curve: Curve = field(default_factory=Curve.empty)
    stop: Stop | None = None
    history: History = ()

    @classmethod
    def start(cls, experiment: Experiment, stride: int | None = None) -> "Run":
        """A run that is about to begin, and to keep the cost of every `stride`-th iteration.

        Without a stride it is 1; with small batches, where the cost over all examples is dear, about one an epoch.
        """
        if stride is None:
            batch = experiment.recipe.batch_size
            stride = 1 if batch is None else max(1, -(-experiment.dataset.m // batch))
        return cls(experiment, experiment, State.start(experiment.starting_parameters), Curve.empty(stride))

    @property
    def parameters(self) -> Parameters:
        return self.state.parameters

    @property
    def iteration(self) -> int:
        return self.state.iteration

    @cached_property
    def network(self) -> Network:
        """The network as it stands."""
        return Network(self.experiment.recipe, self.parameters, self.experiment.input_map)

    @property
    def start_differs(self) -> bool:
        """Whether the next start draws (or is given) other weights than this one did, apart from its shape."""
        old, new = self.begun_as, self.experiment
        return (
            old.recipe.initialization != new.recipe.initialization
            or old.seed != new.seed
            or (old.given is None) != (new.given is None)
            or (old.recipe.architecture == new.recipe.architecture and old.given != new.given)
        )


@dataclass(frozen=True)
class Figures:
    """The numbers of one moment: iteration, epoch, cost and accuracy on the training and the test examples.

    `train` and `test` are None where there are no such examples; `steps_per_second` is 0 while the run stands. `layers`
    says what is going on in layers 1..L, where somebody has looked.
    """

    iteration: int = 0
    epoch: int = 0
    train: Evaluation | None = None
    test: Evaluation | None = None
    steps_per_second: float = 0.0
    layers: tuple[LayerDiagnostics, ...] = ()

"""What a finding is: a sentence with its evidence, its reason, its remedy, and the units it is about."""

from dataclasses import dataclass
from typing import Protocol

from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.place import Place


class Change(Protocol):
    """A pure change of an experiment; changes that do the same are equal."""

    def __call__(self, experiment: Experiment) -> Experiment:
        """The experiment after the change; RecipeError where it cannot be."""
        ...


@dataclass(frozen=True)
class Remedy:
    """What can be done with one click: `label` says it, `change` does it.

    `from_start` says that it takes effect when the run goes back to the start.
    """

    label: str
    change: Change
    from_start: bool = False


@dataclass(frozen=True)
class Finding:
    """`id` is its kind, `sentence` says it with its numbers, `evidence` holds pairs of a label and a number.

    `reason` says why in the course's words. `places` are the units it is about. `iteration` is the one at which it
    became sure.
    """

    id: str
    sentence: str
    evidence: tuple[tuple[str, str], ...]
    reason: str
    remedy: Remedy | None = None
    places: tuple[Place, ...] = ()
    iteration: int = 0

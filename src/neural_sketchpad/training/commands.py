"""What a window can ask of the training thread. Frozen values: they cross into another thread."""

from dataclasses import dataclass

from neural_sketchpad.experiment.experiment import Experiment


@dataclass(frozen=True)
class Adopt:
    """Go on with this experiment; the run keeps its weights as far as they fit."""

    experiment: Experiment


@dataclass(frozen=True)
class Play:
    """Run until told otherwise."""


@dataclass(frozen=True)
class Pause:
    """Stand still."""


@dataclass(frozen=True)
class Advance:
    """Do so many updates, then stand still."""

    steps: int


@dataclass(frozen=True)
class Rewind:
    """Stand still at the starting weights."""


@dataclass(frozen=True)
class SetSpeed:
    """So many updates a second, or None for as fast as it goes."""

    steps_per_second: float | None


@dataclass(frozen=True)
class Close:
    """End the thread."""


Command = Adopt | Play | Pause | Advance | Rewind | SetSpeed | Close

"""Which y goes with a place of the plane: that of the point lying there, or else of the nearest one."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.insight.notation import given_text, number_text


@dataclass(frozen=True, eq=False)
class Target:
    """`y` is the class or value, `Y` (n[L], 1) the same as the network is told it (one-hot for softmax).

    `point` is the point of the data that has it, `distance` how far that is from the place; `here` says whether it
    counts as lying there, `held_out` whether it is a test point.
    """

    y: float
    Y: NDArray[np.float64]
    point: tuple[float, float]
    distance: float
    here: bool
    held_out: bool

    @property
    def words(self) -> str:
        """What y is and why: "y = 1, as the nearest point, 0.31 away"."""
        why = "the point here" if self.here else f"as the nearest point, {number_text(self.distance, digits=2)} away"
        test = ", held out for testing" if self.held_out else ""
        return f"y = {given_text(self.y)}, {why}{test}"


def target_at(experiment: Experiment, x1: float, x2: float, within: float) -> Target | None:
    """The target of the point nearest to (x1, x2), which lies there if it is not farther than `within`.

    Of points equally near the first one counts, those to learn from before those for testing. None on an empty canvas.
    """
    found: Target | None = None
    for held_out, examples in enumerate(experiment.examples()):
        if examples.m == 0:
            continue
        distances = np.hypot(examples.points[0] - x1, examples.points[1] - x2)
        nearest = int(distances.argmin())
        distance = float(distances[nearest])
        if found is None or distance < found.distance:
            Y = examples.Y[:, nearest : nearest + 1]
            y = float(Y[0, 0] if len(Y) == 1 else Y[:, 0].argmax())
            point = float(examples.points[0, nearest]), float(examples.points[1, nearest])
            found = Target(y, Y, point, distance, here=distance <= within, held_out=bool(held_out))
    return found

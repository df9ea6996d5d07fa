"""What the X-ray is taken of, and what is to be said about that in words. No Qt."""

from dataclasses import dataclass
from functools import partial

import numpy as np

from neural_sketchpad.insight.notation import given_text
from neural_sketchpad.insight.xray.examined import batch_problem, xray_at, xray_of_batch
from neural_sketchpad.insight.xray.line import Line
from neural_sketchpad.insight.xray.lines import lines_of, remarks
from neural_sketchpad.insight.xray.phases import Phase, phases
from neural_sketchpad.insight.xray.target import target_at
from neural_sketchpad.insight.xray.xray import Xray
from neural_sketchpad.training.run import Run
from neural_sketchpad.ui.view_model import Probe

NO_TARGET = "no target here: forward pass only"
OVERFLOW = "The numbers have left the finite range."


@dataclass(frozen=True, eq=False)
class Look:
    """One look into a run: `where` says at what, `remarks` what is special about it, a sentence each.

    Where there is nothing to look into, `xray` is None and `where` says why.
    """

    where: str
    remarks: tuple[str, ...] = ()
    xray: Xray | None = None

    @property
    def phases(self) -> tuple[Phase, ...]:
        return () if self.xray is None else phases(self.xray)

    @property
    def size(self) -> int:
        """How many activations are looked at."""
        return 0 if self.xray is None else self.xray.m * sum(self.xray.network.parameters.sizes)

    def phase(self, place: int | None) -> int | None:
        """The place among the phases; beyond the last, where layers have gone, the last."""
        return None if place is None or self.xray is None else min(place, len(self.phases) - 1)

    def lines(self, place: int | None) -> tuple[Line, ...]:
        """The lines of one phase, or a heading for each of all phases, which unfolds to its lines."""
        if self.xray is None:
            return ()
        if place is not None:
            return lines_of(self.xray, self.phases[place])
        return tuple(Line(phase.title, phase, children=partial(lines_of, self.xray, phase)) for phase in self.phases)


def look_into(run: Run, probe: Probe | None) -> Look:
    """Look at the place of the probe, or without one at the examples that the next update learns from."""
    return _look_at_batch(run) if probe is None else _look_at(run, probe)


def _look_at(run: Run, probe: Probe) -> Look:
    target = target_at(run.experiment, probe.x1, probe.x2, within=0.0)  # the probe snaps to points
    xray = xray_at(run, probe.x1, probe.x2, target)
    why = NO_TARGET if target is None else target.words
    return _look(f"x₁ = {given_text(probe.x1)}, x₂ = {given_text(probe.x2)} · {why}", xray)


def _look_at_batch(run: Run) -> Look:
    problem = batch_problem(run)
    if problem is not None:
        return Look(problem)
    xray, m = xray_of_batch(run), int(np.count_nonzero(run.experiment.training_mask))
    if xray.m == m:
        return _look(f"All m = {m:,} training examples, average over m", xray)
    return _look(f"The coming batch: {xray.m:,} of {m:,} training examples, average over them", xray)


def _look(where: str, xray: Xray) -> Look:
    return Look(where, (*(() if _is_finite(xray) else (OVERFLOW,)), *remarks(xray)), xray)


def _is_finite(xray: Xray) -> bool:
    sums = [layer.Z for layer in xray.forward]
    after = [] if xray.update is None else [xray.update.after.theta]
    return all(bool(np.isfinite(numbers).all()) for numbers in (*sums, *after))

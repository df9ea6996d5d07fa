"""A run from start to end without a window, and what there is to say about it afterwards."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.training.run import Figures, Run
from neural_sketchpad.training.trainer import Trainer

Progress = Callable[[Figures], None]

SLICE = 0.1
"""Seconds of training between two words on how far it has come."""


@dataclass(frozen=True)
class Report:
    """`costs` holds (iteration, training cost before the update of that iteration); `stopped` the sentence, or None."""

    run: Run
    figures: Figures
    seconds: float
    costs: list[tuple[int, float]]
    stopped: str | None


def train(experiment: Experiment, iterations: int, report_every: int, progress: Progress) -> Report:
    """Train for `iterations` updates and note the cost before every `report_every`-th, from 0 on.

    `seconds` counts the updates alone. Stops early where the run stops of itself.
    """
    trainer = Trainer(Run.start(experiment, stride=iterations))
    costs: list[tuple[int, float]] = []
    seconds, told, steps = 0.0, 0.0, 1
    while trainer.iteration < iterations and trainer.stop is None:
        if trainer.iteration % report_every == 0:
            figures = trainer.figures()
            if figures.train is not None:
                costs.append((trainer.iteration, figures.train.cost))
        until_report = report_every - trainer.iteration % report_every
        step_count = min(steps, until_report, iterations - trainer.iteration)
        started = time.perf_counter()
        trainer.advance(step_count)
        took = time.perf_counter() - started
        seconds += took
        steps = 2 * steps if took < SLICE / 2 else max(1, steps // 2) if took > SLICE else steps
        if seconds - told > SLICE:
            told = seconds
            progress(trainer.figures())
    figures = replace(trainer.figures(), layers=trainer.diagnose())
    return Report(trainer.run, figures, seconds, costs, None if trainer.stop is None else trainer.stop.sentence)

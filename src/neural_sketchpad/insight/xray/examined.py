"""What an X-ray is taken of: a place of the plane, or the examples of the coming update."""

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.experiment.experiment import Examples
from neural_sketchpad.insight.xray.target import Target
from neural_sketchpad.insight.xray.xray import Xray, take_xray
from neural_sketchpad.nn.batches import epoch_order
from neural_sketchpad.nn.streams import Purpose, Stream
from neural_sketchpad.training.run import Run

MOST_NUMBERS = 2_000_000
"""The X-ray of a batch keeps each A[l] and three arrays of its size: more activations would fill the memory."""


def xray_at(run: Run, x1: float, x2: float, target: Target | None) -> Xray:
    """One example: the place (x1, x2) of the plane; without a target there is only the way forward."""
    point, Y = np.array([[x1], [x2]]), None if target is None else target.Y
    return take_xray(run.experiment.recipe, run.experiment.input_map, run.state, point, Y)


def batch_problem(run: Run) -> str | None:
    """Why there is no X-ray of the coming batch, in one sentence, or None."""
    m = int(np.count_nonzero(run.experiment.training_mask))
    if m == 0:
        return "There are no training examples to average over."
    batch = min(run.experiment.recipe.batch_size or m, m)
    if batch * sum(run.experiment.recipe.sizes) > MOST_NUMBERS:
        return f"A batch of {batch:,} examples is too large to look into: take a smaller one, or a single example."
    return None


def xray_of_batch(run: Run) -> Xray:
    """The examples that the next update learns from, "average over m"; there must be no `batch_problem`."""
    train, _ = run.experiment.examples()
    chosen = _coming_batch(run, train)
    recipe, inputs = run.experiment.recipe, run.experiment.input_map
    return take_xray(recipe, inputs, run.state, train.points[:, chosen], train.Y[:, chosen])


def _coming_batch(run: Run, train: Examples) -> NDArray[np.intp]:
    """Which of the training examples the engine takes next."""
    m, cursor = train.m, run.state.cursor
    batch = run.experiment.recipe.batch_size
    if batch is None or batch >= m:
        return np.arange(m)
    order = epoch_order(Stream(run.experiment.seed, Purpose.ORDERS), m, cursor.epoch)
    return order[cursor.taken : cursor.taken + batch]

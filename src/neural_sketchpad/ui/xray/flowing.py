"""What of an X-ray flows through the diagram: activations on the way forward, slopes of the loss on the way back."""

import numpy as np

from neural_sketchpad.insight.notation import whole
from neural_sketchpad.insight.xray.phases import Phase, Stage
from neural_sketchpad.insight.xray.xray import Array, Xray
from neural_sketchpad.ui.network.flow import Flow, Numbers

Letters = list[tuple[str, Array] | None]
"""What stands on the units of each layer from 0 on: a letter of the course, and its values (n[l], m)."""


def flow_of(xray: Xray, phase: Phase | None, step: int | None, frames: int) -> Flow:
    """The flow of a phase, the `step`-th, which takes so many frames; of all phases at once the activations."""
    activations: Letters = [("a", values) for values in (xray.forward[0].A_prev, *(each.A for each in xray.forward))]
    if phase is None or phase.stage is Stage.COST:
        return _flow(xray, activations, step)
    if phase.stage is Stage.FORWARD:
        so_far = [*activations[: phase.layer + 1], *[None] * (xray.depth - phase.layer)]
        return _flow(xray, so_far, step, phase.layer, phase.layer, frames)
    if phase.stage is Stage.BACKWARD:
        return _backward(xray, phase.layer, step, frames)
    return _flow(xray, [None] * (xray.depth + 1), step, phase.layer)


def _backward(xray: Xray, layer: int, step: int | None, frames: int) -> Flow:
    """dz from the layer on, and da on its way to the layer before; into the inputs nothing flows back."""
    found: Letters = [None] * layer + [("dz", each.dZ) for each in xray.backward[layer - 1 :]]
    before = xray.backward[layer - 2].dA if layer > 1 else None
    if before is None:
        return _flow(xray, found, step, layer)
    found[layer - 1] = "da", before
    return _flow(xray, found, step, layer, layer - 1, frames)


def _flow(
    xray: Xray,
    letters: Letters,
    step: int | None,
    layer: int | None = None,
    arriving: int | None = None,
    frames: int = 1,
) -> Flow:
    """Over a batch the numbers are averages."""
    numbers: list[Numbers | None] = []
    with np.errstate(all="ignore"):
        numbers = [None if found is None else found[1].mean(axis=1) for found in letters]
    names = ["" if found is None else whole(found[0], number, xray.m) for number, found in enumerate(letters)]
    return Flow(tuple(numbers), tuple(names), step, layer, arriving, frames)

"""Walking through the diagram with the keys: from unit to unit, and through the numbers of one unit."""

from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.ui.network.diagram_layout import DiagramLayout


def step(layout: DiagramLayout, at: Place | None, across: int, down: int) -> Place:
    """The next unit `across` layers to the right and `down` units below; the first unit of layer 1 to begin with."""
    if at is None or not layout.shows(at):
        return Place(1, 0)
    layer = min(max(at.layer + across, 0), len(layout.columns) - 1)
    unit = min(max(at.unit + down, 0), layout.columns[layer].shown - 1)
    return Place(layer, unit)


def step_within(layout: DiagramLayout, at: Place | None, down: int) -> Place:
    """Round through what belongs to a unit: itself, its bias, and a weight for each unit that it reads from."""
    if at is None or not layout.shows(at):
        return Place(1, 0)
    if at.layer == 0:
        return at
    numbers = [None, BIAS, *range(layout.columns[at.layer - 1].shown)]
    source = numbers[(numbers.index(at.source) + down) % len(numbers)]
    return Place(at.layer, at.unit, source)

"""The lines of one phase of an X-ray, in the course's notation, and what is to be said about it in sentences."""

from neural_sketchpad.insight.notation import DIGITS
from neural_sketchpad.insight.xray.backward_lines import backward_lines
from neural_sketchpad.insight.xray.cost_lines import cost_lines
from neural_sketchpad.insight.xray.forward_lines import forward_lines
from neural_sketchpad.insight.xray.phases import Phase, Stage
from neural_sketchpad.insight.xray.sheet import Lines, Sheet
from neural_sketchpad.insight.xray.update_lines import update_lines
from neural_sketchpad.insight.xray.xray import Xray


def lines_of(xray: Xray, phase: Phase, digits: int = DIGITS) -> Lines:
    """The lines that belong to a phase of this X-ray, in their order; numbers have so many significant digits."""
    sheet = Sheet(xray, phase, digits)
    if phase.stage is Stage.FORWARD:
        return forward_lines(sheet)
    if xray.Y is None or xray.losses is None or xray.update is None:
        return ()
    match phase.stage:
        case Stage.COST:
            return cost_lines(sheet, xray.Y, xray.losses)
        case Stage.BACKWARD:
            return backward_lines(sheet, xray.Y)
        case _:
            return update_lines(sheet, xray.update)


def remarks(xray: Xray) -> tuple[str, ...]:
    """In what these numbers differ from those of the training step, a sentence each."""
    recipe = xray.network.recipe
    said: list[str] = []
    if xray.m > 1:
        said.append(f"J, dW, db and the numbers of layers are averages over m = {xray.m:,}.")
    elif xray.update is not None:
        said.append("The update is that of this example alone; training averages over m examples.")
    if recipe.regularization.dropout > 0.0 and recipe.hidden:
        said.append("The X-ray is without dropout: it sees all units, of which a training step leaves some out.")
    if recipe.precision != "float64":
        said.append("The X-ray has double precision; the training step works in single precision.")
    if xray.update is not None and (recipe.frozen_layers or recipe.frozen_places):
        said.append("What is frozen keeps its value, whatever the update would be.")
    return tuple(said)

"""The phases of one iteration, in their order: forward through the layers, the cost, backward, the update."""

from dataclasses import dataclass
from enum import Enum

from neural_sketchpad.insight.xray.xray import Xray


class Stage(Enum):
    """The four things an iteration does, by their names in the course."""

    FORWARD = "Forward pass"
    COST = "Cost"
    BACKWARD = "Backward pass"
    UPDATE = "Update"


@dataclass(frozen=True)
class Phase:
    """A stage in one layer, l from 1 to L; the cost belongs to the output layer."""

    stage: Stage
    layer: int
    depth: int

    @property
    def title(self) -> str:
        """In the course's words: "Backward pass, layer 2 (output)"."""
        if self.stage is Stage.COST:
            return self.stage.value
        return f"{self.stage.value}, layer {self.layer}{' (output)' if self.layer == self.depth else ''}"


def phases(xray: Xray) -> tuple[Phase, ...]:
    """Forward 1..L, cost, backward L..1, update 1..L; without a target only the way forward."""
    L = xray.depth
    layers = range(1, L + 1)
    forward = tuple(Phase(Stage.FORWARD, l, L) for l in layers)  # noqa: E741
    if xray.update is None:
        return forward
    backward = tuple(Phase(Stage.BACKWARD, l, L) for l in reversed(layers))  # noqa: E741
    update = tuple(Phase(Stage.UPDATE, l, L) for l in layers)  # noqa: E741
    return (*forward, Phase(Stage.COST, L, L), *backward, *update)

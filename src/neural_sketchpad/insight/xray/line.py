"""A line of the X-ray: one formula with its numbers, which unfolds to what it is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from neural_sketchpad.insight.xray.phases import Phase
from neural_sketchpad.nn.place import Place


def nothing() -> tuple["Line", ...]:
    """What a line unfolds to that is as simple as it gets."""
    return ()


@dataclass(frozen=True, eq=False)
class Line:
    """`text` is short; `places` are the units, weights or biases it is about, none where it is about none of them.

    `value` is the exact number it ends in, None for a vector or matrix. `children` makes the lines it unfolds to, anew
    with every call; it is `nothing` where there are none.
    """

    text: str
    phase: Phase
    places: tuple[Place, ...] = ()
    value: float | None = None
    children: Callable[[], tuple["Line", ...]] = nothing

    @property
    def unfolds(self) -> bool:
        return self.children is not nothing

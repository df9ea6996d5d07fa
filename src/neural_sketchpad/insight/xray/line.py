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
    """`formula` and what it comes to: `result`, a number or the first ones of an array of `shape` ("" for a number).

    `places` are the units, weights or biases it is about, none where it is about none of them. `value` is the exact
    number it ends in, None for an array. `children` makes the lines it unfolds to, anew with every call; it is
    `nothing` where there are none. `note` is a remark on it.
    """

    formula: str
    phase: Phase
    places: tuple[Place, ...] = ()
    value: float | None = None
    children: Callable[[], tuple["Line", ...]] = nothing
    result: str = ""
    shape: str = ""
    note: str = ""

    @property
    def text(self) -> str:
        """All of it in one line: "z[1] = W[1] x + b[1] = (2 × 1) 5.500, −0.2500"."""
        shape = f"({self.shape})" if self.shape else ""
        ended = " = ".join(filter(None, (self.formula, f"{shape} {self.result}".strip())))
        return ", ".join(filter(None, (ended, self.note)))

    @property
    def is_heading(self) -> bool:
        """Whether it only names what it unfolds to."""
        return not self.result

    @property
    def unfolds(self) -> bool:
        return self.children is not nothing

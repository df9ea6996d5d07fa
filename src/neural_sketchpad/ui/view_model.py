"""What the window shows and with what it draws: the state beside the document that every view shares.

It is not undone with the document (undo never changes tool or colour), but it is one value that could be stored.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, Signal

from neural_sketchpad.nn.recipe import HiddenLayer


class Tool(Enum):
    """What the left mouse button does on the canvas."""

    BRUSH = "brush"
    POINT = "point"
    ERASER = "eraser"
    SELECT = "select"


@dataclass(frozen=True)
class Unit:
    """A hidden unit: layer l from 1, index j from 0."""

    layer: int
    index: int

    def exists_in(self, hidden: Sequence[HiddenLayer]) -> bool:
        """Whether a network with these hidden layers has it."""
        return self.layer <= len(hidden) and self.index < hidden[self.layer - 1].units


MIN_RADIUS, MAX_RADIUS = 0.05, 3.0
MIN_DENSITY, MAX_DENSITY = 1, 40


@dataclass(frozen=True)
class View:
    """`radius` is that of brush and eraser in plane units, `density` the points of one spray.

    `unit` is the hidden unit shown large on the canvas, None for the output ŷ. `decision` shows the side of the
    border instead of the probability. `speed` is in updates a second, None for as fast as it goes.
    """

    tool: Tool = Tool.BRUSH
    label: int = 0
    radius: float = 0.4
    density: int = 6
    unit: Unit | None = None
    decision: bool = False
    log_iterations: bool = False
    log_cost: bool = False
    speed: float | None = None


class ViewModel(QObject):
    """Holds the view and says when it changes."""

    changed = Signal(object)

    def __init__(self, view: View | None = None) -> None:
        super().__init__()
        self.view = View() if view is None else view

    def update(self, **changes: Any) -> None:
        """Change some fields; nobody is told where nothing changes."""
        view = replace(self.view, **changes)
        if view != self.view:
            self.view = view
            self.changed.emit(view)

"""What the window shows and with what it draws: the state beside the document that every view shares.

It is not undone with the document (undo never changes tool or colour), but it is one value that could be stored.
"""

from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from PySide6.QtCore import QObject, Signal

from neural_sketchpad.insight.matrices import Matrix
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import Recipe


class Tool(Enum):
    """What the left mouse button does on the canvas."""

    BRUSH = "brush"
    POINT = "point"
    ERASER = "eraser"
    SELECT = "select"
    PROBE = "probe"


class Measure(Enum):
    """What the cost page shows of how well a network does."""

    COST = "cost"
    ACCURACY = "accuracy"
    CONFUSION = "confusion"


XRAY = "xray"
"""The key of the page that shows what the probe finds."""
OUTPUT = -1
"""The output layer, whatever its number: it stays the output when a hidden layer is added."""


@dataclass(frozen=True)
class Unit:
    """A unit that can be shown by itself: layer l from 1, or OUTPUT for one of several classes; index j from 0."""

    layer: int
    index: int

    def exists_in(self, recipe: Recipe) -> bool:
        """Whether a network of this recipe has it, beside its output as a whole."""
        if self.layer == OUTPUT:
            return recipe.outputs > 1 and self.index < recipe.outputs
        return self.layer <= len(recipe.hidden) and self.index < recipe.hidden[self.layer - 1].units


@dataclass(frozen=True)
class Probe:
    """A place of the plane that is looked into."""

    x1: float
    x2: float


class Axes(Enum):
    """From where the space of a layer is looked at, where not along two units of it."""

    PRINCIPAL = "principal"
    BORDER = "border"


MIN_RADIUS, MAX_RADIUS = 0.05, 3.0
MIN_DENSITY, MAX_DENSITY = 1, 40
LARGEST_VALUE = 1e6
"""A brush paints values between minus and plus this."""


FIRST_MATRIX = Matrix("W", 1)


@dataclass(frozen=True)
class View:
    """`radius` is that of brush and eraser in plane units, `density` the points of one spray.

    `label` is the class that is painted, `value` the value where points have values instead. `unit` is the unit shown
    large on the canvas, None for the output ŷ. `decision` shows the class instead of the probability. `speed` is in
    updates a second, None for as fast as it goes.

    `tab` is the key of the page beneath the network. `probe` is what the X-ray looks into, None for all training
    examples, and `phase` the place among the phases of one update that it has stepped to, None for all of them. `lit`
    are the units, weights and biases that are pointed at somewhere. `hinges` draws where the units of the first layer
    switch.

    `measure` is what the cost page shows, and `tested` whether its confusion matrix is that of the test examples.
    `layer` is the layer, from 1, or OUTPUT, that the other pages look at, None for all. `as_matrix` shows activations
    as the matrix A[l] instead of their spread, `as_ratio` updates against weights instead of gradients, `as_paths` the
    way of weights instead of their spread: of those of `path_unit` from `path_source`, None for the largest.

    `space_layer` is the layer whose space is drawn, 0 for the inputs, OUTPUT for the logits, None for the last hidden
    one; `space_axes` is what stands on its axes, None for what shows most there. `matrix` is the one whose numbers are
    shown.
    """

    tool: Tool = Tool.BRUSH
    label: int = 0
    value: float = 1.0
    radius: float = 0.4
    density: int = 6
    unit: Unit | None = None
    decision: bool = False
    log_iterations: bool = False
    log_cost: bool = False
    speed: float | None = None
    tab: str = "cost"
    probe: Probe | None = None
    phase: int | None = None
    lit: frozenset[Place] = frozenset()
    hinges: bool = False
    measure: Measure = Measure.COST
    tested: bool = False
    layer: int | None = None
    as_matrix: bool = False
    as_ratio: bool = False
    as_paths: bool = False
    path_unit: int | None = None
    path_source: int | None = None
    space_layer: int | None = None
    space_axes: Axes | tuple[int, int] | None = None
    matrix: Matrix = FIRST_MATRIX


class ViewModel(QObject):
    """Holds the view and says when it changes.

    It ends with its parent: what is connected to it would keep a closed window in memory otherwise.
    """

    changed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.view = View()
        self._telling = False

    def update(self, **changes: Any) -> None:
        """Change some fields; nobody is told where nothing changes.

        Whoever is told may change something in turn. All are told of that afterwards, so that the last thing that
        anybody hears is how it is.
        """
        view = replace(self.view, **changes)
        if view == self.view:
            return
        self.view = view
        if not self._telling:
            self._telling = True
            told: View | None = None
            while told is not self.view:
                told = self.view
                self.changed.emit(told)
            self._telling = False

    def choose_tool(self, tool: Tool) -> None:
        """Take a tool; the probe brings the page along that shows what it finds."""
        self.update(tool=tool, tab=XRAY if tool is Tool.PROBE else self.view.tab)

    def put_probe(self, x1: float, x2: float) -> None:
        """Look into a place of the plane."""
        self.update(probe=Probe(x1, x2), tab=XRAY)

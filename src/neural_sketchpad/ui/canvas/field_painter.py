"""The picture of the plane behind the points: coarse while the network changes, sharp once it rests.

The picture is computed in bands, so many a frame as a budget of time allows; what is shown is always one whole picture
of one state of the network. Cheap networks get a fine picture in every frame, dear ones a coarse one, or one that
takes several frames; none makes the window wait.
"""

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF
from PySide6.QtGui import QImage

from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.contour import zero_lines
from neural_sketchpad.nn.fields import cell_centres, grid, plane_values
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.view_model import Unit

Single = NDArray[np.float32]

RESOLUTIONS = (24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)
BUDGET = 0.0012
"""Seconds a frame may spend on the picture while it changes all the time: what it takes, the training loses."""
FINEST_MOVING = 128
"""While it changes, a picture has at most so many cells a side; smoothed, that looks as good as more."""
REST_BUDGET = 0.006
"""Seconds a frame may spend on sharpening the picture once nothing changes."""
FINEST_LINE = 256
"""The border is traced on a grid of at most so many cells a side; more would not be seen."""


@dataclass(frozen=True, eq=False)
class Subject:
    """What is to be painted: a network, the part of the plane, and the unit (None for the output)."""

    recipe: Recipe
    parameters: Parameters
    viewport: Viewport
    unit: Unit | None
    decision: bool

    def same_as(self, other: "Subject | None") -> bool:
        return (
            other is not None
            and self.recipe.hidden == other.recipe.hidden
            and self.viewport == other.viewport
            and self.unit == other.unit
            and self.decision == other.decision
            and (self.parameters is other.parameters or self.parameters == other.parameters)
        )


@dataclass(frozen=True, eq=False)
class FieldPicture:
    """`shades` (n, n) are places in a table of 256 colours, 0 at the top; `lines` the border in plane coordinates.

    `low` and `high` are the values that the first and the last colour stand for.
    """

    subject: Subject
    shades: NDArray[np.uint8]
    lines: list[QLineF]
    low: float
    high: float

    def image(self, table: NDArray[np.uint32]) -> QImage:
        """The picture in the colours of a table (256,) of RGB32 pixels."""
        n = len(self.shades)
        pixels = table.take(self.shades)
        return QImage(pixels.data, n, n, 4 * n, QImage.Format.Format_RGB32).copy()


def whole_picture(subject: Subject, n: int) -> FieldPicture:
    """The picture on a grid of n by n cells, computed at one go."""
    x1, x2 = _grid_lines(subject.viewport, n)
    layer, index = _place(subject)
    values = plane_values(subject.recipe, subject.parameters, layer, index, grid(x1, x2))
    return _develop(subject, values.reshape(n, n))


class FieldPainter:
    """Give it the subject of every frame with `show`, let it `work`, and take the `picture`."""

    def __init__(self) -> None:
        self.picture: FieldPicture | None = None
        self._wanted: Subject | None = None
        self._begun: Subject | None = None
        self._values: Single = np.empty((0, 0), dtype=np.float32)
        self._rows_done = 0
        self._seconds_per_point = 1e-7

    def show(self, subject: Subject | None) -> None:
        """What the coming frames should show; None for nothing."""
        self._wanted = subject
        if subject is None:
            self.picture = self._begun = None

    def work(self, finest: int) -> bool:
        """Go on with the picture for one frame, at most to `finest` cells a side. True if a new one is ready.

        `is_finished` says whether another call would change anything.
        """
        if self._wanted is None:
            return False
        if self._begun is None:
            self._begin(finest)
        assert self._begun is not None
        done = self._go_on(self._begun)
        if done:
            self.picture = _develop(self._begun, self._values)
            self._begun = None
        return done

    def is_finished(self, finest: int) -> bool:
        """Whether the picture shows what is wanted as sharply as it can."""
        if self._wanted is None:
            return True
        picture = self.picture
        return (
            self._begun is None
            and picture is not None
            and self._wanted.same_as(picture.subject)
            and len(picture.shades) >= min(finest, RESOLUTIONS[-1])
        )

    def _begin(self, finest: int) -> None:
        assert self._wanted is not None
        fitting = [n for n in RESOLUTIONS if n <= FINEST_MOVING and n * n * self._seconds_per_point <= BUDGET]
        n = max(fitting, default=RESOLUTIONS[0])
        picture = self.picture
        if picture is not None and self._wanted.same_as(picture.subject):
            n = next((finer for finer in RESOLUTIONS if finer > len(picture.shades)), n)
        n = min(n, finest)  # in the end a cell for each pixel, which is also painted quickest
        self._begun = self._wanted
        self._values = np.empty((n, n), dtype=np.float32)
        self._rows_done = 0

    def _go_on(self, subject: Subject) -> bool:
        n = len(self._values)
        layer, index = _place(subject)
        x1, x2 = _grid_lines(subject.viewport, n)
        refining = self.picture is not None and subject.same_as(self.picture.subject)
        ends = time.perf_counter() + (REST_BUDGET if refining else BUDGET)
        while self._rows_done < n:
            left = ends - time.perf_counter()
            if left <= 0.0:
                return False
            rows = min(n - self._rows_done, max(1, int(left / (n * self._seconds_per_point))))
            band = slice(self._rows_done, self._rows_done + rows)
            started = time.perf_counter()
            values = plane_values(subject.recipe, subject.parameters, layer, index, grid(x1, x2[band]))
            self._values[band] = values.reshape(rows, n)
            took = (time.perf_counter() - started) / (rows * n)
            # Believe a slower time only slowly: mostly it was another thread that had the processor.
            share = 0.3 if took < self._seconds_per_point else 0.1
            self._seconds_per_point += share * (took - self._seconds_per_point)
            self._rows_done += rows
        return True


def _place(subject: Subject) -> tuple[int, int]:
    """Layer (from 1) and unit (from 0) of what is shown."""
    if subject.unit is None:
        return len(subject.recipe.hidden) + 1, 0
    return subject.unit.layer, subject.unit.index


def _grid_lines(viewport: Viewport, n: int) -> tuple[Single, Single]:
    """Where the columns (x1) and the rows (x2, from the top) of a grid of n by n cells stand."""
    return cell_centres(*viewport.x1_range, n), cell_centres(*viewport.x2_range, n)[::-1]


def _develop(subject: Subject, raw: Single) -> FieldPicture:
    """From values over the grid to colours and the border."""
    values = np.nan_to_num(raw, nan=0.0, posinf=3e38, neginf=-3e38)
    if subject.unit is not None:
        low, high = _range_of(subject.recipe.hidden[subject.unit.layer - 1].activation, values)
        shades = ((values - low) * np.float32(255.0 / (high - low))).clip(0.0, 255.0)
        return FieldPicture(subject, shades.astype(np.uint8), [], low, high)
    if subject.decision:
        shades = np.where(values >= 0.0, np.float32(255.0), np.float32(0.0))
    else:
        shades = 127.5 + 127.5 * np.tanh(0.5 * values)  # the sigmoid of the logit
    return FieldPicture(subject, shades.astype(np.uint8), _border(values, subject.viewport), 0.0, 1.0)


def _range_of(activation: str, values: Single) -> tuple[float, float]:
    """Which values the ends of the colours stand for: the bounds of g, or as far as the values reach on either side."""
    bounds = ACTIVATIONS[activation].bounds
    if bounds is not None:
        return bounds
    reach = float(np.abs(values).max()) or 1.0
    return -reach, reach


def _border(logits: Single, viewport: Viewport) -> list[QLineF]:
    """The line ŷ = 0.5, which is where the logit is zero."""
    n = len(logits)
    stride = -(-n // FINEST_LINE)
    segments = zero_lines(logits[::stride, ::stride]) * stride
    cell = viewport.span / n
    segments[:, 0::2] = viewport.x1_range[0] + (segments[:, 0::2] + 0.5) * cell
    segments[:, 1::2] = viewport.x2_range[1] - (segments[:, 1::2] + 0.5) * cell
    return [QLineF(*segment) for segment in segments.tolist()]

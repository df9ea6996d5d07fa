"""Lines on the canvas where the units of the first layer switch, each with dashes on its negative side and a number."""

from collections.abc import Sequence, Set
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap

from neural_sketchpad.nn.hinges import Hinge, hinges
from neural_sketchpad.nn.network import Network
from neural_sketchpad.ui.canvas.field_picture import Subject
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.colours import mixed
from neural_sketchpad.ui.fonts import sized
from neural_sketchpad.ui.kept_layer import KeptLayer
from neural_sketchpad.ui.theme import THEMES, Theme
from neural_sketchpad.ui.view_model import View

ASIDE = 3.5
"""Pixels from a line to the dashes on its negative side."""
DASHES = (4.0, 4.0)
TAG_HEIGHT, TAG_MARGIN = 15, 12
AXIS_ROOM = 30
"""Pixels along the left and the bottom edge that belong to the numbers of the axes."""

Pixels = NDArray[np.float64]
"""Segments (k, 4) on the canvas: x, y, x, y, y pointing down."""


def emphasised(view: View) -> frozenset[int]:
    """The units of the first layer that are pointed at, or shown on the canvas."""
    lit = {place.unit for place in view.lit if place.layer == 1}
    shown = {view.unit.index} if view.unit is not None and view.unit.layer == 1 else set()
    return frozenset(lit | shown)


class HingeLayer:
    """Finds the lines anew when the network or the view of the plane is another one, and paints what it has."""

    def __init__(self) -> None:
        self.hinges: tuple[Hinge, ...] = ()
        self._network: Network | None = None
        self._viewport = Viewport()
        self._kept = KeptLayer()

    def show(self, subject: Subject | None) -> bool:
        """Take the lines of this network and view, None for no lines; True if there is something new to paint."""
        network, viewport = (None, Viewport()) if subject is None else (subject.network, subject.viewport)
        if network is self._network and viewport == self._viewport:
            return False
        self._network, self._viewport = network, viewport
        before = self.hinges
        self.hinges = () if network is None else hinges(network, viewport.x1_range, viewport.x2_range)
        return bool(before or self.hinges)

    def paint(self, painter: QPainter, viewport: Viewport, theme: Theme, ratio: float, strong: Set[int]) -> None:
        """The lines, those of the `strong` units on top and thicker."""
        if self.hinges:
            key = (self.hinges, viewport, theme, strong)

            def draw(layer: QPainter) -> None:
                _draw(layer, self.hinges, viewport, theme, ratio, strong)

            side = round(viewport.side)
            painter.drawPixmap(0, 0, self._kept.pixmap(key, QSize(side, side), ratio, draw))


def _draw(
    painter: QPainter, found: tuple[Hinge, ...], viewport: Viewport, theme: Theme, ratio: float, strong: Set[int]
) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    # All at once: between two NumPy calls the training may take the processor.
    whole = viewport.to_pixels(np.vstack([hinge.segments for hinge in found]).reshape(-1, 2).T).T.reshape(-1, 4)
    ends = np.cumsum([len(hinge.segments) for hinge in found])
    on_canvas = dict(zip((hinge.unit for hinge in found), np.split(whole, ends[:-1]), strict=True))
    for colour, width, chosen in (
        (mixed(theme.border, theme.middle, 0.35), 1.0, on_canvas.keys() - strong),
        (QColor(theme.border), 2.0, on_canvas.keys() & strong),
    ):
        if chosen:
            _draw_lines(painter, np.vstack([on_canvas[unit] for unit in chosen]), QPen(colour, width))
    # Those of the strong units first: where two would stand on one spot, the first one stays.
    taken: list[QRectF] = []
    for unit in sorted(on_canvas, key=lambda unit: unit not in strong):
        picture = tag(f"{unit + 1}", theme.name, ratio, strong=unit in strong)
        place = free_place(on_canvas[unit], picture.deviceIndependentSize().width(), viewport.side, taken)
        if place is not None:
            taken.append(place)
            painter.drawPixmap(place.topLeft(), picture)


def _draw_lines(painter: QPainter, segments: Pixels, pen: QPen) -> None:
    """The segments, and dashes on the right of their way as it is seen: there z < 0."""
    way = segments[:, 2:] - segments[:, :2]
    length = np.maximum(np.hypot(way[:, :1], way[:, 1:]), 1e-9)
    right = np.hstack([-way[:, 1:], way[:, :1]]) / length  # y points down
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLines([QLineF(*segment) for segment in segments.tolist()])
    pen.setDashPattern([part / pen.widthF() for part in DASHES])
    painter.setPen(pen)
    beside = segments + ASIDE * np.hstack([right, right])
    painter.drawLines([QLineF(*segment) for segment in beside.tolist()])


@cache
def tag(text: str, theme_name: str, ratio: float, *, strong: bool = False) -> QPixmap:
    """What a line is called, on a small plate."""
    theme = THEMES[theme_name]
    width = 8 + 6 * len(text)
    pixmap = QPixmap(round(width * ratio), round(TAG_HEIGHT * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QColor(theme.border) if strong else mixed(theme.border, theme.middle, 0.35))
    painter.setBrush(QColor(theme.panel))
    plate = QRectF(0.0, 0.0, width, TAG_HEIGHT)
    painter.drawRoundedRect(plate.adjusted(0.5, 0.5, -0.5, -0.5), 4.0, 4.0)
    painter.setFont(sized(painter.font(), 10, bold=strong))
    painter.setPen(QColor(theme.ink))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return pixmap


def free_place(segments: Pixels, width: float, side: float, taken: Sequence[QRectF] = ()) -> QRectF | None:
    """Where a tag fits: at the end nearest to the border that is not yet taken."""
    right, bottom = side - max(TAG_MARGIN, width / 2 + 2), side - AXIS_ROOM
    ends = sorted(segments.reshape(-1, 2).tolist(), key=lambda end: min(*end, side - max(end)))
    for x, y in ends[:4]:
        left = round(min(max(x, AXIS_ROOM + width / 2), right) - width / 2)
        top = round(min(max(y, TAG_MARGIN), bottom) - TAG_HEIGHT / 2)
        place = QRectF(left, top, width, TAG_HEIGHT)
        if not any(place.intersects(other) for other in taken):
            return place
    return None

"""Numbers on the way through the diagram: what stands on the units, and the edges that values travel along."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from neural_sketchpad.insight.notation import number_text
from neural_sketchpad.ui.fonts import sized
from neural_sketchpad.ui.network.diagram_layout import Column
from neural_sketchpad.ui.network.edges import HIDDEN
from neural_sketchpad.ui.network.scene import Scene

Numbers = NDArray[np.floating]

BEAD = 2.4
"""Pixels of the radius of a value on its way."""
VEIL = 170
"""How much (of 255) of the other layers is hidden while one is at work."""
SMALLEST_SIDE = 22
"""Units smaller than this have no room for a number."""
TEXT, PLATE = 10, 13
"""Pixels of the numbers and of the plates they stand on."""
NAME = 15
"""Pixels beneath a column that the name of its numbers needs."""


@dataclass(frozen=True, eq=False)
class Flow:
    """`numbers[l]` (n[l],) stand on the units of layer l, under the name `names[l]`; None where there are none yet.

    `step` is the place among the phases, None for all of them. `layer` is the layer whose edges are at work, None where
    none is; then those of layer `arriving`, l or l - 1, are still on their way along them. A way takes `frames`.
    """

    numbers: tuple[Numbers | None, ...]
    names: tuple[str, ...]
    step: int | None = None
    layer: int | None = None
    arriving: int | None = None
    frames: int = 1


def paint_flow(painter: QPainter, scene: Scene, flow: Flow, progress: float) -> None:
    """All of it, with values `progress` (0 to 1) of their way; of another network than the scene's nothing."""
    columns = scene.layout.columns
    if len(flow.numbers) != len(columns):
        return
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if flow.layer is not None:
        _veil(painter, scene, columns[flow.layer - 1], columns[flow.layer])
        if flow.arriving is not None and progress < 1.0:
            _paint_beads(painter, scene, flow.layer, progress if flow.arriving == flow.layer else 1.0 - progress)
    painter.setFont(sized(painter.font(), TEXT))
    for column, numbers, name in zip(columns, flow.numbers, flow.names, strict=True):
        if numbers is not None and not (column.layer == flow.arriving and progress < 1.0):
            _paint_numbers(painter, scene, column, numbers, name)


def _veil(painter: QPainter, scene: Scene, source: Column, target: Column) -> None:
    """Let everything stand back but two layers and what is between them."""
    veil = QColor(scene.theme.panel)
    veil.setAlpha(VEIL)
    left, right = source.left - 3, target.left + target.side + 3
    painter.fillRect(QRectF(0, 0, left, scene.layout.height), veil)
    painter.fillRect(QRectF(right, 0, scene.layout.width - right, scene.layout.height), veil)


def _paint_beads(painter: QPainter, scene: Scene, layer: int, share: float) -> None:
    """A value on every edge into the layer, at the same share of its way."""
    ends = scene.layout.gaps[layer - 1][scene.levels[layer - 1].edges != HIDDEN]
    painter.setPen(QPen(QColor(scene.theme.panel), 1.0))
    painter.setBrush(QColor(scene.theme.ink))
    for x, y in (ends[:, :2] + share * (ends[:, 2:] - ends[:, :2])).tolist():
        painter.drawEllipse(QPointF(x, y), BEAD, BEAD)


def _paint_numbers(painter: QPainter, scene: Scene, column: Column, numbers: Numbers, name: str) -> None:
    """A plate with its number on every unit that has room for it, away from its bias; their name beneath the column."""
    if column.side < SMALLEST_SIDE:
        return
    ground = QColor(scene.theme.panel)
    ground.setAlpha(225)
    middle = Qt.AlignmentFlag.AlignCenter
    for top, number in zip(column.tops, numbers.tolist(), strict=False):
        text = number_text(number, 3)
        width = painter.fontMetrics().horizontalAdvance(text) + 6
        plate = QRectF(column.x - width / 2, top, width, PLATE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(plate, 3, 3)
        painter.setPen(QColor(scene.theme.ink))
        painter.drawText(plate, middle, text)
    foot = column.tops[-1] + column.side + 2
    if not column.folded and foot + NAME <= scene.layout.height:
        painter.setPen(QColor(scene.theme.soft))
        painter.drawText(QRectF(column.x - 40, foot, 80, NAME), middle, name)

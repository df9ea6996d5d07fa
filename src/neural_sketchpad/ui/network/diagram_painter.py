"""Paints a scene, and on top of it what is pointed at, pinned or chosen by the keys."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.ui.fonts import sized
from neural_sketchpad.ui.network.diagram_layout import MORE, Column, Detail
from neural_sketchpad.ui.network.edges import HIDDEN
from neural_sketchpad.ui.network.scene import Scene, edge_pen
from neural_sketchpad.ui.network.unit_images import ROUND

FROZEN = 5
"""Pixels of the square that marks a frozen weight."""
HALO = 2.5
"""Pixels that an edge which is pointed at is wider than otherwise, in ink."""


@dataclass(frozen=True)
class Marks:
    """What stands out: the unit on the canvas, the place chosen by the keys, and all that is pointed at."""

    pinned: Place | None = None
    cursor: Place | None = None
    lit: frozenset[Place] = frozenset()


NO_MARKS = Marks()


def paint_scene(painter: QPainter, scene: Scene, marks: Marks = NO_MARKS) -> None:
    """Edges, units in their frames, bias dots on top of them, then what is frozen; of what is folded away nothing."""
    lit = {place for place in marks.lit if scene.layout.shows(place)}
    cursor = marks.cursor if marks.cursor is not None and scene.layout.shows(marks.cursor) else None
    if cursor is not None and cursor.source is not None:
        lit.add(cursor)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_edges(painter, scene, [place for place in lit if place.source not in (None, BIAS)])
    _paint_columns(painter, scene)
    _paint_frames(painter, scene, marks.pinned, [place for place in lit if place.source is None], cursor)
    _paint_dots(painter, scene, [place for place in lit if place.source == BIAS])
    _paint_frozen(painter, scene)


def _paint_edges(painter: QPainter, scene: Scene, lit: list[Place]) -> None:
    """All edges, and those that are lit once more, in a border of ink."""
    for pen, lines in scene.lines:
        painter.setPen(pen)
        painter.drawLines(lines)
    for place in lit:
        gap = place.layer - 1
        level = int(scene.levels[gap].edges[place.unit, place.source])
        pen = edge_pen(0 if level == HIDDEN else level, scene.layout.columns[place.layer].side, scene.theme)
        border = QPen(QColor(scene.theme.ink), pen.widthF() + HALO, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap)
        line = QLineF(*scene.layout.gaps[gap][place.unit, place.source].tolist())
        painter.setPen(border)
        painter.drawLine(line)
        painter.setPen(pen)
        painter.drawLine(line)


def _paint_columns(painter: QPainter, scene: Scene) -> None:
    for column, image in zip(scene.layout.columns, scene.columns, strict=True):
        painter.drawImage(QPointF(column.left, column.tops[0]), image)
        if column.folded:
            _paint_folded(painter, scene, column)
    _paint_symbols(painter, scene)


def _paint_frames(
    painter: QPainter, scene: Scene, pinned: Place | None, lit: list[Place], cursor: Place | None
) -> None:
    """Round what is on the canvas, what is pointed at, and where the keys are."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    accent, ink = QColor(scene.theme.accent), QColor(scene.theme.ink)
    if pinned is not None and scene.layout.shows(pinned):
        _frame(painter, scene, pinned, QPen(accent, 2.0))
    for place in lit:
        _frame(painter, scene, place, QPen(ink, 2.0))
    if cursor is not None:
        _frame(painter, scene, cursor, QPen(accent, 1.0, Qt.PenStyle.DotLine), 3)


def _paint_dots(painter: QPainter, scene: Scene, lit: list[Place]) -> None:
    """The biases, with a ring round those that are lit."""
    for pen, dots in scene.dots:
        painter.setPen(pen)
        painter.drawPoints(dots)
    painter.setPen(QPen(QColor(scene.theme.ink), 1.6))
    for place in lit:
        radius = scene.layout.columns[place.layer].dot + 1.5
        painter.drawEllipse(QPointF(*scene.layout.middle(place)), radius, radius)


def _paint_symbols(painter: QPainter, scene: Scene) -> None:
    """What the inputs are called, beside them, where there is room."""
    inputs = scene.layout.columns[0]
    if scene.layout.detail is Detail.BARE:
        return
    painter.setFont(sized(painter.font(), 11))
    painter.setPen(QColor(scene.theme.soft))
    for symbol, top in zip(scene.symbols, inputs.tops, strict=False):
        area = QRectF(0, top, inputs.left - 4, inputs.side)
        painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, symbol)


def _paint_folded(painter: QPainter, scene: Scene, column: Column) -> None:
    """How many units find no room, beneath those that do."""
    bare = scene.layout.detail is not Detail.FULL
    text = f"+{column.folded:,}" if bare else f"+ {column.folded:,} more"
    painter.setFont(sized(painter.font(), 9 if bare else 11))
    painter.setPen(QColor(scene.theme.soft))
    area = QRectF(column.x - 40, scene.layout.height - MORE, 80, MORE)
    painter.drawText(area, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, text)


def _paint_frozen(painter: QPainter, scene: Scene) -> None:
    half = FROZEN / 2
    painter.setPen(QPen(QColor(scene.theme.panel), 1.0))
    painter.setBrush(QColor(scene.theme.ink))
    painter.drawRects([QRectF(at.x() - half, at.y() - half, FROZEN, FROZEN) for at in scene.frozen])


def _frame(painter: QPainter, scene: Scene, place: Place, pen: QPen, beyond: int = 1) -> None:
    left, top, side = scene.layout.box(place.layer, place.unit)
    painter.setPen(pen)
    radius = ROUND * side + beyond
    painter.drawRoundedRect(QRectF(left, top, side, side).adjusted(-beyond, -beyond, beyond, beyond), radius, radius)

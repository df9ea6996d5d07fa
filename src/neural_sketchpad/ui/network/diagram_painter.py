"""Paints a scene, and on top of it what is pointed at, pinned or chosen by the keys."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.ui.network.diagram_layout import MORE, Column, Detail, DiagramLayout
from neural_sketchpad.ui.network.edges import HIDDEN
from neural_sketchpad.ui.network.scene import Scene, edge_pen

FROZEN = 5
"""Pixels of the square that marks a frozen weight."""
HALO = 3.0
"""Pixels that an edge which is pointed at is wider than otherwise, in ink."""


@dataclass(frozen=True)
class Marks:
    """What stands out: the unit on the canvas, the place chosen by the keys, and all that is pointed at."""

    pinned: Place | None = None
    cursor: Place | None = None
    lit: frozenset[Place] = frozenset()


def paint_scene(painter: QPainter, scene: Scene) -> None:
    """Edges, then units over their ends, then bias dots, then what is frozen."""
    theme = scene.theme
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for pen, lines in scene.lines:
        painter.setPen(pen)
        painter.drawLines(lines)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    _paint_units(painter, scene)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setPen(QPen(QColor(theme.panel), 1.0))
    for dot in scene.dots:
        painter.setBrush(dot.colour)
        painter.drawEllipse(dot.middle, dot.radius, dot.radius)
    _paint_frozen(painter, scene)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def paint_marks(painter: QPainter, scene: Scene, marks: Marks) -> None:
    """Frames and halos; of places that are folded away nothing."""
    layout, theme = scene.layout, scene.theme
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    for place in marks.lit:
        if layout.shows(place):
            _light_up(painter, scene, place)
    if marks.pinned is not None and layout.shows(marks.pinned):
        _frame(painter, layout, marks.pinned, QPen(QColor(theme.accent), 2.0))
    if marks.cursor is not None and layout.shows(marks.cursor):
        unit = Place(marks.cursor.layer, marks.cursor.unit)
        _frame(painter, layout, unit, QPen(QColor(theme.accent), 1.0, Qt.PenStyle.DotLine), 3)
        if marks.cursor != unit:
            _light_up(painter, scene, marks.cursor)


def _paint_units(painter: QPainter, scene: Scene) -> None:
    theme = scene.theme
    frames: list[QRect] = []
    for column, sheet in zip(scene.layout.columns, scene.sheets, strict=True):
        boxes = [QRect(column.left, top, column.side, column.side) for top in column.tops]
        cells = 0 if sheet is None else sheet.width()
        pictured = 0 if sheet is None else sheet.height() // cells
        for unit, box in enumerate(boxes):
            if sheet is not None and unit < pictured:
                painter.drawImage(box, sheet, QRect(0, unit * cells, cells, cells))
            else:
                painter.fillRect(box, QColor(theme.ground))
        frames += [box.adjusted(0, 0, -1, -1) for box in boxes]
        if column.folded:
            _paint_folded(painter, scene, column)
    painter.setPen(QColor(theme.line))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRects(frames)
    _paint_symbols(painter, scene)


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


def _light_up(painter: QPainter, scene: Scene, place: Place) -> None:
    layout, theme = scene.layout, scene.theme
    if place.source is None:
        _frame(painter, layout, place, QPen(QColor(theme.ink), 2.0))
        return
    column = layout.columns[place.layer]
    if place.source == BIAS:
        painter.setPen(QPen(QColor(theme.ink), 1.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        radius = column.dot + 1.5
        painter.drawEllipse(QPointF(*layout.dot(place.layer, place.unit)), radius, radius)
        return
    level = int(scene.levels[place.layer - 1][place.unit, place.source])
    pen = edge_pen(0 if level == HIDDEN else level, column.side, theme)
    line = QLineF(*layout.gaps[place.layer - 1][place.unit, place.source].tolist())
    painter.setPen(QPen(QColor(theme.ink), pen.widthF() + HALO, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(line)
    painter.setPen(pen)
    painter.drawLine(line)


def _frame(painter: QPainter, layout: DiagramLayout, place: Place, pen: QPen, beyond: int = 1) -> None:
    left, top, side = layout.box(place.layer, place.unit)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(left, top, side, side).adjusted(-beyond, -beyond, beyond, beyond))


def sized(font: QFont, pixels: int) -> QFont:
    """The same font so many pixels high."""
    other = QFont(font)
    other.setPixelSize(pixels)
    return other

"""A picture of a run without a window: boundary, network and cost, for the command line."""

import os
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QImageWriter, QPainter, QPen, QPolygonF

from neural_sketchpad.training.run import Figures, Run
from neural_sketchpad.ui.canvas.axes import draw_axes, tick_text, tick_values
from neural_sketchpad.ui.canvas.field_picture import Subject, whole_picture
from neural_sketchpad.ui.canvas.point_layer import PointLayer
from neural_sketchpad.ui.canvas.value_scale import value_scale
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.fonts import sized
from neural_sketchpad.ui.network.diagram_layout import Detail, diagram_layout
from neural_sketchpad.ui.network.diagram_painter import paint_scene
from neural_sketchpad.ui.network.layer_pictures import layer_pictures
from neural_sketchpad.ui.network.scene import make_scene
from neural_sketchpad.ui.tables import table
from neural_sketchpad.ui.theme import LIGHT

Costs = list[tuple[int, float]]

WIDTH, HEIGHT, GAP, HEAD = 1280, 720, 20, 46
MAP = HEIGHT - GAP - HEAD
MAP_CELLS = 256
NETWORK = 340
"""Pixels of the network's height; beneath it is the cost."""


def save_picture(run: Run, figures: Figures, costs: Costs, path: Path) -> None:
    """Write the picture as PNG; OSError where that cannot be."""
    application = None
    if QGuiApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        application = QGuiApplication([])
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(paint_run(run, figures, costs))
    path.write_bytes(bytes(buffer.data().data()))
    del application


def paint_run(run: Run, figures: Figures, costs: Costs) -> QImage:
    """The plane on the left; the network and the cost on the right."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.panel))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(sized(painter.font(), 13))
    painter.setPen(QColor(LIGHT.ink))
    painter.drawText(QRectF(GAP, 0, WIDTH - 2 * GAP, HEAD), Qt.AlignmentFlag.AlignVCenter, _headline(run, figures))
    _paint_plane(painter, run)
    left = GAP + MAP + 2 * GAP
    right = QRectF(left, HEAD, WIDTH - GAP - left, HEIGHT - GAP - HEAD)
    _paint_network(painter, run, right)
    _paint_costs(painter, costs, right.adjusted(0, NETWORK + GAP, 0, 0))
    painter.end()
    return image


def _headline(run: Run, figures: Figures) -> str:
    sizes = "-".join(map(str, run.experiment.recipe.sizes))
    parts = [f"{sizes} network", f"iteration {figures.iteration:,}"]
    for name, cost, evaluation in (("train", "cost J", figures.train), ("test", "test cost", figures.test)):
        if evaluation is not None:
            parts.append(f"{cost} {evaluation.cost:.4f}")
            if evaluation.accuracy is not None:
                parts.append(f"{name} {evaluation.accuracy:.1%}")
    return "   ·   ".join(parts)


def _viewport(run: Run) -> Viewport:
    home = Viewport(side=MAP)
    X = run.experiment.dataset.X
    return home if home.shows(X).all() else home.fitted(X)


def _paint_plane(painter: QPainter, run: Run) -> None:
    viewport = _viewport(run)
    experiment = run.experiment
    subject = Subject(run.network, viewport, ends=value_scale(experiment.dataset.targets))
    picture = whole_picture(subject, MAP_CELLS)
    painter.save()
    painter.translate(GAP, HEAD)
    painter.setClipRect(QRectF(0, 0, MAP, MAP))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(0, 0, MAP, MAP), picture.image(table(picture.colours, LIGHT)))
    painter.setPen(QPen(QColor(LIGHT.border), 0.5 if subject.is_of_values else 1.6))
    ends = np.array([[line.x1(), line.y1(), line.x2(), line.y2()] for line in picture.lines]).reshape(-1, 4)
    starts, stops = viewport.to_pixels(ends[:, :2].T).T, viewport.to_pixels(ends[:, 2:].T).T
    for start, stop in zip(starts.tolist(), stops.tolist(), strict=True):
        painter.drawLine(QPointF(*start), QPointF(*stop))
    draw_axes(painter, viewport, LIGHT)
    painter.drawPixmap(0, 0, PointLayer().pixmap(experiment.dataset, experiment.split, viewport, LIGHT.name, 1.0))
    painter.restore()


def _paint_network(painter: QPainter, run: Run, area: QRectF) -> None:
    """The diagram of the network with names over its columns."""
    recipe = run.experiment.recipe
    layout = diagram_layout(recipe.sizes, int(area.width()), NETWORK)
    shown, cells = [column.shown for column in layout.columns], [column.side for column in layout.columns]
    pictures = layer_pictures(run, _viewport(run), shown, cells)
    painter.save()
    painter.translate(area.topLeft())
    paint_scene(painter, make_scene(layout, recipe, run.parameters, pictures, LIGHT))
    painter.setFont(sized(painter.font(), 11))
    painter.setPen(QColor(LIGHT.soft))
    for column in layout.columns:
        lines = _column_words(run, column.layer)[: 3 if layout.detail is Detail.FULL else 1]
        box = QRectF(column.x - layout.pitch / 2, 0, layout.pitch, layout.top)
        painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, "\n".join(lines))
    painter.restore()


def _column_words(run: Run, layer: int) -> list[str]:
    """What stands over a column: number, size and kind."""
    recipe = run.experiment.recipe
    size = f"n[{layer}] = {recipe.sizes[layer]}"
    if layer == 0:
        return ["x", size]
    if layer == len(recipe.sizes) - 1:
        return ["ŷ", size, recipe.head.label.partition(",")[0]]
    return [str(layer), size, recipe.hidden[layer - 1].function.label]


def _paint_costs(painter: QPainter, costs: Costs, area: QRectF) -> None:
    """The cost over the iterations with its axes."""
    painter.setFont(sized(painter.font(), 11))
    box = area.adjusted(46, 16, 0, -34)
    last = max([10.0, *(float(iteration) for iteration, _ in costs)])
    highest = max([0.1, *(cost for _, cost in costs)])
    for value in tick_values(0.0, highest, 5):
        y = box.bottom() - box.height() * value / highest
        painter.setPen(QColor(LIGHT.line))
        painter.drawLine(QPointF(box.left(), y), QPointF(box.right(), y))
        painter.setPen(QColor(LIGHT.soft))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(area.left(), y - 8, 40, 16), right, tick_text(value))
    for value in tick_values(0.0, last, 5):
        x = box.left() + box.width() * value / last
        painter.drawText(QRectF(x - 40, box.bottom() + 3, 80, 14), Qt.AlignmentFlag.AlignCenter, f"{value:,.0f}")
    painter.drawText(QPointF(area.left(), area.top() + 8), "cost J")
    painter.drawText(QRectF(box.left(), box.bottom() + 18, box.width(), 14), Qt.AlignmentFlag.AlignCenter, "iteration")
    painter.setPen(QPen(QColor(LIGHT.train), 2.0))
    painter.drawPolyline(
        QPolygonF(
            [
                QPointF(box.left() + box.width() * iteration / last, box.bottom() - box.height() * cost / highest)
                for iteration, cost in costs
            ]
        )
    )

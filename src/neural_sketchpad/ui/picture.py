"""A picture of a run without a window: boundary, cost and activations, for the command line."""

import os
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QImageWriter, QPainter, QPen, QPolygonF

from neural_sketchpad.training.run import Figures, Run
from neural_sketchpad.ui.canvas.axes import draw_axes, tick_text, tick_values
from neural_sketchpad.ui.canvas.field_picture import Subject, whole_picture
from neural_sketchpad.ui.canvas.point_layer import PointLayer
from neural_sketchpad.ui.canvas.value_scale import value_scale
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.network.layer_pictures import LayerPicture, layer_pictures, some_examples
from neural_sketchpad.ui.network.spread import paint_spread
from neural_sketchpad.ui.network.unit_strip import HEIGHT as STRIP
from neural_sketchpad.ui.network.unit_strip import tiling
from neural_sketchpad.ui.tables import table
from neural_sketchpad.ui.theme import LIGHT

Costs = list[tuple[int, float]]

WIDTH, HEIGHT, GAP, HEAD = 1280, 720, 20, 46
MAP = HEIGHT - GAP - HEAD
MAP_CELLS, UNIT_CELLS = 256, 44
ROW = STRIP + 20
MOST_ROWS = 5
"""So many layers are pictured; of more, the first four and the output."""


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
    """The plane on the left; the layers and the cost on the right."""
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.panel))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _font(painter, 13)
    painter.setPen(QColor(LIGHT.ink))
    painter.drawText(QRectF(GAP, 0, WIDTH - 2 * GAP, HEAD), Qt.AlignmentFlag.AlignVCenter, _headline(run, figures))
    _paint_plane(painter, run)
    left = GAP + MAP + 2 * GAP
    right = QRectF(left, HEAD, WIDTH - GAP - left, HEIGHT - GAP - HEAD)
    rows = _paint_layers(painter, run, right)
    _paint_costs(painter, costs, right.adjusted(0, rows * ROW + GAP, 0, 0))
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


def _paint_layers(painter: QPainter, run: Run, area: QRectF) -> int:
    """A row of unit maps and the spread of activations per layer; returns how many rows that took."""
    sizes = run.experiment.recipe.sizes[1:]
    spread_width = 120.0
    tilings = [tiling(n, int(area.width() - spread_width - GAP), STRIP) for n in sizes]
    shown = [layout.shown for layout in tilings]
    pictures = layer_pictures(run, _viewport(run), UNIT_CELLS, shown, some_examples(run.experiment))
    numbers = list(range(len(sizes)))
    if len(numbers) > MOST_ROWS:
        numbers = [*numbers[: MOST_ROWS - 1], numbers[-1]]
    for row, number in enumerate(numbers):
        top = area.top() + row * ROW
        last = number == len(sizes) - 1
        recipe = run.experiment.recipe
        kind = recipe.head.label if last else recipe.hidden[number].function.label
        name = f"Output: {kind}" if last else f"Hidden {number + 1}: {kind}"
        _font(painter, 11)
        painter.setPen(QColor(LIGHT.soft))
        painter.drawText(QPointF(area.left(), top + 11), f"{name}, n[{number + 1}] = {sizes[number]}")
        painter.save()
        painter.translate(area.left(), top + 16)
        for index in range(shown[number]):
            painter.drawImage(tilings[number].square(index, 2), _unit_image(pictures[number], index))
        painter.restore()
        spread = QRectF(area.right() - spread_width, top + 12, spread_width, STRIP)
        paint_spread(painter, spread, pictures[number], "ŷ" if last else f"a[{number + 1}]", LIGHT)
    return len(numbers)


def _unit_image(picture: LayerPicture, index: int) -> QImage:
    pixels = table(picture.colours, LIGHT).take(picture.shades[index])
    n = len(pixels)
    return QImage(pixels.tobytes(), n, n, 4 * n, QImage.Format.Format_RGB32).copy()


def _paint_costs(painter: QPainter, costs: Costs, area: QRectF) -> None:
    """The cost over the iterations with its axes."""
    _font(painter, 11)
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


def _font(painter: QPainter, pixels: int) -> None:
    font = QFont(painter.font())
    font.setPixelSize(pixels)
    painter.setFont(font)

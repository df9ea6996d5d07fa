"""The mark of the probe on the canvas."""

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.view_model import Probe

RADIUS, HAIR = 9.0, 5.0
"""Pixels of the ring, and of the hairs outside it."""


def paint_probe(painter: QPainter, probe: Probe | None, viewport: Viewport, theme: Theme) -> None:
    """A ring with a cross of hairs, light on dark or dark on light; what it is put on stays free to be seen."""
    place = np.empty((2, 0)) if probe is None else np.array([[probe.x1], [probe.x2]])
    for at in viewport.to_pixels(place[:, viewport.shows(place, margin=RADIUS + HAIR)]).T.tolist():
        middle = QPointF(*at)
        hairs = [
            QLineF(middle + way * RADIUS, middle + way * (RADIUS + HAIR))
            for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1))
        ]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((theme.outline, 4.0), (theme.border, 1.6)):
            painter.setPen(QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawEllipse(middle, RADIUS, RADIUS)
            painter.drawLines(hairs)

"""On the canvas, the one line that a network of linear layers comes down to."""

import numpy as np
from PySide6.QtCore import QLineF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from neural_sketchpad.nn.equivalent_line import equivalent_line
from neural_sketchpad.nn.straight_lines import cut_lines, rectangle
from neural_sketchpad.ui.canvas.field_picture import Subject
from neural_sketchpad.ui.canvas.hinge_layer import Pixels, free_place, tag
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.theme import Theme

NAME = "W′x + b′ = 0"
WIDTH, DASHES = 2.0, (6.0, 6.0)


class LineLayer:
    """Finds the line anew when the network is another one, and paints what there is of it."""

    def __init__(self) -> None:
        self.segments: Pixels = np.zeros((0, 4))

    def show(self, subject: Subject | None) -> bool:
        """Take the line of this network in this view of the plane; True if there is something new to paint."""
        before, line = self.segments, None if subject is None else equivalent_line(subject.network)
        self.segments = np.zeros((0, 4))
        if subject is not None and line is not None:
            viewport = subject.viewport
            cut = cut_lines(line[None, :], rectangle(viewport.x1_range, viewport.x2_range))
            self.segments = cut[np.isfinite(cut).all(axis=1)]
        return not np.array_equal(before, self.segments)

    def paint(self, painter: QPainter, viewport: Viewport, theme: Theme, ratio: float) -> None:
        """The line, dashed, with what it is called at one of its ends."""
        if not len(self.segments):
            return
        ends = viewport.to_pixels(self.segments.reshape(-1, 2).T).T.reshape(-1, 4)
        line, pen = QLineF(*ends[0].tolist()), QPen(QColor(theme.border), WIDTH)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(pen)
        painter.drawLine(line)
        pen.setColor(QColor(theme.panel))
        pen.setDashPattern([part / WIDTH for part in DASHES])
        painter.setPen(pen)
        painter.drawLine(line)
        painter.restore()
        picture = tag(NAME, theme.name, ratio)
        place = free_place(ends, picture.deviceIndependentSize().width(), viewport.side)
        if place is not None:
            painter.drawPixmap(place.topLeft(), picture)

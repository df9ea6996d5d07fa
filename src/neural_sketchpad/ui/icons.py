"""The program's own icons, drawn in one stroke width and coloured by the theme."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from neural_sketchpad.resources import resource

SCALES = (1, 2, 3)
"""Drawn for screens of these pixel ratios, so that no icon is ever blurred."""


@cache
def icon(name: str, colour: str, size: int = 18) -> QIcon:
    """The icon `name` of resources/icons in `colour` (#rrggbb), `size` pixels square."""
    drawing = resource("icons", f"{name}.svg").read_text(encoding="utf-8").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(drawing.encode("utf-8")))
    result = QIcon()
    for scale in SCALES:
        pixmap = QPixmap(QSize(size, size) * scale)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        renderer.render(painter, QRectF(0, 0, size * scale, size * scale))
        painter.end()
        pixmap.setDevicePixelRatio(scale)
        result.addPixmap(pixmap)
    return result

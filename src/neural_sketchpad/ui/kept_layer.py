"""A painted picture that is kept, so that a paint event only has to put it where it belongs."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

TRANSPARENT = QColor(0, 0, 0, 0)


class KeptLayer:
    """A picture of a whole widget on a `ground`, drawn anew only when what it depends on has changed."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._key: tuple[object, ...] = ()

    def pixmap(
        self,
        key: tuple[object, ...],
        size: QSize,
        ratio: float,
        draw: Callable[[QPainter], None],
        ground: QColor = TRANSPARENT,
    ) -> QPixmap:
        """The picture; `key` is all that `draw` depends on beside `size`, the device pixel `ratio` and the ground."""
        key = (size, ratio, ground, *key)
        if key != self._key:
            self._key = key
            self._pixmap = QPixmap((size * ratio).expandedTo(QSize(1, 1)))
            self._pixmap.setDevicePixelRatio(ratio)
            self._pixmap.fill(ground)
            painter = QPainter(self._pixmap)
            draw(painter)
            painter.end()
        return self._pixmap

"""The points as a picture that is kept: new points are painted into it, and only a change of view redraws all."""

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.split import Split, test_mask
from neural_sketchpad.ui.canvas.glyphs import SIZE, glyph, value_glyph
from neural_sketchpad.ui.canvas.value_scale import value_scale, value_shades
from neural_sketchpad.ui.canvas.viewport import Viewport

MOST_DRAWN = 50_000
"""Of more points than this, every second one is drawn, or every third, ..."""


def drawn_stride(m: int) -> int:
    """Of m points every so many-th is drawn."""
    return max(1, -(-m // MOST_DRAWN))


class PointLayer:
    """Call `pixmap` in a paint event; it does only what has changed since the last call."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._key: object = None
        self._drawn = Dataset()
        self._split = Split()
        self._held_out: NDArray[np.bool_] = np.empty(0, dtype=bool)

    def pixmap(self, dataset: Dataset, split: Split, viewport: Viewport, theme: str, ratio: float) -> QPixmap:
        """The points on a transparent ground, `viewport.side` pixels square."""
        # A value beyond the scale so far changes the colours of all points.
        scale = value_scale(dataset.targets) if dataset.is_regression else None
        key = (viewport, theme, ratio, scale)
        if key == self._key and dataset is self._drawn and split == self._split:
            return self._pixmap
        held_out = test_mask(dataset.serials, split)
        if not (key == self._key and self._only_appended(dataset, held_out)):
            side = max(1, round(viewport.side * ratio))
            self._pixmap = QPixmap(side, side)
            self._pixmap.setDevicePixelRatio(ratio)
            self._pixmap.fill(Qt.GlobalColor.transparent)
            first = 0
        else:
            first = self._drawn.m
        self._paint(dataset, held_out, first, viewport, theme, ratio)
        self._key, self._drawn, self._split, self._held_out = key, dataset, split, held_out
        return self._pixmap

    def _only_appended(self, dataset: Dataset, held_out: NDArray[np.bool_]) -> bool:
        """Whether what is drawn is still right for the points it shows."""
        old = self._drawn
        return (
            dataset.m >= old.m
            and drawn_stride(dataset.m) == drawn_stride(old.m)
            and np.array_equal(dataset.serials[: old.m], old.serials)
            and np.array_equal(dataset.targets[: old.m], old.targets)
            and np.array_equal(dataset.X[:, : old.m], old.X)
            and np.array_equal(held_out[: old.m], self._held_out)
        )

    def _paint(
        self,
        dataset: Dataset,
        held_out: NDArray[np.bool_],
        first: int,
        viewport: Viewport,
        theme: str,
        ratio: float,
    ) -> None:
        stride = drawn_stride(dataset.m)
        places = np.arange(-(-first // stride) * stride, dataset.m, stride)
        places = places[viewport.shows(dataset.X[:, places], margin=SIZE)]
        corners = (viewport.to_pixels(dataset.X[:, places]) - SIZE / 2).T.tolist()
        hollow = held_out[places].tolist()
        kinds, picture = dataset.labels[places].tolist(), glyph
        if dataset.is_regression:
            kinds, picture = value_shades(dataset.targets, value_scale(dataset.targets))[places].tolist(), value_glyph
        painter = QPainter(self._pixmap)
        draw = painter.drawPixmap
        step = 1 / ratio
        for (x, y), kind, is_hollow in zip(corners, kinds, hollow, strict=True):
            # On whole device pixels, so that every glyph is as sharp as its picture.
            draw(round(x / step) * step, round(y / step) * step, picture(kind, is_hollow, theme, ratio))
        painter.end()

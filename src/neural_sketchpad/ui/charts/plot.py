"""A pyqtgraph plot as this program shows them: themed by hand, without menus, with the pointer's place told."""

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPointF, Qt, Signal

from neural_sketchpad.ui.charts.axis import Axis
from neural_sketchpad.ui.fonts import sized
from neural_sketchpad.ui.theme import LIGHT, Theme

LABEL_SIZE, TICK_SIZE = 11, 10
LEFT_WIDTH, BOTTOM_HEIGHT = 58, 36
"""Pixels for numbers and label, so that the plot does not jump when they grow."""


class Plot(pg.PlotWidget):  # type: ignore[misc]  # pyqtgraph has no types
    """Axes with labels and a line under the pointer; `pointed` brings its place on the x axis, or None."""

    pointed = Signal(object)

    def __init__(self, bottom: str, left: str) -> None:
        super().__init__(axisItems={side: Axis(side) for side in ("bottom", "left")})
        self._labels = {"bottom": bottom, "left": left}
        self.theme = LIGHT
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.plotItem.scene().contextMenu = []
        for side in self._labels:
            self.getAxis(side).enableAutoSIPrefix(False)
        self.getAxis("left").setWidth(LEFT_WIDTH)
        self.getAxis("bottom").setHeight(BOTTOM_HEIGHT)
        self.cross = pg.InfiniteLine(angle=90, movable=False)
        self.cross.hide()
        self.addItem(self.cross, ignoreBounds=True)
        self.scene().sigMouseMoved.connect(self._hovered)
        self.set_theme(LIGHT)

    def set_theme(self, theme: Theme) -> None:
        """pyqtgraph knows nothing of palettes: colour everything by hand."""
        self.theme = theme
        self.setBackground(theme.panel)
        font = sized(self.font(), TICK_SIZE)
        for side, text in self._labels.items():
            axis = self.getAxis(side)
            axis.setStyle(tickFont=font, tickLength=-4)
            axis.setPen(pg.mkPen(theme.line))
            axis.setTextPen(pg.mkPen(theme.soft))
            self.setLabel(side, text, **{"color": theme.soft, "font-size": f"{LABEL_SIZE}px"})
        self.showGrid(x=False, y=True, alpha=0.12)
        self.cross.setPen(pg.mkPen(theme.soft, width=1, style=Qt.PenStyle.DotLine))

    def set_label(self, side: str, text: str) -> None:
        """Another name for an axis ("bottom" or "left")."""
        self._labels[side] = text
        self.setLabel(side, text, **{"color": self.theme.soft, "font-size": f"{LABEL_SIZE}px"})

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point(None)

    def _hovered(self, at: QPointF) -> None:
        box = self.getViewBox()
        self._point(box.mapSceneToView(at).x() if box.sceneBoundingRect().contains(at) else None)

    def _point(self, x: float | None) -> None:
        self.cross.setVisible(x is not None)
        if x is not None:
            self.cross.setPos(x)
        self.pointed.emit(x)

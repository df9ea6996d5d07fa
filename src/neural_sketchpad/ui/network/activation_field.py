"""The choice of an activation, from a list that draws each curve."""

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QStyleOptionComboBox

from neural_sketchpad.nn.activations import ACTIVATIONS, Activation
from neural_sketchpad.ui.colours import mixed
from neural_sketchpad.ui.controls.choice import ChoiceField
from neural_sketchpad.ui.theme import Theme

CURVE = QSize(36, 24)
REACH_Z, REACH_A = 3.0, 1.6
"""How far the axes of a curve go."""
AXES_ON_ACCENT = 0.3
"""How much the axes stand out in the row that is chosen."""
SCALE = 2
"""Drawn for fine screens; coarser ones scale it down."""


def curve_icon(activation: Activation, theme: Theme) -> QIcon:
    """g(z) over its two axes, also for the row of an open list that is chosen."""
    accent, on_accent = QColor(theme.accent), QColor(theme.on_accent)
    icon = QIcon(_curve(activation, QColor(theme.line), accent))
    axes_on_accent = mixed(theme.accent, theme.on_accent, AXES_ON_ACCENT)
    for mode in (QIcon.Mode.Active, QIcon.Mode.Selected):  # styles draw the chosen row as one or the other
        icon.addPixmap(_curve(activation, axes_on_accent, on_accent), mode)
    return icon


def _curve(activation: Activation, axes: QColor, stroke: QColor) -> QPixmap:
    pixmap = QPixmap(CURVE * SCALE)
    pixmap.setDevicePixelRatio(SCALE)
    pixmap.fill(Qt.GlobalColor.transparent)
    width, height = CURVE.width(), CURVE.height()
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(axes, 1.0))
    painter.drawLine(QPointF(0, height / 2), QPointF(width, height / 2))
    painter.drawLine(QPointF(width / 2, 0), QPointF(width / 2, height))
    z = np.linspace(-REACH_Z, REACH_Z, 2 * width)
    a = np.clip(activation.g(z), -1.2 * REACH_A, 1.2 * REACH_A)
    x, y = width * (z + REACH_Z) / (2 * REACH_Z), height * (REACH_A - a) / (2 * REACH_A)
    painter.setPen(QPen(stroke, 1.6))
    painter.drawPolyline(QPolygonF([QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)]))
    painter.end()
    return pixmap


class ActivationField(ChoiceField):
    """Chooses the g of a hidden layer l; what is chosen stands there by its name alone."""

    def __init__(self, number: int) -> None:
        super().__init__(
            f"Activation of hidden layer {number}",
            {key: (activation.label, activation.formula) for key, activation in ACTIVATIONS.items()},
            f"Activation g[{number}] of hidden layer {number}. Changing it goes on with the same weights.",
        )
        self.setMinimumContentsLength(4)
        self.setIconSize(CURVE)

    def set_theme(self, theme: Theme) -> None:
        for index, activation in enumerate(ACTIVATIONS.values()):
            self.setItemIcon(index, curve_icon(activation, theme))

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        option.currentIcon = QIcon()

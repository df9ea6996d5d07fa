"""Units and activation of one hidden layer, to choose."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from neural_sketchpad.nn.recipe import HiddenLayer
from neural_sketchpad.ui.controls.buttons import IconButton
from neural_sketchpad.ui.controls.number import NumberField, parse_whole
from neural_sketchpad.ui.network.activation_field import ActivationField
from neural_sketchpad.ui.theme import Theme

MOST_UNITS = 64
"""So many units can be chosen in the window; a file may have more."""
ROOMY = 108
"""Pixels that a line with n[l] takes."""


def parse_units(text: str) -> int:
    """The number of units as typed."""
    units = parse_whole(text)
    if not 1 <= units <= MOST_UNITS:
        raise ValueError(f"A hidden layer has from 1 to {MOST_UNITS} units.")
    return units


class LayerControls(QWidget):
    """Shows a layer; `changed` brings it as it should be."""

    changed = Signal(object)

    def __init__(self, number: int) -> None:
        super().__init__()
        self._layer = HiddenLayer(1)
        layer = f"hidden layer {number}"
        self.fewer = IconButton("minus", f"One unit fewer in {layer}", "One unit fewer", role="tiny", size=14)
        self.more = IconButton(
            "plus", f"One unit more in {layer}", "One unit more; the others keep their weights", role="tiny", size=14
        )
        for button in (self.fewer, self.more):
            button.setFixedSize(18, 22)
        self.units_field = NumberField(
            f"Units of {layer}", parse_units, str, f"Number of units n[{number}], from 1 to {MOST_UNITS}"
        )
        self.units_field.setProperty("role", "bare")
        self.units_field.setFixedSize(28, 22)
        self.units_field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.activation = ActivationField(number)
        self._symbol = QLabel(f"n[{number}] =")
        self._symbol.setProperty("role", "small")
        units = QHBoxLayout()
        units.setSpacing(0)
        units.addStretch(1)
        for control in (self.fewer, self._symbol, self.units_field, self.more):
            units.addWidget(control)
        units.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(units)
        layout.addWidget(self.activation)
        self.fewer.clicked.connect(lambda: self._change(units=self._layer.units - 1))
        self.more.clicked.connect(lambda: self._change(units=self._layer.units + 1))
        self.units_field.edited.connect(lambda units, _gesture: self._change(units=units))
        self.activation.edited.connect(lambda name, _gesture: self._change(activation=name))

    def set_layer(self, layer: HiddenLayer) -> None:
        self._layer = layer
        self.units_field.set_value(layer.units)
        self.activation.set_value(layer.activation)
        self.fewer.setEnabled(layer.units > 1)
        self.more.setEnabled(layer.units < MOST_UNITS)

    def set_width(self, width: int) -> None:
        """Say what the number of units is where there is room for it."""
        self._symbol.setVisible(width >= ROOMY)

    def set_theme(self, theme: Theme) -> None:
        for button in (self.fewer, self.more):
            button.set_theme(theme)
        self.activation.set_theme(theme)

    def _change(self, **changes: Any) -> None:
        self.changed.emit(replace(self._layer, **changes))

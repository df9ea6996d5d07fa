"""One layer: its name, units and activation to choose, and beneath them its pictures."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.diagnostics import LayerDiagnostics
from neural_sketchpad.nn.recipe import HiddenLayer
from neural_sketchpad.ui.controls.buttons import IconButton
from neural_sketchpad.ui.controls.choice import ChoiceField
from neural_sketchpad.ui.controls.number import NumberField, parse_number, parse_whole, show_rate
from neural_sketchpad.ui.network.layer_pictures import LayerPicture
from neural_sketchpad.ui.network.layer_words import layer_words
from neural_sketchpad.ui.network.spread import Spread
from neural_sketchpad.ui.network.unit_strip import UnitStrip
from neural_sketchpad.ui.panels.layout import title
from neural_sketchpad.ui.theme import Theme

MOST_UNITS = 64
"""So many units can be chosen in the window; a file may have more."""


def parse_slope(text: str) -> float:
    """The slope of leaky ReLU as typed."""
    slope = parse_number(text)
    if not 0.0 <= slope <= 1.0:
        raise ValueError("The slope for z < 0 is a number from 0 (ReLU) to 1 (linear).")
    return slope


def parse_units(text: str) -> int:
    """The number of units as typed."""
    units = parse_whole(text)
    if not 1 <= units <= MOST_UNITS:
        raise ValueError(f"A hidden layer has from 1 to {MOST_UNITS} units.")
    return units


class LayerPictures(QWidget):
    """The unit strip and the spread of one layer side by side."""

    def __init__(self, name: str, describe: Callable[[int], str], symbol: str) -> None:
        super().__init__()
        self.strip = UnitStrip(name, describe)
        self.spread = Spread(symbol)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.strip, 1)
        layout.addWidget(self.spread)

    def set_theme(self, theme: Theme) -> None:
        self.strip.set_theme(theme)
        self.spread.set_theme(theme)

    def set_picture(self, picture: LayerPicture | None) -> None:
        if picture is None:
            self.strip.set_shades(None)
        else:
            self.strip.set_shades(picture.shades, picture.colours)
        self.spread.set_picture(picture)


class HiddenRow(QWidget):
    """A hidden layer. `changed` brings the layer as it should be, `removed` asks to take it away."""

    changed = Signal(object)
    removed = Signal()

    def __init__(self, number: int) -> None:
        super().__init__()
        self._layer = HiddenLayer(1)
        self._number = number
        self.name = title(f"Hidden {number}")
        self.set_diagnostics(None)
        self._fewer = IconButton(
            "minus", f"One unit fewer in hidden layer {number}", "One unit fewer", role="tiny", size=14
        )
        self._more = IconButton(
            "plus",
            f"One unit more in hidden layer {number}",
            "One unit more; the others keep their weights",
            role="tiny",
            size=14,
        )
        self.units_field = NumberField(
            f"Units of hidden layer {number}", parse_units, str, f"Number of units n[{number}], from 1 to {MOST_UNITS}"
        )
        self.units_field.setProperty("role", "narrow")
        self.units_field.setFixedWidth(34)
        self.units_field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.activation = ChoiceField(
            f"Activation of hidden layer {number}",
            {key: (activation.label, activation.formula) for key, activation in ACTIVATIONS.items()},
            f"Activation g[{number}] of hidden layer {number}. Changing it goes on with the same weights.",
        )
        self.activation.setFixedWidth(93)
        self.slope = NumberField(
            f"Slope of hidden layer {number}",
            parse_slope,
            show_rate,
            "Slope s of leaky ReLU for z < 0, from 0 to 1: g(z) = max(s z, z)",
        )
        self.slope.setProperty("role", "narrow")
        self.slope.setFixedWidth(36)
        self.slope.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._remove = IconButton(
            "close",
            f"Remove hidden layer {number}",
            "Remove this layer; the others keep what still fits",
            role="tiny",
            size=14,
        )
        self.pictures = LayerPictures(f"Units of hidden layer {number}", self._describe, f"a[{number}]")
        for button in (self._fewer, self._more, self._remove):
            button.setFixedWidth(19)
        top = QHBoxLayout()
        top.setSpacing(1)
        top.addWidget(self.name)
        top.addStretch(1)
        for control in (self._fewer, self.units_field, self._more):
            top.addWidget(control)
        top.addSpacing(2)
        top.addWidget(self.activation)
        top.addWidget(self.slope)
        top.addWidget(self._remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 0, 4)
        layout.setSpacing(4)
        layout.addLayout(top)
        layout.addWidget(self.pictures)
        self._fewer.clicked.connect(lambda: self._change(units=self._layer.units - 1))
        self._more.clicked.connect(lambda: self._change(units=self._layer.units + 1))
        self.units_field.edited.connect(lambda units, _gesture: self._change(units=units))
        self.activation.edited.connect(lambda name, _gesture: self._change(activation=name))
        self.slope.edited.connect(lambda slope, _gesture: self._change(slope=slope))
        self._remove.clicked.connect(self.removed)

    def set_layer(self, layer: HiddenLayer) -> None:
        self._layer = layer
        self.units_field.set_value(layer.units)
        self.activation.set_value(layer.activation)
        self.slope.set_value(layer.slope)
        self.slope.setVisible(layer.function.slope is not None)
        self.pictures.strip.set_units(layer.units)
        self._fewer.setEnabled(layer.units > 1)
        self._more.setEnabled(layer.units < MOST_UNITS)

    def set_diagnostics(self, found: LayerDiagnostics | None) -> None:
        """What goes on in this layer, None where nobody has looked."""
        number = self._number
        what = f"n[{number}] units, each a[{number}] = g(W[{number}] a[{number - 1}] + b[{number}])"
        words = "" if found is None else f"\n\n{layer_words(number, self._layer.units, found)}"
        self.name.setToolTip(what + words)

    def set_theme(self, theme: Theme) -> None:
        for button in (self._fewer, self._more, self._remove):
            button.set_theme(theme)
        self.pictures.set_theme(theme)

    def _change(self, **changes: Any) -> None:
        self.changed.emit(replace(self._layer, **changes))

    def _describe(self, index: int) -> str:
        number = self._number
        return (
            f"Unit {index + 1} of hidden layer {number}: a[{number}] = g(W[{number}] a[{number - 1}] + b[{number}]) "
            "over the plane.\nClick to see it large on the canvas; click again for the output."
        )

"""What is done with a whole hidden layer, in a card that opens from its name."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neural_sketchpad.nn.recipe import HiddenLayer
from neural_sketchpad.ui.controls.buttons import TextButton
from neural_sketchpad.ui.controls.number import NumberField, parse_number, show_number
from neural_sketchpad.ui.controls.overlay import Overlay
from neural_sketchpad.ui.controls.toggles import Toggle
from neural_sketchpad.ui.panels.layout import named, title


def parse_slope(text: str) -> float:
    """The slope of leaky ReLU as typed."""
    slope = parse_number(text)
    if not 0.0 <= slope <= 1.0:
        raise ValueError("The slope for z < 0 is a number from 0 (ReLU) to 1 (linear).")
    return slope


class LayerCard(Overlay):
    """Freezes or removes a layer, puts one before or after it, and has the slope of its leaky ReLU.

    `controls` find their place in it while there is no room for them over the column.
    """

    changed = Signal(object)
    frozen = Signal(bool)
    removed = Signal()
    inserted = Signal(int)

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._layer = HiddenLayer(1)
        layer = f"hidden layer {number}"
        self.slope = NumberField(
            f"Slope of {layer}",
            parse_slope,
            show_number,
            "Slope s of leaky ReLU for z < 0, from 0 to 1: g(z) = max(s z, z)",
        )
        self.slope.setFixedWidth(64)
        self._slope_line = named("Slope s", self.slope)
        self.freeze = Toggle(
            f"Freeze {layer}", "Freeze", f"W[{number}] and b[{number}] stay as they are while the rest learns."
        )
        self.before = _button("+ Before", f"Put a hidden layer before {layer}; the others keep their weights.")
        self.after = _button("+ After", f"Put a hidden layer after {layer}; the others keep their weights.")
        self.remove = _button("Remove", f"Remove {layer}; the others keep what still fits.")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 12)
        self._column.setSpacing(8)
        self._column.addWidget(title(f"Hidden layer {number}"))
        self._column.addWidget(self._slope_line)
        self._column.addLayout(_line(self.freeze, self.remove))
        self._column.addLayout(_line(self.before, self.after))
        self.slope.edited.connect(lambda slope, _gesture: self.changed.emit(replace(self._layer, slope=slope)))
        self.freeze.edited.connect(lambda on, _gesture: self.frozen.emit(on))
        self.before.clicked.connect(lambda: self._insert(0))
        self.after.clicked.connect(lambda: self._insert(1))
        self.remove.clicked.connect(self._remove)

    def set_layer(self, layer: HiddenLayer, *, frozen: bool, may_insert: bool) -> None:
        self._layer = layer
        self.slope.set_value(layer.slope)
        self._slope_line.setVisible(layer.function.slope is not None)
        self.freeze.set_value(frozen)
        self.before.setEnabled(may_insert)
        self.after.setEnabled(may_insert)
        if self.isVisible():
            self.fit()

    def take_in(self, controls: QWidget) -> None:
        """Give the layer's controls a place here."""
        self._column.insertWidget(1, controls)
        controls.show()

    def open_below(self, widget: QWidget) -> None:
        """Open beneath a widget."""
        self.open_at(QPoint(widget.width() // 2, widget.height()), widget)

    def _insert(self, after: int) -> None:
        self.dismiss()
        self.inserted.emit(after)

    def _remove(self) -> None:
        self.dismiss()
        self.removed.emit()


def _button(text: str, tool_tip: str) -> TextButton:
    button = TextButton(text)
    button.setToolTip(tool_tip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _line(*widgets: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    for widget in widgets:
        line.addWidget(widget, 1)
    return line

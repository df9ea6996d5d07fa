"""A slider with its name on the left and its value on the right."""

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QWidget

STEPS = 1000
LABEL_WIDTH = 64
"""Of the names on the left, so that controls below each other line up."""
MOVING_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class CalmSlider(QSlider):
    """A horizontal slider that leaves the wheel to the scrolling panel round it unless it has the focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # so that after a drag the arrow keys still step the run

    def event(self, event: QEvent) -> bool:
        # With the focus here, the arrow keys move the slider instead of stepping the run.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and event.key() in MOVING_KEYS:
            event.accept()
            return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class Scale:
    """Where a value stands on a slider of `steps` places, evenly or by equal ratios."""

    def __init__(self, low: float, high: float, *, logarithmic: bool = False, steps: int = STEPS) -> None:
        self.low, self.high, self.steps = low, high, steps
        self._logarithmic = logarithmic

    def place(self, value: float) -> int:
        """The place nearest to a value; values outside stand at the ends."""
        value = min(max(value, self.low), self.high)
        if self._logarithmic:
            share = math.log(value / self.low) / math.log(self.high / self.low)
        else:
            share = (value - self.low) / (self.high - self.low)
        return round(share * self.steps)

    def value(self, place: int) -> float:
        """The value at a place."""
        share = place / self.steps
        if self._logarithmic:
            return self.low * math.exp(share * math.log(self.high / self.low))
        return self.low + share * (self.high - self.low)


class SliderField(QWidget):
    """Name, slider and value in one line. Values are rounded by `rounded` before anybody hears of them."""

    edited = Signal(object, object)

    def __init__(
        self,
        name: str,
        scale: Scale,
        show: Callable[[float], str],
        rounded: Callable[[float], float],
        tool_tip: str,
    ) -> None:
        super().__init__()
        self.scale, self._show, self._rounded = scale, show, rounded
        self._gesture: object | None = None
        self._slider = CalmSlider()
        self._slider.setRange(0, scale.steps)
        self._slider.setPageStep(max(1, scale.steps // 10))
        self._slider.setAccessibleName(name)
        self._label = QLabel(name)
        self._label.setProperty("role", "soft")
        self._value = QLabel()
        self._value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._label.setFixedWidth(LABEL_WIDTH)
        self._value.setFixedWidth(46)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._label)
        layout.addWidget(self._slider, 1)
        layout.addWidget(self._value)
        self.setToolTip(tool_tip)
        self._slider.sliderPressed.connect(self._begin)
        self._slider.sliderReleased.connect(self._end)
        self._slider.valueChanged.connect(self._moved)

    @property
    def slider(self) -> QSlider:
        return self._slider

    def replace_value_by(self, field: QWidget) -> None:
        """Put a field for typing where the value stands."""
        self._value.hide()
        layout = self.layout()
        assert layout is not None
        layout.addWidget(field)

    def set_value(self, value: float) -> None:
        """Show a value."""
        self._value.setText(self._show(value))
        if self._rounded(self.scale.value(self._slider.value())) != value:
            with QSignalBlocker(self._slider):
                self._slider.setValue(self.scale.place(value))

    def _begin(self) -> None:
        self._gesture = object()

    def _end(self) -> None:
        self._gesture = None

    def _moved(self, place: int) -> None:
        self.edited.emit(self._rounded(self.scale.value(place)), self._gesture)

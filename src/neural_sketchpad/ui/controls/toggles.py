"""Some of several things, each a button that is down or not."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QToolButton, QToolTip, QWidget

from neural_sketchpad.ui.controls.buttons import PlainButton


def toggle(name: str, text: str, tool_tip: str) -> QToolButton:
    """A button with a text that stays down."""
    button = PlainButton()
    button.setText(text)
    button.setCheckable(True)
    button.setProperty("role", "toggle")
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    button.setFixedHeight(26)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(name)
    button.setToolTip(tool_tip)
    return button


class Toggle(QWidget):
    """One thing that is so or not."""

    edited = Signal(object, object)

    def __init__(self, name: str, text: str, tool_tip: str) -> None:
        super().__init__()
        self.button = toggle(name, text, tool_tip)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button)
        self.button.clicked.connect(lambda on: self.edited.emit(on, None))

    def set_value(self, on: bool) -> None:
        self.button.setChecked(on)


class Toggles(QWidget):
    """Chooses at least one of `choices` (key: (text, tool tip)); `edited` brings the keys in their order."""

    edited = Signal(object, object)

    def __init__(self, choices: Mapping[str, tuple[str, str]], per_row: int, refusal: str) -> None:
        super().__init__()
        self._refusal = refusal
        self._value: tuple[str, ...] = ()
        self.buttons = {key: toggle(text, text, tool_tip) for key, (text, tool_tip) in choices.items()}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for place, (key, button) in enumerate(self.buttons.items()):
            grid.addWidget(button, place // per_row, place % per_row)
            button.clicked.connect(lambda _on=False, key=key: self._clicked(key))

    def set_value(self, chosen: tuple[str, ...]) -> None:
        """Show which are down."""
        self._value = chosen
        for key, button in self.buttons.items():
            button.setChecked(key in chosen)

    def _clicked(self, key: str) -> None:
        chosen = tuple(each for each, button in self.buttons.items() if button.isChecked())
        if chosen:
            self.edited.emit(chosen, None)
            return
        button = self.buttons[key]
        self.set_value(self._value)
        QToolTip.showText(button.mapToGlobal(QPoint(0, button.height())), self._refusal, button)

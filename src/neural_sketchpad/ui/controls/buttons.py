"""Buttons with icons that follow the theme, and rows of buttons of which one is down."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from neural_sketchpad.ui.controls.keys import PressedByKeys
from neural_sketchpad.ui.icons import icon
from neural_sketchpad.ui.theme import Theme


class PlainButton(PressedByKeys, QToolButton):
    """A button with a text or a picture of its own."""


class TextButton(PressedByKeys, QPushButton):
    """A button with a text, as wide as it needs."""


def text_button(text: str, tool_tip: str) -> QToolButton:
    """A button with a text for a row of which one is down."""
    button = PlainButton()
    button.setText(text)
    button.setToolTip(tool_tip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


class IconButton(PressedByKeys, QToolButton):
    """A button with an icon of ours, which follows the theme."""

    def __init__(self, icon_name: str, name: str, tool_tip: str, role: str = "quiet", size: int = 18) -> None:
        super().__init__()
        self._icon_name, self._size = icon_name, size
        self._theme: Theme | None = None
        self.setProperty("role", role)
        self.setAccessibleName(name)
        self.setToolTip(tool_tip)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(size, size))
        self.toggled.connect(self._draw)

    def set_icon(self, icon_name: str) -> None:
        self._icon_name = icon_name
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw()

    def _draw(self) -> None:
        if self._theme is not None:
            on_accent = self.isChecked() or self.property("role") == "play"
            colour = self._theme.on_accent if on_accent else self._theme.ink
            self.setIcon(icon(self._icon_name, colour, self._size))


class ButtonRow(QWidget):
    """Some buttons side by side, exactly one of them down; `edited` brings the key of the one pressed.

    They share the width, or, if not `equal`, each is as wide as it needs.
    """

    edited = Signal(object, object)

    def __init__(self, buttons: Mapping[Any, QToolButton], spacing: int = 6, *, equal: bool = True) -> None:
        super().__init__()
        self._buttons = dict(buttons)
        group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(spacing)
        for key, button in self._buttons.items():
            button.setCheckable(True)
            width = QSizePolicy.Policy.Expanding if equal else QSizePolicy.Policy.Maximum
            button.setSizePolicy(width, QSizePolicy.Policy.Fixed)
            group.addButton(button)
            layout.addWidget(button, 1)
            button.clicked.connect(lambda _checked=False, key=key: self.edited.emit(key, None))

    def set_value(self, key: object) -> None:
        """Show which one is down."""
        self._buttons[key].setChecked(True)

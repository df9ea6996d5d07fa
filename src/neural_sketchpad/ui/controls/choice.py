"""A drop-down list of named choices."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from neural_sketchpad.ui.controls.keys import PressedByKeys

LIST_MARGIN = 28
"""Pixels for padding and scroll bar beside the entries of an open list."""


class ChoiceField(PressedByKeys, QComboBox):
    """Chooses one key of `choices` (key: (label, tool tip))."""

    edited = Signal(object, object)

    def __init__(self, name: str, choices: Mapping[Any, tuple[str, str]], tool_tip: str) -> None:
        super().__init__()
        self._tool_tip = tool_tip
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._choices: Mapping[Any, tuple[str, str]] = {}
        self.set_choices(choices)
        self.activated.connect(self._chosen)
        self.setToolTip(tool_tip)

    @property
    def keys(self) -> list[Any]:
        """What can be chosen."""
        return list(self._choices)

    def set_choices(self, choices: Mapping[Any, tuple[str, str]]) -> None:
        """Offer these; a value has to be set afterwards where they are others than before."""
        if choices == self._choices:
            return
        self._choices = choices
        with QSignalBlocker(self):
            self.clear()
            for label, explanation in choices.values():
                self.addItem(label)
                self.setItemData(self.count() - 1, explanation, Qt.ItemDataRole.ToolTipRole)

    def set_value(self, key: object) -> None:
        """Show a choice."""
        index = self.keys.index(key)  # kept here: Qt would turn a tuple into a list
        if index != self.currentIndex():
            with QSignalBlocker(self):
                self.setCurrentIndex(index)
        explanation = self.itemData(index, Qt.ItemDataRole.ToolTipRole)
        self.setToolTip(f"{self._tool_tip}\n{self.currentText()}: {explanation}")

    def showPopup(self) -> None:
        """Open the list, as wide as its longest entry however narrow the field is."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + LIST_MARGIN)
        super().showPopup()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it belongs to the panel that scrolls; a list that changes under the wheel is a trap

    def _chosen(self, index: int) -> None:
        self.edited.emit(self.keys[index], None)

"""A drop-down list of named choices."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox

from neural_sketchpad.ui.controls.keys import PressedByKeys


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
        for key, (label, explanation) in choices.items():
            self.addItem(label, key)
            self.setItemData(self.count() - 1, explanation, Qt.ItemDataRole.ToolTipRole)
        self.activated.connect(self._chosen)
        self.setToolTip(tool_tip)

    def set_value(self, key: object) -> None:
        """Show a choice."""
        index = self.findData(key)
        if index != self.currentIndex():
            with QSignalBlocker(self):
                self.setCurrentIndex(index)
        explanation = self.itemData(index, Qt.ItemDataRole.ToolTipRole)
        self.setToolTip(f"{self._tool_tip}\n{self.currentText()}: {explanation}")

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # it belongs to the panel that scrolls; a list that changes under the wheel is a trap

    def _chosen(self, index: int) -> None:
        self.edited.emit(self.itemData(index), None)

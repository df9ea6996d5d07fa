"""The classes to paint with: those that have points, and one more."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from neural_sketchpad.data.dataset import MOST_CLASSES
from neural_sketchpad.ui.canvas.glyphs import SIZE, chip
from neural_sketchpad.ui.colours import CLASS_COLOURS, text_on
from neural_sketchpad.ui.controls.buttons import ButtonRow, PlainButton

MOST_WITH_TEXT = 5
"""Of more chips than this only the glyphs have room."""


class ClassChips(QWidget):
    """`edited` brings the class that was chosen."""

    edited = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self.chips = {label: _chip(label) for label in range(MOST_CLASSES)}
        self._classes, self._label = 2, 0
        self._row = ButtonRow(self.chips, spacing=4)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._row)
        self._row.edited.connect(self.edited)
        self._show()

    @property
    def shown(self) -> list[int]:
        """The classes that have a chip."""
        return [label for label, button in self.chips.items() if not button.isHidden()]

    def set_value(self, label: int) -> None:
        """Show the class that is painted."""
        self._label = label
        self._row.set_value(label)
        self._show()

    def set_classes(self, classes: int) -> None:
        """How many classes the points have."""
        self._classes = classes
        self._show()

    def _show(self) -> None:
        shown = min(MOST_CLASSES, max(self._classes, self._label) + 1)
        beside = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        style = beside if shown <= MOST_WITH_TEXT else Qt.ToolButtonStyle.ToolButtonIconOnly
        for label, button in self.chips.items():
            new = label >= self._classes
            # A class that has no points yet is offered with a plus, until it is chosen.
            button.setText("+" if new and label != self._label else str(label))
            what = f"Draw points of {'another class, ' if new else ''}class {label}"
            button.setToolTip(f"{what}, y = {label} (key {label + 1})")
            button.setToolButtonStyle(style)
            button.setVisible(label < shown)


def _chip(label: int) -> QToolButton:
    button = PlainButton()
    button.setProperty("role", f"class{label}")
    button.setIconSize(QSize(SIZE, SIZE))
    button.setFixedHeight(28)
    button.setMinimumWidth(24)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setAccessibleName(f"Class {label}")
    colour = CLASS_COLOURS[label]
    icon = QIcon(chip(label, colour, 2.0))
    icon.addPixmap(chip(label, text_on(colour), 2.0), state=QIcon.State.On)
    button.setIcon(icon)
    return button

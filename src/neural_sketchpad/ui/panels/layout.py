"""Small pieces the panels are laid out with."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from neural_sketchpad.ui.controls.slider import LABEL_WIDTH

BESIDE_BAR = 5
"""Pixels between what scrolls and its scroll bar."""


def title(text: str) -> QLabel:
    """The heading of a section."""
    label = QLabel(text)
    label.setProperty("role", "title")
    return label


def soft(text: str) -> QLabel:
    """A label that stands back."""
    label = QLabel(text)
    label.setProperty("role", "soft")
    return label


def rule() -> QFrame:
    """A thin line between sections."""
    line = QFrame()
    line.setProperty("role", "rule")
    return line


def named(name: str, *controls: QWidget) -> QWidget:
    """A line with a name on the left and controls on the right, which can be hidden as a whole."""
    label = soft(name)
    label.setFixedWidth(LABEL_WIDTH)
    label.setToolTip(controls[0].toolTip())
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(label)
    for control in controls:
        line.addWidget(control, 1)
    return holder


def column(*lines: QWidget) -> QWidget:
    """Lines below each other."""
    holder = QWidget()
    layout: QLayout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(8)
    for line in lines:
        layout.addWidget(line)
    return holder


def scrolling(lines: QVBoxLayout) -> QScrollArea:
    """Lets lines below each other scroll where there is no room for all of them; `lines` has no margins of its own."""
    inside = QWidget()
    inside.setLayout(lines)
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    scroll.setWidget(inside)
    bar = scroll.verticalScrollBar()

    def leave_room(_low: int, high: int) -> None:
        """As much for the scroll bar while it is not there, so that nothing moves when it comes."""
        lines.setContentsMargins(0, 0, BESIDE_BAR if high else BESIDE_BAR + bar.sizeHint().width(), 0)

    bar.rangeChanged.connect(leave_room)
    leave_room(0, 0)
    return scroll

"""Small pieces the panels are laid out with."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QVBoxLayout, QWidget

from neural_sketchpad.ui.controls.slider import LABEL_WIDTH


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

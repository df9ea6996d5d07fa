"""Small pieces the panels are laid out with."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QWidget

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


def named(name: str, *controls: QWidget) -> QLayout:
    """A line with a name on the left and controls on the right."""
    label = soft(name)
    label.setFixedWidth(LABEL_WIDTH)
    label.setToolTip(controls[0].toolTip())
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(label)
    for control in controls:
        line.addWidget(control, 1)
    return line

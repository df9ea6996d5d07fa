"""The line of switches above a chart."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QWidget

from neural_sketchpad.ui.binding import bind_view
from neural_sketchpad.ui.controls.buttons import ButtonRow, text_button
from neural_sketchpad.ui.controls.toggles import Toggle
from neural_sketchpad.ui.view_model import ViewModel


def head(left: list[QWidget], right: list[QWidget]) -> QHBoxLayout:
    """Widgets at both ends of a line."""
    line = QHBoxLayout()
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(4)
    for widget in left:
        line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    line.addStretch(1)
    for widget in right:
        line.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    return line


def switch(model: ViewModel, field: str, name: str, text: str, tool_tip: str) -> Toggle:
    """Something of the view that is on or off."""
    toggle = Toggle(name, text, tool_tip)
    toggle.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    bind_view(model, toggle, field)
    return toggle


def log_x_switch(model: ViewModel) -> Toggle:
    """Whether iterations are drawn logarithmically, on every page alike."""
    tool_tip = "Logarithmic iteration axis: the first steps as wide as the later thousands"
    return switch(model, "log_iterations", "Logarithmic iteration axis", "log x", tool_tip)


def either(model: ViewModel, field: str, off: QToolButton, on: QToolButton) -> ButtonRow:
    """Two ways to look at something: the button where a field of the view is false, and the one where it is true."""
    row = ButtonRow({False: off, True: on}, spacing=4, equal=False)
    bind_view(model, row, field)
    return row


def named_button(text: str, tool_tip: str) -> QToolButton:
    """One button of a row of which one is down."""
    button = text_button(text, tool_tip)
    button.setProperty("role", "toggle")
    button.setFixedHeight(26)
    button.setAccessibleName(text)
    return button

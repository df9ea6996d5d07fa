"""What is drawn with: a class or a value, the tool, and the size of the brush."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.ui.binding import bind_view
from neural_sketchpad.ui.controls.buttons import ButtonRow, IconButton
from neural_sketchpad.ui.controls.number import NumberField, parse_number, show_number
from neural_sketchpad.ui.controls.slider import Scale, SliderField
from neural_sketchpad.ui.panels.class_chips import ClassChips
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.view_model import (
    LARGEST_VALUE,
    MAX_DENSITY,
    MAX_RADIUS,
    MIN_DENSITY,
    MIN_RADIUS,
    Tool,
    ViewModel,
)

TOOLS = {
    Tool.BRUSH: ("brush", "Brush", "Spray points of the chosen class or value (B). The right button erases."),
    Tool.POINT: ("point", "Point", "Set single points (P). The right button erases."),
    Tool.ERASER: ("eraser", "Eraser", "Take points away (E)."),
    Tool.SELECT: ("select", "Select", "Choose points with a rectangle, drag them, Delete removes them (V)."),
    Tool.PROBE: ("probe", "Probe", "Look into the network at a point or any place: click or drag (X), Esc ends it."),
}
VALUE_REACH = 5.0
"""The ends of the slider; a typed value may be larger."""


def parse_value(text: str) -> float:
    """The value of points as typed."""
    value = parse_number(text)
    if not abs(value) <= LARGEST_VALUE:
        raise ValueError("A value is a number from −1,000,000 to 1,000,000.")
    return value


class BrushSection(QWidget):
    """Edits the tools of the view."""

    def __init__(self, model: ViewModel) -> None:
        super().__init__()
        self.classes = ClassChips()
        tip = "The value y of the points that are drawn, which the network learns to predict"
        self.value_slider = SliderField(
            "Value y", Scale(-VALUE_REACH, VALUE_REACH, steps=100), show_number, lambda value: round(value, 1), tip
        )
        self.value = NumberField("Value", parse_value, show_number, f"{tip}. Type any value up to 1,000,000.")
        self.tools = {tool: IconButton(drawing, name, tip, role="tool") for tool, (drawing, name, tip) in TOOLS.items()}
        self._radius = SliderField(
            "Radius",
            Scale(MIN_RADIUS, MAX_RADIUS, logarithmic=True),
            lambda value: f"{value:.2f}",
            lambda value: round(value, 2),
            "Radius of brush and eraser in units of the plane ( [ and ] )",
        )
        self._density = SliderField(
            "Density",
            Scale(MIN_DENSITY, MAX_DENSITY, steps=MAX_DENSITY - MIN_DENSITY),
            lambda value: f"{value:.0f}",
            round,
            "Points the brush sprays at a time, uniformly over its disc",
        )
        self.value.setFixedWidth(60)
        self.value_slider.replace_value_by(self.value)
        self.value_slider.setFixedHeight(28)  # as high as the chips, whose place it takes
        tool_row = ButtonRow(self.tools)
        for tool in self.tools.values():
            tool.setFixedHeight(30)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for control in (self.classes, self.value_slider, tool_row, self._radius, self._density):
            layout.addWidget(control)
        bind_view(model, self.classes, "label")
        bind_view(model, self.value_slider, "value")
        bind_view(model, self.value, "value")
        tool_row.edited.connect(lambda tool, _gesture: model.choose_tool(tool))
        model.changed.connect(lambda view: tool_row.set_value(view.tool))
        tool_row.set_value(model.view.tool)
        bind_view(model, self._radius, "radius")
        bind_view(model, self._density, "density")

    def set_theme(self, theme: Theme) -> None:
        for tool in self.tools.values():
            tool.set_theme(theme)

    def show_experiment(self, experiment: Experiment) -> None:
        """Offer the classes that its points have, or values."""
        dataset = experiment.dataset
        self.classes.setVisible(not dataset.is_regression)
        self.value_slider.setVisible(dataset.is_regression)
        self.classes.set_classes(2 if dataset.is_regression else dataset.classes)

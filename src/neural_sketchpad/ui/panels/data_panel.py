"""The data section: classes, tools, brush, presets, split."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from neural_sketchpad.data.dataset import CLASSES
from neural_sketchpad.data.generators import MAX_POINTS, PRESETS, PresetChoice
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import draw_preset
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.ui.binding import bind, bind_view
from neural_sketchpad.ui.canvas.glyphs import SIZE, chip
from neural_sketchpad.ui.controls.buttons import ButtonRow, IconButton, PlainButton
from neural_sketchpad.ui.controls.number import NumberField, parse_seed
from neural_sketchpad.ui.controls.slider import Scale, SliderField
from neural_sketchpad.ui.panels.layout import named, soft, title
from neural_sketchpad.ui.panels.preset_gallery import PresetGallery
from neural_sketchpad.ui.theme import Theme, class_colour
from neural_sketchpad.ui.view_model import MAX_DENSITY, MAX_RADIUS, MIN_DENSITY, MIN_RADIUS, Tool, ViewModel

TOOLS = {
    Tool.BRUSH: ("brush", "Brush", "Spray points of the chosen class (B). The right button erases."),
    Tool.POINT: ("point", "Point", "Set single points (P). The right button erases."),
    Tool.ERASER: ("eraser", "Eraser", "Take points away (E)."),
    Tool.SELECT: ("select", "Select", "Choose points with a rectangle, drag them, Delete removes them (V)."),
}
FEWEST_POINTS = 10


class DataPanel(QWidget):
    """Edits the points of the document and the tools of the view."""

    def __init__(self, document: Document, model: ViewModel) -> None:
        super().__init__()
        self._document, self._model = document, model
        self.classes = {label: self._class_chip(label) for label in CLASSES}
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
        self.gallery = PresetGallery()
        self._preset_name = soft("")
        self.points = SliderField(
            "Points",
            Scale(FEWEST_POINTS, MAX_POINTS, logarithmic=True),
            lambda value: f"{value:,.0f}",
            _round_count,
            "Number of points m of the preset, half of each class",
        )
        self._noise = SliderField(
            "Noise",
            Scale(0.0, 2.0, steps=200),
            lambda value: f"{value:.2f}",
            lambda value: round(value, 2),
            "Noise of the preset: standard deviation in units of the plane",
        )
        self._seed = NumberField("Seed of the preset", parse_seed, str, "Seed: the same choice gives the same points")
        self.share = SliderField(
            "Test share",
            Scale(0.0, 0.9, steps=90),
            lambda value: f"{value:.0%}",
            lambda value: round(value, 2),
            "Share of the points that is held out for testing: drawn hollow, and never learned from",
        )
        self._split_seed = NumberField("Seed of the split", parse_seed, str, "Seed: which points are held out")
        self.count = soft("")
        self._lay_out()
        self._bind()

    def set_theme(self, theme: Theme) -> None:
        for tool in self.tools.values():
            tool.set_theme(theme)
        self.gallery.set_theme(theme)
        for label, button in self.classes.items():
            icon = QIcon(chip(label, class_colour(label).name(), 2.0))
            icon.addPixmap(chip(label, "#ffffff" if label == 0 else "#14171c", 2.0), state=QIcon.State.On)
            button.setIcon(icon)

    def _class_chip(self, label: int) -> QToolButton:
        button = PlainButton()
        button.setText(str(label))
        button.setProperty("role", f"class{label}")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIconSize(QSize(SIZE, SIZE))
        button.setFixedHeight(28)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName(f"Class {label}")
        button.setToolTip(f"Draw points of class {label}, y = {label} (key {label + 1})")
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(title("Data"))
        head.addStretch(1)
        head.addWidget(self.count)
        presets = QHBoxLayout()
        presets.addWidget(soft("Presets"))
        presets.addStretch(1)
        presets.addWidget(self._preset_name)
        self._class_row, self._tool_row = ButtonRow(self.classes), ButtonRow(self.tools)
        for tool in self.tools.values():
            tool.setFixedHeight(30)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._class_row)
        layout.addWidget(self._tool_row)
        layout.addWidget(self._radius)
        layout.addWidget(self._density)
        layout.addLayout(presets)
        layout.addWidget(self.gallery)
        layout.addWidget(self.points)
        layout.addWidget(self._noise)
        layout.addLayout(named("Seed", self._seed))
        layout.addWidget(self.share)
        layout.addLayout(named("Split seed", self._split_seed))

    def _bind(self) -> None:
        document = self._document
        bind_view(self._model, self._class_row, "label")
        bind_view(self._model, self._tool_row, "tool")
        bind_view(self._model, self._radius, "radius")
        bind_view(self._model, self._density, "density")
        bind(document, self.gallery, lambda e: e.preset, _with_preset, "Preset")
        for field, control in (("points", self.points), ("noise", self._noise), ("seed", self._seed)):
            bind(document, control, partial(_preset_field, field), partial(_with_field, field), f"Preset: {field}")
        bind(document, self.share, lambda e: e.split.fraction, _with_share, "Test share")
        bind(
            document,
            self._split_seed,
            lambda e: e.split.seed,
            lambda e, seed: replace(e, split=replace(e.split, seed=seed)),
            "Seed of the split",
        )
        document.listen(self._document_changed)
        self._document_changed(document.experiment)

    def _document_changed(self, experiment: Experiment) -> None:
        zeros, ones = experiment.dataset.class_counts
        self.count.setText(f"m = {experiment.dataset.m:,}")
        self.count.setToolTip(f"{zeros:,} points of class 0 and {ones:,} of class 1")
        preset = experiment.preset
        self._preset_name.setText("" if preset is None else PRESETS[preset.name].label)
        for control in (self.points, self._noise, self._seed):
            control.setEnabled(preset is not None)


def _round_count(value: float) -> int:
    """Counts in steps that suit their size."""
    for step, below in ((1, 20), (10, 500), (50, 2000), (100, 5000)):
        if value < below:
            return int(step * round(value / step))
    return int(500 * round(value / 500))


def _preset_field(field: str, experiment: Experiment) -> object:
    """A field of the preset choice; where there is none, of a customary one (the control is off then)."""
    return getattr(experiment.preset or PresetChoice.of("flower"), field)


def _with_field(field: str, experiment: Experiment, value: object) -> Experiment:
    if experiment.preset is None:
        return experiment
    return _with_preset(experiment, replace(experiment.preset, **{field: value}))  # type: ignore[arg-type]


def _with_preset(experiment: Experiment, choice: PresetChoice) -> Experiment:
    return draw_preset(experiment, choice).applied_to(experiment)


def _with_share(experiment: Experiment, fraction: float) -> Experiment:
    return replace(experiment, split=Split(fraction, experiment.split.seed))

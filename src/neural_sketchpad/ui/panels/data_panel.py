"""The data section: what is drawn with, presets, split."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.generators import MAX_POINTS, PRESETS, PresetChoice
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import draw_preset, with_kind
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.ui.binding import bind
from neural_sketchpad.ui.controls.buttons import ButtonRow, text_button
from neural_sketchpad.ui.controls.fold import Fold
from neural_sketchpad.ui.controls.number import NumberField, parse_seed
from neural_sketchpad.ui.controls.slider import Scale, SliderField
from neural_sketchpad.ui.panels.brush_section import BrushSection
from neural_sketchpad.ui.panels.layout import column, named, soft, title
from neural_sketchpad.ui.panels.preset_gallery import PresetGallery
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.view_model import ViewModel

FEWEST_POINTS = 10


class DataPanel(QWidget):
    """Edits the points of the document and the tools of the view."""

    def __init__(self, document: Document, model: ViewModel) -> None:
        super().__init__()
        self._document = document
        self.kinds = {
            False: text_button("Classes", "Every point has a class y = 0, 1, ..., and ŷ is its probability"),
            True: text_button("Values", "Every point has a value y, any number, and ŷ is a prediction of it"),
        }
        for button in self.kinds.values():
            button.setProperty("role", "narrow")
        self._kind = ButtonRow(self.kinds, spacing=2)
        self.brush = BrushSection(model)
        self.gallery = PresetGallery()
        self._preset_name = soft("")
        self.points = SliderField(
            "Points",
            Scale(FEWEST_POINTS, MAX_POINTS, logarithmic=True),
            lambda value: f"{value:,.0f}",
            _round_count,
            "Number of points m of the preset, as many of each class",
        )
        self._noise = SliderField(
            "Noise",
            Scale(0.0, 2.0, steps=200),
            lambda value: f"{value:.2f}",
            lambda value: round(value, 2),
            "Noise of the preset: standard deviation in units of the plane, or of the value",
        )
        self.seed = NumberField("Seed of the preset", parse_seed, str, "Seed: the same choice gives the same points")
        self.share = SliderField(
            "Test share",
            Scale(0.0, 0.9, steps=90),
            lambda value: f"{value:.0%}",
            lambda value: round(value, 2),
            "Share of the points that is held out for testing: drawn hollow, and never learned from",
        )
        self.split_seed = NumberField("Seed of the split", parse_seed, str, "Seed: which points are held out")
        seeds = column(named("Preset", self.seed), named("Test share", self.split_seed))
        self.seeds = Fold("Seeds", "Where the chance in the preset and in the choice of test points begins", seeds)
        self.count = soft("")
        self._lay_out()
        self._bind()

    def set_theme(self, theme: Theme) -> None:
        for themed in (self.brush, self.gallery, self.seeds):
            themed.set_theme(theme)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(title("Data"))
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignBaseline)
        head.addStretch(1)
        head.addWidget(self._kind)
        presets = QHBoxLayout()
        presets.addWidget(soft("Presets"))
        presets.addStretch(1)
        presets.addWidget(self._preset_name)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.brush)
        layout.addLayout(presets)
        for control in (self.gallery, self.points, self._noise, self.share, self.seeds):
            layout.addWidget(control)

    def _bind(self) -> None:
        document = self._document
        bind(document, self._kind, lambda e: e.dataset.is_regression, _with_kind, "Classes or values")
        bind(document, self.gallery, lambda e: e.preset, _with_preset, "Preset")
        for field, control in (("points", self.points), ("noise", self._noise), ("seed", self.seed)):
            bind(document, control, partial(_preset_field, field), partial(_with_field, field), f"Preset: {field}")
        bind(document, self.share, lambda e: e.split.fraction, _with_share, "Test share")
        bind(
            document,
            self.split_seed,
            lambda e: e.split.seed,
            lambda e, seed: replace(e, split=replace(e.split, seed=seed)),
            "Seed of the split",
        )
        document.listen(self._document_changed)
        self._document_changed(document.experiment)

    def _document_changed(self, experiment: Experiment) -> None:
        self.brush.show_experiment(experiment)
        self.count.setText(f"m = {_short_count(experiment.dataset.m)}")
        self.count.setToolTip(_count_tip(experiment.dataset))
        preset = experiment.preset
        self._preset_name.setText("" if preset is None else PRESETS[preset.name].label)
        for control in (self.points, self._noise, self.seed):
            control.setEnabled(preset is not None)
        seeds = [experiment.split.seed] if preset is None else [preset.seed, experiment.split.seed]
        self.seeds.set_summary(" · ".join(map(str, seeds)))


def _count_tip(dataset: Dataset) -> str:
    if dataset.m == 0:
        return "m, the number of points: none yet"
    if dataset.is_regression:
        return f"{dataset.m:,} points with values from {dataset.targets.min():.3g} to {dataset.targets.max():.3g}"
    return "\n".join(f"{count:,} points of class {label}" for label, count in enumerate(dataset.class_counts))


def _short_count(m: int) -> str:
    """As many digits as there is room for; the tool tip has all of them."""
    return f"{m:,}" if m < 100_000 else f"{m / 1000:,.0f} k" if m < 10**6 else f"{m / 10**6:.1f} M"


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


def _with_kind(experiment: Experiment, is_regression: bool) -> Experiment:
    return with_kind(experiment, is_regression=is_regression)


def _with_share(experiment: Experiment, fraction: float) -> Experiment:
    return replace(experiment, split=Split(fraction, experiment.split.seed))

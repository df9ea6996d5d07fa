"""The canvas in its frame: what can be done with the view above it, what is under the pointer below it."""

import math

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.binding import bind_view
from neural_sketchpad.ui.canvas.canvas import Canvas
from neural_sketchpad.ui.canvas.field_picture import FieldPicture
from neural_sketchpad.ui.canvas.point_layer import drawn_stride
from neural_sketchpad.ui.canvas.reading import reading, unit_symbol
from neural_sketchpad.ui.controls.buttons import ButtonRow, IconButton, TextButton, text_button
from neural_sketchpad.ui.panels.banner import Banner
from neural_sketchpad.ui.panels.class_legend import ClassLegend
from neural_sketchpad.ui.panels.colour_bar import ColourBar
from neural_sketchpad.ui.panels.empty_hint import EmptyHint
from neural_sketchpad.ui.panels.layout import soft
from neural_sketchpad.ui.player import Player
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.view_model import OUTPUT, View, ViewModel

MARGIN, HEAD, FOOT = 12, 34, 48
HEAD_ACTIONS = (("undo", "undo"), ("redo", "redo"), ("fit", "fit"), ("clear", "trash"), ("hinges", "hinges"))
"""The actions that have a button over the canvas, and its drawing."""
FRAME_WIDTH = 2 * MARGIN
FRAME_HEIGHT = 2 * MARGIN + HEAD + FOOT
"""What the frame adds to the square canvas."""
NO_HINGES = "There is no hidden layer whose units could switch: add one to see its hinge lines."


class CanvasPanel(QFrame):
    """Frames the canvas; keeps it square and as large as the panel lets it be."""

    def __init__(
        self, canvas: Canvas, document: Document, player: Player, model: ViewModel, actions: dict[str, QAction]
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.canvas, self._document, self._player, self._model = canvas, document, player, model
        self._pointed: tuple[float, float] | None = None
        self._buttons = {name: self._button(actions[name], drawing) for name, drawing in HEAD_ACTIONS}
        self.hinges = self._buttons["hinges"]
        self.hinges.setCheckable(True)
        self._hinges_action, self._hinges_tool_tip = actions["hinges"], actions["hinges"].toolTip()
        self.subject = TextButton()
        self.subject.setProperty("role", "link")
        self.subject.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.subject.setToolTip("One unit is shown on the canvas. Click to see the whole output again (Esc).")
        self.subject.clicked.connect(lambda: model.update(unit=None))
        self.colour_bar = ColourBar()
        self.probability = text_button("Probability", "Colours show the probability ŷ: paler where it is unsure")
        self.decision = text_button(
            "Decision", "Colours show the class: 1 where ŷ ≥ 0.5; of several, that of the largest ŷ"
        )
        self.mode = ButtonRow({False: self.probability, True: self.decision}, spacing=4, equal=False)
        self.reading = QLabel()
        self.legend = soft("")
        self.classes = ClassLegend()
        self.banner = Banner(canvas)
        self.hint = EmptyHint(canvas)
        self._lay_out()
        bind_view(model, self.mode, "decision")
        document.listen(self._document_changed)
        model.changed.connect(self._view_changed)
        canvas.pointed.connect(self._point)
        canvas.painted.connect(self._painted)
        player.figures_taken.connect(self._figures_taken)
        self._document_changed(document.experiment)
        self._view_changed(model.view)

    def set_theme(self, theme: Theme) -> None:
        for button in self._buttons.values():
            button.set_theme(theme)
        for themed in (self.canvas, self.banner, self.colour_bar, self.classes):
            themed.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        side = max(1, min(self.width() - FRAME_WIDTH, self.height() - FRAME_HEIGHT))
        self.canvas.setFixedSize(side, side)
        self.banner.place()
        self.hint.place()

    def _button(self, action: QAction, drawing: str) -> IconButton:
        button = IconButton(drawing, action.text(), action.toolTip())
        button.clicked.connect(action.trigger)
        action.changed.connect(lambda: self._follow(button, action))
        self._follow(button, action)
        return button

    def _follow(self, button: IconButton, action: QAction) -> None:
        button.setEnabled(action.isEnabled())
        button.setToolTip(action.toolTip())

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(0)
        for button in self._buttons.values():
            head.addWidget(button)
        head.addSpacing(8)
        head.addWidget(self.subject)
        head.addStretch(1)
        head.addWidget(self.mode)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.reading)
        foot.addStretch(1)
        foot.addWidget(self.colour_bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.canvas, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addLayout(foot)
        legend = QHBoxLayout()
        legend.setSpacing(12)
        legend.addStretch(1)
        legend.addWidget(self.classes)
        legend.addWidget(self.legend)
        layout.addLayout(legend)
        layout.addStretch(1)

    def _document_changed(self, experiment: Experiment) -> None:
        m = experiment.dataset.m
        self.hint.set_kind(experiment.dataset.is_regression)
        self.hint.setVisible(m == 0)
        self.classes.set_classes(0 if experiment.dataset.is_regression else experiment.dataset.classes)
        parts = []
        if experiment.split.fraction > 0.0:
            parts.append("hollow: test")
        if drawn_stride(m) > 1:
            parts.append(f"{-(-m // drawn_stride(m)):,} of {m:,} points drawn")
        self.legend.setText("   ".join(parts))
        self.legend.setVisible(bool(parts))
        has_units = bool(experiment.recipe.hidden)
        self._hinges_action.setEnabled(has_units)
        self._hinges_action.setToolTip(self._hinges_tool_tip if has_units else NO_HINGES)
        self._show_mode()

    def _view_changed(self, view: View) -> None:
        unit = view.unit
        self.hinges.setChecked(view.hinges)
        self.subject.setVisible(unit is not None)
        if unit is not None:
            hidden = unit.layer != OUTPUT
            one = f"Hidden {unit.layer}, unit {unit.index + 1}" if hidden else f"Probability of class {unit.index}"
            self.subject.setText(f"{one}  ×")
        self._show_mode()
        self._read()

    def _show_mode(self) -> None:
        """A choice between probability and class, where what is shown has both."""
        values = self._document.experiment.dataset.is_regression
        self.mode.setVisible(self._model.view.unit is None and not values)

    def _painted(self, picture: FieldPicture) -> None:
        self.colour_bar.set_picture(unit_symbol(picture.subject.unit), picture)

    def _figures_taken(self, snapshot: Snapshot) -> None:
        self._read()

    def _point(self, at: tuple[float, float] | None) -> None:
        self._pointed = at
        self._read()

    def _read(self) -> None:
        """x₁, x₂ and what the network makes of them; kept up while the run goes on under a resting pointer."""
        at = self._pointed
        if at is None:
            self.reading.setText("")
            return
        network, unit = self._player.run.network, self._model.view.unit
        if unit is not None and not unit.exists_in(network.recipe):
            unit = None  # it was removed a moment ago
        digits = max(0, 3 - math.floor(math.log10(self.canvas.viewport.span)))  # finer than a pixel, no finer
        texts = (f"x₁ {at[0]:.{digits}f}", f"x₂ {at[1]:.{digits}f}", reading(network, unit, at))
        self.reading.setText("   ".join(texts).replace("-", "−"))

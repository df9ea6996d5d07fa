"""The canvas in its frame: what can be done with the view above it, what is under the pointer below it."""

import math

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.activations import sigmoid
from neural_sketchpad.nn.fields import plane_values
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.binding import bind_view
from neural_sketchpad.ui.canvas.canvas import Canvas
from neural_sketchpad.ui.canvas.field_painter import FieldPicture
from neural_sketchpad.ui.canvas.point_layer import drawn_stride
from neural_sketchpad.ui.controls.buttons import ButtonRow, IconButton, PlainButton, TextButton
from neural_sketchpad.ui.panels.banner import Banner
from neural_sketchpad.ui.panels.colour_bar import ColourBar
from neural_sketchpad.ui.panels.layout import soft
from neural_sketchpad.ui.player import Player
from neural_sketchpad.ui.theme import CLASS_COLOURS, Theme
from neural_sketchpad.ui.view_model import View, ViewModel

MARGIN, HEAD, FOOT = 12, 34, 48
FRAME_WIDTH = 2 * MARGIN
FRAME_HEIGHT = 2 * MARGIN + HEAD + FOOT
"""What the frame adds to the square canvas."""


class CanvasPanel(QFrame):
    """Frames the canvas; keeps it square and as large as the panel lets it be."""

    def __init__(
        self, canvas: Canvas, document: Document, player: Player, model: ViewModel, actions: dict[str, QAction]
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.canvas, self._document, self._player, self._model = canvas, document, player, model
        self._pointed: tuple[float, float] | None = None
        self._buttons = {
            name: self._button(actions[name], drawing)
            for name, drawing in (("undo", "undo"), ("redo", "redo"), ("fit", "fit"), ("clear", "trash"))
        }
        self.subject = TextButton()
        self.subject.setProperty("role", "link")
        self.subject.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.subject.setToolTip("One hidden unit is shown on the canvas. Click to see the output ŷ again (Esc).")
        self.subject.clicked.connect(lambda: model.update(unit=None))
        self.colour_bar = ColourBar()
        self.mode = ButtonRow(
            {
                False: _text_button("Probability", "Colours show ŷ = P(y = 1 | x)"),
                True: _text_button("Decision", "Colours show the class: 1 where ŷ ≥ 0.5, else 0"),
            },
            spacing=4,
        )
        self.reading = QLabel()
        self.legend = soft("")
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
        for themed in (self.canvas, self.banner, self.colour_bar):
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
        head.setSpacing(2)
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
        layout.addWidget(self.legend, 0, Qt.AlignmentFlag.AlignRight)
        layout.addStretch(1)

    def _document_changed(self, experiment: Experiment) -> None:
        m = experiment.dataset.m
        self.hint.setVisible(m == 0)
        classes = [
            f'<span style="color:{colour}">{glyph}</span> {label}'
            for label, (colour, glyph) in enumerate(zip(CLASS_COLOURS, "●▲", strict=True))
        ]
        parts = ["&nbsp; ".join(classes)]
        if experiment.split.fraction > 0.0:
            parts.append("hollow: test")
        if drawn_stride(m) > 1:
            parts.append(f"{-(-m // drawn_stride(m)):,} of {m:,} points drawn")
        self.legend.setText(" &nbsp; ".join(parts))

    def _view_changed(self, view: View) -> None:
        unit = view.unit
        self.subject.setVisible(unit is not None)
        self.mode.setVisible(unit is None)
        if unit is not None:
            self.subject.setText(f"Hidden {unit.layer}, unit {unit.index + 1}  ×")
        self._read()

    def _painted(self, picture: FieldPicture) -> None:
        unit = picture.subject.unit
        name = "ŷ" if unit is None else f"a[{unit.layer}]"
        self.colour_bar.set_scale(name, picture.low, picture.high)

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
        run, unit = self._player.run, self._model.view.unit
        recipe = run.experiment.recipe
        layer, index, name = len(recipe.hidden) + 1, 0, "ŷ"
        if unit is not None and unit.exists_in(recipe.hidden):
            layer, index, name = unit.layer, unit.index, f"a[{unit.layer}]"
        value = plane_values(recipe, run.parameters, layer, index, np.array([[at[0]], [at[1]]], dtype=np.float32))
        shown = float(sigmoid(value.astype(np.float64))[0] if name == "ŷ" else value[0])
        digits = max(0, 3 - math.floor(math.log10(self.canvas.viewport.span)))  # finer than a pixel, no finer
        texts = (f"x₁ {at[0]:.{digits}f}", f"x₂ {at[1]:.{digits}f}", f"{name} {shown:.3f}")
        self.reading.setText("   ".join(texts).replace("-", "−"))


class EmptyHint(QFrame):
    """What an empty canvas says: how to begin."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setObjectName("hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)  # one draws right through it
        head = QLabel("Draw two classes of points")
        head.setProperty("role", "title")
        text = QLabel(
            "Paint with the left mouse button here, choose the other class with the key 2, paint again. "
            "Or take a preset on the left. Then press Play."
        )
        text.setWordWrap(True)
        text.setProperty("role", "soft")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(6)
        layout.addWidget(head)
        layout.addWidget(text)

    def place(self) -> None:
        """In the middle of the canvas."""
        side = self._canvas.width()
        width = min(340, side - 40)
        height = self.heightForWidth(width)
        self.setGeometry((side - width) // 2, (side - height) // 2, width, height)


def _text_button(text: str, tool_tip: str) -> QToolButton:
    button = PlainButton()
    button.setText(text)
    button.setToolTip(tool_tip)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button

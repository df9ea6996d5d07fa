"""What stands over a hidden layer's column: its name, which opens a card, and its controls where there is room."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from neural_sketchpad.nn.diagnostics import LayerDiagnostics
from neural_sketchpad.nn.recipe import HiddenLayer
from neural_sketchpad.ui.controls.buttons import PlainButton
from neural_sketchpad.ui.icons import icon
from neural_sketchpad.ui.network.diagram_layout import FOLDED_HEAD, FULL_HEAD, Detail
from neural_sketchpad.ui.network.layer_card import LayerCard
from neural_sketchpad.ui.network.layer_controls import LayerControls
from neural_sketchpad.ui.network.layer_words import layer_words
from neural_sketchpad.ui.theme import LIGHT, Theme

NAME_HEIGHT = 22
WIDEST, NARROWEST = 112, 28
LOCK = 11


class LayerHead(QWidget):
    """A hidden layer. `changed` brings the layer as it should be, `removed` asks to take it away, `inserted` to put
    another before (0) or after it (1), `frozen` to let it stay as it is or learn again.
    """

    changed = Signal(object)
    removed = Signal()
    inserted = Signal(int)
    frozen = Signal(bool)

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._layer, self._number = HiddenLayer(1), number
        self._theme, self._detail, self._is_frozen = LIGHT, Detail.FULL, False
        self.name = PlainButton()
        self.name.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.name.setFixedHeight(NAME_HEIGHT)
        self.name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.name.setIconSize(QSize(LOCK, LOCK))
        self.name.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.controls = LayerControls(number)
        self.card = LayerCard(number, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._column.addWidget(self.name, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self.controls)
        self._column.addStretch(1)
        self.set_diagnostics(None)
        self.name.clicked.connect(lambda: self.card.open_below(self.name))
        self.controls.changed.connect(self.changed)
        self.card.changed.connect(self.changed)
        self.card.removed.connect(self.removed)
        self.card.inserted.connect(self.inserted)
        self.card.frozen.connect(self.frozen)

    def set_layer(self, layer: HiddenLayer, *, frozen: bool, may_insert: bool) -> None:
        self._layer, self._is_frozen = layer, frozen
        self.controls.set_layer(layer)
        self.card.set_layer(layer, frozen=frozen, may_insert=may_insert)
        self._draw()

    def set_diagnostics(self, found: LayerDiagnostics | None) -> None:
        """What goes on in this layer, None where nobody has looked."""
        number = self._number
        what = f"n[{number}] units, each a[{number}] = g(W[{number}] a[{number - 1}] + b[{number}])"
        words = "" if found is None else f"\n\n{layer_words(number, self._layer.units, found)}"
        self.name.setToolTip(f"{what}\nClick to freeze or remove this layer.{words}")

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.controls.set_theme(theme)
        self._draw()

    def stand_at(self, x: float, pitch: float, detail: Detail) -> None:
        """Over a column at `x`, with a card instead of controls where columns are narrow."""
        if detail is not self._detail:
            self._detail = detail
            self.card.dismiss()
            if detail is Detail.FULL:
                self._column.insertWidget(1, self.controls)
                self.controls.show()
            else:
                self.card.take_in(self.controls)
            self._draw()
        full = detail is Detail.FULL
        width = round(min(pitch - 4 if full else pitch, WIDEST if full else NARROWEST))
        self.controls.set_width(width if full else WIDEST)
        self.setGeometry(round(x - width / 2), 0, width, FULL_HEAD - 4 if full else FOLDED_HEAD - 4)

    def _draw(self) -> None:
        """The name, and a lock where the layer is frozen; instead of the name, where there is room for one only."""
        number, full = self._number, self._detail is Detail.FULL
        lock = icon("lock", self._theme.ink, LOCK) if self._is_frozen else QIcon()
        only_lock = self._is_frozen and self._detail is Detail.BARE
        self.name.setText("" if only_lock else f"Hidden {number}" if full else str(number))
        self.name.setIcon(lock)
        self.name.setProperty("role", "name" if full else "number")
        self.name.style().unpolish(self.name)
        self.name.style().polish(self.name)
        self.name.setAccessibleName(f"Hidden layer {number}{', frozen' if self._is_frozen else ''}")

"""What stands over the columns of the diagram: inputs, hidden layers, output, and buttons for another layer between."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from neural_sketchpad.nn.diagnostics import LayerDiagnostics
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe
from neural_sketchpad.ui.controls.buttons import IconButton
from neural_sketchpad.ui.icons import icon
from neural_sketchpad.ui.network.diagram_layout import FOLDED_HEAD, FULL_HEAD, Detail, DiagramLayout
from neural_sketchpad.ui.network.layer_head import LOCK, NAME_HEIGHT, LayerHead
from neural_sketchpad.ui.network.layer_words import collapsed_words, layer_words
from neural_sketchpad.ui.theme import LIGHT, Theme

MOST_LAYERS = 12
"""So many hidden layers can be chosen in the window; a file may have more."""
PLUS = 16
END_WIDTH, LETTER_WIDTH = 64, 24


class EndHead(QWidget):
    """Over the inputs or the output: name, size and kind, or a single letter where there is little room."""

    def __init__(self, name: str, letter: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._full, self._letter = name, letter
        self.name = QLabel(name)
        self.name.setProperty("role", "column")
        self.name.setFixedHeight(NAME_HEIGHT)
        self.count, self.kind, self.lock = QLabel(), QLabel(), QLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for label in (self.name, self.count, self.kind, self.lock):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        for label in (self.count, self.kind):
            label.setProperty("role", "small")
            label.setFixedHeight(NAME_HEIGHT)
        layout.addStretch(1)
        self.lock.hide()

    def set_frozen(self, frozen: bool, theme: Theme) -> None:
        """Show a lock where the layer stays as it is."""
        self.lock.setPixmap(icon("lock", theme.ink, LOCK).pixmap(LOCK, LOCK))
        self.lock.setVisible(frozen)

    def stand_at(self, x: float, detail: Detail) -> None:
        full = detail is Detail.FULL
        self.name.setText(self._full if full else self._letter)
        self.count.setVisible(full)
        self.kind.setVisible(full)
        width = END_WIDTH if full else LETTER_WIDTH
        self.setGeometry(round(x - width / 2), 0, width, FULL_HEAD - 4 if full else FOLDED_HEAD - 4)


class ColumnHeads(QObject):
    """The heads of a recipe's columns, children of the diagram. `replaced` brings hidden layers as they should be and
    what to call that; `frozen` a layer's number and whether it is to stay as it is.
    """

    replaced = Signal(tuple, str)
    frozen = Signal(int, bool)

    def __init__(self, diagram: QWidget) -> None:
        super().__init__(diagram)
        self._diagram, self._theme, self._recipe = diagram, LIGHT, Recipe()
        self.inputs = EndHead("Inputs", "x", diagram)
        self.hidden: list[LayerHead] = []
        self.output = EndHead("Output", "ŷ", diagram)
        self.between: list[IconButton] = []

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for head in self.hidden:
            head.set_theme(theme)
        for plus in self.between:
            plus.set_theme(theme)
        self.set_recipe(self._recipe)

    def set_recipe(self, recipe: Recipe) -> None:
        """Show the layers of a recipe; the diagram has to place them where their number has changed."""
        self._recipe = recipe
        hidden, last = recipe.hidden, len(recipe.sizes) - 1
        while len(self.hidden) < len(hidden):
            self.hidden.append(self._new_head(len(self.hidden) + 1))
        while len(self.hidden) > len(hidden):
            head = self.hidden.pop()
            head.card.dismiss()
            _discard(head.card)
            _discard(head)
        while len(self.between) < last:
            self.between.append(self._new_plus(len(self.between)))
        while len(self.between) > last:
            _discard(self.between.pop())
        may_insert = len(hidden) < MOST_LAYERS
        for number, (head, layer) in enumerate(zip(self.hidden, hidden, strict=True), start=1):
            head.set_layer(layer, frozen=number in recipe.frozen_layers, may_insert=may_insert)
        for plus in self.between:
            plus.setEnabled(may_insert)
        self.inputs.count.setText(f"n[0] = {recipe.sizes[0]}")
        self.inputs.name.setToolTip("The inputs x = a[0] of the network; the recipe's Inputs choose them.")
        self.output.count.setText(f"n[{last}] = {recipe.outputs}")
        self.output.kind.setText(recipe.head.label.partition(",")[0])
        self.output.kind.setToolTip(f"{recipe.head.label}: {recipe.head.formula}")
        self.output.set_frozen(last in recipe.frozen_layers, self._theme)

    def set_diagnostics(self, found: tuple[LayerDiagnostics, ...], parameters: Parameters) -> None:
        """What goes on in layers 1..L; empty where nobody has looked at these layers."""
        for place, head in enumerate(self.hidden):
            head.set_diagnostics(found[place] if found else None)
        number = len(self.hidden) + 1
        words = [f"ŷ = a[{number}] = g(W[{number}] a[{number - 1}] + b[{number}])"]
        if found:
            outputs = self._recipe.outputs
            words += [layer_words(number, outputs, found[-1]), collapsed_words(self._recipe, parameters)]
        self.output.name.setToolTip("\n\n".join(part for part in words if part))

    def place(self, layout: DiagramLayout) -> None:
        """Stand over the columns of a layout."""
        first, *hidden, last = layout.columns
        self.inputs.stand_at(first.x, layout.detail)
        self.output.stand_at(last.x, layout.detail)
        for head, column in zip(self.hidden, hidden, strict=True):
            head.stand_at(column.x, layout.pitch, layout.detail)
        for plus, column in zip(self.between, layout.columns, strict=False):
            plus.move(round(column.x + layout.pitch / 2 - PLUS / 2), (NAME_HEIGHT - PLUS) // 2)
            plus.setVisible(layout.detail is not Detail.BARE)

    def add(self, at: int) -> None:
        """Ask for another layer, as number `at` + 1, like the one before it."""
        hidden = self._recipe.hidden
        like = hidden[max(0, at - 1)] if hidden else HiddenLayer(4)
        self.replaced.emit((*hidden[:at], like, *hidden[at:]), f"Add hidden layer {at + 1}")

    def remove(self, number: int) -> None:
        """Ask for the layers without this one."""
        hidden = self._recipe.hidden
        self.replaced.emit((*hidden[: number - 1], *hidden[number:]), f"Remove hidden layer {number}")

    def _change(self, number: int, layer: HiddenLayer) -> None:
        hidden = self._recipe.hidden
        old = hidden[number - 1]
        if layer != old:
            changed = "Activation" if layer.activation != old.activation else "Slope"
            what = "Units" if layer.units != old.units else changed
            self.replaced.emit((*hidden[: number - 1], layer, *hidden[number:]), f"{what} of layer {number}")

    def _new_head(self, number: int) -> LayerHead:
        head = LayerHead(number, self._diagram)
        head.set_theme(self._theme)
        head.changed.connect(lambda layer: self._change(number, layer))
        head.removed.connect(lambda: self.remove(number))
        head.inserted.connect(lambda after: self.add(number - 1 + after))
        head.frozen.connect(lambda on: self.frozen.emit(number, on))
        head.show()
        return head

    def _new_plus(self, at: int) -> IconButton:
        after = "the inputs" if at == 0 else f"hidden layer {at}"
        plus = IconButton(
            "plus",
            f"Add a hidden layer after {after}",
            f"Put another hidden layer here (at most {MOST_LAYERS}); the others keep their weights.",
            role="add",
            size=12,
        )
        plus.setParent(self._diagram)
        plus.setFixedSize(PLUS, PLUS)
        plus.set_theme(self._theme)
        plus.clicked.connect(lambda: self.add(at))
        return plus


def _discard(widget: QWidget) -> None:
    focused = widget.focusWidget()
    if focused is not None:
        focused.clearFocus()  # or the focus would wander to whatever comes next
    widget.hide()
    widget.deleteLater()

"""The output layer: what kind it is, and a picture of ŷ, or of the probability of each class."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neural_sketchpad.nn.diagnostics import LayerDiagnostics
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.ui.network.layer_row import LayerPictures
from neural_sketchpad.ui.network.layer_words import collapsed_words, layer_words
from neural_sketchpad.ui.panels.layout import soft, title
from neural_sketchpad.ui.theme import Theme


class OutputRow(QWidget):
    """Shows the output of a recipe; `chosen` brings the index of a unit that was clicked."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._recipe = Recipe()
        self.kind = soft("")
        self.pictures = LayerPictures("Output", self._describe, "ŷ")
        head = QHBoxLayout()
        self.name = title("Output")
        head.addWidget(self.name)
        head.addStretch(1)
        head.addWidget(self.kind)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.pictures)
        self.pictures.strip.chosen.connect(self.chosen)

    def set_recipe(self, recipe: Recipe) -> None:
        self._recipe = recipe
        self.kind.setText(recipe.head.label)
        self.kind.setToolTip(recipe.head.formula)
        self.pictures.strip.set_units(recipe.outputs)

    def set_diagnostics(self, found: LayerDiagnostics | None, parameters: Parameters) -> None:
        """What goes on in this layer, None where nobody has looked."""
        number, units = len(self._recipe.hidden) + 1, self._recipe.outputs
        words = [f"ŷ = a[{number}] = g(W[{number}] a[{number - 1}] + b[{number}])"]
        if found is not None:
            words += [layer_words(number, units, found), collapsed_words(self._recipe, parameters)]
        self.name.setToolTip("\n\n".join(part for part in words if part))

    def set_theme(self, theme: Theme) -> None:
        self.pictures.set_theme(theme)

    def _describe(self, index: int) -> str:
        if self._recipe.outputs == 1:
            return "The output ŷ over the plane, as the canvas shows it."
        return (
            f"The probability ŷ of class {index} over the plane.\n"
            "Click to see it large on the canvas; click again for all classes."
        )

"""A small field over the diagram in which the value of a weight or bias is typed, with a lock to freeze it."""

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from neural_sketchpad.experiment.edits import LARGEST_WEIGHT
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.ui.controls.number import NumberField, parse_number, show_number
from neural_sketchpad.ui.controls.overlay import Overlay
from neural_sketchpad.ui.controls.toggles import Toggle
from neural_sketchpad.ui.network.place_words import kind_of, place_name
from neural_sketchpad.ui.panels.layout import title

WIDTH = 224
BY_ITSELF = "It stays as it is while the rest learns."
WITH_ITS_LAYER = "Its whole layer is frozen."


def parse_weight(text: str) -> float:
    """A weight as typed: 0.25, −1,5, 1/3, 2e-3."""
    if not text.strip():
        raise ValueError("Type a number, such as −0.4, 1/3 or 2e−3.")
    value = parse_number(text)
    if not abs(value) <= LARGEST_WEIGHT:
        raise ValueError(f"A weight is a number from −{LARGEST_WEIGHT:,.0f} to {LARGEST_WEIGHT:,.0f}.")
    return value


class WeightField(NumberField):
    """Tells what is wrong to whom it belongs, instead of in a tool tip."""

    told = Signal(str)

    def __init__(self) -> None:
        super().__init__("Value", parse_weight, show_number, "A number, also as a fraction: −0.4, 1/3, 2e−3")
        self.setFixedWidth(84)

    def tell(self, problem: str | None) -> None:
        self.told.emit(problem or "")


class WeightEditor(Overlay):
    """Opens at a place; `edited` brings the place and its new value, `frozen` the place and whether it is to stay."""

    edited = Signal(object, float)
    frozen = Signal(object, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.place: Place | None = None
        self._name = title("")
        self.field = WeightField()
        self.lock = Toggle("Freeze", "Freeze", BY_ITSELF)
        self.problem = QLabel()
        self.problem.setProperty("role", "problem")
        self.problem.setWordWrap(True)
        self.setFixedWidth(WIDTH)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self._name, 1)
        line.addWidget(self.field)
        line.addWidget(self.lock)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.problem)
        self.problem.hide()
        self.field.edited.connect(self._edited)
        self.field.told.connect(self.tell)
        self.lock.edited.connect(lambda on, _gesture: self.frozen.emit(self.place, on))

    def edit(self, place: Place, value: float, recipe: Recipe, at: QPoint, beside: QWidget) -> None:
        """Ask for the value of a place of a network, beside a position of a widget."""
        self.place = place
        self._name.setText(place_name(place))
        self.field.setAccessibleName(f"{kind_of(place)} {place_name(place)}")
        self.field.set_value(value)
        with_its_layer = place.layer in recipe.frozen_layers
        self.lock.set_value(recipe.is_frozen(place))
        self.lock.setEnabled(not with_its_layer)
        self.lock.setToolTip(WITH_ITS_LAYER if with_its_layer else BY_ITSELF)
        self.tell("")
        self.open_at(at, beside, self.field)

    def follow(self, value: float) -> None:
        """Show where a value that is frozen has come to rest: it went on learning while the editor was open."""
        if self.lock.button.isChecked() and not self.field.isModified():
            self.field.set_value(value)

    def tell(self, problem: str) -> None:
        """Say what is wrong with what was typed; "" for nothing."""
        if problem != self.problem.text():
            self.problem.setText(problem)
            self.problem.setVisible(bool(problem))
            if self.isVisible():
                self.fit()

    def _edited(self, value: float, _gesture: object) -> None:
        if self.place is not None:
            self.edited.emit(self.place, value)

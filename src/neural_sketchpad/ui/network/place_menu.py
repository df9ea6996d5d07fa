"""The menu of a unit, a weight or a bias in the diagram."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.ui.network.place_words import place_name


class PlaceMenu(QMenu):
    """`chosen` brings the place to be pinned or typed, `frozen` a place or a layer's number, and whether it stays."""

    chosen = Signal(object)
    frozen = Signal(object, bool)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

    def offer_freezing(self, what: Place | int, name: str, *, is_frozen: bool) -> None:
        """An entry that freezes what learns, or lets learn what is frozen."""
        action = self.addAction(f"Let {name} learn again" if is_frozen else f"Freeze {name}")
        action.triggered.connect(lambda: self.frozen.emit(what, not is_frozen))


def place_menu(place: Place, recipe: Recipe, parent: QWidget) -> PlaceMenu:
    """What can be done with a place: show or type it, freeze it or its layer."""
    menu = PlaceMenu(parent)
    layer = place.layer
    is_layer_frozen = layer in recipe.frozen_layers
    if place.source is not None:
        menu.addAction("Type a value …").triggered.connect(lambda: menu.chosen.emit(place))
        if not is_layer_frozen:
            menu.offer_freezing(place, place_name(place), is_frozen=place in recipe.frozen_places)
    elif layer > 0:
        menu.addAction("Show on the canvas").triggered.connect(lambda: menu.chosen.emit(place))
    if layer > 0:
        menu.offer_freezing(layer, recipe.layer_name(layer), is_frozen=is_layer_frozen)
    else:
        menu.addAction("Inputs are chosen in the recipe").setEnabled(False)
    return menu

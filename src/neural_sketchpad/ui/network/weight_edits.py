"""Setting and freezing weights and biases of the run that is shown: typed, dragged, from a menu."""

import numpy as np

from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import LARGEST_WEIGHT, freeze, set_weight
from neural_sketchpad.nn.gradient import backward, forward, gradient
from neural_sketchpad.nn.place import Place
from neural_sketchpad.ui.network.place_words import kind_of, place_name
from neural_sketchpad.ui.player import Player

PER_PIXEL = 0.02
"""A drag changes a weight by so much with every pixel; one larger than 1 by so large a share of itself."""

MOST_WORK = 500_000
"""Examples times parameters: for more no derivative is worked out while somebody points."""


class WeightEdits:
    """Makes edits of the document out of what is done to the diagram."""

    def __init__(self, document: Document, player: Player) -> None:
        self._document, self._player = document, player
        self._gesture: object = None
        self._held = 0.0

    def value(self, place: Place) -> float | None:
        """The weight or bias as it stands in the run, None where the run does not have it (yet)."""
        run, recipe = self._player.run, self._document.experiment.recipe
        if run.parameters.sizes != recipe.sizes or not recipe.has(place):
            return None
        return run.parameters.value_at(place)

    def derivative(self, place: Place) -> float | None:
        """dW or db there, of the cost over all training examples and its penalties; None where that takes too long."""
        run = self._player.run
        recipe, parameters = run.experiment.recipe, run.parameters
        train, _ = run.experiment.examples()
        if train.m == 0 or train.m * parameters.theta.size > MOST_WORK or not recipe.has(place):
            return None
        with np.errstate(all="ignore"):
            AL, caches = forward(recipe, parameters, train.X)
            grads = backward(recipe, AL, train.Y, caches)
            return gradient(recipe, parameters, grads).value_at(place)

    def put(self, place: Place, value: float, gesture: object = None) -> None:
        """Give a weight or bias this value. ValueError, with one sentence, where it cannot have it."""
        run = self._player.run
        edit = set_weight(self._document.experiment, run.iteration, run.parameters, place, value)
        self._document.apply(edit, f"{kind_of(place)} {place_name(place)}", gesture)

    def drag(self, place: Place, pixels: float, gesture: object) -> None:
        """Change what is dragged by so many pixels upwards since the press, as far as a weight can be set."""
        value = self.value(place)
        if value is None:
            return
        if gesture is not self._gesture:
            self._gesture, self._held = gesture, value
        dragged = self._held + pixels * PER_PIXEL * max(1.0, abs(self._held))
        within = min(max(dragged, -LARGEST_WEIGHT), LARGEST_WEIGHT)
        if within != value:
            self.put(place, within, gesture)

    def freeze(self, what: Place | int, *, frozen: bool) -> None:
        """Let a weight, a bias or a layer l keep its values, or learn again."""
        experiment = self._document.experiment
        layer_name = experiment.recipe.layer_name
        named = f"{kind_of(what)} {place_name(what)}" if isinstance(what, Place) else layer_name(what)
        self._document.apply(freeze(experiment, what, frozen=frozen), f"{'Freeze' if frozen else 'Release'} {named}")

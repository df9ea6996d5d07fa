"""The line above the picture of a layer's activations: its name, and how much of it is dead or saturated."""

from collections.abc import Sequence
from dataclasses import dataclass

from neural_sketchpad.nn.diagnostics import LayerDiagnostics
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.ui.charts.layer_names import long_name, short_name
from neural_sketchpad.ui.theme import Theme

WORTH_SAYING = 0.005
"""Shares above this are no longer 0 %, and stand out."""
SHARES = "Above each picture: dead units / saturated activations."
FULL, MIDDLE = 250, 110
"""Pixels from which on everything is said, and from which on the name is written out."""


@dataclass(frozen=True)
class LayerTitle:
    """A layer in words; `found` is None where nobody has looked yet."""

    name: str
    short: str
    activation: str
    found: LayerDiagnostics | None

    def texts(self, theme: Theme, width: float) -> Sequence[tuple[str, str]]:
        """What stands left and right above a picture so many pixels wide, with the colours."""
        left = f"{self.name} · {self.activation}" if width >= FULL else self.name if width >= MIDDLE else self.short
        if self.found is None:
            return (left, theme.ink), ("", theme.soft)
        dead, saturated = self.found.dead, self.found.saturated
        right = f"dead {dead:.0%}, saturated {saturated:.0%}" if width >= FULL else f"{dead:.0%} / {saturated:.0%}"
        return (left, theme.ink), (right, theme.warning if dead > WORTH_SAYING else theme.soft)


def layer_title(number: int, recipe: Recipe, found: Sequence[LayerDiagnostics]) -> LayerTitle:
    """The title of layer `number` with what was found in layers 1..L, if it was this network that was looked at."""
    hidden = number <= len(recipe.hidden)
    activation = recipe.hidden[number - 1].function.label if hidden else recipe.output
    fits = len(found) == len(recipe.hidden) + 1
    names = long_name(number, recipe), short_name(number, recipe)
    return LayerTitle(*names, activation, found[number - 1] if fits else None)

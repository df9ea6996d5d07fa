"""Between which values the activations of a layer are drawn."""

from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.ui.canvas.value_scale import FINE_STEPS, round_up

Ends = tuple[float, float]

NEVER_NEGATIVE = ("relu", "softplus")
"""Activations whose axis begins at 0."""


def bounds_of(number: int, recipe: Recipe) -> Ends | None:
    """The range of g[l] of layer `number` where it is bounded, else None."""
    if number <= len(recipe.hidden):
        return recipe.hidden[number - 1].function.bounds
    return None if recipe.head.is_regression else (0.0, 1.0)


def axis_of(number: int, recipe: Recipe, low: float, high: float) -> Ends:
    """The range of g[l], or round ends that hold all from `low` to `high`, and 0."""
    bounds = bounds_of(number, recipe)
    if bounds is not None:
        return bounds
    name = recipe.hidden[number - 1].activation if number <= len(recipe.hidden) else recipe.output
    return 0.0 if name in NEVER_NEGATIVE else -round_up(-min(low, 0.0), FINE_STEPS), round_up(
        max(high, 0.0), FINE_STEPS
    )


def colour_ends(number: int, recipe: Recipe, largest: float) -> Ends:
    """The range of g[l], or as far to both sides as |a| goes, so that 0 has the colour in the middle."""
    reach = round_up(largest, FINE_STEPS)
    return bounds_of(number, recipe) or (-reach, reach)

"""Units, weights and biases in words: their names in the course's letters, and the line that reads their values."""

from neural_sketchpad.insight.notation import number_text, subscript
from neural_sketchpad.nn.features import FEATURES
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.nn.recipe import Recipe

DIGITS = 5


def place_name(place: Place) -> str:
    """W[2]₁₃ (unit 1 from unit 3), b[2]₁, a[2]₁; units count from 1."""
    unit = subscript(place.unit + 1)
    if place.source is None:
        return f"a[{place.layer}]{unit}"
    if place.source == BIAS:
        return f"b[{place.layer}]{unit}"
    source = subscript(place.source + 1)
    comma = "," if place.unit > 8 or place.source > 8 else ""
    return f"W[{place.layer}]{unit}{comma}{source}"


def kind_of(place: Place) -> str:
    """Bias or weight."""
    return "Bias" if place.source == BIAS else "Weight"


def unit_name(recipe: Recipe, layer: int, unit: int) -> str:
    """How a unit is called as the end of an edge."""
    if layer == 0:
        return FEATURES[recipe.features[unit]].symbol
    if layer == len(recipe.sizes) - 1:
        return "the output" if recipe.outputs == 1 else f"class {unit}"
    return f"unit {unit + 1}"


def unit_reading(recipe: Recipe, place: Place, low: float, high: float) -> str:
    """A unit, and between which values it lies in the part of the plane that is shown, as far as its picture tells."""
    name = unit_name(recipe, place.layer, place.unit)
    last = place.layer == len(recipe.sizes) - 1
    if place.layer == 0:
        what = f"Input {name}"
    elif last:
        what = "The output ŷ" if recipe.outputs == 1 else f"The probability ŷ of {name}"
    else:
        what = f"{place_name(place)}, {name} of hidden layer {place.layer},"
    return f"{what} from about {number_text(low, 2)} to {number_text(high, 2)} over the plane"


def weight_reading(recipe: Recipe, place: Place, value: float, slope: float | None) -> str:
    """A weight or a bias with its value, and the derivative of the cost by it where it is known."""
    target = unit_name(recipe, place.layer, place.unit)
    if place.source is None or place.source == BIAS:
        where = f" of {target}"
    else:
        where = f" from {unit_name(recipe, place.layer - 1, place.source)} to {target}"
    letter = "b" if place.source == BIAS else "W"
    parts = [f"{place_name(place)}{where} = {number_text(value, DIGITS)}"]
    if slope is not None:
        parts.append(f"d{letter} = {number_text(slope, 3)}")
    if recipe.is_frozen(place):
        parts.append("frozen")
    return " · ".join(parts)


def tool_tip(recipe: Recipe, place: Place) -> str:
    """What a unit, an edge or a bias dot is, with its formula, and what can be done with it."""
    layer, last = place.layer, len(recipe.sizes) - 1
    if place.source is not None:
        what = "added to" if place.source == BIAS else "times what comes along this edge, in"
        return (
            f"{place_name(place)}, {what}\n"
            f"z[{layer}] = W[{layer}] a[{layer - 1}] + b[{layer}] of {unit_name(recipe, layer, place.unit)}: "
            "orange is above 0, blue below.\n"
            "Drag up or down to change it (with Shift finely),\n"
            "click to type a value, right-click to freeze it."
        )
    if layer == 0:
        return f"The input {unit_name(recipe, layer, place.unit)} over the plane."
    if layer == last and recipe.outputs == 1:
        return "The output ŷ over the plane, as the canvas shows it."
    if layer == last:
        what = f"The probability ŷ of {unit_name(recipe, layer, place.unit)} over the plane."
        return f"{what}\nClick to see it large on the canvas; click again for all classes."
    return (
        f"Unit {place.unit + 1} of hidden layer {layer}: a[{layer}] = g(W[{layer}] a[{layer - 1}] + b[{layer}]) "
        "over the plane.\nClick to see it large on the canvas; click again for the output."
    )


def resting_words(drawn: int, edges: int) -> str:
    """What the line says while nothing is pointed at: `drawn` of all `edges` can be seen."""
    if drawn < edges:
        return f"The strongest {drawn:,} of {edges:,} weights are drawn."
    return "Drag a line or dot to change it, click it to type."

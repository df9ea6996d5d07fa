"""Whether the network's shape can draw the border or the surface that the points want."""

from neural_sketchpad.insight.findings.finding import Finding, Remedy
from neural_sketchpad.insight.findings.remedies import another_layer, other_activation, twice_the_units
from neural_sketchpad.insight.findings.stretch import Stretch
from neural_sketchpad.insight.findings.thresholds import Threshold
from neural_sketchpad.insight.findings.words import counted, percent, spoken
from neural_sketchpad.nn.diagnostics import collapsed
from neural_sketchpad.nn.features import FEATURES, PLAIN
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import Recipe

BEND = "tanh"


def all_linear(stretch: Stretch) -> Finding | None:
    """Hidden layers without a bend."""
    now, recipe = stretch.now, stretch.recipe
    if not recipe.hidden or (whole := collapsed(recipe, now.parameters)) is None:
        return None
    symbols = [FEATURES[name].symbol for name in recipe.features]
    lines = [equation(row.tolist(), float(shift[0]), symbols) for row, shift in zip(*whole, strict=True)]
    count = len(recipe.hidden)
    layers, them = ("the hidden layer is", "it") if count == 1 else (
        "both hidden layers are" if count == 2 else f"all {count} hidden layers are", "them")  # fmt: skip
    what = "a border that is a straight line" if recipe.outputs == 1 and not recipe.head.is_regression else (
        "a plane" if recipe.head.is_regression else "borders that are straight lines")  # fmt: skip
    return Finding(
        "all-linear",
        f"{layers.capitalize()} linear, so the network is worth no more than without {them} and gives "
        f"{what}{_in_which_inputs(recipe)}.",
        tuple(("z" if len(lines) == 1 else f"z_{unit}", line) for unit, line in enumerate(lines, start=1)),
        "A linear function of a linear function is linear again: W′ = W[L] ··· W[1]. Only a non-linear g makes hidden "
        "layers worth having.",
        other_activation(BEND, BEND, "linear"),
        tuple(
            Place(layer, unit) for layer, hidden in enumerate(recipe.hidden, start=1) for unit in range(hidden.units)
        ),
    )


def equation(weights: list[float], bias: float, symbols: list[str]) -> str:
    """w·x + b with its numbers: "0.3 x₁ − 1.2 x₂ + 0.5"."""
    terms = [f"{spoken(weight, 2)} {symbol}" for weight, symbol in zip(weights, symbols, strict=True)]
    return " + ".join([*terms, spoken(bias, 2)]).replace("+ −", "− ")


def not_separable(stretch: Stretch) -> Finding | None:
    """A network that can only draw lines, and two classes that no line tells apart."""
    now, recipe = stretch.now, stretch.recipe
    if any(layer.activation != "linear" for layer in recipe.hidden) or stretch.updates < Threshold.SOME_UPDATES.number:
        return None
    if not stretch.stands or (pair := now.ground.inseparable) is None:
        return None
    first, second = pair
    room = now.has_room
    inputs = _in_which_inputs(recipe)
    return Finding(
        "not-linearly-separable",
        f"No straight line{inputs} separates class {first} from class {second}, and more than a line this network "
        f"cannot draw: {percent(1.0 - now.error)} of the training points are told right.",
        (
            ("Told right by the network", percent(1.0 - now.error)),
            ("Told right by seven neighbours", percent(1.0 - now.ground.neighbours_error)),
        ),
        f"Without a non-linear hidden layer, z = W x + b = 0 is a straight line{inputs}. "
        + (
            "Hidden units bend it."
            if room
            else "Here the classes overlap, so that no border would be right everywhere."
        ),
        _bend(stretch) if room else None,
    )


def _in_which_inputs(recipe: Recipe) -> str:
    """In what a line is straight, where that is not the plane: " in x₁², x₂²"."""
    if set(recipe.features) <= set(PLAIN):
        return ""
    return f" in {', '.join(FEATURES[name].symbol for name in recipe.features)}"


def _bend(stretch: Stretch) -> Remedy:
    return other_activation(BEND, BEND, "linear") if stretch.recipe.hidden else another_layer()


def too_few_units(stretch: Stretch) -> Finding | None:
    """A small network that has learned what it can, and less than the neighbours know."""
    now, units = stretch.now, sum(layer.units for layer in stretch.recipe.hidden)
    if stretch.updates < Threshold.SETTLED_UPDATES.number or not stretch.is_small_but_learns:
        return None
    if not now.has_room or not stretch.is_settled:
        return None
    ground = now.ground
    if ground.is_regression:
        done = f"leaves a mean squared error of {spoken(now.error, 2)}"
        others = f"an average of seven neighbours leaves {spoken(ground.neighbours_error, 2)}"
        label, errors = "Mean squared error", (spoken(now.error, 2), spoken(ground.neighbours_error, 2))
    else:
        done = f"stays at {percent(1.0 - now.error)} of the training points told right"
        others = f"seven neighbours tell {percent(1.0 - ground.neighbours_error)}"
        label, errors = "Told right", (percent(1.0 - now.error), percent(1.0 - ground.neighbours_error))
    return Finding(
        "too-few-units",
        f"With {counted(units, 'hidden unit')} the network {done}, where {others}: more units could follow the shape.",
        ((f"{label}, network", errors[0]), (f"{label}, neighbours", errors[1]), ("Hidden units", f"{units}")),
        "Each hidden unit adds one bend, and with too few of them the border cannot follow the points: bias is high.",
        twice_the_units(),
    )

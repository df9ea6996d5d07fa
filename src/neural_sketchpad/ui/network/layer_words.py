"""What goes on in a layer, in words and numbers: the tool tip of its name."""

from neural_sketchpad.nn.diagnostics import LayerDiagnostics, collapsed
from neural_sketchpad.nn.features import FEATURES
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.ui.canvas.axes import short_text


def layer_words(number: int, units: int, found: LayerDiagnostics) -> str:
    """A line for each diagnostic of layer l = `number`, over a sample of the training examples."""
    groups = [", ".join(str(unit + 1) for unit in group) for group in found.identical]
    identical = "; ".join(groups) if groups else "none"
    return "\n".join(
        [
            f"Gradient |dW[{number}], db[{number}]|: {short_text(found.gradient_norm)}",
            f"Next update |ΔW[{number}]| / |W[{number}]|: {short_text(found.update_ratio)}",
            f"Dead units (0 for every example): {found.dead:.0%}",
            f"Saturated (|g′(z)| below 0.01): {found.saturated:.0%}",
            f"Identical units (same weights and bias): {identical}",
            f"Rank of A[{number}] over the examples: {found.rank} of {units}",
        ]
    )


def collapsed_words(recipe: Recipe, parameters: Parameters) -> str:
    """What a network with only linear hidden layers is worth: one line for each z, or "" where there is a bend."""
    found = collapsed(recipe, parameters) if recipe.hidden else None
    if found is None:
        return ""
    symbols = [FEATURES[name].symbol for name in recipe.features]
    lines = ["All hidden layers are linear: together they are one linear map, z = W′ a[0] + b′."]
    for row, bias in zip(*found, strict=True):
        terms = [f"{short_text(float(weight))} {symbol}" for weight, symbol in zip(row, symbols, strict=True)]
        lines.append(f"z = {' + '.join([*terms, short_text(float(bias[0]))])}".replace("+ −", "− "))
    return "\n".join(lines)

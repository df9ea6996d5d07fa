"""What the network says at one place of the plane, in words."""

import numpy as np

from neural_sketchpad.insight.notation import subscript
from neural_sketchpad.nn.fields import plane_values
from neural_sketchpad.nn.network import Network
from neural_sketchpad.ui.canvas.axes import short_text
from neural_sketchpad.ui.view_model import OUTPUT, Unit


def prediction_symbol(label: int) -> str:
    """ŷ of one class: ŷ₀, ŷ₁, ..."""
    return "ŷ" + subscript(label)


def unit_symbol(unit: Unit | None) -> str:
    """What the canvas shows: ŷ, ŷ of one class, or a[l]."""
    if unit is None:
        return "ŷ"
    return prediction_symbol(unit.index) if unit.layer == OUTPUT else f"a[{unit.layer}]"


def reading(network: Network, unit: Unit | None, at: tuple[float, float]) -> str:
    """The activation of a unit at a place; without one ŷ, and of several classes the most probable."""
    X = np.array([[at[0]], [at[1]]], dtype=np.float32)
    if unit is not None and unit.layer != OUTPUT:
        value = plane_values(network, unit.layer, slice(unit.index, unit.index + 1), X)[0, 0]
        return f"{unit_symbol(unit)} {float(value):.3f}"
    Z = plane_values(network, network.depth, slice(None), X).astype(np.float64)
    with np.errstate(all="ignore"):
        predictions = network.recipe.head.predict(np.nan_to_num(Z))[:, 0]
    if network.recipe.head.is_regression:
        return f"ŷ {short_text(float(predictions[0]))}"
    if unit is not None:
        return f"{unit_symbol(unit)} {float(predictions[unit.index]):.3f}"
    if len(predictions) == 1:
        return f"ŷ {float(predictions[0]):.3f}"
    told = int(predictions.argmax())
    return f"class {told}: {float(predictions[told]):.2f}"

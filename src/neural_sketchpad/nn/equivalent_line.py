"""The one line that a network of linear hidden layers draws, however many there are."""

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.diagnostics import collapsed
from neural_sketchpad.nn.features import PLAIN
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.straight_lines import CORNERS, coefficients


def equivalent_line(network: Network) -> NDArray[np.float64] | None:
    """c (3,) with W′ a[0] + b′ = c0 + c1 x1 + c2 x2, the border between two classes being where this is 0.

    None without hidden layers, or where one of them bends; where the output is not one probability; and where inputs
    other than x1 and x2 make the border a curve.
    """
    recipe = network.recipe
    plain = set(network.inputs.names) <= set(PLAIN)
    if not recipe.hidden or recipe.outputs > 1 or recipe.head.is_regression or not plain:
        return None
    whole = collapsed(recipe, network.parameters)
    if whole is None:
        return None
    W, b = whole
    with np.errstate(all="ignore"):
        line: NDArray[np.float64] = coefficients(W @ network.inputs(CORNERS) + b)[0]
    return line

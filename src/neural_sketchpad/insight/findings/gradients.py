"""What becomes of the gradient on its way back."""

from neural_sketchpad.insight.findings.finding import Finding, Remedy
from neural_sketchpad.insight.findings.remedies import new_start, other_activation, other_scheme
from neural_sketchpad.insight.findings.stretch import Stretch
from neural_sketchpad.insight.findings.thresholds import Threshold
from neural_sketchpad.insight.findings.words import spoken
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import Recipe

SHRINKING = ("sigmoid", "tanh", "softplus", "elu", "gelu", "sine")
"""Activations whose slope is most often below 1."""


def vanishing(stretch: Stretch) -> Finding | None:
    """A deep network whose first layer gets hardly any gradient, while there is something left to learn."""
    now, recipe = stretch.now, stretch.recipe
    if len(recipe.hidden) < Threshold.DEEP.number or now.is_done:
        return None
    if not all(W.any() for W, _ in now.parameters.layers):
        return None  # through weights of 0 nothing comes back, and that is another matter
    signals = now.slope.signals
    if not 0.0 < signals[0] < Threshold.VANISHED.number * signals[-1]:
        return None
    return Finding(
        "vanishing-gradients",
        f"On its way back from layer {len(signals)} to layer 1 the gradient becomes "
        f"{spoken(signals[-1] / signals[0], 2)} times smaller, so the early layers hardly learn.",
        tuple((f"RMS of dA[{layer}]", spoken(rms, 2)) for layer, rms in enumerate(signals, start=1)),
        "On the way back every layer multiplies by its weights and by g′(z), and many factors below 1 leave almost "
        "nothing. The slope of ReLU is 1 wherever z is above 0.",
        _remedy(recipe),
        tuple(Place(1, unit) for unit in range(recipe.hidden[0].units)),
    )


def _remedy(recipe: Recipe) -> Remedy:
    if any(layer.activation in SHRINKING for layer in recipe.hidden):
        return other_activation("relu", "ReLU", *SHRINKING, from_start=True)
    return new_start() if recipe.initialization.scheme in ("xavier", "he", "orthogonal") else other_scheme(recipe)

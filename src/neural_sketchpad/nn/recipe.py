"""What a network is and how it learns: a frozen value, valid from the moment it exists.

A value that cannot be is refused here, when it is built, with one sentence that starts with the name of the
field, so that a file reader or a form only has to put the place in front of it.
"""

import math
from dataclasses import dataclass, field

from neural_sketchpad.nn.activations import ACTIVATIONS

MAX_LAYERS = 32
MAX_UNITS = 1024
MAX_LEARNING_RATE = 1e6

INPUTS = 2
"""n[0]: a point of the plane has two coordinates."""


class RecipeError(ValueError):
    """A recipe that cannot be; its text is one sentence starting with the field's name."""


@dataclass(frozen=True)
class HiddenLayer:
    """One hidden layer: n[l] units and their activation g[l]."""

    units: int
    activation: str = "tanh"

    def __post_init__(self) -> None:
        if not 1 <= self.units <= MAX_UNITS:
            raise RecipeError(f"units must be from 1 to {MAX_UNITS:,}, not {self.units:,}.")
        if self.activation not in ACTIVATIONS:
            raise RecipeError(f"activation must be one of {', '.join(ACTIVATIONS)}, not {self.activation!r}.")


@dataclass(frozen=True)
class Scheme:
    """A way to draw starting weights; `default_scale` is None where the scheme fixes its own."""

    label: str
    formula: str
    default_scale: float | None = None


SCHEMES = {
    "zeros": Scheme("Zeros", "W = 0"),
    "constant": Scheme("Constant", "W = c, the same number everywhere", 0.5),
    "small_random": Scheme("Small random (× 0.01)", "W = 0.01 · N(0, 1)", 0.01),
    "large_random": Scheme("Large random (× 10)", "W = 10 · N(0, 1)", 10.0),
    "xavier": Scheme("Xavier", "W[l] = N(0, 1) · √(1 / n[l−1])"),
    "he": Scheme("He", "W[l] = N(0, 1) · √(2 / n[l−1])"),
    "normal": Scheme("Normal, own scale", "W = scale · N(0, 1)", 1.0),
}


@dataclass(frozen=True)
class Initialization:
    """How the starting weights are drawn; biases start at 0.

    `scale` multiplies what the scheme draws (for "constant" it is the constant itself). "zeros", "xavier" and
    "he" fix their own scale and do not read it.
    """

    scheme: str = "xavier"
    scale: float = 1.0

    def __post_init__(self) -> None:
        if self.scheme not in SCHEMES:
            raise RecipeError(f"scheme must be one of {', '.join(SCHEMES)}, not {self.scheme!r}.")
        if not math.isfinite(self.scale) or abs(self.scale) > 1e6:
            raise RecipeError(f"scale must be a number from -1,000,000 to 1,000,000, not {self.scale:g}.")

    @classmethod
    def of(cls, scheme: str) -> "Initialization":
        """The scheme with its customary scale."""
        default = SCHEMES[scheme].default_scale
        return cls(scheme, 1.0 if default is None else default)


@dataclass(frozen=True)
class Optimizer:
    """Gradient descent, W := W - α dW, with α the learning rate."""

    name: str = "gradient_descent"
    learning_rate: float = 0.3

    def __post_init__(self) -> None:
        if self.name != "gradient_descent":
            raise RecipeError(f"name must be gradient_descent, not {self.name!r}.")
        rate = self.learning_rate
        if not (math.isfinite(rate) and 0.0 < rate <= MAX_LEARNING_RATE):
            raise RecipeError(
                f"learning_rate must be a finite number above 0 and at most {MAX_LEARNING_RATE:,.0f}, not {rate:g}."
            )


@dataclass(frozen=True)
class Recipe:
    """Layers, output, cost, initialisation, optimiser and batch of one network.

    `batch_size` None means all training examples at once.
    """

    hidden: tuple[HiddenLayer, ...] = (HiddenLayer(4),)
    output: str = "sigmoid"
    cost: str = "cross_entropy"
    initialization: Initialization = field(default_factory=Initialization)
    optimizer: Optimizer = field(default_factory=Optimizer)
    batch_size: int | None = None

    def __post_init__(self) -> None:
        if len(self.hidden) > MAX_LAYERS:
            raise RecipeError(f"hidden must have at most {MAX_LAYERS} layers, not {len(self.hidden):,}.")
        if self.output != "sigmoid":
            raise RecipeError(f"output must be sigmoid, not {self.output!r}.")
        if self.cost != "cross_entropy":
            raise RecipeError(f"cost must be cross_entropy, not {self.cost!r}.")
        if self.batch_size is not None and self.batch_size < 1:
            raise RecipeError(f"batch_size must be at least 1 (or null for all examples), not {self.batch_size:,}.")

    @property
    def sizes(self) -> tuple[int, ...]:
        """n[0], n[1], ..., n[L]."""
        return (INPUTS, *(layer.units for layer in self.hidden), 1)

    @property
    def activations(self) -> tuple[str, ...]:
        """g[1], ..., g[L]."""
        return (*(layer.activation for layer in self.hidden), self.output)


def layer_origins(old: Recipe, new: Recipe) -> tuple[int | None, ...]:
    """For every layer 1..L of `new`, the layer of `old` it continues, or None for one that is new.

    With the same depth, layers keep their place. Otherwise the equal layers at the front keep theirs, then those
    at the back, so that a layer put in or taken out anywhere leaves its neighbours what they are. The output
    layer always continues the output layer.
    """
    before, after = old.hidden, new.hidden
    if len(before) == len(after):
        return tuple(range(1, len(after) + 2))
    shorter = min(len(before), len(after))
    front = 0
    while front < shorter and before[front] == after[front]:
        front += 1
    back = 0
    while back < shorter - front and before[-1 - back] == after[-1 - back]:
        back += 1
    origins: list[int | None] = [None] * len(after)
    for place in range(front):
        origins[place] = place + 1
    for place in range(1, back + 1):
        origins[-place] = len(before) - place + 1
    return (*origins, len(before) + 1)

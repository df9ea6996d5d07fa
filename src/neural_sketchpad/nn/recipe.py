"""What a network is and how it learns: a frozen value, valid from the moment it exists.

A value that cannot be is refused here, when it is built, with one sentence that starts with the name of the
field, so that a file reader or a form only has to put the place in front of it.
"""

import math
from dataclasses import dataclass, field

from neural_sketchpad.nn.activations import ACTIVATIONS, LEAK, Activation, leaky_relu
from neural_sketchpad.nn.features import FEATURES, PLAIN
from neural_sketchpad.nn.optimizers import Optimizer, RecipeError
from neural_sketchpad.nn.outputs import OUTPUTS, Output
from neural_sketchpad.nn.place import BIAS, Place

MAX_LAYERS = 32
MAX_UNITS = 1024
MOST_CLASSES = 8
MAX_DROPOUT = 0.99
PRECISIONS = ("float64", "float32")


@dataclass(frozen=True)
class HiddenLayer:
    """One hidden layer: n[l] units and their activation g[l]; `slope` is that of leaky ReLU for z < 0."""

    units: int
    activation: str = "tanh"
    slope: float = LEAK

    def __post_init__(self) -> None:
        if not 1 <= self.units <= MAX_UNITS:
            raise RecipeError(f"units must be from 1 to {MAX_UNITS:,}, not {self.units:,}.")
        if self.activation not in ACTIVATIONS:
            raise RecipeError(f"activation must be one of {', '.join(ACTIVATIONS)}, not {self.activation!r}.")
        if not 0.0 <= self.slope <= 1.0:
            raise RecipeError(f"slope must be from 0 to 1, not {self.slope:g}.")

    @property
    def function(self) -> Activation:
        """g[l] and its derivative."""
        return leaky_relu(self.slope) if self.activation == "leaky_relu" else ACTIVATIONS[self.activation]


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
    "orthogonal": Scheme("Orthogonal", "W with orthonormal rows or columns, times the scale (Saxe et al., 2014)", 1.0),
}
"""Every scheme, in the order in which menus show them."""


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
class Regularization:
    """What keeps weights small or units independent; 0 means none.

    To the cost are added `l1` Σ |w| and `l2` / 2 Σ w² over all weights, not biases (PyTorch's weight_decay is `l2`).
    `dropout` is the share of hidden units left out of each example in each update; those that stay are divided by
    1 - dropout (Srivastava et al., 2014, inverted).
    """

    l1: float = 0.0
    l2: float = 0.0
    dropout: float = 0.0

    def __post_init__(self) -> None:
        for name, strength in (("l1", self.l1), ("l2", self.l2)):
            if not 0.0 <= strength <= 1e6:
                raise RecipeError(f"{name} must be from 0 to 1,000,000, not {strength:g}.")
        if not 0.0 <= self.dropout <= MAX_DROPOUT:
            raise RecipeError(f"dropout must be from 0 to {MAX_DROPOUT:g}, not {self.dropout:g}.")


@dataclass(frozen=True)
class Recipe:
    """Inputs, layers, output, cost, initialisation, optimiser, regularisation and batch of one network.

    `features` are the inputs by name, standardised over the training examples if `standardize`. `outputs` is n[L]: 1,
    or with softmax one for each of 3 to 8 classes. `batch_size` None means all training examples at once.
    `precision` is that of the training step. The layers in `frozen_layers` (l from 1 to L) and the single weights and
    biases in `frozen_places` keep their values while the rest learns.
    """

    hidden: tuple[HiddenLayer, ...] = (HiddenLayer(4),)
    output: str = "sigmoid"
    cost: str = "cross_entropy"
    initialization: Initialization = field(default_factory=Initialization)
    optimizer: Optimizer = field(default_factory=Optimizer)
    batch_size: int | None = None
    outputs: int = 1
    features: tuple[str, ...] = PLAIN
    standardize: bool = False
    regularization: Regularization = field(default_factory=Regularization)
    precision: str = "float64"
    frozen_layers: frozenset[int] = frozenset()
    frozen_places: frozenset[Place] = frozenset()

    def __post_init__(self) -> None:
        if len(self.hidden) > MAX_LAYERS:
            raise RecipeError(f"hidden must have at most {MAX_LAYERS} layers, not {len(self.hidden):,}.")
        self._check_output()
        if self.batch_size is not None and self.batch_size < 1:
            raise RecipeError(f"batch_size must be at least 1 (or null for all examples), not {self.batch_size:,}.")
        for name in self.features:
            if name not in FEATURES:
                raise RecipeError(f"features must be among {', '.join(FEATURES)}, not {name!r}.")
        if not self.features:
            raise RecipeError("features must have at least one input.")
        if self.features != tuple(name for name in FEATURES if name in self.features):
            raise RecipeError(f"features must be in this order and each only once: {', '.join(FEATURES)}.")
        if self.precision not in PRECISIONS:
            raise RecipeError(f"precision must be one of {', '.join(PRECISIONS)}, not {self.precision!r}.")
        for layer in self.frozen_layers:
            if not 1 <= layer < len(self.sizes):
                raise RecipeError(f"frozen_layers must be from 1 to {len(self.sizes) - 1}, not {layer:,}.")
        for place in self.frozen_places:
            if not self.has(place):
                where = f"layer {place.layer}, unit {place.unit}, source {place.source}"
                raise RecipeError(f"frozen_places must be weights or biases of the network, not {where}.")

    def _check_output(self) -> None:
        fitting = {output: [cost for other, cost in OUTPUTS if other == output] for output, _ in OUTPUTS}
        if self.output not in fitting:
            raise RecipeError(f"output must be one of {', '.join(fitting)}, not {self.output!r}.")
        if self.cost not in {cost for _, cost in OUTPUTS}:
            raise RecipeError(f"cost must be one of cross_entropy, squared_error, not {self.cost!r}.")
        if self.cost not in fitting[self.output]:
            raise RecipeError(f"cost must be {' or '.join(fitting[self.output])} for a {self.output} output, "
                              f"not {self.cost}.")  # fmt: skip
        if self.output == "softmax" and not 3 <= self.outputs <= MOST_CLASSES:
            raise RecipeError(f"outputs must be from 3 to {MOST_CLASSES} classes for softmax, not {self.outputs:,}.")
        if self.output != "softmax" and self.outputs != 1:
            raise RecipeError(f"outputs must be 1 for a {self.output} output, not {self.outputs:,}.")

    @property
    def sizes(self) -> tuple[int, ...]:
        """n[0], n[1], ..., n[L]."""
        return (len(self.features), *(layer.units for layer in self.hidden), self.outputs)

    def layer_name(self, layer: int) -> str:
        """What layer l from 0 to L is called in a sentence: the inputs, hidden layer 1, ..., the output layer."""
        if layer == 0:
            return "the inputs"
        return f"hidden layer {layer}" if layer <= len(self.hidden) else "the output layer"

    def has(self, place: Place) -> bool:
        """Whether there is a weight or a bias at this place."""
        sizes = self.sizes
        if place.source is None or not 1 <= place.layer < len(sizes):
            return False
        return 0 <= place.unit < sizes[place.layer] and BIAS <= place.source < sizes[place.layer - 1]

    def is_frozen(self, place: Place) -> bool:
        """Whether this weight or bias keeps its value, by itself or with its whole layer."""
        return place.layer in self.frozen_layers or place in self.frozen_places

    @property
    def architecture(self) -> tuple[object, ...]:
        """What the weights belong to: networks that are equal in this can take each other's."""
        return self.features, self.sizes, self.output == "softmax"

    @property
    def head(self) -> Output:
        """The output layer with its cost."""
        return OUTPUTS[self.output, self.cost]

    @property
    def activations(self) -> tuple[Activation | str, ...]:
        """g[1], ..., g[L-1] as pairs, and the name of g[L], as the building blocks take them."""
        return (*(layer.function for layer in self.hidden), self.output)

"""The presets: data sets that a course likes to show, each a pure function of its choice.

Noise is the standard deviation of a normal displacement in plane units, unless a preset says otherwise; for values it
is that of the value. Class 0 comes first; where the points cannot be shared out evenly, the last classes have one more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.data.dataset import Dataset

Points = NDArray[np.float64]
Maker = Callable[[int, int, float, np.random.Generator], Points]
"""(class, how many, noise, generator) -> points (2, how many)."""

Drawer = Callable[[int, float, np.random.Generator], tuple[Points, NDArray[np.float64]]]
"""(how many, noise, generator) -> points (2, how many) and their targets (how many,)."""

MAX_POINTS = 20_000
MAX_NOISE = 2.0


def _blobs(centre: float, label: int, count: int, noise: float, rng: np.random.Generator) -> Points:
    side = centre if label else -centre
    return np.full((2, count), side) + noise * rng.standard_normal((2, count))


def _separable_blobs(label: int, count: int, noise: float, rng: np.random.Generator) -> Points:
    return _blobs(2.0, label, count, noise, rng)


def _overlapping_blobs(label: int, count: int, noise: float, rng: np.random.Generator) -> Points:
    return _blobs(0.9, label, count, noise, rng)


def _xor(label: int, count: int, noise: float, rng: np.random.Generator) -> Points:
    """Class 1 where the signs of x1 and x2 differ; a gap of 0.3 along the axes."""
    size = rng.uniform(0.3, 4.0, (2, count))
    sign = rng.choice((-1.0, 1.0), count)
    signs = np.vstack([sign, -sign if label else sign])
    return signs * size + noise * rng.standard_normal((2, count))


def _circle_in_ring(label: int, count: int, noise: float, rng: np.random.Generator) -> Points:
    """Class 1 fills the disc of radius 1.6, class 0 the ring from 2.6 to 4."""
    inner, outer = (0.0, 1.6) if label else (2.6, 4.0)
    r = np.sqrt(rng.uniform(inner**2, outer**2, count))
    t = rng.uniform(0.0, 2.0 * np.pi, count)
    return np.vstack([r * np.cos(t), r * np.sin(t)]) + noise * rng.standard_normal((2, count))


def _moons(label: int, count: int, noise: float, rng: np.random.Generator) -> Points:
    """Two half circles of radius 2.4, the second turned over and moved into the first."""
    t = np.linspace(0.0, np.pi, count)
    x1, x2 = 2.4 * np.cos(t), 2.4 * np.sin(t)
    half = np.vstack([x1 + 1.2, -x2 + 0.6]) if label else np.vstack([x1 - 1.2, x2 - 0.6])
    return half + noise * rng.standard_normal((2, count))


def _spirals(label: int, count: int, noise: float, rng: np.random.Generator) -> Points:
    """Two arms of one turn and a half, half a turn apart."""
    share = np.linspace(0.05, 1.0, count)
    t = 3.0 * np.pi * share + np.pi * label
    return 4.2 * share * np.vstack([np.cos(t), np.sin(t)]) + noise * rng.standard_normal((2, count))


def _checkerboard(label: int, count: int, noise: float, rng: np.random.Generator) -> Points:
    """Four by four squares of side 2."""
    column = rng.integers(0, 4, count)
    row = 2 * rng.integers(0, 2, count) + (column + label) % 2
    corner = 2.0 * np.vstack([column, row]) - 4.0
    return corner + rng.uniform(0.1, 1.9, (2, count)) + noise * rng.standard_normal((2, count))


def _sine_border(label: int, count: int, noise: float, rng: np.random.Generator) -> Points:
    """Class 1 above the wave 1.5 sin(1.4 x1), class 0 below, with a gap of 0.5."""
    x1 = rng.uniform(-4.2, 4.2, count)
    away = 0.25 + rng.uniform(0.0, 2.2, count)
    x2 = 1.5 * np.sin(1.4 * x1) + (away if label else -away)
    return np.vstack([x1, x2]) + noise * rng.standard_normal((2, count))


def _flower(label: int, count: int, noise: float, rng: np.random.Generator) -> Points:
    """The course's flower: petals r = 4 sin(4t), the noise on the angle t and on the radius r."""
    t = np.linspace(3.12 * label, 3.12 * (label + 1), count) + noise * rng.standard_normal(count)
    r = 4.0 * np.sin(4.0 * t) + noise * rng.standard_normal(count)
    return np.vstack([r * np.sin(t), r * np.cos(t)])


def _three_blobs(label: int, count: int, noise: float, rng: np.random.Generator) -> Points:
    """Round the corners of a triangle."""
    angle = np.pi / 2 + 2.0 * np.pi * label / 3
    centre = 2.4 * np.array([[np.cos(angle)], [np.sin(angle)]])
    return centre + noise * rng.standard_normal((2, count))


def _three_spirals(label: int, count: int, noise: float, rng: np.random.Generator) -> Points:
    """Three arms of one turn, a third of a turn apart."""
    share = np.linspace(0.08, 1.0, count)
    t = 2.0 * np.pi * (share + label / 3)
    return 4.2 * share * np.vstack([np.cos(t), np.sin(t)]) + noise * rng.standard_normal((2, count))


def _quarters(label: int, count: int, noise: float, rng: np.random.Generator) -> Points:
    """The four quadrants, with a gap of 0.3 along the axes, counted from the upper right against the clock."""
    size = rng.uniform(0.3, 4.0, (2, count))
    signs = ((1.0, 1.0), (-1.0, 1.0), (-1.0, -1.0), (1.0, -1.0))[label]
    return np.array(signs)[:, None] * size + noise * rng.standard_normal((2, count))


def _square(count: int, rng: np.random.Generator) -> Points:
    return rng.uniform(-4.5, 4.5, (2, count))


def _plane(count: int, noise: float, rng: np.random.Generator) -> tuple[Points, NDArray[np.float64]]:
    """y = 0.15 (x1 + x2): what a single linear unit can do."""
    X = _square(count, rng)
    return X, 0.15 * (X[0] + X[1]) + noise * rng.standard_normal(count)


def _waves(count: int, noise: float, rng: np.random.Generator) -> tuple[Points, NDArray[np.float64]]:
    """y = sin(1.2 x1) cos(1.2 x2)."""
    X = _square(count, rng)
    return X, np.sin(1.2 * X[0]) * np.cos(1.2 * X[1]) + noise * rng.standard_normal(count)


def _hills(count: int, noise: float, rng: np.random.Generator) -> tuple[Points, NDArray[np.float64]]:
    """Three Gaussian hills and two hollows, each of width 1.1 and height 1."""
    X = _square(count, rng)
    places = ((-2.5, 2.5, 1.0), (2.5, 2.5, -1.0), (0.0, 0.0, 1.0), (-2.5, -2.5, -1.0), (2.5, -2.5, 1.0))
    y = sum(h * np.exp(-((X[0] - x1) ** 2 + (X[1] - x2) ** 2) / (2 * 1.1**2)) for x1, x2, h in places)
    return X, y + noise * rng.standard_normal(count)


def _house_prices(count: int, noise: float, rng: np.random.Generator) -> tuple[Points, NDArray[np.float64]]:
    """The price max(0, 1.2 (x1 - 0.8)) of a house of size x1, never below zero; x2 has nothing to do with it."""
    X = np.vstack([rng.uniform(0.2, 4.6, count), rng.uniform(-4.0, 4.0, count)])
    return X, np.maximum(0.0, 1.2 * (X[0] - 0.8) + noise * rng.standard_normal(count))


def _in_classes(classes: int, make: Maker) -> Drawer:
    """Class after class, sharing the points out evenly."""

    def draw(count: int, noise: float, rng: np.random.Generator) -> tuple[Points, NDArray[np.float64]]:
        ends = [count * label // classes for label in range(classes + 1)]
        counts = [last - first for first, last in pairwise(ends)]
        clouds = [make(label, count, noise, rng) for label, count in enumerate(counts)]
        return np.hstack(clouds), np.repeat(np.arange(classes, dtype=np.float64), counts)

    return draw


@dataclass(frozen=True)
class Preset:
    """A kind of data set: its name, what it teaches, its customary size and noise, and how its points are drawn.

    `features` and `output` are the network's inputs and its output unit where a preset wants its own.
    """

    name: str
    label: str
    lesson: str
    points: int
    noise: float
    draw: Drawer
    is_regression: bool = False
    features: tuple[str, ...] | None = None
    output: str | None = None


PRESETS = MappingProxyType(
    {
        preset.name: preset
        for preset in (
            Preset("blobs", "Two blobs", "A straight line separates them: logistic regression is enough.",
                   200, 0.7, _in_classes(2, _separable_blobs)),
            Preset("overlap", "Overlapping blobs", "No border is right everywhere; a good ŷ says how unsure it is.",
                   300, 1.1, _in_classes(2, _overlapping_blobs)),
            Preset("xor", "XOR", "No single line will do; two hidden units already can.",
                   300, 0.1, _in_classes(2, _xor)),
            Preset("ring", "Circle in a ring", "A closed border: three hidden units are the fewest that fence it in.",
                   300, 0.1, _in_classes(2, _circle_in_ring)),
            Preset("moons", "Two moons", "A gently bent border for a handful of hidden units.",
                   300, 0.2, _in_classes(2, _moons)),
            Preset("spirals", "Two spirals", "The hard one: it wants width or depth, and patience.",
                   400, 0.08, _in_classes(2, _spirals)),
            Preset("checkerboard", "Checkerboard", "Many separate regions; narrow networks give up here.",
                   600, 0.0, _in_classes(2, _checkerboard)),
            Preset("sine", "Sine wave", "One border with several bends.", 400, 0.05, _in_classes(2, _sine_border)),
            Preset("flower", "Flower", "The course's flower: a line gets about half right, four tanh units 90 %.",
                   400, 0.2, _in_classes(2, _flower)),
            Preset("three_blobs", "Three blobs", "Three classes: softmax gives each its probability.",
                   300, 0.8, _in_classes(3, _three_blobs)),
            Preset("three_spirals", "Three spirals", "Three classes wound into each other.",
                   450, 0.1, _in_classes(3, _three_spirals)),
            Preset("quarters", "Four quarters", "Four classes that even softmax without a hidden layer tells apart.",
                   400, 0.1, _in_classes(4, _quarters)),
            Preset("plane", "Tilted plane", "Values on a slope: one linear unit learns it exactly.",
                   300, 0.05, _plane, is_regression=True),
            Preset("waves", "Waves", "Values up and down: with sine units, or with enough of any others.",
                   500, 0.05, _waves, is_regression=True),
            Preset("hills", "Gaussian hills", "Hills and hollows: each wants a few units of its own.",
                   500, 0.05, _hills, is_regression=True),
            Preset("houses", "House prices",
                   "One input, x₁, and a price never below zero: a job for a ReLU. If it starts dead: new weights.",
                   200, 0.3, _house_prices, is_regression=True, features=("x1",), output="relu"),
        )
    }
)  # fmt: skip
"""Every preset, in the order in which the gallery shows them."""


@dataclass(frozen=True)
class PresetChoice:
    """One preset with its number of points, noise and seed: the same choice gives the same points."""

    name: str
    points: int
    noise: float
    seed: int = 0

    def __post_init__(self) -> None:
        if self.name not in PRESETS:
            raise ValueError(f"name must be one of {', '.join(PRESETS)}, not {self.name!r}.")
        if not 2 <= self.points <= MAX_POINTS:
            raise ValueError(f"points must be from 2 to {MAX_POINTS:,}, not {self.points:,}.")
        if not 0.0 <= self.noise <= MAX_NOISE:
            raise ValueError(f"noise must be from 0 to {MAX_NOISE:g}, not {self.noise:g}.")
        if not 0 <= self.seed < 2**63:
            raise ValueError(f"seed must be a whole number from 0 to 2^63 - 1, not {self.seed}.")

    @classmethod
    def of(cls, name: str) -> "PresetChoice":
        """The preset with its customary number of points and noise."""
        return cls(name, PRESETS[name].points, PRESETS[name].noise)


def generate(choice: PresetChoice) -> Dataset:
    """The points of this choice."""
    preset = PRESETS[choice.name]
    X, targets = preset.draw(choice.points, choice.noise, np.random.default_rng(choice.seed))
    return Dataset.of(X, targets, is_regression=preset.is_regression)

"""The presets: data sets that a course likes to show, each a pure function of its choice.

Noise is the standard deviation of a normal displacement in plane units, unless a preset says otherwise.
Class 0 comes first; with an odd number of points it has one fewer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.data.dataset import Dataset

Points = NDArray[np.float64]
Maker = Callable[[int, int, float, np.random.Generator], Points]
"""(class, how many, noise, generator) -> points (2, how many)."""

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


@dataclass(frozen=True)
class Preset:
    """A kind of data set: its name, what it teaches, its customary size and noise, and how its points are made."""

    name: str
    label: str
    lesson: str
    points: int
    noise: float
    make: Maker


PRESETS = MappingProxyType(
    {
        preset.name: preset
        for preset in (
            Preset("blobs", "Two blobs", "A straight line separates them: logistic regression is enough.",
                   200, 0.7, _separable_blobs),
            Preset("overlap", "Overlapping blobs", "No border is right everywhere; a good ŷ says how unsure it is.",
                   300, 1.1, _overlapping_blobs),
            Preset("xor", "XOR", "No single line will do; two hidden units already can.", 300, 0.1, _xor),
            Preset("ring", "Circle in a ring", "A closed border: three hidden units are the fewest that fence it in.",
                   300, 0.1, _circle_in_ring),
            Preset("moons", "Two moons", "A gently bent border for a handful of hidden units.", 300, 0.2, _moons),
            Preset("spirals", "Two spirals", "The hard one: it wants width or depth, and patience.",
                   400, 0.08, _spirals),
            Preset("checkerboard", "Checkerboard", "Many separate regions; narrow networks give up here.",
                   600, 0.0, _checkerboard),
            Preset("sine", "Sine wave", "One border with several bends.", 400, 0.05, _sine_border),
            Preset("flower", "Flower", "The course's flower: a line gets about half right, four tanh units 90 %.",
                   400, 0.2, _flower),
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
    rng = np.random.default_rng(choice.seed)
    counts = (choice.points // 2, choice.points - choice.points // 2)
    make = PRESETS[choice.name].make
    clouds = [make(label, count, choice.noise, rng) for label, count in enumerate(counts)]
    return Dataset.of(np.hstack(clouds), np.repeat((0, 1), counts))

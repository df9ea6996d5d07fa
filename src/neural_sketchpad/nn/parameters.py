"""All weights and biases of a network as one flat vector with a view per layer.

The vector is what crosses threads, is copied for a snapshot and updated in one call. Layer l occupies
n[l] rows of n[l-1] weights and one bias, so that [W[l] | b[l]] times A[l-1] with a row of ones below it is Z[l].
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.place import Place

Array = NDArray[np.float64]
Number = TypeVar("Number", bound=np.generic)


def layer_views(theta: NDArray[Number], sizes: Sequence[int]) -> list[NDArray[Number]]:
    """[W[l] | b[l]] for l = 1..L, shapes (..., n[l], n[l-1] + 1), as views of the flat `theta` (..., count)."""
    views: list[NDArray[Number]] = []
    start = 0
    for n_prev, n in pairwise(sizes):
        end = start + n * (n_prev + 1)
        views.append(theta[..., start:end].reshape(*theta.shape[:-1], n, n_prev + 1))
        start = end
    return views


def parameter_count(sizes: Sequence[int]) -> int:
    """How many weights and biases a network of these sizes n[0..L] has."""
    return sum(n * (n_prev + 1) for n_prev, n in pairwise(sizes))


def farthest(weights: Sequence[NDArray[np.floating]], largest: float, keep: float = 1.0) -> float:
    """A bound on every Z[l] of a network [W[l] | b[l]] whose inputs have at most the norm `largest`; NaN where unknown.

    By the inequality of Cauchy and Schwarz no unit of a layer exceeds |[W | b]| · |(a, 1)|, with the Frobenius norm of
    the layer's weights and the largest norm of what comes in; and no |g(z)| exceeds |z| + 1. Dropout divides by `keep`.
    """
    highest = reach = largest
    with np.errstate(all="ignore"):
        for W in weights:
            # In double precision: the squares of large numbers are beyond single precision.
            reach = float(np.linalg.norm(W.astype(np.float64))) * math.hypot(reach, 1.0)
            if math.isnan(reach):
                return math.nan
            highest = max(highest, reach)
            reach = (reach + math.sqrt(len(W))) / keep
    return highest


@dataclass(frozen=True, eq=False)
class Parameters:
    """`sizes` is n[0..L], `theta` the flat vector (read-only once in here)."""

    sizes: tuple[int, ...]
    theta: Array

    def __post_init__(self) -> None:
        if self.theta.shape != (parameter_count(self.sizes),):
            raise ValueError(f"a network {'-'.join(map(str, self.sizes))} has other parameters than given.")
        self.theta.flags.writeable = False

    @classmethod
    def from_layers(cls, layers: Iterable[tuple[NDArray[np.floating], NDArray[np.floating]]]) -> "Parameters":
        """From pairs W[l] (n[l], n[l-1]) and b[l] (n[l], 1)."""
        pairs = list(layers)
        sizes = (pairs[0][0].shape[1], *(W.shape[0] for W, _ in pairs))
        return cls(sizes, np.concatenate([np.hstack([W, b]).ravel() for W, b in pairs]).astype(np.float64))

    @property
    def layers(self) -> list[tuple[Array, Array]]:
        """W[l] (n[l], n[l-1]) and b[l] (n[l], 1) for l = 1..L, read-only views."""
        return [(both[:, :-1], both[:, -1:]) for both in layer_views(self.theta, self.sizes)]

    def value_at(self, place: Place) -> float:
        """The weight or bias at a place that there is."""
        return float(layer_views(self.theta, self.sizes)[place.layer - 1][place.unit, place.source])

    def with_value(self, place: Place, value: float) -> "Parameters":
        """The same but for the weight or bias at a place that there is."""
        theta = self.theta.copy()
        layer_views(theta, self.sizes)[place.layer - 1][place.unit, place.source] = value
        return Parameters(self.sizes, theta)

    def as_dict(self) -> dict[str, Array]:
        """The course's dictionary W1, b1, ..., WL, bL (copies, to be changed at will)."""
        named: dict[str, Array] = {}
        for number, (W, b) in enumerate(self.layers, start=1):
            named[f"W{number}"], named[f"b{number}"] = W.copy(), b.copy()
        return named

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Parameters) and self.sizes == other.sizes and np.array_equal(self.theta, other.theta)

    __hash__ = None  # type: ignore[assignment]


def first_non_finite(parameters: Parameters) -> tuple[int, str] | None:
    """Layer l and "W" or "b" of the first parameter that is NaN or infinite, or None."""
    for number, (W, b) in enumerate(parameters.layers, start=1):
        for name, values in (("W", W), ("b", b)):
            if not np.isfinite(values).all():
                return number, name
    return None


def carry_over(
    old: Parameters, fresh: Parameters, origins: Sequence[int | None], inputs: Sequence[int | None]
) -> Parameters:
    """`fresh`, with every number that still has its place in `old` taken from there.

    `origins[l-1]` is the layer of `old` that layer l continues, `inputs[i]` the input of `old` that input i is (see
    `reshaping.layer_origins` and `input_origins`). A weight is kept where both the unit and what it reads from are
    still there, a bias where its unit is.
    """
    theta = fresh.theta.copy()
    before = layer_views(old.theta, old.sizes)
    after = layer_views(theta, fresh.sizes)
    sources = list(inputs)
    reads_from: int | None = 0
    for origin, target in zip(origins, after, strict=True):
        if origin is not None:
            source = before[origin - 1]
            rows = min(source.shape[0], target.shape[0])
            target[:rows, -1] = source[:rows, -1]
            if reads_from == origin - 1:
                for column, kept in enumerate(sources):
                    if kept is not None:
                        target[:rows, column] = source[:rows, kept]
        reads_from = origin
        common = 0 if origin is None else min(before[origin - 1].shape[0], target.shape[0])
        sources = [unit if unit < common else None for unit in range(target.shape[0])]
    return Parameters(fresh.sizes, theta)

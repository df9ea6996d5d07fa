"""What a layer does to the plane: its points carried through to the layer, and the layer's space looked at as a plane.

A layer of n units puts every point of the plane somewhere in a space of n dimensions. On a screen two can be seen: two
units of choice, the two directions in which the points differ most (principal component analysis), or those in which
the output tells the classes apart.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.fields import Single, plane_values
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.straight_lines import Range, cut_lines, rectangle

Array = NDArray[np.float64]

LINES = 17
"""The grid of the input plane has so many lines each way."""
MOST_FOR_DIRECTIONS, FEWEST_FOR_DIRECTIONS, MOST_NUMBERS = 256, 32, 32_768
"""The principal directions are those of so many points, of fewer in a wide layer."""
CLEARLY_MORE = 2.0
"""The first direction stays the first until another one has so many times its variance."""


@dataclass(frozen=True, eq=False)
class Perspective:
    """A plane in the space of a layer: all base + directionsᵀ u, for u (d, k); d is 2, or 1 for a single unit.

    `base` is (n, 1); `directions` (d, n) are orthonormal. `shares` is how much of the points' variance lies in each
    direction, and empty where they are units.
    """

    base: Array
    directions: Array
    shares: tuple[float, ...] = ()

    def coordinates(self, A: NDArray[np.floating]) -> Array:
        """Where the columns of A (n, k) are seen: (d, k)."""
        return self.directions @ (A - self.base)


def plane_grid(x1_range: Range, x2_range: Range, places: int) -> Single:
    """The lines of a grid, each told by so many places, so that it can bend: (2, 2 · LINES · places).

    First come those of equal x1, then those of equal x2.
    """
    x1, x2 = np.linspace(*x1_range, LINES), np.linspace(*x2_range, LINES)
    along1, along2 = np.linspace(*x1_range, places), np.linspace(*x2_range, places)
    upright = np.stack([np.repeat(x1, places), np.tile(along2, LINES)])
    level = np.stack([np.tile(along1, LINES), np.repeat(x2, places)])
    return np.hstack([upright, level]).astype(np.float32)


def carried(network: Network, layer: int, X: Single) -> Single:
    """A[layer] (n, k) at the points X (2, k) of the plane: the inputs for layer 0, the logits for layer L."""
    return network.inputs(X).astype(np.float32) if layer == 0 else plane_values(network, layer, slice(None), X)


def along_units(A: NDArray[np.floating], units: tuple[int, ...]) -> Perspective:
    """The space of A (n, k) along one or two units; the others stand at their mean."""
    base = _mean(A)
    base[list(units)] = 0.0
    return Perspective(base, np.eye(len(A))[list(units)])


def along_principal(A: NDArray[np.floating], before: Perspective | None = None) -> Perspective:
    """The space of A (n, k), n >= 2, along the two directions of most variance; the numbers must be finite.

    A direction and its opposite are as good, and so are two directions of the same variance in either order: those that
    are like the ones `before` are taken, so that a picture that is drawn again and again does not flip.
    """
    base = _mean(A)
    some = _sample(A) - base
    return _steady(base, _principal(some, 2), some, before)


def across_border(A: NDArray[np.floating], W: Array, b: Array, before: Perspective | None = None) -> Perspective:
    """The space of A (n, k), n >= 2, as the output z = W a + b (K, n), (K, 1) tells the classes apart.

    With a single z the first direction is that of w, so that the border w · a + b = 0 is seen edge-on and the first
    coordinate of a point is its distance from it, (w · a + b) / |w|; the second is the one of most variance along the
    border. With more classes they are the two directions in which the rows of W differ most; of three classes these
    tell all.
    """
    rows = W if len(W) == 1 else W - W.mean(axis=0)
    if not rows.any():
        return along_principal(A, before)  # an output without weights tells nothing apart
    base = _mean(A)
    some = _sample(A) - base
    _, sizes, directions = np.linalg.svd(rows)
    if len(W) > 1:
        return _steady(base, directions[:2], some, before)
    w = W / sizes[0]
    beside = directions[1:]
    along = _principal(beside @ some, 1) @ beside
    if before is not None and before.directions.shape == (2, len(A)) and (along @ before.directions[1]).item() < 0.0:
        along = -along
    directions = np.vstack([w, along])
    return Perspective(base - (w @ base + b / sizes[0]) * w.T, directions, _shares(some, directions))


def output_from(network: Network, layer: int) -> tuple[Array, Array] | None:
    """W (n[L], n) and b (n[L], 1) by which Z[L] follows from A[layer], or is it; None where it is not linear in it."""
    if layer == network.depth:
        outputs = network.parameters.sizes[-1]
        return np.eye(outputs), np.zeros((outputs, 1))
    return network.parameters.layers[-1] if layer == network.depth - 1 else None


def output_borders(W: Array, b: Array, seen: Perspective, x_range: Range, y_range: Range) -> Array:
    """Where in this perspective on a, with z = W a + b, the predicted class changes: segments (k, 4) as x, y, x, y.

    They are straight: w · a + b = 0, or where of several classes the two largest z are equal. What is seen is how the
    perspective's plane cuts these hyperplanes.
    """
    z = np.zeros((len(W), 3))
    z[:, :1] = W @ seen.base + b
    z[:, 1 : 1 + len(seen.directions)] = W @ seen.directions.T
    if len(z) == 1:
        z = np.vstack([np.zeros((1, 3)), z])  # a single z changes the class where it is 0
    pairs = list(combinations(range(len(z)), 2))
    frame = rectangle(x_range, y_range)
    sides = [np.vstack([frame, z[one] - np.delete(z, (one, other), axis=0)]) for one, other in pairs]
    segments = cut_lines(np.array([z[other] - z[one] for one, other in pairs]), np.array(sides))
    return segments[np.isfinite(segments).all(axis=1)]


def _steady(base: Array, directions: Array, some: Array, before: Perspective | None) -> Perspective:
    """These directions in the order and with the signs that are like those before; `some` are points round base."""
    shares = _shares(some, directions)
    if before is not None and before.directions.shape == directions.shape:
        alike = directions @ before.directions.T
        crosswise = abs(alike[0, 1]) + abs(alike[1, 0]) > abs(alike[0, 0]) + abs(alike[1, 1])
        if crosswise and shares[0] < CLEARLY_MORE * shares[1]:
            directions, shares, alike = directions[::-1], shares[::-1], alike[::-1]
        signs = np.diagonal(alike)
    else:
        signs = directions[np.arange(len(directions)), np.abs(directions).argmax(axis=1)]
    return Perspective(base, directions * np.where(signs < 0.0, -1.0, 1.0)[:, None], shares)


def _principal(some: Array, count: int) -> Array:
    """The directions (count, n) of most variance of points (n, k) round 0; with too few points those of units."""
    if some.shape[1] < count:
        return np.eye(count, len(some))
    U, _, _ = np.linalg.svd(some, full_matrices=False)
    directions: Array = U.T[:count]
    return directions


def _shares(some: Array, directions: Array) -> tuple[float, ...]:
    """How much of the variance of points (n, k) round 0 lies in each direction."""
    whole = float(np.sum(some**2))
    return tuple(float(part) / whole if whole > 0.0 else 0.0 for part in np.sum((directions @ some) ** 2, axis=1))


def _sample(A: NDArray[np.floating]) -> Array:
    """So many of the points as the directions are found from."""
    most = max(FEWEST_FOR_DIRECTIONS, min(MOST_FOR_DIRECTIONS, MOST_NUMBERS // len(A)))
    return A[:, :: max(1, -(-A.shape[1] // most))].astype(np.float64)


def _mean(A: NDArray[np.floating]) -> Array:
    """The mean of each unit (n, 1), 0 where there are no points."""
    return A.mean(axis=1, keepdims=True, dtype=np.float64) if A.shape[1] else np.zeros((len(A), 1))

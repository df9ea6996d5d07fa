"""Which part of the plane the canvas shows, and how plane and pixels correspond. Pure values, no Qt."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]

HOME_SPAN = 10.0
MIN_SPAN, MAX_SPAN = 1e-3, 1e10
MARGIN = 1.15
"""A fitted view leaves this much room round the points."""


@dataclass(frozen=True)
class Viewport:
    """A square of the plane, `span` wide round (`x1`, `x2`), on a square of `side` pixels; x2 points up."""

    x1: float = 0.0
    x2: float = 0.0
    span: float = HOME_SPAN
    side: float = 100.0

    @property
    def pixels_per_unit(self) -> float:
        return self.side / self.span

    @property
    def x1_range(self) -> tuple[float, float]:
        return self.x1 - self.span / 2, self.x1 + self.span / 2

    @property
    def x2_range(self) -> tuple[float, float]:
        return self.x2 - self.span / 2, self.x2 + self.span / 2

    def to_plane(self, x: float, y: float) -> Point:
        """From pixels (x to the right, y down) to plane coordinates."""
        return (
            self.x1 + (x - self.side / 2) / self.pixels_per_unit,
            self.x2 - (y - self.side / 2) / self.pixels_per_unit,
        )

    def to_pixels(self, X: NDArray[np.float64]) -> NDArray[np.float64]:
        """From points X (2, k) of the plane to pixels (2, k)."""
        scale = self.pixels_per_unit
        return np.vstack(
            [(X[0] - self.x1) * scale + self.side / 2, (self.x2 - X[1]) * scale + self.side / 2],
        )

    def shows(self, X: NDArray[np.float64], margin: float = 0.0) -> NDArray[np.bool_]:
        """Which of the points X (2, k) are in view, or no more than `margin` pixels outside."""
        reach = self.span / 2 + margin / self.pixels_per_unit
        return (np.abs(X[0] - self.x1) <= reach) & (np.abs(X[1] - self.x2) <= reach)

    def resized(self, side: float) -> "Viewport":
        """The same part of the plane on another number of pixels."""
        return Viewport(self.x1, self.x2, self.span, side)

    def zoomed(self, x: float, y: float, factor: float) -> "Viewport":
        """Closer by `factor`, keeping the place under the pixel (x, y) where it is."""
        span = min(max(self.span / factor, MIN_SPAN), MAX_SPAN)
        at1, at2 = self.to_plane(x, y)
        share = span / self.span
        return Viewport(at1 + (self.x1 - at1) * share, at2 + (self.x2 - at2) * share, span, self.side)

    def panned(self, dx: float, dy: float) -> "Viewport":
        """Moved along with a drag of (dx, dy) pixels."""
        scale = self.pixels_per_unit
        return Viewport(self.x1 - dx / scale, self.x2 + dy / scale, self.span, self.side)

    def fitted(self, X: NDArray[np.float64]) -> "Viewport":
        """All points X (2, k) with a margin; the home view where there are none or all stand on one spot."""
        if X.shape[1] == 0:
            return Viewport(side=self.side)
        low, high = X.min(axis=1), X.max(axis=1)
        extent = float((high - low).max())
        middle = low + (high - low) / 2
        finest = max(MIN_SPAN, 1e-6 * float(np.abs(middle).max()))  # far out, numbers themselves are coarser
        span = min(max(extent * MARGIN, finest), MAX_SPAN) if extent > 0.0 else max(HOME_SPAN, finest)
        return Viewport(float(middle[0]), float(middle[1]), span, self.side)

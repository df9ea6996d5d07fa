"""Where in a network a number belongs: what is pointed at, lit up, frozen or followed is named by its place."""

from dataclasses import dataclass

BIAS = -1
"""The `source` of a bias, which reads from no unit of the layer before."""


@dataclass(frozen=True, order=True)
class Place:
    """A unit, one of its weights, or its bias.

    `layer` is l from 1 to L, and 0 for the inputs; `unit` counts from 0. `source` is the unit of layer l - 1 that a
    weight reads from, counted from 0, `BIAS` for the bias, and None where the unit itself is meant.
    """

    layer: int
    unit: int
    source: int | None = None

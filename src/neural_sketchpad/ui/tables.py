"""Tables of ready RGB32 pixels: a map of the plane is made of places in one of them."""

from enum import Enum
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from neural_sketchpad.ui.colours import CLASS_COLOURS, channels, mixed
from neural_sketchpad.ui.theme import Theme

Pixels = NDArray[np.uint32]
Shades = NDArray[np.uint16]
"""Places in a table."""

SHADES = 256
"""Shades between two ends."""
CLASS_SHARE = 0.64
"""Of a class's colour in the map where the network is sure: the points must stand out from it."""


class Colours(Enum):
    """Which table: from class 0 over undecided to class 1, from a low to a high value, or 256 shades for each class."""

    PLANE = "plane"
    VALUES = "values"
    CLASSES = "classes"


@cache
def table(colours: Colours, theme: Theme) -> Pixels:
    """The opaque pixels: 256 from low to high, or for class k those from 256 k on, paler ones first."""
    if colours is Colours.PLANE:
        return _between(theme.low, theme.middle, theme.high)
    if colours is Colours.VALUES:
        return _between(CLASS_COLOURS[0], theme.middle, CLASS_COLOURS[1])
    tints = (mixed(theme.middle, colour, CLASS_SHARE).name() for colour in CLASS_COLOURS)
    return np.concatenate([_between(theme.middle, tint) for tint in tints])


def shades_of(values: NDArray[np.floating], low: float, high: float) -> Shades:
    """The place of each value between the first and the last of 256 shades."""
    width = max(high - low, 1e-30)
    with np.errstate(over="ignore"):
        places = ((values - low) * np.float32((SHADES - 1) / width)).clip(0.0, SHADES - 1.0)
    return places.astype(np.uint16)


def class_shades(label: int, shades: Shades) -> Shades:
    """The same shades in the colour of a class."""
    return shades + np.uint16(label * SHADES)


def _between(*colours: str) -> Pixels:
    """256 pixels evenly through these colours."""
    stops = 255.0 * np.array([channels(QColor(colour)) for colour in colours])
    at, places = np.linspace(0.0, 1.0, SHADES), np.linspace(0.0, 1.0, len(colours))
    red, green, blue = (np.interp(at, places, stops[:, channel]).round().astype(np.uint32) for channel in range(3))
    pixels: Pixels = np.left_shift(red, np.uint32(16)) + np.left_shift(green, np.uint32(8)) + blue
    return pixels + np.uint32(0xFF000000)

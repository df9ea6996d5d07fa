"""The pictures of a column of units as one image in the pixels of the screen, each in a frame with round corners.

Made in NumPy, because one image is painted many times faster than a picture and a frame for every unit.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor, QImage

from neural_sketchpad.ui.network.diagram_layout import Column
from neural_sketchpad.ui.network.layer_pictures import LayerPicture
from neural_sketchpad.ui.tables import Pixels, table
from neural_sketchpad.ui.theme import Theme

ROUND = 0.1
"""Radius of a corner, as a share of the side."""
FINEST = 4
"""Places a pixel's side at which it is asked how much of it lies inside."""


Places = NDArray[np.intp]
Shares = NDArray[np.uint16]


def column_image(column: Column, picture: LayerPicture | None, theme: Theme, ratio: float) -> QImage:
    """From the top of the column's first unit to the foot of its last, on a screen of this many pixels a unit.

    A unit that has no picture (yet) is empty.
    """
    side = round(column.side * ratio)
    tops = [round((top - column.tops[0]) * ratio) for top in column.tops]
    pixels = np.full((tops[-1] + side, side), QColor(theme.panel).rgb(), dtype=np.uint32)
    units = np.full((column.shown, side, side), QColor(theme.ground).rgb(), dtype=np.uint32)
    if picture is not None:
        pictured = table(picture.colours, theme).take(_fitted(picture, side)[: column.shown])
        units[: len(pictured)] = pictured
    _put_into_frames(units, theme)
    for unit, top in zip(units, tops, strict=True):
        pixels[top : top + side] = unit
    image = QImage(pixels.tobytes(), side, len(pixels), 4 * side, QImage.Format.Format_RGB32).copy()
    image.setDevicePixelRatio(ratio)
    return image


def _fitted(picture: LayerPicture, side: int) -> NDArray[np.uint16]:
    """The shades in `side` by `side` pixels; other numbers of cells are those of a moment ago, or of a huge network."""
    cells = picture.shades.shape[1]
    if cells == side:
        return picture.shades
    nearest = ((np.arange(side) + 0.5) * cells / side).astype(np.intp)
    return picture.shades[:, nearest[:, None], nearest]


def _put_into_frames(units: Pixels, theme: Theme) -> None:
    """Draw the frames over the rims of pictures (units, side, side), and the ground beyond their corners."""
    where, of_picture, frame = _frame(units.shape[1], theme)
    flat = units.reshape(len(units), -1)
    rim = flat.take(where, axis=1)
    channels = rim.view(np.uint8).reshape(*rim.shape, 4) * of_picture
    channels += frame
    channels >>= 8
    flat[:, where] = channels.astype(np.uint8).view(np.uint32)[..., 0]


@cache
def _frame(side: int, theme: Theme) -> tuple[Places, Shares, Shares]:
    """The places (k,) of the pixels that a frame touches, the share of the picture in each (k, 1), and line and ground
    (k, 4) in their shares, channel by channel. Shares are in 256ths.
    """
    radius = max(1.0, ROUND * side)
    outer, inner = _inside(side, 0.0, radius), _inside(side, 1.0, radius - 1.0)
    (where,) = np.nonzero(inner < 256)
    of_line, of_ground = (outer - inner)[where, None], (256 - outer)[where, None]
    frame = of_line * _channels(theme.line) + of_ground * _channels(theme.panel)
    return where, inner[where, None], frame


def _channels(colour: str) -> Shares:
    """The four bytes of a pixel (4,)."""
    return np.array([QColor(colour).rgb()], dtype=np.uint32).view(np.uint8).astype(np.uint16)


def _inside(side: int, inset: float, radius: float) -> Shares:
    """How much, in 256ths, of each pixel (side * side,) lies in a square with round corners, `inset` from the rim."""
    at = (np.arange(side * FINEST) + 0.5) / FINEST
    beyond = np.maximum(np.abs(at - side / 2) - (side / 2 - inset - radius), 0.0)
    within = np.hypot(beyond, beyond[:, None]) <= radius
    shares: Shares = (256 * within.reshape(side, FINEST, side, FINEST).mean(axis=(1, 3))).astype(np.uint16).ravel()
    return shares

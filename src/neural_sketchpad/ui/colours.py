"""The classes' colours, the same in both themes, and how colours are mixed."""

from PySide6.QtGui import QColor

CLASS_COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#7D828C")
"""Okabe and Ito's palette, told apart with every kind of colour blindness; grey instead of black for dark themes."""

ON_DARK, ON_BRIGHT = "#ffffff", "#14171c"


def class_colour(label: int) -> QColor:
    """The colour of a class."""
    return QColor(CLASS_COLOURS[label])


def text_on(colour: str) -> str:
    """White or nearly black, whichever is read more easily on this ground."""
    light = _luminance(QColor(colour)) + 0.05
    return ON_DARK if 1.05 / light >= light / (_luminance(QColor(ON_BRIGHT)) + 0.05) else ON_BRIGHT


def mixed(first: str, second: str, share: float) -> QColor:
    """`first` with `share` (0 to 1) of `second` in it, opaque: cheaper to paint than a translucent colour."""
    a, b = QColor(first), QColor(second)
    return QColor.fromRgbF(*(p + share * (q - p) for p, q in zip(channels(a), channels(b), strict=True)))


def channels(colour: QColor) -> tuple[float, float, float]:
    """Red, green and blue from 0 to 1."""
    return colour.redF(), colour.greenF(), colour.blueF()


def _luminance(colour: QColor) -> float:
    """The relative luminance that the contrast of the W3C's guidelines is computed from."""
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

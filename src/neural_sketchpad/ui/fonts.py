"""Fonts of a size in pixels, for what is painted rather than laid out."""

from PySide6.QtGui import QFont


def sized(font: QFont, pixels: int) -> QFont:
    """The same font so many pixels high."""
    other = QFont(font)
    other.setPixelSize(pixels)
    return other

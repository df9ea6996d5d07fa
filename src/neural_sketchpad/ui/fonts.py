"""Fonts of a size in pixels, for what is painted rather than laid out."""

from PySide6.QtGui import QFont


def sized(font: QFont, pixels: int, *, bold: bool = False) -> QFont:
    """The same font so many pixels high, and bold where that is asked for."""
    other = QFont(font)
    other.setPixelSize(pixels)
    if bold:
        other.setBold(True)
    return other

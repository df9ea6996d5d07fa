"""How numbers, vectors and names are written: real minus signs, steady digits, the course's letters.

A single example is written in small letters (z[1], dz[1]), a batch in capitals (Z[1], dZ[1]), with the number of the
example in round brackets: z[1](3)_2 is unit 2 of layer 1 for the third example. Units and examples count from 1.
"""

import math
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.place import BIAS

Array = NDArray[np.floating]

DIGITS = 4
"""Significant digits on the screen."""
SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
SHOWN = 6
"""So many numbers of a vector and terms of a sum are written out."""


def number_text(value: float, digits: int = DIGITS) -> str:
    """So many significant digits, trailing zeros too, so that the length stays the same: −2.145, 0.5000, 3.100e−5."""
    return _typeset(value, f"#.{digits}g")


def given_text(value: float, digits: int = DIGITS) -> str:
    """A number that was given rather than computed, with no more digits than it has: 1, 0.3, 1e−8."""
    return _typeset(value, f".{digits}g")


def _typeset(value: float, form: str) -> str:
    if math.isnan(value):
        return "undefined"
    if math.isinf(value):
        return "∞" if value > 0.0 else "−∞"
    mantissa, _, power = f"{value + 0.0:{form}}".partition("e")  # + 0.0: no negative zero
    text = mantissa.rstrip(".") + (f"e{int(power)}" if power else "")
    return text.replace("-", "−")


def subscript(number: int) -> str:
    """A number at the foot of a letter: ₁₂."""
    return str(number).translate(SUBSCRIPTS)


def in_brackets(text: str) -> str:
    """A number in a sum or product: a negative one stands in brackets."""
    return f"({text})" if text.startswith("−") else text


def array_text(values: Array, digits: int = DIGITS) -> str:
    """The first numbers of an array (rows, columns): 0.1000, −0.4000; 0.3000, 1.000."""
    columns = values.shape[1]
    shown = values[: max(1, SHOWN // columns), :SHOWN]
    listed = (", " if columns == 1 else "; ").join(
        ", ".join(number_text(float(value), digits) for value in row) for row in shown
    )
    return f"{listed}{', …' if shown.size < values.size else ''}"


def average_text(values: Array, digits: int = DIGITS) -> str:
    """The same of an array (rows, m) of m examples, of which the averages over m are shown."""
    with np.errstate(all="ignore"):
        averages = values[:SHOWN].mean(axis=1)
    listed = ", ".join(number_text(float(value), digits) for value in averages)
    return f"on average {listed}{', …' if len(values) > SHOWN else ''}"


def shape_text(values: Array) -> str:
    """The shape of an array: 2 × 3."""
    return " × ".join(map(str, values.shape))


def sum_text(count: int, term: Callable[[int], str]) -> str:
    """`term(0)` + `term(1)` + ...; of many the first ones and the last, saying how many are between."""
    if count <= SHOWN + 1:
        return " + ".join(term(number) for number in range(count))
    first = [term(number) for number in range(SHOWN - 1)]
    return " + ".join([*first, f"… ({count - SHOWN:,} more) …", term(count - 1)])


def whole(letter: str, layer: int, m: int) -> str:
    """A vector of layer l, or over a batch a matrix: z[1], dZ[2]; a[0] is x, and y is y."""
    name = _of_layer(letter, layer)
    if m == 1:
        return name
    letters, bracket, index = name.partition("[")
    return letters[:-1] + letters[-1].upper() + bracket + index


def single(letter: str, layer: int, unit: int, example: int | None = None) -> str:
    """One number of it, for unit and example from 0: z[1]_2, or of a batch z[1](3)_2; a[0]_2 is x_2."""
    name = _of_layer(letter, layer)
    return f"{name}_{unit + 1}" if example is None else f"{name}({example + 1})_{unit + 1}"


def _of_layer(letter: str, layer: int) -> str:
    if letter == "y":
        return letter
    return "x" if (letter, layer) == ("a", 0) else f"{letter}[{layer}]"


def entry(symbol: str, unit: int, source: int) -> str:
    """One number of a matrix or column of W or b: W[1]_2,3, and b[1]_2 where the source is `BIAS`."""
    return f"{symbol}_{unit + 1}" if source == BIAS else f"{symbol}_{unit + 1},{source + 1}"

"""Strict reading of JSON: every refusal is one sentence that names the place.

`Node` walks into a parsed document and remembers where it is, so that the code that reads a format stays a list of
the fields it wants.
"""

import contextlib
import json
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import NoReturn

import numpy as np
from numpy.typing import NDArray

LARGEST_WHOLE = 2**63
LONGEST_TEXT = 100
"""No text of the formats is longer; what is would fill the sentence that refuses it."""


class FormatError(ValueError):
    """What was read is not what the format asks for; the text is one sentence that names the place."""


def parse(text: str) -> "Node":
    """The document as a node; refuses duplicate fields, NaN, Infinity and hopeless nesting."""
    try:
        value = json.loads(text, object_pairs_hook=_without_duplicates, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise FormatError(f"Line {error.lineno}, column {error.colno}: this is not JSON ({error.msg}).") from None
    except RecursionError:
        raise FormatError("The file is nested too deeply to be a project.") from None
    except FormatError:
        raise
    except ValueError:  # the interpreter's limit on the digits of an integer
        raise FormatError("The file contains a number with thousands of digits.") from None
    return Node("", value)


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise FormatError(f"The field '{_printable(twice[:LONGEST_TEXT])}' is given twice.")
    return fields


def _refuse_constant(name: str) -> NoReturn:
    raise FormatError(f"The file contains {name}, which is not a finite number.")


def _describe(value: object) -> str:
    """A short word for a value in a sentence, on one line whatever it holds."""
    if isinstance(value, list | dict):
        return f"a list of {len(value):,}" if isinstance(value, list) else "an object"
    text = _printable(json.dumps(value, ensure_ascii=False))
    return text if len(text) <= 40 else f"{text[:37]}..."


def _printable(text: str) -> str:
    """Control characters and the like would break the line, or hide what stands in it."""
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode("ascii") for sign in text)


class Node:
    """A value in the document and the place where it stands, such as `recipe.hidden[2].units`."""

    def __init__(self, place: str, value: object) -> None:
        self.place = place
        self.value = value

    def refuse(self, message: str) -> NoReturn:
        """Raise FormatError with `message`, which begins with what the place must be."""
        raise FormatError(f"{self.place or 'The file'} {message}")

    def _expect(self, kind: str) -> NoReturn:
        self.refuse(f"must be {kind}, not {_describe(self.value)}.")

    @property
    def is_null(self) -> bool:
        return self.value is None

    def fields(self, required: Sequence[str], optional: Sequence[str] = ()) -> dict[str, "Node"]:
        """The fields of an object: all required ones, optional ones where given, and no others."""
        if not isinstance(self.value, dict):
            self._expect("an object")
        prefix = f"{self.place}." if self.place else ""
        for name in required:
            if name not in self.value:
                raise FormatError(f"{prefix}{name} is missing.")
        for name in self.value:
            if name not in required and name not in optional:
                raise FormatError(f"{prefix}{_printable(name[:LONGEST_TEXT])} is not a field of this format.")
        return {name: Node(f"{prefix}{name}", value) for name, value in self.value.items()}

    def items(self) -> Iterator["Node"]:
        """The entries of a list."""
        for index, value in enumerate(self.list()):
            yield Node(f"{self.place}[{index}]", value)

    def list(self) -> Sequence[object]:
        if not isinstance(self.value, list):
            self._expect("a list")
        return self.value

    def text(self) -> str:
        if not isinstance(self.value, str):
            self._expect("a text")
        if len(self.value) > LONGEST_TEXT:
            self.refuse(f"must be a text of at most {LONGEST_TEXT} characters, not {len(self.value):,}.")
        return _printable(self.value)

    def whole(self) -> int:
        """A whole number; 3.0, true and "3" are none."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self._expect("a whole number")
        if abs(self.value) >= LARGEST_WHOLE:
            self.refuse("must be a whole number below 2^63.")
        return self.value

    def number(self) -> float:
        """A finite number."""
        if not isinstance(self.value, (int, float)) or isinstance(self.value, bool):
            self._expect("a number")
        try:
            number = float(self.value)
        except OverflowError:
            number = math.inf
        if not math.isfinite(number):
            self.refuse("must be a finite number.")
        return number

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            self._expect("true or false")
        return self.value

    def numbers(self) -> NDArray[np.float64]:
        """A list of finite numbers as an array."""
        if set(map(type, self.list())) <= {int, float}:
            with contextlib.suppress(OverflowError):
                array = np.array(self.list(), dtype=np.float64)
                if np.isfinite(array).all():
                    return array
        return np.array([entry.number() for entry in self.items()])

    def matrix(self, columns: int) -> NDArray[np.float64]:
        """A list of rows of `columns` finite numbers each, as an array (rows, columns)."""
        rows = self.list()
        if not all(type(row) is list and len(row) == columns for row in rows):
            for row in self.items():
                if len(row.list()) != columns:
                    numbers = "number" if columns == 1 else "numbers"
                    row.refuse(f"must have {columns:,} {numbers}, not {len(row.list()):,}.")
        # Looking at the types of all entries at once keeps a million points a matter of a second.
        if set(map(type, chain.from_iterable(rows))) <= {int, float}:  # type: ignore[arg-type]
            try:
                array = np.array(rows, dtype=np.float64).reshape(len(rows), columns)
            except OverflowError:
                array = np.array([[math.inf]])
            if np.isfinite(array).all():
                return array
        return np.array([[entry.number() for entry in row.items()] for row in self.items()])


def optional(fields: dict[str, Node], name: str) -> Node | None:
    """An optional field; null means the same as leaving it out."""
    node = fields.get(name)
    return None if node is None or node.is_null else node


@contextmanager
def refusing_at(node: Node) -> Iterator[None]:
    """Values that refuse themselves say only the field's name; put the place in front of it."""
    try:
        yield
    except FormatError:
        raise
    except ValueError as error:
        prefix = f"{node.place}." if node.place else ""
        raise FormatError(f"{prefix}{error}") from None

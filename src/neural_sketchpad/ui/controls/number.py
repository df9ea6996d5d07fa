"""A field for a typed number, which says what is wrong with what is none."""

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QToolTip

from neural_sketchpad.insight.notation import given_text

REFUSED = object()
"""Stands for "this text is no value"; None may well be one."""

Parse = Callable[[str], object]
"""From text to value; ValueError with one sentence where there is none."""


class NumberField(QLineEdit):
    """Shows a value as text; a new one counts on Enter or on leaving the field, Esc brings the old one back.

    Enter on what is no value says why and leaves the text to be mended; leaving the field then restores the old one.
    """

    edited = Signal(object, object)

    def __init__(self, name: str, parse: Parse, show: Callable[[Any], str], tool_tip: str) -> None:
        super().__init__()
        self._parse, self._show = parse, show
        self._value: object = None
        self._tool_tip = tool_tip
        self.setAccessibleName(name)
        self.setToolTip(tool_tip)
        self.returnPressed.connect(self._entered)
        self.textEdited.connect(lambda _text: self._mark(None))

    def set_value(self, value: object) -> None:
        """Show a value; what is being typed is left alone until it is finished."""
        changed = value != self._value
        self._value = value
        if changed or not self.hasFocus():
            self._restore()

    def event(self, event: QEvent) -> bool:
        # Esc is a key of the window too; while something is typed here, it is ours.
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._restore()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isModified() and self._parsed() is not REFUSED:
            self._commit()
        self._restore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if not self.hasSelectedText() and not self.isModified():
            self.selectAll()  # one click, then type

    def _entered(self) -> None:
        self._commit()
        if self.property("invalid") != "true":
            self.clearFocus()  # the keys belong to the window again: Space plays

    def _commit(self) -> None:
        if not self.isModified():  # what is shown may be rounded, and must not become the value
            return
        value = self._parsed()
        if value is REFUSED:
            self.selectAll()
            return
        if value != self._value:
            self.edited.emit(value, None)
        self._restore()

    def _parsed(self) -> object:
        """The value of what stands in the field; says what is wrong where there is none."""
        try:
            value = self._parse(self.text())
        except ValueError as error:
            self._mark(str(error))
            return REFUSED
        self._mark(None)
        return value

    def _restore(self) -> None:
        self.setText(self._show(self._value))
        self.setCursorPosition(0)  # where there is no room for all of it, a number is read from its front
        self._mark(None)

    def tell(self, problem: str | None) -> None:
        """Say in the tool tip what is wrong with what stands here, or that nothing is any more."""
        self.setToolTip(problem or self._tool_tip)
        if problem is not None:
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), problem, self)
        elif self.property("invalid") == "true":
            QToolTip.hideText()

    def _mark(self, problem: str | None) -> None:
        """Redden the field and say why, or take that back."""
        self.tell(problem)
        state = "true" if problem else "false"
        if self.property("invalid") != state:
            self.setProperty("invalid", state)
            self.style().unpolish(self)
            self.style().polish(self)


GROUPS = r"[+-]?\d{1,3}(?:[\s',.]\d{3})+"
"""A whole number with its thousands set apart."""


def parse_number(text: str) -> float:
    """A number as people type it: comma or point, thousands apart with spaces, a fraction such as 1/3."""
    cleaned = text.strip().replace("−", "-")
    if re.fullmatch(r"[+-]?\d{1,3}(?:[\s',]\d{3}){2,}(?:\.\d*)?", cleaned):
        cleaned = cleaned.replace(",", "")  # with two groups or more a comma can only set thousands apart
    cleaned = re.sub(r"(?<=\d)[\s'](?=\d{3})", "", cleaned).replace(",", ".")
    try:
        if "/" in cleaned:
            over, under = cleaned.split("/")
            return float(over) / float(under)
        return float(cleaned)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{text.strip()!r} is not a number.") from None


def parse_whole(text: str) -> int:
    """A whole number; thousands may be set apart with spaces, commas or points."""
    cleaned = text.strip()
    if re.fullmatch(GROUPS, cleaned):
        cleaned = re.sub(r"[\s',.]", "", cleaned)
    if not re.fullmatch(r"[+-]?\d{1,19}", cleaned):
        raise ValueError(f"{text.strip()!r} is not a whole number.")
    return int(cleaned)


def parse_seed(text: str) -> int:
    """A seed as typed."""
    seed = parse_whole(text)
    if not 0 <= seed < 2**63:
        raise ValueError("A seed is a whole number from 0 to 2^63 − 1.")
    return seed


def show_number(value: float) -> str:
    """A number with as many digits as it needs, at most six; it can be typed like this."""
    return given_text(value, 6)


def round_rate(rate: float) -> float:
    """Two digits: 0.0123 becomes 0.012."""
    return float(f"{rate:.2g}")

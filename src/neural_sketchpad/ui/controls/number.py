"""A field for a typed number that says at once when what is typed is none."""

import re
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolTip

Parse = Callable[[str], object]
"""From text to value; ValueError with one sentence where there is none."""


class NumberField(QLineEdit):
    """Shows a value as text; a new one counts on Enter or on leaving the field, Esc brings the old one back."""

    edited = Signal(object, object)

    def __init__(self, name: str, parse: Parse, show: Callable[[object], str], tool_tip: str) -> None:
        super().__init__()
        self._parse, self._show = parse, show
        self._value: object = None
        self._tool_tip = tool_tip
        self.setAccessibleName(name)
        self.setToolTip(tool_tip)
        self.editingFinished.connect(self._commit)
        self.textEdited.connect(self._check)

    def set_value(self, value: object) -> None:
        """Show a value; what is being typed is left alone until it is finished."""
        changed = value != self._value
        self._value = value
        if changed or not self.hasFocus():
            self._restore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._restore()
            self.clearFocus()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()

    def _commit(self) -> None:
        try:
            value = self._parse(self.text())
        except ValueError:
            self._restore()
            return
        self._mark(None)
        if value != self._value:
            self.edited.emit(value, None)
        self._restore()

    def _check(self, text: str) -> None:
        try:
            self._parse(text)
        except ValueError as error:
            self._mark(str(error))
        else:
            self._mark(None)

    def _restore(self) -> None:
        self.setText(self._show(self._value))
        self._mark(None)

    def _mark(self, problem: str | None) -> None:
        """Redden the field and say why, or take that back."""
        self.setToolTip(problem or self._tool_tip)
        if problem is not None:
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), problem, self)
        elif self.property("invalid") == "true":
            QToolTip.hideText()
        state = "true" if problem else "false"
        if self.property("invalid") != state:
            self.setProperty("invalid", state)
            self.style().unpolish(self)
            self.style().polish(self)


def parse_number(text: str) -> float:
    """A number as people type it: comma or point, spaces and a fraction such as 1/3 allowed."""
    cleaned = re.sub(r"[\s']", "", text).replace(",", ".").replace("−", "-")
    try:
        if "/" in cleaned:
            over, under = cleaned.split("/")
            return float(over) / float(under)
        return float(cleaned)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"{text.strip()!r} is not a number.") from None


def parse_whole(text: str) -> int:
    """A whole number; thousands may be set apart with spaces, commas or points."""
    cleaned = re.sub(r"[\s',.]", "", text)
    if not re.fullmatch(r"[+-]?\d{1,19}", cleaned):
        raise ValueError(f"{text.strip()!r} is not a whole number.")
    return int(cleaned)

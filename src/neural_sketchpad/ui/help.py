"""The keys and mouse buttons, on one page."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMessageBox, QWidget

MOUSE = {
    "Left button": "use the chosen tool",
    "Right button": "erase under a brush",
    "Wheel": "zoom",
    "Middle button": "pan",
}


def keys_page(actions: dict[str, QAction]) -> str:
    """A table of all actions with their keys, and of the mouse, as rich text."""
    rows = [(keys_of(action), action.iconText()) for action in actions.values() if action.shortcuts()]
    rows += MOUSE.items()
    half = -(-len(rows) // 2)
    pairs = zip(rows[:half], [*rows[half:], ("", "")][:half], strict=True)
    lines = (
        f"<tr><td><b>{a}</b></td><td>{b}</td><td>&nbsp;&nbsp;&nbsp;</td><td><b>{c}</b></td><td>{d}</td></tr>"
        for (a, b), (c, d) in pairs
    )
    return f"<table cellspacing=6>{''.join(lines)}</table>"


def keys_of(action: QAction) -> str:
    """The keys of an action as this system writes them."""
    return ", ".join(keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in action.shortcuts())


def show_help(window: QWidget, actions: dict[str, QAction]) -> None:
    """Open the page over the window; a run goes on meanwhile."""
    page = QMessageBox(window)
    page.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    page.setWindowTitle("Keys and mouse")
    page.setTextFormat(Qt.TextFormat.RichText)
    page.setText(keys_page(actions))
    page.open()

"""Everything that can be done from keyboard and menu, as one table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from neural_sketchpad.data.dataset import MOST_CLASSES

Keys = QKeySequence.StandardKey


@dataclass(frozen=True)
class ActionKind:
    """One thing to do: its name, keys, explanation, and the group of the menu it stands in ("" for none)."""

    name: str
    text: str
    keys: tuple[str | Keys, ...]
    tool_tip: str
    group: str = ""


ACTIONS = (
    ActionKind("open", "Open…", (Keys.Open,), "Open a project file", "file"),
    ActionKind("save", "Save", (Keys.Save,), "Save this project", "file"),
    ActionKind("save_as", "Save as…", (Keys.SaveAs,), "Save this project under another name", "file"),
    ActionKind("undo", "Undo", (Keys.Undo,), "Undo", "edit"),
    ActionKind("redo", "Redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "Redo", "edit"),
    ActionKind("clear", "Clear the canvas", ("Ctrl+Backspace",), "Take all points away", "edit"),
    ActionKind("delete", "Delete selected points", ("Delete",), "Delete the selected points", "edit"),
    ActionKind("select_all", "Select all points", (Keys.SelectAll,), "Select all points", "edit"),
    ActionKind("fit", "Fit the view", ("F",), "Show all points", "view"),
    ActionKind("zoom_in", "Zoom in", (Keys.ZoomIn,), "Zoom in (wheel)", "view"),
    ActionKind("zoom_out", "Zoom out", (Keys.ZoomOut,), "Zoom out (wheel)", "view"),
    ActionKind("hinges", "Hinge lines", ("H",), "Where each unit of hidden layer 1 switches: z = 0", "view"),
    ActionKind("theme", "Light or dark", ("Ctrl+T",), "Change between the light and the dark theme", "view"),
    ActionKind("play", "Play", ("Space",), "Play or pause", "run"),
    ActionKind("step", "One step", ("Right",), "Do one update (Shift: ten, Ctrl: a hundred)", "run"),
    ActionKind("step_ten", "Ten steps", ("Shift+Right",), "Do ten updates", "run"),
    ActionKind("step_hundred", "A hundred steps", ("Ctrl+Right",), "Do a hundred updates", "run"),
    ActionKind("rewind", "Back to the start", ("Home",), "Back to the same starting weights", "run"),
    ActionKind(
        "new_weights",
        "New weights",
        ("N",),
        "Back to the start with other weights: the next seed",
        "run",
    ),
    ActionKind("help", "Keys and mouse", (Keys.HelpContents,), "All keys on one page", "program"),
    ActionKind("quit", "Quit", (Keys.Quit,), "Close the program", "program"),
    ActionKind("brush", "Brush", ("B",), "Spray points"),
    ActionKind("point", "Point", ("P",), "Set single points"),
    ActionKind("eraser", "Eraser", ("E",), "Take points away"),
    ActionKind("select", "Select", ("V",), "Choose and move points"),
    ActionKind("probe", "Probe", ("X",), "Look into the network at a place of the plane"),
    *(
        ActionKind(f"class_{label}", f"Class {label}", (str(label + 1),), f"Draw class {label}")
        for label in range(MOST_CLASSES)
    ),
    ActionKind("smaller", "Smaller brush", ("[",), "Make the brush smaller"),
    ActionKind("larger", "Larger brush", ("]",), "Make the brush larger"),
    ActionKind("cancel", "Cancel", ("Esc",), "Clear the selection, the message, the unit shown, the probe"),
)


def make_actions(window: QWidget, do: Mapping[str, Callable[[], object]]) -> dict[str, QAction]:
    """The actions of the table, each doing what `do` has under its name, with their keys at work in `window`."""
    actions: dict[str, QAction] = {}
    for kind in ACTIONS:
        action = QAction(kind.text, window)
        action.setShortcuts([QKeySequence(keys) for keys in kind.keys])
        shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{kind.tool_tip} ({shortcut})" if shortcut else kind.tool_tip)
        action.triggered.connect(lambda _checked=False, name=kind.name: do[name]())
        window.addAction(action)
        actions[kind.name] = action
    return actions


def make_menu(parent: QWidget, actions: dict[str, QAction]) -> QMenu:
    """The actions of the table's groups, a line between two groups."""
    menu = QMenu(parent)
    group = None
    for kind in ACTIONS:
        if kind.group:
            if group not in (None, kind.group):
                menu.addSeparator()
            group = kind.group
            menu.addAction(actions[kind.name])
    return menu

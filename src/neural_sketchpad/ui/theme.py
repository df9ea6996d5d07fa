"""The two themes: every colour of the program, the Qt palette and the style sheet made from them."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

from neural_sketchpad.resources import resource
from neural_sketchpad.ui.colours import CLASS_COLOURS, mixed, text_on


@dataclass(frozen=True)
class Theme:
    """The colours of one theme, as #rrggbb.

    `low`, `middle` and `high` are the map of the plane: sure of class 0, undecided, sure of class 1. `train` and
    `test` are the curves, which keep away from the class colours, as do the lines of the layers, from the `first_layer`
    to the `last_layer`.
    """

    name: str
    ground: str
    panel: str
    line: str
    ink: str
    soft: str
    accent: str
    on_accent: str
    hover: str
    pressed: str
    warning: str
    low: str
    middle: str
    high: str
    outline: str
    border: str
    train: str
    test: str
    first_layer: str
    last_layer: str

    @property
    def is_dark(self) -> bool:
        return self.name == "dark"


LIGHT = Theme(
    name="light",
    ground="#f6f7f9",
    panel="#ffffff",
    line="#e3e6eb",
    ink="#1d2430",
    soft="#5f6b7c",
    accent="#0b6bcb",
    on_accent="#ffffff",
    hover="#f0f3f7",
    pressed="#e3e8ef",
    warning="#b3402a",
    low="#5aa3d0",
    middle="#fdfcf9",
    high="#efc05a",
    outline="#ffffff",
    border="#1d2430",
    train="#7a3fb8",
    test="#008f6b",
    first_layer="#1f2a7a",
    last_layer="#e0609a",
)

DARK = Theme(
    name="dark",
    ground="#14171c",
    panel="#1c2027",
    line="#2b313b",
    ink="#e8eaee",
    soft="#98a1b0",
    accent="#4c9be8",
    on_accent="#0d1117",
    hover="#252b34",
    pressed="#2f3742",
    warning="#f08c78",
    low="#0c5484",
    middle="#26272a",
    high="#9a6e0c",
    outline="#14171c",
    border="#f2f3f5",
    train="#c39af0",
    test="#3fcfa5",
    first_layer="#7f96f5",
    last_layer="#f7a8c4",
)

THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


def palette(theme: Theme) -> QPalette:
    """The palette of the Fusion style in this theme's colours."""
    result = QPalette()
    roles = {
        QPalette.ColorRole.Window: theme.ground,
        QPalette.ColorRole.WindowText: theme.ink,
        QPalette.ColorRole.Base: theme.panel,
        QPalette.ColorRole.AlternateBase: theme.ground,
        QPalette.ColorRole.Text: theme.ink,
        QPalette.ColorRole.PlaceholderText: theme.soft,
        QPalette.ColorRole.Button: theme.panel,
        QPalette.ColorRole.ButtonText: theme.ink,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.ToolTipBase: theme.panel,
        QPalette.ColorRole.ToolTipText: theme.ink,
        QPalette.ColorRole.Link: theme.accent,
        QPalette.ColorRole.Mid: theme.line,
    }
    for role, colour in roles.items():
        result.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        result.setColor(QPalette.ColorGroup.Disabled, role, mixed(theme.soft, theme.panel, 0.4))
    return result


def style_sheet(theme: Theme) -> str:
    """The sheet in resources with the theme's colours put in for @names."""
    sheet = resource("themes", "window.qss").read_text(encoding="utf-8")
    values = {
        **{name: str(value) for name, value in vars(theme).items()},
        "faint": mixed(theme.soft, theme.panel, 0.55).name(),
        "icons": resource("themes").as_posix(),
    }
    # Longer names first, so that @on_accent is not taken for @on.
    for name in sorted(values, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", values[name])
    return sheet + "".join(_chip_rules(label, colour, theme) for label, colour in enumerate(CLASS_COLOURS))


def _chip_rules(label: int, colour: str, theme: Theme) -> str:
    """How the chip of a class looks: in its colour, filled with it while it is the one that is painted."""
    chip = f'QToolButton[role="class{label}"]'
    return (
        f"{chip} {{ color: {theme.ink}; border: 1px solid {colour}; font-weight: 600; padding: 2px; }}\n"
        f"{chip}:checked {{ background: {colour}; color: {text_on(colour)}; }}\n"
        f"{chip}:focus {{ border-color: {theme.ink}; }}\n"
    )

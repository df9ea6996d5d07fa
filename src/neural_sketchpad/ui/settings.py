"""What is remembered from one start to the next: theme, window, folder, and the drawing the program was closed with."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths

from neural_sketchpad.ui.theme import DARK, LIGHT, THEMES, Theme

ORGANISATION = APPLICATION = "neural-sketchpad"


class Settings:
    """A thin face of QSettings; what is unreadable counts as not there."""

    def __init__(self, store: QSettings | None = None, folder: Path | None = None) -> None:
        self._store = QSettings(ORGANISATION, APPLICATION) if store is None else store
        location = QStandardPaths.StandardLocation.AppDataLocation
        self._folder = Path(QStandardPaths.writableLocation(location)) if folder is None else folder

    def theme(self, system_is_dark: bool) -> Theme:
        """The theme chosen last; before any choice, the system's."""
        chosen = THEMES.get(str(self._store.value("theme", "")))
        return chosen or (DARK if system_is_dark else LIGHT)

    def remember_theme(self, theme: Theme) -> None:
        self._store.setValue("theme", theme.name)

    def shape(self, part: str) -> QByteArray:
        """How a part of the window was left when it was closed last (see `Window.shapes`); empty before that."""
        value = self._store.value(part, QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    def remember_shapes(self, shapes: Mapping[str, QByteArray]) -> None:
        for part, shape in shapes.items():
            self._store.setValue(part, shape)

    @property
    def folder(self) -> str:
        """Where files were opened or saved last."""
        return str(self._store.value("folder", str(Path.home())))

    @folder.setter
    def folder(self, folder: str) -> None:
        self._store.setValue("folder", folder)

    @property
    def last_drawing(self) -> Path:
        """Where an unsaved project is put when the window closes."""
        return self._folder / "last-drawing.json"

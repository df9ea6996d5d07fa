"""Opening and saving from the window. Whatever goes wrong is one sentence, and the document stays as it was."""

import contextlib
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.experiment.json_reading import FormatError
from neural_sketchpad.experiment.project_file import read_project, write_project
from neural_sketchpad.ui.settings import Settings

FILTER = "Neural Sketchpad projects (*.json *.nsk);;All files (*)"


class Files(QObject):
    """Knows which file the document belongs to, and whether it has changed since.

    `crossed` is emitted when the document has become that of another file: opened, undone or redone.
    """

    changed = Signal()
    crossed = Signal()

    def __init__(self, document: Document, settings: Settings, complain: Callable[[str], None]) -> None:
        super().__init__()
        self._document, self._settings, self._complain = document, settings, complain
        self._path: Path | None = None
        self._saved: Experiment = document.experiment
        self._homes: list[tuple[Experiment, Path | None, Experiment]] = []
        document.listen(self._document_changed)

    @property
    def name(self) -> str:
        """What the window is called."""
        return "Untitled" if self._path is None else self._path.name

    @property
    def is_modified(self) -> bool:
        return self._document.experiment != self._saved

    def began_with(self, path: Path) -> None:
        """The document was read from this file before the window opened."""
        self._path = path
        self.changed.emit()

    def ask_open(self, parent: QWidget) -> bool:
        """Let a file be chosen and open it; False where nothing came of it."""
        path, _ = QFileDialog.getOpenFileName(parent, "Open a project", self._settings.folder, FILTER)
        return bool(path) and self.open(Path(path))

    def open(self, path: Path) -> bool:
        """Let the document become what the file holds, as a step that can be undone."""
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            experiment = read_project(path)
        except FormatError as error:
            self._complain(str(error))
            return False
        finally:
            QGuiApplication.restoreOverrideCursor()
        self._settings.folder = str(path.parent)
        # Undo and redo cross from one file to the other, and bring back these very values.
        self._homes += [(self._document.experiment, self._path, self._saved), (experiment, path, experiment)]
        self._document.apply(Become(experiment), f"Open {path.name}")
        return True

    def save(self, parent: QWidget) -> None:
        if self._path is None:
            self.ask_save(parent)
        else:
            self.save_as(self._path)

    def ask_save(self, parent: QWidget) -> None:
        proposal = self._path or Path(self._settings.folder) / "drawing.json"
        dialog = QFileDialog(parent, "Save the project", str(proposal.parent), FILTER)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("json")  # the dialog then asks before it replaces the file with the suffix
        dialog.selectFile(proposal.name)
        if dialog.exec():
            self.save_as(Path(dialog.selectedFiles()[0]))

    def save_as(self, path: Path) -> bool:
        """Write the document to a file; it belongs to that file from then on."""
        experiment = self._document.experiment
        if experiment.dataset.m == 0:
            self._complain("There are no points to save yet: draw some first.")
            return False
        try:
            write_project(path, experiment)
        except OSError as error:
            self._complain(f"{path}: The project cannot be saved ({error.strerror or error}).")
            return False
        self._settings.folder = str(path.parent)
        self._path, self._saved = path, experiment
        self.forget_last_drawing()
        self.changed.emit()
        return True

    def keep_last_drawing(self) -> str | None:
        """Before the window closes: put aside what has not been saved, so that the next start can offer it.

        Returns one sentence where that cannot be done.
        """
        if not self.is_modified or self._document.experiment.dataset.m == 0:
            return None
        target = self._settings.last_drawing
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_project(target, self._document.experiment)
        except OSError as error:
            return f"{target}: The drawing cannot be kept ({error.strerror or error})."
        return None

    def last_drawing(self) -> Experiment | None:
        """What the program was closed with, or None."""
        try:
            return read_project(self._settings.last_drawing)
        except FormatError:
            return None

    def forget_last_drawing(self) -> None:
        """It has been brought back, or saved."""
        with contextlib.suppress(OSError):
            self._settings.last_drawing.unlink(missing_ok=True)

    def _document_changed(self, experiment: Experiment) -> None:
        for value, path, saved in self._homes:
            if value is experiment:
                self._path, self._saved = path, saved
                self.crossed.emit()
        self.changed.emit()

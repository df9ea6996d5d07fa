"""Opening and saving from the window. Whatever goes wrong is one sentence, and the document stays as it was."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.experiment.json_reading import FormatError
from neural_sketchpad.experiment.project_file import read_project, write_project
from neural_sketchpad.ui.settings import Settings

FILTER = "Neural Sketchpad projects (*.json *.nsk);;All files (*)"


class Files(QObject):
    """Knows which file the document belongs to, and whether it has changed since."""

    changed = Signal()

    def __init__(self, document: Document, settings: Settings, complain: Callable[[str], None]) -> None:
        super().__init__()
        self._document, self._settings, self._complain = document, settings, complain
        self._path: Path | None = None
        self._saved: Experiment = document.experiment
        document.listen(lambda _experiment, _edit: self.changed.emit())

    @property
    def name(self) -> str:
        """What the window is called."""
        return "Untitled" if self._path is None else self._path.name

    @property
    def is_modified(self) -> bool:
        return self._document.experiment is not self._saved

    def began_with(self, path: Path) -> None:
        """The document was read from this file before the window opened."""
        self._path = path
        self.changed.emit()

    def ask_open(self, parent: QWidget) -> None:
        path, _ = QFileDialog.getOpenFileName(parent, "Open a project", self._settings.folder, FILTER)
        if path:
            self.open(Path(path))

    def open(self, path: Path) -> bool:
        """Let the document become what the file holds, as a step that can be undone."""
        try:
            experiment = read_project(path)
        except FormatError as error:
            self._complain(str(error))
            return False
        self._settings.folder = str(path.parent)
        self._path = path
        self._document.apply(Become(experiment), f"Open {path.name}")
        self._saved = experiment
        self.changed.emit()
        return True

    def save(self, parent: QWidget) -> None:
        if self._path is None:
            self.ask_save(parent)
        else:
            self.save_as(self._path)

    def ask_save(self, parent: QWidget) -> None:
        proposal = self._path or Path(self._settings.folder) / "drawing.json"
        path, _ = QFileDialog.getSaveFileName(parent, "Save the project", str(proposal), FILTER)
        if path:
            self.save_as(Path(path) if Path(path).suffix else Path(f"{path}.json"))

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
        self.changed.emit()
        return True

    def keep_last_drawing(self) -> None:
        """Before the window closes: put aside what has not been saved, so that the next start can offer it."""
        if not self.is_modified or self._document.experiment.dataset.m == 0:
            return
        target = self._settings.last_drawing
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            write_project(target, self._document.experiment)
        except OSError as error:
            self._complain(f"{target}: The drawing could not be kept ({error.strerror or error}).")

    def last_drawing(self) -> Experiment | None:
        """What the program was closed with, or None."""
        try:
            return read_project(self._settings.last_drawing)
        except FormatError:
            return None

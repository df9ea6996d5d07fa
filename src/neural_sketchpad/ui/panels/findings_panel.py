"""What is going on in the run, in plain words: the quiet card beneath the canvas."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.insight.findings.finding import Finding
from neural_sketchpad.nn.optimizers import RecipeError
from neural_sketchpad.training.run import Run
from neural_sketchpad.ui.controls.keys import release_keys
from neural_sketchpad.ui.frame_clock import FrameClock
from neural_sketchpad.ui.lookout import Lookout
from neural_sketchpad.ui.panels.finding_row import FindingRow
from neural_sketchpad.ui.panels.layout import scrolling, soft, title
from neural_sketchpad.ui.player import Player
from neural_sketchpad.ui.theme import LIGHT, Theme
from neural_sketchpad.ui.view_model import ViewModel

NOTHING_YET = "What stands out in a run will be said here, with the reason and a remedy."
NOTHING = "Nothing stands out."
HEAD, EVIDENCE = 36, 24
"""Pixels of the card's height beside its rows, and of a row's beside its sentence."""
MARGIN = 4
"""Pixels left and right of what stands still, so that it is in line with what is in the rows."""


class FindingsPanel(QFrame):
    """One row for each finding, in the order in which they appeared. `unfolded` says that another height is wanted."""

    unfolded = Signal()

    def __init__(
        self, document: Document, player: Player, model: ViewModel, clock: FrameClock, rewind: Callable[[], None]
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAccessibleName("Findings")
        self._document, self._player, self._model, self._rewind = document, player, model, rewind
        self._theme = LIGHT
        self._experiment: Experiment | None = None
        self._pointed: str | None = None
        self.rows: dict[str, FindingRow] = {}
        self.quiet = soft(NOTHING_YET)
        self.quiet.setWordWrap(True)
        self.quiet.setContentsMargins(MARGIN, 0, MARGIN, 0)
        self._lay_out()
        Lookout(player, clock, self._show)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for row in self.rows.values():
            row.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def height_wanted(self, width: int) -> int:
        """Pixels that all rows need at this width while one of them is unfolded; 0 while none is."""
        unfolded = [row for row in self.rows.values() if row.isChecked()]
        if not unfolded:
            return 0
        beside = self.width() - unfolded[0].width()
        rows = [row.heightForWidth(width - beside) for row in self.rows.values()]
        return HEAD + sum(rows) + self._stack.spacing() * len(rows)

    def _share_height(self) -> None:
        """Let folded sentences have as many lines as there is room for, one at least; all beside one unfolded."""
        if not self.rows:
            return
        most: int | None = None
        if not any(row.isChecked() for row in self.rows.values()):
            share = (self.height() - HEAD) // len(self.rows)
            most = max(1, (share - EVIDENCE) // self.fontMetrics().lineSpacing())
        for row in self.rows.values():
            row.set_most_lines(most)

    def _lay_out(self) -> None:
        self._count = soft("")
        head = QHBoxLayout()
        head.setContentsMargins(MARGIN, 0, MARGIN, 0)
        head.setSpacing(8)
        head.addWidget(title("Findings"))
        head.addWidget(self._count)
        head.addStretch(1)
        self._stack = QVBoxLayout()
        self._stack.setSpacing(2)
        self._stack.addStretch(1)
        self._scroll = scrolling(self._stack)
        self._scroll.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 4, 6)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.quiet)
        layout.addWidget(self._scroll, 1)
        layout.addStretch()

    # What is shown

    def _show(self, run: Run, findings: tuple[Finding, ...]) -> None:
        """Take rows away whose findings are over, keep the others in their places, and put new ones below them."""
        self._experiment = run.experiment
        found = {finding.id: finding for finding in findings}
        for kind in self.rows.keys() - found.keys():
            self._remove(kind)
        for kind, finding in found.items():
            row = self.rows.get(kind) or self._new_row(kind)
            row.show_finding(finding, curable=_cured(finding, run.experiment) is not None)
        self._share_height()
        if self._pointed is not None:
            self._light()
        self.quiet.setText(NOTHING if run.iteration else NOTHING_YET)
        self.quiet.setVisible(not found)
        self._scroll.setVisible(bool(found))
        self._count.setText(f"{len(found)}" if len(found) > 1 else "")

    def _new_row(self, kind: str) -> FindingRow:
        row = FindingRow(self._theme)
        row.pointed.connect(lambda on: self._point(kind, on=on))
        row.cured.connect(lambda: self._cure(kind))
        row.toggled.connect(lambda _open: self._toggled(row))
        self._stack.insertWidget(len(self.rows), row)
        self.rows[kind] = row
        return row

    def _toggled(self, row: FindingRow) -> None:
        self._share_height()
        self.unfolded.emit()
        QTimer.singleShot(0, row, lambda: self._scroll_to(row))

    def _scroll_to(self, row: FindingRow) -> None:
        """Show all of a row, or its beginning where it is higher than the card."""
        bar = self._scroll.verticalScrollBar()
        self._scroll.ensureWidgetVisible(row, 0, 0)
        bar.setValue(min(bar.value(), row.y()))

    def _remove(self, kind: str) -> None:
        row = self.rows.pop(kind)
        release_keys(row)
        self._point(kind, on=False)
        self._stack.removeWidget(row)
        row.hide()
        row.deleteLater()
        if row.isChecked():
            self.unfolded.emit()

    def _point(self, kind: str, *, on: bool) -> None:
        """Light up what a finding is about while the pointer is on it."""
        if on:
            self._pointed = kind
            self._light()
        elif self._pointed == kind:
            self._pointed = None
            self._model.update(lit=frozenset())

    def _light(self) -> None:
        row = None if self._pointed is None else self.rows.get(self._pointed)
        if row is not None and row.finding is not None:
            self._model.update(lit=frozenset(row.finding.places))

    # What is done about it

    def _cure(self, kind: str) -> None:
        """Apply the remedy as one step; a run that has to begin again goes on if it went on before."""
        finding, experiment = self.rows[kind].finding, self._document.experiment
        if finding is None or finding.remedy is None or self._experiment is not experiment:
            return  # it was about another experiment: what is found in this one is about to be shown
        cured = _cured(finding, experiment)
        if cured is None:
            return
        self._document.apply(Become(cured), f"Remedy: {finding.remedy.label}")
        if finding.remedy.from_start:
            goes_on = self._player.playing
            self._rewind()
            if goes_on:
                self._player.play()


def _cured(finding: Finding, experiment: Experiment) -> Experiment | None:
    """The experiment after the remedy; None where there is none, it cannot be, or it would change nothing."""
    if finding.remedy is None:
        return None
    try:
        cured = finding.remedy.change(experiment)
    except RecipeError:
        return None
    same = (cured.recipe, cured.seed, cured.given) == (experiment.recipe, experiment.seed, experiment.given)
    return None if same else cured

"""One finding in its panel: the sentence, its evidence and its remedy; on a click the reason, too."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStyle,
    QStyleOption,
    QVBoxLayout,
    QWidget,
)

from neural_sketchpad.insight.findings.finding import Finding
from neural_sketchpad.ui.controls.buttons import TextButton
from neural_sketchpad.ui.controls.fold import CHEVRON, ElidedLabel
from neural_sketchpad.ui.controls.keys import PressedByKeys
from neural_sketchpad.ui.controls.sentence import Sentence
from neural_sketchpad.ui.icons import icon
from neural_sketchpad.ui.theme import LIGHT, Theme

ALARMING = "diverged"
"""The one kind that bears the colour of warnings."""
TAKES_EFFECT = "{label}, and go back to the start. Undo brings the recipe back (Ctrl+Z)."
AT_ONCE = "{label} and learn on. Undo brings the recipe back (Ctrl+Z)."


class FindingRow(PressedByKeys, QAbstractButton):
    """Shows one kind of finding as long as it stands; a click, Space or Return unfolds it.

    `pointed` says whether the pointer is on it, `cured` that its remedy was chosen.
    """

    pointed = Signal(bool)
    cured = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = LIGHT
        self._finding: Finding | None = None
        self._most_lines: int | None = 1
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setProperty("role", "finding")
        self._chevron = QLabel()
        self.sentence, self.reason = Sentence(), Sentence()
        self.evidence = ElidedLabel()
        self.evidence.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.names, self.numbers = QLabel(), QLabel()
        for label in (self.evidence, self.names, self.numbers):
            label.setProperty("role", "small")
        self.reason.setProperty("role", "soft")
        self.link = TextButton()
        self.link.setProperty("role", "remedy")
        self.link.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.link.clicked.connect(self.cured)
        self._more = self._lay_out()
        self.toggled.connect(self._unfold)
        self.set_theme(theme)
        self._unfold(False)

    @property
    def finding(self) -> Finding | None:
        """What it shows."""
        return self._finding

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw()

    def set_most_lines(self, most: int | None) -> None:
        """How many lines the sentence may have while it is folded; None for as many as it needs."""
        self._most_lines = most
        self.sentence.set_most_lines(None if self.isChecked() else most)
        self._explain()

    def show_finding(self, finding: Finding, *, curable: bool) -> None:
        """Show it in place of the one before, with its remedy where that can be had."""
        if finding != self._finding:
            self._finding = finding
            self.sentence.set_text(finding.sentence)
            self.reason.set_text(finding.reason)
            self.evidence.setText("   ".join(f"{name}: {number}" for name, number in finding.evidence))
            self.names.setText("\n".join(name for name, _ in finding.evidence))
            self.numbers.setText("\n".join(number for _, number in finding.evidence))
            self.setAccessibleName(finding.sentence)
            self.setAccessibleDescription(f"{self.evidence.text()}. {finding.reason}")
            self._draw()
            self._explain()
        remedy = finding.remedy
        self.link.setVisible(curable)
        if remedy is not None and remedy.label != self.link.text():
            self.link.setText(remedy.label)
            pattern = TAKES_EFFECT if remedy.from_start else AT_ONCE
            self.link.setToolTip(pattern.format(label=remedy.label))

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOption()
        option.initFrom(self)
        painter = QPainter(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.end()

    def sizeHint(self) -> QSize:
        layout = self.layout()
        assert layout is not None
        return layout.sizeHint()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed.emit(False)

    def _lay_out(self) -> QWidget:
        """Put the parts in their places; returns what is seen of them only when unfolded."""
        more = QWidget()
        table = QHBoxLayout()
        table.setSpacing(12)
        table.addWidget(self.names)
        table.addWidget(self.numbers)
        table.addStretch(1)
        inside = QVBoxLayout(more)
        inside.setContentsMargins(0, 4, 0, 0)
        inside.setSpacing(6)
        inside.addWidget(self.reason)
        inside.addLayout(table)
        last = QHBoxLayout()
        last.setSpacing(8)
        last.addWidget(self.evidence, 1)
        last.addWidget(self.link)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(4)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._chevron, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.sentence, 0, 1)
        grid.addWidget(more, 1, 1)
        grid.addLayout(last, 2, 1)
        grid.setColumnStretch(1, 1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        for part in (self._chevron, self.sentence, self.evidence, more):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        return more

    def _unfold(self, is_open: bool) -> None:
        self._more.setVisible(is_open)
        self.evidence.setVisible(not is_open)
        self.set_most_lines(self._most_lines)
        self._draw()

    def _explain(self) -> None:
        """Say in the tool tip what a click does, and the whole sentence where it is shortened."""
        what = "Click to fold this away." if self.isChecked() else "Click for the reason and the numbers."
        self.setToolTip(f"{self.sentence.text}\n{what}" if self.sentence.is_shortened else what)

    def _draw(self) -> None:
        drawing = "unfolded" if self.isChecked() else "folded"
        alarming = self._finding is not None and self._finding.id == ALARMING
        colour = self._theme.warning if alarming else self._theme.soft
        self._chevron.setPixmap(icon(drawing, colour, CHEVRON).pixmap(QSize(CHEVRON, CHEVRON)))

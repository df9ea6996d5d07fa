"""A section that folds away: a header with a one-line summary of what is inside, and the content beneath it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from neural_sketchpad.ui.controls.buttons import PlainButton
from neural_sketchpad.ui.icons import icon
from neural_sketchpad.ui.theme import LIGHT, Theme

CHEVRON = 14
HEADER_HEIGHT = 24


class ElidedLabel(QLabel):
    """A label that shortens its text where there is no room for it."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "soft")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        policy.setRetainSizeWhenHidden(True)  # so that what stands beside it stays where it is
        self.setSizePolicy(policy)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), self.alignment(), text)
        painter.end()


class Fold(QWidget):
    """Folded to begin with; a click on the header, Space or Return opens and closes it. `unfolded` says it opened."""

    unfolded = Signal()

    def __init__(self, name: str, tool_tip: str, body: QWidget) -> None:
        super().__init__()
        self._theme = LIGHT
        self.header = PlainButton()
        self.header.setProperty("role", "fold")
        self.header.setCheckable(True)
        self.header.setFixedHeight(HEADER_HEIGHT)
        self.header.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.header.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.header.setAccessibleName(name)
        self.header.setToolTip(tool_tip)
        self._chevron, self._name, self._summary = QLabel(), QLabel(name), ElidedLabel()
        line = QHBoxLayout(self.header)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self._chevron)
        line.addWidget(self._name)
        line.addSpacing(4)
        line.addWidget(self._summary, 1)
        for part in (self._chevron, self._name, self._summary):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.body = body
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.header)
        layout.addWidget(body)
        body.hide()
        self.header.toggled.connect(self._toggled)
        self._draw()

    @property
    def summary(self) -> str:
        return self._summary.text()

    def set_summary(self, text: str) -> None:
        """What is inside, in a few words."""
        self._summary.setText(text)
        self.header.setAccessibleDescription(text)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw()

    def _toggled(self, is_open: bool) -> None:
        self.body.setVisible(is_open)
        self._summary.setVisible(not is_open)
        self._draw()
        if is_open:
            self.unfolded.emit()

    def _draw(self) -> None:
        drawing = "unfolded" if self.header.isChecked() else "folded"
        self._chevron.setPixmap(icon(drawing, self._theme.soft, CHEVRON).pixmap(QSize(CHEVRON, CHEVRON)))

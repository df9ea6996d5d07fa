"""A sentence at the top of the canvas, with at most one thing to do about it."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from neural_sketchpad.ui.controls.buttons import IconButton, TextButton
from neural_sketchpad.ui.theme import Theme


@dataclass(frozen=True)
class Message:
    """`kind` is "warning" or "note"; `remedy` is the text of the button and what it does; `topic` what it is about."""

    sentence: str
    kind: str = "note"
    remedy: tuple[str, Callable[[], None]] | None = None
    topic: object = None


class Banner(QFrame):
    """Shows one message, until it is closed or another takes its place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self.setObjectName("banner")
        self._message: Message | None = None
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)  # sentences quote what files say
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = TextButton()
        self.button.setProperty("role", "primary")
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._close = IconButton("close", "Close this message", "Close (Esc)", size=14)
        layout = QGridLayout(self)
        layout.setContentsMargins(14, 10, 8, 10)
        layout.setSpacing(8)
        layout.addWidget(self.text, 0, 0)
        layout.addWidget(self._close, 0, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.button, 1, 0, Qt.AlignmentFlag.AlignLeft)
        layout.setColumnStretch(0, 1)
        self.button.clicked.connect(self._remedy)
        self._close.clicked.connect(self.clear)
        self.hide()

    @property
    def message(self) -> Message | None:
        return self._message

    def set_theme(self, theme: Theme) -> None:
        self._close.set_theme(theme)

    def show_message(self, message: Message) -> None:
        self._message = message
        self.text.setText(message.sentence)
        self.setProperty("kind", message.kind)
        self.style().unpolish(self)
        self.style().polish(self)
        self.button.setVisible(message.remedy is not None)
        if message.remedy is not None:
            self.button.setText(message.remedy[0])
        self.show()
        self.raise_()
        self.place()

    def clear(self) -> None:
        self._message = None
        self.hide()

    def place(self) -> None:
        """Along the upper edge of whatever it lies on, as high as its text needs."""
        width = self._host.width() - 24
        self.setGeometry(12, 12, width, max(self.heightForWidth(width), self.minimumSizeHint().height()))

    def _remedy(self) -> None:
        message = self._message
        self.clear()
        if message is not None and message.remedy is not None:
            message.remedy[1]()

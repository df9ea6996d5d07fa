"""A picture, or a sentence in its place where there is nothing to see yet."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget


class OrWords(QStackedWidget):
    """Shows one of several widgets, or words."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._words = QLabel()
        self._words.setProperty("role", "soft")
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self._words.setContentsMargins(24, 0, 24, 0)
        for widget in (*widgets, self._words):
            self.addWidget(widget)

    @property
    def words(self) -> str:
        """The sentence that is shown, or ""."""
        return self._words.text() if self.currentWidget() is self._words else ""

    def say(self, sentence: str) -> None:
        """Show this sentence."""
        self._words.setText(sentence)
        self.setCurrentWidget(self._words)

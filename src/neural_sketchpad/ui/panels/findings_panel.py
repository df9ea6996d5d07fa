"""What is going on in the run, in plain words: the quiet card beneath the canvas."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from neural_sketchpad.ui.panels.layout import title
from neural_sketchpad.ui.theme import Theme


class FindingsPanel(QFrame):
    """One sentence for each finding."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.addWidget(title("Findings"))
        layout.addStretch(1)

    def set_theme(self, theme: Theme) -> None:
        """Nothing here is painted by hand."""

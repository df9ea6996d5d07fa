"""What an empty canvas says: how to begin."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from neural_sketchpad.ui.canvas.canvas import Canvas
from neural_sketchpad.ui.panels.layout import soft, title

FOR_CLASSES = (
    "Draw two classes of points",
    "Paint with the left mouse button here, choose the other class with the key 2, paint again. "
    "Or take a preset on the left. Then press Play.",
)
FOR_VALUES = (
    "Draw points with values",
    "Paint with the left mouse button here, choose another value on the left, paint again. "
    "Or take one of the last four presets. Then press Play.",
)


class EmptyHint(QFrame):
    """A card in the middle of the canvas, which one draws right through."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setObjectName("hint")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.head, self.text = title(""), soft("")
        self.text.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 14, 18, 14)
        layout.setSpacing(6)
        for label in (self.head, self.text):
            layout.addWidget(label)

    def set_kind(self, is_regression: bool) -> None:
        """What there is to draw: classes or values."""
        head, text = FOR_VALUES if is_regression else FOR_CLASSES
        if head != self.head.text():
            self.head.setText(head)
            self.text.setText(text)
            self.place()

    def place(self) -> None:
        """In the middle of the canvas."""
        side = self._canvas.width()
        width = min(340, side - 40)
        height = self.heightForWidth(width)
        self.setGeometry((side - width) // 2, (side - height) // 2, width, height)

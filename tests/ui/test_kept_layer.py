"""A kept picture is drawn once, and anew with all it depends on."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from neural_sketchpad.ui.kept_layer import TRANSPARENT, KeptLayer


def test_it_is_drawn_anew_only_when_something_has_changed(qapp: QApplication) -> None:
    layer, drawn = KeptLayer(), []

    def picture(key: str, width: int, ratio: float = 1.0, ground: QColor = TRANSPARENT) -> QPixmap:
        def draw(painter: QPainter) -> None:
            drawn.append(key)
            painter.fillRect(0, 0, 5, 5, QColor("red"))

        return layer.pixmap((key,), QSize(width, 10), ratio, draw, ground)

    picture("a", 20)
    picture("a", 20)
    assert drawn == ["a"]
    assert picture("b", 20).toImage().pixelColor(2, 2) == QColor("red")
    assert picture("b", 21).size() == QSize(21, 10)
    larger = picture("b", 21, 1.5)
    assert (larger.size(), larger.devicePixelRatio()) == (QSize(32, 15), 1.5)
    assert larger.toImage().pixelColor(15, 14).alpha() == 0
    opaque = picture("b", 21, 1.5, QColor("blue"))
    assert opaque.toImage().pixelColor(15, 14) == QColor("blue")
    assert drawn == ["a", *"bbbb"]

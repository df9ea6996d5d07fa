"""The presets as a gallery of thumbnails of their points."""

from functools import cache

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QToolButton, QWidget

from neural_sketchpad.data.generators import PRESETS, PresetChoice, generate
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.controls.buttons import PlainButton
from neural_sketchpad.ui.theme import LIGHT, Theme, class_colour

SIZE = 38
POINTS = 90
PER_ROW = 5
RATIO = 2


@cache
def thumbnail(name: str, ground: str) -> QIcon:
    """Some points of a preset, in its classes' colours."""
    preset = PRESETS[name]
    dataset = generate(PresetChoice(name, min(POINTS, preset.points), preset.noise))
    viewport = Viewport(side=SIZE * RATIO, span=9.6)
    pixmap = QPixmap(SIZE * RATIO, SIZE * RATIO)
    pixmap.fill(QColor(ground))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for (x, y), label in zip(viewport.to_pixels(dataset.X).T.tolist(), dataset.labels.tolist(), strict=True):
        painter.setPen(QPen(class_colour(label), 1.9 * RATIO, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawPoint(QPointF(x, y))
    painter.end()
    pixmap.setDevicePixelRatio(RATIO)
    return QIcon(pixmap)


class PresetGallery(QWidget):
    """`edited` brings the choice of a preset that was clicked, with its customary points and noise."""

    edited = Signal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._theme = LIGHT
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        for place, preset in enumerate(PRESETS.values()):
            button = PlainButton()
            button.setProperty("role", "preset")
            button.setCheckable(True)
            button.setIconSize(QSize(SIZE, SIZE))
            button.setFixedSize(QSize(SIZE + 4, SIZE + 4))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.setAccessibleName(preset.label)
            button.setToolTip(f"{preset.label}\n{preset.lesson}")
            button.clicked.connect(lambda _checked=False, name=preset.name: self._clicked(name))
            self._group.addButton(button)
            self._buttons[preset.name] = button
            grid.addWidget(button, place // PER_ROW, place % PER_ROW)
        grid.setColumnStretch(PER_ROW, 1)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for name, button in self._buttons.items():
            button.setIcon(thumbnail(name, theme.panel))

    def button(self, name: str) -> QToolButton:
        return self._buttons[name]

    def set_value(self, choice: PresetChoice | None) -> None:
        """Frame the preset the points come from, or none."""
        self._group.setExclusive(False)
        for name, button in self._buttons.items():
            button.setChecked(choice is not None and choice.name == name)
        self._group.setExclusive(True)

    def _clicked(self, name: str) -> None:
        self.edited.emit(PresetChoice.of(name), None)

"""The presets as a gallery of thumbnails of their points."""

from functools import cache

import numpy as np
from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QToolButton, QWidget

from neural_sketchpad.data.generators import PRESETS, PresetChoice, generate
from neural_sketchpad.ui.canvas.value_scale import value_shades
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.colours import class_colour
from neural_sketchpad.ui.controls.buttons import PlainButton
from neural_sketchpad.ui.tables import Colours, table
from neural_sketchpad.ui.theme import LIGHT, THEMES, Theme

SIZE = 31
POINTS = 90
PER_ROW = 6
RATIO = 2


@cache
def thumbnail(name: str, theme_name: str) -> QIcon:
    """Some points of a preset, in the colours of their classes or values."""
    preset, theme = PRESETS[name], THEMES[theme_name]
    dataset = generate(PresetChoice(name, min(POINTS, preset.points), preset.noise))
    viewport = Viewport(side=SIZE * RATIO, span=9.6)
    pixmap = QPixmap(SIZE * RATIO, SIZE * RATIO)
    pixmap.fill(QColor(theme.middle if preset.is_regression else theme.panel))
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if preset.is_regression:
        reach = float(np.abs(dataset.targets).max())
        shades = value_shades(dataset.targets, (-reach, reach))
        colours = [QColor.fromRgb(pixel) for pixel in table(Colours.VALUES, theme)[shades].tolist()]
    else:
        colours = [class_colour(label) for label in dataset.labels.tolist()]
    width = (4.6 if preset.is_regression else 1.9) * RATIO
    for (x, y), colour in zip(viewport.to_pixels(dataset.X).T.tolist(), colours, strict=True):
        painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
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
        self.setAccessibleName("Presets")
        # Those with values begin a row of their own.
        kinds = [[p for p in PRESETS.values() if p.is_regression == values] for values in (False, True)]
        first = -(-len(kinds[0]) // PER_ROW) * PER_ROW
        for place, preset in (*enumerate(kinds[0]), *enumerate(kinds[1], start=first)):
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
            button.setIcon(thumbnail(name, theme.name))

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

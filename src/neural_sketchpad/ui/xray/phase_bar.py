"""The control of the phases: all of them, one back, one forward, any of them, or one after the other by itself."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from neural_sketchpad.ui.controls.buttons import IconButton
from neural_sketchpad.ui.controls.slider import CalmSlider
from neural_sketchpad.ui.controls.toggles import toggle
from neural_sketchpad.ui.theme import Theme

SLIDER_WIDTH = 96
PLAY_TIP = "Run through the phases by itself, about one iteration a second; at its end one training step is really done"


class PhaseBar(QWidget):
    """`edited` brings the phase that is asked for, None for all; `played` whether they are to run by themselves.

    `buttons` are for the page to place; the bar itself shows the name of the phase and its place among all.
    """

    edited = Signal(object)
    played = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._titles: Sequence[str] = ()
        self._place: int | None = None
        self.all = toggle("All phases", "All", "Show all phases of the iteration, one below the other")
        self.all.setFixedWidth(36)
        self.back = IconButton("back", "Back one phase", "One phase back, layer by layer")
        self.forward = IconButton("forward", "Forward one phase", "One phase forward, layer by layer")
        self.play = IconButton("play", "Run the phases", PLAY_TIP)
        self.play.setCheckable(True)
        self.buttons = (self.all, self.back, self.forward, self.play)
        self.title = QLabel()
        self.title.setProperty("role", "title")
        self.slider = CalmSlider()
        self.slider.setFixedWidth(SLIDER_WIDTH)
        self.slider.setAccessibleName("Phase")
        self.slider.setToolTip("The phase of the iteration: forward pass, cost, backward pass, update")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.title, 1)
        line.addWidget(self.slider, 0, Qt.AlignmentFlag.AlignVCenter)
        self.all.clicked.connect(lambda: self.edited.emit(None))
        self.back.clicked.connect(lambda: self._go(-1))
        self.forward.clicked.connect(lambda: self._go(1))
        self.slider.valueChanged.connect(self.edited.emit)
        self.play.clicked.connect(self.played)

    def set_theme(self, theme: Theme) -> None:
        for button in (self.back, self.forward, self.play):
            button.set_theme(theme)

    def set_phases(self, titles: Sequence[str], place: int | None) -> None:
        """The names of all phases, and which one is shown, None for all."""
        self._titles, self._place = titles, place
        self.setVisible(bool(titles))
        for button in self.buttons:
            button.setEnabled(bool(titles))
        self.title.setText("All phases of the iteration" if place is None or not titles else titles[place])
        self.all.setChecked(place is None)
        self.back.setEnabled(place is not None and place > 0)
        self.forward.setEnabled(bool(titles) and (place is None or place < len(titles) - 1))
        with QSignalBlocker(self.slider):
            self.slider.setRange(0, max(0, len(titles) - 1))
            self.slider.setValue(place or 0)

    def set_running(self, running: bool) -> None:
        self.play.setChecked(running)
        self.play.set_icon("pause" if running else "play")

    def _go(self, by: int) -> None:
        self.edited.emit(0 if self._place is None else min(max(0, self._place + by), len(self._titles) - 1))

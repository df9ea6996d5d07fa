"""The X-ray: one iteration from inside, with the numbers of one example or of all, in the course's notation."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from neural_sketchpad.nn.place import Place
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.charts.head import head, named_button
from neural_sketchpad.ui.charts.page import Page
from neural_sketchpad.ui.controls.buttons import ButtonRow
from neural_sketchpad.ui.controls.fold import ElidedLabel
from neural_sketchpad.ui.player import Player
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.view_model import XRAY, Probe, View, ViewModel
from neural_sketchpad.ui.xray.animation import Animation
from neural_sketchpad.ui.xray.flowing import flow_of
from neural_sketchpad.ui.xray.line_tree import LineTree
from neural_sketchpad.ui.xray.look import Look, look_into
from neural_sketchpad.ui.xray.phase_bar import PhaseBar

WAY_OUT = "Draw points or choose a preset, or click any place of the canvas with the probe (X)."
NUMBERS_A_FRAME = 20_000
"""Of a batch with many activations the X-ray is renewed less often."""


class XrayPage(Page):
    """Shows the lines of an X-ray, phase by phase; what is pointed at lights up in the network.

    `flowing` brings the numbers that are to be seen there, or None.
    """

    flowing = Signal(object)

    key = XRAY
    title = "X-ray"
    tool_tip = "One iteration from inside: forward pass, cost, backward pass and update with all their numbers"
    reads = frozenset({"probe", "phase"})

    def __init__(self, player: Player, model: ViewModel) -> None:
        super().__init__()
        self._player, self._model = player, model
        self._run: Run | None = None
        self._probe: Probe | None = None
        self.look = Look("")
        self.one = named_button("One example", "A point or any place of the plane: click the canvas with the probe (X)")
        self.all = named_button("All examples", "The examples of the coming update: J, dW and db are averages over m")
        self.subject = ButtonRow({True: self.one, False: self.all}, spacing=4, equal=False)
        self.where, self.remarks = ElidedLabel(), ElidedLabel()
        for label in (self.where, self.remarks):
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.remarks.setProperty("role", "small")
        self.bar = PhaseBar()
        self.tree = LineTree()
        self.empty = QLabel()
        self.empty.setProperty("role", "soft")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.animation = Animation(player, model, self)
        self._lay_out()
        self._connect()

    def set_theme(self, theme: Theme) -> None:
        self.bar.set_theme(theme)
        self.tree.set_theme(theme)

    def renew(self, snapshot: Snapshot) -> None:
        view = self._model.view
        if snapshot.run is not self._run or view.probe != self._probe:
            self._run, self._probe = snapshot.run, view.probe
            self._take(look_into(snapshot.run, view.probe))
        self.subject.set_value(view.probe is not None)
        place = self.look.phase(view.phase)
        self.bar.set_phases([phase.title for phase in self.look.phases], place)
        self.tree.show_lines((place, self._shape), self.look.lines(place))
        self._light()
        if self.look.xray is None:
            self.flowing.emit(None)
        else:
            phase = None if place is None else self.look.phases[place]
            self.flowing.emit(flow_of(self.look.xray, phase, place, self.animation.frames))

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.animation.stop()

    def _lay_out(self) -> None:
        self._body = QStackedWidget()
        full = QWidget()
        lines = QVBoxLayout(full)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for widget in (self.where, self.bar, self.tree, self.remarks):
            lines.addWidget(widget, widget is self.tree)
        self._body.addWidget(full)
        self._body.addWidget(self.empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head([self.subject], [*self.bar.buttons]))
        layout.addWidget(self._body, 1)

    def _connect(self) -> None:
        self.subject.edited.connect(lambda single, _gesture: self._choose(single))
        self.bar.edited.connect(lambda place: self._model.update(phase=place))
        self.bar.played.connect(lambda on: self.animation.start() if on else self.animation.stop())
        self.animation.running_changed.connect(self.bar.set_running)
        self.tree.pointed.connect(self._light)
        self._model.changed.connect(self._view_changed)

    @property
    def _shape(self) -> object:
        """While this stays the same, the lines do, with other numbers."""
        xray = self.look.xray
        if xray is None:
            return None
        recipe = xray.network.recipe
        return recipe.sizes, recipe.head.key, recipe.optimizer.name, xray.m > 1, len(self.look.phases)

    def _take(self, look: Look) -> None:
        self.look = look
        self._body.setCurrentIndex(int(look.xray is None))
        self.empty.setText(f"{look.where}\n{WAY_OUT}")
        self.where.setText(look.where)
        self.where.setToolTip(look.where)
        said = " ".join(look.remarks)
        self.remarks.setText(said)
        self.remarks.setToolTip("\n".join(look.remarks))
        self.remarks.setVisible(bool(said))
        self.frames_between = Page.frames_between + look.size // NUMBERS_A_FRAME
        self.animation.set_phases(len(look.phases), updates=look.xray is not None and look.xray.update is not None)
        if look.xray is None:
            self.animation.stop()

    def _choose(self, single: bool) -> None:
        """One example: the first one to learn from, until the probe chooses another; or all."""
        if single == (self._model.view.probe is not None):
            return
        if not single:
            self._model.update(probe=None)
            return
        train, _ = self._player.run.experiment.examples()
        x1, x2 = train.points[:, 0].tolist() if train.m else (0.0, 0.0)
        self._model.put_probe(x1, x2)

    def _view_changed(self, view: View) -> None:
        """With another page in front nothing of this one is lit any more, and nothing is kept."""
        if view.tab != self.key and self._run is not None:
            self._run, self.look = None, Look("")
            self._model.update(lit=frozenset())
            self.flowing.emit(None)

    def _light(self) -> None:
        """Light up what is pointed at, or else the units of the phase."""
        if self._run is None:
            return
        line, place = self.tree.line, self.look.phase(self._model.view.phase)
        lit: tuple[Place, ...] = ()
        if line is not None:
            lit = line.places
        elif place is not None and self.look.xray is not None:
            layer = self.look.phases[place].layer
            lit = tuple(Place(layer, unit) for unit in range(self.look.xray.network.parameters.sizes[layer]))
        self._model.update(lit=frozenset(lit))

"""Using the window as a person does: with the mouse on the canvas and the keys of the keyboard."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from neural_sketchpad.app import Sketchpad
from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.place import Place as Spot
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.charts.cost_page import CostPage
from neural_sketchpad.ui.charts.two_curves import TwoCurves
from neural_sketchpad.ui.controls.choice import ChoiceField
from neural_sketchpad.ui.controls.fold import Fold
from neural_sketchpad.ui.network.diagram import Diagram

Place = tuple[float, float]
Left, Right, Middle = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
PATIENCE = 20_000
"""Milliseconds a test waits for what has to come; how fast it comes is not tested here."""


class Driver:
    """One open window."""

    def __init__(self, sketchpad: Sketchpad, qtbot: QtBot, size: tuple[int, int] = (1280, 800)) -> None:
        self.sketchpad, self.qtbot = sketchpad, qtbot
        self.window, self.canvas = sketchpad.window, sketchpad.canvas
        self.window.resize(*size)
        self.window.show()
        qtbot.waitExposed(self.window)
        self.window.activateWindow()
        QApplication.processEvents()
        self.canvas.setFocus()

    def close(self) -> None:
        """Close and destroy the window; the next one opens in a program without a style sheet, as a person's does.

        Put together under a style sheet, widgets are polished at every step into a parent: that takes twice as long.
        """
        if not isValid(self.window):
            return
        self.window.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(self.window, QEvent.Type.DeferredDelete)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.setStyleSheet("")

    # What there is to see

    @property
    def experiment(self) -> Experiment:
        return self.sketchpad.document.experiment

    @property
    def dataset(self) -> Dataset:
        return self.experiment.dataset

    @property
    def snapshot(self) -> Snapshot:
        return self.sketchpad.player.snapshot

    @property
    def iteration(self) -> int:
        return self.snapshot.run.iteration

    @property
    def cost(self) -> TwoCurves:
        """The cost chart under its tab."""
        page = self.window.tabs.page_of("cost")
        assert isinstance(page, CostPage)
        return page.chart

    @property
    def message(self) -> str:
        """The sentence on the canvas, "" where there is none."""
        banner = self.window.canvas_panel.banner
        return banner.text.text() if banner.isVisible() else ""

    @property
    def diagram(self) -> Diagram:
        """The network as it is drawn."""
        return self.window.network.diagram

    def pictured(self, layer: int) -> int:
        """How many units of a layer have a picture."""
        pictures = self.diagram.pictures
        return len(pictures[layer].shades) if layer < len(pictures) else 0

    def figure(self, name: str) -> str:
        return self.window.toolbar.figures[name].text()

    def colour_at(self, place: Place) -> QColor:
        """The colour of the canvas at a place of the plane, as it is painted now."""
        return self.canvas.grab().toImage().pixelColor(self.pixel(place))

    def pixels(self) -> NDArray[np.uint8]:
        """The canvas as it is painted now: rows, columns, blue-green-red-alpha."""
        image = self.canvas.grab().toImage().convertToFormat(self.canvas.grab().toImage().Format.Format_RGB32)
        raw = np.frombuffer(bytes(image.constBits()), dtype=np.uint8)
        return raw.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width()]

    # What there is to do

    def until(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE)

    def settle(self) -> None:
        """Wait until everything asked for has been done and painted."""
        self.until(lambda: not self.sketchpad.clock.is_running)

    def pixel(self, place: Place) -> QPoint:
        x, y = self.canvas.viewport.to_pixels(np.array([[place[0]], [place[1]]]))[:, 0]
        return QPoint(round(float(x)), round(float(y)))

    def key(self, key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        widget = QApplication.focusWidget() or self.window
        if isinstance(key, str):
            QTest.keyClicks(widget, key, modifier)
        else:
            QTest.keyClick(widget, key, modifier)

    def undo(self) -> None:
        self.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def redo(self) -> None:
        self.key(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)

    def move(self, place: Place) -> None:
        """Move with no button held down."""
        self._mouse(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton)

    def press(self, place: Place, button: Qt.MouseButton = Left) -> None:
        QTest.mousePress(self.canvas, button, Qt.KeyboardModifier.NoModifier, self.pixel(place))

    def carry(self, place: Place, button: Qt.MouseButton = Left) -> None:
        """Move with a button held down."""
        self._mouse(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, button)

    def release(self, place: Place, button: Qt.MouseButton = Left) -> None:
        QTest.mouseRelease(self.canvas, button, Qt.KeyboardModifier.NoModifier, self.pixel(place))

    def drag(self, *way: Place, button: Qt.MouseButton = Left) -> None:
        """Press at the first place, go along the others, release at the last."""
        self.press(way[0], button)
        for place in way[1:]:
            self.carry(place, button)
        self.release(way[-1], button)

    def reveal(self, widget: QWidget) -> None:
        """Unfold the sections a widget stands in, and scroll to it."""
        ancestors = []
        above = widget.parentWidget()
        while above is not None:
            ancestors.append(above)
            above = above.parentWidget()
        for ancestor in reversed(ancestors):
            if isinstance(ancestor, Fold) and not ancestor.header.isChecked() and widget is not ancestor.header:
                self._scroll_to(ancestor.header)
                QTest.mouseClick(ancestor.header, Left)
        QApplication.processEvents()
        self._scroll_to(widget)

    def _scroll_to(self, widget: QWidget) -> None:
        above = widget.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(widget)
            QApplication.processEvents()

    def choose(self, field: ChoiceField, key: object) -> None:
        """Choose from a list with the keys, as somebody does who got there with Tab."""
        self.reveal(field)
        field.setFocus()
        steps = field.keys.index(key) - field.currentIndex()
        for _ in range(abs(steps)):
            QTest.keyClick(field, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
        self.canvas.setFocus()

    def click(self, widget: QWidget) -> None:
        self.reveal(widget)
        QTest.mouseClick(widget, Left, Qt.KeyboardModifier.NoModifier, widget.rect().center())

    def type_into(self, field: QWidget, text: str) -> None:
        """Click a field, replace what is in it, press Enter."""
        self.click(field)
        QTest.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    def unit_at(self, layer: int, index: int) -> QPoint:
        """Where the middle of a unit (layers from 0, units from 0) is in the diagram."""
        return self.edge_at(Spot(layer, index))

    def edge_at(self, spot: Spot) -> QPoint:
        """Where the middle of an edge, a bias dot or a unit is in the diagram."""
        return QPointF(*self.diagram.scene.layout.middle(spot)).toPoint()

    def click_diagram(self, at: QPoint, button: Qt.MouseButton = Left) -> None:
        QTest.mouseClick(self.diagram, button, Qt.KeyboardModifier.NoModifier, at)

    def hover_diagram(self, at: QPoint) -> None:
        """Move over the diagram with no button held down."""
        self._move_in_diagram(QPointF(at), Qt.MouseButton.NoButton)

    def drag_weight(self, spot: Spot, *steps: int, fine: bool = False) -> None:
        """Press on an edge or bias dot, go up by so many pixels step by step, release."""
        keys = Qt.KeyboardModifier.ShiftModifier if fine else Qt.KeyboardModifier.NoModifier
        at = self.edge_at(spot)
        QTest.mousePress(self.diagram, Left, keys, at)
        for step in steps:
            at = at - QPoint(0, step)
            self._move_in_diagram(QPointF(at), Left, keys)
        QTest.mouseRelease(self.diagram, Left, keys, at)

    def _move_in_diagram(
        self,
        at: QPointF,
        held: Qt.MouseButton,
        keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        where = self.diagram.mapToGlobal(at)
        event = QMouseEvent(QEvent.Type.MouseMove, at, where, Qt.MouseButton.NoButton, held, keys)
        QApplication.sendEvent(self.diagram, event)

    def wheel(self, place: Place, notches: int) -> None:
        at = QPointF(self.pixel(place))
        event = QWheelEvent(
            at,
            QPointF(self.canvas.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, 120 * notches),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.canvas, event)

    def choose_preset(self, name: str) -> None:
        self.click(self.window.data.gallery.button(name))

    def _mouse(self, kind: QEvent.Type, place: Place, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        at = QPointF(self.pixel(place))
        where = QPointF(self.canvas.mapToGlobal(at.toPoint()))
        event = QMouseEvent(kind, at, where, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.canvas, event)

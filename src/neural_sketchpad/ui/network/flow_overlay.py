"""A pane over the diagram on which numbers flow; what is beneath it can be used as if it were not there."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from neural_sketchpad.ui.frame_clock import FrameClock
from neural_sketchpad.ui.network.diagram import Diagram
from neural_sketchpad.ui.network.flow import Flow, paint_flow


class FlowOverlay(QWidget):
    """Shows a flow; where it is another step than before, its values set out anew, once."""

    def __init__(self, diagram: Diagram, clock: FrameClock) -> None:
        super().__init__(diagram)
        self._diagram, self._clock = diagram, clock
        self.flow: Flow | None = None
        self._frames = 0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.lower()  # beneath the controls over the columns
        self.hide()
        diagram.laid_out.connect(lambda _layout: self.setGeometry(diagram.rect()))
        clock.on_frame(self._frame)

    @property
    def progress(self) -> float:
        """How far the values have come, from 0 to 1."""
        return 1.0 if self.flow is None else min(1.0, self._frames / self.flow.frames)

    def show_flow(self, flow: Flow | None) -> None:
        """Show this from now on, None for nothing."""
        if flow is not None and (self.flow is None or flow.step != self.flow.step):
            self._frames = 0
            self._clock.wake()
        self.flow = flow
        self.setGeometry(self._diagram.rect())
        self.setVisible(flow is not None)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.flow is not None:
            painter = QPainter(self)
            paint_flow(painter, self._diagram.scene, self.flow, self.progress)
            painter.end()

    def _frame(self) -> bool:
        if self.flow is None or self._frames >= self.flow.frames:
            return False
        self._frames += 1
        self.update()
        return True

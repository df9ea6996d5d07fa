"""The canvas: shows one run over its plane and turns mouse events into edits.

Painting puts ready-made layers on top of each other (map, border, points, what the pointer does); each layer is
renewed only when what it shows has changed.
"""

from collections.abc import Callable

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.ui.canvas.axes import draw_axes
from neural_sketchpad.ui.canvas.field_painter import FieldPainter
from neural_sketchpad.ui.canvas.field_picture import FieldPicture, Subject
from neural_sketchpad.ui.canvas.hinge_layer import HingeLayer, emphasised
from neural_sketchpad.ui.canvas.layers import paint_brush, paint_map, paint_rectangle, paint_rings
from neural_sketchpad.ui.canvas.line_layer import LineLayer
from neural_sketchpad.ui.canvas.point_layer import PointLayer, drawn_stride
from neural_sketchpad.ui.canvas.probe_ring import paint_probe
from neural_sketchpad.ui.canvas.tools import Brush, Eraser, PointTool, ProbeTool, Select, Selection, ToolGesture
from neural_sketchpad.ui.canvas.value_scale import value_scale
from neural_sketchpad.ui.canvas.viewport import Viewport
from neural_sketchpad.ui.colours import class_colour
from neural_sketchpad.ui.frame_clock import FrameClock
from neural_sketchpad.ui.kept_layer import KeptLayer
from neural_sketchpad.ui.player import Player
from neural_sketchpad.ui.tables import table
from neural_sketchpad.ui.theme import LIGHT, Theme
from neural_sketchpad.ui.view_model import Tool, ViewModel

ZOOM_PER_NOTCH = 1.2
NOTCH = 120
FRAMES_PER_PICTURE = 3
"""The map of the plane is renewed every so many frames, twenty times a second: what it takes, the training loses."""
FEWEST_PIXELS = 4.0
"""Pixels between two sprays of a brush that is small on the screen."""
GRAB_PIXELS = 9.0
"""How near the pointer must be to a point to take hold of it."""


class Canvas(QWidget):
    """`pointed` brings the plane coordinates under the pointer, or None; `painted` every new picture of the plane."""

    pointed = Signal(object)
    painted = Signal(object)

    def __init__(self, document: Document, player: Player, model: ViewModel, clock: FrameClock) -> None:
        super().__init__()
        self._document, self._player, self._model, self._clock = document, player, model, clock
        self._theme = LIGHT
        self._viewport = Viewport()
        self._field = FieldPainter()
        self._map = QImage()
        self._frames = 0
        self._axes, self._rings = KeptLayer(), KeptLayer()
        self.hinges, self.line = HingeLayer(), LineLayer()
        self._points = PointLayer()
        self.selection = Selection()
        self._gesture: ToolGesture | None = None
        self._gesture_button = Qt.MouseButton.NoButton
        self._dataset = document.experiment.dataset
        self._pan_from: QPointF | None = None
        self._pointer: QPointF | None = None
        # The points a brush sprays are carried by its edits, so this generator need not be repeatable.
        self._rng = np.random.default_rng()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that the styled card behind is not painted too
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(200, 200))
        self.setAccessibleName("Canvas")
        self.setAccessibleDescription("The plane with its points; draw here with the mouse.")
        document.listen(self._document_changed)
        model.changed.connect(self._view_changed)
        clock.on_frame(self._frame)

    @property
    def viewport(self) -> Viewport:
        return self._viewport

    @property
    def picture(self) -> FieldPicture | None:
        """The picture of the plane that is shown, None on an empty canvas."""
        return self._field.picture

    @property
    def sharp(self) -> bool:
        """Whether the picture is as sharp as it gets."""
        return self._field.is_finished(self._device_side)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._colour_map()
        self.update()

    def fit(self) -> None:
        """Show all points."""
        self._look_at(self._viewport.fitted(self._document.experiment.dataset.X))

    def zoom(self, factor: float) -> None:
        """Closer by `factor` to the middle."""
        self._look_at(self._viewport.zoomed(self._viewport.side / 2, self._viewport.side / 2, factor))

    def select_all(self) -> None:
        """Choose every point."""
        dataset = self._document.experiment.dataset
        self.selection.choose(dataset, np.arange(dataset.m))
        self.update()

    def clear_selection(self) -> None:
        self.selection.clear()
        self.update()

    def end_gesture(self) -> None:
        """Finish what the mouse is doing, as if the button had been released."""
        if self._gesture is not None:
            gesture, self._gesture = self._gesture, None
            gesture.release()
            self.update()

    # What changes the picture

    def _document_changed(self, experiment: Experiment) -> None:
        if experiment.dataset is not self._dataset and self._gesture is None:
            self.selection.clear()  # undone, opened, drawn by a preset: these may be other points altogether
        self._dataset = experiment.dataset
        self._clock.wake()
        self.update()

    def _view_changed(self) -> None:
        self._clock.wake()
        self.update()

    def _look_at(self, viewport: Viewport) -> None:
        self._viewport = viewport
        self._clock.wake()
        self.update()
        self._point(self._pointer)

    @property
    def _device_side(self) -> int:
        return round(self._viewport.side * self.devicePixelRatioF())

    def _frame(self) -> bool:
        """Renew the map of the plane; part of every frame."""
        self._frames += 1
        if self._frames % FRAMES_PER_PICTURE and self._player.playing:
            return True
        subject = self._subject()
        self._field.show(subject)
        if self.line.show(subject) | self.hinges.show(subject if self._model.view.hinges else None):
            self.update()
        finest = self._device_side
        if self._field.is_finished(finest):
            if self._field.picture is None and not self._map.isNull():
                self._colour_map()
            return False
        if self._field.work(finest):
            self._colour_map()
            self.painted.emit(self._field.picture)
        return True

    def _subject(self) -> Subject | None:
        run = self._player.run
        if self._document.experiment.dataset.m == 0 and run.iteration == 0:
            return None
        view, recipe = self._model.view, run.experiment.recipe
        # A unit may have been removed: the run says so a moment before the view does.
        unit = view.unit if view.unit is not None and view.unit.exists_in(recipe) else None
        if not recipe.head.is_regression:
            return Subject(run.network, self._viewport, unit, view.decision)
        return Subject(run.network, self._viewport, unit, ends=value_scale(run.experiment.dataset.targets))

    def _colour_map(self) -> None:
        picture = self._field.picture
        self._map = QImage() if picture is None else picture.image(table(picture.colours, self._theme))
        self.update()

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        viewport, theme, ratio = self._viewport, self._theme, self.devicePixelRatioF()
        experiment = self._document.experiment
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.middle))
        if self._field.picture is not None:
            paint_map(painter, self._field.picture, self._map, viewport, theme)
        self.line.paint(painter, viewport, theme, ratio)
        self.hinges.paint(painter, viewport, theme, ratio, emphasised(self._model.view))
        painter.drawPixmap(0, 0, self._axes.pixmap((viewport, theme), self.size(), ratio, self._draw_axes))
        points = self._points.pixmap(experiment.dataset, experiment.split, viewport, theme.name, ratio)
        painter.drawPixmap(0, 0, points)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if len(self.selection.serials):
            key = (experiment.dataset, self.selection.serials.tobytes(), viewport, theme)
            painter.drawPixmap(0, 0, self._rings.pixmap(key, self.size(), ratio, self._draw_rings))
        if self.selection.rectangle is not None:
            paint_rectangle(painter, self.selection.rectangle, viewport, theme)
        paint_probe(painter, self._model.view.probe, viewport, theme)
        self._paint_pointer(painter)
        painter.end()

    def _draw_axes(self, painter: QPainter) -> None:
        painter.setFont(self.font())
        draw_axes(painter, self._viewport, self._theme)

    def _draw_rings(self, painter: QPainter) -> None:
        dataset = self._document.experiment.dataset
        places = self.selection.places(dataset)[:: drawn_stride(dataset.m)]
        paint_rings(painter, dataset.X[:, places], self._viewport, self._theme, self.devicePixelRatioF())

    def _paint_pointer(self, painter: QPainter) -> None:
        view = self._model.view
        if self._pointer is not None and view.tool in (Tool.BRUSH, Tool.ERASER):
            erasing = view.tool is Tool.ERASER or isinstance(self._gesture, Eraser)
            plain = erasing or self._dataset.is_regression
            colour = QColor(self._theme.border) if plain else class_colour(view.label)
            radius = view.radius * self._viewport.pixels_per_unit
            paint_brush(painter, self._pointer, radius, colour, erasing, self._theme)

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan_from = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._gesture is None:
            self._gesture, self._gesture_button = self._gesture_for(event.button()), event.button()
            if self._gesture is not None:
                self._gesture.press(self._plane(event))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() == Qt.MouseButton.NoButton:
            self.end_gesture()  # a dialog may have swallowed the release
            self._pan_from = None
        if self._pan_from is not None:
            moved = event.position() - self._pan_from
            self._pan_from = event.position()
            self._look_at(self._viewport.panned(moved.x(), moved.y()))
        elif self._gesture is not None:
            self._gesture.drag(self._plane(event))
        self._point(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self._pan_from = None
            self.unsetCursor()
        elif event.button() == self._gesture_button:
            self.end_gesture()

    def wheelEvent(self, event: QWheelEvent) -> None:
        notches = event.angleDelta().y() / NOTCH
        at = event.position()
        self._look_at(self._viewport.zoomed(at.x(), at.y(), ZOOM_PER_NOTCH**notches))

    def enterEvent(self, event: QEnterEvent) -> None:
        self._point(event.position())

    def leaveEvent(self, event: QEvent) -> None:
        self._point(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._look_at(self._viewport.resized(min(self.width(), self.height())))

    def _gesture_for(self, button: Qt.MouseButton) -> ToolGesture | None:
        view = self._model.view
        drawing = view.tool in (Tool.BRUSH, Tool.POINT)
        if button == Qt.MouseButton.RightButton and drawing:
            return Eraser(self._document, view.radius, self._spacing)
        if button != Qt.MouseButton.LeftButton:
            return None
        reach = GRAB_PIXELS / self._viewport.pixels_per_unit
        target = view.value if self._dataset.is_regression else float(view.label)
        make: dict[Tool, Callable[[], ToolGesture]] = {
            Tool.BRUSH: lambda: Brush(self._document, target, view.radius, view.density, self._spacing, self._rng),
            Tool.POINT: lambda: PointTool(self._document, target),
            Tool.ERASER: lambda: Eraser(self._document, view.radius, self._spacing),
            Tool.SELECT: lambda: Select(self._document, self.selection, reach, self.update),
            Tool.PROBE: lambda: ProbeTool(self._document, reach, self._model.put_probe),
        }
        return make[view.tool]()

    @property
    def _spacing(self) -> float:
        """A dragged brush works every half radius of its way, but no more often than anybody can see."""
        return max(0.5 * self._model.view.radius, FEWEST_PIXELS / self._viewport.pixels_per_unit)

    def _plane(self, event: QMouseEvent) -> tuple[float, float]:
        return self._viewport.to_plane(event.position().x(), event.position().y())

    def _point(self, at: QPointF | None) -> None:
        self._pointer = at
        self.pointed.emit(None if at is None else self._viewport.to_plane(at.x(), at.y()))
        self.update()

"""The network as a diagram: what it is given it shows, and it says what is pointed at, clicked and dragged."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.ui.controls.keys import RETURN_KEYS, end_typing
from neural_sketchpad.ui.kept_layer import KeptLayer
from neural_sketchpad.ui.network.diagram_keys import step, step_within
from neural_sketchpad.ui.network.diagram_layout import DiagramLayout, diagram_layout, place_at
from neural_sketchpad.ui.network.diagram_painter import NO_MARKS, Marks, paint_scene
from neural_sketchpad.ui.network.edges import HIDDEN
from neural_sketchpad.ui.network.layer_pictures import LayerPicture
from neural_sketchpad.ui.network.place_words import tool_tip
from neural_sketchpad.ui.network.scene import Scene, make_scene
from neural_sketchpad.ui.theme import LIGHT, Theme

STILL = 3
"""Pixels that the pointer may move between press and release of a click."""
FINE = 0.1
"""Of the way that counts while Shift is held."""
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass
class Press:
    """A button held down on a place since `began`; `way` is how far up it has gone, in pixels that count."""

    place: Place
    began: QPointF
    last: float
    way: float = 0.0
    moved: bool = False
    gesture: object = field(default_factory=object)


class Diagram(QWidget):
    """Shows a network. `pointed` tells the place under the pointer or of the keys, or None; `chosen` one that was
    clicked or entered; `dragged` a weight or bias, by how many pixels upwards in all, and the gesture; `menu_asked` a
    place and where on the screen. `laid_out` brings a new layout.
    """

    pointed = Signal(object)
    chosen = Signal(object)
    dragged = Signal(object, float, object)
    menu_asked = Signal(object, QPoint)
    laid_out = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._recipe = Recipe()
        self._parameters = starting_parameters(self._recipe, 0)
        self.pictures: Sequence[LayerPicture] = ()
        self.marks = NO_MARKS
        self.hovered: Place | None = None
        self._lit: frozenset[Place] = frozenset()
        self._press: Press | None = None
        self._kept = KeptLayer()
        self.scene = self._made(diagram_layout(self._recipe.sizes, 100, 100))
        self.setAccessibleName("Network")
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # so that the styled card behind is not painted too
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(QSize(240, 120))

    @property
    def place(self) -> Place | None:
        """What is pointed at: what is held or under the pointer, else where the keys are."""
        if self._press is not None:
            return self._press.place
        return self.hovered if self.hovered is not None else self.marks.cursor

    # What is shown

    def set_recipe(self, recipe: Recipe) -> None:
        """Show a network of this recipe from now on."""
        same_shape = recipe.sizes == self._recipe.sizes
        self._recipe = recipe
        if same_shape:
            self._remake()
        else:
            self._press = None
            self._lay_out()

    def set_run(self, parameters: Parameters, pictures: Sequence[LayerPicture]) -> None:
        """Show these parameters, and what the units of all layers compute."""
        self._parameters, self.pictures = parameters, pictures
        self._remake()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._remake()

    def set_pinned(self, unit: Place | None) -> None:
        """Frame the unit that is shown on the canvas."""
        self._mark(replace(self.marks, pinned=unit))

    def set_lit(self, places: frozenset[Place]) -> None:
        """Light up what is pointed at elsewhere."""
        self._lit = places
        self._light()

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        layout = diagram_layout(self._recipe.sizes, self.width(), self.height())
        cursor = self.marks.cursor
        if cursor is not None and not layout.shows(cursor):
            self._mark(replace(self.marks, cursor=None))
        self.scene = self._made(layout)
        self._point_at(None)
        self.update()
        self.laid_out.emit(layout)

    def _made(self, layout: DiagramLayout) -> Scene:
        ratio = self.devicePixelRatioF()
        return make_scene(layout, self._recipe, self._parameters, self.pictures, self._theme, ratio)

    def _remake(self) -> None:
        self.scene = self._made(self.scene.layout)
        self.update()

    def _mark(self, marks: Marks) -> None:
        if marks != self.marks:
            self.marks = marks
            self.update()

    def _light(self) -> None:
        here = frozenset() if self._hot is None else frozenset({self._hot})
        self._mark(replace(self.marks, lit=self._lit | here))

    @property
    def _hot(self) -> Place | None:
        return self._press.place if self._press is not None else self.hovered

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        key, ground = (self.scene, self.marks, self.font()), QColor(self._theme.panel)
        painter.drawPixmap(0, 0, self._kept.pixmap(key, self.size(), self.devicePixelRatioF(), self._draw, ground))
        if self.hasFocus() and self.marks.cursor is None:
            painter.setPen(QPen(QColor(self._theme.accent), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def _draw(self, painter: QPainter) -> None:
        painter.setFont(self.font())
        paint_scene(painter, self.scene, self.marks)

    # The mouse

    def place_under(self, at: QPointF) -> Place | None:
        """The place at a position of this widget."""
        return place_at(self.scene.layout, [of_layer.edges != HIDDEN for of_layer in self.scene.levels], at.x(), at.y())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        end_typing()
        place = self.place_under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self._press = Press(place, event.position(), event.position().y())
            self._point_at(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        press = self._press
        if press is not None and not event.buttons() & Qt.MouseButton.LeftButton:
            self._press = press = None  # the release went elsewhere, to a dialogue perhaps
        if press is None:
            self._point_at(self.place_under(event.position()))
            return
        at = event.position()
        press.moved = press.moved or (at - press.began).manhattanLength() > STILL
        if press.moved and press.place.source is not None:
            fine = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            press.way += (press.last - at.y()) * (FINE if fine else 1.0)
            press.last = at.y()
            self.dragged.emit(press.place, press.way, press.gesture)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        press = self._press
        if press is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._press = None
        if not press.moved:
            self.chosen.emit(press.place)
        self._point_at(self.place_under(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        place = self.marks.cursor if by_keys else self.place_under(QPointF(event.pos()))
        if place is not None:
            middle = QPointF(*self.scene.layout.middle(place)).toPoint()
            self.menu_asked.emit(place, self.mapToGlobal(middle) if by_keys else event.globalPos())

    def _point_at(self, place: Place | None) -> None:
        held = self._press is not None
        self.hovered = place
        shape = _cursor_over(place)
        if not held and self.cursor().shape() != shape:
            self.setCursor(shape)
        self._light()
        self._tell()

    def _tell(self) -> None:
        self.pointed.emit(self.place)

    # The keys

    def event(self, event: QEvent) -> bool:
        # With the focus here, the arrows walk through the network instead of stepping the run.
        is_ours = isinstance(event, QKeyEvent) and (event.key() in ARROWS or event.key() in RETURN_KEYS)
        if event.type() == QEvent.Type.ShortcutOverride and is_ours:
            event.accept()
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_under(QPointF(event.pos()))
            if place is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), tool_tip(self._recipe, place), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.hasFocus():  # a field that stands in front of the diagram did not want the key
            super().keyPressEvent(event)
            return
        arrow, cursor = ARROWS.get(Qt.Key(event.key())), self.marks.cursor
        if arrow is not None:
            across, down = arrow
            within = down and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            to = (
                step_within(self.scene.layout, cursor, down)
                if within
                else step(self.scene.layout, cursor, across, down)
            )
            self._mark(replace(self.marks, cursor=to))
            self._tell()
        elif event.key() in RETURN_KEYS and cursor is not None:
            self.chosen.emit(cursor)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._mark(replace(self.marks, cursor=None))
            self._tell()
        self.update()


def _cursor_over(place: Place | None) -> Qt.CursorShape:
    """A hand over what can be pinned, arrows up and down over what can be dragged."""
    if place is None or (place.layer == 0 and place.source is None):
        return Qt.CursorShape.ArrowCursor
    return Qt.CursorShape.PointingHandCursor if place.source is None else Qt.CursorShape.SizeVerCursor

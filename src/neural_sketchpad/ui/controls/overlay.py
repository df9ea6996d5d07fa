"""A small card over the window that goes when something else is done: a press beside it, Esc, turning to other keys."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QWidget
from shiboken6 import isValid

BELOW = 6
"""Pixels from what it belongs to."""


class Overlay(QFrame):
    """Hidden to begin with. When it goes, the keys are given back to whoever had them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("hint")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._came_from: QWidget | None = None
        self._at = QPoint()
        self.hide()

    def open_at(self, at: QPoint, beside: QWidget, first: QWidget | None = None) -> None:
        """Open at a position of `beside`, with the focus on `first`."""
        self._came_from = QApplication.focusWidget()
        self.setParent(beside.window())
        self._at = beside.mapTo(beside.window(), at)
        self.fit()
        self.show()
        self.raise_()
        (first or self).setFocus()
        application = _application()
        application.installEventFilter(self)
        application.focusChanged.connect(self._focus_changed)

    def dismiss(self) -> None:
        """Go, leaving everything as it is."""
        if self.isHidden():
            return
        application = _application()
        application.removeEventFilter(self)
        application.focusChanged.disconnect(self._focus_changed)
        had_the_keys = self._has(QApplication.focusWidget())
        self.hide()
        if had_the_keys or QApplication.focusWidget() is None:
            self._give_back()

    def fit(self) -> None:
        """As large as it needs, below the place it belongs to, or above where there is no room; always whole."""
        self.adjustSize()
        window = self.window()
        x = min(max(BELOW, self._at.x() - self.width() // 2), window.width() - self.width() - BELOW)
        below = self._at.y() + BELOW
        above = max(BELOW, self._at.y() - BELOW - self.height())
        self.move(x, below if below + self.height() + BELOW <= window.height() else above)

    def event(self, event: QEvent) -> bool:
        # Esc is a key of the window too; while this is open, it is ours.
        if event.type() == QEvent.Type.ShortcutOverride and _is_escape(event):
            event.accept()
            return True
        if isinstance(event, QMouseEvent):
            event.accept()  # or what is beneath would take it
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_escape(event):
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press beside it ends what is typed here, and closes it; the press itself goes its way."""
        pressed = event.type() == QEvent.Type.MouseButtonPress
        if pressed and isinstance(watched, QWidget) and watched.window() is self.window() and not self._has(watched):
            focused = QApplication.focusWidget()
            if focused is not None and self._has(focused):
                focused.clearFocus()
            self.dismiss()
        return False

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if old is not None and isValid(old) and self._has(old) and not self._has(new):
            self.dismiss()

    def _has(self, widget: QWidget | None) -> bool:
        return widget is not None and (widget is self or self.isAncestorOf(widget))

    def _give_back(self) -> None:
        if self._came_from is not None and isValid(self._came_from) and self._came_from.isVisible():
            self._came_from.setFocus()


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape

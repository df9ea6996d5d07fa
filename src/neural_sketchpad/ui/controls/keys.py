"""Keys of a control that has the focus, where the window has plans of its own for them."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QWidget

RETURN_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def end_typing() -> None:
    """Let a field take what stands in it, before something else is done that might depend on it.

    Buttons do not take the focus when they are clicked, so the field would not notice.
    """
    focused = QApplication.focusWidget()
    if isinstance(focused, QLineEdit):
        focused.clearFocus()


def release_keys(widget: QWidget) -> None:
    """Take the keyboard from what is in a widget that is about to go.

    Otherwise it would wander on to the next button, and Space would press that instead of playing the run.
    """
    focused = widget if widget.hasFocus() else widget.focusWidget()
    if focused is not None:
        focused.clearFocus()


class PressedByKeys:
    """For buttons and lists: with the focus on them, Space and Return press them instead of playing the run."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonPress:
            end_typing()
        if isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and self._is_ours(event):
                event.accept()
                return True
            pressed = event.type() == QEvent.Type.KeyPress and event.key() in RETURN_KEYS
            if pressed and isinstance(self, QAbstractButton):
                self.click()
                return True
        return bool(super().event(event))  # type: ignore[misc]

    def _is_ours(self, event: QKeyEvent) -> bool:
        # A list also finds its entries by their letters.
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        letter = isinstance(self, QComboBox) and plain and bool(event.text()) and event.text().isprintable()
        return letter or event.key() in (Qt.Key.Key_Space, *RETURN_KEYS)

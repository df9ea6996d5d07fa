"""The card beneath the network: one page at a time, and only that one is kept up to date."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.binding import bind_view
from neural_sketchpad.ui.charts.page import Page
from neural_sketchpad.ui.controls.buttons import ButtonRow, PlainButton
from neural_sketchpad.ui.controls.keys import release_keys
from neural_sketchpad.ui.frame_clock import FrameClock
from neural_sketchpad.ui.panels.layout import rule
from neural_sketchpad.ui.player import Player
from neural_sketchpad.ui.theme import LIGHT, Theme
from neural_sketchpad.ui.view_model import View, ViewModel

BESIDE_TITLE = 6
"""Pixels that a tab needs beside its title."""


class Tab(PlainButton):
    """May be squeezed where the window is narrow, but only as far as its title allows."""

    def minimumSizeHint(self) -> QSize:
        title = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(title + BESIDE_TITLE, super().minimumSizeHint().height())


class Tabs(QFrame):
    """Pages to choose from; which one is seen is a matter of the view.

    `makers` says how each kind of page is made, which is done when it is seen for the first time: most never are.
    """

    def __init__(
        self, makers: Mapping[type[Page], Callable[[], Page]], player: Player, model: ViewModel, clock: FrameClock
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._makers = {kind.key: make for kind, make in makers.items()}
        self._pages: dict[str, Page] = {}
        self._theme = LIGHT
        self._player, self._model, self._clock = player, model, clock
        self._frames = 0
        self._shown: Snapshot | None = None
        self._stack = QStackedWidget()
        self.buttons = {kind.key: _tab(kind) for kind in makers}
        row = ButtonRow(self.buttons, spacing=0, equal=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 8)
        layout.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(row)
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(rule())
        layout.addWidget(self._stack, 1)
        bind_view(model, row, "tab")
        model.changed.connect(self._view_changed)
        clock.on_frame(self._frame)
        self._view = model.view
        self._stack.setCurrentWidget(self.page)

    @property
    def page(self) -> Page:
        """The page that is seen."""
        return self.page_of(self._model.view.tab)

    def page_of(self, key: str) -> Page:
        """The page under this tab."""
        if key not in self._pages:
            page = self._pages[key] = self._makers[key]()
            page.set_theme(self._theme)
            self._stack.addWidget(page)
        return self._pages[key]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for page in self._pages.values():
            page.set_theme(theme)
        self._renew()

    def _view_changed(self, view: View) -> None:
        page, before = self.page, self._view
        self._view = view
        if page is not self._stack.currentWidget():
            release_keys(self._stack)
            self._stack.setCurrentWidget(page)
        if any(getattr(view, field) != getattr(before, field) for field in ("tab", *page.reads)):
            self._renew()
            self._clock.wake()

    def _frame(self) -> bool:
        """Show what is new or was not finished, but no more often than the page wants while the run goes on."""
        self._frames += 1
        if self._player.snapshot is self._shown and not self.page.unfinished:
            return False
        if self._frames < self.page.frames_between and self._player.playing:
            return True
        self._renew()
        return True

    def _renew(self) -> None:
        self._frames = 0
        self._shown = self._player.snapshot
        self.page.renew(self._shown)


def _tab(page: type[Page]) -> Tab:
    button = Tab()
    button.setText(page.title)
    button.setToolTip(page.tool_tip)
    button.setAccessibleName(f"{page.title} tab")
    button.setCheckable(True)
    button.setProperty("role", "tab")
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button

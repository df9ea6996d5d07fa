"""What all pages of the tabs have in common."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.theme import Theme

BUDGET = 0.006
"""Seconds that a page may spend on the past in one renewal."""
COMPUTING = "computing the past …"


class Page(QWidget):
    """A view of the run under a tab. It is told to `renew` itself only while it can be seen.

    `key` is its name in the view, `title` what stands on the tab and `tool_tip` what the tab says of it. `reads` are
    the fields of the view that it shows: when another one changes it need not do anything. `frames_between` is how many
    frames pass between two renewals while the run goes on. A page that has more to work out than one renewal allows is
    `unfinished`, and is renewed again although nothing new has come.
    """

    key: ClassVar[str]
    title: ClassVar[str]
    tool_tip: ClassVar[str]
    reads: ClassVar[frozenset[str]]
    frames_between: int = 12
    unfinished: bool = False

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of a theme."""
        raise NotImplementedError

    def renew(self, snapshot: Snapshot) -> None:
        """Show the run as it stands."""
        raise NotImplementedError

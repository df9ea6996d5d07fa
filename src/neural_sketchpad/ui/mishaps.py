"""What happens when the program itself fails: one sentence on the screen, the details on standard error."""

import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal


class Mishaps(QObject):
    """Catches what nobody caught, in slots, paint events and threads alike, and says it in the window."""

    _happened = Signal(str)

    def __init__(self, complain: Callable[[str], None]) -> None:
        super().__init__()
        # Exceptions also come from the training thread; only the window's own thread may touch the window.
        self._happened.connect(complain, Qt.ConnectionType.QueuedConnection)

    def watch(self) -> None:
        sys.excepthook = self._caught
        threading.excepthook = lambda args: self._caught(args.exc_type, args.exc_value, args.exc_traceback)

    def _caught(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if sys.stderr is not None:
            traceback.print_exception(kind, error, trace)
        self._happened.emit(
            f"Something in the program itself went wrong ({kind.__name__}); your points are still there: save them."
        )

"""The two-way tie between a control and the document, or the view: edits go one way, values the other.

A control never hears of its own edit twice: it is told values through `set_value`, which says nothing back.
"""

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import SignalInstance

from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.ui.view_model import View, ViewModel


class Control(Protocol):
    """What every control in `ui.controls` offers."""

    @property
    def edited(self) -> SignalInstance: ...

    def set_value(self, value: Any) -> None: ...


Read = Callable[[Experiment], Any]
Write = Callable[[Experiment, Any], Experiment]


def bind(document: Document, control: Control, read: Read, write: Write, label: str) -> None:
    """Tie `control` to what `read` finds in the experiment; an edit makes `write(experiment, value)` the document.

    `label` names the step for undo. An equal value makes no step.
    """

    def edited(value: Any, gesture: object) -> None:
        before = document.experiment
        after = write(before, value)
        if after != before:
            document.apply(Become(after), label, gesture)
        else:
            control.set_value(read(before))

    def shown(experiment: Experiment) -> None:
        control.set_value(read(experiment))

    control.edited.connect(edited)
    document.listen(shown)
    shown(document.experiment)


def bind_view(model: ViewModel, control: Control, field: str) -> None:
    """Tie `control` to a field of the view."""

    def shown(view: View) -> None:
        control.set_value(getattr(view, field))

    control.edited.connect(lambda value, _gesture: model.update(**{field: value}))
    model.changed.connect(shown)
    shown(model.view)

"""The one truth: the present experiment, how it came about, and who wants to know.

Edits that belong to one gesture (a brush stroke, the drag of a slider) share a token and are undone together.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from neural_sketchpad.experiment.edits import Edit
from neural_sketchpad.experiment.experiment import Experiment

Listener = Callable[[Experiment], None]

DEPTH = 500
"""How many steps can be undone."""


@dataclass
class Step:
    """One entry of the history: what it is called, and the edits that lead across it, the last one first."""

    label: str
    edits: list[Edit] = field(default_factory=list)


class Document:
    """Holds one experiment. Every change goes through `apply`, `undo` or `redo`, and each tells the listeners."""

    def __init__(self, experiment: Experiment | None = None) -> None:
        self._experiment = Experiment() if experiment is None else experiment
        self._listeners: list[Listener] = []
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        self._gesture: Hashable = None

    @property
    def experiment(self) -> Experiment:
        return self._experiment

    @property
    def undo_label(self) -> str | None:
        """What `undo` would take back, or None."""
        return self._undo[-1].label if self._undo else None

    @property
    def redo_label(self) -> str | None:
        """What `redo` would bring back, or None."""
        return self._redo[-1].label if self._redo else None

    def listen(self, listener: Listener) -> None:
        """Call `listener(experiment)` after every change; undo and redo are one change each."""
        self._listeners.append(listener)

    def apply(self, edit: Edit, label: str, gesture: Hashable = None) -> None:
        """Change the document. Successive edits of one `gesture` (any token but None) make one step.

        An edit that cannot be raises its error and leaves everything as it was.
        """
        before = self._experiment
        after = edit.applied_to(before)
        inverse = edit.inverse_on(before)
        if gesture is None or gesture != self._gesture or not self._undo:
            self._undo.append(Step(label))
            del self._undo[:-DEPTH]
        self._gesture = gesture
        self._undo[-1].edits.append(inverse)
        self._redo.clear()
        self._become(after)

    def undo(self) -> None:
        """Take the last step back; nothing where there is none."""
        self._travel(self._undo, self._redo)

    def redo(self) -> None:
        """Bring back what was undone last; nothing where there is none."""
        self._travel(self._redo, self._undo)

    def _travel(self, source: list[Step], target: list[Step]) -> None:
        if not source:
            return
        self._gesture = None
        step = source.pop()
        way_back = Step(step.label)
        target.append(way_back)
        experiment = self._experiment
        for edit in reversed(step.edits):
            way_back.edits.append(edit.inverse_on(experiment))
            experiment = edit.applied_to(experiment)
        self._become(experiment)

    def _become(self, experiment: Experiment) -> None:
        self._experiment = experiment
        for listener in self._listeners:
            listener(experiment)

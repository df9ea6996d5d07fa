"""The drawing tools: what a press, a drag and a release in the plane do to the document. No Qt in here.

A tool lives for one gesture. Each part of it is an edit of its own, shown at once and taken into a live run; the
gesture token makes them one step for undo.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.data.brush import nearest, spray, stroke_stops, within_disc, within_rectangle
from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import Move, Remove, append
from neural_sketchpad.experiment.experiment import Experiment

Point = tuple[float, float]

Places = NDArray[np.intp]


class Brush:
    """Sprays points of one class, or one value, over a disc, again and again along the way."""

    def __init__(
        self, document: Document, target: float, radius: float, density: int, spacing: float, rng: np.random.Generator
    ) -> None:
        self._document, self._target, self._radius, self._density = document, target, radius, density
        self._spacing, self._rng = spacing, rng
        self._last: Point = (0.0, 0.0)
        self._gone = 0.0

    def press(self, at: Point) -> None:
        self._last = at
        self._spray([at])

    def drag(self, to: Point) -> None:
        stops, self._gone = stroke_stops(self._last, to, self._spacing, self._gone)
        self._last = to
        if stops:
            self._spray(stops)

    def release(self) -> None:
        """Nothing is left to do."""

    def _spray(self, stops: list[Point]) -> None:
        X = np.hstack([spray(stop, self._radius, self._density, self._rng) for stop in stops])
        experiment = self._document.experiment
        edit = append(experiment, X, self._target)
        self._document.apply(edit, f"Brush stroke of {_kind(experiment, self._target)}", gesture=self)


class PointTool:
    """Sets one point and carries it along until the button is released."""

    def __init__(self, document: Document, target: float) -> None:
        self._document, self._target = document, target
        self._serial = -1

    def press(self, at: Point) -> None:
        experiment = self._document.experiment
        edit = append(experiment, np.array([[at[0]], [at[1]]]), self._target)
        self._serial = int(edit.points.serials[0])
        self._document.apply(edit, f"Point of {_kind(experiment, self._target)}", gesture=self)

    def drag(self, to: Point) -> None:
        place = np.flatnonzero(self._document.experiment.dataset.serials == self._serial)
        if len(place):
            self._document.apply(Move(place, np.array([[to[0]], [to[1]]])), "Point", gesture=self)

    def release(self) -> None:
        """Nothing is left to do."""


class Eraser:
    """Takes away every point under a disc, all along the way."""

    def __init__(self, document: Document, radius: float, spacing: float) -> None:
        self._document, self._radius, self._spacing = document, radius, spacing
        self._last: Point = (0.0, 0.0)
        self._gone = 0.0

    def press(self, at: Point) -> None:
        self._last = at
        self._erase([at])

    def drag(self, to: Point) -> None:
        stops, self._gone = stroke_stops(self._last, to, self._spacing, self._gone)
        self._last = to
        self._erase([*stops, to])

    def release(self) -> None:
        """Nothing is left to do."""

    def _erase(self, stops: list[Point]) -> None:
        X = self._document.experiment.dataset.X
        places = np.unique(np.concatenate([within_disc(X, stop, self._radius) for stop in stops]))
        if len(places):
            self._document.apply(Remove(places), "Erase", gesture=self)


class Selection:
    """The points that are chosen, by their serial numbers, so that edits and undo leave the right ones chosen."""

    def __init__(self) -> None:
        self.serials: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self.rectangle: tuple[Point, Point] | None = None

    def places(self, dataset: Dataset) -> Places:
        """Where the chosen points stand in the data set."""
        return np.flatnonzero(np.isin(dataset.serials, self.serials))

    def choose(self, dataset: Dataset, places: Places) -> None:
        self.serials = dataset.serials[places]

    def clear(self) -> None:
        self.serials = np.empty(0, dtype=np.int64)
        self.rectangle = None

    def delete(self, document: Document) -> None:
        """Take the chosen points away."""
        places = self.places(document.experiment.dataset)
        if len(places):
            document.apply(Remove(places), f"Delete {len(places):,} {'point' if len(places) == 1 else 'points'}")
        self.clear()


class Select:
    """Drags a rectangle to choose points; begun on a point, drags that one or all the chosen ones."""

    def __init__(self, document: Document, selection: Selection, reach: float, changed: Callable[[], None]) -> None:
        self._document, self._selection, self._reach, self._changed = document, selection, reach, changed
        self._last: Point = (0.0, 0.0)
        self._moving = False

    def press(self, at: Point) -> None:
        dataset = self._document.experiment.dataset
        self._last = at
        hit = nearest(dataset.X, at, self._reach)
        self._moving = hit is not None
        if hit is None:
            self._selection.clear()
            self._selection.rectangle = (at, at)
        elif dataset.serials[hit] not in self._selection.serials:
            self._selection.choose(dataset, np.array([hit]))
        self._changed()

    def drag(self, to: Point) -> None:
        dataset = self._document.experiment.dataset
        if self._moving:
            places = self._selection.places(dataset)
            X = dataset.X[:, places] + np.array([[to[0] - self._last[0]], [to[1] - self._last[1]]])
            self._document.apply(Move(places, X), "Move points", gesture=self)
            self._last = to
        else:
            self._selection.choose(dataset, within_rectangle(dataset.X, self._last, to))
            self._selection.rectangle = (self._last, to)
        self._changed()

    def release(self) -> None:
        self._selection.rectangle = None
        self._changed()


class ProbeTool:
    """Looks into a place of the plane, or the point of the data lying there; changes nothing in the document."""

    def __init__(self, document: Document, reach: float, look: Callable[[float, float], None]) -> None:
        self._document, self._reach, self._look = document, reach, look

    def press(self, at: Point) -> None:
        X = self._document.experiment.dataset.X
        hit = nearest(X, at, self._reach)
        self._look(*(at if hit is None else X[:, hit].tolist()))

    def drag(self, to: Point) -> None:
        self.press(to)

    def release(self) -> None:
        """Nothing is left to do."""


ToolGesture = Brush | PointTool | Eraser | Select | ProbeTool


def _kind(experiment: Experiment, target: float) -> str:
    """What a target is called in the names of steps."""
    return f"value {target:g}" if experiment.dataset.is_regression else f"class {target:g}"

"""The cost J over the iterations, for training and test examples."""

import math

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from neural_sketchpad.training.curve import Curve
from neural_sketchpad.training.run import Figures
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.charts.page import Page
from neural_sketchpad.ui.charts.plot import Plot
from neural_sketchpad.ui.controls.buttons import PlainButton
from neural_sketchpad.ui.player import Player
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.view_model import View, ViewModel

UNTRAINED = math.log(2.0)
"""The cost of saying 0.5 to everything: the height of an empty chart."""
LOWEST = 1e-12
"""On a logarithmic axis a cost of 0 stands here."""


class CostPage(Page):
    """Two curves with axes, a legend, logarithmic axes on demand, and the values under the pointer."""

    key = "cost"
    title = "Cost"
    tool_tip = "The cost J over the iterations, of the training and the test examples"

    def __init__(self, player: Player, model: ViewModel) -> None:
        super().__init__()
        self._player, self._model = player, model
        self.plot = Plot("iteration", "cost J")
        self.train_curve = self.plot.plot(antialias=True)
        self.test_curve = self.plot.plot(antialias=True)
        self._pointed: float | None = None
        self._legend = {name: QLabel() for name in ("train", "test")}
        self.reading = QLabel()
        self.reading.setProperty("role", "small")
        self._log_x = self._toggle(
            "log x", "Logarithmic iteration axis: the first steps as wide as the later thousands"
        )
        self._log_y = self._toggle("log y", "Logarithmic cost axis: shows progress even where the cost is small")
        self._lay_out()
        self._log_x.clicked.connect(lambda on: model.update(log_iterations=on))
        self._log_y.clicked.connect(lambda on: model.update(log_cost=on))
        self.plot.pointed.connect(self._point)
        model.changed.connect(self._view_changed)
        self._view_changed(model.view)

    def set_theme(self, theme: Theme) -> None:
        self.plot.set_theme(theme)
        # The test curve is dashed: colour is not the only thing that tells the two apart.
        self.train_curve.setPen(pg.mkPen(QColor(theme.train), width=1))
        self.test_curve.setPen(pg.mkPen(QColor(theme.test), width=1, style=Qt.PenStyle.DashLine))
        for name, mark in (("train", "—"), ("test", "- -")):
            colour = getattr(theme, name)
            self._legend[name].setText(f'<span style="color:{colour}"><b>{mark}</b> {name}</span>')

    def renew(self, snapshot: Snapshot) -> None:
        curve = with_present(snapshot.run.curve, snapshot.figures)
        formula = snapshot.run.experiment.recipe.head.formula
        self.plot.setToolTip(f"{formula}\nJ is the mean loss over the m examples, without penalties.")
        # Iteration 0 has no logarithm: a logarithmic axis begins with iteration 1.
        shown = curve.iterations > 0 if self._model.view.log_iterations else curve.iterations >= 0
        tested = shown & np.isfinite(curve.test)
        iterations = curve.iterations[shown]
        self.train_curve.setData(iterations, np.maximum(curve.train[shown], LOWEST))
        self.test_curve.setData(curve.iterations[tested], np.maximum(curve.test[tested], LOWEST))
        self._legend["test"].setVisible(bool(tested.any()))
        self._set_ranges(curve, iterations)
        self._read_out(curve)

    def _toggle(self, text: str, tool_tip: str) -> QToolButton:
        button = PlainButton()
        button.setText(text)
        button.setCheckable(True)
        button.setToolTip(tool_tip)
        button.setAccessibleName(tool_tip.split(":", maxsplit=1)[0])
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._legend["train"])
        head.addWidget(self._legend["test"])
        head.addStretch(1)
        head.addWidget(self._log_x)
        head.addWidget(self._log_y)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.plot, 1)
        layout.addWidget(self.reading)

    def _view_changed(self, view: View) -> None:
        self._log_x.setChecked(view.log_iterations)
        self._log_y.setChecked(view.log_cost)
        self.plot.setLogMode(x=view.log_iterations, y=view.log_cost)

    def _set_ranges(self, curve: Curve, iterations: NDArray[np.int64]) -> None:
        """Axes that grow by round steps instead of trembling with every snapshot."""
        view = self._model.view
        last = max(10.0, float(iterations[-1]) if len(iterations) else 0.0)
        costs = np.concatenate([curve.train, curve.test])
        costs = costs[np.isfinite(costs)]
        highest = max(0.1, float(costs.max())) if len(costs) else UNTRAINED
        lowest = max(LOWEST, float(costs.min(initial=1.0)))
        box = self.plot.getViewBox()
        box.setXRange(0.0, math.log10(last) if view.log_iterations else last, padding=0.02)
        if view.log_cost:
            box.setYRange(math.floor(math.log10(lowest) * 4) / 4, math.log10(highest) + 0.05, padding=0.02)
        else:
            box.setYRange(0.0, highest, padding=0.04)

    def _point(self, x: float | None) -> None:
        self._pointed = x
        snapshot = self._player.snapshot
        self._read_out(with_present(snapshot.run.curve, snapshot.figures))

    def _read_out(self, curve: Curve) -> None:
        """The values of the curve at the recorded iteration nearest to the pointer, or the last ones."""
        if len(curve) == 0:
            self.reading.setText("No cost yet: there are no training points.")
            return
        place = len(curve) - 1
        if self._pointed is not None:
            logarithmic = self._model.view.log_iterations
            iteration = 10.0**self._pointed if logarithmic else self._pointed
            place = int(np.argmin(np.abs(curve.iterations - iteration)))
            at = float(curve.iterations[place])
            self.plot.cross.setPos(math.log10(max(at, 1.0)) if logarithmic else at)
        text = f"iteration {curve.iterations[place]:,}   train {curve.train[place]:.5g}"
        if np.isfinite(curve.test[place]):
            text += f"   test {curve.test[place]:.5g}"
        self.reading.setText(text)


def with_present(curve: Curve, figures: Figures) -> Curve:
    """The curve and, behind its last recorded cost, that of this moment."""
    last = int(curve.iterations[-1]) if len(curve) else -1
    if figures.train is None or figures.iteration <= last:
        return curve
    test = math.nan if figures.test is None else figures.test.cost
    return Curve(
        curve.stride,
        np.append(curve.iterations, figures.iteration),
        np.append(curve.train, figures.train.cost),
        np.append(curve.test, test),
    )

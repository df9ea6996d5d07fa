"""How well the network does: its cost and its accuracy over the iterations, and which classes it takes for which."""

import math

import numpy as np
from PySide6.QtWidgets import QVBoxLayout

from neural_sketchpad.experiment.experiment import Examples
from neural_sketchpad.insight.outcomes import errors
from neural_sketchpad.insight.remembered import Remembered
from neural_sketchpad.insight.samples import Samples
from neural_sketchpad.nn.evaluation import evaluate
from neural_sketchpad.training.curve import Curve
from neural_sketchpad.training.history import Moment
from neural_sketchpad.training.run import Figures, Run
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.binding import bind_view
from neural_sketchpad.ui.charts.confusion_view import ConfusionView
from neural_sketchpad.ui.charts.head import either, head, log_x_switch, named_button, switch
from neural_sketchpad.ui.charts.or_words import OrWords
from neural_sketchpad.ui.charts.page import BUDGET, COMPUTING, Page
from neural_sketchpad.ui.charts.two_curves import Measured, Series, TwoCurves
from neural_sketchpad.ui.controls.buttons import ButtonRow
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.view_model import Measure, View, ViewModel

UNTRAINED = math.log(2.0)
"""The cost of saying 0.5 to everything: the height of an empty chart."""
LEAST_COST = 0.1
"""The cost axis is at least so high."""
NO_COST = "No cost yet: there are no training points. Draw some, or choose a preset."
EMPTY = "Press Play to see how it changes over the iterations."
MEASURES = {
    Measure.COST: ("Cost", "The cost J over the iterations, of the training and the test examples"),
    Measure.ACCURACY: ("Accuracy", "The share of examples whose class is told right; for values the mean of |ŷ − y|"),
    Measure.CONFUSION: ("Confusion", "How many examples of each class are taken for which class at present"),
}


class CostPage(Page):
    """A chart of the cost or the accuracy, or the confusion matrix of the present."""

    key = "cost"
    title = "Cost"
    tool_tip = "The cost J and the accuracy over the iterations, and the confusion matrix"
    reads = frozenset({"log_iterations", "log_cost", "measure", "tested"})

    def __init__(self, model: ViewModel) -> None:
        super().__init__()
        self._model = model
        self._samples = Samples()
        self.found: Remembered[tuple[float, float]] = Remembered(self._look)
        self.chart, self.confusion = TwoCurves(), ConfusionView()
        self.body = OrWords(self.chart, self.confusion)
        self.measures = {measure: named_button(*words) for measure, words in MEASURES.items()}
        self._row = ButtonRow(self.measures, spacing=4, equal=False)
        self._log_x = log_x_switch(model)
        self._log_y = switch(
            model, "log_cost", "Logarithmic cost axis", "log y", "Shows progress even where the cost is small"
        )
        self.train = named_button("Train", "The training examples")
        self.test = named_button("Test", "The examples held out for testing")
        self._tested = either(model, "tested", self.train, self.test)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head([self._row], [self._log_x, self._log_y, self._tested]))
        layout.addWidget(self.body, 1)
        bind_view(model, self._row, "measure")
        model.changed.connect(self._view_changed)
        self._view_changed(model.view)

    def set_theme(self, theme: Theme) -> None:
        self.chart.set_theme(theme)
        self.confusion.set_theme(theme)

    def renew(self, snapshot: Snapshot) -> None:
        run, view = snapshot.run, self._model.view
        is_regression = run.experiment.recipe.head.is_regression
        self.measures[Measure.ACCURACY].setText("Error" if is_regression else "Accuracy")
        self._log_y.setVisible(view.measure is Measure.COST or (view.measure is Measure.ACCURACY and is_regression))
        self.unfinished = False
        if not run.experiment.training_mask.any():
            self.body.say(NO_COST)
        elif view.measure is Measure.CONFUSION:
            problem = self.confusion.show_run(run, of_test=view.tested)
            self._show(self.confusion, problem)
        elif view.measure is Measure.ACCURACY:
            self._show_accuracy(run, view)
        else:
            self._show_cost(snapshot, view)

    def _show(self, widget: TwoCurves | ConfusionView, problem: str | None) -> None:
        if problem is None:
            self.body.setCurrentWidget(widget)
        else:
            self.body.say(problem)

    def _show_cost(self, snapshot: Snapshot, view: View) -> None:
        recipe = snapshot.run.experiment.recipe
        self.chart.plot.setToolTip(f"{recipe.head.formula}\nJ is the mean loss over the m examples, without penalties.")
        series = with_present(snapshot.run.curve, snapshot.figures)
        least = LEAST_COST if len(series.iterations) else UNTRAINED
        self.chart.show_series(series, Measured("cost J", least), log_x=view.log_iterations, log_y=view.log_cost)
        self._show(self.chart, None)

    def _show_accuracy(self, run: Run, view: View) -> None:
        if not run.history:
            self.body.say(EMPTY)
            return
        self.unfinished = not self.found.catch_up(run.history, BUDGET)
        now = Moment(run.experiment, run.state)
        is_regression = run.experiment.recipe.head.is_regression
        known = [
            (moment, found)
            for moment, found in self.found.known(run.history)
            if moment.iteration < run.iteration and moment.experiment.recipe.head.is_regression == is_regression
        ]
        known.append((now, self._look(now)))
        values = np.array([found for _, found in known]).T
        sample = self._samples.of(run.experiment)
        note = COMPUTING if self.unfinished else ""
        if not note and (sample.train.m < sample.train_m or sample.test.m < sample.test_m):
            note = f"over {sample.train.m:,} of {sample.train_m:,}"
        if is_regression:
            measured = Measured("mean |ŷ − y|", LEAST_COST, note)
        else:
            measured = Measured("accuracy, %", 100.0, note, in_percent=True)
        iterations = np.array([moment.iteration for moment, _ in known], np.int64)
        self.chart.plot.setToolTip("")
        self.chart.show_series(
            Series(iterations, *values), measured, log_x=view.log_iterations, log_y=view.log_cost and is_regression
        )
        self._show(self.chart, None)

    def _view_changed(self, view: View) -> None:
        of_iterations = view.measure is not Measure.CONFUSION
        self._log_x.setVisible(of_iterations)
        self._tested.setVisible(not of_iterations)

    def _look(self, moment: Moment) -> tuple[float, float]:
        """Accuracy in percent, or the mean |ŷ − y|, of the training and the test examples; NaN without any."""
        sample = self._samples.of(moment.experiment)
        return _goodness(moment, sample.train), _goodness(moment, sample.test)


def _goodness(moment: Moment, examples: Examples) -> float:
    recipe, parameters = moment.experiment.recipe, moment.state.parameters
    if examples.m == 0:
        return math.nan
    if recipe.head.is_regression:
        return errors(recipe, parameters, examples.X, examples.Y).mean
    evaluation = evaluate(recipe, parameters, examples.X, examples.Y)
    return math.nan if evaluation is None or evaluation.accuracy is None else 100.0 * evaluation.accuracy


def with_present(curve: Curve, figures: Figures) -> Series:
    """The curve and, behind its last recorded cost, that of this moment."""
    last = int(curve.iterations[-1]) if len(curve) else -1
    if figures.train is None or figures.iteration <= last:
        return Series(curve.iterations, curve.train, curve.test)
    test = math.nan if figures.test is None else figures.test.cost
    return Series(
        np.append(curve.iterations, figures.iteration),
        np.append(curve.train, figures.train.cost),
        np.append(curve.test, test),
    )

"""What the units give for the examples: how it is distributed over the iterations, and the matrix A[l]."""

from PySide6.QtWidgets import QLabel, QVBoxLayout

from neural_sketchpad.insight.histogram import Histogram
from neural_sketchpad.insight.layer_series import activations, spreads
from neural_sketchpad.insight.remembered import Remembered
from neural_sketchpad.insight.samples import Samples
from neural_sketchpad.training.history import Moment
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.charts.activation_matrix import MatrixCells, matrix_of, order_of
from neural_sketchpad.ui.charts.head import either, head, named_button
from neural_sketchpad.ui.charts.layer_names import LayerChoice, layers_shown
from neural_sketchpad.ui.charts.layer_words import SHARES, layer_title
from neural_sketchpad.ui.charts.or_words import OrWords
from neural_sketchpad.ui.charts.page import BUDGET, COMPUTING, Page
from neural_sketchpad.ui.charts.ridges import Past, RidgeCells, ridge_iterations, ridges_of
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.view_model import ViewModel

RIDGES = "Height: √ of the share of activations; the newest in front."
MATRIX = "A row for each unit, a column for each example."
EMPTY = "Draw some points or choose a preset to see what the units give for them."


class ActivationsPage(Page):
    """Ridges or matrices of the layers that were chosen."""

    key = "activations"
    title = "Activations"
    tool_tip = "What the units of each layer give for the training examples, A[l] = g(Z[l]), and how that changes"
    reads = frozenset({"as_matrix", "layer"})
    frames_between = 24  # a dozen ridges for every layer take thirty milliseconds

    def __init__(self, model: ViewModel) -> None:
        super().__init__()
        self._model = model
        self._samples = Samples()
        self._hint = ""
        self.found: Remembered[tuple[Histogram, ...]] = Remembered(self._look)
        self.spread = named_button(
            "Spread", "How the activations of all units are distributed, at iterations 0, 1, 2, 4, 8, ... and now"
        )
        self.matrix = named_button(
            "Matrix A[l]", "The activation of every unit, the rows, for every example, the columns, sorted by class"
        )
        self.layer = LayerChoice(model, "The layer whose activations are shown")
        self.ridges, self.matrices = RidgeCells(), MatrixCells()
        self.reading = QLabel()
        self.reading.setProperty("role", "small")
        self.body = OrWords(self.ridges, self.matrices)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head([either(model, "as_matrix", self.spread, self.matrix)], [self.layer]))
        layout.addWidget(self.body, 1)
        layout.addWidget(self.reading)
        for picture in (self.ridges, self.matrices):
            picture.pointed.connect(self._read_out)

    def set_theme(self, theme: Theme) -> None:
        self.ridges.set_theme(theme)
        self.matrices.set_theme(theme)

    def renew(self, snapshot: Snapshot) -> None:
        run, view = snapshot.run, self._model.view
        recipe = run.experiment.recipe
        self.layer.set_recipe(recipe)
        self.unfinished = False
        sample = self._samples.of(run.experiment)
        if sample.train.m == 0:
            self._hint = ""
            self.reading.setText("")
            self.body.say(EMPTY)
            return
        picture = self.matrices if view.as_matrix else self.ridges
        layers = layers_shown(view.layer, recipe)
        self._hint = SHARES if len(layers) > 1 else MATRIX if view.as_matrix else RIDGES
        if sample.train.m < sample.train_m:
            self._hint += f" {sample.train.m} of {sample.train_m:,} examples."
        titles = {number: layer_title(number, recipe, snapshot.figures.layers) for number in layers}
        if view.as_matrix:
            A = activations(recipe, run.parameters, sample.train.X)
            order = order_of(sample.train, is_regression=recipe.head.is_regression)
            self.matrices.set_matrices(
                [matrix_of(title, A[number - 1], order, number, recipe) for number, title in titles.items()]
            )
        else:
            past = self._past(run)
            self.ridges.set_ridges([ridges_of(title, past, number, recipe) for number, title in titles.items()])
        self.body.setCurrentWidget(picture)

    def _past(self, run: Run) -> list[Past]:
        """Iteration, recipe and distributions at the moments of the ridges and now, ascending."""
        wanted = set(ridge_iterations(run.iteration))
        moments = [moment for moment in run.history if moment.iteration in wanted and moment.iteration < run.iteration]
        self.unfinished = not self.found.catch_up(moments, BUDGET)
        if self.unfinished:
            self._hint = COMPUTING
        now = Moment(run.experiment, run.state)
        known = [*self.found.known(moments), (now, self._look(now))]
        return [(moment.iteration, moment.experiment.recipe, found) for moment, found in known if found]

    def _look(self, moment: Moment) -> tuple[Histogram, ...]:
        """The distributions of layers 1..L at a moment; nothing where there were no examples."""
        train = self._samples.of(moment.experiment).train
        return spreads(moment.experiment.recipe, moment.state.parameters, train.X) if train.m else ()

    def _read_out(self, words: str) -> None:
        self.reading.setText(words or self._hint)

"""How large the gradient of each layer is over the iterations: where it vanishes on its way back, where it grows."""

import numpy as np
from PySide6.QtWidgets import QVBoxLayout

from neural_sketchpad.insight.layer_series import continued
from neural_sketchpad.insight.remembered import Remembered
from neural_sketchpad.insight.samples import Samples
from neural_sketchpad.nn.diagnostics import MOST_PARAMETERS, gradient_sizes
from neural_sketchpad.training.history import Moment
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.charts.head import either, head, log_x_switch, named_button
from neural_sketchpad.ui.charts.lines import Array, Lines
from neural_sketchpad.ui.charts.or_words import OrWords
from neural_sketchpad.ui.charts.page import BUDGET, COMPUTING, Page
from neural_sketchpad.ui.theme import Theme
from neural_sketchpad.ui.view_model import View, ViewModel

NORM = "√(|dW[l]|² + |db[l]|²)"
RATIO = "|ΔW[l]| / |W[l]|"


class GradientsPage(Page):
    """A line for each layer of the present network, back to where the layer began."""

    key = "gradients"
    title = "Gradients"
    tool_tip = f"How large the gradient of each layer is over the iterations, {NORM}, and the update against W[l]"
    reads = frozenset({"as_ratio", "log_iterations"})

    def __init__(self, model: ViewModel) -> None:
        super().__init__()
        self._model = model
        self._samples = Samples()
        self.found: Remembered[Array] = Remembered(self._look)
        self.lines = Lines(NORM, logarithmic=True)
        self.body = OrWords(self.lines)
        self.norms = named_button("Gradient", f"The size of the gradient of J, {NORM}, over at most 512 examples")
        self.ratios = named_button(
            "Update / weight", f"How far the next update moves the weights of a layer: {RATIO}; 0.001 is customary"
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head([either(model, "as_ratio", self.norms, self.ratios)], [log_x_switch(model)]))
        layout.addWidget(self.body, 1)
        model.changed.connect(self._view_changed)
        self._view_changed(model.view)

    def set_theme(self, theme: Theme) -> None:
        self.lines.set_theme(theme)

    def renew(self, snapshot: Snapshot) -> None:
        run = snapshot.run
        self.unfinished = False
        if problem := nothing_to_see(run):
            self.body.say(problem)
            return
        self.unfinished = not self.found.catch_up(run.history, BUDGET)
        recipe = run.experiment.recipe
        known = [(moment, sizes) for moment, sizes in self.found.known(run.history) if len(sizes)]
        column = int(self._model.view.as_ratio)
        iterations = [moment.iteration for moment, _ in known]
        past = [(moment.experiment.recipe, sizes[:, column]) for moment, sizes in known]
        present = np.array([(layer.gradient_norm, layer.update_ratio) for layer in snapshot.figures.layers])
        if snapshot.figures.iteration > max(iterations, default=-1) and len(present) == len(recipe.hidden) + 1:
            iterations.append(snapshot.figures.iteration)
            past.append((recipe, present[:, column]))
        names = [f"l = {number}" for number in range(1, len(recipe.hidden) + 2)]
        self.lines.show_lines(np.array(iterations, np.int64), continued(past, recipe), names)
        self.body.setCurrentWidget(self.lines)
        if self.unfinished:
            self.lines.reading.setText(f"{self.lines.reading.text()}   {COMPUTING}")

    def _view_changed(self, view: View) -> None:
        self.lines.set_log_x(view.log_iterations)
        self.lines.plot.set_label("left", RATIO if view.as_ratio else NORM)

    def _look(self, moment: Moment) -> Array:
        """Norm and ratio (L, 2) at a moment; nothing where there were no examples."""
        train = self._samples.of(moment.experiment).train
        return np.array(gradient_sizes(moment.experiment.recipe, moment.state, train.X, train.Y))


def nothing_to_see(run: Run) -> str | None:
    """Why there is no gradient to show, as a sentence, or None."""
    if run.experiment.training_mask.sum() == 0:
        return "Draw some points or choose a preset, and press Play to see the gradient of each layer."
    if run.parameters.theta.size > MOST_PARAMETERS:
        return f"Gradients are followed in networks of up to {MOST_PARAMETERS:,} parameters."
    if not run.history:
        return "Press Play to see how large the gradient of each layer is over the iterations."
    return None

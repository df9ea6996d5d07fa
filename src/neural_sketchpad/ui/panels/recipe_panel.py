"""The recipe section: output, learning rate and starting weights at hand, everything else folded away beneath.

The layers are edited where they are shown, in the network.
"""

from dataclasses import replace
from operator import attrgetter

from PySide6.QtWidgets import QVBoxLayout, QWidget

from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.experiment.recipe_edits import fitting_outputs, with_output, with_scale, with_scheme
from neural_sketchpad.nn.outputs import OUTPUTS
from neural_sketchpad.nn.recipe import SCHEMES
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.binding import bind
from neural_sketchpad.ui.controls.choice import ChoiceField
from neural_sketchpad.ui.controls.number import NumberField, parse_seed, round_rate, show_number
from neural_sketchpad.ui.controls.slider import Scale, SliderField
from neural_sketchpad.ui.panels.layout import named, soft, title
from neural_sketchpad.ui.panels.recipe_folds import InputsFold, OptimizerFold, RegularizationFold, TrainingFold
from neural_sketchpad.ui.panels.recipe_parsing import parse_rate, parse_scale
from neural_sketchpad.ui.player import Player
from neural_sketchpad.ui.theme import Theme

GIVEN = "given"
"""Chosen among the schemes: starting weights that are not drawn."""
LOWEST_RATE, HIGHEST_RATE = 1e-5, 100.0
"""The ends of the slider; a typed rate may be anything the recipe allows."""


class RecipePanel(QWidget):
    """Edits the recipe and the seed of the document."""

    def __init__(self, document: Document, player: Player) -> None:
        super().__init__()
        self._document, self._player = document, player
        self.output = ChoiceField(
            "Output and cost", {}, "The output unit ŷ = g(z[L]) and the cost J it is trained for."
        )
        rate_tip = "Learning rate α: how far each update goes, W := W − α dW. Takes effect at the next step."
        self.rate_slider = SliderField(
            "Rate α", Scale(LOWEST_RATE, HIGHEST_RATE, logarithmic=True, steps=700), show_number, round_rate, rate_tip
        )
        self.rate = NumberField("Learning rate", parse_rate, show_number, f"{rate_tip} Type any value up to 1,000,000.")
        schemes = {key: (scheme.label, scheme.formula) for key, scheme in SCHEMES.items()}
        schemes[GIVEN] = ("As given", "W and b as the run has them now are what “back to the start” goes back to")
        self.scheme = ChoiceField(
            "Initialisation",
            schemes,
            "How the starting weights are drawn; biases start at 0. Counts from the next start.",
        )
        self.scale = NumberField(
            "Scale of the initialisation",
            parse_scale,
            show_number,
            "Scale: the factor of the drawn numbers, or the constant itself",
        )
        self.seed = NumberField("Seed of the weights", parse_seed, str, "Seed: the same seed draws the same weights")
        self.inputs = InputsFold(document)
        self.optimizer = OptimizerFold(document)
        self.regularization = RegularizationFold(document)
        self.training = TrainingFold(document)
        self.folds = (self.inputs, self.optimizer, self.regularization, self.training)
        self.pending = soft("The new starting weights count once you go back to the start (Home).")
        self.pending.hide()
        self.pending.setWordWrap(True)
        self._lay_out()
        self._bind()

    def set_theme(self, theme: Theme) -> None:
        for fold in self.folds:
            fold.set_theme(theme)

    def _lay_out(self) -> None:
        self.rate.setFixedWidth(60)
        self.rate_slider.replace_value_by(self.rate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(title("Recipe"))
        layout.addWidget(named("Output", self.output))
        layout.addWidget(self.rate_slider)
        layout.addWidget(named("Initial W", self.scheme))
        self._scale_line = named("Scale", self.scale)
        layout.addWidget(self._scale_line)
        layout.addWidget(named("Seed", self.seed))
        layout.addWidget(self.pending)
        for fold in self.folds:
            layout.addWidget(fold)

    def _bind(self) -> None:
        document = self._document
        document.listen(self._document_changed)  # first, so that an output is offered before it is shown
        self._document_changed(document.experiment)
        bind(document, self.output, attrgetter("recipe.head.key"), with_output, "Output and cost")
        for control in (self.rate_slider, self.rate):
            read_rate = attrgetter("recipe.optimizer.learning_rate")
            bind(document, control, read_rate, Experiment.with_learning_rate, "Learning rate")
        bind(document, self.scheme, scheme_of, lambda e, key: with_start(e, key, self._player.run), "Initialisation")
        bind(document, self.scale, attrgetter("recipe.initialization.scale"), with_scale, "Scale of the initialisation")
        bind(document, self.seed, attrgetter("seed"), lambda e, seed: replace(e, seed=seed, given=None), "Seed")
        self._player.figures_taken.connect(self._figures_taken)

    def _document_changed(self, experiment: Experiment) -> None:
        heads = [OUTPUTS[key] for key in fitting_outputs(experiment)]
        self.output.set_choices({head.key: (head.label, head.formula) for head in heads})
        scheme = SCHEMES[experiment.recipe.initialization.scheme]
        self._scale_line.setVisible(experiment.given is None and scheme.default_scale is not None)

    def _figures_taken(self, snapshot: Snapshot) -> None:
        """Say so where the document's starting weights are not those this run began with."""
        self.pending.setVisible(snapshot.run.start_differs)


def scheme_of(experiment: Experiment) -> str:
    """The scheme, or that the starting weights are given."""
    return experiment.recipe.initialization.scheme if experiment.given is None else GIVEN


def with_start(experiment: Experiment, scheme: str, run: Run) -> Experiment:
    """Another initialisation; as given means the weights of the run, where they fit."""
    if scheme != GIVEN:
        return with_scheme(experiment, scheme)
    fits = run.experiment.recipe.architecture == experiment.recipe.architecture
    return replace(experiment, given=run.parameters) if fits else experiment

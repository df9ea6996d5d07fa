"""The recipe section: learning rate, initialisation, seed, batch, and where to stop.

The layers are edited where they are shown, in the network.
"""

from dataclasses import replace
from operator import attrgetter

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.recipe import MAX_LEARNING_RATE, SCHEMES, Initialization, Recipe
from neural_sketchpad.training.thread import Snapshot
from neural_sketchpad.ui.binding import bind
from neural_sketchpad.ui.controls.choice import ChoiceField
from neural_sketchpad.ui.controls.number import (
    NumberField,
    parse_number,
    parse_seed,
    parse_whole,
    round_rate,
    show_rate,
)
from neural_sketchpad.ui.controls.slider import Scale, SliderField
from neural_sketchpad.ui.panels.layout import named, soft, title
from neural_sketchpad.ui.player import Player

LOWEST_RATE, HIGHEST_RATE = 1e-5, 100.0
"""The ends of the slider; a typed rate may be anything the recipe allows."""


def parse_rate(text: str) -> float:
    rate = parse_number(text)
    if not 0.0 < rate <= MAX_LEARNING_RATE:
        raise ValueError(f"The learning rate is a number above 0 and at most {MAX_LEARNING_RATE:,.0f}.")
    return rate


def parse_scale(text: str) -> float:
    scale = parse_number(text)
    if not abs(scale) <= 1e6:
        raise ValueError("The scale is a number from −1,000,000 to 1,000,000.")
    return scale


def parse_batch(text: str) -> int | None:
    """A batch size, or None for "full" or nothing."""
    if text.strip().lower() in ("", "full", "all"):
        return None
    size = parse_whole(text)
    if size < 1:
        raise ValueError("A batch has at least 1 example; “full” means all of them.")
    return size


def parse_goal_iteration(text: str) -> int | None:
    if text.strip() in ("", "—", "-"):
        return None
    iteration = parse_whole(text)
    if iteration < 1:
        raise ValueError("An iteration to stop at is at least 1.")
    return iteration


def parse_goal_cost(text: str) -> float | None:
    if text.strip() in ("", "—", "-"):
        return None
    cost = parse_number(text)
    if not 0.0 < cost < float("inf"):
        raise ValueError("A cost to stop at is a number above 0.")
    return cost


class RecipePanel(QWidget):
    """Edits the recipe and the seed of the document."""

    def __init__(self, document: Document, player: Player) -> None:
        super().__init__()
        self._document, self._player = document, player
        rate_tip = "Learning rate α: how far each update goes, W := W − α dW. Takes effect at the next step."
        self.rate_slider = SliderField(
            "Rate α", Scale(LOWEST_RATE, HIGHEST_RATE, logarithmic=True, steps=700), show_rate, round_rate, rate_tip
        )
        self.rate = NumberField("Learning rate", parse_rate, show_rate, f"{rate_tip} Type any value up to 1,000,000.")
        self.scheme = ChoiceField(
            "Initialisation",
            {key: (scheme.label, scheme.formula) for key, scheme in SCHEMES.items()},
            "How the starting weights are drawn; biases start at 0. Counts from the next start.",
        )
        self.scale = NumberField(
            "Scale of the initialisation",
            parse_scale,
            show_rate,
            "Scale: the factor of the drawn numbers, or the constant itself",
        )
        self.seed = NumberField("Seed of the weights", parse_seed, str, "Seed: the same seed draws the same weights")
        self.batch = NumberField(
            "Batch size",
            parse_batch,
            lambda size: "full" if size is None else f"{size:,}",
            "Examples per update: “full”, or a size. Shuffled every epoch; the last batch may be smaller.",
        )
        self.goal_iteration = NumberField(
            "Stop at iteration",
            parse_goal_iteration,
            lambda value: "—" if value is None else f"{value:,}",
            "Stop by itself at this iteration (empty: never)",
        )
        self.goal_cost = NumberField(
            "Stop at cost",
            parse_goal_cost,
            lambda value: "—" if value is None else f"{value:g}",
            "Stop by itself when the training cost J falls to this (empty: never)",
        )
        self.pending = soft("")
        self.pending.setWordWrap(True)
        self._lay_out()
        self._bind()

    def _lay_out(self) -> None:
        self.rate.setFixedWidth(60)
        self.rate_slider.replace_value_by(self.rate)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(title("Recipe"))
        layout.addWidget(self.rate_slider)
        layout.addLayout(named("Initial W", self.scheme))
        layout.addLayout(named("Scale", self.scale))
        layout.addLayout(named("Seed", self.seed))
        layout.addLayout(named("Batch", self.batch))
        stop = QHBoxLayout()
        stop.setSpacing(8)
        stop.addLayout(named("Stop at", self.goal_iteration))
        cost = soft("J ≤")
        cost.setToolTip(self.goal_cost.toolTip())
        stop.addWidget(cost)
        self.goal_cost.setFixedWidth(60)
        stop.addWidget(self.goal_cost, 0, Qt.AlignmentFlag.AlignRight)
        layout.addLayout(stop)
        layout.addWidget(self.pending)

    def _bind(self) -> None:
        document = self._document
        for control in (self.rate_slider, self.rate):
            read_rate = attrgetter("recipe.optimizer.learning_rate")
            bind(document, control, read_rate, Experiment.with_learning_rate, "Learning rate")
        bind(
            document,
            self.scheme,
            lambda e: e.recipe.initialization.scheme,
            lambda e, scheme: _with(e, initialization=Initialization.of(scheme)),
            "Initialisation",
        )
        bind(
            document,
            self.scale,
            lambda e: e.recipe.initialization.scale,
            lambda e, scale: _with(e, initialization=replace(e.recipe.initialization, scale=scale)),
            "Scale of the initialisation",
        )
        bind(document, self.seed, lambda e: e.seed, lambda e, seed: replace(e, seed=seed, given=None), "Seed")
        bind(document, self.batch, lambda e: e.recipe.batch_size, lambda e, b: _with(e, batch_size=b), "Batch size")
        bind(
            document,
            self.goal_iteration,
            lambda e: e.goals.iteration,
            lambda e, goal: replace(e, goals=replace(e.goals, iteration=goal)),
            "Iteration to stop at",
        )
        bind(
            document,
            self.goal_cost,
            lambda e: e.goals.cost,
            lambda e, goal: replace(e, goals=replace(e.goals, cost=goal)),
            "Cost to stop at",
        )
        document.listen(self._document_changed)
        self._document_changed(document.experiment)
        self._player.figures_taken.connect(self._figures_taken)

    def _document_changed(self, experiment: Experiment) -> None:
        initialization = experiment.recipe.initialization
        self.scale.setEnabled(SCHEMES[initialization.scheme].default_scale is not None)

    def _figures_taken(self, snapshot: Snapshot) -> None:
        """Say so where the document's starting weights are not those this run began with."""
        self.pending.setText(
            "The new starting weights count once you go back to the start (Home)." if snapshot.run.start_differs else ""
        )


def _with(experiment: Experiment, **changes: object) -> Experiment:
    recipe: Recipe = replace(experiment.recipe, **changes)  # type: ignore[arg-type]
    if "initialization" in changes:
        experiment = replace(experiment, given=None)  # choosing how to draw means to draw
    return experiment.with_recipe(recipe)

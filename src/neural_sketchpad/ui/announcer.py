"""Puts into words, on the canvas, what the run and the data have to say."""

from enum import Enum
from functools import partial

from PySide6.QtCore import QObject

from neural_sketchpad.experiment.cautions import caution
from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.insight.findings.rate import rate_to_begin_again
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.training.run import Stop, StopReason
from neural_sketchpad.ui.controls.number import round_rate, show_number
from neural_sketchpad.ui.panels.banner import Banner, Message
from neural_sketchpad.ui.player import Player

NUMBER_WORDS = ("No", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight")


class Topic(Enum):
    """What a message is about, where a change of the document can settle it."""

    NO_POINTS = "no points"
    CAUTION = "caution"
    DIVERGED = "diverged"
    OUTPUT = "output"


class Announcer(QObject):
    """Shows a message when a run stops of itself, and lets no useless one begin without a word."""

    def __init__(self, document: Document, player: Player, banner: Banner) -> None:
        super().__init__()
        self._document, self._player, self._banner = document, player, banner
        self._before = document.experiment
        self._told_from = document.experiment.recipe
        player.stopped.connect(self._stopped)
        document.listen(self._document_changed)

    def complain(self, sentence: str) -> None:
        """Something could not be done."""
        self._banner.show_message(Message(sentence, kind="warning"))

    def may_train(self) -> bool:
        """Whether there is anything to train on; says what to do where there is not, and what to expect."""
        experiment = self._document.experiment
        if experiment.dataset.m == 0:
            self._banner.show_message(
                Message(
                    "There are no points to learn from yet: paint some on the canvas, or choose a preset.",
                    topic=Topic.NO_POINTS,
                )
            )
            return False
        word = caution(experiment)
        if word is None:
            self._banner.clear()
        else:
            self._banner.show_message(Message(word, topic=Topic.CAUTION))
        return True

    def _stopped(self, stop: Stop | None) -> None:
        if stop is None:
            return
        if stop.reason is not StopReason.DIVERGED:
            topic = Topic.NO_POINTS if stop.reason is StopReason.NO_EXAMPLES else None
            self._banner.show_message(Message(stop.sentence, topic=topic))
            return
        rate = round_rate(rate_to_begin_again(self._player.run))
        remedy = (f"Back to the start with α = {show_number(rate)}", partial(self._begin_gently, rate))
        self._banner.show_message(Message(stop.sentence, "warning", remedy, Topic.DIVERGED))

    def _begin_gently(self, rate: float) -> None:
        gentler = self._document.experiment.with_learning_rate(rate)
        self._document.apply(Become(gentler), "Smaller learning rate")
        self._player.rewind()

    def _document_changed(self, experiment: Experiment) -> None:
        """Say so where the points have changed the output; what the last message said may no longer be so."""
        before, self._before = self._before, experiment
        message = self._banner.message
        if message is not None:
            old, new = before.recipe.optimizer, experiment.recipe.optimizer
            outdated: dict[object, bool] = {
                Topic.NO_POINTS: experiment.dataset.m > 0,
                Topic.CAUTION: caution(experiment) != message.sentence,
                Topic.DIVERGED: old.learning_rate != new.learning_rate,
                Topic.OUTPUT: not _same_output(before, experiment.recipe),
            }
            if outdated.get(message.topic, False):
                self._banner.clear()
        sentence = output_change(before, experiment)
        if sentence is None:
            return
        undone = message is not None and message.topic is Topic.OUTPUT and _same_output(experiment, self._told_from)
        self._told_from = before.recipe
        if not undone:
            self._banner.show_message(Message(sentence, topic=Topic.OUTPUT))


def output_change(before: Experiment, after: Experiment) -> str | None:
    """What has become of the output because of other points, or None; a choice of the output alone is no news."""
    recipe, dataset = after.recipe, after.dataset
    if _same_output(before, recipe) or dataset is before.dataset:
        return None
    if recipe.output == "softmax":
        return f"{NUMBER_WORDS[recipe.outputs]} classes: the output is now a softmax with one unit for each."
    if recipe.output == "sigmoid":
        return "Two classes: the output is now one sigmoid unit, the probability of class 1."
    kind = "linear unit" if recipe.output == "linear" else "ReLU unit, never below zero"
    return f"Points with values: the output is now a {kind}, and the cost the squared error."


def _same_output(experiment: Experiment, recipe: Recipe) -> bool:
    return (experiment.recipe.head.key, experiment.recipe.outputs) == (recipe.head.key, recipe.outputs)

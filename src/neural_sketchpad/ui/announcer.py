"""Puts into words, on the canvas, what the run and the data have to say."""

from PySide6.QtCore import QObject

from neural_sketchpad.experiment.cautions import caution
from neural_sketchpad.experiment.document import Document
from neural_sketchpad.experiment.edits import Become, Edit
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.training.run import Stop, StopReason
from neural_sketchpad.ui.panels.banner import Banner, Message
from neural_sketchpad.ui.panels.recipe_panel import round_rate, show_rate, with_rate
from neural_sketchpad.ui.player import Player

REMEDY_DIVISOR = 3.0


class Announcer(QObject):
    """Shows a message when a run stops of itself, and lets no useless one begin without a word."""

    def __init__(self, document: Document, player: Player, banner: Banner) -> None:
        super().__init__()
        self._document, self._player, self._banner = document, player, banner
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
                Message("There are no points to learn from yet: paint two classes on the canvas, or choose a preset.")
            )
            return False
        word = caution(experiment)
        if word is None:
            self._banner.clear()
        else:
            self._banner.show_message(Message(word))
        return True

    def _stopped(self, stop: Stop | None) -> None:
        if stop is None:
            return
        if stop.reason is not StopReason.DIVERGED:
            self._banner.show_message(Message(stop.sentence))
            return
        rate = round_rate(self._document.experiment.recipe.optimizer.learning_rate / REMEDY_DIVISOR)
        self._banner.show_message(
            Message(stop.sentence, "warning", (f"Back to the start with α = {show_rate(rate)}", self._begin_gently))
        )

    def _begin_gently(self) -> None:
        experiment = self._document.experiment
        rate = round_rate(experiment.recipe.optimizer.learning_rate / REMEDY_DIVISOR)
        self._document.apply(Become(with_rate(experiment, rate)), "Learning rate divided by three")
        self._player.rewind()

    def _document_changed(self, experiment: Experiment, edit: Edit) -> None:
        """A caution about the data goes when the data no longer give cause for it."""
        message = self._banner.message
        if message is not None and message.kind == "note" and message.remedy is None and not self._player.playing:
            self._banner.clear()

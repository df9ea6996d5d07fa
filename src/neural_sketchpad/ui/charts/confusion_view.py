"""The confusion matrix of the present, or for values how far the predictions are off."""

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from neural_sketchpad.experiment.experiment import Examples
from neural_sketchpad.insight.notation import number_text
from neural_sketchpad.insight.outcomes import confusion, errors
from neural_sketchpad.insight.samples import Samples
from neural_sketchpad.nn.network import Network
from neural_sketchpad.training.run import Run
from neural_sketchpad.ui.charts.confusion_table import ConfusionTable
from neural_sketchpad.ui.theme import Theme

MOST = 4096
"""So many examples are told apart at the most."""
NOT_TESTED = "Nothing is held out for testing: raise the test share to see how the test examples are told apart."


class ConfusionView(QWidget):
    """A table with a line below it."""

    def __init__(self) -> None:
        super().__init__()
        self.table, self.reading = ConfusionTable(), QLabel()
        self.reading.setProperty("role", "small")
        self._samples = Samples(MOST)
        self._hint = ""
        self.table.pointed.connect(self._read_out)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.reading)

    def set_theme(self, theme: Theme) -> None:
        self.table.set_theme(theme)

    def show_run(self, run: Run, *, of_test: bool) -> str | None:
        """Show a run as it stands; what there is to say instead where there are no counts, else None."""
        sample = self._samples.of(run.experiment)
        examples, m = (sample.test, sample.test_m) if of_test else (sample.train, sample.train_m)
        if examples.m == 0:
            return NOT_TESTED
        if run.experiment.recipe.head.is_regression:
            return _of_values(run.network, examples, m, "test" if of_test else "training")
        counts = confusion(run.experiment.recipe, run.parameters, examples.X, examples.Y)
        right = int(counts.trace())
        self._hint = f"{right:,} of {_counted(examples, m)} are told right: {right / examples.m:.1%}"
        self.table.set_counts(counts)
        return None

    def _read_out(self, words: str) -> None:
        self.reading.setText(words or self._hint)


def _counted(examples: Examples, m: int) -> str:
    return f"{m:,} examples" if examples.m == m else f"{examples.m:,} examples (of {m:,})"


def _of_values(network: Network, examples: Examples, m: int, kind: str) -> str:
    off = errors(network.recipe, network.parameters, examples.X, examples.Y)
    return (
        "The points have values instead of classes, so there is nothing to confuse. "
        f"Over {_counted(examples, m)} for {kind} the predictions are off by\n\n"
        f"mean |ŷ − y|   {number_text(off.mean)}\n"
        f"root of the mean (ŷ − y)²   {number_text(off.root_mean_square)}\n"
        f"largest |ŷ − y|   {number_text(off.largest)}"
    )

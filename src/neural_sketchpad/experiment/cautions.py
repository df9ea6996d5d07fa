"""What is worth a word about an experiment that trains all the same."""

from neural_sketchpad.experiment.experiment import Experiment


def caution(experiment: Experiment) -> str | None:
    """One sentence about data from which little can be learned, or None."""
    train, _ = experiment.examples()
    ones = int(train.Y.sum())
    if train.m == 1:
        return "There is only one training point: the network will call the whole plane its class."
    if train.m and ones in (0, train.m):
        only = 1 if ones else 0
        return f"All training points are of class {only}: the network will call the whole plane class {only}."
    return None

"""What is worth a word about an experiment that trains all the same."""

from neural_sketchpad.experiment.experiment import Experiment


def caution(experiment: Experiment) -> str | None:
    """One sentence about data from which little can be learned, or None."""
    targets = experiment.dataset.targets[experiment.training_mask]
    if len(targets) == 0 or (len(targets) > 1 and (targets != targets[0]).any()):
        return None
    alone = len(targets) == 1
    if experiment.dataset.is_regression:
        what = "There is only one training point" if alone else f"All training points have the value {targets[0]:g}"
        return f"{what}: the network will give that value to the whole plane."
    if alone:
        return "There is only one training point: the network will call the whole plane its class."
    only = int(targets[0])
    return f"All training points are of class {only}: the network will call the whole plane class {only}."

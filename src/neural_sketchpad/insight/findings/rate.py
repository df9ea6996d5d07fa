"""What the learning rate does: too large a step, too small a step, or one into the infinite.

Along its gradient g the cost is nearly a parabola with the curvature c = g'Hg / g'g. A step of α = 1 / c ends at its
bottom, one of α > 2 / c higher than it began.
"""

from collections.abc import Sequence
from statistics import median

import numpy as np

from neural_sketchpad.insight.findings.finding import Finding, Remedy
from neural_sketchpad.insight.findings.ground import Ground
from neural_sketchpad.insight.findings.look import Look
from neural_sketchpad.insight.findings.remedies import other_rate
from neural_sketchpad.insight.findings.stretch import Stretch
from neural_sketchpad.insight.findings.thresholds import Threshold
from neural_sketchpad.insight.findings.words import spoken
from neural_sketchpad.training.history import Moment
from neural_sketchpad.training.run import Run, StopReason

OVERSHOT = (
    "Every step overshot, so that the next gradient and the next step were larger still, until the numbers were beyond "
    "what the machine can hold. A smaller α keeps the steps within the valley."
)
BEYOND = "Before any step, some sum of these weights and points is already beyond what the machine can hold."


def too_high(stretch: Stretch) -> Finding | None:
    """The cost swings or rises far, and comes no lower."""
    now = stretch.now
    if stretch.updates == 0 or now.is_done or _comes_lower(stretch) or not _may_overshoot(stretch):
        return None
    bottom, top = largest_rise(now.trial)
    if not top >= Threshold.SWING.number * bottom:
        return None
    rise = f"{spoken(bottom)} to {spoken(top)}"
    better = rate_that_would_do(stretch, lower=True)
    evidence = [("α", spoken(now.rate)), ("Cost rises from", rise)]
    if _is_plain(now):
        evidence.append(("Largest α g′Hg / g′g", spoken(now.rate * _largest_curvature(stretch), 2)))
    return Finding(
        "rate-too-high",
        f"The learning rate α = {spoken(now.rate)} is too high: within {int(Threshold.TRIAL_UPDATES.number)} "
        f"updates the cost rises from {rise}, where α = {spoken(better, 2)} would let it fall.",
        tuple(evidence),
        "A step that is too long jumps over the bottom of the valley to a higher place on the other side.",
        other_rate(better, stretch.recipe),
    )


def too_low(stretch: Stretch) -> Finding | None:
    """The cost crawls though it could fall: a few steps of the right length gain more than the whole run so far."""
    now, begin = stretch.now, stretch.begin
    if stretch.updates < Threshold.SOME_UPDATES.number or now.is_done:
        return None
    if now.cost < (1.0 - Threshold.NEAR_START.number) * begin.cost or now.curvature == 0.0:
        return None
    gained = max(0.0, begin.whole_cost - now.whole_cost)
    if _is_plain(now) and now.rate * abs(now.curvature) > Threshold.CRAWLING.number:
        return None
    gain = now.whole_cost - min(now.trial_by_curvature)
    if not gain >= max(Threshold.WORTH.number * gained, Threshold.GAIN.number * now.whole_cost):
        return None
    better = rate_that_would_do(stretch, lower=False)
    return Finding(
        "rate-too-low",
        f"The learning rate α = {spoken(now.rate)} is too low: {stretch.updates:,} updates have lowered the cost "
        f"by {spoken(gained, 2)}, where α = {spoken(better, 2)} would be a better step.",
        (
            ("α", spoken(now.rate)),
            ("α g′Hg / g′g", spoken(now.rate * now.curvature, 2)),
            ("Gained so far", spoken(gained, 2)),
            (f"{int(Threshold.TRIAL_UPDATES.number)} steps of the right length gain", spoken(gain, 2)),
        ),
        "Each update moves the weights by α times the gradient: with so small an α they hardly move, and learning "
        "takes very many updates.",
        other_rate(better, stretch.recipe),
    )


def diverged(stretch: Stretch) -> Finding | None:
    """The run has left the finite numbers."""
    stop, now = stretch.stop, stretch.now
    if stop is None or stop.reason is not StopReason.DIVERGED:
        return None
    blown = np.isfinite(now.cost)  # by an update; otherwise the weights were given like this, or the points moved
    sentence = (
        f"The run diverged at iteration {now.iteration:,}: α = {spoken(now.rate)} was too high for it, and the "
        f"cost went from {spoken(stretch.begin.cost)} to {spoken(now.cost)}."
    )
    remedy: Remedy | None = None
    if blown:
        gentle = rate_that_would_do(Stretch(stretch.looks[:1]), lower=True)
        remedy = other_rate(gentle, stretch.recipe, from_start=True)
    return Finding(
        "diverged",
        sentence if blown else stop.sentence,
        (("α", spoken(now.rate)), ("Iteration", f"{now.iteration:,}")),
        OVERSHOT if blown else BEYOND,
        remedy,
    )


def rate_to_begin_again(run: Run) -> float:
    """The learning rate that would do at the start of a run that has diverged."""
    start = run.history[0].state if run.history else run.state
    same_shape = start.parameters.sizes == run.parameters.sizes
    look = Look(Moment(run.experiment, start if same_shape else run.state), Ground(run.experiment))
    with np.errstate(all="ignore"):
        return rate_that_would_do(Stretch((look,)), lower=True)


def rate_that_would_do(stretch: Stretch, *, lower: bool) -> float:
    """1 / c for gradient descent, c the largest curvature met; otherwise a tenth of α, or ten times α."""
    now, factor = stretch.now, Threshold.OTHERWISE.number
    otherwise = now.rate / factor if lower else now.rate * factor
    largest = _largest_curvature(stretch)
    if largest == 0.0 or not _is_plain(now) or (now.rate * largest > 1.0) != lower:
        return otherwise
    return 1.0 / largest


def _is_plain(look: Look) -> bool:
    return look.recipe.optimizer.name == "gradient_descent"


def largest_rise(costs: Sequence[float]) -> tuple[float, float]:
    """From which cost to which they rise by the largest factor; what is not finite counts as infinite."""
    finite = np.where(np.isfinite(costs), costs, np.inf)
    lowest = np.minimum.accumulate(finite)
    with np.errstate(all="ignore"):
        top = int(np.argmax(np.nan_to_num(finite / lowest, nan=1.0, posinf=np.inf)))
    return float(lowest[top]), float(finite[top])


def _largest_curvature(stretch: Stretch) -> float:
    """At its beginning, where the weights are still sound, and over its last half."""
    return max(abs(look.curvature) for look in (stretch.begin, *stretch.last_share(Threshold.LAST_DOUBLING.number)))


def _may_overshoot(stretch: Stretch) -> bool:
    """Whether the curvature is too large for α; for rules other than W := W − α dW, whether the cost rose of late."""
    now = stretch.now
    if _is_plain(now):
        return now.rate * _largest_curvature(stretch) > Threshold.UNSTABLE.number
    bottom, top = largest_rise([look.cost for look in stretch.last_share(Threshold.LAST_DOUBLING.number)])
    return top >= Threshold.ROSE.number * bottom


def _comes_lower(stretch: Stretch) -> bool:
    """Whether the last half of the run has a clearly lower cost than the half before, and lower than a constant's."""
    late = stretch.last_share(Threshold.LAST_DOUBLING.number)
    before = stretch.looks[: -len(late)]
    at_last = median(look.cost for look in late)
    if not before or at_last > stretch.now.ground.constant_cost:
        return not before
    return at_last < Threshold.NO_PROGRESS.number * median(look.cost for look in before)

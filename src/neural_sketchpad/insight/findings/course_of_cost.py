"""What the cost has done so far: learned by heart, or come to a stand."""

import numpy as np

from neural_sketchpad.insight.findings.finding import Finding, Remedy
from neural_sketchpad.insight.findings.remedies import adam, more_l2, new_start, other_scheme
from neural_sketchpad.insight.findings.stretch import Stretch
from neural_sketchpad.insight.findings.thresholds import Threshold
from neural_sketchpad.insight.findings.words import percent, spoken
from neural_sketchpad.nn.recipe import Recipe


def overfitting(stretch: Stretch) -> Finding | None:
    """The test cost rises while the training cost falls."""
    now = stretch.now
    if now.ground.test.m == 0 or stretch.updates < Threshold.SOME_UPDATES.number:
        return None
    best = min(stretch.looks, key=lambda look: look.test_cost)
    rise, constant = now.test_cost - best.test_cost, now.ground.constant_cost
    if not rise > max(Threshold.TEST_RISE.number * best.test_cost, Threshold.TEST_LOSS.number * constant):
        return None
    if not now.cost < (1.0 - Threshold.TRAIN_FALL.number) * best.cost:
        return None
    return Finding(
        "overfitting",
        f"The network learns its examples by heart: since iteration {best.iteration:,} the test cost has risen from "
        f"{spoken(best.test_cost)} to {spoken(now.test_cost)}, while the training cost fell from "
        f"{spoken(best.cost)} to {spoken(now.cost)}.",
        (
            ("Lowest test cost", spoken(best.test_cost)),
            ("Test cost now", spoken(now.test_cost)),
            ("Training cost now", spoken(now.cost)),
        ),
        "What is learned from the noise of the training examples is wrong for others: the variance is high. Smaller "
        "weights make a smoother border; more points or an earlier end help too.",
        more_l2(stretch.recipe),
    )


def plateau(stretch: Stretch) -> Finding | None:
    """The cost has hardly moved for most of the run, though more can be learned."""
    now = stretch.now
    if stretch.updates < Threshold.MANY_UPDATES.number or not now.has_room:
        return None
    if stretch.is_small_but_learns:
        return None  # then it has come to the end of what its shape can do
    if not stretch.stands or stretch.fall(Threshold.LAST_TWO_DOUBLINGS.number) >= Threshold.STANDING.number:
        return None
    first = stretch.last_share(Threshold.LAST_TWO_DOUBLINGS.number)[0]
    return Finding(
        "plateau",
        f"The cost stands still: it was {spoken(first.cost)} at iteration {first.iteration:,} and is "
        f"{spoken(now.cost)} at {now.iteration:,}.",
        (
            ("Cost", spoken(now.cost)),
            (f"Cost at iteration {first.iteration:,}", spoken(first.cost)),
            ("Norm of the gradient", spoken(float(np.linalg.norm(now.slope.gradient.theta)), 2)),
            ("Error of seven neighbours", _error_text(stretch)),
        ),
        "Where the cost is flat in all directions its gradient is nearly 0, and gradient descent goes on only very "
        "slowly. Other starting weights, or an optimiser that takes longer steps there, lead away.",
        _remedy(stretch.recipe),
    )


def _error_text(stretch: Stretch) -> str:
    error = stretch.now.ground.neighbours_error
    return spoken(error, 2) if stretch.now.ground.is_regression else percent(error)


def _remedy(recipe: Recipe) -> Remedy:
    if recipe.hidden and recipe.initialization.scheme not in ("xavier", "he", "orthogonal"):
        return other_scheme(recipe)
    return adam() if recipe.optimizer.name == "gradient_descent" else new_start()

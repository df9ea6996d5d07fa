"""What may be typed into the fields of the recipe, and the sentence that says so where something else was."""

from collections.abc import Callable

from neural_sketchpad.nn.optimizers import MAX_LEARNING_RATE
from neural_sketchpad.nn.recipe import MAX_DROPOUT
from neural_sketchpad.ui.controls.number import Parse, parse_number, parse_whole

NOTHING = ("", "—", "-", "–")
"""Typed for "no goal"."""


def checked(fits: Callable[[float], bool], sentence: str) -> Parse:
    """Parses a number that fits; the sentence refuses all others (also what is not a number but reads as one)."""

    def parse(text: str) -> float:
        number = parse_number(text)
        if not fits(number):
            raise ValueError(sentence)
        return number

    return parse


parse_rate = checked(
    lambda rate: 0.0 < rate <= MAX_LEARNING_RATE,
    f"The learning rate is a number above 0 and at most {MAX_LEARNING_RATE:,.0f}.",
)
parse_scale = checked(lambda scale: abs(scale) <= 1e6, "The scale is a number from −1,000,000 to 1,000,000.")
parse_beta1 = checked(lambda beta: 0.0 <= beta < 1.0, "β₁ is a number from 0 to below 1.")
parse_beta2 = checked(lambda beta: 0.0 <= beta < 1.0, "β₂ is a number from 0 to below 1.")
parse_epsilon = checked(lambda epsilon: 1e-30 <= epsilon <= 1.0, "ε is a number from 1e-30 to 1.")
parse_factor = checked(lambda factor: 0.0 < factor <= 1.0, "The factor is a number above 0 and at most 1.")
parse_l1 = checked(lambda strength: 0.0 <= strength <= 1e6, "λ₁ is a number from 0 to 1,000,000.")
parse_l2 = checked(lambda strength: 0.0 <= strength <= 1e6, "λ₂ is a number from 0 to 1,000,000.")
parse_dropout = checked(lambda share: 0.0 <= share <= MAX_DROPOUT, "Dropout is a share from 0 to 0.99.")


def parse_period(text: str) -> int:
    """The period of a schedule."""
    period = parse_whole(text)
    if not 1 <= period <= 10**9:
        raise ValueError("A period is from 1 to 1,000,000,000 updates.")
    return period


def parse_batch(text: str) -> int | None:
    """A batch size, or None for "full" or nothing."""
    if text.strip().lower() in ("", "full", "all"):
        return None
    size = parse_whole(text)
    if size < 1:
        raise ValueError("A batch has at least 1 example; “full” means all of them.")
    return size


def parse_goal_iteration(text: str) -> int | None:
    """An iteration to stop at, or None."""
    if text.strip() in NOTHING:
        return None
    iteration = parse_whole(text)
    if iteration < 1:
        raise ValueError("An iteration to stop at is at least 1.")
    return iteration


def parse_goal_cost(text: str) -> float | None:
    """A cost to stop at, or None."""
    if text.strip() in NOTHING:
        return None
    cost = parse_number(text)
    if not 0.0 < cost < float("inf"):
        raise ValueError("A cost to stop at is a number above 0.")
    return cost

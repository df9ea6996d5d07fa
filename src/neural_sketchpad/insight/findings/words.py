"""Numbers and lists as a sentence has them."""

from collections.abc import Sequence

from neural_sketchpad.insight.notation import given_text


def spoken(value: float, digits: int = 3) -> str:
    """A number with so many digits, but whole numbers up to a million in full: 0.25, −1, 7.2e−7, 12,345."""
    if 10.0**digits <= abs(value) < 1e6:
        return f"{value:,.0f}".replace("-", "−")
    return given_text(value, digits)


def percent(share: float) -> str:
    """A share of 1 in whole percent; one digit more where it would be mistaken for all or nothing."""
    rough = 0.0 < share < 0.005 or 0.995 < share < 1.0
    return f"{share:.1%}".replace("%", " %") if rough else f"{share:.0%}".replace("%", " %")


def listed(numbers: Sequence[int], most: int = 6) -> str:
    """Unit numbers from 0 as people count them: "2", "1, 2 and 4", "1, 2, 3 and 9 more"."""
    names = [str(number + 1) for number in numbers]
    if len(names) > most:
        names = [*names[: most - 1], f"{len(names) - most + 1} more"]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def counted(count: int, noun: str) -> str:
    """ "1 unit", "2 units"."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"

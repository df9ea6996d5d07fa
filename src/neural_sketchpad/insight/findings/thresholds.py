"""Every number by which something is found, in one table: its value, what it counts, and where it comes from."""

from dataclasses import dataclass
from enum import Enum

from neural_sketchpad.nn.diagnostics import SAME, SATURATED

CHOSEN = "chosen, and checked with all others together: no finding in healthy runs of the presets, twenty seeds each"
"""Not fitted one by one: other values nearby might do as well."""

DIAGNOSED = "the number that the diagnostics of a layer go by"


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    number: float
    unit: str
    meaning: str
    source: str


class Threshold(Enum):
    """The table; `Threshold.X.number` is the value."""

    # When a finding is sure
    LOOKS_PER_DOUBLING = Row(
        8, "looks", "so many looks are taken between iteration i and 2 i", "a third of a doubling spans four looks"
    )
    LOOKS_TO_APPEAR = Row(4, "looks", "a finding must hold at so many successive looks: a fifth of the run", CHOSEN)
    LOOKS_TO_GO = Row(2, "looks", "and be missed at so many before it goes", CHOSEN)
    FEW_UPDATES = Row(16, "updates", "what weights or rates show is sure after these at the earliest", CHOSEN)
    SOME_UPDATES = Row(
        64, "updates", "a low rate, a straight border or a rising test cost is sure after these at the earliest", CHOSEN
    )
    MANY_UPDATES = Row(256, "updates", "what only patience shows is sure after these at the earliest", CHOSEN)
    SETTLED_UPDATES = Row(512, "updates", "a network is called too small after these at the earliest", CHOSEN)
    LAST_DOUBLING = Row(0.5, "share", "of a run's updates is its last doubling, from i to 2 i", "arithmetic")
    LAST_TWO_DOUBLINGS = Row(0.75, "share", "of a run's updates are its last two, from i to 4 i", "arithmetic")
    # What is possible
    NEIGHBOURS = Row(
        7,
        "examples",
        "nearest to each are asked what it is; an odd number, so that of two classes one has the majority",
        "neighbours as a yardstick: Cover and Hart, 1967; the number: " + CHOSEN,
    )
    ROOM = Row(
        0.1,
        "share",
        "the neighbours' error is smaller than the network's by so much of what the best constant leaves",
        "neighbours as a yardstick: Cover and Hart, 1967; the number: " + CHOSEN,
    )
    TIMES_NEIGHBOURS = Row(2.0, "factor", "and the network's error is at least so many times theirs", CHOSEN)
    # Units
    SAME = Row(SAME, "share", "of the largest weight by which those of identical units differ at most", DIAGNOSED)
    SATURATED_SLOPE = Row(SATURATED, "|g'(z)|", "a unit is saturated below", DIAGNOSED)
    SATURATED_SHARE = Row(
        0.7,
        "share",
        "of all pairs of unit and example of a layer are saturated",
        "what to look at: Glorot and Bengio, 2010; the number: " + CHOSEN,
    )
    EARLY = Row(16, "updates", "what saturates later does so because its border has become sharp", CHOSEN)
    # Gradients
    DEEP = Row(3, "hidden layers", "fewer are not deep enough for a gradient to vanish", CHOSEN)
    VANISHED = Row(
        0.01,
        "factor",
        "RMS of dA[1] against that of the last hidden layer",
        "what to look at: Glorot and Bengio, 2010; the number: " + CHOSEN,
    )
    # Learning rate
    NUDGE = Row(
        1e-4,
        "factor",
        "of the weights' RMS, but no less than 1, by which they are moved to see how the gradient changes",
        "small against the weights, large against what rounding does to a gradient",
    )
    OTHERWISE = Row(10.0, "factor", "by which to change α where curvature does not say", "the next power of ten")
    UNSTABLE = Row(
        2.0,
        "α g'Hg / g'g",
        "beyond it a step of gradient descent makes the cost of a parabola larger",
        "Goodfellow, Bengio and Courville, Deep Learning, 2016, section 4.3.1; Cohen et al., 2021",
    )
    ROSE = Row(1.05, "factor", "by which the cost rose from one look to another, where curvature does not say", CHOSEN)
    SWING = Row(
        1.25,
        "factor",
        "by which the cost rises over the trial updates at least, against the lowest before",
        CHOSEN,
    )
    NO_PROGRESS = Row(
        0.95,
        "factor",
        "median cost of the last doubling against that before: above, nothing was gained",
        CHOSEN,
    )
    TRIAL_UPDATES = Row(8, "updates", "are tried from the weights of a look", CHOSEN)
    CRAWLING = Row(0.1, "α |g'Hg| / g'g", "a tenth of the step to the bottom of the parabola", CHOSEN)
    WORTH = Row(1.0, "factor", "the trial updates gain so many times what the whole run has", CHOSEN)
    NEAR_START = Row(0.2, "share", "of its first value that the cost has lost at the most", CHOSEN)
    GAIN = Row(0.05, "share", "of the cost that the trial updates gain at least", CHOSEN)
    # Course of the cost
    STANDING = Row(
        0.01, "share", "of the cost by which it falls at most over the last doubling where it stands still", CHOSEN
    )
    SETTLING = Row(0.02, "share", "the same for a network that is only polished; twice this over two doublings", CHOSEN)
    LEARNED = Row(0.98, "factor", "cost against that of the best constant, below which something was learned", CHOSEN)
    DONE = Row(0.1, "factor", "cost against that of the best constant, below which learning is done", CHOSEN)
    FEW_UNITS = Row(16, "units", "in all hidden layers together count as few", CHOSEN)
    TEST_RISE = Row(
        0.1,
        "share",
        "by which the test cost has risen above its lowest",
        "generalization loss of 10 %: its form from Prechelt, 1998; the number: " + CHOSEN,
    )
    TEST_LOSS = Row(0.05, "share", "of the cost of the best constant that this rise is at least", CHOSEN)
    TRAIN_FALL = Row(0.02, "share", "by which the training cost fell meanwhile", CHOSEN)

    @property
    def number(self) -> float:
        return self.value.number

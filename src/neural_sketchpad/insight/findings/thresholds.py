"""Every number by which something is found, in one table: its value, what it counts, and where it comes from."""

from dataclasses import dataclass
from enum import Enum

MEASURED = "measured over the presets, twenty seeds each"


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
    LOOKS_TO_APPEAR = Row(4, "looks", "a finding must hold at so many successive looks: a fifth of the run", MEASURED)
    LOOKS_TO_GO = Row(2, "looks", "and be missed at so many before it goes", MEASURED)
    FEW_UPDATES = Row(16, "updates", "what weights or rates show is sure after these at the earliest", MEASURED)
    MANY_UPDATES = Row(256, "updates", "what only patience shows is sure after these at the earliest", MEASURED)
    SETTLED_UPDATES = Row(512, "updates", "a network is called too small after these at the earliest", MEASURED)
    # What is possible
    ROOM = Row(
        0.1,
        "share",
        "the neighbours' error is smaller than the network's by so much of what the best constant leaves",
        "seven nearest neighbours, leave one out: Cover and Hart, 1967; " + MEASURED,
    )
    TIMES_NEIGHBOURS = Row(2.0, "factor", "and the network's error is at least so many times theirs", MEASURED)
    # Units
    SATURATED_SLOPE = Row(0.01, "|g'(z)|", "a unit is saturated below", "a hundredth of what a linear unit learns")
    SATURATED_SHARE = Row(
        0.7,
        "share",
        "of all pairs of unit and example of a layer are saturated",
        "Glorot and Bengio, 2010; " + MEASURED,
    )
    EARLY = Row(16, "updates", "what saturates later does so because its border has become sharp", MEASURED)
    # Gradients
    DEEP = Row(3, "hidden layers", "fewer are not deep enough for a gradient to vanish", "Glorot and Bengio, 2010")
    VANISHED = Row(
        0.01, "factor", "RMS of dA[1] against that of the last hidden layer", "Glorot and Bengio, 2010; " + MEASURED
    )
    # Learning rate
    UNSTABLE = Row(
        2.0,
        "α g'Hg / g'g",
        "beyond it a step of gradient descent makes the cost of a parabola larger",
        "Goodfellow, Bengio and Courville, Deep Learning, 2016, section 4.3.1; Cohen et al., 2021",
    )
    ROSE = Row(
        1.05, "factor", "by which the cost rose from one look to another, where curvature does not say", MEASURED
    )
    SWING = Row(
        1.25,
        "factor",
        "by which the cost rises over the trial updates at the most, against the lowest before",
        MEASURED,
    )
    NO_PROGRESS = Row(
        0.95,
        "factor",
        "median cost of the last half of the run against that before: above, nothing was gained",
        MEASURED,
    )
    TRIAL_UPDATES = Row(8, "updates", "are tried from the weights of a look", "several periods of an oscillation")
    CRAWLING = Row(0.1, "α |g'Hg| / g'g", "a tenth of the step that the curvature allows", "Deep Learning, 4.3.1")
    CRAWLED = Row(64, "updates", "a rate is called too low after these at the earliest", MEASURED)
    WORTH = Row(1.0, "factor", "the trial updates gain so many times what the whole run has", MEASURED)
    NEAR_START = Row(0.2, "share", "of its first value that the cost has lost at the most", MEASURED)
    GAIN = Row(0.05, "share", "of the cost that the trial updates gain at least", MEASURED)
    # Course of the cost
    STANDING = Row(0.01, "share", "of the cost by which it still falls over the last half of the run", MEASURED)
    SETTLING = Row(0.02, "share", "the same for a network that has learned what it can, and is only polished", MEASURED)
    LEARNED = Row(0.98, "factor", "cost against that of the best constant, below which something was learned", MEASURED)
    DONE = Row(0.1, "factor", "cost against that of the best constant, below which learning is done", MEASURED)
    FEW_UNITS = Row(
        16, "units", "in all hidden layers together count as few", "presets: 16 units solve all but spirals"
    )
    TEST_RISE = Row(0.1, "share", "by which the test cost has risen above its lowest", "Prechelt, 1998: GL(10)")
    TEST_LOSS = Row(0.05, "share", "of the cost of the best constant that this rise is at least", MEASURED)
    TRAIN_FALL = Row(0.02, "share", "by which the training cost fell meanwhile", "Prechelt, 1998")

    @property
    def number(self) -> float:
        return self.value.number

"""Watching a run: looks at fixed iterations, and findings that appear once they are sure and go when they are over.

A watch is a value. What it has found follows from the run alone, however often it was asked in between.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from neural_sketchpad.insight.findings import course_of_cost, gradients, rate, shape, units
from neural_sketchpad.insight.findings.finding import Finding
from neural_sketchpad.insight.findings.ground import Ground
from neural_sketchpad.insight.findings.look import Look
from neural_sketchpad.insight.findings.stretch import Stretch, same_lesson
from neural_sketchpad.insight.findings.thresholds import Threshold
from neural_sketchpad.nn.descent import never
from neural_sketchpad.training.history import History, Moment, stride_at
from neural_sketchpad.training.run import Run


@dataclass(frozen=True)
class Detector:
    """`find` looks for what `id` names. `at_once` says that one look is enough.

    `unless` are findings that explain it, so that it need not be said too.
    """

    id: str
    find: Callable[[Stretch], Finding | None]
    at_once: bool = False
    unless: frozenset[str] = frozenset()


CAUSES = frozenset(
    (
        "identical-units",
        "dead-units",
        "rate-too-high",
        "saturation",
        "vanishing-gradients",
        "rate-too-low",
        "all-linear",
    )
)

DETECTORS = (
    Detector("diverged", rate.diverged, at_once=True),
    Detector("all-linear", shape.all_linear, at_once=True),
    Detector("identical-units", units.identical, at_once=True),
    Detector("dead-units", units.dead, unless=frozenset({"identical-units"})),
    Detector("rate-too-high", rate.too_high, unless=frozenset({"diverged"})),
    Detector("saturation", units.saturated, unless=frozenset({"rate-too-high"})),
    Detector("vanishing-gradients", gradients.vanishing, unless=frozenset({"identical-units", "rate-too-high"})),
    Detector("rate-too-low", rate.too_low, unless=CAUSES - {"rate-too-low", "dead-units", "all-linear"}),
    Detector("overfitting", course_of_cost.overfitting),
    Detector("not-linearly-separable", shape.not_separable, unless=frozenset({"rate-too-low", "rate-too-high"})),
    Detector("too-few-units", shape.too_few_units, unless=CAUSES),
    Detector("plateau", course_of_cost.plateau, unless=CAUSES | {"too-few-units", "not-linearly-separable"}),
)
"""Every kind of finding, causes before what they explain."""


@dataclass(frozen=True)
class Trace:
    """One kind over the looks so far: since which iteration and over how many looks it holds, or how often it was
    missed since; `finding` is what there is to say while it is sure.
    """

    since: int = 0
    held: int = 0
    missed: int = 0
    finding: Finding | None = None


@dataclass(frozen=True, eq=False)
class Watch:
    """`findings` hold now; `appeared` are all that ever did, each kind once, in the order in which they became sure.

    A watch that `is_behind` has not yet taken all looks that were due; its findings are still those from before.
    """

    findings: tuple[Finding, ...] = ()
    appeared: tuple[Finding, ...] = ()
    looks: tuple[Look, ...] = ()
    traces: Mapping[str, Trace] = field(default_factory=dict)
    is_behind: bool = False


@np.errstate(all="ignore")  # what overflows is a finding
def followed(watch: Watch, run: Run, interrupted: Callable[[], bool] = never) -> Watch:
    """The watch after all looks that are due in the run's history, and with what its present state shows at once.

    Where `interrupted` becomes true between two looks, the others are left for the next time; one is always taken.
    """
    before, due = watch.findings, _due(run.history)
    known = {id(look.moment): look for look in watch.looks}
    if [look.moment for look in watch.looks] != due[: len(watch.looks)]:
        watch = Watch()  # another run, or one whose past was thinned out
    for moment in due[len(watch.looks) :]:
        look = known.get(id(moment)) or _look(moment, watch.looks)
        watch = _looked(replace(watch, looks=(*watch.looks, look)))
        if moment is not due[-1] and interrupted():
            return replace(watch, findings=before, is_behind=True)
    return _at_present(replace(watch, is_behind=False), run)


def _due(history: History) -> list[Moment]:
    """The moments that are looked at."""
    per_doubling = int(Threshold.LOOKS_PER_DOUBLING.number)
    return [moment for moment in history if moment.iteration % stride_at(moment.iteration, per_doubling) == 0]


def _look(moment: Moment, before: tuple[Look, ...]) -> Look:
    if before and before[-1].ground.serves(moment.experiment):
        return Look(moment, before[-1].ground)
    return Look(moment, Ground(moment.experiment))


def _stretch(looks: tuple[Look, ...]) -> tuple[Look, ...]:
    """The last looks with one recipe and the same points."""
    first = len(looks) - 1
    while first > 0 and same_lesson(looks[first - 1].moment.experiment, looks[-1].moment.experiment):
        first -= 1
    return looks[first:]


def _looked(watch: Watch) -> Watch:
    """After the last of the watch's looks."""
    if watch.looks[-1].ground.train.m == 0:
        return replace(watch, traces={})
    stretch = Stretch(_stretch(watch.looks))
    old = watch.traces if len(stretch.looks) > 1 else {}
    traces: dict[str, Trace] = {}
    sure: set[str] = set()
    for detector in DETECTORS:
        found = None if sure & detector.unless else detector.find(stretch)
        trace = _traced(old.get(detector.id, Trace()), found, stretch.now.iteration, at_once=detector.at_once)
        traces[detector.id] = trace
        if trace.finding is not None:
            sure.add(detector.id)
    new = replace(watch, traces=traces)
    return _appear(new, _standing(traces))


def _traced(trace: Trace, found: Finding | None, iteration: int, *, at_once: bool) -> Trace:
    if found is None:
        missed = trace.missed + 1
        over = at_once or missed >= Threshold.LOOKS_TO_GO.number
        return Trace(missed=missed, finding=None if over else trace.finding)
    since = trace.since if trace.held else iteration
    held = trace.held + 1
    if trace.finding is not None:
        return Trace(since, held, 0, replace(found, iteration=trace.finding.iteration))
    patient = held >= Threshold.LOOKS_TO_APPEAR.number and iteration - since >= Threshold.FEW_UPDATES.number
    return Trace(since, held, 0, replace(found, iteration=iteration) if at_once or patient else None)


def _standing(traces: dict[str, Trace]) -> tuple[Finding, ...]:
    return tuple(trace.finding for trace in traces.values() if trace.finding is not None)


def _appear(watch: Watch, findings: tuple[Finding, ...]) -> Watch:
    seen = {finding.id for finding in watch.appeared}
    new = tuple(finding for finding in findings if finding.id not in seen)
    return replace(watch, findings=findings, appeared=(*watch.appeared, *new))


def _at_present(watch: Watch, run: Run) -> Watch:
    """With what needs but one look, at the state and the experiment as they are now."""
    look = _look(Moment(run.experiment, run.state), watch.looks)
    if look.ground.train.m == 0:
        return replace(watch, findings=())
    before = watch.looks
    goes_on = bool(before) and same_lesson(before[-1].moment.experiment, run.experiment)
    stretch = Stretch((*_stretch(before), look) if goes_on else (look,), run.stop)
    findings: dict[str, Finding] = {}
    for detector in DETECTORS:
        trace = watch.traces.get(detector.id, Trace()) if goes_on else Trace()
        if detector.at_once:
            trace = _traced(trace, detector.find(stretch), look.iteration, at_once=True)
        if trace.finding is not None and not detector.unless & findings.keys():
            findings[detector.id] = trace.finding
    return _appear(watch, tuple(findings.values()))

"""The findings of a run as text, for those who have no window."""

from collections.abc import Sequence

from neural_sketchpad.insight.findings.finding import Finding
from neural_sketchpad.insight.findings.watch import Watch
from neural_sketchpad.training.run import Run


def as_fields(findings: Sequence[Finding]) -> list[dict[str, object]]:
    """What a script reads of each finding: its kind, its sentence, and the iteration at which it became sure."""
    return [{"id": found.id, "sentence": found.sentence, "iteration": found.iteration} for found in findings]


def as_text(watch: Watch, run: Run) -> str:
    """Each finding that ever appeared with its reason and its remedy, and whether it is over."""
    if not watch.appeared:
        return f"Nothing is wrong with this run, as far as {run.iteration:,} iterations show."
    standing = {found.id for found in watch.findings}
    return "\n\n".join(_paragraph(found, is_over=found.id not in standing) for found in watch.appeared)


def _paragraph(found: Finding, *, is_over: bool) -> str:
    over = ", and was over later" if is_over else ""
    lines = [f"{found.id}, sure at iteration {found.iteration:,}{over}", found.sentence, found.reason]
    if found.remedy is not None:
        start = " (takes effect from the start)" if found.remedy.from_start else ""
        lines.append(f"Remedy: {found.remedy.label}{start}.")
    return "\n  ".join(lines)

"""An X-ray as plain text: where it is taken, the shapes, and all lines phase by phase."""

from neural_sketchpad.insight.notation import given_text
from neural_sketchpad.insight.xray.line import Line
from neural_sketchpad.insight.xray.lines import lines_of, remarks
from neural_sketchpad.insight.xray.phases import phases
from neural_sketchpad.insight.xray.target import Target
from neural_sketchpad.insight.xray.xray import Xray

DIGITS = 6
SMALL = 8
"""A layer of up to so many units is printed whole ..."""
SOME = 3
"""... and of a larger one so many units."""
INDENT = "  "


def xray_text(xray: Xray, target: Target | None) -> str:
    """All that there is to read; formulas are unfolded down to the first line that says a single number."""
    parts = [[_heading(xray), *([] if target is None else [target.words]), *remarks(xray)], _shapes(xray)]
    for phase in phases(xray):
        lines = [text for line in lines_of(xray, phase, DIGITS) for text in _unfolded(line, 1)]
        parts.append([phase.title, *lines])
    return "\n\n".join("\n".join(part) for part in parts)


def _heading(xray: Xray) -> str:
    x1, x2 = (given_text(float(x), DIGITS) for x in xray.points[:, 0])
    return f"X-ray of the place x₁ = {x1}, x₂ = {x2} at iteration {xray.iteration:,}"


def _shapes(xray: Xray) -> list[str]:
    """The shapes of the course for a single example."""
    rows = [["layer", "W", "b", "z, a"]]
    for number, layer in enumerate(xray.forward, start=1):
        shapes = (f"{array.shape[0]} × {array.shape[1]}" for array in (layer.W, layer.b, layer.A))
        rows.append([str(number), *shapes])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "Shapes",
        *(INDENT + "  ".join(map(str.ljust, row, widths)).rstrip() for row in rows),
    ]


def _unfolded(line: Line, depth: int) -> list[str]:
    texts = [INDENT * depth + line.text]
    if line.unfolds and (depth == 1 or line.value is None):
        children = line.children()
        shown = children if len(children) <= SMALL else children[:SOME]
        for child in shown:
            texts += _unfolded(child, depth + 1)
        if len(shown) < len(children):
            texts.append(f"{INDENT * (depth + 1)}… and {len(children) - len(shown):,} more")
    return texts

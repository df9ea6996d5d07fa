"""The command line: `neural-sketchpad` opens the window, `train`, `findings` and `xray` work without one."""

import argparse
import json
import math
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path

from neural_sketchpad import __version__
from neural_sketchpad.data.dataset import FARTHEST
from neural_sketchpad.experiment.cautions import caution
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.experiment.json_reading import FormatError
from neural_sketchpad.experiment.project_file import read_project
from neural_sketchpad.insight.findings.report import as_fields, as_text
from neural_sketchpad.insight.findings.watch import Watch, followed
from neural_sketchpad.insight.xray.examined import xray_at
from neural_sketchpad.insight.xray.target import target_at
from neural_sketchpad.insight.xray.text import xray_text
from neural_sketchpad.memory import keep_freed_memory
from neural_sketchpad.nn.diagnostics import LayerDiagnostics
from neural_sketchpad.resources import resource
from neural_sketchpad.training.report import Report, train
from neural_sketchpad.training.run import Figures, Run
from neural_sketchpad.ui.display import display_problem, drawing_problem

FAILED, BAD_INPUT, INTERRUPTED = 1, 2, 130
COMMANDS = ("open", "train", "findings", "xray")
BAR_WIDTH = 30
EXAMPLE_ITERATIONS = 10_000
EXAMPLE_PICTURE = Path("neural-sketchpad-example.png")
SAME_PLACE = 1e-6
"""A point of the data not farther than this from a place lies there, however many digits were typed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status: 0, 1 where something could not be done, 2 for bad input."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or (words[0] not in COMMANDS and words[0] not in ("-h", "--help", "--version")):
        words.insert(0, "open")  # the program's name alone, or followed by a project, means the window
    # With a space before it, which a number may have, -1e-3 is not taken for an option.
    options = _parser().parse_args([f" {word}" if _is_negative(word) else word for word in words])
    keep_freed_memory()
    try:
        if options.command == "train":
            return _train(options)
        if options.command == "findings":
            return _findings(options)
        if options.command == "xray":
            return _xray(options)
        return _open(options)
    except FormatError as error:
        _say(str(error))
        return BAD_INPUT
    except BrokenPipeError:  # whoever reads (head, for one) has seen enough; nothing is left to be written at the end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="neural-sketchpad",
        description="Draw a 2-D data set, build a neural network, press Play, and see what it does while it learns.",
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    window = commands.add_parser("open", help="open the window (also what the program's name alone does)")
    window.add_argument("project", nargs="?", help="a project file to begin with")
    training = commands.add_parser("train", help="train a project without a window")
    training.add_argument("project", help="the project file (JSON)")
    training.add_argument("--iterations", type=_whole(1), required=True, metavar="N", help="how many updates")
    training.add_argument(
        "--report-every", type=_whole(1), metavar="K", help="note the cost before every K-th update (N/100)"
    )
    training.add_argument("--json", action="store_true", help="print the result as one JSON object")
    training.add_argument("--picture", type=Path, metavar="OUT.png", help="save boundary, cost and activations")
    finding = commands.add_parser("findings", help="train a project and say in plain words what went on")
    finding.add_argument("project", help="the project file (JSON)")
    finding.add_argument("--iterations", type=_whole(1), required=True, metavar="N", help="how many updates")
    finding.add_argument("--json", action="store_true", help="print the findings as one JSON list")
    xray = commands.add_parser("xray", help="print every number of one iteration for one example")
    xray.add_argument("project", help="the project file (JSON)")
    xray.add_argument("--at", nargs=2, required=True, metavar=("X1", "X2"), help="the place of the plane to look at")
    xray.add_argument("--iterations", type=_whole(0), default=0, metavar="N", help="train so many updates first (0)")
    return parser


def _is_negative(word: str) -> bool:
    """Whether a word is a number with a minus sign."""
    try:
        float(word)
    except ValueError:
        return False
    return word.startswith("-")


def _whole(least: int) -> Callable[[str], int]:
    """Reads a whole number that is not below `least`."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = least - 1
        if number < least:
            raise argparse.ArgumentTypeError(f"{text.strip()!r} is not a whole number from {least} on")
        return number

    return read


def _train(options: argparse.Namespace) -> int:
    experiment = read_project(options.project)
    report_every = options.report_every or max(1, options.iterations // 100)
    report = _train_with_bar(experiment, options.iterations, report_every)
    print(json.dumps(_as_json(report)) if options.json else _as_text(report))  # noqa: T201
    return _save_picture(report, options.picture) if options.picture else 0


def _xray(options: argparse.Namespace) -> int:
    x1, x2 = (_coordinate(word) for word in options.at)
    experiment, iterations = read_project(options.project), options.iterations
    run = Run.start(experiment)
    if iterations:
        report = _train_with_bar(experiment, iterations, iterations)
        run = report.run
        if report.stopped is not None:
            _say(report.stopped)
    target = target_at(experiment, x1, x2, within=SAME_PLACE)
    print(xray_text(xray_at(run, x1, x2, target), target), flush=True)  # noqa: T201
    return 0


def _coordinate(word: str) -> float:
    """A number that can be a coordinate of the plane; FormatError for any other word."""
    try:
        number = float(word)
    except ValueError:
        number = math.nan
    if not abs(number) <= FARTHEST:
        raise FormatError(f"--at takes two numbers not farther out than {FARTHEST:,.0f}, not {word.strip()!r}.")
    return number


def _findings(options: argparse.Namespace) -> int:
    report = _train_with_bar(read_project(options.project), options.iterations, options.iterations)
    watch = followed(Watch(), report.run)
    print(json.dumps(as_fields(watch.appeared)) if options.json else as_text(watch, report.run))  # noqa: T201
    return 0


def _open(options: argparse.Namespace) -> int:
    problem = display_problem()
    if problem is None:
        # Qt is loaded only here: it takes half a second, and where a library is missing it cannot be loaded at all.
        from neural_sketchpad.app import open_window  # noqa: PLC0415

        return open_window(None if options.project is None else read_project(options.project), options.project)
    _say(problem)
    _say("With a display you would now draw points, choose a network, and watch the boundary, the cost")
    _say(f"and every unit change while it learns. Without one, {options.project or 'an example'} is trained here:")
    path = options.project or resource("examples", "flower.json")
    report = _train_with_bar(read_project(path), EXAMPLE_ITERATIONS, EXAMPLE_ITERATIONS // 100)
    print(_as_text(report))  # noqa: T201
    return _save_picture(report, EXAMPLE_PICTURE)


def _save_picture(report: Report, path: Path) -> int:
    if problem := drawing_problem():
        _say(f"The picture cannot be drawn. {problem}")
        return FAILED
    from neural_sketchpad.ui.picture import save_picture  # noqa: PLC0415  (Qt again, see above)

    try:
        save_picture(report.run, report.figures, report.costs, path)
    except OSError as error:
        _say(f"The picture cannot be saved as {path} ({error.strerror or error}).")
        return FAILED
    _say(f"The picture of boundary, cost and activations is in {path}.")
    return 0


def _train_with_bar(experiment: Experiment, iterations: int, report_every: int) -> Report:
    if word := caution(experiment):
        _say(word)

    def show(figures: Figures) -> None:
        share = figures.iteration / iterations
        filled = int(share * BAR_WIDTH)
        cost = "" if figures.train is None else f"  cost {figures.train.cost:.4f}"
        bar = "█" * filled + "░" * (BAR_WIDTH - filled)
        sys.stderr.write(f"\r{bar} {share:4.0%}  {figures.iteration:,} of {iterations:,}{cost}  ")
        sys.stderr.flush()

    report = train(experiment, iterations, report_every, show)
    show(report.figures)
    sys.stderr.write("\n")
    return report


def _as_json(report: Report) -> dict[str, object]:
    train_set, test_set = report.figures.train, report.figures.test
    return {
        "iterations": report.figures.iteration,
        "seconds": report.seconds,
        "cost": None if train_set is None else _finite(train_set.cost),
        "accuracy": None if train_set is None else train_set.accuracy,
        "test_cost": None if test_set is None else _finite(test_set.cost),
        "test_accuracy": None if test_set is None else test_set.accuracy,
        "costs": [(iteration, _finite(cost)) for iteration, cost in report.costs],
        "layers": [_layer_fields(layer) for layer in report.figures.layers],
        "stopped": report.stopped,
    }


def _layer_fields(layer: LayerDiagnostics) -> dict[str, object]:
    fields = asdict(layer)
    return {name: _finite(value) if isinstance(value, float) else value for name, value in fields.items()}


def _finite(number: float) -> float | None:
    """JSON has no word for NaN and infinity."""
    return number if math.isfinite(number) else None


def _as_text(report: Report) -> str:
    figures = report.figures
    lines = [f"{figures.iteration:,} iterations in {report.seconds:.2f} s"]
    for name, evaluation in (("training", figures.train), ("test", figures.test)):
        if evaluation is not None:
            accuracy = "" if evaluation.accuracy is None else f", accuracy {evaluation.accuracy:.1%}"
            lines.append(f"{name} cost {evaluation.cost:.6f}{accuracy}")
    if report.stopped is not None:
        lines.append(report.stopped)
    return "\n".join(lines)


def _say(sentence: str) -> None:
    sys.stderr.write(f"{sentence}\n")

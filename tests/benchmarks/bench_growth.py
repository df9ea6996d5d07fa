"""How the time of a step grows with examples, width and depth, and how much memory a million points take.

Run it as: python tests/benchmarks/bench_growth.py [plot.png] [--rounds N]

Every step is on all examples at once. Of several rounds over all networks the quickest time counts: what other
programs take away is not growth. Nanoseconds per example and weight say whether the time is linear in the work; what
costs clearly more per unit of work than its neighbours is flagged.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is loaded

import argparse
import math
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from workloads import Workload

from neural_sketchpad.nn.engine import Engine, State

Values = list[tuple[int, tuple[int, ...], int]]

WIDTHS = (2, 4, 8, 16, 32, 64, 128, 256)
EXAMPLES = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)
SERIES: dict[str, Values] = {
    "examples (2-8-8-1)": [(m, (8, 8), m) for m in EXAMPLES],
    "width, one hidden layer (1,000 examples)": [(n, (n,), 1_000) for n in WIDTHS],
    "width, two hidden layers (1,000 examples)": [(n, (n, n), 1_000) for n in WIDTHS],
    "depth, layers of 8 (1,000 examples)": [(depth, (8,) * depth, 1_000) for depth in range(1, 13)],
}
"""What grows, and for each of its values the hidden layers and the number of examples."""

PRECISIONS = ("float32", "float64")
SECONDS = 0.03
"""Of one turn, about."""
A_STEP_UP = 1.6
MEMORY_GOAL = 200

MILLION_POINTS = """
import resource, sys
import numpy as np
from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.nn.engine import Engine, State
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe

X = np.random.default_rng(0).uniform(-4.0, 4.0, (2, 1_000_000))
dataset = Dataset.of(X, X[0] * X[1] > 0.0)
del X
recipe = Recipe((HiddenLayer(8), HiddenLayer(8)), precision=sys.argv[1])
state = State.start(starting_parameters(recipe, 0))
Engine(recipe, state, dataset.X, dataset.targets[None], seed=0).run(3)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@dataclass
class Point:
    """One network of a series: `grown` is the value of what grows, `seconds` that of a step in each precision."""

    grown: int
    workload: Workload
    seconds: dict[str, float]

    @property
    def work(self) -> int:
        """Examples times weights."""
        return self.workload.m * sum(n * n_prev for n_prev, n in pairwise(self.workload.sizes))

    def nanoseconds(self, precision: str) -> float:
        """Per example and weight."""
        return 1e9 * self.seconds[precision] / self.work


def main() -> None:
    parser = argparse.ArgumentParser(description="How time and memory grow.")
    parser.add_argument("plot", nargs="?", type=Path, help="an image to draw the growth into")
    parser.add_argument("--rounds", type=int, default=7)
    options = parser.parse_args()
    # First, while this process is small: a new one inherits the peak of the one it comes from.
    print_memory()
    series = {name: points_of(values) for name, values in SERIES.items()}
    measure([point for points in series.values() for point in points], options.rounds)
    for name, points in series.items():
        print_growth(name, points)
    if options.plot:
        from growth_plot import save_plot  # noqa: PLC0415  (Qt is loaded only where a picture is wanted)

        save_plot(options.plot, series_for_plot(series))
        print(f"\nThe picture is {options.plot}.")


def print_memory() -> None:
    print("peak memory of a process that trains on a million points")
    for precision in PRECISIONS:
        child = subprocess.run(
            [sys.executable, "-c", MILLION_POINTS, precision], capture_output=True, text=True, check=True
        )
        unit = 1 if sys.platform == "darwin" else 1024
        megabytes = int(child.stdout) * unit / 1e6
        verdict = "met" if megabytes < MEMORY_GOAL else "MISSED"
        print(f"  {precision}  {megabytes:6.0f} MB   goal: below {MEMORY_GOAL} MB, {verdict}")


def points_of(values: Values) -> list[Point]:
    return [Point(grown, Workload("", hidden, "tanh", m, None, 0.01), {}) for grown, hidden, m in values]


def measure(points: Sequence[Point], rounds: int) -> None:
    """Round by round, so that a slow moment does not fall on one network alone."""
    for _ in range(rounds):
        for point in points:
            for precision in PRECISIONS:
                seconds = seconds_of_a_step(point.workload, precision)
                point.seconds[precision] = min(seconds, point.seconds.get(precision, math.inf))


def seconds_of_a_step(workload: Workload, precision: str) -> float:
    """The engine is made anew: where its arrays come to lie is a matter of luck too."""
    X, Y = workload.examples()
    engine = Engine(workload.recipe(precision), State.start(workload.start()), X, Y, seed=0)
    engine.run(2)
    steps, elapsed, best = 1, 0.0, math.inf
    while elapsed < SECONDS:
        started = time.perf_counter()
        engine.run(steps)
        taken = time.perf_counter() - started
        elapsed += taken
        best = min(best, taken / steps)
        if taken < SECONDS / 10:
            steps *= 2
    return best


def print_growth(name: str, points: Sequence[Point]) -> None:
    heads = "".join(f"{f'{precision}, step':>17}{'ns':>8}" for precision in PRECISIONS)
    print(f"\n{name:>44}{heads}   (ns per example and weight)")
    for place, point in enumerate(points):
        figures = "".join(
            f"{1e6 * point.seconds[precision]:14,.1f} µs{point.nanoseconds(precision):8.3f}" for precision in PRECISIONS
        )
        steps = [precision for precision in PRECISIONS if is_a_step(points, place, precision)]
        flag = f"   a step up in {' and '.join(steps)}" if steps else ""
        print(f"{point.grown:44,}{figures}{flag}")


def is_a_step(points: Sequence[Point], place: int, precision: str) -> bool:
    """Whether a unit of work costs far more here than at the point before, or than between the points on both sides.

    That it costs less where there is more of it is as it should be: what a call costs is shared by more.
    """
    costs = [point.nanoseconds(precision) for point in points]
    if place > 0 and costs[place] > A_STEP_UP * costs[place - 1]:
        return True
    beside = costs[place - 1 : place + 2]
    return 0 < place < len(costs) - 1 and costs[place] > A_STEP_UP * math.sqrt(beside[0] * beside[2])


def series_for_plot(series: dict[str, list[Point]]) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """By title and precision: what grows, and the milliseconds of a step."""
    return {
        name: {
            precision: [(float(point.grown), 1e3 * point.seconds[precision]) for point in points]
            for precision in PRECISIONS
        }
        for name, points in series.items()
    }


if __name__ == "__main__":
    main()

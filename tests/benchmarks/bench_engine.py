"""How fast the engine trains and draws maps, side by side with the course's loop, PyTorch, JAX and scikit-learn.

Run it as: python tests/benchmarks/bench_engine.py [W1 W2 W3 W4 W5 grid units] [--rounds N]

"The products alone" are the matrix products of the same work and nothing else, cut as the engine cuts them.
The rivals come with the extra `bench`; what is not installed is left out. Before anything is timed, all have to come to
the same gradient. Ratios are medians over rounds in which everyone has a turn; absolute figures drift from run to run.
NumPy has one BLAS thread throughout, as in the program.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is loaded, by whomever

import argparse
import importlib
import importlib.util
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import ModuleType

import goals
import numpy as np
import textbook
from numpy.typing import NDArray
from products import products_of_a_map, products_of_training
from race import Contestant, Standing, disagreements, race
from workloads import WORKLOADS, Workload, square_grid

from neural_sketchpad.memory import keep_freed_memory
from neural_sketchpad.nn.engine import Engine, State
from neural_sketchpad.nn.fields import layer_maps, plane_values
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.parameters import Parameters

RIVALS = {"torch": "rivals_torch", "jax": "rivals_jax", "sklearn": "rivals_sklearn"}
"""The package a rival needs, and its module here."""
CHOICES = ("W1", "W2", "W3", "W4", "W5", "grid", "units")
SAME_GRADIENT = 1e-4
"""How far single precision may be off, as a share of the largest number."""
SAME_EPOCH = 0.05
"""The same after a short way in batches, whose order everyone draws for himself."""


@dataclass(frozen=True)
class Event:
    """A race: who takes part in it, what each task counts for, and the goals by rival."""

    title: str
    contestants: Callable[[], list[Contestant]]
    counted: str
    per_task: int
    goals: Mapping[str, float]


def main() -> None:
    parser = argparse.ArgumentParser(description="The engine side by side with others.")
    parser.add_argument("chosen", nargs="*", metavar="what", help=f"among {', '.join(CHOICES)}; all by default")
    parser.add_argument("--rounds", type=int, default=25)
    options = parser.parse_args()
    keep_freed_memory()  # as the program does; it holds for all contestants
    if unknown := set(options.chosen) - set(CHOICES):
        parser.error(f"there is no {', '.join(sorted(unknown))}; choose among {', '.join(CHOICES)}.")
    chosen = options.chosen or CHOICES
    rivals = installed_rivals()
    workloads = [workload for workload in WORKLOADS if workload.name in chosen]
    for workload in workloads:
        refuse(training_disagreements(workload, rivals), workload.description)
    for event in [*training_events(workloads, rivals), *map_events(chosen, rivals)]:
        contestants = event.contestants()
        print_standings(event, race(contestants, options.rounds))
        broken = [contestant.name for contestant in contestants if not np.isfinite(contestant.result()).all()]
        refuse([f"{name} has come to numbers that are not finite" for name in broken], event.title)


def installed_rivals() -> list[ModuleType]:
    found = []
    for package, module in RIVALS.items():
        if importlib.util.find_spec(package) is None:
            print(f"{package} is not installed and left out; pip install -e '.[bench]' brings it.")
        else:
            found.append(importlib.import_module(module))
    return found


def refuse(reasons: Sequence[str], where: str) -> None:
    """Speed does not count where the results differ."""
    if reasons:
        sys.exit(f"Nothing is measured, since not all compute the same.\n{where}\n  " + "\n  ".join(reasons))


# Training


def training_events(workloads: Sequence[Workload], rivals: Sequence[ModuleType]) -> list[Event]:
    return [
        Event(
            workload.description,
            lambda workload=workload: [*trainers(workload, rivals), products_of_training(workload)],  # type: ignore[misc]
            "updates/s",
            workload.batches,
            goals.TRAINING[workload.name],
        )
        for workload in workloads
    ]


def training_disagreements(workload: Workload, rivals: Sequence[ModuleType]) -> list[str]:
    """A full step with a learning rate of 1 shows the gradient, a slow epoch that no batch is left out."""
    start = workload.start().theta
    one_step = replace(workload, batch=None, learning_rate=1.0)
    found = disagreements(trainers(one_step, rivals), SAME_GRADIENT, start)
    if workload.batch is not None:
        slow_epoch = replace(workload, learning_rate=0.1 / workload.batches)
        found += disagreements(trainers(slow_epoch, rivals), SAME_EPOCH, start)
    return found


def trainers(workload: Workload, rivals: Sequence[ModuleType]) -> list[Contestant]:
    own = [engine_trainer(workload, precision) for precision in ("float32", "float64")]
    course = [textbook_trainer(workload, with_cost=True), textbook_trainer(workload, with_cost=False)]
    return [*own, *course, *(one for rival in rivals for one in rival.trainers(workload))]


def engine_trainer(workload: Workload, precision: str) -> Contestant:
    X, Y = workload.examples()
    engine = Engine(workload.recipe(precision), State.start(workload.start()), X, Y, seed=0)
    return Contestant(
        f"engine, {precision}",
        lambda epochs: engine.run(epochs * workload.batches),
        lambda: engine.parameters.theta,
    )


def textbook_trainer(workload: Workload, *, with_cost: bool) -> Contestant:
    X, Y = workload.examples()
    parameters = workload.start().as_dict()
    rng = np.random.default_rng(0)

    def run(epochs: int) -> None:
        for _ in range(epochs):
            batches = [(X, Y)]
            if workload.batch is not None:
                batches = textbook.random_mini_batches(X, Y, workload.batch, rng)
            for X_batch, Y_batch in batches:
                AL, caches = textbook.L_model_forward(X_batch, parameters, workload.activation)
                if with_cost:
                    textbook.compute_cost(AL, Y_batch)
                grads = textbook.L_model_backward(AL, Y_batch, caches, workload.activation)
                textbook.update_parameters(parameters, grads, workload.learning_rate)

    def theta() -> NDArray[np.floating]:
        numbers = range(1, len(parameters) // 2 + 1)
        return Parameters.from_layers((parameters[f"W{number}"], parameters[f"b{number}"]) for number in numbers).theta

    return Contestant("textbook NumPy" if with_cost else "textbook NumPy without the cost", run, theta)


# Maps


def map_events(chosen: Sequence[str], rivals: Sequence[ModuleType]) -> list[Event]:
    """The maps of the window, before training: their cost does not depend on the weights."""
    by_name = {workload.name: workload for workload in WORKLOADS}
    wanted = []
    if "grid" in chosen:
        wanted.append(("grid: the output of 2-32-32-1 on 256x256", by_name["W3"], 256, False, goals.GRID))
    if "units" in chosen:
        for name in ("W3", "W4"):
            title = f"units: all of {name} on 100x100"
            wanted.append((title, by_name[name], 100, True, goals.UNITS.get(name, {})))
    events = []
    for title, workload, cells, units, aims in wanted:
        contestants = mappers(workload, square_grid(cells), rivals, units=units)
        refuse(disagreements(contestants, SAME_GRADIENT), title)
        contestants.append(products_of_a_map(workload, square_grid(cells)))
        events.append(Event(title, lambda contestants=contestants: contestants, "maps/s", 1, aims))  # type: ignore[misc]
    return events


def mappers(
    workload: Workload, points: NDArray[np.float32], rivals: Sequence[ModuleType], *, units: bool
) -> list[Contestant]:
    own = [engine_mapper(workload, points, units=units), textbook_mapper(workload, points, units=units)]
    return [*own, *(one for rival in rivals for one in rival.mappers(workload, points, units=units))]


def engine_mapper(workload: Workload, points: NDArray[np.float32], *, units: bool) -> Contestant:
    network = Network(workload.recipe("float32"), workload.start())

    def look() -> list[NDArray[np.float32]]:
        return layer_maps(network, points) if units else [plane_values(network, network.depth, slice(None), points)]

    return Contestant("engine, float32", lambda count: repeat(look, count), lambda: np.vstack(look()))


def textbook_mapper(workload: Workload, points: NDArray[np.float32], *, units: bool) -> Contestant:
    X, parameters = points.astype(np.float64), workload.start().as_dict()

    def look() -> list[NDArray[np.float64]]:
        _, caches = textbook.L_model_forward(X, parameters, workload.activation)
        hidden = [A_prev for (A_prev, _, _), _ in caches[1:]] if units else []
        return [*hidden, caches[-1][1]]

    return Contestant("textbook NumPy", lambda count: repeat(look, count), lambda: np.vstack(look()))


def repeat(task: Callable[[], object], count: int) -> None:
    for _ in range(count):
        task()


# The tables


def print_standings(event: Event, standings: Sequence[Standing]) -> None:
    """The first of the standings is what the others are held against."""
    first = standings[0]
    ratios = {other.name: first.times_as_fast_as(other) for other in standings[1:]}
    print(f"\n{event.title}\n{'':33}{event.counted:>12}   {first.name} is ... as fast")
    print(f"  {first.name:31}{first.rate * event.per_task:12,.0f}")
    for other in standings[1:]:
        line = f"  {other.name:31}{other.rate * event.per_task:12,.0f}{ratios[other.name]:10.2f}x"
        print(f"{line}   {verdict(other.name, ratios, event.goals)}".rstrip())


def verdict(name: str, ratios: Mapping[str, float], aims: Mapping[str, float]) -> str:
    """Whether the goal against this one is met; of several of one family the best counts."""
    if name == "engine, float64":
        met = ratios[name] <= goals.FLOAT64_AT_MOST
        return f"goal: at most {goals.FLOAT64_AT_MOST}x, {'met' if met else 'MISSED'}"
    family = name.split(",", maxsplit=1)[0]
    best = min(ratio for other, ratio in ratios.items() if other.split(",", maxsplit=1)[0] == family)
    if family not in aims or ratios[name] > best:
        return ""
    return f"goal: {aims[family]:g}x, {'met' if best >= aims[family] else 'MISSED'}"


if __name__ == "__main__":
    main()

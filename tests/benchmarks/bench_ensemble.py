"""Several networks at once against as many runs of their own: updates per second of all together.

    python tests/benchmarks/bench_ensemble.py [--rounds N]

For 1, 4, 9 and 64 networks of each workload it says how many times as fast one pass over all of them is as engines one
after the other, and which of the two an `Ensemble` takes.
"""

import os

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # before NumPy is loaded, by whomever

import argparse
from functools import partial

import numpy as np
from numpy.typing import NDArray
from race import Contestant, disagreements, race
from workloads import WORKLOADS, Workload

from neural_sketchpad.nn.ensemble import Ensemble, stacks
from neural_sketchpad.nn.parameters import Parameters

NETWORKS = (1, 4, 9, 64)
TOLERANCE = 1e-3
"""In single precision the two ways differ by rounding."""


def contestant(workload: Workload, networks: int, *, stacked: bool) -> Contestant:
    recipe, start = workload.recipe("float32"), workload.start()
    rng = np.random.default_rng(2)
    starts = [
        Parameters(start.sizes, start.theta + 0.1 * rng.standard_normal(start.theta.shape)) for _ in range(networks)
    ]
    ensemble = Ensemble(recipe, starts, *workload.examples(), seeds=range(networks), stacked=stacked)
    name = "one pass" if stacked else "one by one"
    return Contestant(name, ensemble.run, partial(_all_parameters, ensemble))


def _all_parameters(ensemble: Ensemble) -> NDArray[np.float64]:
    return np.concatenate([parameters.theta for parameters in ensemble.parameters])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=9)
    rounds = parser.parse_args().rounds
    for workload in (workload for workload in WORKLOADS if workload.name != "W5"):
        print(f"\n{workload.description}")
        print("  networks   one by one, updates/s   one pass is ... as fast   taken")
        for networks in NETWORKS:
            pair = [contestant(workload, networks, stacked=stacked) for stacked in (False, True)]
            if problems := disagreements(pair, TOLERANCE):
                print("\n".join(problems))
                return 1
            apart, together = race(pair, rounds)
            taken = "one pass" if stacks(workload.recipe("float32"), workload.m, networks) else "one by one"
            ratio = together.times_as_fast_as(apart)
            print(f"  {networks:8}   {apart.rate * networks:23,.0f}   {ratio:21.2f}x   {taken}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

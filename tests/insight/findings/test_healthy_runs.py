"""Runs in which nothing is wrong: nobody should be told otherwise.

Every preset has a recipe that is known to learn it, from every one of twenty sets of points and starting weights.
"""

from collections.abc import Callable

import pytest
from findings_samples import ids, learning, quick_run

from neural_sketchpad.data.generators import PRESETS
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.insight.findings.watch import Watch, followed

SEEDS = 20
ITERATIONS = 320
LONGER = 1500
"""Beyond these a plateau or too few units would long be called so."""

Make = Callable[[int], Experiment]


def _simple(preset: str, *units: int, rate: float = 0.3, standardize: bool = False) -> Make:
    return lambda seed: learning(preset, *units, rate=rate, seed=seed, precision="float32", standardize=standardize)


def _adam(preset: str, *units: int, rate: float = 0.03) -> Make:
    return lambda seed: learning(preset, *units, rule="adam", rate=rate, seed=seed, precision="float32")


HEALTHY = {
    "blobs": _simple("blobs", 4),
    "overlap": _simple("overlap", 4),
    "xor": _adam("xor", 8),
    "ring": _simple("ring", 4, rate=0.5),
    "moons": _adam("moons", 8),
    "spirals": _adam("spirals", 8, 8),
    "checkerboard": _adam("checkerboard", 12, 8),
    "sine": _adam("sine", 8, 8),
    "flower": _simple("flower", 8, rate=1.2),
    "three_blobs": _simple("three_blobs", 4),
    "three_spirals": _adam("three_spirals", 8, 8),
    "quarters": _simple("quarters", 4),
    "plane": _adam("plane", 4),
    "waves": _adam("waves", 16, 8, rate=0.02),
    "hills": _adam("hills", 16),
    # Of prices that start with z < 0 everywhere a ReLU learns nothing; standardised inputs have both signs.
    "houses": _simple("houses", 4, standardize=True),
}


def test_every_preset_has_a_recipe() -> None:
    assert HEALTHY.keys() == PRESETS.keys()


@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_is_found_in_twenty_healthy_runs(preset: str) -> None:
    for seed in range(SEEDS):
        watch = followed(Watch(), quick_run(HEALTHY[preset](seed), ITERATIONS))
        assert ids(watch.appeared) == [], f"seed {seed}: {watch.appeared}"
        assert not watch.looks[-1].has_room, f"seed {seed} has not learned the preset, so that it proves nothing"


@pytest.mark.parametrize("preset", PRESETS)
def test_nothing_is_found_either_when_it_goes_on(preset: str) -> None:
    """What takes patience, as a plateau and too few units do, is not looked for within the first updates."""
    watch = followed(Watch(), quick_run(HEALTHY[preset](0), LONGER))
    assert ids(watch.appeared) == []

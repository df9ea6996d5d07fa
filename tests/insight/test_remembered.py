"""Looking at the moments of a run: each once, the coarse ones first, and forgotten with their run."""

import gc

import numpy as np

from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.insight.remembered import Remembered
from neural_sketchpad.insight.samples import MOST, Samples
from neural_sketchpad.nn.engine import State
from neural_sketchpad.nn.optimizers import Moments
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.training.history import Moment

EXPERIMENT = Experiment()


def moments(count: int) -> list[Moment]:
    size = EXPERIMENT.starting_parameters.theta.size
    parameters = Parameters(EXPERIMENT.recipe.sizes, np.zeros(size))
    return [Moment(EXPERIMENT, State(parameters, Moments.none(size), iteration)) for iteration in range(count)]


def test_without_any_time_one_moment_is_looked_at_and_the_coarse_ones_come_first() -> None:
    looks: list[int] = []

    def look(moment: Moment) -> int:
        looks.append(moment.iteration)
        return moment.iteration

    found = Remembered(look)
    past = moments(8)
    calls = 1
    while not found.catch_up(past, seconds=0.0):
        assert len(found) == calls
        calls += 1
    assert looks == [0, 4, 2, 6, 1, 3, 5, 7]
    assert found.catch_up(past, seconds=0.0)
    assert len(looks) == 8
    assert found.known(past) == [(moment, moment.iteration) for moment in past]


def test_what_was_found_goes_with_the_moments() -> None:
    found = Remembered(lambda moment: moment.iteration)
    past = moments(20)
    found.catch_up(past, seconds=10.0)
    del past[5:]
    gc.collect()
    assert len(found) == 5


def test_a_sample_is_chosen_once_for_the_same_points() -> None:
    samples = Samples()
    first = samples.of(EXPERIMENT)
    faster = EXPERIMENT.with_learning_rate(0.7)
    assert samples.of(faster) is first
    assert (first.train.m, first.train_m) == (0, 0)


def test_a_sample_has_its_limit() -> None:
    rng = np.random.default_rng(0)
    dataset = EXPERIMENT.dataset.of(rng.standard_normal((2, 2000)), rng.integers(0, 2, 2000))
    sample = Samples().of(EXPERIMENT.with_dataset(dataset))
    assert (sample.train.m, sample.train_m, sample.test_m) == (MOST, 2000, 0)
    assert sample.train.X[:, -1].tolist() == dataset.X[:, -1].tolist()

"""Learning rates that are too high, too low, or beyond all bounds."""

from dataclasses import replace

import numpy as np
import pytest
from findings_samples import ids, learning, quick_run, the, watched

from neural_sketchpad.insight.findings.ground import Ground
from neural_sketchpad.insight.findings.look import Look
from neural_sketchpad.insight.findings.rate import largest_rise
from neural_sketchpad.insight.findings.watch import Watch, followed
from neural_sketchpad.nn.optimizers import Schedule
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.place import Place
from neural_sketchpad.training.history import Moment
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer


def look_at(run: Run) -> Look:
    return Look(Moment(run.experiment, run.state), Ground(run.experiment))


def test_the_curvature_of_a_parabola_is_exact() -> None:
    """With one linear unit and the squared error H = (1/m) Σ (x, 1)(x, 1)ᵀ, whatever the weights are."""
    look = look_at(Run.start(learning("plane")))
    ones = np.vstack([look.ground.few.X, np.ones(look.ground.few.m)])
    H = ones @ ones.T / ones.shape[1]
    g = look.slope.gradient.theta
    assert look.curvature == pytest.approx(float(g @ H @ g / (g @ g)), rel=1e-5)


def test_the_trial_does_what_the_engine_does() -> None:
    """On so few points that a gradient sees all of them."""
    experiment = learning("moons", 4, rule="adam", rate=0.02)
    experiment = replace(experiment, dataset=experiment.dataset.take(np.arange(0, 300, 3)))
    run = quick_run(experiment, 12)
    look = look_at(run)
    trainer = Trainer(run)
    costs = []
    for _ in range(len(look.trial)):
        figures = trainer.figures().train
        assert figures is not None
        costs.append(figures.cost)
        trainer.advance(1)
    np.testing.assert_allclose(look.trial, costs, rtol=1e-9)


def test_frozen_weights_have_no_part_in_the_curvature() -> None:
    experiment = learning("moons", 4)
    everything = replace(experiment, recipe=replace(experiment.recipe, frozen_layers=frozenset({1, 2})))
    look = look_at(Run.start(everything))
    assert look.curvature == 0.0
    assert look.trial == (look.whole_cost,) * len(look.trial)
    one = replace(experiment, recipe=replace(experiment.recipe, frozen_places=frozenset({Place(1, 0, 0)})))
    assert look_at(Run.start(one)).slope.gradient.theta[0] == 0.0


@pytest.mark.parametrize(("preset", "rate"), [("flower", 100.0), ("moons", 30.0), ("plane", 2.0)])
def test_a_cost_that_leaps_about_comes_from_too_high_a_rate(preset: str, rate: float) -> None:
    found = the(watched(learning(preset, 4, rate=rate), 200).appeared, "rate-too-high")
    assert found.iteration <= 48
    assert f"The learning rate α = {rate:g} is too high" in found.sentence


def test_the_rate_that_is_said_to_do_does() -> None:
    experiment = learning("flower", 4, rate=100.0)
    remedy = the(watched(experiment, 200).findings, "rate-too-high").remedy
    assert remedy is not None
    better = remedy.change(experiment)
    assert better.recipe.optimizer.learning_rate == float(f"{better.recipe.optimizer.learning_rate:.2g}") < 10.0
    assert ids(watched(better, 200).appeared) == []


def test_adam_is_told_a_tenth() -> None:
    experiment = learning("spirals", 8, 8, rule="adam", rate=30.0)
    remedy = the(watched(experiment, 200).appeared, "rate-too-high").remedy
    assert remedy is not None
    assert remedy.change(experiment).recipe.optimizer.learning_rate == 3.0


@pytest.mark.parametrize("rate", [0.3, 1.2, 3.0])
def test_rates_that_learn_the_flower_are_not_too_high(rate: float) -> None:
    assert ids(watched(learning("flower", 4, rate=rate), 600).appeared) == []


def test_it_is_over_once_the_rate_is_lower() -> None:
    trainer = Trainer(Run.start(learning("moons", 4, rate=100.0), stride=10**9))
    trainer.advance(100)
    watch = followed(Watch(), trainer.run)
    assert "rate-too-high" in ids(watch.findings)
    trainer.adopt(trainer.experiment.with_learning_rate(0.3))
    assert "rate-too-high" not in ids(followed(watch, trainer.run).findings)
    trainer.advance(300)
    after = followed(watch, trainer.run)
    assert "rate-too-high" not in ids(after.findings)
    assert "rate-too-high" in ids(after.appeared)


@pytest.mark.parametrize(
    ("preset", "rule", "rate"),
    [
        ("flower", "gradient_descent", 1e-4),
        ("moons", "gradient_descent", 1e-3),
        ("waves", "gradient_descent", 1e-5),
        ("moons", "adam", 1e-5),
        ("blobs", "momentum", 1e-6),
    ],
)
def test_a_cost_that_crawls_comes_from_too_low_a_rate(preset: str, rule: str, rate: float) -> None:
    experiment = learning(preset, 4, rule=rule, rate=rate)
    watch = watched(experiment, 200)
    found = the(watch.findings, "rate-too-low")
    assert 64 < found.iteration < 128
    remedy = found.remedy
    assert remedy is not None
    assert remedy.change(experiment).recipe.optimizer.learning_rate >= 9.9 * rate


def test_where_a_schedule_made_the_rate_too_low_the_remedy_ends_it() -> None:
    """Ten times what the schedule has left of α would be less than α, and the schedule would take from that too."""
    experiment = learning("moons", 4, rule="adam", rate=0.01)
    schedule = Schedule("exponential", 1, 0.5)
    optimizer = replace(experiment.recipe.optimizer, schedule=schedule)
    experiment = experiment.with_recipe(replace(experiment.recipe, optimizer=optimizer))
    found = the(watched(experiment, 200).findings, "rate-too-low")
    assert found.remedy is not None
    assert found.remedy.label.endswith(", without a schedule")
    better = found.remedy.change(experiment).recipe.optimizer
    assert better.rate(10**6) == better.learning_rate > experiment.recipe.optimizer.rate(200)


def test_a_network_that_has_learned_may_move_slowly() -> None:
    trainer = Trainer(Run.start(learning("blobs", 4), stride=10**9))
    trainer.advance(500)
    trainer.adopt(trainer.experiment.with_learning_rate(1e-5))
    trainer.advance(1500)
    assert ids(followed(Watch(), trainer.run).appeared) == []


def test_divergence_is_said_with_its_rate_and_goes_when_the_run_goes_on() -> None:
    trainer = Trainer(Run.start(learning("plane", rate=0.5), stride=10**9))
    trainer.advance(1000)
    assert trainer.stop is not None
    watch = followed(Watch(), trainer.run)
    found = the(watch.findings, "diverged")
    assert found.sentence.startswith(f"The run diverged at iteration {trainer.iteration:,}: α = 0.5 was too high")
    assert found.iteration == trainer.iteration
    assert found.remedy is not None
    assert found.remedy.from_start
    trainer.adopt(found.remedy.change(trainer.experiment))
    trainer.rewind()
    trainer.advance(300)
    after = followed(watch, trainer.run)
    assert ids(after.appeared) == []
    assert after.looks[-1].is_done


def test_a_run_that_diverges_at_its_first_update_is_told_a_rate() -> None:
    watch = watched(learning("plane", 4, g="relu", rate=1e6), 50)
    assert the(watch.findings, "diverged").remedy is not None


def test_weights_that_cannot_be_summed_are_not_the_fault_of_the_rate() -> None:
    experiment = learning("plane", 2, g="linear")
    huge = Parameters(experiment.recipe.sizes, np.full(experiment.starting_parameters.theta.size, 1e300))
    found = the(watched(replace(experiment, given=huge), 50).findings, "diverged")
    assert found.remedy is None


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        ((1.0, 0.5, 0.25), (1.0, 1.0)),
        ((1.0, 3.0, 0.5, 1.2), (1.0, 3.0)),
        ((1.0, np.nan), (1.0, np.inf)),
        ((0.0, 0.0), (0.0, 0.0)),
    ],
)
def test_the_largest_rise(costs: tuple[float, ...], expected: tuple[float, float]) -> None:
    assert largest_rise(costs) == expected

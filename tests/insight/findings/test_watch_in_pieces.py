"""A watch that is interrupted finds what one that is not finds."""

from dataclasses import replace

from neural_sketchpad.data.generators import PresetChoice
from neural_sketchpad.experiment.edits import draw_preset
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.insight.findings.watch import Watch, followed
from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.recipe import HiddenLayer
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer


def run_of(activation: str, updates: int, rate: float = 0.3) -> Run:
    """Moons, learned with this activation in the hidden layer."""
    experiment = draw_preset(Experiment(), PresetChoice.of("moons")).experiment
    recipe = replace(experiment.recipe, hidden=(HiddenLayer(4, activation),), optimizer=Optimizer(learning_rate=rate))
    trainer = Trainer(Run.start(experiment.with_recipe(recipe)))
    trainer.advance(updates)
    return trainer.run


def test_looks_taken_one_at_a_time_lead_to_the_same_findings() -> None:
    run = run_of("tanh", 300, rate=100.0)
    whole = followed(Watch(), run)
    watch, calls = followed(Watch(), run, lambda: True), 1
    while watch.is_behind:
        assert len(watch.looks) == calls
        assert watch.findings == ()
        watch, calls = followed(watch, run, lambda: True), calls + 1

    assert calls == len(whole.looks) > 30
    assert not whole.is_behind
    assert "rate-too-high" in [found.id for found in whole.appeared]
    assert (watch.findings, watch.appeared) == (whole.findings, whole.appeared)


def test_findings_stand_until_the_watch_has_caught_up() -> None:
    first = followed(Watch(), run_of("linear", 64))
    behind = followed(first, run_of("tanh", 64), lambda: True)

    assert behind.is_behind
    assert behind.findings == first.findings != ()
    assert followed(behind, run_of("tanh", 0)).findings == ()

"""Whatever is drawn and however it is trained, a watch has a calm answer."""

import re
from dataclasses import replace

import numpy as np
import pytest
from findings_samples import examples_of, learning
from hypothesis import given
from hypothesis import strategies as st

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.experiment.experiment import Experiment, suited
from neural_sketchpad.insight.findings.watch import DETECTORS, Watch, followed
from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.features import FEATURES
from neural_sketchpad.nn.optimizers import RULES, Optimizer
from neural_sketchpad.nn.recipe import SCHEMES, HiddenLayer, Initialization, Recipe, Regularization
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer

recipes = st.builds(
    Recipe,
    hidden=st.lists(st.builds(HiddenLayer, st.integers(1, 5), st.sampled_from(list(ACTIVATIONS))), max_size=4).map(
        tuple
    ),
    initialization=st.builds(Initialization, st.sampled_from(list(SCHEMES)), st.sampled_from([0.0, 0.5, -1.0, 1e6])),
    optimizer=st.builds(
        lambda name, rate: Optimizer(learning_rate=rate).with_rule(name),
        st.sampled_from(list(RULES)),
        st.sampled_from([1e-9, 0.01, 0.5, 100.0, 1e6]),
    ),
    batch_size=st.none() | st.integers(1, 8),
    features=st.sets(st.sampled_from(list(FEATURES)), min_size=1).map(
        lambda chosen: tuple(name for name in FEATURES if name in chosen)
    ),
    standardize=st.booleans(),
    regularization=st.builds(
        Regularization, st.sampled_from([0.0, 0.1]), st.sampled_from([0.0, 0.1]), st.sampled_from([0.0, 0.5])
    ),
    precision=st.sampled_from(["float64", "float32"]),
)


@st.composite
def experiments(draw: st.DrawFn) -> Experiment:
    """No point or a few, of one class or several, or with values, near or far out."""
    m, kind = draw(st.integers(0, 20)), draw(st.sampled_from(["one class", "two", "five", "values"]))
    rng = np.random.default_rng(draw(st.integers(0, 2**31)))
    X = rng.standard_normal((2, m)) * draw(st.sampled_from([0.0, 1.0, 1e9]))
    classes = {"one class": 1, "two": 2, "five": 5}.get(kind, 0)
    targets = rng.integers(0, classes, m) if classes else rng.standard_normal(m)
    dataset = Dataset.of(X, targets, is_regression=not classes)
    experiment = Experiment(dataset, suited(draw(recipes), dataset), seed=draw(st.integers(0, 9)))
    return replace(experiment, split=replace(experiment.split, fraction=draw(st.sampled_from([0.0, 0.4]))))


def assert_calm(watch: Watch) -> None:
    for found in (*watch.findings, *watch.appeared):
        assert found.id in {detector.id for detector in DETECTORS}
        assert re.fullmatch(r"[A-Z\d][^\n]*\.", found.sentence), found.sentence
        assert found.reason.endswith(".")
        texts = (found.sentence, *(text for pair in found.evidence for text in pair))
        assert not any(re.search(r"nan\b|\binf\b|\d\s*-\s*\d|(?<![\w])-\d", text) for text in texts), texts


@given(experiments())
@examples_of(12)
def test_any_experiment_has_findings_in_words_and_remedies_that_work(experiment: Experiment) -> None:
    trainer = Trainer(Run.start(experiment, stride=10**9))
    watch = followed(Watch(), trainer.run)
    assert_calm(watch)
    trainer.advance(90)
    watch = followed(watch, trainer.run)
    assert_calm(watch)
    for found in watch.appeared:
        if found.remedy is not None:
            changed = found.remedy.change(experiment)
            assert changed != experiment, found.remedy.label
            assert changed.dataset is experiment.dataset


def test_an_empty_window_has_none() -> None:
    assert followed(Watch(), Run.start(Experiment())).findings == ()


@pytest.mark.parametrize("g", ["tanh", "relu", "linear"])
def test_a_very_large_network_is_looked_at_over_fewer_examples(g: str) -> None:
    trainer = Trainer(Run.start(learning("spirals", *[64] * 12, g=g, rate=0.05), stride=10**9))
    trainer.advance(3)
    watch = followed(Watch(), trainer.run)
    assert_calm(watch)
    assert watch.looks[-1].ground.few.m < 100

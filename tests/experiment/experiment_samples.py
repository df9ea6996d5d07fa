"""What the tests of the document share: random experiments, a complete project as text, and ways to spoil it."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.generators import PRESETS, PresetChoice
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.experiment import Experiment, Goals
from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.parameters import Parameters, parameter_count
from neural_sketchpad.nn.recipe import SCHEMES, HiddenLayer, Initialization, Optimizer, Recipe

finite = st.floats(allow_nan=False, allow_infinity=False)
coordinates = st.floats(-1e9, 1e9)
seeds = st.integers(0, 2**63 - 1)


def examples_of(count: int) -> settings:
    """So many Hypothesis examples, and nothing that a slow machine could fail."""
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def datasets(draw: st.DrawFn, min_m: int = 1) -> Dataset:
    points = draw(st.lists(st.tuples(coordinates, coordinates, st.integers(0, 1)), min_size=min_m, max_size=15))
    X = np.array([[x1 for x1, _, _ in points], [x2 for _, x2, _ in points]], dtype=np.float64)
    dataset = Dataset.of(X, [label for _, _, label in points])
    if draw(st.booleans()):
        return dataset
    serials = draw(st.lists(st.integers(0, 2**52 - 1), min_size=dataset.m, max_size=dataset.m, unique=True))
    return Dataset(dataset.X, dataset.labels, np.array(serials, dtype=np.int64))


recipes = st.builds(
    Recipe,
    hidden=st.lists(st.builds(HiddenLayer, st.integers(1, 6), st.sampled_from(sorted(ACTIVATIONS))), max_size=4).map(
        tuple
    ),
    initialization=st.builds(Initialization, st.sampled_from(sorted(SCHEMES)), st.floats(-1e6, 1e6)),
    optimizer=st.builds(Optimizer, learning_rate=st.floats(0.0, 1e6, exclude_min=True)),
    batch_size=st.none() | st.integers(1, 10**6),
)
splits = st.builds(Split, st.floats(0.0, 0.9), seeds)
goals = st.builds(
    Goals,
    st.none() | st.integers(1, 10**12),
    st.none() | st.floats(0.0, exclude_min=True, allow_infinity=False),
)
choices = st.builds(PresetChoice, st.sampled_from(sorted(PRESETS)), st.integers(2, 30), st.floats(0.0, 2.0), seeds)


@st.composite
def experiments(draw: st.DrawFn, min_m: int = 1) -> Experiment:
    recipe = draw(recipes)
    experiment = Experiment(
        dataset=draw(datasets(min_m)),
        recipe=recipe,
        split=draw(splits),
        goals=draw(goals),
        seed=draw(seeds),
        preset=draw(st.none() | choices),
    )
    if not draw(st.booleans()):
        return experiment
    count = parameter_count(recipe.sizes)
    theta = draw(st.lists(finite, min_size=count, max_size=count))
    return replace(experiment, given=Parameters(recipe.sizes, np.array(theta, dtype=np.float64)))


def assert_same(actual: Experiment, expected: Experiment) -> None:
    """Every field equal, and every number equal to the bit (so that -0.0 is not 0.0)."""
    assert replace(actual, given=None) == replace(expected, given=None)
    assert actual.dataset.X.tobytes() == expected.dataset.X.tobytes()
    if expected.given is None:
        assert actual.given is None
    else:
        assert actual.given is not None
        assert actual.given.sizes == expected.given.sizes
        assert actual.given.theta.tobytes() == expected.given.theta.tobytes()


def project() -> dict[str, Any]:
    """A project with every field of the format, as parsed JSON."""
    return {
        "format": "neural-sketchpad",
        "version": 1,
        "dataset": {"points": [[0.1, 0.2], [-1.5, 2.0]], "labels": [0, 1], "serials": [4, 7]},
        "recipe": {
            "hidden": [{"units": 1, "activation": "tanh"}],
            "output": "sigmoid",
            "cost": "cross_entropy",
            "initialization": {"scheme": "small_random", "scale": 0.01},
            "optimizer": {"name": "gradient_descent", "learning_rate": 1.2},
            "batch_size": None,
            "test_fraction": 0.0,
            "test_seed": 3,
        },
        "seed": 2,
        "starting_parameters": [{"W": [[0.1, 0.2]], "b": [[0.0]]}, {"W": [[0.3]], "b": [[0.0]]}],
        "goals": {"iteration": 100, "cost": 0.05},
        "preset": {"name": "flower", "points": 400, "noise": 0.2, "seed": 1},
    }


Path = tuple[str | int, ...]


def at(document: Any, path: Path) -> Any:
    """The value at this place of a parsed document."""
    for step in path:
        document = document[step]
    return document


def spoiled(path: Path, raw: str) -> str:
    """The project's text with `raw` standing at this place, whether that is JSON or not."""
    document = project()
    at(document, path[:-1])[path[-1]] = "@@@"
    return json.dumps(document).replace('"@@@"', raw)


def assert_one_sentence(text: str) -> None:
    assert len(text.splitlines()) == 1
    assert text.endswith(".")
    assert ". " not in text

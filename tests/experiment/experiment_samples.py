"""What the tests of the document share: random experiments, a complete project as text, and ways to spoil it."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from neural_sketchpad.data.dataset import MOST_CLASSES, Dataset
from neural_sketchpad.data.generators import PRESETS, PresetChoice
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.experiment import Experiment, Goals
from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.features import FEATURES
from neural_sketchpad.nn.optimizers import RULES, SCHEDULES, Optimizer, Schedule
from neural_sketchpad.nn.parameters import Parameters, parameter_count
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.nn.recipe import (
    MAX_DROPOUT,
    PRECISIONS,
    SCHEMES,
    HiddenLayer,
    Initialization,
    Recipe,
    Regularization,
)

finite = st.floats(allow_nan=False, allow_infinity=False)
coordinates = st.floats(-1e9, 1e9)
seeds = st.integers(0, 2**63 - 1)


def examples_of(count: int) -> settings:
    """So many Hypothesis examples, and nothing that a slow machine could fail."""
    return settings(max_examples=count, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def datasets(draw: st.DrawFn, min_m: int = 1, is_regression: bool | None = None) -> Dataset:
    """Points of up to eight classes (most often two), or with values."""
    of_values = draw(st.booleans()) if is_regression is None else is_regression
    highest = draw(st.sampled_from([1, 1, 2, MOST_CLASSES - 1]))
    targets = coordinates if of_values else st.integers(0, highest)
    points = draw(st.lists(st.tuples(coordinates, coordinates, targets), min_size=min_m, max_size=15))
    X = np.array([[x1 for x1, _, _ in points], [x2 for _, x2, _ in points]], dtype=np.float64)
    dataset = Dataset.of(X, [target for _, _, target in points], is_regression=of_values)
    if draw(st.booleans()):
        return dataset
    serials = draw(st.lists(st.integers(0, 2**52 - 1), min_size=dataset.m, max_size=dataset.m, unique=True))
    return replace(dataset, serials=np.array(serials, dtype=np.int64))


below_1 = st.floats(0.0, 1.0, exclude_max=True)
hidden_layers = st.builds(HiddenLayer, st.integers(1, 6), st.sampled_from(sorted(ACTIVATIONS)), st.floats(0.0, 1.0))
schedules = st.builds(
    Schedule, st.sampled_from(sorted(SCHEDULES)), st.integers(1, 10**9), st.floats(0.0, 1.0, exclude_min=True)
)
optimizers = st.builds(
    Optimizer,
    st.sampled_from(sorted(RULES)),
    st.floats(0.0, 1e6, exclude_min=True),
    below_1,
    below_1,
    st.floats(1e-30, 1.0),
    schedules,
)
recipes = st.builds(
    Recipe,
    hidden=st.lists(hidden_layers, max_size=4).map(tuple),
    cost=st.sampled_from(["cross_entropy", "squared_error"]),
    initialization=st.builds(Initialization, st.sampled_from(sorted(SCHEMES)), st.floats(-1e6, 1e6)),
    optimizer=optimizers,
    batch_size=st.none() | st.integers(1, 10**6),
    features=st.sets(st.sampled_from(list(FEATURES)), min_size=1).map(
        lambda chosen: tuple(name for name in FEATURES if name in chosen)
    ),
    standardize=st.booleans(),
    regularization=st.builds(Regularization, st.floats(0.0, 1e6), st.floats(0.0, 1e6), st.floats(0.0, MAX_DROPOUT)),
    precision=st.sampled_from(PRECISIONS),
)
"""For two classes and one sigmoid."""


@st.composite
def recipes_for(draw: st.DrawFn, dataset: Dataset) -> Recipe:
    """Any recipe whose output can learn these points."""
    recipe = draw(recipes)
    first = [Place(1, recipe.sizes[1] - 1, source) for source in range(BIAS, recipe.sizes[0])]
    frozen = draw(st.frozensets(st.sampled_from(first)))
    recipe = replace(recipe, frozen_places=frozen, frozen_layers=draw(st.frozensets(st.just(len(recipe.hidden) + 1))))
    if dataset.is_regression:
        return replace(recipe, output=draw(st.sampled_from(["linear", "relu"])), cost="squared_error")
    if dataset.classes == 2 and draw(st.booleans()):
        return recipe
    outputs = draw(st.integers(max(3, dataset.classes), MOST_CLASSES))
    return replace(recipe, output="softmax", cost="cross_entropy", outputs=outputs)


splits = st.builds(Split, st.floats(0.0, 0.9), seeds)
goals = st.builds(
    Goals,
    st.none() | st.integers(1, 10**12),
    st.none() | st.floats(0.0, exclude_min=True, allow_infinity=False),
)
choices = st.builds(PresetChoice, st.sampled_from(sorted(PRESETS)), st.integers(2, 30), st.floats(0.0, 2.0), seeds)


@st.composite
def experiments(draw: st.DrawFn, min_m: int = 1) -> Experiment:
    dataset = draw(datasets(min_m))
    recipe = draw(recipes_for(dataset))
    experiment = Experiment(
        dataset=dataset,
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
    assert actual.dataset.targets.tobytes() == expected.dataset.targets.tobytes()
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
            "hidden": [{"units": 1, "activation": "leaky_relu", "slope": 0.2}],
            "output": "sigmoid",
            "cost": "cross_entropy",
            "initialization": {"scheme": "small_random", "scale": 0.01},
            "optimizer": {
                "name": "adam",
                "learning_rate": 1.2,
                "beta1": 0.8,
                "beta2": 0.95,
                "epsilon": 1e-7,
                "schedule": {"name": "step", "period": 50, "factor": 0.25},
            },
            "batch_size": None,
            "outputs": 1,
            "features": ["x1", "x1_x2"],
            "standardize": True,
            "regularization": {"l1": 0.125, "l2": 0.5, "dropout": 0.25},
            "precision": "float32",
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

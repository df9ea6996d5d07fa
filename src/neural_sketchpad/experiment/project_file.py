"""The project file, version 1: one JSON object, read strictly and written so that the old file survives anything.

Fields of version 1 stay readable; whatever is added later has a default.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.data.dataset import FARTHEST, LAST_SERIAL, MOST_CLASSES, Dataset
from neural_sketchpad.data.generators import PresetChoice
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.atomic_file import replace_file
from neural_sketchpad.experiment.experiment import Experiment, Goals
from neural_sketchpad.experiment.json_reading import FormatError, Node, parse
from neural_sketchpad.nn.activations import LEAK
from neural_sketchpad.nn.features import PLAIN
from neural_sketchpad.nn.optimizers import RULES, Optimizer, Schedule
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import MAX_LAYERS, SCHEMES, HiddenLayer, Initialization, Recipe, Regularization

FORMAT = "neural-sketchpad"
VERSION = 1


def read_project(path: str | os.PathLike[str]) -> Experiment:
    """The experiment in a file; FormatError with one sentence, starting with the file's name, where there is none."""
    try:
        return from_text(Path(path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        message = "There is no such file."
    except IsADirectoryError:
        message = "This is a folder, not a project file."
    except UnicodeDecodeError:
        message = "This is not a project file: it is not text in UTF-8."
    except OSError as error:
        message = f"The file cannot be read ({error.strerror})."
    except FormatError as error:
        message = str(error)
    raise FormatError(f"{path}: {message}")


def write_project(path: str | os.PathLike[str], experiment: Experiment) -> None:
    """Save the experiment; OSError where that cannot be, and then an old file is as it was."""
    replace_file(Path(path), to_text(experiment).encode("utf-8"))


def from_text(text: str) -> Experiment:
    """The experiment that the text of a project file describes."""
    root = parse(text)
    _check_format(root)
    fields = root.fields(["format", "version", "dataset", "recipe", "seed"], ["starting_parameters", "goals", "preset"])
    dataset = _read_dataset(fields["dataset"])
    recipe, split = _read_recipe(fields["recipe"], dataset)
    seed = fields["seed"].whole()
    given = _given(fields, "starting_parameters")
    goals = _given(fields, "goals")
    preset = _given(fields, "preset")
    with _refusing_at(root):
        return Experiment(
            dataset=dataset,
            recipe=recipe,
            split=split,
            goals=Goals() if goals is None else _read_goals(goals),
            seed=seed,
            given=None if given is None else _read_parameters(given, recipe),
            preset=None if preset is None else _read_preset(preset),
        )


def to_text(experiment: Experiment) -> str:
    """The text of the project file, a line for each field of the two upper levels."""
    document: dict[str, object] = {
        "format": FORMAT,
        "version": VERSION,
        "dataset": _dataset_fields(experiment.dataset),
        "recipe": _recipe_fields(experiment),
        "seed": experiment.seed,
        "starting_parameters": _parameter_fields(experiment.given),
        "goals": {"iteration": experiment.goals.iteration, "cost": experiment.goals.cost},
        "preset": None if experiment.preset is None else asdict(experiment.preset),
    }
    return f"{{{','.join(_line(name, value) for name, value in document.items())}\n}}\n"


def _line(name: str, value: object) -> str:
    if isinstance(value, dict):
        inner = ",".join(f"\n  {json.dumps(key)}: {json.dumps(entry)}" for key, entry in value.items())
        return f"\n {json.dumps(name)}: {{{inner}}}"
    return f"\n {json.dumps(name)}: {json.dumps(value)}"


def _check_format(root: Node) -> None:
    """Say first that it is another program's or version's file, before any field of it is called wrong."""
    if not isinstance(root.value, dict):
        return
    if root.value.get("format", FORMAT) != FORMAT:
        raise FormatError(f"format must be {FORMAT!r}, so this is not a project of this program.")
    version = root.value.get("version", VERSION)
    if version != VERSION or isinstance(version, (bool, float)):
        raise FormatError(f"version must be {VERSION}, the only one this program reads.")


def _given(fields: dict[str, Node], name: str) -> Node | None:
    """An optional field; null means the same as leaving it out."""
    node = fields.get(name)
    return None if node is None or node.is_null else node


@contextmanager
def _refusing_at(node: Node) -> Iterator[None]:
    """Values that refuse themselves say only the field's name; put the place in front of it."""
    try:
        yield
    except FormatError:
        raise
    except ValueError as error:
        prefix = f"{node.place}." if node.place else ""
        raise FormatError(f"{prefix}{error}") from None


def _read_dataset(node: Node) -> Dataset:
    fields = node.fields(["points"], ["labels", "values", "serials"])
    points = fields["points"].matrix(columns=2)
    if len(points) == 0:
        fields["points"].refuse("must have at least one point.")
    if np.abs(points).max() > FARTHEST:
        place = int(np.argmax(np.abs(points).max(axis=1)))
        raise FormatError(f"dataset.points[{place}] must lie within ±{FARTHEST:,.0f} in both coordinates.")
    labels, values = _given(fields, "labels"), _given(fields, "values")
    if labels is not None and values is not None:
        raise FormatError("dataset.labels and dataset.values cannot both be given: points have classes or values.")
    if labels is not None:
        targets = _read_labels(labels, len(points))
    elif values is not None:
        targets = _read_values(values, len(points))
    else:
        raise FormatError("dataset.labels is missing (or dataset.values, for a regression).")
    serials = _given(fields, "serials")
    numbers = np.arange(len(points)) if serials is None else _read_serials(serials, len(points))
    return Dataset(points.T.copy(), targets, numbers.astype(np.int64), is_regression=labels is None)


def _read_labels(node: Node, m: int) -> NDArray[np.float64]:
    labels = node.list()
    if len(labels) != m:
        node.refuse(f"must have one label per point: {m:,}, not {len(labels):,}.")
    if not (set(map(type, labels)) <= {int, float} and set(labels) <= set(range(MOST_CLASSES))):
        for label in node.items():
            if label.number() not in range(MOST_CLASSES):
                label.refuse(f"must be a class from 0 to {MOST_CLASSES - 1}, not {label.number():g}.")
    return np.array(labels, dtype=np.float64)


def _read_values(node: Node, m: int) -> NDArray[np.float64]:
    if len(node.list()) != m:
        node.refuse(f"must have one value per point: {m:,}, not {len(node.list()):,}.")
    values = node.numbers()
    if np.abs(values).max() > FARTHEST:
        place = int(np.argmax(np.abs(values)))
        raise FormatError(f"dataset.values[{place}] must lie within ±{FARTHEST:,.0f}.")
    return values


def _read_serials(node: Node, m: int) -> NDArray[np.int64]:
    if len(node.list()) != m:
        node.refuse(f"must have one number per point: {m:,}, not {len(node.list()):,}.")
    numbers = [entry.whole() for entry in node.items()]
    if len(set(numbers)) != m or not all(0 <= number <= LAST_SERIAL for number in numbers):
        node.refuse("must be different whole numbers from 0 to 2^52 - 1.")
    return np.array(numbers, dtype=np.int64)


def _read_recipe(node: Node, dataset: Dataset) -> tuple[Recipe, Split]:
    fields = node.fields(
        ["hidden", "output", "cost", "initialization", "optimizer", "batch_size", "test_fraction"],
        ["test_seed", "outputs", "features", "standardize", "regularization", "precision"],
    )
    batch_size, test_seed = _given(fields, "batch_size"), _given(fields, "test_seed")
    features, standardize = _given(fields, "features"), _given(fields, "standardize")
    regularization, precision = _given(fields, "regularization"), _given(fields, "precision")
    if len(fields["hidden"].list()) > MAX_LAYERS:
        fields["hidden"].refuse(f"must have at most {MAX_LAYERS} layers, not {len(fields['hidden'].list()):,}.")
    output, outputs = fields["output"].text(), _given(fields, "outputs")
    with _refusing_at(node):
        recipe = Recipe(
            hidden=tuple(_read_layer(layer) for layer in fields["hidden"].items()),
            output=output,
            cost=fields["cost"].text(),
            initialization=_read_initialization(fields["initialization"]),
            optimizer=_read_optimizer(fields["optimizer"]),
            batch_size=None if batch_size is None else batch_size.whole(),
            outputs=_usual_outputs(output, dataset) if outputs is None else outputs.whole(),
            features=PLAIN if features is None else tuple(name.text() for name in features.items()),
            standardize=standardize is not None and standardize.flag(),
            regularization=Regularization() if regularization is None else _read_regularization(regularization),
            precision="float64" if precision is None else precision.text(),
        )
        split = Split(fields["test_fraction"].number(), 0 if test_seed is None else test_seed.whole())
    return recipe, split


def _usual_outputs(output: str, dataset: Dataset) -> int:
    """n[L] where a file does not say it: with softmax one for each class in the data, and three at least."""
    return max(3, 1 if dataset.is_regression else dataset.classes) if output == "softmax" else 1


def _read_layer(node: Node) -> HiddenLayer:
    fields = node.fields(["units", "activation"], ["slope"])
    slope = _given(fields, "slope")
    with _refusing_at(node):
        units, activation = fields["units"].whole(), fields["activation"].text()
        return HiddenLayer(units, activation, LEAK if slope is None else slope.number())


def _read_regularization(node: Node) -> Regularization:
    fields = node.fields([], ["l1", "l2", "dropout"])
    with _refusing_at(node):
        return Regularization(**{name: entry.number() for name, entry in fields.items() if not entry.is_null})


def _read_initialization(node: Node) -> Initialization:
    fields = node.fields(["scheme"], ["scale"])
    scheme = fields["scheme"].text()
    scale = _given(fields, "scale")
    with _refusing_at(node):
        if scheme in SCHEMES and scale is None:
            return Initialization.of(scheme)
        return Initialization(scheme, 1.0 if scale is None else scale.number())


def _read_optimizer(node: Node) -> Optimizer:
    fields = node.fields(["name", "learning_rate"], ["beta1", "beta2", "epsilon", "schedule"])
    name = fields["name"].text()
    schedule = _given(fields, "schedule")
    with _refusing_at(node):
        usual = Optimizer(learning_rate=fields["learning_rate"].number())
        usual = usual.with_rule(name) if name in RULES else replace(usual, name=name)

        def number(field: str, default: float) -> float:
            given = _given(fields, field)
            return default if given is None else given.number()

        return replace(
            usual,
            beta1=number("beta1", usual.beta1),
            beta2=number("beta2", usual.beta2),
            epsilon=number("epsilon", usual.epsilon),
            schedule=Schedule() if schedule is None else _read_schedule(schedule),
        )


def _read_schedule(node: Node) -> Schedule:
    fields = node.fields(["name"], ["period", "factor"])
    period, factor = _given(fields, "period"), _given(fields, "factor")
    usual = Schedule()
    with _refusing_at(node):
        return Schedule(
            fields["name"].text(),
            usual.period if period is None else period.whole(),
            usual.factor if factor is None else factor.number(),
        )


def _read_goals(node: Node) -> Goals:
    fields = node.fields([], ["iteration", "cost"])
    iteration, cost = _given(fields, "iteration"), _given(fields, "cost")
    with _refusing_at(node):
        return Goals(None if iteration is None else iteration.whole(), None if cost is None else cost.number())


def _read_preset(node: Node) -> PresetChoice:
    fields = node.fields(["name", "points", "noise", "seed"])
    with _refusing_at(node):
        return PresetChoice(
            fields["name"].text(), fields["points"].whole(), fields["noise"].number(), fields["seed"].whole()
        )


def _read_parameters(node: Node, recipe: Recipe) -> Parameters:
    sizes = recipe.sizes
    if len(node.list()) != len(sizes) - 1:
        node.refuse(f"must have one entry per layer: {len(sizes) - 1}, not {len(node.list()):,}.")
    layers = []
    for layer, n_prev, n in zip(node.items(), sizes, sizes[1:], strict=False):
        fields = layer.fields(["W", "b"])
        for matrix in (fields["W"], fields["b"]):
            if len(matrix.list()) != n:
                matrix.refuse(f"must have {n:,} rows, one per unit, not {len(matrix.list()):,}.")
        layers.append((fields["W"].matrix(n_prev), fields["b"].matrix(1)))
    return Parameters.from_layers(layers)


def _dataset_fields(dataset: Dataset) -> dict[str, object]:
    targets = {"values": dataset.targets.tolist()} if dataset.is_regression else {"labels": dataset.labels.tolist()}
    fields: dict[str, object] = {"points": dataset.X.T.tolist(), **targets}
    if not np.array_equal(dataset.serials, np.arange(dataset.m)):
        fields["serials"] = dataset.serials.tolist()
    return fields


def _recipe_fields(experiment: Experiment) -> dict[str, object]:
    recipe = experiment.recipe
    return {
        "hidden": [asdict(layer) for layer in recipe.hidden],
        "output": recipe.output,
        "cost": recipe.cost,
        "initialization": asdict(recipe.initialization),
        "optimizer": asdict(recipe.optimizer),
        "batch_size": recipe.batch_size,
        "outputs": recipe.outputs,
        "features": list(recipe.features),
        "standardize": recipe.standardize,
        "regularization": asdict(recipe.regularization),
        "precision": recipe.precision,
        "test_fraction": experiment.split.fraction,
        "test_seed": experiment.split.seed,
    }


def _parameter_fields(parameters: Parameters | None) -> list[dict[str, object]] | None:
    if parameters is None:
        return None
    return [{"W": W.tolist(), "b": b.tolist()} for W, b in parameters.layers]

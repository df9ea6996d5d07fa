"""The project file, version 1: one JSON object, read strictly and written so that the old file survives anything.

Fields of version 1 stay readable; whatever is added later has a default.
"""

import json
import os
from dataclasses import asdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.data.dataset import FARTHEST, LAST_SERIAL, MOST_CLASSES, Dataset
from neural_sketchpad.data.generators import PresetChoice
from neural_sketchpad.experiment.atomic_file import replace_file
from neural_sketchpad.experiment.experiment import Experiment, Goals
from neural_sketchpad.experiment.json_reading import FormatError, Node, optional, parse, refusing_at
from neural_sketchpad.experiment.recipe_reading import read_recipe
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe

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
    recipe, split = read_recipe(fields["recipe"], dataset)
    seed = fields["seed"].whole()
    given = optional(fields, "starting_parameters")
    goals = optional(fields, "goals")
    preset = optional(fields, "preset")
    with refusing_at(root):
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


def _read_dataset(node: Node) -> Dataset:
    fields = node.fields(["points"], ["labels", "values", "serials"])
    points = fields["points"].matrix(columns=2)
    if len(points) == 0:
        fields["points"].refuse("must have at least one point.")
    if np.abs(points).max() > FARTHEST:
        place = int(np.argmax(np.abs(points).max(axis=1)))
        raise FormatError(f"dataset.points[{place}] must lie within ±{FARTHEST:,.0f} in both coordinates.")
    labels, values = optional(fields, "labels"), optional(fields, "values")
    if labels is not None and values is not None:
        raise FormatError("dataset.labels and dataset.values cannot both be given: points have classes or values.")
    if labels is not None:
        targets = _read_labels(labels, len(points))
    elif values is not None:
        targets = _read_values(values, len(points))
    else:
        raise FormatError("dataset.labels is missing (or dataset.values, for a regression).")
    serials = optional(fields, "serials")
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


def _read_goals(node: Node) -> Goals:
    fields = node.fields([], ["iteration", "cost"])
    iteration, cost = optional(fields, "iteration"), optional(fields, "cost")
    with refusing_at(node):
        return Goals(None if iteration is None else iteration.whole(), None if cost is None else cost.number())


def _read_preset(node: Node) -> PresetChoice:
    fields = node.fields(["name", "points", "noise", "seed"])
    with refusing_at(node):
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
        "frozen_layers": sorted(recipe.frozen_layers),
        "frozen_places": [[place.layer, place.unit, place.source] for place in sorted(recipe.frozen_places)],
        "test_fraction": experiment.split.fraction,
        "test_seed": experiment.split.seed,
    }


def _parameter_fields(parameters: Parameters | None) -> list[dict[str, object]] | None:
    if parameters is None:
        return None
    return [{"W": W.tolist(), "b": b.tolist()} for W, b in parameters.layers]

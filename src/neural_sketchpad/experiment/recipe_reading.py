"""The recipe of a project file (layers, output, initialisation, optimiser, regularisation), and the split."""

from dataclasses import replace

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.split import Split
from neural_sketchpad.experiment.json_reading import Node, optional, refusing_at
from neural_sketchpad.nn.activations import LEAK
from neural_sketchpad.nn.features import PLAIN
from neural_sketchpad.nn.optimizers import RULES, Optimizer, Schedule
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import MAX_LAYERS, SCHEMES, HiddenLayer, Initialization, Recipe, Regularization


def read_recipe(node: Node, dataset: Dataset) -> tuple[Recipe, Split]:
    """Recipe and split; FormatError with the place where they cannot be. What a file leaves out has its default."""
    fields = node.fields(
        ["hidden", "output", "cost", "initialization", "optimizer", "batch_size", "test_fraction"],
        [
            *("test_seed", "outputs", "features", "standardize", "regularization", "precision"),
            *("frozen_layers", "frozen_places"),
        ],
    )
    batch_size, test_seed = optional(fields, "batch_size"), optional(fields, "test_seed")
    features, standardize = optional(fields, "features"), optional(fields, "standardize")
    regularization, precision = optional(fields, "regularization"), optional(fields, "precision")
    layers, places = optional(fields, "frozen_layers"), optional(fields, "frozen_places")
    if len(fields["hidden"].list()) > MAX_LAYERS:
        fields["hidden"].refuse(f"must have at most {MAX_LAYERS} layers, not {len(fields['hidden'].list()):,}.")
    output, outputs = fields["output"].text(), optional(fields, "outputs")
    with refusing_at(node):
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
            frozen_layers=frozenset(() if layers is None else (layer.whole() for layer in layers.items())),
            frozen_places=frozenset(() if places is None else (_read_place(place) for place in places.items())),
        )
        split = Split(fields["test_fraction"].number(), 0 if test_seed is None else test_seed.whole())
    return recipe, split


def _usual_outputs(output: str, dataset: Dataset) -> int:
    """n[L] where a file does not say it: with softmax one for each class in the data, and three at least."""
    return max(3, 1 if dataset.is_regression else dataset.classes) if output == "softmax" else 1


def _read_layer(node: Node) -> HiddenLayer:
    fields = node.fields(["units", "activation"], ["slope"])
    slope = optional(fields, "slope")
    with refusing_at(node):
        units, activation = fields["units"].whole(), fields["activation"].text()
        return HiddenLayer(units, activation, LEAK if slope is None else slope.number())


def _read_place(node: Node) -> Place:
    """A weight or bias as [layer from 1, unit from 0, source from 0 or -1 for the bias]."""
    numbers = [number.whole() for number in node.items()]
    if len(numbers) != 3:
        node.refuse(f"must be three whole numbers: layer, unit and source, not {len(numbers):,}.")
    return Place(*numbers)


def _read_regularization(node: Node) -> Regularization:
    fields = node.fields([], ["l1", "l2", "dropout"])
    with refusing_at(node):
        return Regularization(**{name: entry.number() for name, entry in fields.items() if not entry.is_null})


def _read_initialization(node: Node) -> Initialization:
    fields = node.fields(["scheme"], ["scale"])
    scheme = fields["scheme"].text()
    scale = optional(fields, "scale")
    with refusing_at(node):
        if scheme in SCHEMES and scale is None:
            return Initialization.of(scheme)
        return Initialization(scheme, 1.0 if scale is None else scale.number())


def _read_optimizer(node: Node) -> Optimizer:
    fields = node.fields(["name", "learning_rate"], ["beta1", "beta2", "epsilon", "schedule"])
    name = fields["name"].text()
    schedule = optional(fields, "schedule")
    with refusing_at(node):
        usual = Optimizer(learning_rate=fields["learning_rate"].number())
        usual = usual.with_rule(name) if name in RULES else replace(usual, name=name)

        def number(field: str, default: float) -> float:
            given = optional(fields, field)
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
    period, factor = optional(fields, "period"), optional(fields, "factor")
    usual = Schedule()
    with refusing_at(node):
        return Schedule(
            fields["name"].text(),
            usual.period if period is None else period.whole(),
            usual.factor if factor is None else factor.number(),
        )

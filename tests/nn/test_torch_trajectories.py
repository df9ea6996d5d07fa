"""The engine follows PyTorch: the same weights after every hundredth of a thousand updates, in double precision.

Rounding alone parts two trajectories by 1e-16 or so at the start; where descent is quiet they stay together, where it
is chaotic no two programs do. So the learning rates are those of a quiet descent; every test makes sure of it first.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from nn_samples import assert_close
from numpy.typing import NDArray

from neural_sketchpad.nn.activations import ACTIVATIONS
from neural_sketchpad.nn.batches import epoch_order
from neural_sketchpad.nn.engine import Engine, State
from neural_sketchpad.nn.optimizers import RULES, Optimizer, Schedule
from neural_sketchpad.nn.outputs import OUTPUTS
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe, Regularization
from neural_sketchpad.nn.streams import Purpose, Stream

torch = pytest.importorskip("torch")
torch.set_num_threads(1)  # a second one waits for the first at every step, for ages where the machine is busy
Array = NDArray[np.float64]

STEPS, CHECKED_EVERY = 1_000, 100
M = 40
SEED = 5
TOLERANCE = 1e-9
HIDDEN = (HiddenLayer(5, "tanh"), HiddenLayer(3, "tanh"))
RATES = {"gradient_descent": 0.3, "momentum": 0.03, "nesterov": 0.03, "rmsprop": 0.001, "adam": 0.003}

FUNCTIONS: dict[str, Callable[[Any], Any]] = {
    "tanh": torch.tanh,
    "relu": torch.relu,
    "sigmoid": torch.sigmoid,
    "linear": lambda Z: Z,
    "elu": torch.nn.functional.elu,
    # Beyond its threshold PyTorch takes z for log(1 + e^z); at the customary 20 that is off by 2e-9.
    "softplus": lambda Z: torch.nn.functional.softplus(Z, threshold=50),
    "gelu": lambda Z: torch.nn.functional.gelu(Z, approximate="tanh"),
    "sine": torch.sin,
}

LOSSES: dict[tuple[str, str], Callable[[Any, Any], Any]] = {
    ("sigmoid", "cross_entropy"): torch.nn.functional.binary_cross_entropy_with_logits,
    ("sigmoid", "squared_error"): lambda Z, Y: 0.5 * torch.mean((torch.sigmoid(Z) - Y) ** 2),
    ("softmax", "cross_entropy"): torch.nn.functional.cross_entropy,
    ("linear", "squared_error"): lambda Z, Y: 0.5 * torch.mean((Z - Y) ** 2),
    ("relu", "squared_error"): lambda Z, Y: 0.5 * torch.mean((torch.relu(Z) - Y) ** 2),
}


@dataclass(frozen=True)
class Run:
    """A recipe with starting weights and examples A[0] X (2, m), Y (n[L], m)."""

    recipe: Recipe
    start: Parameters
    X: Array
    Y: Array


def run_of(recipe: Recipe) -> Run:
    """Xavier weights and small positive biases; what is to be learned is a wave over the plane."""
    rng = np.random.default_rng(3)
    layers = [
        (rng.standard_normal((n, n_prev)) / np.sqrt(n_prev), np.full((n, 1), 0.1))
        for n_prev, n in pairwise(recipe.sizes)
    ]
    X = rng.standard_normal((2, M))
    wave = np.sin(X[0]) + 0.5 * X[1] ** 2
    Y = wave[None] if recipe.head.is_regression else (wave > 0.3)[None].astype(np.float64)
    if recipe.outputs > 1:
        Y = np.eye(recipe.outputs)[:, np.digitize(wave, np.linspace(-0.5, 1.0, recipe.outputs - 1))]
    return Run(recipe, Parameters.from_layers(layers), X, Y)


def assert_it_follows(recipe: Recipe) -> None:
    run = run_of(recipe)
    assert_it_is_quiet(run)
    engine = Engine(recipe, State.start(run.start), run.X, run.Y, seed=SEED)
    for done, expected in enumerate(torch_trajectory(run), start=1):
        engine.run(CHECKED_EVERY)
        assert engine.iteration == done * CHECKED_EVERY
        assert_close(engine.parameters, expected, TOLERANCE)
    assert np.abs(engine.parameters.theta - run.start.theta).max() > 0.05, "nothing has been learned, nothing is shown"


def assert_it_is_quiet(run: Run) -> None:
    """A start that differs by rounding ends at the same place; if not, the test is to blame and not the engine."""
    nudge = 1.0 + 1e-15 * np.random.default_rng(4).standard_normal(run.start.theta.shape)
    beside = Parameters(run.start.sizes, run.start.theta * nudge)
    engines = [Engine(run.recipe, State.start(start), run.X, run.Y, seed=SEED) for start in (run.start, beside)]
    for engine in engines:
        engine.run(STEPS)
    one, other = (engine.parameters.theta for engine in engines)
    assert np.abs(one - other).max() < 0.01 * TOLERANCE, "this descent is chaotic; take a smaller learning rate"


def torch_trajectory(run: Run) -> Iterator[Parameters]:
    """The parameters after every so many updates."""
    recipe = run.recipe
    pairs = [(torch.tensor(W, requires_grad=True), torch.tensor(b[:, 0], requires_grad=True))
             for W, b in run.start.layers]  # fmt: skip
    optimizer = torch_optimizer(recipe, [W for W, _ in pairs], [b for _, b in pairs])
    schedule = torch_schedule(recipe.optimizer.schedule, optimizer)
    X, Y = torch.tensor(run.X.T), torch.tensor(run.Y.T)
    for done, chosen in enumerate(batches(recipe.batch_size), start=1):
        optimizer.zero_grad()
        A = X[chosen]
        for layer, (W, b) in zip(recipe.hidden, pairs, strict=False):
            A = torch_activation(layer)(torch.nn.functional.linear(A, W, b))
        loss = LOSSES[recipe.head.key](torch.nn.functional.linear(A, *pairs[-1]), Y[chosen])
        if recipe.regularization.l1:
            loss = loss + recipe.regularization.l1 * sum(W.abs().sum() for W, _ in pairs)
        loss.backward()
        optimizer.step()
        schedule.step()
        if done % CHECKED_EVERY == 0:
            yield Parameters.from_layers((W.detach().numpy(), b.detach().numpy()[:, None]) for W, b in pairs)


def batches(size: int | None) -> Iterator[Any]:
    """Which examples each of the steps learns from."""
    orders = Stream(SEED, Purpose.ORDERS)
    left, epoch = STEPS, 0
    while left:
        order = np.arange(M) if size is None else epoch_order(orders, M, epoch)
        starts = range(0, M, size or M)[:left]
        for start in starts:
            yield torch.tensor(order[start : start + (size or M)])
        left -= len(starts)
        epoch += 1


def torch_activation(layer: HiddenLayer) -> Callable[[Any], Any]:
    if layer.activation == "leaky_relu":
        return lambda Z: torch.nn.functional.leaky_relu(Z, layer.slope)
    return FUNCTIONS[layer.activation]


def torch_optimizer(recipe: Recipe, weights: list[Any], biases: list[Any]) -> Any:
    ours = recipe.optimizer
    groups = [{"params": weights, "weight_decay": recipe.regularization.l2}, {"params": biases}]
    match ours.name:
        case "gradient_descent":
            return torch.optim.SGD(groups, lr=ours.learning_rate)
        case "momentum" | "nesterov":
            nesterov = ours.name == "nesterov"
            return torch.optim.SGD(groups, lr=ours.learning_rate, momentum=ours.beta1, nesterov=nesterov)
        case "rmsprop":
            return torch.optim.RMSprop(groups, lr=ours.learning_rate, alpha=ours.beta2, eps=ours.epsilon)
        case "adam":
            return torch.optim.Adam(groups, lr=ours.learning_rate, betas=(ours.beta1, ours.beta2), eps=ours.epsilon)
    raise ValueError(f"no such optimiser: {ours.name}")


def torch_schedule(ours: Schedule, optimizer: Any) -> Any:
    schedules = torch.optim.lr_scheduler
    match ours.name:
        case "step":
            return schedules.StepLR(optimizer, step_size=ours.period, gamma=ours.factor)
        case "exponential":
            return schedules.ExponentialLR(optimizer, gamma=ours.factor ** (1.0 / ours.period))
        case "cosine":
            return schedules.CosineAnnealingLR(optimizer, T_max=ours.period)
    return schedules.ConstantLR(optimizer, factor=1.0)


def with_rule(name: str, schedule: Schedule = Schedule()) -> Optimizer:  # noqa: B008
    return Optimizer(learning_rate=RATES[name], schedule=schedule).with_rule(name)


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_with_every_activation(activation: str) -> None:
    layers = HiddenLayer(5, activation), HiddenLayer(3, activation)
    assert_it_follows(Recipe(layers, optimizer=Optimizer(learning_rate=0.1)))


def test_with_another_slope_of_leaky_relu() -> None:
    assert_it_follows(Recipe((HiddenLayer(5, "leaky_relu", slope=0.2),), optimizer=Optimizer(learning_rate=0.1)))


def test_with_different_activations_on_top_of_each_other() -> None:
    layers = tuple(HiddenLayer(3, name) for name in ("sine", "relu", "linear", "gelu", "tanh"))
    assert_it_follows(Recipe(layers, optimizer=Optimizer(learning_rate=0.03)))


def test_without_hidden_layers() -> None:
    assert_it_follows(Recipe(()))


@pytest.mark.parametrize("key", OUTPUTS, ids="-".join)
def test_with_every_output_and_cost(key: tuple[str, str]) -> None:
    output, cost = key
    outputs = 3 if output == "softmax" else 1
    recipe = Recipe(HIDDEN, output=output, cost=cost, outputs=outputs, optimizer=Optimizer(learning_rate=0.1))
    assert_it_follows(recipe)


@pytest.mark.parametrize("schedule", [
    Schedule("step", 300, 0.5), Schedule("exponential", 200, 0.7), Schedule("cosine", 400),
], ids=lambda schedule: schedule.name)  # fmt: skip
@pytest.mark.parametrize("rule", RULES)
def test_with_every_optimiser_and_schedule(rule: str, schedule: Schedule) -> None:
    assert_it_follows(Recipe(HIDDEN, optimizer=with_rule(rule, schedule)))


@pytest.mark.parametrize("rule", RULES)
def test_with_every_optimiser_on_batches_with_a_short_last_one(rule: str) -> None:
    assert_it_follows(Recipe(HIDDEN, batch_size=12, optimizer=with_rule(rule)))


@pytest.mark.parametrize("rule", RULES)
def test_l2_is_the_weight_decay_of_the_weights(rule: str) -> None:
    assert_it_follows(Recipe(HIDDEN, optimizer=with_rule(rule), regularization=Regularization(l2=0.01)))


@pytest.mark.parametrize("rule", ["gradient_descent", "momentum"])
def test_l1_is_a_sum_of_absolute_weights_in_the_loss(rule: str) -> None:
    assert_it_follows(Recipe(HIDDEN, optimizer=with_rule(rule), regularization=Regularization(l1=0.001, l2=0.01)))

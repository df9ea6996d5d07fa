"""The rules and schedules: two updates of each by hand, and what a recipe says about them."""

import math
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from nn_samples import engine_for, recipe_of, task_of, with_head

from neural_sketchpad.nn.engine import Engine, State
from neural_sketchpad.nn.optimizers import RULES, SCHEDULES, Moments, Optimizer, Schedule, updated
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe

GRADIENTS = (0.5, -0.25)
BY_HAND = {
    # θ - 0.1 · 0.5 and + 0.1 · 0.25
    "gradient_descent": (0.95, 0.975),
    # v = 0.5, then 0.9 · 0.5 - 0.25 = 0.2
    "momentum": (0.95, 0.93),
    # 0.5 + 0.9 · 0.5 = 0.95, then v = 0.2 and -0.25 + 0.9 · 0.2 = -0.07
    "nesterov": (0.905, 0.912),
    # s = 0.01 · 0.25 = 0.0025, so 0.5 / 0.05 = 10; then s = 0.99 · 0.0025 + 0.01 · 0.0625 = 0.0031
    "rmsprop": (0.0, 0.025 / math.sqrt(0.0031)),
    # v̂ = 0.5, ŝ = 0.25; then v = 0.02, v̂ = 0.02 / 0.19, s = 0.00031225, ŝ = 0.00031225 / 0.001999
    "adam": (0.9, 0.9 - 0.1 * (0.02 / 0.19) / math.sqrt(0.00031225 / 0.001999)),
}


@pytest.mark.parametrize("rule", RULES)
def test_the_first_two_updates_are_what_a_hand_computes(rule: str) -> None:
    optimizer = Optimizer(learning_rate=0.1, epsilon=1e-30).with_rule(rule)
    theta, moments = np.array([1.0]), Moments.none(1)
    for iteration, (gradient, expected) in enumerate(zip(GRADIENTS, BY_HAND[rule], strict=True)):
        theta, moments = updated(optimizer, theta, np.array([gradient]), moments, iteration)
        assert theta[0] == pytest.approx(expected, rel=1e-12, abs=1e-15)
        assert moments.updates == iteration + 1


@pytest.mark.parametrize("rule", ["rmsprop", "adam"])
def test_epsilon_is_added_behind_the_root(rule: str) -> None:
    """As PyTorch does it: without memory the step is g / (|g| + ε) = 0.5 / (0.5 + 0.5)."""
    optimizer = Optimizer(rule, learning_rate=1.0, beta1=0.0, beta2=0.0, epsilon=0.5)
    theta, _ = updated(optimizer, np.zeros(2), np.array([0.5, -0.5]), Moments.none(2), 0)
    np.testing.assert_allclose(theta, [-0.5, 0.5], rtol=1e-15)


def test_a_rule_remembers_only_what_it_has_a_use_for() -> None:
    used = {"gradient_descent": (0, 0), "momentum": (1, 0), "nesterov": (1, 0), "rmsprop": (0, 1), "adam": (1, 1)}
    for rule, (v, s) in used.items():
        task = task_of(recipe_of((3, "tanh")), m=6)
        engine = engine_for(replace(task, recipe=replace(task.recipe, optimizer=Optimizer().with_rule(rule))))
        engine.run(2)
        moments = engine.state.moments
        assert (int(moments.v.any()), int(moments.s.any())) == (v, s)


# One linear unit z = w x + b at x = 1, y = 0.5, w = 1, b = 0: dw = db = z - y, and both begin with 0.5.
LINEAR = with_head(Recipe((), features=("x1",)), ("linear", "squared_error"))


@pytest.mark.parametrize(
    ("rule", "weights"),
    [
        # z = 0.9 after the first update, so the next gradient is 0.4
        ("gradient_descent", [0.95, 0.91]),
        # v = 0.9 · 0.5 + 0.4 = 0.85
        ("momentum", [0.95, 0.865]),
        # 0.95 first: z = 0.81, gradient 0.31, v = 0.76, step 0.31 + 0.684
        ("nesterov", [0.905, 0.8056]),
        # 10 first: w = 0, b = -1, z = -1, gradient -1.5; s = 0.0025 · 0.99 + 0.01 · 2.25
        ("rmsprop", [0.0, 0.15 / math.sqrt(0.024975)]),
        # 1 first: z = 0.8, gradient 0.3; v = 0.075, s = 0.00033975
        ("adam", [0.9, 0.9 - 0.1 * (0.075 / 0.19) / math.sqrt(0.00033975 / 0.001999)]),
    ],
)
def test_the_engine_does_a_hands_first_two_updates(rule: str, weights: list[float]) -> None:
    recipe = replace(LINEAR, optimizer=Optimizer(learning_rate=0.1, epsilon=1e-30).with_rule(rule))
    start = State.start(Parameters(recipe.sizes, np.array([1.0, 0.0])))
    engine = Engine(recipe, start, np.array([[1.0]]), np.array([[0.5]]))
    for weight in weights:
        engine.run(1)
        np.testing.assert_allclose(engine.parameters.theta, [weight, weight - 1.0], rtol=1e-10, atol=1e-12)


def test_another_rule_comes_with_its_customary_betas_and_keeps_rate_and_schedule() -> None:
    optimizer = Optimizer(learning_rate=0.7, schedule=Schedule("step", 5, 0.1))
    for name, rule in RULES.items():
        other = optimizer.with_rule(name)
        assert (other.name, other.learning_rate, other.schedule) == (name, 0.7, optimizer.schedule)
        assert rule.beta1 in (None, other.beta1)
        assert rule.beta2 in (None, other.beta2)
        assert other.rule is rule
    assert (optimizer.with_rule("adam").beta1, optimizer.with_rule("adam").beta2) == (0.9, 0.999)
    assert optimizer.with_rule("rmsprop").beta2 == 0.99


@pytest.mark.parametrize(
    ("schedule", "shares"),
    [
        (Schedule("constant", 2, 0.5), [1.0] * 7),
        # PyTorch's StepLR(step_size=2, gamma=0.1)
        (Schedule("step", 2, 0.1), [1.0, 1.0, 0.1, 0.1, 0.01, 0.01, 0.001]),
        # ExponentialLR(gamma=0.5), and the same over two updates
        (Schedule("exponential", 1, 0.5), [1.0, 0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625]),
        (Schedule("exponential", 2, 0.25), [1.0, 0.5, 0.25, 0.125, 0.0625, 0.03125, 0.015625]),
        # CosineAnnealingLR(T_max=3): down to 0 after three updates, and up again
        (Schedule("cosine", 3), [1.0, 0.75, 0.25, 0.0, 0.25, 0.75, 1.0]),
        (Schedule("step", 3, 1.0), [1.0] * 7),
    ],
)
def test_a_schedule_follows_its_formula(schedule: Schedule, shares: list[float]) -> None:
    optimizer = Optimizer(learning_rate=0.3, schedule=schedule)
    for t, share in enumerate(shares):
        assert schedule.share(t) == pytest.approx(share, rel=1e-14, abs=1e-15)
        assert optimizer.rate(t) == pytest.approx(0.3 * share, rel=1e-14, abs=1e-15)


@pytest.mark.parametrize("schedule", SCHEDULES)
@pytest.mark.parametrize("rule", ["gradient_descent", "momentum"])
def test_the_engine_takes_steps_as_long_as_the_schedule_says(schedule: str, rule: str) -> None:
    """The example lies so far from its value that the gradient hardly changes: each step shows its learning rate."""
    optimizer = Optimizer(rule, learning_rate=1e-3, beta1=0.0, schedule=Schedule(schedule, 4, 0.5))
    recipe = replace(LINEAR, optimizer=optimizer)
    start = State.start(Parameters(recipe.sizes, np.zeros(2)))
    engine = Engine(recipe, start, np.zeros((1, 1)), np.array([[-1e3]]))
    biases = [0.0]
    for _ in range(9):
        engine.run(1)
        biases.append(float(engine.parameters.theta[1]))
    steps = [before - after for before, after in pairwise(biases)]
    np.testing.assert_allclose(steps, [1e3 * optimizer.rate(t) for t in range(9)], rtol=0.02, atol=1e-9)


@pytest.mark.parametrize("t", [10**6, 10**9, 10**12])
@pytest.mark.parametrize("name", SCHEDULES)
def test_after_any_number_of_updates_the_rate_is_a_number(name: str, t: int) -> None:
    for period in (1, 10**9):
        assert 0.0 <= Schedule(name, period, 0.5).share(t) <= 1.0

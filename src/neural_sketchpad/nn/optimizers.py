"""The rules by which a gradient becomes an update, and the schedules of the learning rate, as pure functions.

Every rule is the one that PyTorch documents (torch.optim: SGD with momentum and nesterov, RMSprop, Adam). The engine
does the same in place (`updates`); this is the version to read, and the one it is held against.
"""

import math
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MAX_LEARNING_RATE = 1e6


class RecipeError(ValueError):
    """A recipe that cannot be; its text is one sentence starting with the field's name."""


@dataclass(frozen=True)
class Rule:
    """What an optimiser is called and does; `beta1` and `beta2` are their customary values, None where it has none."""

    label: str
    formula: str
    beta1: float | None = None
    beta2: float | None = None


RULES = MappingProxyType(
    {
        "gradient_descent": Rule("Gradient descent", "W := W − α dW"),
        "momentum": Rule("Momentum", "v := β₁ v + dW;  W := W − α v", beta1=0.9),
        "nesterov": Rule("Nesterov momentum", "v := β₁ v + dW;  W := W − α (dW + β₁ v)", beta1=0.9),
        "rmsprop": Rule("RMSprop", "s := β₂ s + (1 − β₂) dW²;  W := W − α dW / (√s + ε)", beta2=0.99),
        "adam": Rule(
            "Adam",
            "v := β₁ v + (1 − β₁) dW;  s := β₂ s + (1 − β₂) dW²;  W := W − α v̂ / (√ŝ + ε), "
            "with v̂ = v / (1 − β₁ᵗ) and ŝ = s / (1 − β₂ᵗ)",
            beta1=0.9,
            beta2=0.999,
        ),
    }
)
"""Every optimiser, in the order in which menus show them."""


@dataclass(frozen=True)
class ScheduleKind:
    """What a schedule is called, and α after t updates."""

    label: str
    formula: str


SCHEDULES = MappingProxyType(
    {
        "constant": ScheduleKind("Constant", "α stays what it is"),
        "step": ScheduleKind("Step", "α · factor^⌊t / period⌋: times the factor after every period"),
        "exponential": ScheduleKind("Exponential", "α · factor^(t / period): times the factor over a period, evenly"),
        "cosine": ScheduleKind("Cosine", "α · (1 + cos(π t / period)) / 2: down to 0 over a period, and up again"),
    }
)
"""Every schedule, in the order in which menus show them."""


@dataclass(frozen=True)
class Schedule:
    """How the learning rate changes with the updates t that are done: `period` in updates, `factor` above 0, at most 1.

    "step" is PyTorch's StepLR, "exponential" with period 1 its ExponentialLR, "cosine" its CosineAnnealingLR.
    """

    name: str = "constant"
    period: int = 1000
    factor: float = 0.5

    def __post_init__(self) -> None:
        if self.name not in SCHEDULES:
            raise RecipeError(f"name must be one of {', '.join(SCHEDULES)}, not {self.name!r}.")
        if not 1 <= self.period <= 10**9:
            raise RecipeError(f"period must be from 1 to 1,000,000,000 updates, not {self.period:,}.")
        if not 0.0 < self.factor <= 1.0:
            raise RecipeError(f"factor must be above 0 and at most 1, not {self.factor:g}.")

    def share(self, t: int) -> float:
        """The learning rate after t updates as a share of α."""
        match self.name:
            case "step":
                return self.factor ** (t // self.period)
            case "exponential":
                return self.factor ** (t / self.period)
            case "cosine":
                return 0.5 * (1.0 + math.cos(math.pi * t / self.period))
            case _:
                return 1.0


@dataclass(frozen=True)
class Optimizer:
    """How a gradient becomes an update.

    `beta1` is that of momentum, Nesterov and Adam, `beta2` that of RMSprop and Adam, `epsilon` that of both; the
    others do not read them.
    """

    name: str = "gradient_descent"
    learning_rate: float = 0.3
    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8
    schedule: Schedule = field(default_factory=Schedule)

    def __post_init__(self) -> None:
        if self.name not in RULES:
            raise RecipeError(f"name must be one of {', '.join(RULES)}, not {self.name!r}.")
        rate = self.learning_rate
        if not (math.isfinite(rate) and 0.0 < rate <= MAX_LEARNING_RATE):
            raise RecipeError(
                f"learning_rate must be a finite number above 0 and at most {MAX_LEARNING_RATE:,.0f}, not {rate:g}."
            )
        for name, beta in (("beta1", self.beta1), ("beta2", self.beta2)):
            if not 0.0 <= beta < 1.0:
                raise RecipeError(f"{name} must be from 0 to below 1, not {beta:g}.")
        if not 1e-30 <= self.epsilon <= 1.0:
            raise RecipeError(f"epsilon must be from 1e-30 to 1, not {self.epsilon:g}.")

    def with_rule(self, name: str) -> "Optimizer":
        """Another rule with its customary β₁ and β₂, at the same learning rate."""
        rule = RULES[name]
        beta1 = self.beta1 if rule.beta1 is None else rule.beta1
        beta2 = self.beta2 if rule.beta2 is None else rule.beta2
        return replace(self, name=name, beta1=beta1, beta2=beta2)

    @property
    def rule(self) -> Rule:
        return RULES[self.name]

    def rate(self, t: int) -> float:
        """The learning rate of the update after t others."""
        return self.learning_rate * self.schedule.share(t)


@dataclass(frozen=True, eq=False)
class Moments:
    """What an optimiser remembers: after `updates` updates the running means v of the gradient and s of its square.

    Both are flat like the parameters, read-only, and zero to begin with; a rule that has no use for one leaves it zero.
    """

    updates: int
    v: Array
    s: Array

    def __post_init__(self) -> None:
        self.v.flags.writeable = self.s.flags.writeable = False

    @classmethod
    def none(cls, count: int) -> "Moments":
        """Before the first update of `count` parameters."""
        return cls(0, np.zeros(count), np.zeros(count))


def updated(
    optimizer: Optimizer,
    theta: Array,
    gradient: Array,
    moments: Moments,
    iteration: int,
    frozen: NDArray[np.bool_] | None = None,
) -> tuple[Array, Moments]:
    """Parameters and moments after one update, all flat; `iteration` counts the updates of the run, for the schedule.

    `gradient` is that of the cost and its penalties. Parameters where `frozen` is true keep their values.
    """
    rate, beta1, beta2, epsilon = optimizer.rate(iteration), optimizer.beta1, optimizer.beta2, optimizer.epsilon
    t, v, s = moments.updates + 1, moments.v, moments.s
    match optimizer.name:
        case "gradient_descent":
            step = gradient
        case "momentum":
            step = v = beta1 * v + gradient
        case "nesterov":
            v = beta1 * v + gradient
            step = gradient + beta1 * v
        case "rmsprop":
            s = beta2 * s + (1.0 - beta2) * gradient**2
            step = gradient / (np.sqrt(s) + epsilon)
        case "adam":
            v = beta1 * v + (1.0 - beta1) * gradient
            s = beta2 * s + (1.0 - beta2) * gradient**2
            step = (v / (1.0 - beta1**t)) / (np.sqrt(s / (1.0 - beta2**t)) + epsilon)
        case _:
            raise ValueError(f"no such optimiser: {optimizer.name}")
    after = theta - rate * step
    return after if frozen is None else np.where(frozen, theta, after), Moments(t, v.copy(), s.copy())

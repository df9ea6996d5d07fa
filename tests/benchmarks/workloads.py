"""What the benchmarks train: five networks with their examples and starting weights, the same for all contestants.

A fifth of the labels is flipped, so that training never comes to an end and no number gets so small that processors
slow down over it.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.optimizers import Optimizer
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Workload:
    """A network n[1..L-1] = `hidden` of one activation on `m` examples; `batch` None means all of them at once."""

    name: str
    hidden: tuple[int, ...]
    activation: str
    m: int
    batch: int | None
    learning_rate: float

    @property
    def sizes(self) -> tuple[int, ...]:
        return (2, *self.hidden, 1)

    @property
    def batches(self) -> int:
        """How many updates an epoch has."""
        return 1 if self.batch is None else -(-self.m // self.batch)

    @property
    def description(self) -> str:
        batch = "full batch" if self.batch is None else f"batches of {self.batch:,}"
        return f"{self.name}: {'-'.join(map(str, self.sizes))} {self.activation}, {self.m:,} examples, {batch}"

    def recipe(self, precision: str) -> Recipe:
        layers = tuple(HiddenLayer(units, self.activation) for units in self.hidden)
        optimizer = Optimizer(learning_rate=self.learning_rate)
        return Recipe(layers, optimizer=optimizer, batch_size=self.batch, precision=precision)

    def examples(self) -> tuple[Array, Array]:
        """X (2, m) and Y (1, m)."""
        return disc_in_ring(self.m, np.random.default_rng(0))

    def start(self) -> Parameters:
        """Weights N(0, 2/n) for ReLU and N(0, 1/n) for others, n being the units a layer reads from; biases 0.1."""
        rng = np.random.default_rng(1)
        gain = 2.0 if self.activation == "relu" else 1.0
        return Parameters.from_layers(
            (rng.standard_normal((n, n_prev)) * np.sqrt(gain / n_prev), np.full((n, 1), 0.1))
            for n_prev, n in pairwise(self.sizes)
        )


def disc_in_ring(m: int, rng: np.random.Generator) -> tuple[Array, Array]:
    """X (2, m) and Y (1, m): class 1 in a disc of radius 1.6, class 0 in the ring from 2.6 to 4, a fifth flipped."""
    inside = rng.random(m) < 0.5
    r = np.sqrt(np.where(inside, rng.uniform(0.0, 1.6**2, m), rng.uniform(2.6**2, 4.0**2, m)))
    t = rng.uniform(0.0, 2.0 * np.pi, m)
    labels = inside ^ (rng.random(m) < 0.2)
    return np.vstack([r * np.cos(t), r * np.sin(t)]), labels[None].astype(np.float64)


def square_grid(cells: int) -> NDArray[np.float32]:
    """The points (2, cells²) of a grid over the square from -5 to 5."""
    axis = np.linspace(-5.0, 5.0, cells, dtype=np.float32)
    return np.stack(np.meshgrid(axis, axis)).reshape(2, -1)


WORKLOADS = (
    Workload("W1", (4,), "tanh", 300, None, 0.1),
    Workload("W2", (4, 2), "tanh", 250, 10, 0.03),
    Workload("W3", (32, 32), "relu", 1_000, None, 0.05),
    Workload("W4", (8, 8, 8, 8, 8, 8), "tanh", 500, None, 0.1),
    Workload("W5", (64, 64), "relu", 100_000, 1_024, 0.05),
    Workload("W5", (64, 64), "relu", 100_000, None, 0.05),
)

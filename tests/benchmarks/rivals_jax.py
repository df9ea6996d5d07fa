"""JAX in single precision, with the whole loop over the steps compiled: nothing of Python is left in it.

With the examples in rows, as JAX is usually written, and in columns, as the course and the engine have them, which on
networks of this size is the faster. The order of the examples is drawn by NumPy, since sorting random numbers costs
the compiled loop more than the steps.
"""

import importlib
from typing import Any

import numpy as np
from numpy.typing import NDArray
from race import Contestant
from workloads import Workload

jax: Any = importlib.import_module("jax")  # it may be missing where types are checked
jnp: Any = importlib.import_module("jax.numpy")
Layers = list[tuple[Any, Any]]
"""W[l] and b[l], as the course has them, or both transposed."""


def trainers(workload: Workload) -> list[Contestant]:
    return [_trainer(workload, in_rows=True), _trainer(workload, in_rows=False)]


def _trainer(workload: Workload, *, in_rows: bool) -> Contestant:
    X, Y = (jnp.asarray(_placed(both, in_rows), dtype=jnp.float32) for both in workload.examples())
    axis = 0 if in_rows else 1
    rng = np.random.default_rng(0)
    layers = _start(workload, in_rows=in_rows)

    def loss(layers: Layers, X_batch: Any, Y_batch: Any) -> Any:
        Z = _forward(workload.activation, layers, X_batch, in_rows=in_rows)[-1]
        return jnp.mean(jax.nn.softplus(Z) - Y_batch * Z)

    def step(layers: Layers, X_batch: Any, Y_batch: Any) -> Layers:
        gradients = jax.grad(loss)(layers, X_batch, Y_batch)
        return jax.tree.map(lambda value, slope: value - workload.learning_rate * slope, layers, gradients)

    def full_steps(layers: Layers, X: Any, Y: Any, count: int) -> Layers:
        return jax.lax.fori_loop(0, count, lambda _, layers: step(layers, X, Y), layers)

    def epochs_of_batches(layers: Layers, X: Any, Y: Any, orders: Any) -> Layers:
        batch = workload.batch or workload.m
        whole = workload.m // batch * batch

        def epoch(layers: Layers, order: Any) -> tuple[Layers, None]:
            def batch_step(layers: Layers, chosen: Any) -> tuple[Layers, None]:
                return step(layers, jnp.take(X, chosen, axis), jnp.take(Y, chosen, axis)), None

            layers, _ = jax.lax.scan(batch_step, layers, order[:whole].reshape(-1, batch))
            if whole < workload.m:
                layers, _ = batch_step(layers, order[whole:])
            return layers, None

        return jax.lax.scan(epoch, layers, orders)[0]

    compiled_steps, compiled_epochs = jax.jit(full_steps), jax.jit(epochs_of_batches)

    def run(epochs: int) -> None:
        nonlocal layers
        if workload.batch is None:
            layers = compiled_steps(layers, X, Y, epochs)
        else:
            layers = compiled_epochs(layers, X, Y, np.stack([rng.permutation(workload.m) for _ in range(epochs)]))
        jax.block_until_ready(layers)

    def theta() -> NDArray[np.floating]:
        both = [np.hstack([_placed(W, in_rows), _placed(b, in_rows)]) for W, b in layers]
        return np.concatenate([matrix.ravel() for matrix in both])

    return Contestant("JAX, compiled loop" if in_rows else "JAX in columns, compiled loop", run, theta)


def mappers(workload: Workload, points: NDArray[np.float32], *, units: bool) -> list[Contestant]:
    return [_mapper(workload, points, units=units, in_rows=in_rows) for in_rows in (True, False)]


def _mapper(workload: Workload, points: NDArray[np.float32], *, units: bool, in_rows: bool) -> Contestant:
    X = jnp.asarray(_placed(points, in_rows))
    layers = _start(workload, in_rows=in_rows)

    def look(layers: Layers, X: Any) -> Any:
        outputs = _forward(workload.activation, layers, X, in_rows=in_rows)
        return outputs if units else outputs[-1:]

    compiled = jax.jit(look)

    def run(count: int) -> None:
        for _ in range(count):
            jax.block_until_ready(compiled(layers, X))

    def values() -> NDArray[np.floating]:
        return np.vstack([_placed(np.asarray(A), in_rows) for A in compiled(layers, X)])

    return Contestant("JAX, compiled" if in_rows else "JAX in columns, compiled", run, values)


def _start(workload: Workload, *, in_rows: bool) -> Layers:
    return [
        (jnp.asarray(_placed(W, in_rows), dtype=jnp.float32), jnp.asarray(_placed(b, in_rows), dtype=jnp.float32))
        for W, b in workload.start().layers
    ]


def _forward(activation: str, layers: Layers, X: Any, *, in_rows: bool) -> list[Any]:
    """A[1], ..., A[L-1] and Z[L]."""
    g = {"tanh": jnp.tanh, "relu": jax.nn.relu}[activation]
    outputs, A = [], X
    for number, (W, b) in enumerate(layers, start=1):
        Z = A @ W + b if in_rows else W @ A + b
        A = Z if number == len(layers) else g(Z)
        outputs.append(A)
    return outputs


def _placed(matrix: Any, in_rows: bool) -> Any:
    """From columns to rows and back."""
    return matrix.T if in_rows else matrix

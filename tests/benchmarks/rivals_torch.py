"""PyTorch, the ordinary way: a Sequential of Linear layers in single precision, BCEWithLogitsLoss and SGD."""

import importlib
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from race import Contestant
from workloads import Workload

torch: Any = importlib.import_module("torch")  # it may be missing where types are checked
THREADS = (1, 2)
NAMES = {threads: f"PyTorch, {threads} thread{'s' if threads > 1 else ''}" for threads in THREADS}


def trainers(workload: Workload) -> list[Contestant]:
    return [_trainer(workload, threads) for threads in THREADS]


def mappers(workload: Workload, points: NDArray[np.float32], *, units: bool) -> list[Contestant]:
    return [_mapper(workload, points, threads, units=units) for threads in THREADS]


def _trainer(workload: Workload, threads: int) -> Contestant:
    model = _model(workload)
    X, Y = (torch.from_numpy(np.ascontiguousarray(rows.T, dtype=np.float32)) for rows in workload.examples())
    loss_of = torch.nn.BCEWithLogitsLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=workload.learning_rate)

    def step(X_batch: Any, Y_batch: Any) -> None:
        optimizer.zero_grad()
        loss_of(model(X_batch), Y_batch).backward()
        optimizer.step()

    def run(epochs: int) -> None:
        torch.set_num_threads(threads)
        for _ in range(epochs):
            if workload.batch is None:
                step(X, Y)
                continue
            order = torch.randperm(workload.m)
            batches = zip(X[order].split(workload.batch), Y[order].split(workload.batch), strict=True)
            for X_batch, Y_batch in batches:
                step(X_batch, Y_batch)

    def theta() -> NDArray[np.floating]:
        layers = [layer for layer in model if isinstance(layer, torch.nn.Linear)]
        both = [torch.hstack([layer.weight, layer.bias[:, None]]) for layer in layers]
        return torch.cat([matrix.ravel() for matrix in both]).detach().numpy()

    return Contestant(NAMES[threads], run, theta)


def _mapper(workload: Workload, points: NDArray[np.float32], threads: int, *, units: bool) -> Contestant:
    model = _model(workload)
    X = torch.from_numpy(np.ascontiguousarray(points.T))

    def look() -> list[Any]:
        with torch.no_grad():
            if not units:
                return [model(X)]
            values, A = [], X
            for number, module in enumerate(model, start=1):
                A = module(A)
                if number % 2 == 0 or number == len(model):  # after each activation, and the logits
                    values.append(A)
            return values

    def run(count: int) -> None:
        torch.set_num_threads(threads)
        for _ in range(count):
            look()

    return Contestant(NAMES[threads], run, lambda: torch.hstack(look()).numpy().T)


def _model(workload: Workload) -> Any:
    activation = {"tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}[workload.activation]
    modules: list[Any] = []
    for (n_prev, n), (W, b) in zip(pairwise(workload.sizes), workload.start().layers, strict=True):
        linear = torch.nn.Linear(n_prev, n)
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(W))
            linear.bias.copy_(torch.tensor(b[:, 0]))
        modules += [linear, activation()]
    return torch.nn.Sequential(*modules[:-1])

"""scikit-learn's MLPClassifier in single precision, with plain gradient descent.

It stops by itself only where it is not told otherwise, and computes the cost at every step in any case.
"""

import importlib
import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray
from race import Contestant
from workloads import Workload

MLPClassifier: Any = importlib.import_module("sklearn.neural_network").MLPClassifier  # may be missing otherwise


def trainers(workload: Workload) -> list[Contestant]:
    X, Y = workload.examples()
    rows, labels = np.ascontiguousarray(X.T, dtype=np.float32), Y[0].astype(np.int64)
    model = _model(workload, rows, labels)

    def run(epochs: int) -> None:
        model.max_iter = epochs
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it has not converged, says the fit
            model.fit(rows, labels)

    def theta() -> NDArray[np.floating]:
        pairs = zip(model.coefs_, model.intercepts_, strict=True)
        return np.concatenate([np.vstack([W, b]).T.ravel() for W, b in pairs])

    return [Contestant("scikit-learn fit", run, theta)]


def mappers(workload: Workload, points: NDArray[np.float32], *, units: bool) -> list[Contestant]:
    """None for the hidden units: these it does not show."""
    if units:
        return []
    rows = np.ascontiguousarray(points.T)
    model = _model(workload, rows[:2], np.array([0, 1]))

    def run(count: int) -> None:
        for _ in range(count):
            model.predict_proba(rows)

    def logits() -> NDArray[np.floating]:
        negative, positive = model.predict_proba(rows).astype(np.float64).T
        return np.log(positive / negative)[None]

    return [Contestant("scikit-learn", run, logits)]


def _model(workload: Workload, rows: NDArray[np.float32], labels: NDArray[np.int64]) -> Any:
    model = MLPClassifier(
        workload.hidden,
        activation=workload.activation,
        solver="sgd",
        alpha=0.0,
        batch_size=min(workload.batch or workload.m, len(rows)),
        learning_rate_init=workload.learning_rate,
        momentum=0.0,
        shuffle=workload.batch is not None,
        tol=0.0,
        n_iter_no_change=10**9,
        warm_start=True,
        random_state=0,
    )
    model.partial_fit(rows, labels, classes=[0, 1])  # only to have the arrays made
    layers = workload.start().layers
    model.coefs_ = [W.T.astype(np.float32) for W, _ in layers]
    model.intercepts_ = [b[:, 0].astype(np.float32) for _, b in layers]
    return model

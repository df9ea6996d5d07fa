"""The matrix products of a step or a map and nothing else, cut as the engine cuts them; other cuts can be quicker."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray
from race import Contestant
from workloads import Workload

from neural_sketchpad.nn.descent import piece_size
from neural_sketchpad.nn.forward import block_size
from neural_sketchpad.nn.parameters import layer_views
from neural_sketchpad.nn.passes import Workspace, pass_calls, product

NAME = "the products alone, float32"


def products_of_training(workload: Workload) -> Contestant:
    """Forwards, and backwards for weights and activations, in the pieces the engine takes."""
    theta = workload.start().theta.astype(np.float32)
    weights, gradients = layer_views(theta, workload.sizes), layer_views(np.zeros_like(theta), workload.sizes)
    batch = workload.m if workload.batch is None else workload.batch
    columns = min(batch, piece_size(workload.sizes))
    examples = np.ones((workload.sizes[0] + 1 + workload.sizes[-1], columns), dtype=np.float32)
    space = Workspace(weights, columns, with_masks=False)
    calls, _ = pass_calls(workload.recipe("float32"), weights, gradients, examples, space)
    products = [call for call in calls if isinstance(call, partial) and call.func.__name__ == "dot"]
    return _repeating(products, workload.batches * -(-batch // columns))


def products_of_a_map(workload: Workload, points: NDArray[np.float32]) -> Contestant:
    """Forwards alone, in the blocks that maps are made of."""
    weights = layer_views(workload.start().theta.astype(np.float32), workload.sizes)
    columns = min(points.shape[1], block_size(workload.sizes))
    inputs = [np.ones((W.shape[1], columns), dtype=np.float32) for W in weights]
    outputs = [np.empty((len(W), columns), dtype=np.float32) for W in weights]
    products = [product(W, A, Z) for W, A, Z in zip(weights, inputs, outputs, strict=True)]
    return _repeating(products, -(-points.shape[1] // columns))


def _repeating(products: Sequence[Callable[[], object]], times: int) -> Contestant:
    def run(count: int) -> None:
        for _ in range(count * times):
            for call in products:
                call()

    return Contestant(NAME, run, lambda: np.zeros(1))

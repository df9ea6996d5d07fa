"""Gradients that become too small on their way back."""

import numpy as np
import pytest
from findings_samples import ids, learning, the, watched

from neural_sketchpad.insight.findings.ground import Ground
from neural_sketchpad.insight.findings.look import Look
from neural_sketchpad.nn import blocks
from neural_sketchpad.training.history import Moment
from neural_sketchpad.training.run import Run


@pytest.mark.parametrize("depth", [6, 8])
def test_deep_sigmoid_networks_lose_their_gradient(depth: int) -> None:
    experiment = learning("moons", *[6] * depth, g="sigmoid")
    watch = watched(experiment, 100)
    found = the(watch.findings, "vanishing-gradients")
    assert found.iteration == 16
    assert f"from layer {depth} to layer 1" in found.sentence
    assert len(found.evidence) == depth
    remedy = found.remedy
    assert remedy is not None
    assert "vanishing-gradients" not in ids(watched(remedy.change(experiment), 100).appeared)


@pytest.mark.parametrize(("g", "scheme", "depth"), [("tanh", "xavier", 6), ("relu", "he", 6), ("sigmoid", "xavier", 2)])
def test_deep_networks_of_units_with_a_slope_do_not(g: str, scheme: str, depth: int) -> None:
    watch = watched(learning("moons", *[8] * depth, g=g, scheme=scheme), 200)
    assert "vanishing-gradients" not in ids(watch.appeared)


def test_weights_of_zero_are_another_matter() -> None:
    assert ids(watched(learning("moons", 4, 4, 4, 4, scheme="zeros"), 50).appeared) == ["identical-units"]


def test_a_network_that_has_learned_has_nothing_left_to_send_back() -> None:
    watch = watched(learning("blobs", *[6] * 3, scheme="large_random", rate=0.1), 400)
    assert watch.looks[-1].is_done
    assert "vanishing-gradients" not in ids(watch.findings)


def test_the_signals_are_those_of_the_blocks() -> None:
    run = Run.start(learning("moons", 5, 4, 3))
    look = Look(Moment(run.experiment, run.state), Ground(run.experiment))
    few, recipe = look.ground.few, run.experiment.recipe
    AL, caches = blocks.L_model_forward(few.X, run.parameters.as_dict(), recipe.activations)
    grads = blocks.L_model_backward(AL, few.Y, caches, recipe.activations)
    expected = [float(np.sqrt(np.mean(grads[f"dA{layer}"] ** 2))) for layer in (1, 2, 3)]
    np.testing.assert_allclose(look.slope.signals, expected, rtol=1e-12)

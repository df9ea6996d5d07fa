"""What the layers did at the moments of a run: against the readable blocks, finite differences and other shapes."""

from dataclasses import replace

import numpy as np
import pytest

from neural_sketchpad.data.generators import PresetChoice
from neural_sketchpad.experiment.edits import draw_preset
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.insight.histogram import histogram_of
from neural_sketchpad.insight.layer_series import activations, continued, spreads, weight_paths
from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.costs import cost, penalty
from neural_sketchpad.nn.diagnostics import diagnose, gradient_sizes
from neural_sketchpad.nn.forward import logits
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.place import BIAS, Place
from neural_sketchpad.nn.recipe import HiddenLayer, Regularization
from neural_sketchpad.training.run import Run
from neural_sketchpad.training.trainer import Trainer


def experiment_with(*units: int, preset: str = "xor") -> Experiment:
    drawn = Experiment()
    drawn = draw_preset(drawn, replace(PresetChoice.of(preset), points=40)).applied_to(drawn)
    hidden = tuple(HiddenLayer(n) for n in units)
    return drawn.with_recipe(replace(drawn.recipe, hidden=hidden, regularization=Regularization(l2=0.01)))


def trained(experiment: Experiment, steps: int) -> Run:
    trainer = Trainer(Run.start(experiment))
    trainer.advance(steps)
    return trainer.run


def test_activations_are_those_of_the_readable_blocks() -> None:
    run = trained(experiment_with(3, 2), 5)
    train, _ = run.experiment.examples()
    AL, caches = blocks.L_model_forward(train.X, run.parameters.as_dict(), run.experiment.recipe.activations)
    expected = [*(linear_cache[0] for linear_cache, _ in caches[1:]), AL]

    for found, A in zip(activations(run.experiment.recipe, run.parameters, train.X), expected, strict=True):
        np.testing.assert_allclose(found, A, atol=1e-13)
    for spread, A in zip(spreads(run.experiment.recipe, run.parameters, train.X), expected, strict=True):
        assert spread.total == A.size
        np.testing.assert_array_equal(spread.counts, histogram_of(A).counts)


def test_the_size_of_a_gradient_is_that_of_finite_differences_and_of_the_diagnostics() -> None:
    run = trained(experiment_with(3, 2), 7)
    recipe, theta = run.experiment.recipe, run.parameters.theta
    train, _ = run.experiment.examples()

    def whole_cost(values: np.ndarray) -> float:
        parameters = Parameters(recipe.sizes, values)
        return cost(recipe.head, logits(recipe, parameters, train.X), train.Y) + penalty(
            recipe.regularization, parameters
        )

    nudges = 1e-6 * np.eye(len(theta))
    slopes = np.array([whole_cost(theta + nudge) - whole_cost(theta - nudge) for nudge in nudges]) / 2e-6
    by_layer = Parameters(recipe.sizes, slopes).layers
    sizes = gradient_sizes(recipe, run.state, train.X, train.Y)

    assert [norm for norm, _ in sizes] == pytest.approx(
        [np.sqrt(np.sum(dW**2) + np.sum(db**2)) for dW, db in by_layer], rel=1e-6
    )
    rate = recipe.optimizer.learning_rate
    assert [ratio for _, ratio in sizes] == pytest.approx(
        [rate * np.linalg.norm(dW) / np.linalg.norm(W) for (dW, _), (W, _) in
         zip(by_layer, run.parameters.layers, strict=True)], rel=1e-6
    )  # fmt: skip
    found = diagnose(recipe, run.state, train.X, train.Y)
    assert sizes == [(layer.gradient_norm, layer.update_ratio) for layer in found]


def test_a_layer_is_followed_through_changes_of_the_shape() -> None:
    two, three = experiment_with(3, 2).recipe, experiment_with(3, 2, 2).recipe
    values = continued([(two, np.array([1.0, 2.0, 9.0])), (three, np.array([3.0, 4.0, 5.0, 8.0]))], three)

    np.testing.assert_array_equal(values, [[1.0, 3.0], [2.0, 4.0], [np.nan, 5.0], [9.0, 8.0]])


def test_the_way_of_a_weight_goes_on_where_its_unit_and_its_source_were_there() -> None:
    trainer = Trainer(Run.start(experiment_with(3, 2)))
    trainer.advance(3)
    trainer.adopt(experiment_with(4, 2))
    trainer.advance(3)
    run = trainer.run
    places = [Place(1, 2, 0), Place(1, 3, 1), Place(2, 1, 3), Place(3, 0, BIAS)]
    paths = weight_paths(run.history, run.experiment.recipe, places)

    assert [moment.iteration for moment in run.history] == [0, 1, 2, 3, 4, 5, 6]
    assert np.isnan(paths[1:3, :3]).all()
    assert np.isfinite(paths[:, 4:]).all()
    for column, moment in enumerate(run.history):
        parameters = moment.state.parameters
        assert paths[0, column] == parameters.value_at(Place(1, 2, 0))
        assert paths[3, column] == parameters.value_at(Place(3, 0, BIAS))

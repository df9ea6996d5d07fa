"""What the diagnostics say of networks of which one knows what is wrong with them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nn_samples import Array, examples_of

from neural_sketchpad.nn import diagnostics
from neural_sketchpad.nn.costs import cost, penalty
from neural_sketchpad.nn.diagnostics import LayerDiagnostics, collapsed, diagnose, identical_units, rank_of
from neural_sketchpad.nn.engine import Engine, State
from neural_sketchpad.nn.forward import logits
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.optimizers import RULES, Optimizer
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import HiddenLayer, Initialization, Recipe, Regularization

RNG = np.random.default_rng(3)
X = RNG.standard_normal((2, 60))
Y = (X[:1] * X[1:] > 0.0).astype(np.float64)


def looked_at(recipe: Recipe, parameters: Parameters | None = None) -> tuple[LayerDiagnostics, ...]:
    return diagnose(recipe, State.start(parameters or starting_parameters(recipe, 1)), X, Y)


def with_layer(parameters: Parameters, number: int, W: float, b: float) -> Parameters:
    """Layer `number` (from 1) filled with one weight and one bias."""
    layers = [(weights.copy(), bias.copy()) for weights, bias in parameters.layers]
    layers[number - 1][0][:], layers[number - 1][1][:] = W, b
    return Parameters.from_layers(layers)


def test_the_gradient_norm_is_that_of_finite_differences() -> None:
    recipe = Recipe((HiddenLayer(3), HiddenLayer(2, "elu")), regularization=Regularization(l1=0.02, l2=0.1))
    parameters = starting_parameters(recipe, 1)

    def J(theta: Array) -> float:
        moved = Parameters(parameters.sizes, theta)
        return cost(recipe.head, logits(recipe, moved, X), Y) + penalty(recipe.regularization, moved)

    theta = parameters.theta
    slopes = np.array([(J(theta + step) - J(theta - step)) / 2e-6 for step in 1e-6 * np.eye(theta.size)])
    start = 0
    for layer, (W, b) in zip(looked_at(recipe, parameters), parameters.layers, strict=True):
        end = start + W.size + b.size
        assert layer.gradient_norm == pytest.approx(np.linalg.norm(slopes[start:end]), rel=1e-5)
        start = end


@pytest.mark.parametrize("name", RULES)
def test_the_update_ratio_is_that_of_the_update_the_engine_makes(name: str) -> None:
    recipe = Recipe((HiddenLayer(4), HiddenLayer(3, "relu")), optimizer=Optimizer(learning_rate=0.05).with_rule(name))
    engine = Engine(recipe, State.start(starting_parameters(recipe, 2)), X, Y)
    engine.run(5)
    before = engine.state
    engine.run(1)
    moved = [
        float(np.linalg.norm(after - W) / np.linalg.norm(W))
        for (W, _), (after, _) in zip(before.parameters.layers, engine.parameters.layers, strict=True)
    ]
    assert [layer.update_ratio for layer in diagnose(recipe, before, X, Y)] == pytest.approx(moved, rel=1e-9)


def test_zeros_have_identical_units_no_gradient_in_the_hidden_layer_and_rank_0() -> None:
    recipe = Recipe((HiddenLayer(4),), initialization=Initialization("zeros"))
    hidden, output = looked_at(recipe)
    assert hidden.identical == ((0, 1, 2, 3),)
    assert hidden.gradient_norm == hidden.update_ratio == hidden.saturated == 0.0
    assert hidden.rank == 0
    assert output.gradient_norm > 0.0 or Y.mean() == 0.5


def test_units_that_are_0_for_every_example_are_dead() -> None:
    recipe = Recipe((HiddenLayer(4, "relu"), HiddenLayer(2, "relu")))
    parameters = starting_parameters(recipe, 1)
    alive = looked_at(recipe, parameters)
    assert [layer.dead for layer in alive[:1]] == [0.0]
    one, _, _ = looked_at(recipe, with_layer(parameters, 1, 0.01, -1.0))
    assert one.dead == 1.0
    assert one.saturated == 1.0
    assert one.rank == 0


def test_saturated_is_the_share_of_units_and_examples_with_a_flat_activation() -> None:
    recipe = Recipe((HiddenLayer(1, "sigmoid"),))
    parameters = Parameters.from_layers(
        [(np.array([[10.0, 0.0]]), np.zeros((1, 1))), (np.ones((1, 1)), np.zeros((1, 1)))]
    )
    points = np.array([[0.0, 0.1, 1.0, -1.0], [0.0, 0.0, 0.0, 0.0]])
    hidden, output = diagnose(recipe, State.start(parameters), points, np.ones((1, 4)))
    assert hidden.saturated == 0.5
    assert output.saturated == 0.0


def test_groups_of_identical_units_are_found_among_different_ones() -> None:
    W = np.array([[1.0, 2.0], [3.0, 4.0], [1.0, 2.0], [5.0, 6.0], [3.0, 4.0], [1.0, 2.0]])
    b = np.array([[0.0], [1.0], [0.0], [0.0], [1.0], [0.5]])
    assert identical_units(W, b) == ((0, 2), (1, 4))
    assert identical_units(W + 1e-12 * RNG.standard_normal(W.shape), b) == ((0, 2), (1, 4))
    assert identical_units(np.array([[0.0], [-0.0]]), np.zeros((2, 1))) == ((0, 1),)


@examples_of(40)
@given(n=st.integers(1, 12), rank=st.integers(0, 12), k=st.integers(1, 300), seed=st.integers(0, 100))
def test_the_rank_is_that_of_the_factors(n: int, rank: int, k: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    k = max(k, 2 * rank)  # so many examples, evenly chosen, have the full rank almost surely
    A = rng.standard_normal((n, rank)) @ rng.standard_normal((rank, k))
    assert rank_of(A) == min(n, rank, k)


@examples_of(40)
@given(units=st.lists(st.integers(1, 6), max_size=4), seed=st.integers(0, 1000))
def test_an_all_linear_network_is_the_single_map_it_collapses_to(units: list[int], seed: int) -> None:
    recipe = Recipe(tuple(HiddenLayer(n, "linear") for n in units), output="softmax", outputs=3)
    drawn = starting_parameters(recipe, seed)
    parameters = Parameters(drawn.sizes, drawn.theta + 0.3)
    found = collapsed(recipe, parameters)
    assert found is not None
    W, b = found
    np.testing.assert_allclose(W @ X + b, logits(recipe, parameters, X), rtol=1e-12, atol=1e-12)


def test_a_network_with_one_bend_does_not_collapse() -> None:
    recipe = Recipe((HiddenLayer(2, "linear"), HiddenLayer(2, "relu")))
    assert collapsed(recipe, starting_parameters(recipe, 0)) is None


def test_of_many_examples_a_sample_is_taken_and_nothing_of_none_or_of_a_huge_network(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    recipe = Recipe((HiddenLayer(3),))
    state = State.start(starting_parameters(recipe, 1))
    whole = diagnose(recipe, state, X, Y)
    monkeypatch.setattr(diagnostics, "MOST_EXAMPLES", 30)
    some = diagnose(recipe, state, X, Y)
    chosen = np.linspace(0, 59, 30).astype(np.intp)
    assert some == diagnose(recipe, state, X[:, chosen], Y[:, chosen])
    assert some != whole
    assert diagnose(recipe, state, X[:, :0], Y[:, :0]) == ()
    monkeypatch.setattr(diagnostics, "MOST_PARAMETERS", 5)
    assert diagnose(recipe, state, X, Y) == ()


def test_a_diverged_network_is_looked_at_without_a_warning() -> None:
    recipe = Recipe((HiddenLayer(3, "relu"), HiddenLayer(2, "gelu")))
    start = starting_parameters(recipe, 1)
    huge = Parameters(start.sizes, np.full_like(start.theta, 1e200))
    layers = looked_at(replace(recipe), huge)
    assert len(layers) == 3
    assert layers[0].identical == ((0, 1, 2),)

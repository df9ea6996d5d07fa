"""The parts of the canvas that need no window: viewport, ticks, the painter of the plane, the layer of points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.data.split import Split
from neural_sketchpad.nn.forward import logits
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe
from neural_sketchpad.ui.canvas.axes import short_text, tick_text, tick_values
from neural_sketchpad.ui.canvas.field_painter import FieldPainter
from neural_sketchpad.ui.canvas.field_picture import Subject, whole_picture
from neural_sketchpad.ui.canvas.point_layer import MOST_DRAWN, PointLayer
from neural_sketchpad.ui.canvas.viewport import MAX_SPAN, MIN_SPAN, Viewport
from neural_sketchpad.ui.view_model import Unit

places = st.floats(min_value=-50.0, max_value=50.0)
viewports = st.builds(
    Viewport,
    x1=places,
    x2=places,
    span=st.floats(min_value=0.01, max_value=100.0),
    side=st.floats(min_value=100.0, max_value=2000.0),
)


@given(viewports, st.floats(min_value=0.0, max_value=2000.0), st.floats(min_value=0.0, max_value=2000.0))
def test_pixels_and_plane_belong_together(viewport: Viewport, x: float, y: float) -> None:
    x1, x2 = viewport.to_plane(x, y)

    np.testing.assert_allclose(viewport.to_pixels(np.array([[x1], [x2]]))[:, 0], [x, y], atol=1e-6, rtol=1e-6)


@given(viewports, st.floats(min_value=0.0, max_value=100.0), st.floats(min_value=0.5, max_value=2.0))
def test_zooming_keeps_the_place_under_the_pointer(viewport: Viewport, at: float, factor: float) -> None:
    before = viewport.to_plane(at, at)

    np.testing.assert_allclose(
        viewport.zoomed(at, at, factor).to_plane(at, at), before, atol=1e-6 * viewport.span + 1e-9
    )


def test_zooming_ends_before_numbers_do() -> None:
    viewport = Viewport(side=500.0)
    for _ in range(1000):
        viewport = viewport.zoomed(10.0, 20.0, 1.2)
    assert viewport.span == MIN_SPAN
    for _ in range(1000):
        viewport = viewport.zoomed(10.0, 20.0, 1 / 1.2)

    assert viewport.span == MAX_SPAN


@given(st.lists(st.tuples(places, places), min_size=1, max_size=20))
def test_a_fitted_viewport_shows_every_point(points: list[tuple[float, float]]) -> None:
    X = np.array(points).T

    assert Viewport(side=300.0).fitted(X).shows(X).all()


def test_nothing_to_fit_is_the_home_view() -> None:
    assert Viewport(3.0, 3.0, 1.0, 300.0).fitted(np.empty((2, 0))) == Viewport(side=300.0)


@given(st.floats(min_value=-1e6, max_value=1e6), st.floats(min_value=1e-3, max_value=1e6), st.integers(2, 20))
def test_ticks_are_few_round_and_inside(low: float, extent: float, most: int) -> None:
    values = tick_values(low, low + extent, most)

    assert len(values) <= most + 1
    assert all(low - 1e-6 * extent <= value <= low + extent * (1 + 1e-6) for value in values)


def test_ticks_have_a_true_minus_sign() -> None:
    assert tick_text(-2.5) == "−2.5"
    assert tick_text(1e-17) == "0"


def test_numbers_in_pictures_are_short_whatever_their_size() -> None:
    numbers = (-0.0, 0.25, -1.0, 999.6, 12_345.0, 7.2e7, 5e-5, np.nan, -np.inf)
    assert [short_text(number) for number in numbers] == [
        "0", "0.25", "−1", "1e3", "1.2e4", "7.2e7", "5e−5", "undefined", "−∞",
    ]  # fmt: skip


def subject(unit: Unit | None = None, decision: bool = False) -> Subject:
    recipe = Recipe((HiddenLayer(5, "tanh"), HiddenLayer(3, "relu")))
    return Subject(Network(recipe, starting_parameters(recipe, 3)), Viewport(side=200.0), unit, decision)


def test_the_colours_of_the_plane_are_the_probabilities_of_the_network() -> None:
    shown = subject()
    picture = whole_picture(shown, 40)
    steps = (np.arange(40) + 0.5) / 40 * 10.0 - 5.0
    x1, x2 = np.meshgrid(steps, -steps)
    z = logits(shown.network.recipe, shown.network.parameters, np.vstack([x1.ravel(), x2.ravel()]))
    probabilities = (1.0 / (1.0 + np.exp(-z))).reshape(40, 40)

    np.testing.assert_allclose(picture.shades / 255.0, probabilities, atol=0.006)


def test_the_border_lies_where_the_logit_is_zero() -> None:
    shown = subject()
    picture = whole_picture(shown, 128)
    assert picture.lines
    ends = np.array([[line.x1(), line.y1()] for line in picture.lines]).T
    z = logits(shown.network.recipe, shown.network.parameters, ends)

    assert np.abs(z).max() < 0.05


def test_the_picture_of_a_unit_says_which_values_its_colours_stand_for() -> None:
    bounded, unbounded = whole_picture(subject(Unit(1, 0)), 32), whole_picture(subject(Unit(2, 1)), 32)

    assert (bounded.low, bounded.high) == (-1.0, 1.0)
    assert unbounded.low == -unbounded.high < 0.0


def test_the_painter_begins_coarse_and_ends_as_fine_as_asked() -> None:
    painter = FieldPainter()
    painter.show(subject())
    assert not painter.is_finished(300)
    sizes = []
    for _ in range(2000):
        if painter.is_finished(300):
            break
        if painter.work(300) and painter.picture is not None:
            sizes.append(len(painter.picture.shades))

    assert sizes == sorted(sizes)
    assert sizes[0] <= 128
    assert sizes[-1] >= 300
    assert painter.is_finished(300)


def test_the_painter_shows_nothing_of_nothing() -> None:
    painter = FieldPainter()
    painter.show(None)

    assert not painter.work(100)
    assert painter.is_finished(100)
    assert painter.picture is None


@pytest.mark.usefixtures("qapp")
def test_appending_points_paints_the_same_picture_as_painting_all() -> None:
    rng = np.random.default_rng(3)
    X, labels = rng.uniform(-5, 5, (2, 300)), rng.integers(0, 2, 300)
    whole, view, split = Dataset.of(X, labels), Viewport(side=300.0), Split(0.3, 1)
    growing = PointLayer()
    for m in (0, 1, 100, 300):
        grown = growing.pixmap(whole.take(np.arange(m)), split, view, "light", 1.0)

    assert grown.toImage() == PointLayer().pixmap(whole, split, view, "light", 1.0).toImage()


@pytest.mark.usefixtures("qapp")
def test_moved_and_erased_points_leave_no_trace() -> None:
    dataset, view = Dataset.of([[0.0, 1.0], [0.0, 1.0]], [0, 1]), Viewport(side=200.0)
    layer = PointLayer()
    layer.pixmap(dataset, Split(), view, "light", 1.0)
    moved = dataset.moved(np.array([0]), np.array([[3.0], [3.0]]))
    layer.pixmap(moved, Split(), view, "light", 1.0)
    erased = moved.removed(np.array([1]))

    expected = PointLayer().pixmap(erased, Split(), view, "light", 1.0).toImage()
    assert layer.pixmap(erased, Split(), view, "light", 1.0).toImage() == expected


def test_a_million_points_are_drawn_as_some_of_them(qapp: QApplication) -> None:
    rng = np.random.default_rng(0)
    X = rng.uniform(-5, 5, (2, 1_000_000))
    pixmap = PointLayer().pixmap(Dataset.of(X, X[0] > 0), Split(), Viewport(side=400.0), "dark", 1.0)

    assert X.shape[1] > MOST_DRAWN
    assert not pixmap.toImage().allGray()

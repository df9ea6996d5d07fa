"""The pieces of the charts: round ticks, places for small pictures and for labels."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from nn_samples import examples_of
from PySide6.QtCore import QRectF

from driving import Driver
from neural_sketchpad.nn.place import Place
from neural_sketchpad.ui.charts.axis import log_text, log_ticks, plain_text
from neural_sketchpad.ui.charts.cells import LEAST_HEIGHT, LEAST_WIDTH, cells
from neural_sketchpad.ui.charts.line_labels import spread_out
from neural_sketchpad.ui.charts.page import Page


def test_numbers_at_an_axis_are_short_and_have_a_real_minus_sign() -> None:
    assert [plain_text(value) for value in (0.0, -0.25, 20_000.0, 1.0, 3e305)] == ["0", "−0.25", "20,000", "1", "3e305"]
    assert [log_text(power) for power in (-7.0, -2.0, 0.0, 3.0, 4.0)] == ["10⁻⁷", "0.01", "1", "1,000", "10⁴"]


@examples_of(60)
@given(low=st.floats(-30.0, 5.0), span=st.floats(0.2, 40.0), most=st.integers(2, 9))
def test_a_logarithmic_axis_has_few_ticks_and_all_of_them_on_it(low: float, span: float, most: int) -> None:
    ticks = log_ticks(low, low + span, most)
    assert all(low <= tick <= low + span for tick in ticks)
    assert len(ticks) <= max(most + 1, 6)


@examples_of(60)
@given(count=st.integers(1, 33), width=st.floats(200.0, 700.0), height=st.floats(80.0, 500.0))
def test_small_pictures_stand_beside_each_other_and_are_never_tiny(count: int, width: float, height: float) -> None:
    places = cells(count, width, height)
    whole = QRectF(0.0, 0.0, width + 0.01, height + 0.01)
    assert 1 <= len(places) <= count
    assert all(whole.contains(place) for place in places)
    assert all(place.width() >= LEAST_WIDTH and place.height() >= LEAST_HEIGHT for place in places)
    assert not any(one.intersects(other) for one, other in pairwise(places))


@examples_of(60)
@given(wanted=st.lists(st.floats(-50.0, 250.0), max_size=20).map(sorted))
def test_labels_keep_their_order_and_their_distance(wanted: list[float]) -> None:
    places = spread_out(wanted, 0.0, 200.0, 13.0)
    pitch = min(13.0, 200.0 / max(1, len(wanted) - 1))
    assert all(-1e-9 <= place <= 200.0 + 1e-9 for place in places)
    assert all(later - sooner >= pitch - 1e-9 for sooner, later in pairwise(places))


def test_labels_that_have_room_stay_where_they_are_wanted() -> None:
    assert spread_out([50.0, 100.0], 0.0, 200.0, 13.0) == [50.0, 100.0]
    assert spread_out([50.0, 50.0], 0.0, 200.0, 13.0) == [50.0, 63.0]


def test_no_tab_is_narrower_than_its_title(drive: Driver) -> None:
    drive.window.resize(1024, 700)
    drive.settle()
    for button in drive.window.tabs.buttons.values():
        assert button.width() >= button.fontMetrics().horizontalAdvance(button.text())
    assert drive.window.tabs.width() == drive.window.desk.right.width()


def test_a_page_is_made_when_it_is_seen_first_and_takes_nothing_from_the_canvas(drive: Driver) -> None:
    tabs = drive.window.tabs
    assert [page.key for page in tabs.findChildren(Page)] == ["cost"]
    for key in tabs.buttons:
        drive.sketchpad.model.update(tab=key)
        assert tabs.page.isVisible()
        assert drive.window.isActiveWindow()
        assert drive.canvas.hasFocus()
    assert {page.key for page in tabs.findChildren(Page)} == set(tabs.buttons)


def test_a_page_is_not_renewed_for_a_change_it_does_not_show(drive: Driver) -> None:
    drive.choose_preset("moons")
    drive.settle()
    shown = drive.cost.train_curve.getOriginalDataset()[0]
    drive.sketchpad.model.update(lit=frozenset({Place(1, 0)}), radius=1.0)
    assert drive.cost.train_curve.getOriginalDataset()[0] is shown
    drive.sketchpad.model.update(log_cost=True)
    assert drive.cost.train_curve.getOriginalDataset()[0] is not shown

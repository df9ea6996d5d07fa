"""A sentence takes the lines it needs, no more than it may, and does not jump."""

from PySide6.QtGui import QFontMetrics
from pytestqt.qtbot import QtBot

from neural_sketchpad.ui.controls.sentence import Sentence

LONG = "The cost stands still: it was 0.25 at iteration 1,024 and is 0.24 at 4,096, and so on and on."


def sentence(qtbot: QtBot, text: str, width: int = 160) -> Sentence:
    shown = Sentence()
    qtbot.addWidget(shown)
    shown.resize(width, 20)
    shown.set_text(text)
    shown.show()
    return shown


def test_it_is_as_high_as_its_lines(qtbot: QtBot) -> None:
    shown = sentence(qtbot, "Short.")
    line = QFontMetrics(shown.font()).lineSpacing()
    assert shown.heightForWidth(160) == line
    shown.set_text(LONG)
    assert shown.heightForWidth(160) >= 4 * line
    assert shown.heightForWidth(2000) == line


def test_it_is_shortened_where_it_may_have_fewer_lines(qtbot: QtBot) -> None:
    shown = sentence(qtbot, LONG)
    line = QFontMetrics(shown.font()).lineSpacing()
    before = shown.is_shortened
    shown.set_most_lines(2)

    assert (before, shown.is_shortened) == (False, True)
    assert shown.heightForWidth(160) == 2 * line


def test_it_grows_but_does_not_shrink_while_its_width_stays(qtbot: QtBot) -> None:
    shown = sentence(qtbot, LONG)
    high = shown.heightForWidth(160)
    shown.set_text("Short.")
    assert shown.heightForWidth(160) == high

    shown.resize(161, high)
    assert shown.heightForWidth(161) < high


def test_it_is_broken_anew_with_another_width_or_font(qtbot: QtBot) -> None:
    shown = sentence(qtbot, LONG)
    shown.set_most_lines(2)
    for width, pixels in ((160, 18), (240, 18), (240, 11), (160, 11)):
        font = shown.font()
        font.setPixelSize(pixels)
        shown.setFont(font)
        shown.resize(width, 60)
        fresh = sentence(qtbot, LONG, width)
        fresh.set_most_lines(2)
        fresh.setFont(font)
        fresh.resize(width, 60)
        assert shown.grab().toImage() == fresh.grab().toImage()
        assert shown.grab().toImage() != sentence(qtbot, "", width).grab().toImage()
        assert shown.is_shortened

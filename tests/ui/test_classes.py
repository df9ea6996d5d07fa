"""More than two classes: painting them, what becomes of the output, and what is shown of them."""

import numpy as np
from PySide6.QtCore import Qt

from driving import Driver
from neural_sketchpad.nn.fields import plane_values
from neural_sketchpad.nn.outputs import softmax
from neural_sketchpad.ui.canvas.glyphs import SHAPES
from neural_sketchpad.ui.colours import CLASS_COLOURS
from neural_sketchpad.ui.tables import SHADES, Colours, table
from neural_sketchpad.ui.view_model import OUTPUT, Unit

Control = Qt.KeyboardModifier.ControlModifier
CORNERS = {0: (4.0, 4.0), 1: (-4.0, 4.0), 2: (-4.0, -4.0), 3: (4.0, -4.0)}
"""Where the four quarters have their classes."""


def train_quarters(drive: Driver) -> None:
    drive.choose_preset("quarters")
    for _ in range(5):
        drive.key(Qt.Key.Key_Right, Control)
    drive.settle()


def paint_three(drive: Driver) -> None:
    for key, x in (("1", -3.0), ("2", 0.0), ("3", 3.0)):
        drive.key(key)
        drive.drag((x, 0.0), (x, 1.0))


def test_a_third_class_turns_the_output_to_softmax_with_a_word_and_undo_turns_it_back(drive: Driver) -> None:
    paint_three(drive)
    recipe = drive.experiment.recipe

    assert (recipe.output, recipe.outputs) == ("softmax", 3)
    assert drive.message == "Three classes: the output is now a softmax with one unit for each."
    assert drive.window.network.heads.output.kind.text() == "softmax"
    assert drive.diagram.scene.layout.columns[-1].shown == 3
    drive.undo()
    assert drive.experiment.recipe.output == "sigmoid"
    assert drive.dataset.classes == 2
    assert drive.message == ""
    drive.redo()
    assert drive.experiment.recipe.outputs == 3


def test_a_fourth_class_is_said_and_undo_takes_the_word_back(drive: Driver) -> None:
    paint_three(drive)
    drive.key("4")
    drive.drag((0.0, -3.0))
    assert drive.message.startswith("Four classes")
    drive.undo()

    assert drive.experiment.recipe.outputs == 3
    assert drive.message == ""


def test_every_key_paints_its_class_in_its_colour(drive: Driver) -> None:
    for label in range(8):
        drive.key("p")
        drive.key(str(label + 1))
        drive.drag((1.0, 1.0))
        drive.key("v")

        assert drive.dataset.labels.tolist() == [label]
        assert drive.colour_at((1.0, 1.0)).name() == CLASS_COLOURS[label].lower()
        drive.undo()


def test_every_class_has_a_glyph_of_its_own() -> None:
    assert len(SHAPES) == len(CLASS_COLOURS) == len(set(CLASS_COLOURS))
    assert len(set(SHAPES)) == len(SHAPES)


def test_there_is_a_chip_for_every_class_with_points_and_one_more_up_to_eight(drive: Driver) -> None:
    chips = drive.window.data.brush.classes
    assert chips.shown == [0, 1, 2]
    assert [chips.chips[label].text() for label in chips.shown] == ["0", "1", "+"]
    drive.click(chips.chips[2])
    assert drive.sketchpad.model.view.label == 2
    assert chips.chips[2].text() == "2"
    drive.drag((0.0, 0.0), (1.0, 0.0))
    assert chips.shown == [0, 1, 2, 3]
    drive.key("8")
    drive.drag((0.0, 2.0))

    assert chips.shown == list(range(8))
    assert drive.experiment.recipe.outputs == 8
    drive.undo()
    drive.key("1")
    assert chips.shown == [0, 1, 2, 3]


def test_a_preset_of_four_classes_trains_to_four_regions(drive: Driver) -> None:
    train_quarters(drive)
    picture = drive.canvas.picture
    assert picture is not None
    assert picture.colours is Colours.CLASSES
    n = len(picture.shades)
    for label, (x1, x2) in CORNERS.items():
        row, column = int((5.0 - x2) / 10.0 * n), int((x1 + 5.0) / 10.0 * n)
        assert picture.shades[row, column] // SHADES == label
    assert picture.lines


def test_the_region_of_a_class_has_its_colour_and_is_paler_where_the_network_is_unsure(drive: Driver) -> None:
    train_quarters(drive)
    picture = drive.canvas.picture
    assert picture is not None
    n = len(picture.shades)
    edge = (np.arange(n) + 0.5) / n * 10.0 - 5.0
    points = np.stack([edge, np.full(n, edge[0])]).astype(np.float32)
    network = drive.snapshot.run.network
    probability = softmax(plane_values(network, network.depth, slice(None), points).astype(np.float64))

    np.testing.assert_array_equal(picture.shades[-1] // SHADES, probability.argmax(axis=0))
    np.testing.assert_allclose(picture.shades[-1] % SHADES / 255.0, probability.max(axis=0), atol=0.01)


def test_a_decision_among_four_has_four_flat_colours(drive: Driver) -> None:
    train_quarters(drive)
    drive.click(drive.window.canvas_panel.decision)
    drive.settle()
    picture = drive.canvas.picture
    assert picture is not None
    full = table(Colours.CLASSES, drive.window.theme)[SHADES - 1 :: SHADES]

    assert set(np.unique(picture.shades)) == {SHADES * (label + 1) - 1 for label in range(4)}
    assert drive.pixels()[drive.pixel((4.9, 2.2)).y(), -3, 2::-1].tolist() == [
        (int(full[0]) >> 16) & 255,
        (int(full[0]) >> 8) & 255,
        int(full[0]) & 255,
    ]


def test_the_readout_names_the_most_probable_class(drive: Driver) -> None:
    train_quarters(drive)
    drive.move(CORNERS[2])
    network = drive.snapshot.run.network
    points = np.array([[-4.0], [-4.0]], dtype=np.float32)
    probability = softmax(plane_values(network, network.depth, slice(None), points))[2, 0]

    assert drive.window.canvas_panel.reading.text().endswith(f"class 2: {probability:.2f}")


def test_clicking_an_output_unit_shows_the_probability_of_its_class_and_escape_goes_back(drive: Driver) -> None:
    train_quarters(drive)
    assert drive.pictured(2) == 4
    drive.click_diagram(drive.unit_at(2, 3))
    drive.settle()
    picture = drive.canvas.picture
    assert picture is not None
    assert picture.subject.unit == Unit(OUTPUT, 3)
    assert set(np.unique(picture.shades // SHADES)) == {3}
    assert picture.shades[-2, -2] > picture.shades[1, 1] + 200
    assert drive.window.canvas_panel.subject.text().startswith("Probability of class 3")
    drive.move(CORNERS[3])
    assert "ŷ₃ 0.9" in drive.window.canvas_panel.reading.text() or "ŷ₃ 1.0" in drive.window.canvas_panel.reading.text()
    drive.key(Qt.Key.Key_Escape)

    assert drive.sketchpad.model.view.unit is None


def test_a_class_that_goes_is_no_longer_shown_by_itself(drive: Driver) -> None:
    train_quarters(drive)
    drive.sketchpad.model.update(unit=Unit(OUTPUT, 3))
    drive.choose_preset("moons")
    drive.settle()

    assert drive.sketchpad.model.view.unit is None
    assert drive.message.startswith("Two classes")


def test_accuracy_is_the_share_told_right_among_all_classes(drive: Driver) -> None:
    train_quarters(drive)

    assert drive.figure("train").endswith("%")
    assert float(drive.figure("train").split()[0]) > 95.0

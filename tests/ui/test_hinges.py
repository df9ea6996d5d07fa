"""The lines where the units of the first layer switch, as they are seen on the canvas."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import Qt

from driving import Driver, Place
from neural_sketchpad.data.dataset import Dataset
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.hinges import Hinge
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.place import Place as Named
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe
from neural_sketchpad.ui.view_model import Unit


def hold(drive: Driver, recipe: Recipe, W: list[list[float]], b: list[float]) -> None:
    """Make the document a network with these weights in its first layer, and one point far from the middle."""
    first = np.array(W), np.array(b)[:, None]
    given = Parameters.from_layers([first, (np.zeros((1, len(b))), np.zeros((1, 1)))])
    points = Dataset(np.array([[-4.5], [-4.5]]), np.array([0.0]), np.array([0]))
    drive.sketchpad.document.apply(Become(Experiment(points, recipe, given=given)), "Hold")
    drive.sketchpad.rewind()
    drive.settle()


def darkness(drive: Driver, place: Place, reach: int = 1) -> int:
    """How much darker than the ground the darkest pixel near a place is."""
    pixels = drive.pixels()[..., :3].astype(int).sum(axis=2)
    at = drive.pixel(place)
    return int(3 * 255 - pixels[at.y() - reach : at.y() + reach + 1, at.x() - reach : at.x() + reach + 1].min())


def lines(drive: Driver) -> tuple[Hinge, ...]:
    """What the canvas draws now."""
    return drive.canvas.hinges.hinges


TWO = Recipe((HiddenLayer(2, "relu"),))


def test_the_key_h_draws_each_line_where_its_weights_and_bias_say(drive: Driver) -> None:
    hold(drive, TWO, [[1.0, 0.0], [1.0, 1.0]], [-2.0, 1.0])  # x1 = 2, and x1 + x2 = -1
    on_the_lines = [(2.0, 3.3), (2.0, 1.1), (-2.3, 1.3), (0.7, -1.7)]
    before = [darkness(drive, place) for place in on_the_lines]
    drive.key("h")
    drive.settle()

    assert max(before) < 100
    assert min(darkness(drive, place) for place in on_the_lines) > 250
    assert darkness(drive, (0.9, 3.3), reach=3) < 100
    drive.key("h")
    drive.settle()
    assert [darkness(drive, place) for place in on_the_lines] == before


def test_the_dashes_are_on_the_negative_side(drive: Driver) -> None:
    hold(drive, TWO, [[1.0, 0.0], [0.0, 0.0]], [-2.0, 1.0])
    drive.key("h")
    drive.settle()
    pixels = drive.pixels()[..., :3].astype(int).sum(axis=2)
    x, rows = drive.pixel((2.0, 0.0)).x(), slice(drive.pixel((0.0, 3.0)).y(), drive.pixel((0.0, -2.0)).y())
    left, right = pixels[rows, x - 6 : x - 2].min(axis=1), pixels[rows, x + 3 : x + 7].min(axis=1)

    assert 0.25 < np.mean(left < 600) < 0.75  # x1 < 2 is where z < 0
    assert np.mean(right < 600) == 0.0


def test_each_line_bears_the_number_of_its_unit(drive: Driver) -> None:
    hold(drive, TWO, [[0.0, 0.0], [0.0, 1.0]], [1.0, -2.0])  # only unit 2 has a line, x2 = 2
    drive.key("h")
    drive.settle()
    pixels = drive.pixels()[..., :3].astype(int).sum(axis=2)
    y, side = drive.pixel((0.0, 2.0)).y(), drive.canvas.width()
    ends = pixels[y - 5 : y + 6, side - 18 : side - 4], pixels[y - 5 : y + 6, 34:44]

    assert max(np.count_nonzero(end < 450) for end in ends) > 20


def test_it_follows_the_training(drive: Driver) -> None:
    drive.key("h")
    drive.settle()
    assert len(lines(drive)) == 0  # on an empty canvas there is nothing to draw
    drive.choose_preset("blobs")
    drive.settle()
    before = lines(drive)
    drive.key(Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    drive.until(lambda: drive.iteration == 100)
    drive.settle()
    W, b = drive.snapshot.run.parameters.layers[0]
    after = lines(drive)

    assert len(after)
    assert not np.array_equal(after[0].segments, before[0].segments)
    for hinge in after:
        np.testing.assert_allclose(W[hinge.unit] @ hinge.segments.reshape(-1, 2).T + b[hinge.unit], 0.0, atol=1e-9)


def test_the_unit_that_is_shown_or_pointed_at_stands_out(drive: Driver) -> None:
    hold(drive, TWO, [[1.0, 0.0], [0.0, 1.0]], [-2.0, -2.0])
    drive.key("h")
    drive.settle()
    quiet = darkness(drive, (2.0, 0.5)), darkness(drive, (-1.5, 2.0))
    drive.sketchpad.model.update(lit=frozenset({Named(1, 0, 1)}))
    lit = darkness(drive, (2.0, 0.5)), darkness(drive, (-1.5, 2.0))
    drive.sketchpad.model.update(lit=frozenset(), unit=Unit(1, 1))
    drive.settle()

    assert lit[0] > quiet[0] + 50
    assert lit[1] == quiet[1]
    assert darkness(drive, (-1.5, 2.0)) > quiet[1] + 50


def test_the_button_does_the_same_and_without_a_hidden_layer_says_why_it_cannot(drive: Driver) -> None:
    drive.choose_preset("moons")
    button = drive.window.canvas_panel.hinges
    assert "z = 0" in button.toolTip()
    assert "(H)" in button.toolTip()
    drive.click(button)
    assert drive.sketchpad.model.view.hinges
    assert button.isChecked()
    without = drive.experiment.with_recipe(replace(drive.experiment.recipe, hidden=()))
    drive.sketchpad.document.apply(Become(without), "Remove hidden layer 1")
    drive.settle()

    assert not button.isEnabled()
    assert "no hidden layer" in button.toolTip()
    assert len(lines(drive)) == 0
    drive.undo()
    drive.settle()
    assert button.isEnabled()
    assert len(lines(drive))

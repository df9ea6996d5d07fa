"""The numbers of the X-ray in the network's diagram: what stands on the units, and what travels along the edges."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from driving import Driver
from neural_sketchpad.experiment.edits import Become
from neural_sketchpad.nn import blocks
from neural_sketchpad.nn.place import Place
from neural_sketchpad.nn.recipe import HiddenLayer
from neural_sketchpad.ui.network.flow import Flow
from neural_sketchpad.ui.theme import LIGHT

PLACE = np.array([[1.25], [-0.5]])


def probed(drive: Driver) -> list[NDArray[np.floating]]:
    """Probe a place with a network 2-3-2-1; returns x, a[1], a[2] and a[3] there, from the course's functions."""
    drive.window.set_theme(LIGHT)
    drive.choose_preset("flower")
    hidden = (HiddenLayer(3, "tanh"), HiddenLayer(2, "tanh"))
    recipe = replace(drive.experiment.recipe, hidden=hidden)
    drive.sketchpad.document.apply(Become(drive.experiment.with_recipe(recipe)), "Recipe")
    drive.key("x")
    drive.settle()
    drive.sketchpad.model.put_probe(*PLACE[:, 0].tolist())
    drive.settle()
    parameters = drive.snapshot.run.parameters.as_dict()
    AL, caches = blocks.L_model_forward(PLACE, parameters, recipe.activations)
    return [*(A_prev[:, 0] for (A_prev, _, _), _ in caches), AL[:, 0]]


def flow_of(drive: Driver) -> Flow:
    flow = drive.sketchpad.flow.flow
    assert flow is not None
    return flow


def step_to(drive: Driver, phase: int) -> Flow:
    drive.sketchpad.model.update(phase=phase)
    return flow_of(drive)


def darkness(drive: Driver, at: tuple[float, float]) -> int:
    """How dark the diagram is round a place of it."""
    x, y = round(at[0]), round(at[1])
    image = drive.window.network.diagram.grab().toImage()
    near = [image.pixelColor(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
    return max(765 - colour.red() - colour.green() - colour.blue() for colour in near)


def test_each_unit_bears_the_activation_of_the_probed_place(drive: Driver) -> None:
    activations = probed(drive)
    flow = flow_of(drive)
    for shown, expected in zip(flow.numbers, activations, strict=True):
        assert shown is not None
        np.testing.assert_allclose(shown, expected, rtol=1e-12)
    assert flow.names == ("x", "a[1]", "a[2]", "a[3]")


def test_going_forward_the_numbers_come_layer_by_layer(drive: Driver) -> None:
    probed(drive)
    for layer in (1, 2, 3):
        flow = step_to(drive, layer - 1)
        assert [numbers is None for numbers in flow.numbers] == [number > layer for number in range(4)]
        assert (flow.layer, flow.arriving) == (layer, layer)


def test_going_back_they_are_the_slopes_of_the_loss(drive: Driver) -> None:
    activations = probed(drive)
    page = drive.window.tabs.page
    flow = step_to(drive, 4)  # forward 1 2 3, cost, backward 3
    y = float(drive.dataset.targets[int(np.hypot(*(drive.dataset.X - PLACE)).argmin())])
    dz = activations[3] - y
    da = drive.snapshot.run.parameters.layers[2][0].T @ dz
    assert page.key == "xray"
    assert flow.names == ("", "", "da[2]", "dz[3]")
    assert (flow.layer, flow.arriving) == (3, 2)
    for shown, expected in zip(flow.numbers[2:], (da, dz), strict=True):
        assert shown is not None
        np.testing.assert_allclose(shown, expected, rtol=1e-12)
    last = step_to(drive, 6)
    assert (last.layer, last.arriving) == (1, None)  # nothing flows back into the inputs


def test_the_values_travel_once_along_the_edges(drive: Driver) -> None:
    probed(drive)
    overlay, diagram = drive.sketchpad.flow, drive.window.network.diagram
    begin = np.array(diagram.scene.layout.gaps[1][0, 0][:2])
    end = np.array(diagram.scene.layout.gaps[1][0, 0][2:])
    step_to(drive, 1)
    assert overlay.progress == 0.0
    quarter = tuple((begin + 0.25 * (end - begin)).tolist())
    resting = darkness(drive, quarter)
    for _ in range(100):
        if overlay.progress >= 0.25:
            break
        drive.sketchpad.clock._tick()
    assert 0.25 <= overlay.progress < 0.35
    here = tuple((begin + overlay.progress * (end - begin)).tolist())
    assert darkness(drive, here) > resting + 150
    drive.settle()
    assert overlay.progress == 1.0
    assert darkness(drive, here) == pytest.approx(resting, abs=120)
    drive.sketchpad.model.update(lit=frozenset())
    assert overlay.progress == 1.0


def test_what_is_beneath_can_still_be_pointed_at(drive: Driver) -> None:
    probed(drive)
    diagram = drive.window.network.diagram
    x, y = diagram.scene.layout.middle(Place(1, 2))
    QTest.mouseMove(diagram, QPoint(round(x), round(y)))

    assert diagram.hovered == Place(1, 2)


def test_over_all_examples_they_are_averages_and_with_another_page_they_go(drive: Driver) -> None:
    probed(drive)
    drive.sketchpad.model.update(probe=None)
    flow = flow_of(drive)
    assert flow.numbers[0] is not None
    np.testing.assert_allclose(flow.numbers[0], drive.dataset.X.mean(axis=1), rtol=1e-12)
    assert flow.names[1] == "A[1]"
    drive.click(drive.window.tabs.buttons["cost"])

    assert drive.sketchpad.flow.flow is None
    assert not drive.sketchpad.flow.isVisible()

"""Memory that is freed is used again instead of being asked of the system anew."""

import subprocess
import sys

import pytest

MAPS = """
import resource
import numpy as np
from neural_sketchpad.memory import keep_freed_memory
from neural_sketchpad.nn.fields import cell_centres, grid, layer_maps
from neural_sketchpad.nn.initializers import starting_parameters
from neural_sketchpad.nn.network import Network
from neural_sketchpad.nn.recipe import HiddenLayer, Recipe

if {keeps}:
    keep_freed_memory()
recipe = Recipe((HiddenLayer(8),) * 6)
network, axis = Network(recipe, starting_parameters(recipe, 0)), cell_centres(-5.0, 5.0, 100)
points = grid(axis, axis)
for _ in range(5):
    layer_maps(network, points)
before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
for _ in range(20):
    layer_maps(network, points)
print((resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before) / 20)
"""


def faults_of_a_map(*, keeps: bool) -> float:
    program = [sys.executable, "-c", MAPS.format(keeps=keeps)]
    return float(subprocess.run(program, capture_output=True, text=True, check=True).stdout)


@pytest.mark.skipif(sys.platform != "linux", reason="what is tuned is glibc's malloc")
def test_a_map_causes_hardly_any_page_faults() -> None:
    assert faults_of_a_map(keeps=True) < 20 < faults_of_a_map(keeps=False)

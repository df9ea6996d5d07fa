"""What the lines of an X-ray have in common: how a number, a vector and a matrix become a line that unfolds."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from neural_sketchpad.insight.notation import (
    DIGITS,
    array_text,
    average_text,
    given_text,
    in_brackets,
    number_text,
    shape_text,
    single,
    sum_text,
    whole,
)
from neural_sketchpad.insight.xray.line import Line, nothing
from neural_sketchpad.insight.xray.phases import Phase
from neural_sketchpad.insight.xray.xray import Array, Xray
from neural_sketchpad.nn.activations import ACTIVATIONS, Activation
from neural_sketchpad.nn.place import BIAS, Place

Lines = tuple[Line, ...]

GROUP = 100
"""More lines than this unfold in groups of so many, so that no step of unfolding is long."""


@dataclass(frozen=True, eq=False)
class Sheet:
    """What the lines of one phase are written on: the X-ray, the phase, and the significant digits."""

    xray: Xray
    phase: Phase
    digits: int = DIGITS

    @property
    def is_batch(self) -> bool:
        """Whether there are several examples, over which J is the mean."""
        return self.xray.m > 1

    def name(self, letter: str, layer: int) -> str:
        """A vector of a layer, or over a batch a matrix: z[1], Z[1]."""
        return whole(letter, layer, self.xray.m)

    def one(self, letter: str, layer: int, unit: int, i: int) -> str:
        """One number of it, for example i: z[1]_2, z[1](3)_2."""
        return single(letter, layer, unit, i if self.is_batch else None)

    def text(self, value: float) -> str:
        """A number on its own."""
        return number_text(value, self.digits)

    def factor(self, value: float) -> str:
        """A number in a sum or product."""
        return in_brackets(self.text(value))

    def product(self, first: float, second: float) -> str:
        """Two factors."""
        return f"{self.factor(first)} · {self.factor(second)}"

    def given(self, value: float) -> str:
        """A number of the data or the recipe in a sum or product."""
        return in_brackets(given_text(value, self.digits))

    def mean(self, term: Callable[[int], str]) -> str:
        """(1/m) times the sum of `term(i)` over the examples."""
        return f"(1/{self.xray.m}) ({sum_text(self.xray.m, term)})"

    def g(self, layer: int) -> str:
        """What the activation of a layer is called."""
        name = self.xray.network.recipe.activations[layer - 1]
        if isinstance(name, Activation):
            return name.label
        return ACTIVATIONS[name].label if name in ACTIVATIONS else name

    def units(self, layer: int) -> tuple[Place, ...]:
        """The places of all units of a layer."""
        return tuple(Place(layer, unit) for unit in range(self.xray.network.parameters.sizes[layer]))

    def number(self, formula: str, value: float, *places: Place, children: Callable[[], Lines] = nothing) -> Line:
        """A line that ends in a number: "formula = number"."""
        return Line(formula, self.phase, places, value, children, self.text(value))

    def array(
        self, formula: str, values: Array, places: tuple[Place, ...], children: Callable[[], Lines], text: str = ""
    ) -> Line:
        """A line that ends in an array, of which `text`, or else the first numbers, are shown."""
        result = text or array_text(values, self.digits)
        return Line(formula, self.phase, places, None, children, result, shape_text(values))

    def vector(
        self, formula: str, letter: str, layer: int, values: Array, component: Callable[[int, int], Line]
    ) -> Line:
        """Values (n[l], m) of a layer; they unfold to units, of a batch these to examples: `component(unit, i)`."""
        text = average_text(values, self.digits) if self.is_batch else ""

        def of_unit(unit: int) -> Line:
            if not self.is_batch:
                return component(unit, 0)
            with np.errstate(all="ignore"):
                average = float(values[unit].mean())
            name = f"{single(letter, layer, unit)}, on average over m"
            return self.number(name, average, Place(layer, unit), children=self.examples(partial(component, unit)))

        children = self.several(values.shape[0], "Units", of_unit)
        return self.array(formula, values, self.units(layer), children, text)

    def matrix(
        self, formula: str, symbol: str, layer: int, values: Array, component: Callable[[int, int], Line]
    ) -> Line:
        """Values like W (n[l], n[l-1]), which unfold to units and these to `component(unit, source)`."""

        def of_unit(unit: int) -> Line:
            children = self.several(values.shape[1], "Sources", partial(component, unit))
            return self.array(f"{symbol}_{unit + 1}", values[unit : unit + 1], (Place(layer, unit),), children)

        return self.array(formula, values, self.units(layer), self.several(len(values), "Units", of_unit))

    def column(self, formula: str, layer: int, values: Array, component: Callable[[int, int], Line]) -> Line:
        """Values like b (n[l], 1), which unfold to `component(unit, BIAS)`."""
        biases = tuple(Place(layer, unit, BIAS) for unit in range(len(values)))
        children = self.several(len(values), "Units", lambda unit: component(unit, BIAS))
        return self.array(formula, values, biases, children)

    def examples(self, make: Callable[[int], Line]) -> Callable[[], Lines]:
        """A line for every example."""
        return self.several(self.xray.m, "Examples", make)

    def several(self, count: int, what: str, make: Callable[[int], Line]) -> Callable[[], Lines]:
        """The lines `make(0)`, `make(1)`, ..., in groups if there are many."""

        def lines(start: int, end: int) -> Lines:
            return tuple(make(number) for number in range(start, end))

        def groups() -> Lines:
            ends = [(start, min(start + GROUP, count)) for start in range(0, count, GROUP)]
            return tuple(
                Line(f"{what} {start + 1:,} to {end:,}", self.phase, children=partial(lines, start, end))
                for start, end in ends
            )

        return partial(lines, 0, count) if count <= GROUP else groups

"""A network with its weights, as a function of the plane."""

from dataclasses import dataclass, field

from neural_sketchpad.nn.features import InputMap
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.nn.recipe import Recipe


@dataclass(frozen=True, eq=False)
class Network:
    """What is needed to say what a network makes of a point: recipe, weights, and how a point becomes A[0]."""

    recipe: Recipe
    parameters: Parameters
    inputs: InputMap = field(default_factory=InputMap)

    @property
    def depth(self) -> int:
        """L: hidden layers and the output layer."""
        return len(self.recipe.hidden) + 1

    def same_as(self, other: "Network") -> bool:
        """Whether it computes the same from the same weights, layer by layer."""
        mine, others = self.recipe, other.recipe
        return (
            (mine.hidden, mine.output, mine.cost) == (others.hidden, others.output, others.cost)
            and self.inputs == other.inputs
            and (self.parameters is other.parameters or self.parameters == other.parameters)
        )

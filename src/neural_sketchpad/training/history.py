"""Where a run has been: moments kept so that the early, fast changes are dense and ten million updates cost little.

A moment holds the weights and the experiment they were learning from; whatever a chart or a finding wants to know of
the past follows from it. Which updates are kept depends on their number alone: every one at first, then as many for
each doubling of the iteration.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from neural_sketchpad.experiment.experiment import Experiment
from neural_sketchpad.nn.engine import State
from neural_sketchpad.nn.network import Network

PER_DOUBLING = 64
"""So many moments are kept between iteration i and 2 i ..."""
MOST_BYTES = 64 * 2**20
"""... and half as many wherever their weights would take more room than this, in the end the first and the last."""


@dataclass(frozen=True, eq=False)
class Moment:
    """A run as it stood after `state.iteration` updates."""

    experiment: Experiment
    state: State

    @property
    def iteration(self) -> int:
        return self.state.iteration

    @property
    def network(self) -> Network:
        """The network as it stood then."""
        return Network(self.experiment.recipe, self.state.parameters, self.experiment.input_map)

    @property
    def bytes(self) -> int:
        """The memory of its weights and of what the optimiser remembers."""
        moments = self.state.moments
        return self.state.parameters.theta.nbytes + moments.v.nbytes + moments.s.nbytes


History = tuple[Moment, ...]
"""Moments of one run, iterations ascending."""


def bytes_of(moments: Sequence[Moment]) -> int:
    """The memory of these moments and of points that nobody else holds any more: painting makes other ones."""
    datasets = [moment.experiment.dataset for moment in moments]
    former = [dataset for dataset, following in pairwise(datasets) if dataset is not following]
    points = sum(dataset.X.nbytes + dataset.targets.nbytes + dataset.serials.nbytes for dataset in former)
    return sum(moment.bytes for moment in moments) + points


def stride_at(iteration: int, per_doubling: int) -> int:
    """The distance of the moments kept from this iteration on: a power of two, 1 up to twice `per_doubling`."""
    return 1 << max(0, (iteration // per_doubling).bit_length() - 1)


class HistoryRecorder:
    """The growing side of a history."""

    def __init__(self, history: History = (), per_doubling: int = PER_DOUBLING, most_bytes: int = MOST_BYTES) -> None:
        self._moments = list(history)
        self._per_doubling, self._most_bytes = per_doubling, most_bytes
        self._bytes = bytes_of(history)

    def is_due(self, iteration: int) -> bool:
        """Whether this iteration is to be kept and is not yet."""
        latest = self._moments[-1].iteration if self._moments else -1
        return latest < iteration and iteration % stride_at(iteration, self._per_doubling) == 0

    def next_due(self, iteration: int) -> int:
        """The first iteration after this one that is to be kept."""
        stride = stride_at(iteration, self._per_doubling)
        return (iteration // stride + 1) * stride

    def record(self, moment: Moment) -> None:
        """Keep a moment; its iteration must be due."""
        self._bytes += bytes_of([*self._moments[-1:], moment]) - bytes_of(self._moments[-1:])
        self._moments.append(moment)
        while self._bytes > self._most_bytes and self._per_doubling > 1:
            self._thin_out()
        if self._bytes > self._most_bytes:  # millions of weights
            self._keep(self._moments[:1] + self._moments[1:][-1:])

    def _thin_out(self) -> None:
        self._per_doubling //= 2
        latest = self._moments[-1]
        self._keep(
            [
                moment
                for moment in self._moments
                if moment is latest or moment.iteration % stride_at(moment.iteration, self._per_doubling) == 0
            ]
        )

    def _keep(self, moments: list[Moment]) -> None:
        self._moments = moments
        self._bytes = bytes_of(moments)

    def history(self) -> History:
        """What has been kept so far, as a value."""
        return tuple(self._moments)

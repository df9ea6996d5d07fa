"""The machine that trains: examples in batches, passes over them, updates; for one network or several of one shape.

Small batches lie side by side in a window, and for every place in it the calls of a step are prepared once: a step
then is nothing but calls. A batch that is larger than the cache is taken in pieces, whose gradients are summed. What a
pass reads is always contiguous; a product of two narrow slices takes three times as long.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise, repeat

import numpy as np
from numpy.typing import NDArray

from neural_sketchpad.nn.batches import Cursor, epoch_order
from neural_sketchpad.nn.dropout import draw_mask
from neural_sketchpad.nn.layer_calls import Calls, target_rows
from neural_sketchpad.nn.parameters import layer_views
from neural_sketchpad.nn.passes import Workspace, pass_calls
from neural_sketchpad.nn.recipe import Recipe
from neural_sketchpad.nn.streams import Purpose, Stream
from neural_sketchpad.nn.updates import Update

Array = NDArray[np.floating]

MULTIPLICATIONS_AT_ONCE = 1_000_000
"""Beyond about this many a single matrix product gets slower per number."""
NUMBERS_AT_ONCE = 50_000
"""So many activations (of all layers together) stay in the cache between forward and backward pass."""
FEWEST_COLUMNS = 64
ALIGNED = 16
"""Rows of a multiple of so many numbers begin at cache lines, which makes products up to 40 % faster."""
MOST_BATCHES = 512
"""The window holds at most so many batches ..."""
MOST_COLUMNS = 32_768
"""... and so many examples; a batch that fits into one piece is always smaller."""


def piece_size(sizes: Sequence[int]) -> int:
    """How many examples are taken at a time through a network n[0..L]."""
    largest = max(n * (n_prev + 1) for n_prev, n in pairwise(sizes))
    return max(FEWEST_COLUMNS, min(MULTIPLICATIONS_AT_ONCE // largest, NUMBERS_AT_ONCE // sum(sizes)))


def never() -> bool:
    """The default interruption: none."""
    return False


@dataclass(frozen=True, eq=False)
class Piece:
    """Part of a large batch: examples `first` to `last` of it go into `inputs`, then the calls are done."""

    inputs: Array
    first: int
    last: int
    calls: Calls


class Descent:
    """Trains on A[0] `X` (n[0], m) with `Y` (n[L], m), m >= 1, from the flat parameters `theta` (count,) or (R, count).

    `seeds` has one seed for each network: of the order of its batches and of its dropout. `cursor` says where in the
    stream of batches the run stands.
    """

    def __init__(
        self, recipe: Recipe, theta: Array, X: Array, Y: Array, *, seeds: Sequence[int], cursor: Cursor
    ) -> None:
        self._recipe = recipe
        self._order_streams = [Stream(seed, Purpose.ORDERS) for seed in seeds]
        self._mask_streams = [Stream(seed, Purpose.MASKS) for seed in seeds]
        self._m = X.shape[1]
        if self._m == 0:
            raise ValueError("there are no examples to learn from.")
        sizes = recipe.sizes
        self._theta = theta.copy()
        self.weights = layer_views(self._theta, sizes)
        self._gradient, self._sum = np.zeros_like(theta), np.zeros_like(theta)
        self._gradients = layer_views(self._gradient, sizes)
        self.update = Update(recipe, sizes, self._theta, self._gradient)
        # A sigmoid wants z / 2. Where nothing but the passes looks at the weights, those of its layer are kept halved,
        # which is exact in binary and saves a call in every step.
        self._scale = np.ones_like(theta)
        self._halved = recipe.output == "sigmoid" and self.update.is_plain
        if self._halved:
            layer_views(self._scale, sizes)[-1][:] = 0.5
        self._theta *= self._scale
        self._batch = self._m if recipe.batch_size is None else min(recipe.batch_size, self._m)
        self._piece = piece_size(sizes)
        rows = sizes[0] + 1 + sizes[-1]
        self._examples = np.ones((rows, self._m), dtype=theta.dtype)
        self._examples[: sizes[0]] = X
        self._examples[sizes[0] + 1 :] = target_rows(recipe.head, Y)
        self._shuffles = self._batch < self._m
        # In one order all networks read the same, in orders of their own each has its batch.
        self._lead = theta.shape[:-1] if self._shuffles else ()
        slots = min(MOST_BATCHES, MOST_COLUMNS // self._batch, self._m // self._batch)
        in_window = self._shuffles and self._batch <= self._piece
        self._window = np.empty((slots if in_window else 0, *self._lead, rows, self._batch), dtype=theta.dtype)
        self._window_start = 0
        self._spaces: dict[int, Workspace] = {}
        self._lane: list[Calls] = []
        self._pieces: dict[int, list[Piece]] = {}
        self._generators: list[np.random.Generator] = []
        self.move_to(cursor)

    @property
    def theta(self) -> Array:
        """A copy of the parameters."""
        return self._theta / self._scale

    @theta.setter
    def theta(self, theta: Array) -> None:
        np.multiply(theta, self._scale, self._theta)

    def move_to(self, cursor: Cursor) -> None:
        """Stand at another place in the stream of batches."""
        self.cursor = cursor
        self._orders = (
            [epoch_order(orders, self._m, cursor.epoch) for orders in self._order_streams] if self._shuffles else []
        )
        if len(self._window) and self._m - cursor.taken >= self._batch:
            self._fill_window()

    def run(self, steps: int, interrupted: Callable[[], bool] = never) -> int:
        """Do `steps` updates and return how many were done: fewer only if `interrupted` became true.

        A step that is given up between two pieces leaves everything as it was.
        """
        with np.errstate(all="ignore"):
            done = self._run(steps, interrupted)
        if not self.update.counts_itself:
            self.update.count(done)
        return done

    def _run(self, steps: int, interrupted: Callable[[], bool]) -> int:
        if self._batch == self._m <= self._piece:
            calls = self._whole
            for _ in repeat(None, steps):
                for call in calls:
                    call()
            self.cursor = Cursor(self.cursor.epoch + steps)
            return steps
        done = 0
        while done < steps:
            if left := self._batches_in_window():
                done += self._steps_in_window(min(left, steps - done))
            elif self._step_in_pieces(interrupted):
                done += 1
            else:
                break
        return done

    @cached_property
    def _whole(self) -> Calls:
        """A step over all examples in one pass."""
        return self._calls(self._examples, self._m)

    def _batches_in_window(self) -> int:
        """How many batches lie ready from the cursor on; the rest of an epoch that is no whole batch never does."""
        slots = len(self._window)
        if slots == 0 or self._m - self.cursor.taken < self._batch:
            return 0
        if self.cursor.taken == self._window_start + slots * self._batch:
            self._fill_window()
        end = min(self._window_start + slots * self._batch, self._m)
        return (end - self.cursor.taken) // self._batch

    def _steps_in_window(self, count: int) -> int:
        first = (self.cursor.taken - self._window_start) // self._batch
        while len(self._lane) < first + count:
            self._lane.append(self._calls(self._window[len(self._lane)], self._batch))
        for calls in self._lane[first : first + count]:
            for call in calls:
                call()
        self._advance(count * self._batch)
        return count

    def _step_in_pieces(self, interrupted: Callable[[], bool]) -> bool:
        """One update; False if it was given up, with nothing changed."""
        start = self.cursor.taken
        width = min(self._batch, self._m - start)
        if width not in self._pieces:
            self._pieces[width] = self._cut(width)
        for piece in self._pieces[width]:
            if interrupted():
                return False
            self._load(piece.inputs, start + piece.first, start + piece.last)
            for call in piece.calls:
                call()
        self._advance(width)
        return True

    def _advance(self, examples: int) -> None:
        taken = self.cursor.taken + examples
        if taken < self._m:
            self.cursor = Cursor(self.cursor.epoch, taken)
        elif self._shuffles:
            self.move_to(Cursor(self.cursor.epoch + 1))
        else:
            self.cursor = Cursor(self.cursor.epoch + 1)

    def _load(self, inputs: Array, start: int, end: int) -> None:
        """Put the examples from `start` to `end` of the epoch into `inputs`."""
        if not self._shuffles:
            inputs[:] = self._examples[:, start:end]
        for order, target in zip(self._orders, inputs.reshape(-1, *inputs.shape[-2:]), strict=False):
            self._examples.take(order[start:end], axis=1, out=target, mode="clip")

    def _fill_window(self) -> None:
        """Put the batches that come next side by side."""
        self._window_start = start = self.cursor.taken
        count = min(len(self._window), (self._m - start) // self._batch)
        windows = self._window[:count].reshape(count, -1, *self._window.shape[-2:])
        for place, order in enumerate(self._orders):
            examples = self._examples.take(order[start : start + count * self._batch], axis=1)
            windows[:, place] = examples.reshape(len(examples), count, self._batch).swapaxes(0, 1)

    def _cut(self, width: int) -> list[Piece]:
        """A batch of so many examples in pieces nearly equal in size; the last one ends with the update."""
        count = -(-width // self._piece)
        unit = min(ALIGNED, self._piece)
        size = -(-width // (count * unit)) * unit
        ends = [*range(0, width, size), width]
        shared: dict[int, Array] = {}  # pieces of one size follow each other, and can read from one array
        pieces: list[Piece] = []
        for part, (first, last) in enumerate(pairwise(ends)):
            shape = (*self._lead, len(self._examples), last - first)
            inputs = shared.setdefault(last - first, np.empty(shape, dtype=self._theta.dtype))
            pieces.append(Piece(inputs, first, last, self._calls(inputs, width, part, len(ends) - 1)))
        return pieces

    def _calls(self, inputs: Array, width: int, part: int = 0, count: int = 1) -> Calls:
        """The pass over the inputs, and what one of `count` parts of a batch of `width` examples does beside it."""
        passing, factor = pass_calls(
            self._recipe,
            self.weights,
            self._gradients,
            inputs,
            self._space(inputs.shape[-1]),
            self._masks,
            halved=self._halved,
        )
        calls: Calls = [self._begin_masks] if part == 0 and self._masks is not None else []
        calls += passing
        if count > 1:
            gather = partial(np.copyto, self._sum, self._gradient)
            total = self._gradient if part == count - 1 else self._sum
            calls.append(gather if part == 0 else partial(np.add, self._sum, self._gradient, total))
        return [*calls, *self.update.calls(self._mean(factor / width))] if part == count - 1 else calls

    def _space(self, columns: int) -> Workspace:
        if columns not in self._spaces:
            with_masks = self._masks is not None
            self._spaces[columns] = Workspace(self.weights, columns, with_masks=with_masks)
        return self._spaces[columns]

    def _mean(self, factor: float) -> Array:
        """What makes the gradient of the mean loss, for the weights as they are kept, of what the passes leave."""
        if not self._halved:
            return np.array(factor, dtype=self._theta.dtype)
        # The gradients of the layers before are half as large as the others; those of the last layer are applied to
        # half of the weights.
        return 2.0 * factor * self._scale**2

    @property
    def _masks(self) -> Callable[[Array], None] | None:
        """What draws masks, where there are hidden units that can be left out."""
        leaves_out = self._recipe.regularization.dropout > 0.0 and bool(self._recipe.hidden)
        return self._draw_masks if leaves_out else None

    def _begin_masks(self) -> None:
        self._generators = [masks.at(self.update.iteration) for masks in self._mask_streams]

    def _draw_masks(self, masks: Array) -> None:
        for rng, mask in zip(self._generators, masks.reshape(-1, *masks.shape[-2:]), strict=True):
            units, columns = mask.shape
            mask[:] = draw_mask(rng, units, columns, self._recipe.regularization.dropout)

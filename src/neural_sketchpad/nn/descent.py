"""The machine that trains: examples in batches, passes over them, updates; for one network or several of one shape.

The examples of the coming batches lie side by side in a window, and for every place in it the calls of a step are
prepared once: a step then is nothing but calls. A batch that is larger than the cache is taken in pieces, whose
gradients are summed.
"""

from collections.abc import Callable, Sequence
from functools import partial
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

MULTIPLICATIONS_AT_ONCE = 1_500_000
"""Beyond about this many a single matrix product gets slower per number."""
NUMBERS_AT_ONCE = 50_000
"""So many activations (of all layers together) stay in the cache between forward and backward pass."""
FEWEST_COLUMNS = 64
MOST_BATCHES = 512
"""The window holds at most so many batches ..."""
MOST_COLUMNS = 32_768
"""... and so many examples (but at least one batch)."""


def piece_size(sizes: Sequence[int]) -> int:
    """How many examples are taken at a time through a network n[0..L]."""
    largest = max(n * (n_prev + 1) for n_prev, n in pairwise(sizes))
    return max(FEWEST_COLUMNS, min(MULTIPLICATIONS_AT_ONCE // largest, NUMBERS_AT_ONCE // sum(sizes)))


def never() -> bool:
    """The default interruption: none."""
    return False


class Descent:
    """Trains on A[0] `X` (n[0], m) with `Y` (n[L], m), m >= 1, from the flat parameters `theta` (count,) or (R, count).

    `seeds` has one seed for each network: of the order of its batches and
    of its dropout. `cursor` says where in the stream of batches the run stands.
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
        self._window = self._examples
        self._reach = self._m
        if self._shuffles:
            batches = min(MOST_BATCHES, max(1, MOST_COLUMNS // self._batch), -(-self._m // self._batch))
            self._reach = batches * self._batch
            self._window = np.empty((*theta.shape[:-1], rows, self._reach), dtype=theta.dtype)
        self._spaces: dict[int, Workspace] = {}
        self._prepared: dict[tuple[int, int], list[Calls]] = {}
        self._lane: list[Calls] = []
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
            (calls,) = self._step_at(0, self._m)
            for _ in repeat(None, steps):
                for call in calls:
                    call()
            self.cursor = Cursor(self.cursor.epoch + steps)
            return steps
        done = 0
        while done < steps:
            if self._batch <= self._piece:
                done += self._short_steps(steps - done)
            elif self._long_step(interrupted):
                done += 1
            else:
                break
        return done

    def _short_steps(self, most: int) -> int:
        """As many updates as are wanted and as the window has batches for."""
        batch, first = self._batch, self.cursor.taken - self._window_start
        whole = (min(self._reach, self._m - self._window_start) - first) // batch
        if whole == 0:  # what is left over at the end of an epoch
            (calls,) = self._step_at(first, self._m - self.cursor.taken)
            for call in calls:
                call()
            self._advance(self._m)
            return 1
        count = min(most, whole)
        while len(self._lane) < first // batch + count:
            self._lane += self._step_at(len(self._lane) * batch, batch)
        for calls in self._lane[first // batch : first // batch + count]:
            for call in calls:
                call()
        self._advance(self.cursor.taken + count * batch)
        return count

    def _long_step(self, interrupted: Callable[[], bool]) -> bool:
        taken = self.cursor.taken
        for calls in self._step_at(taken - self._window_start, min(self._batch, self._m - taken)):
            if interrupted():
                return False
            for call in calls:
                call()
        self._advance(taken + min(self._batch, self._m - taken))
        return True

    def _advance(self, taken: int) -> None:
        if taken >= self._m:
            epoch = self.cursor.epoch + 1
            if self._shuffles:
                self.move_to(Cursor(epoch))
            else:
                self.cursor = Cursor(epoch)
            return
        self.cursor = Cursor(self.cursor.epoch, taken)
        if taken == self._window_start + self._reach:
            self._fill_window()

    def _fill_window(self) -> None:
        """Put the examples that come next side by side."""
        self._window_start = start = self.cursor.taken if self._shuffles else 0
        end = min(start + self._reach, self._m)
        windows = self._window.reshape(-1, *self._window.shape[-2:])
        for order, window in zip(self._orders, windows, strict=False):
            self._examples.take(order[start:end], axis=1, out=window[:, : end - start], mode="clip")

    def _step_at(self, start: int, width: int) -> list[Calls]:
        """The pieces of the step whose batch stands at `start` in the window; the last one ends with the update."""
        prepared = self._prepared.get((start, width))
        if prepared is None:
            prepared = self._prepared[start, width] = self._prepare(start, width)
        return prepared

    def _prepare(self, start: int, width: int) -> list[Calls]:
        count = -(-width // self._piece)
        ends = [start + width * part // count for part in range(count + 1)]
        pieces: list[Calls] = []
        factor = 1.0
        for part, (first, last) in enumerate(pairwise(ends)):
            examples = self._window[..., first:last]
            calls, factor = pass_calls(
                self._recipe,
                self.weights,
                self._gradients,
                examples,
                self._space(last - first),
                self._masks,
                halved=self._halved,
            )
            if part == 0 and self._masks is not None:
                calls = [self._begin_masks, *calls]
            if count > 1:
                gather = partial(np.copyto, self._sum, self._gradient)
                add = partial(np.add, self._sum, self._gradient, self._gradient if part == count - 1 else self._sum)
                calls = [*calls, gather if part == 0 else add]
            pieces.append(calls)
        pieces[-1] = [*pieces[-1], *self.update.calls(self._mean(factor / width))]
        return pieces

    def _mean(self, factor: float) -> Array:
        """What makes the gradient of the mean loss, for the weights as they are kept, of what the passes leave."""
        if not self._halved:
            return np.array(factor, dtype=self._theta.dtype)
        # The gradients of the layers before are half as large as the others; those of the last layer are applied to
        # half of the weights.
        return 2.0 * factor * self._scale**2

    def _space(self, columns: int) -> Workspace:
        if columns not in self._spaces:
            with_masks = self._masks is not None
            self._spaces[columns] = Workspace(self.weights, columns, with_masks=with_masks)
        return self._spaces[columns]

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

"""The picture of the plane behind the points: coarse while the network changes, sharp once it rests.

The picture is computed in bands, so many a frame as a budget of time allows; what is shown is always one whole picture
of one state of the network. Cheap networks get a fine picture in every frame, dear ones a coarse one, or one that
takes several frames; none makes the window wait.
"""

import time

import numpy as np

from neural_sketchpad.nn.fields import grid
from neural_sketchpad.ui.canvas.field_picture import FieldPicture, Single, Subject, develop, grid_lines

RESOLUTIONS = (24, 32, 48, 64, 96, 128, 192, 256, 384, 512, 768, 1024)
BUDGET = 0.0012
"""Seconds a frame may spend on the picture while it changes all the time: what it takes, the training loses."""
FINEST_MOVING = 128
"""While it changes, a picture has at most so many cells a side; smoothed, that looks as good as more."""
REST_BUDGET = 0.006
"""Seconds a frame may spend on sharpening the picture once nothing changes."""


class FieldPainter:
    """Give it the subject of every frame with `show`, let it `work`, and take the `picture`."""

    def __init__(self) -> None:
        self.picture: FieldPicture | None = None
        self._wanted: Subject | None = None
        self._begun: Subject | None = None
        self._values: Single = np.empty((1, 0, 0), dtype=np.float32)
        self._rows_done = 0
        self._seconds_per_point = 1e-7

    def show(self, subject: Subject | None) -> None:
        """What the coming frames should show; None for nothing."""
        self._wanted = subject
        if subject is None:
            self.picture = self._begun = None

    def work(self, finest: int) -> bool:
        """Go on with the picture for one frame, at most to `finest` cells a side. True if a new one is ready.

        `is_finished` says whether another call would change anything.
        """
        if self._wanted is None:
            return False
        if self._begun is None:
            self._begin(finest)
        assert self._begun is not None
        done = self._go_on(self._begun)
        if done:
            self.picture = develop(self._begun, self._values)
            self._begun = None
        return done

    def is_finished(self, finest: int) -> bool:
        """Whether the picture shows what is wanted as sharply as it can."""
        if self._wanted is None:
            return True
        picture = self.picture
        return (
            self._begun is None
            and picture is not None
            and self._wanted.same_as(picture.subject)
            and len(picture.shades) >= min(finest, RESOLUTIONS[-1])
        )

    def _begin(self, finest: int) -> None:
        assert self._wanted is not None
        fitting = [n for n in RESOLUTIONS if n <= FINEST_MOVING and n * n * self._seconds_per_point <= BUDGET]
        n = max(fitting, default=RESOLUTIONS[0])
        picture = self.picture
        if picture is not None and self._wanted.same_as(picture.subject):
            n = next((finer for finer in RESOLUTIONS if finer > len(picture.shades)), n)
        n = min(n, finest)  # in the end a cell for each pixel, which is also painted quickest
        self._begun = self._wanted
        self._values = np.empty((self._wanted.rows, n, n), dtype=np.float32)
        self._rows_done = 0

    def _go_on(self, subject: Subject) -> bool:
        n = self._values.shape[1]
        x1, x2 = grid_lines(subject.viewport, n)
        refining = self.picture is not None and subject.same_as(self.picture.subject)
        ends = time.perf_counter() + (REST_BUDGET if refining else BUDGET)
        while self._rows_done < n:
            left = ends - time.perf_counter()
            if left <= 0.0:
                return False
            rows = min(n - self._rows_done, max(1, int(left / (n * self._seconds_per_point))))
            band = slice(self._rows_done, self._rows_done + rows)
            started = time.perf_counter()
            self._values[:, band] = subject.values(grid(x1, x2[band])).reshape(-1, rows, n)
            took = (time.perf_counter() - started) / (rows * n)
            # Believe a slower time only slowly: mostly it was another thread that had the processor.
            share = 0.3 if took < self._seconds_per_point else 0.1
            self._seconds_per_point += share * (took - self._seconds_per_point)
            self._rows_done += rows
        return True

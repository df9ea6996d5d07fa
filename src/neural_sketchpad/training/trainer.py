"""Lets a run grow, step by step, without knowing of threads or windows.

Changes of the experiment are taken in between two steps: a new learning rate, batch or activation goes on with the
same weights; a new shape keeps what still fits; new starting weights count from the next start, or at once where
the run has not begun.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from neural_sketchpad.experiment.experiment import Examples, Experiment, Touch
from neural_sketchpad.nn.batches import Cursor
from neural_sketchpad.nn.descent import never
from neural_sketchpad.nn.diagnostics import LayerDiagnostics, diagnose
from neural_sketchpad.nn.engine import Engine, State
from neural_sketchpad.nn.evaluation import Evaluation, evaluate
from neural_sketchpad.nn.optimizers import Moments
from neural_sketchpad.nn.parameters import Parameters
from neural_sketchpad.training.breakdown import cannot_go_on, diverged, what_is_not_finite
from neural_sketchpad.training.curve import Curve, CurveRecorder
from neural_sketchpad.training.history import History, HistoryRecorder, Moment
from neural_sketchpad.training.run import Figures, Run, Stop, StopReason
from neural_sketchpad.training.shelf import Shelf

STEPS_BETWEEN_CHECKS = 500
"""So often the parameters are checked for being finite; when they are not, so many steps are gone through again."""


class Trainer:
    """The growing side of a run."""

    def __init__(self, run: Run) -> None:
        self.experiment = run.experiment
        self._begun_as = run.begun_as
        self.stop = run.stop
        self._state = run.state
        self._taken = set(run.experiment.touches)
        self._shelf = Shelf(run.experiment.recipe, run.state)
        self._train, self._test = run.experiment.examples()
        self._engine: Engine | None = None
        self._recorder = CurveRecorder(run.curve)
        self._curve: Curve | None = run.curve
        self._past = HistoryRecorder(run.history)
        self._history: History | None = run.history

    @property
    def run(self) -> Run:
        """The run as it stands."""
        if self._curve is None:
            self._curve = self._recorder.curve()
        if self._history is None:
            self._history = self._past.history()
        return Run(self.experiment, self._begun_as, self.state, self._curve, self.stop, self._history)

    @property
    def state(self) -> State:
        return self._state if self._engine is None else self._engine.state

    @property
    def parameters(self) -> Parameters:
        return self._state.parameters if self._engine is None else self._engine.parameters

    @property
    def iteration(self) -> int:
        return self._state.iteration if self._engine is None else self._engine.iteration

    @property
    def cursor(self) -> Cursor:
        return self._state.cursor if self._engine is None else self._engine.cursor

    def figures(self, steps_per_second: float = 0.0, interrupted: Callable[[], bool] = never) -> Figures:
        """Iteration, epoch, and how well the present weights do; takes a forward pass over all examples.

        What was not evaluated because `interrupted` became true is None.
        """
        recipe, parameters = self.experiment.recipe, self.parameters
        return Figures(
            self.iteration,
            self.cursor.epoch,
            evaluate(recipe, parameters, self._train.X, self._train.Y, interrupted),
            evaluate(recipe, parameters, self._test.X, self._test.Y, interrupted),
            steps_per_second,
        )

    def diagnose(self) -> tuple[LayerDiagnostics, ...]:
        """What is going on in each layer at the present weights."""
        return diagnose(self.experiment.recipe, self.state, self._train.X, self._train.Y)

    def rewind(self) -> None:
        """Back to the starting weights of the present experiment."""
        start = Run.start(self.experiment)
        self._begun_as = start.begun_as
        self.stop = None
        self._engine = None
        self._state = start.state
        self._shelf = Shelf(self.experiment.recipe, start.state)
        self._recorder = CurveRecorder(start.curve)
        self._curve = start.curve
        self._past = HistoryRecorder(start.history)
        self._history = start.history

    def adopt(self, experiment: Experiment) -> None:
        """Go on with another experiment from where this one stands."""
        self._go_on_with(experiment)
        # Each is taken once: undo and redo of other changes come back to experiments that hold those taken long ago.
        touches = [touch for touch in experiment.touches if touch not in self._taken]
        self._taken.update(touches)
        if touches and self.iteration:
            self._touch(touches)

    def _touch(self, touches: Sequence[Touch]) -> None:
        """Take weights that were set by hand; those of another shape belong to the past."""
        state, recipe = self.state, self.experiment.recipe
        parameters = state.parameters
        for touch in touches:
            if recipe.has(touch.place):
                parameters = parameters.with_value(touch.place, touch.value)
        self._state, self._engine, self.stop = state.with_parameters(parameters, state.moments), None, None

    def _go_on_with(self, experiment: Experiment) -> None:
        old, self.experiment = self.experiment, experiment
        if _continues(old, experiment):
            if self._engine is not None:
                self._engine.learning_rate = experiment.recipe.optimizer.learning_rate
            return
        state = self.state
        self.stop = None
        self._engine = None
        self._train, self._test = experiment.examples()
        if state.iteration == 0:
            self.rewind()
            return
        if old.recipe.architecture != experiment.recipe.architecture:
            state = self._shelf.reshaped(state, old, experiment)
        if old.recipe.optimizer.name != experiment.recipe.optimizer.name:
            state = state.with_parameters(state.parameters, Moments.none(state.parameters.theta.size))
        if state.cursor.taken and _batches_differ(old, experiment):
            state = replace(state, cursor=Cursor(state.cursor.epoch + 1))
        self._state = state

    def advance(self, steps: int, interrupted: Callable[[], bool] = never) -> None:
        """Do `steps` updates, or fewer: if `interrupted` becomes true, or the run stops of itself (`stop`)."""
        self.stop = None
        if self._train.m == 0:
            self.stop = Stop(StopReason.NO_EXAMPLES, self._nothing_to_learn_from())
            return
        target = self.iteration + steps
        while self.iteration < target and self.stop is None and not interrupted():
            self._keep_moment()
            before = None
            if self._recorder.is_due(self.iteration) or self.experiment.goals.cost is not None:
                before = self._look_at_cost(interrupted)
                if before is None:  # given up: the same look comes first when the run goes on
                    return
            if self.stop is None:
                self._run(self._steps_until(target), interrupted)
            if self.stop is None and before is not None:
                self._stop_at_cost(before)
        self._keep_moment()

    def _keep_moment(self) -> None:
        if self._past.is_due(self.iteration):
            self._past.record(Moment(self.experiment, self.state))
            self._history = None

    def _steps_until(self, target: int) -> int:
        """How many steps can be done in one go: up to the next one that needs a look."""
        goals = self.experiment.goals
        if goals.cost is not None:
            return 1
        looks = self._recorder.next_due(self.iteration), self._past.next_due(self.iteration)
        ends = [target, self.iteration + STEPS_BETWEEN_CHECKS, *looks]
        if goals.iteration is not None and goals.iteration > self.iteration:
            ends.append(goals.iteration)
        return min(ends) - self.iteration

    def _run(self, steps: int, interrupted: Callable[[], bool]) -> None:
        engine = self._engine_now()
        before = engine.state
        careful = engine.may_overflow
        done = steps
        if not careful:
            done = engine.run(steps, interrupted)
            careful = engine.may_overflow
            if careful:
                engine.restore(before)
        if careful:
            done = self._run_with_care(engine, done, interrupted)
        if self.stop is None and done and self.iteration == self.experiment.goals.iteration:
            self.stop = Stop(StopReason.GOAL, f"Reached iteration {self.iteration:,}, where this run was to stop.")

    def _run_with_care(self, engine: Engine, steps: int, interrupted: Callable[[], bool]) -> int:
        """Go through the steps one by one up to the first that leads to a value that is not finite."""
        if culprit := self._not_finite(engine.state):
            self.stop = cannot_go_on(self.iteration, culprit)
            if engine.iteration == self._state.iteration:
                self._engine = None  # its precision cannot hold the weights that it was given; they are kept
            return 0
        for done in range(steps):
            before = engine.state
            if interrupted() or not engine.run(1, interrupted):
                return done
            if culprit := self._not_finite(engine.state):
                engine.restore(before)
                self.stop = diverged(self.iteration, self.experiment.recipe, culprit)
                return done
        return steps

    def _not_finite(self, state: State) -> str | None:
        return what_is_not_finite(self.experiment.recipe, state, self._train.X, self._train.Y)

    def _nothing_to_learn_from(self) -> str:
        if self.experiment.dataset.m == 0:
            return "There are no points to learn from yet: draw some, or choose a preset."
        return "Every point is held out for testing: lower the test share, or draw more points."

    def _look_at_cost(self, interrupted: Callable[[], bool]) -> float | None:
        """The training cost before the coming update, recorded if it is due; None if `interrupted` became true."""
        train = self._evaluate(self._train, self.parameters, interrupted)
        if train is None:
            return None
        if not np.isfinite(train.cost):
            # Not the doing of an update: the weights were given like this, or the points have been moved since.
            self.stop = cannot_go_on(self.iteration, self._not_finite(self.state) or "the cost J")
        elif self._recorder.is_due(self.iteration):
            test = self._evaluate(self._test, self.parameters, interrupted)
            if test is None and self._test.m:
                return None
            self._recorder.record(self.iteration, train.cost, np.nan if test is None else test.cost)
            self._curve = None
        return train.cost

    def _stop_at_cost(self, before: float) -> None:
        """Stop if this step took the cost from above the goal to it or below."""
        goal = self.experiment.goals.cost
        if goal is None or before <= goal:
            return
        after = self._evaluate(self._train, self.parameters)
        if after is not None and after.cost <= goal:
            self.stop = Stop(
                StopReason.GOAL,
                f"Reached the cost {goal:g} at iteration {self.iteration:,}, where this run was to stop.",
            )

    def _evaluate(
        self, examples: Examples, parameters: Parameters, interrupted: Callable[[], bool] = never
    ) -> Evaluation | None:
        return evaluate(self.experiment.recipe, parameters, examples.X, examples.Y, interrupted)

    def _engine_now(self) -> Engine:
        if self._engine is None:
            experiment = self.experiment
            self._engine = Engine(experiment.recipe, self._state, self._train.X, self._train.Y, seed=experiment.seed)
        return self._engine


def _continues(old: Experiment, new: Experiment) -> bool:
    """Whether nothing differs but what a running engine can take: the learning rate, or what it does not read."""
    rate = new.recipe.optimizer.learning_rate
    recipe = replace(old.recipe, optimizer=replace(old.recipe.optimizer, learning_rate=rate))
    return replace(old, recipe=recipe, goals=new.goals, preset=new.preset, touches=new.touches) == new


def _batches_differ(old: Experiment, new: Experiment) -> bool:
    return (
        old.dataset is not new.dataset
        or old.split != new.split
        or old.recipe.batch_size != new.recipe.batch_size
        or old.seed != new.seed
    )

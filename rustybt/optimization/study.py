"""A study: what was tried, what came of it, and how it goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from rustybt.algorithm.blame import Blame
from rustybt.backtest.progress import in_kernel
from rustybt.exceptions import MissingExtraError, RustyBTError, StudyError
from rustybt.finance.metrics.returns import TRADING_DAYS
from rustybt.optimization import study_text
from rustybt.optimization.driver import Driver, driving, state_now
from rustybt.optimization.objectives import Objective
from rustybt.optimization.overfitting_report import overfitting_of
from rustybt.optimization.promotion import promoted
from rustybt.optimization.rerun import whole_number
from rustybt.optimization.search.base import search_of
from rustybt.optimization.space import Space
from rustybt.optimization.study_plan import StudyPlan
from rustybt.optimization.trial_store import StudyRow, TrialStore
from rustybt.optimization.trials import Parameters, Trial, TrialState

if TYPE_CHECKING:
    import polars as pl

    from rustybt.backtest.result import BacktestResult
    from rustybt.optimization.evaluation import Evaluator
    from rustybt.optimization.overfitting_report import OverfittingReport
    from rustybt.optimization.promotion import PromotionDecision, Simulated
    from rustybt.optimization.study_picture import StudyPicture
    from rustybt.optimization.task import Task
    from rustybt.optimization.walk_forward_result import WalkForwardResult

__all__ = ["Study"]

WATCH_SECONDS = 0.1
EXIT_SECONDS = 10.0
# Of this process, by folder and name: a cell that is run again finds the study that it began.
_THREADS: WeakValueDictionary[tuple[Path, str], threading.Thread] = WeakValueDictionary()


class Study:
    """A search over a strategy's parameters, kept on disk while it runs.

    Made by :func:`rustybt.optimize`, and found again by :func:`rustybt.study`, from any process.

    Args:
        folder: Of the catalog.
        name: Of the study.
        plan: What it needs to go on; None for what was kept with it.

    Raises:
        StudyError: If there is no such study.
    """

    def __init__(self, folder: Path, name: str, plan: StudyPlan | None = None) -> None:
        self._folder, self.name, self._plan = folder, name, plan
        self._thread: threading.Thread | None = None
        self._error: RustyBTError | None = None
        row = self._row()
        self._kept: Mapping[str, Any] = row.settings.get("plan", {})
        self.space = Space.from_json(row.settings["space"], None if plan is None else plan.constraint)
        self.objectives = tuple(
            Objective(**each) if "of" not in each else _named(each) for each in row.settings["objectives"]
        )
        self.bundle = row.bundle
        self.periods_per_year = float(row.identity.get("periods_per_year", TRADING_DAYS))

    @property
    def folder(self) -> Path:
        """Of the catalog that it is kept in."""
        return self._folder

    @property
    def identity(self) -> Mapping[str, Any]:
        """What makes its trials comparable: data, code, dates, costs, space, objectives."""
        return self._row().identity

    @property
    def can_go_on(self) -> bool:
        """Whether it can be driven from here; else `rb.study` found it, and a part of it is code without a place."""
        return self._plan is not None or "task" in self._kept

    @property
    def state(self) -> str:
        """``"running"``, ``"stopped"``, ``"complete"`` or ``"failed"``; a study whose process died is stopped."""
        return state_now(self._folder / "research", self._row())

    @property
    def reason(self) -> str:
        """Why it failed; "" if it did not."""
        return self._row().reason

    @property
    def task(self) -> Task:
        """What its trials have in common.

        Raises:
            StudyError: If it can only be looked at here.
        """
        return self._planned().task

    @property
    def progress(self) -> tuple[int, int]:
        """Trials that have ended, and all that are wanted."""
        with self._store() as store:
            row = store.study(self.name)
            counts = store.counts(row.id)
        return sum(count for state, count in counts.items() if state.ended), row.wanted

    @property
    def counts(self) -> dict[str, int]:
        """Number of trials by state."""
        with self._store() as store:
            return {state.value: count for state, count in store.counts(store.study(self.name).id).items()}

    @property
    def trials(self) -> pl.DataFrame:
        """One row a trial: number, state, each parameter, each objective, figures, error, seconds."""
        import polars as pl

        with self._store() as store:
            rows = [
                study_text.trial_row(trial, self.objectives)
                for trial in store.trials(store.study(self.name).id)
            ]
        types = study_text.trial_types(self.objectives)
        if rows:
            return pl.DataFrame(rows, schema_overrides=types, infer_schema_length=None)
        names = ["number", "state", *self.space.names, *(each.name for each in self.objectives)]
        return pl.DataFrame(
            schema={name: types.get(name, pl.Null()) for name in dict.fromkeys([*names, *types])}
        )

    def trials_in(self, *states: TrialState) -> list[Trial]:
        """Return the trials in some states, by number.

        Args:
            states: Any of them.
        """
        with self._store() as store:
            return list(store.trials(store.study(self.name).id, states=states))

    def known(self, parameters: Parameters) -> Trial | None:
        """Return the trial that had these parameters, or None.

        Args:
            parameters: Values by name.
        """
        with self._store() as store:
            return store.known(store.study(self.name).id, parameters)

    @property
    def best(self) -> Trial:
        """The best complete trial by the first objective.

        Raises:
            StudyError: If none is complete; the last error is repeated.
        """
        with self._store() as store:
            row = store.study(self.name)
            found = store.best(row.id, maximize=self.objectives[0].maximizes)
            if found is not None:
                return found
            failed = list(store.trials(row.id, states=[TrialState.FAILED]))
        last = f"; the last of {len(failed)} that failed: {failed[-1].error}" if failed else ""
        raise StudyError(f"no trial of study {self.name!r} is complete yet{last}")

    @property
    def best_parameters(self) -> dict[str, Any]:
        """The parameters of the best trial.

        Raises:
            StudyError: If no trial is complete.
        """
        return dict(self.best.parameters)

    @property
    def best_value(self) -> float:
        """The first objective of the best trial.

        Raises:
            StudyError: If no trial is complete.
        """
        return self.best.values[0]

    @property
    def complete(self) -> list[Trial]:
        """The complete trials, by number."""
        with self._store() as store:
            return list(store.trials(store.study(self.name).id, states=[TrialState.COMPLETE]))

    @property
    def front(self) -> list[Trial]:
        """The complete trials that no other one beats in every objective (the Pareto front), by number."""
        complete = self.complete
        if not complete:
            return []
        signs = np.array([-1.0 if each.maximizes else 1.0 for each in self.objectives])
        values = np.array([trial.values for trial in complete]) * signs
        beaten = [
            bool(np.any(np.all(values <= own, axis=1) & np.any(values < own, axis=1))) for own in values
        ]
        return [trial for trial, lost in zip(complete, beaten, strict=True) if not lost]

    @property
    def trials_made(self) -> int:
        """Trials that were ever made on its bundle, in every study and beside them: what a result must stand up to."""
        with self._store() as store:
            return store.made_on(self.bundle)

    def count_more(self, what: str, count: int) -> None:
        """Count trials that are made beside it, with its strategy and bundle.

        Args:
            what: Makes them.
            count: How many.
        """
        with self._store() as store:
            store.count_more(self.bundle, what, count, time.time_ns())

    def evaluator(self) -> Evaluator:
        """Return what runs its trials, its market open.

        Raises:
            StudyError: If it can only be looked at here.
        """
        return self._planned().task.evaluator()

    def run(self, tell: Callable[[int, int], object] | None = None) -> None:
        """Go on until every trial has ended or somebody asks it to stop, in this thread.

        Args:
            tell: Called with the trials that have ended and all that are wanted.

        Raises:
            StudyError: If it can only be looked at here.
            StudyConflictError: If another process drives it, or its trials count other sessions a year.
            RustyBTError: If no trial can run; the study is then ``"failed"``, with its reason.
        """
        self._drive(tell, lambda: None)

    def start(self) -> None:
        """Go on in a thread of its own; returns at once. If it goes on in one already, nothing changes.

        Raises:
            StudyError: If it can only be looked at here.
            StudyConflictError: If another process drives it, or its trials count other sessions a year.
        """
        self._going_on()
        own = _THREADS.get((self._folder, self.name), self._thread)
        if own is not None and own.is_alive():
            self._thread = own
            return
        self._error = None
        begun: Future[None] = Future()
        self._thread = threading.Thread(
            target=self._work, args=(begun,), name=f"study {self.name}", daemon=True
        )
        _THREADS[self._folder, self.name] = self._thread
        self._thread.start()
        threading.Thread(target=self._end_with_script, args=(self._thread,)).start()
        begun.result()  # from here on whoever looks sees that it is driven

    def stop(self) -> None:
        """Ask whoever drives it to stop; what is under way is begun again when it goes on."""
        with self._store() as store:
            store.change(store.study(self.name).id, asked="stop")
        if self._thread is not None:
            self._thread.join()

    def resume(self, trials: int | None = None) -> None:
        """Go on in a thread of its own; one that `rb.study` found imports its strategy, whose code must be the same.

        Args:
            trials: How many there are to be in all; None for as many as before.

        Raises:
            StudyError: If it can only be looked at here, or there are more already.
            StudyConflictError: If another process drives it, or its trials count other sessions a year.
        """
        self._going_on()
        if trials is not None:
            whole_number(trials, "trials", 1, 200)
            with self._store() as store:
                row = store.study(self.name)
                if trials < store.next_number(row.id):
                    raise StudyError(
                        f"{trials} trials in all: study {self.name!r} has {store.next_number(row.id)} already"
                    )
                store.change(row.id, wanted=trials)
        self.start()

    def wait(self, timeout: float | None = None) -> Study:
        """Wait until nobody drives it any more.

        Args:
            timeout: Seconds; None for as long as it takes.

        Returns:
            The study itself.

        Raises:
            StudyError: If it is still running after the timeout.
            RustyBTError: What ended it, if that was an error in this process.
        """
        until = None if timeout is None else time.monotonic() + timeout
        while self.state == "running" or (self._thread is not None and self._thread.is_alive()):
            if until is not None and time.monotonic() > until:
                done, wanted = self.progress
                raise StudyError(
                    f"study {self.name!r} still runs after {timeout:g} s: {done} of {wanted} trials"
                )
            time.sleep(WATCH_SECONDS)
        if self._error is not None:
            raise self._error
        return self

    def backtest(self, number: int | None = None) -> BacktestResult:
        """Run one trial again and return its whole result.

        Args:
            number: Of the trial; None for the best.

        Raises:
            StudyError: If there is no such trial, or this one only looks at the study.
        """
        plan = self._planned()
        with self._store() as store:
            trial = self.best if number is None else store.trial(store.study(self.name).id, number)
        return plan.task.evaluator().run(trial.parameters)

    def returns(self, numbers: Sequence[int] | None = None) -> NDArray[np.float64]:
        """Return the daily returns of trials, float64[S, N]; those that were not kept are run again.

        Args:
            numbers: Of complete trials; None for all of them.

        Raises:
            StudyError: If one is not complete, or must be run again and it can only be looked at here.
        """
        with self._store() as store:
            row = store.study(self.name)
            trials = {each.number: each for each in store.trials(row.id, states=[TrialState.COMPLETE])}
            wanted = list(trials) if numbers is None else list(numbers)
            lacking = [number for number in wanted if number not in trials]
            if lacking:
                raise StudyError(
                    f"trial {lacking[0]} of study {self.name!r} is not complete: it has no returns"
                )
            kept = store.returns(row.id, wanted)
        if len(kept) < len(wanted):
            evaluator = self._planned().task.evaluator()
            for number in wanted:
                if number not in kept:
                    kept[number] = evaluator.evaluate(trials[number].parameters).returns
        return np.column_stack([kept[number] for number in wanted]) if wanted else np.empty((0, 0))

    def overfitting(self, *, blocks: int = 16) -> OverfittingReport:
        """Hold the best trial against every trial that was ever made on its bundle.

        Args:
            blocks: Stretches of time of the cross-validation.

        Raises:
            SampleError: If there are too few trials or sessions.
            StudyError: If no trial is complete, or returns must be found again and it can only be looked at here.
        """
        return overfitting_of(self, blocks=blocks)

    def promote(
        self,
        *,
        walk_forward: WalkForwardResult | None = None,
        monte_carlo: Simulated | None = None,
        **bounds: float,
    ) -> PromotionDecision:
        """Decide whether the best trial goes on to paper and live.

        Args:
            walk_forward: Of the same strategy and space; without it, nothing is promoted.
            monte_carlo: Of the best trial's result; without it, nothing is promoted.
            bounds: As in :func:`rustybt.optimization.promotion.promote`.

        Raises:
            ConfigurationError: If there is no such bound, or what was handed in is of another strategy or run.
            SampleError: As in `overfitting`.
            StudyError: As in `overfitting`.
        """
        return promoted(self, walk_forward, monte_carlo, bounds)

    def plot(self) -> StudyPicture:
        """Return the picture: progress of the best value, and every trial across its parameters."""
        from rustybt.optimization.study_picture import StudyPicture

        return StudyPicture(self)

    def view(self) -> Any:
        """Return its live view, a widget for a notebook; there is one, however often a cell runs.

        Raises:
            MissingExtraError: If anywidget is not installed.
        """
        if find_spec("anywidget") is None:
            raise MissingExtraError("the live view of a study is a widget: pip install 'rustybt[lab]'")
        # By name, since widgets stand above studies.
        return import_module("rustybt.widgets.study_view").view_of(self)

    def __repr__(self) -> str:
        return study_text.plain(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        words = {"text/html": study_text.page_part(self), "text/plain": repr(self)}
        if not in_kernel() or find_spec("anywidget") is None:
            return words
        shown = self.view()._repr_mimebundle_(include=include, exclude=exclude)
        widget = shown[0] if isinstance(shown, tuple) else shown
        return {**(widget or {}), **words}

    def _work(self, begun: Future[None]) -> None:
        try:
            with Blame(StudyError, "study", repr(self.name)):
                self._drive(None, lambda: begun.set_result(None))
        except RustyBTError as error:
            if begun.done():
                self._error = error
            else:
                begun.set_exception(error)

    def _end_with_script(self, thread: threading.Thread) -> None:
        # What still runs when the interpreter goes is cut off within native code, and takes the process down with it.
        script = threading.main_thread()
        while thread.is_alive() and script.is_alive():
            script.join(WATCH_SECONDS)
        if thread.is_alive():
            with self._store() as store:
                store.change(store.study(self.name).id, asked="stop")
            thread.join(EXIT_SECONDS)

    def _drive(self, tell: Callable[[int, int], object] | None, begun: Callable[[], object]) -> None:
        plan = self._going_on()
        with self._store() as store:
            row = store.study(self.name)
            with driving(store.folder, row):
                store.change(row.id, state="running", asked="", reason="", beat_ns=time.time_ns())
                begun()
                row = store.study(self.name)
                end, reason = "stopped", ""
                try:
                    with Blame(StudyError, "study", repr(self.name)):
                        search = search_of(
                            row.settings["search"], self.space, self.objectives, row.settings["seed"]
                        )
                        end = Driver(store, row, plan.task, search, plan.executor(), tell).run()
                except RustyBTError as error:
                    end, reason = "failed", f"{type(error).__name__}: {error}"
                    raise
                finally:
                    store.change(row.id, state=end, reason=reason)

    def _planned(self) -> StudyPlan:
        if self._plan is None:
            self._plan = StudyPlan.kept(self.name, self._kept)
        return self._plan

    def _going_on(self) -> StudyPlan:
        plan = self._planned()
        plan.check_periods(self.name, self.periods_per_year)
        return plan

    def _row(self) -> StudyRow:
        with self._store() as store:
            return store.study(self.name)

    def _store(self) -> TrialStore:
        return TrialStore(self._folder)


def _named(words: dict[str, Any]) -> Objective:
    return Objective(words["name"], words["direction"], _unknown)


def _unknown(result: BacktestResult) -> float:  # noqa: ARG001 - as every measure
    raise StudyError("this objective is a function that only rb.optimize knows")

"""What a view of a study is told: only what is new since its last look, and never more than can be drawn."""

from __future__ import annotations

import itertools
import math
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from rustybt.optimization.driver import state_now
from rustybt.optimization.trial_store import TrialStore
from rustybt.optimization.trials import Trial, TrialState

if TYPE_CHECKING:
    from rustybt.optimization.study import Study

__all__ = ["MOST", "StudyFeed"]

MOST = 5_000
AT_ONCE = 5_000
KEPT = {"best": 100, "newest": 200, "failed": 100}
RATE_SECONDS = 10.0
COUNT_SECONDS = 5.0

type Row = list[Any]
"""Number, state, values of the objectives, values of the parameters in the order of the space, error, seconds."""


class StudyFeed:
    """Reads a study from its file, in one thread, whoever drives it.

    Of a study with more than 5,000 trials it keeps every second, fourth, ... one, and always the best, the newest and
    those that failed last: what it holds does not grow with the study.

    Args:
        study: To be read.
    """

    def __init__(self, study: Study) -> None:
        self.study = study
        self.rows: dict[int, Row] = {}
        self.improved: list[tuple[int, float]] = []
        self._best: Trial | None = None
        self._counts = dict.fromkeys(TrialState, 0)
        self._open: set[int] = set()
        self._next = 0
        self._past: deque[tuple[float, int]] = deque()
        self._made, self._made_at = 0, -math.inf

    def plan(self) -> dict[str, Any]:
        """Return what does not change: name, strategy, bundle, dates, search, parameters and objectives."""
        with TrialStore(self.study.folder) as store:
            row = store.study(self.study.name)
        identity = row.identity
        return {
            "name": row.name,
            "strategy": identity.get("strategy", ""),
            "bundle": row.bundle,
            "start": identity.get("start", ""),
            "end": identity.get("end", ""),
            "search": row.settings["search"],
            "dimensions": [{"name": name, **fields} for name, fields in self.study.space.to_json().items()],
            "objectives": [{"name": each.name, "maximize": each.maximizes} for each in self.study.objectives],
        }

    def look(self) -> tuple[dict[str, Any], list[Row], bool]:
        """Read what is new.

        Returns:
            The state of the study; rows of trials; and whether these are all there are to draw, in place of all that
            were told before.

        Raises:
            StudyError: If the study cannot be read.
        """
        with TrialStore(self.study.folder) as store:
            row = store.study(self.study.name)
            new = self._new(store, row.id)
            now = time.monotonic()
            if now - self._made_at > COUNT_SECONDS:
                self._made, self._made_at = store.made_on(row.bundle), now
        for trial in new:
            self._take(trial)
        again = len(self.rows) > MOST
        if again:
            self._thin()
        told = list(self.rows.values()) if again else [self.rows[trial.number] for trial in new]
        ended = sum(count for state, count in self._counts.items() if state.ended)
        status = {
            "state": state_now(self.study.folder / "research", row),
            "reason": row.reason,
            "stopping": row.state == "running" and row.asked == "stop",
            "wanted": row.wanted,
            "ended": ended,
            "running": len(self._open),
            "failed": self._counts[TrialState.FAILED],
            "pruned": self._counts[TrialState.PRUNED],
            "best": self._best_words(),
            "made": self._made,
            "can_go_on": self.study.can_go_on,
            **self._speed(now, ended, row.wanted),
        }
        return status, told, again

    def _new(self, store: TrialStore, study: int) -> list[Trial]:
        known = [store.trial(study, number) for number in sorted(self._open)]
        fresh = list(itertools.islice(store.trials(study, first=self._next), AT_ONCE))
        if fresh:
            self._next = fresh[-1].number + 1
        found = [*known, *fresh]
        self._open = {trial.number for trial in found if not trial.state.ended}
        return [trial for trial in found if trial.state.ended]

    def _take(self, trial: Trial) -> None:
        self._counts[trial.state] += 1
        self.rows[trial.number] = [
            trial.number,
            trial.state.value,
            [_number(value) for value in trial.values],
            [trial.parameters.get(name) for name in self.study.space.names],
            trial.error,
            trial.seconds,
        ]
        if trial.state is TrialState.COMPLETE and not math.isnan(trial.values[0]):
            self._rank(trial)

    def _rank(self, trial: Trial) -> None:
        if self._best is None or self._order(trial) > self._order(self._best):
            self._best = trial
        # Trials end in another order than they begin: the line is that of their numbers.
        line: list[tuple[int, float]] = []
        for number, value in sorted([*self.improved, (trial.number, trial.values[0])]):
            if not line or self._sign * value > self._sign * line[-1][1]:
                line.append((number, value))
        self.improved = line

    @property
    def _sign(self) -> float:
        return 1.0 if self.study.objectives[0].maximizes else -1.0

    def _order(self, trial: Trial) -> tuple[float, int]:
        return self._sign * trial.values[0], -trial.number

    def _thin(self) -> None:
        numbers = sorted(self.rows)
        failed = [number for number in numbers if self.rows[number][1] == "failed"]
        complete = [
            number for number in numbers if self.rows[number][2] and self.rows[number][2][0] is not None
        ]
        complete.sort(key=lambda number: -self._sign * self.rows[number][2][0])
        kept = {
            *numbers[-KEPT["newest"] :],
            *failed[-KEPT["failed"] :],
            *complete[: KEPT["best"]],
            *(number for number, _ in self.improved),
        }
        step = 2
        while sum(number % step == 0 for number in numbers) > MOST // 2:
            step *= 2
        self.rows = {number: self.rows[number] for number in numbers if number % step == 0 or number in kept}

    def _best_words(self) -> dict[str, Any] | None:
        best = self._best
        if best is None:
            return None
        return {
            "number": best.number,
            "values": [_number(value) for value in best.values],
            "parameters": dict(best.parameters),
            "figures": {name: _number(value) for name, value in best.figures.items()},
        }

    def _speed(self, now: float, ended: int, wanted: int) -> dict[str, Any]:
        past = self._past
        past.append((now, ended))
        while now - past[0][0] > RATE_SECONDS:
            past.popleft()
        seconds, trials = now - past[0][0], ended - past[0][1]
        # What was there before the first look is no speed.
        rate = trials / seconds if seconds > 0.5 and past[0][1] else None
        left = max(wanted - ended, 0)
        return {"rate": rate, "eta": left / rate if rate else None}


def _number(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else value

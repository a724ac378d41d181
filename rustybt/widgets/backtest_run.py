"""A backtest in a thread of its own, which tells how far it is and stops when it is asked."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from threading import Event
from typing import Any

import numpy as np

from rustybt.backtest.result import BacktestResult
from rustybt.backtest.run import run_algorithm
from rustybt.data.polars.catalog import DataCatalog
from rustybt.exceptions import RunInterruptedError, RustyBTError
from rustybt.widgets.run_choices import Wish

__all__ = ["BacktestRun"]

FIGURES = (
    "final_value", "total_return", "annual_return", "volatility", "sharpe", "sortino", "max_drawdown", "calmar",
    "exposure", "turnover", "trades", "win_rate", "fees",
)  # fmt: skip
POINTS = 800


class BacktestRun:
    """One run of a runner.

    Args:
        number: Of the run, from 1 on.
        wish: What is run.
        run: Runs it; `run_algorithm` by default.
    """

    def __init__(self, number: int, wish: Wish, run: Callable[..., BacktestResult] = run_algorithm) -> None:
        self.number, self.wish = number, wish
        self.state = "waiting"
        self.error, self.saved = "", ""
        self.done, self.total, self.seconds = 0, 0, 0.0
        self.result: BacktestResult | None = None
        self._run, self._stop = run, Event()

    @property
    def ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state not in ("waiting", "running")

    def stop(self) -> None:
        """Ask it to stop; what is done by then is its result."""
        self._stop.set()
        if self.state == "waiting":
            self.state = "stopped"

    def work(self, catalog: DataCatalog) -> None:
        """Run it, in this thread; whatever happens is told by `state` and `error`.

        Args:
            catalog: Where its bundle lies.
        """
        if self.ended:
            return
        wish, begun = self.wish, time.monotonic()
        self.state, end = "running", "failed"
        try:
            self.result = self._run(
                strategy=wish.strategy, start=wish.start, end=wish.end, bundle=wish.bundle, catalog=catalog,
                capital_base=wish.capital, data_frequency=wish.frequency, parameters=dict(wish.parameters),
                progress=self._tell,
            )  # fmt: skip
            end = "complete"
        except RunInterruptedError as error:
            if isinstance(error.partial, BacktestResult) and len(error.partial):
                self.result = error.partial
            end = "stopped"
        except RustyBTError as error:
            self.error = str(error)
        finally:
            self.seconds = time.monotonic() - begun
            self.state = end

    def told(self) -> dict[str, Any]:
        """Return what a page shows of it, JSON-typed."""
        wish = self.wish
        return {
            "id": self.number,
            "title": wish.title,
            "bundle": wish.bundle,
            "start": wish.start,
            "end": wish.end,
            "capital": wish.capital,
            "parameters": dict(wish.parameters),
            "state": self.state,
            "done": self.done,
            "total": self.total,
            "error": self.error,
            "saved": self.saved,
            "seconds": round(self.seconds, 3),
            "figures": self._figures(),
        }

    def curve(self) -> dict[str, Any]:
        """Return the worth of each session over the capital, at most 800 points: UTC seconds and ratios."""
        if self.result is None:
            return {"times": [], "worth": []}
        course, record = self.result.course, self.result.record
        kept = np.unique(
            np.linspace(0, len(course.worth) - 1, min(POINTS, len(course.worth))).round().astype(int)
        )
        days = np.asarray(record.daily["session"], dtype=np.int64)[kept]
        return {
            "times": (days * 86_400).tolist(),
            "worth": (course.worth[kept] / float(self.result.summary.capital_base)).tolist(),
        }

    def _tell(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self._stop.is_set():
            raise KeyboardInterrupt

    def _figures(self) -> dict[str, float | None]:
        if self.result is None or not self.ended:
            return {}
        figures = self.result.summary.to_dict()
        return {name: _number(figures[name]) for name in FIGURES}


def _number(value: Any) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)

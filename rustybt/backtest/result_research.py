"""What can be asked of a finished run: risk, trades, costs, capacity, attribution, and where each cent came from."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from rustybt.exceptions import ConfigurationError
from rustybt.model.time import day_to_date

if TYPE_CHECKING:
    from datetime import date

    from rustybt.analytics.risk_report import RiskReport
    from rustybt.backtest.result import BacktestResult
    from rustybt.backtest.result_book import Book
    from rustybt.backtest.result_explain import Explanation
    from rustybt.model.bars import BarPanel

__all__ = ["Research"]


class Research:
    """The questions of a `BacktestResult`; each answer shows itself, as text and in a notebook."""

    def risk(
        self,
        *,
        levels: Sequence[float] = (0.95, 0.99),
        horizon: int = 1,
        window: int = 63,
        paths: int = 10_000,
        seed: int = 0,
        drawdowns: int = 10,
    ) -> RiskReport:
        """Return the risk: value at risk and CVaR in four ways, drawdowns with their recovery, rolling figures.

        Args:
            levels: Shares of periods that are better than the value at risk.
            horizon: Sessions that a loss may take.
            window: Sessions of the rolling volatility, Sharpe ratio and beta.
            paths: Of the Monte Carlo.
            seed: Of its draws.
            drawdowns: How many of the deepest.

        Raises:
            ConfigurationError: If an argument cannot be, or the run has too few sessions.
        """
        from rustybt.analytics.risk_report import RiskOptions, risk_report

        result = self._result()
        options = RiskOptions(
            levels=levels, horizon=horizon, window=window, paths=paths, seed=seed, drawdowns=drawdowns,
            periods=result.periods_per_year,
        )  # fmt: skip
        return risk_report(_sessions(result), result.course.returns, result.course.benchmark, options)

    def explain(
        self, day: str | date | None = None, *, trade: int | None = None, asset: Any = None
    ) -> Explanation:
        """Return the events that made each cent of a day, a trade or an asset, in exact Decimals.

        What is held is marked from price to price, fills cost commission, dividends are paid, splits pay out
        fractions: the events of a session sum to its profit to the last digit. With several arguments: what they
        have in common; with none: the whole run.

        Args:
            day: A session, a date or ISO 8601.
            trade: A row of :meth:`trades`.
            asset: An asset, its sid or its symbol.

        Raises:
            DateRangeError: If the day is no session of the run.
            ConfigurationError: If there is no such trade.
            AssetNotFoundError: If the run has no such asset.
            DataNotAvailableError: If dividends or splits played a part and the run's bars are gone.
        """
        from rustybt.backtest.result_explain import explanation_of

        book = self._book
        return explanation_of(book, day, trade, asset, len(book.numbers))

    @cached_property
    def bars(self) -> BarPanel:
        """The bars that the run traded on: its version of the bundle, opened again.

        Raises:
            DataNotAvailableError: If that version is gone, or the result does not say which it was.
        """
        from rustybt.backtest.result_bars import bars_of

        result = self._result()
        return bars_of(result.provenance, result.catalog)

    @cached_property
    def _book(self) -> Book:
        from rustybt.backtest.result_book import Book

        result = self._result()
        if not len(result):
            raise ConfigurationError("a run without a session has nothing to explain: choose a longer range")
        return Book(result.record, result.course, lambda: self.bars)

    def _result(self) -> BacktestResult:
        return cast("BacktestResult", self)


def _sessions(result: BacktestResult) -> list[date]:
    return [day_to_date(int(day)) for day in result.record.daily["session"]]

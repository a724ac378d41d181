"""What can be asked of a finished run: risk, trades, costs, capacity, attribution, and where each cent came from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from rustybt.backtest.result_text import provenance_dict
from rustybt.exceptions import ConfigurationError, DataNotAvailableError
from rustybt.model.time import day_to_date

if TYPE_CHECKING:
    from datetime import date

    from rustybt.analytics.risk_report import RiskReport
    from rustybt.backtest.result import BacktestResult
    from rustybt.backtest.result_attribution import Attribution
    from rustybt.backtest.result_book import Book
    from rustybt.backtest.result_capacity import Capacity
    from rustybt.backtest.result_costs import Costs
    from rustybt.backtest.result_explain import Explanation
    from rustybt.backtest.result_trades import Trades
    from rustybt.backtest.run_card import RunCard
    from rustybt.model.bars import BarPanel

__all__ = ["Research"]


class Research:
    """The questions of a `BacktestResult`; each answer shows itself, as text and in a notebook."""

    @property
    def card(self) -> RunCard:
        """Where the result came from; it shows itself, and warns of what has changed since."""
        from rustybt.backtest.run_card import RunCard

        result = self._result()
        return RunCard(provenance_dict(result.provenance), result.catalog)

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

    def trades(self) -> Trades:
        """Return the round trips, from flat to flat in one asset, with their exact profit; ``.frame`` has the rows.

        Each has entry and exit, quantity, fees, dividends, the time it was held, and how far it went against (MAE)
        and for (MFE) its holder at the lows and highs of the bars: null, with the reason, where the bars are gone.

        Raises:
            DataNotAvailableError: If dividends or splits played a part and the run's bars are gone.
        """
        from rustybt.backtest.result_trades import Trades, trades_of

        panel, reason = self._bars_or_reason()
        return Trades(book=self._book, found=trades_of(self._book, panel), reason=reason)

    def costs(self, multiples: Sequence[Any] = (0, 1, 2, 3)) -> Costs:
        """Return commissions and slippage, by fill, asset and month, and what other costs would have left.

        Slippage is fill price against the close of the bar; unknown, with the reason, where the bars are gone. For the
        sensitivity the fills stay as they were and are charged anew, exactly: nothing is run again.

        Args:
            multiples: Of the costs that were paid.

        Raises:
            ConfigurationError: If a multiple is no number from 0 on.
        """
        from rustybt.backtest.result_costs import Costs

        result = self._result()
        if not isinstance(multiples, Sequence) or isinstance(multiples, str):
            raise ConfigurationError(
                f"multiples is {multiples!r}: use a list of numbers from 0 on, such as [0, 1, 2]"
            )
        panel, reason = self._bars_or_reason()
        found = Costs(
            book=self._book, course=result.course, panel=panel, multiples=tuple(multiples),
            periods=result.periods_per_year, reason=reason,
        )  # fmt: skip
        _ = found.sensitivity
        return found

    def capacity(self, limit: float = 0.1) -> Capacity:
        """Return which part of the bars' volume was taken, and the capital with which that would pass a limit.

        Args:
            limit: Share of a bar's volume.

        Raises:
            ConfigurationError: If the limit cannot be, or the run made no trade.
            DataNotAvailableError: If the run's bars are gone.
        """
        from rustybt.backtest.result_capacity import Capacity

        return Capacity(book=self._book, panel=self.bars, limit=limit)

    def attribution(
        self,
        factors: Any = None,
        *,
        benchmark: Any = None,
        groups: Mapping[str, Mapping[str, Any]] | None = None,
        method: str = "brinson-fachler",
        lags: int = 0,
    ) -> Attribution:
        """Return what made the profit: assets to the cent, factors with t-values, groups against a benchmark.

        Args:
            factors: Returns by name, each one a session or a mapping by date, or a frame with a column a factor and
                ``session`` or ``date``; by default the benchmark alone.
            benchmark: Its returns, one a session or by date; by default that of the run.
            groups: By name ``weight``, ``return``, ``benchmark_weight`` and ``benchmark_return``, for Brinson's
                effects; with ``assets``, the first two come from the run. All of it is one period: effects of several
                are not linked, and do not add up to what their returns compound to.
            method: ``"brinson-fachler"`` or ``"brinson-hood-beebower"``.
            lags: Sessions over which the errors of the regression may hang together (Newey and West).

        Raises:
            ConfigurationError: If an argument cannot be, or there are too few sessions for the factors.
            DataNotAvailableError: If dividends or splits played a part and the run's bars are gone.
        """
        from rustybt.backtest import result_attribution as attribution
        from rustybt.backtest.result_curves import benchmark_of

        result, book = self._result(), self._book
        sessions: Any = result.record.daily["session"]
        course = result.course
        against = course.benchmark if benchmark is None else benchmark_of(benchmark, sessions)
        return attribution.Attribution(
            book=book,
            model=attribution.factor_model(course.returns, against, factors, sessions, lags),
            groups=None if groups is None else attribution.grouped(book, groups, method),
            periods=result.periods_per_year,
        )

    @cached_property
    def bars(self) -> BarPanel:
        """The bars that the run traded on: its version of the bundle, opened again.

        Raises:
            DataNotAvailableError: If that version is gone, or the result does not say which it was.
        """
        from rustybt.backtest.result_bars import bars_of

        result = self._result()
        return bars_of(result.provenance, result.catalog)

    def _bars_or_reason(self) -> tuple[BarPanel | None, str]:
        try:
            return self.bars, ""
        except DataNotAvailableError as error:
            return None, str(error)

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

"""What can be asked of a finished run: risk, trades, costs, capacity, attribution, and where each cent came from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from rustybt.model.time import day_to_date

if TYPE_CHECKING:
    from datetime import date

    from rustybt.analytics.risk_report import RiskReport
    from rustybt.backtest.result import BacktestResult

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

    def _result(self) -> BacktestResult:
        return cast("BacktestResult", self)


def _sessions(result: BacktestResult) -> list[date]:
    return [day_to_date(int(day)) for day in result.record.daily["session"]]

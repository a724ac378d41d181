"""The key figures of a run, made of its exact columns and its course."""

from __future__ import annotations

import math
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.figures import KeyFigures
from rustybt.analytics.trade_analysis import RoundTrips, round_trips
from rustybt.backtest import result_money as money
from rustybt.backtest.result_curves import Course, Floats
from rustybt.finance.metrics import returns as metrics
from rustybt.model.records import Columns, RunRecord
from rustybt.model.time import day_to_date

__all__ = ["key_figures", "sessions_of_fills", "traded_of", "trips_of"]


def key_figures(record: RunRecord, course: Course, periods: float) -> KeyFigures:
    """Return the key figures of a run of at least one session.

    Args:
        record: The exact columns of the run.
        course: Its course.
        periods: Periods in a year.
    """
    daily, scale = record.daily, record.money_scale
    returns, benchmark = course.returns, course.benchmark
    sessions = cast("NDArray[np.int32]", daily["session"])
    final = money.amount_at(course.portfolio, -1, scale)
    flows = money.amount_at(money.from_bytes(cast("bytes", daily["flows"])), -1, scale)
    trips = trips_of(record)
    held = np.isfinite(course.gross)
    return KeyFigures(
        start=day_to_date(int(sessions[0])),
        end=day_to_date(int(sessions[-1])),
        sessions=len(sessions),
        capital_base=record.capital_base,
        final_value=final,
        pnl=final - record.capital_base - flows,
        fees=money.amount_at(money.from_bytes(cast("bytes", daily["fees"])), -1, scale),
        dividends=money.amount_at(money.from_bytes(cast("bytes", daily["dividends"])), -1, scale),
        total_return=metrics.total_return(returns),
        annual_return=metrics.annual_return(returns, periods),
        volatility=metrics.annual_volatility(returns, periods),
        sharpe=metrics.sharpe_ratio(returns, periods=periods),
        sortino=metrics.sortino_ratio(returns, periods=periods),
        max_drawdown=metrics.max_drawdown(returns),
        calmar=metrics.calmar_ratio(returns, periods),
        benchmark_return=None if benchmark is None else metrics.total_return(benchmark),
        alpha=None if benchmark is None else metrics.alpha(returns, benchmark, periods=periods),
        beta=None if benchmark is None else metrics.beta(returns, benchmark),
        exposure=float(course.gross[held].mean()) if held.any() else math.nan,
        turnover=_turnover(record, course, periods),
        orders=len(record.orders["step"]),
        transactions=len(record.transactions["step"]),
        trades=len(trips.profit),
        win_rate=float((trips.profit > 0).mean()) if len(trips.profit) else math.nan,
    )


def trips_of(record: RunRecord) -> RoundTrips:
    """Return the closed round trips of a run; rows are rows of its transactions.

    They ask for no bars and cost little for many fills: :func:`result_trades.trades_of` tells each one's whole story,
    with its dividends.
    """
    fills = record.transactions
    spent, fee = (
        money.integers(each)
        for each in (_spent(record), money.from_bytes(cast("bytes", fills["commission"])))
    )
    session, left = sessions_of_fills(record)
    return round_trips(_wide(fills, "column"), session, _wide(fills, "amount"), spent, fee, left)


def traded_of(record: RunRecord) -> Floats:
    """Return what each fill of a run was worth, float64[F]."""
    return np.abs(money.floats(_spent(record), record.money_scale))


def sessions_of_fills(record: RunRecord) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the row of each fill's session, and the amount of its asset that is held at the end of it."""
    fills, daily = record.transactions, record.daily
    closes = cast("NDArray[np.int64]", daily["close_ns"])
    session = np.searchsorted(closes, cast("NDArray[np.int64]", fills["time_ns"]))
    width = len(record.assets) + 1
    keys = _wide(record.positions, "row") * width + _wide(record.positions, "column")
    held = np.append(_wide(record.positions, "amount"), 0)
    sorting = np.argsort(keys, kind="stable")
    wanted = session * width + _wide(fills, "column")
    place = np.searchsorted(keys, wanted, sorter=sorting)
    row = np.append(sorting, len(keys))[place]
    return session, np.where(np.append(keys, -1)[row] == wanted, held[row], 0)


def _spent(record: RunRecord) -> money.Words:
    # What each fill cost before fees, negative for a sale.
    fills = record.transactions
    factors = np.array([int(asset.price_multiplier) for asset in record.assets] or [1], dtype=np.int64)
    return money.product(_wide(fills, "amount"), _wide(fills, "price"), factors[_wide(fills, "column")])


def _turnover(record: RunRecord, course: Course, periods: float) -> float:
    mean = float(course.worth.mean())
    years = len(course.worth) / periods
    return float(traded_of(record).sum()) / 2.0 / mean / years if mean > 0 else math.nan


def _wide(columns: Columns, name: str) -> NDArray[np.int64]:
    return cast("NDArray[Any]", columns[name]).astype(np.int64)

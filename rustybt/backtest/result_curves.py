"""A run's course session by session: exact value and profit, and the floats that ratios are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.picture import Curves
from rustybt.backtest import result_money as money
from rustybt.backtest.result_money import Words
from rustybt.exceptions import ConfigurationError
from rustybt.finance.metrics.returns import drawdowns, growth
from rustybt.model.records import RunRecord
from rustybt.model.time import day_to_date

__all__ = ["Course", "benchmark_of", "course_of", "curves_of", "mantissa_of_capital"]

type Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Course:
    """What the account was worth at each session's end, S sessions.

    Attributes:
        cash: Cash, words at the money scale.
        value: Value of all positions, words at the money scale; futures have none.
        exposure: What moves with the prices, futures included, words at the money scale.
        portfolio: Cash and positions, words at the money scale.
        pnl: Change of the portfolio without flows from outside, words at the money scale.
        flows: What came from outside in each session, words at the money scale.
        worth: The portfolio, float64[S].
        gross: Long plus short exposure over the portfolio, float64[S]; infinite where that is 0.
        net: Long less short exposure over the portfolio, float64[S]; infinite where that is 0.
        returns: Simple returns, float64[S]; of a portfolio of 0 they are 0.
        benchmark: Simple returns of the benchmark, float64[S], or None.
    """

    cash: Words
    value: Words
    exposure: Words
    portfolio: Words
    pnl: Words
    flows: Words
    worth: Floats
    gross: Floats
    net: Floats
    returns: Floats
    benchmark: Floats | None


def mantissa_of_capital(record: RunRecord) -> int:
    """Return the capital base as a mantissa at the money scale.

    Raises:
        ConfigurationError: If the capital has more decimal places than money has.
    """
    numerator, denominator = record.capital_base.as_integer_ratio()
    unit: int = 10**record.money_scale
    mantissa, rest = divmod(numerator * unit, denominator)
    if rest:
        raise ConfigurationError(
            f"capital_base {record.capital_base} has more than the {record.money_scale} decimal places of money"
        )
    return mantissa


def course_of(record: RunRecord, benchmark: Floats | None) -> Course:
    """Return the course of a run.

    Args:
        record: The exact columns of the run.
        benchmark: Simple returns of the benchmark, float64[S], or None.
    """
    daily, scale = record.daily, record.money_scale
    cash, long, short, bought, sold, flowed = (
        money.from_bytes(cast("bytes", daily[name]))
        for name in ("cash", "long_value", "short_value", "long_exposure", "short_exposure", "flows")
    )
    value = money.add(long, short)
    portfolio = money.add(cash, value)
    before = money.delayed(portfolio, mantissa_of_capital(record))
    flows = money.subtract(flowed, money.delayed(flowed, 0))
    pnl = money.subtract(money.subtract(portfolio, before), flows)
    worth, start = money.floats(portfolio, scale), money.floats(money.add(before, flows), scale)
    longs, shorts = money.floats(bought, scale), money.floats(sold, scale)
    with np.errstate(divide="ignore", invalid="ignore"):
        returns = np.where(start == 0.0, 0.0, money.floats(pnl, scale) / start)
        gross = np.where(worth == 0.0, np.inf, (longs - shorts) / worth)
        net = np.where(worth == 0.0, np.inf, (longs + shorts) / worth)
    return Course(
        cash=cash,
        value=value,
        exposure=money.add(bought, sold),
        portfolio=portfolio,
        pnl=pnl,
        flows=flows,
        worth=worth,
        gross=gross,
        net=net,
        returns=returns,
        benchmark=benchmark,
    )


def curves_of(record: RunRecord, course: Course) -> Curves:
    """Return what the picture of a run shows.

    Args:
        record: The exact columns of the run, of at least one session.
        course: Its course.
    """
    capital = float(record.capital_base)
    return Curves(
        times_ns=cast("NDArray[np.int64]", record.daily["close_ns"]),
        equity=course.worth,
        drawdown=drawdowns(course.returns),
        long=(course.gross + course.net) / 2.0,
        short=(course.net - course.gross) / 2.0,
        capital=capital,
        benchmark=None if course.benchmark is None else capital * growth(course.benchmark),
    )


def benchmark_of(returns: Any, sessions: NDArray[np.int32]) -> Floats | None:
    """Return the returns of a benchmark as one float a session.

    Args:
        returns: None; or a sequence with one simple return a session; or a mapping (or pandas Series) of
            simple returns by date, which may hold more dates than needed.
        sessions: int32[S], days since 1970-01-01.

    Raises:
        ConfigurationError: If a session has no return, or one is not finite.
    """
    if returns is None:
        return None
    if isinstance(returns, Mapping) or hasattr(returns, "items"):
        found = _by_date(returns, sessions)
    else:
        found = np.asarray(returns, dtype=np.float64)
    if found.shape != sessions.shape:
        raise ConfigurationError(
            f"benchmark_returns has {found.size} returns for {len(sessions)} sessions: "
            "give one a session, or a mapping of returns by date"
        )
    bad = np.flatnonzero(~np.isfinite(found))
    if len(bad):
        raise ConfigurationError(
            f"benchmark_returns on {day_to_date(int(sessions[bad[0]]))} is {found[bad[0]]}: "
            "fill it in, or leave the benchmark out"
        )
    return found


def _by_date(returns: Any, sessions: NDArray[np.int32]) -> Floats:
    known = {_date_of(label): float(value) for label, value in returns.items()}
    wanted: Sequence[date] = [day_to_date(day) for day in sessions.tolist()]
    missing = [day for day in wanted if day not in known]
    if missing:
        raise ConfigurationError(
            f"benchmark_returns has no return on {missing[0]} ({len(missing)} of {len(wanted)} sessions are "
            "missing): give one for every session of the run"
        )
    return np.array([known[day] for day in wanted], dtype=np.float64)


def _date_of(label: object) -> date:
    if isinstance(label, datetime):
        return label.date()
    if isinstance(label, date):
        return label
    try:
        return date.fromisoformat(str(label)[:10])
    except ValueError:
        raise ConfigurationError(
            f"benchmark_returns has the label {label!r}, which is no date: use dates or '2005-01-03'"
        ) from None

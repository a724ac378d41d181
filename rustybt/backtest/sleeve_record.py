"""What ``analyze`` of one strategy of a portfolio is shown: the performance of its share, as if it had run alone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from rustybt.backtest import result_money as money
from rustybt.backtest.benchmark import holding_returns
from rustybt.backtest.result_curves import course_of
from rustybt.finance.decimal.context import mantissa
from rustybt.model.records import DAILY_MONEY

if TYPE_CHECKING:
    import polars as pl

    from rustybt.assets.assets import Asset
    from rustybt.backtest.sleeves import Sleeve
    from rustybt.engine.simulated_venue import SimulatedVenue
    from rustybt.model.records import Column, RunRecord

__all__ = ["sleeve_performance"]

TIMES = ("session", "open_ns", "close_ns")


def sleeve_performance(
    sleeve: Sleeve, venue: SimulatedVenue, benchmark: Asset | None, periods: float
) -> pl.DataFrame:
    """Return one row a session, with the columns of :attr:`BacktestResult.performance` and what the strategy recorded.

    Args:
        sleeve: Its share, which kept the sums of every session.
        venue: Of the account, at the end of the run.
        benchmark: That the strategy named, or None.
        periods: Sessions in a year.
    """
    from rustybt.backtest.result_frames import performance_frame

    record = _record_of(sleeve, venue.record_of_run())
    course = course_of(record, None if benchmark is None else holding_returns(venue, benchmark))
    # Money given or taken is no return, at whatever bar of the session it came.
    moved = course.flows.any(axis=1)
    returns = np.where(moved, np.array(sleeve.returns, dtype=np.float64), course.returns)
    return performance_frame(record, replace(course, returns=returns), periods)


def _record_of(sleeve: Sleeve, whole: RunRecord) -> RunRecord:
    # Orders, fills and positions stay the account's: the frame is made of what comes by sessions.
    scale, kept = whole.money_scale, sleeve.kept
    daily: dict[str, Column] = {name: whole.daily[name] for name in TIMES}
    for name in DAILY_MONEY:
        values = (mantissa(day[name], scale, name) for day in kept)
        daily[name] = money.from_mantissas(values).tobytes()
    for name in ("longs", "shorts"):
        daily[name] = np.array([int(day[name]) for day in kept], dtype=np.int32)
    own = f"{sleeve.name}."
    recorded = {name.removeprefix(own): each for name, each in whole.recorded.items() if name.startswith(own)}
    return replace(whole, capital_base=sleeve.start, daily=daily, recorded=recorded)

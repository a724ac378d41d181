"""The frames of a result, made of a run's exact columns: Polars, money as Decimal, ratios as Float64."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import polars as pl
import pyarrow as pa
from numpy.typing import NDArray

from rustybt.backtest import result_money as money
from rustybt.backtest.result_curves import Course, Floats, mantissa_of_capital
from rustybt.finance.metrics import to_date
from rustybt.finance.metrics.returns import growth
from rustybt.model.bars import MISSING
from rustybt.model.orders import OrderStatus

if TYPE_CHECKING:
    from rustybt.model.records import Columns, RunRecord

__all__ = [
    "STATUS",
    "ids",
    "order_frame",
    "performance_frame",
    "position_frame",
    "recorded_series",
    "transaction_frame",
]

STATUS = tuple(status.name.lower() for status in OrderStatus)
"""Names of the order states, in the order of their numbers."""

_UTC = pl.Datetime("ns", "UTC")
_SIDES = ("long_value", "short_value", "long_exposure", "short_exposure")


def performance_frame(record: RunRecord, course: Course, periods: float) -> pl.DataFrame:
    """Return one row a session, with zipline's columns and the recorded variables.

    Args:
        record: The exact columns of the run.
        course: Its course.
        periods: Periods in a year.
    """
    columns = [*_times(record.daily), *_amounts(record, course), *_ratios(course, periods)]
    taken = {column.name for column in columns}
    for name, values in record.recorded.items():
        columns.append(recorded_series(f"recorded_{name}" if name in taken else name, values))
    return pl.DataFrame(columns)


def order_frame(record: RunRecord) -> pl.DataFrame:
    """Return one row an order, in the order they were placed."""
    orders, scale = record.orders, record.quantity_scale
    column, status = _ints(orders, "column"), _ints(orders, "status")
    reasons = pl.Series("reason", [None] * len(status), dtype=pl.String)
    if record.order_reasons:
        rows = pl.Series(list(record.order_reasons), dtype=pl.UInt32)
        reasons = reasons.scatter(rows, list(record.order_reasons.values()))
    return pl.DataFrame(
        [
            ids("id", "o", _ints(orders, "step"), _ints(orders, "n")),
            _moments("created", orders, "created_ns"),
            _moments("dt", orders, "changed_ns"),
            *_assets(record, column),
            _decimals("amount", _ints(orders, "amount"), scale),
            _decimals("filled", _ints(orders, "filled"), scale),
            _prices("limit", _ints(orders, "limit"), record.price_scale),
            _prices("stop", _ints(orders, "stop"), record.price_scale),
            _taken("status", STATUS, status).cast(pl.Enum(STATUS)),
            money.series("commission", _money(orders, "commission"), record.money_scale),
            reasons,
        ]
    )


def transaction_frame(record: RunRecord) -> pl.DataFrame:
    """Return one row a fill, in the order they happened."""
    fills, orders = record.transactions, record.orders
    step, order = _ints(fills, "step"), _ints(fills, "order")
    asked = order >= 0
    row = np.where(asked, order, 0)
    names = ids("order_id", "o", *(_at(_ints(orders, name), row) for name in ("step", "n")))
    if not asked.all():
        names = names.scatter(pl.Series(np.flatnonzero(~asked), dtype=pl.UInt32), None)
    first = np.searchsorted(step, step)
    return pl.DataFrame(
        [
            ids("id", "x", step, np.arange(len(step)) - first),
            names,
            _moments("dt", fills, "time_ns"),
            *_assets(record, _ints(fills, "column")),
            _decimals("amount", _ints(fills, "amount"), record.quantity_scale),
            _prices("price", _ints(fills, "price"), record.price_scale),
            money.series("commission", _money(fills, "commission"), record.money_scale),
        ]
    )


def position_frame(record: RunRecord) -> pl.DataFrame:
    """Return one row a session and open position."""
    held, scale = record.positions, record.money_scale
    row, column = _ints(held, "row"), _ints(held, "column")
    amount, price = _ints(held, "amount"), _ints(held, "price")
    factors = np.array([int(asset.price_multiplier) for asset in record.assets] or [1], dtype=np.int64)
    value = money.product(amount, price, _at(factors, column))
    cost, fees = _money(held, "cost"), _money(held, "fees")
    units = amount / 10.0**record.quantity_scale * _at(factors, column)
    return pl.DataFrame(
        [
            pl.Series("session", _at(_ints(record.daily, "session"), row)).cast(pl.Date),
            pl.Series("dt", _at(_ints(record.daily, "close_ns"), row)).cast(_UTC),
            *_assets(record, column),
            _decimals("amount", amount, record.quantity_scale),
            _prices("last_sale_price", price, record.price_scale),
            money.series("value", value, scale),
            money.series("cost", cost, scale),
            money.series("fees", fees, scale),
            pl.Series("cost_basis", money.floats(money.add(cost, fees), scale) / units),
            money.series("unrealised", money.subtract(value, cost), scale),
        ]
    )


def ids(name: str, letter: str, step: NDArray[Any], n: NDArray[Any]) -> pl.Series:
    """Return the ids of `rustybt.model.ids` of many steps and counts at once.

    Args:
        name: Name of the series.
        letter: ``o`` for orders, ``x`` for executions.
        step: Steps, integers [N].
        n: Counts within the step, integers [N].
    """
    text = np.empty((len(step), 21), dtype=np.uint8)
    text[:] = np.frombuffer(f"{letter}-000000000000-000000".encode(), dtype=np.uint8)
    for end, width, values in ((14, 12, step), (21, 6, n)):
        left = values.astype(np.int64)
        for place in range(end - 1, end - 1 - width, -1):
            if not left.any():
                break
            left, digit = np.divmod(left, 10)
            text[:, place] += digit.astype(np.uint8)
    offsets = np.arange(len(step) + 1, dtype=np.int64) * 21
    array = pa.LargeStringArray.from_buffers(len(step), pa.py_buffer(offsets), pa.py_buffer(text))
    return cast("pl.Series", pl.from_arrow(array)).alias(name)


def recorded_series(name: str, values: Sequence[Any]) -> pl.Series:
    """Return what was recorded as a series: numbers where all are numbers, else their text.

    Args:
        name: Name of the series.
        values: One value a session, None where nothing was recorded yet.
    """
    kinds = {type(value) for value in values if value is not None}
    if kinds <= {bool} or kinds <= {str}:
        return pl.Series(name, values, dtype=pl.Boolean if kinds == {bool} else None)
    if bool not in kinds and all(issubclass(kind, Integral) for kind in kinds):
        numbers = [None if value is None else int(value) for value in values]
        fits = all(value is None or -(2**63) <= value < 2**63 for value in numbers)
        return pl.Series(name, numbers, dtype=pl.Int64 if fits else pl.Float64, strict=fits)
    if kinds == {Decimal}:
        places = max(
            (-int(value.as_tuple().exponent) for value in values if value and value.is_finite()), default=0
        )
        if places <= 20 and all(value is None or value.is_finite() for value in values):
            return pl.Series(name, values, dtype=pl.Decimal(38, max(places, 0)))
    if bool not in kinds and all(issubclass(kind, Real | Decimal) for kind in kinds):
        return pl.Series(
            name, [None if value is None else float(value) for value in values], dtype=pl.Float64
        )
    return pl.Series(name, [None if value is None else str(value) for value in values], dtype=pl.String)


def _times(daily: Columns) -> list[pl.Series]:
    days = _ints(daily, "session")
    session = pl.Series("session", days).cast(pl.Date)
    months, month = np.unique(days.astype("datetime64[D]").astype("datetime64[M]"), return_inverse=True)
    return [
        session,
        _moments("period_open", daily, "open_ns"),
        _moments("period_close", daily, "close_ns"),
        _taken("period_label", months.astype(str).tolist(), month),
        pl.Series("trading_days", np.arange(1, len(session) + 1, dtype=np.int64)),
    ]


def _amounts(record: RunRecord, course: Course) -> list[pl.Series]:
    daily, scale = record.daily, record.money_scale
    cash_before = money.delayed(course.cash, mantissa_of_capital(record))
    value_before = money.delayed(course.value, 0)
    spent = money.subtract(money.subtract(course.cash, cash_before), course.flows)
    columns = {
        "starting_cash": cash_before,
        "ending_cash": course.cash,
        "starting_value": value_before,
        "ending_value": course.value,
        "starting_exposure": money.delayed(course.exposure, 0),
        "ending_exposure": course.exposure,
        "capital_used": spent,
        "portfolio_value": course.portfolio,
        "pnl": course.pnl,
        **{name: _money(daily, name) for name in _SIDES},
    }
    counts = [pl.Series(f"{side}_count", _ints(daily, side).astype(np.int64)) for side in ("longs", "shorts")]
    return [*(money.series(name, column, scale) for name, column in columns.items()), *counts]


def _ratios(course: Course, periods: float) -> list[pl.Series]:
    returns, benchmark = course.returns, course.benchmark
    nothing = np.full(len(returns), np.nan)
    alpha, beta, grown, shaken = nothing, nothing, nothing, nothing
    if benchmark is not None:
        alpha, beta = to_date.alpha_beta_to_date(returns, benchmark, periods)
        grown, shaken = growth(benchmark) - 1.0, to_date.volatility_to_date(benchmark, periods)
    columns: dict[str, Floats] = {
        "returns": returns,
        "gross_leverage": course.gross,
        "net_leverage": course.net,
        "max_leverage": np.maximum.accumulate(np.maximum(course.gross, 0.0)),
        "max_drawdown": to_date.max_drawdown_to_date(returns),
        "algo_volatility": to_date.volatility_to_date(returns, periods),
        "benchmark_volatility": shaken,
        "sharpe": to_date.sharpe_to_date(returns, periods),
        "sortino": to_date.sortino_to_date(returns, periods),
        "alpha": alpha,
        "beta": beta,
        "algorithm_period_return": growth(returns) - 1.0,
        "benchmark_period_return": grown,
        "treasury_period_return": np.zeros(len(returns)),
        "excess_return": np.zeros(len(returns)),
    }
    return [_ratio(name, column) for name, column in columns.items()]


def _ratio(name: str, values: Floats) -> pl.Series:
    # zipline's: a leverage may be infinite, any other figure is empty where it is not finite.
    kept = values if "leverage" in name else np.where(np.isfinite(values), values, np.nan)
    return pl.Series(name, kept, nan_to_null=True)


def _ints(columns: Columns, name: str) -> NDArray[Any]:
    return cast("NDArray[Any]", columns[name])


def _money(columns: Columns, name: str) -> money.Words:
    return money.from_bytes(cast("bytes", columns[name]))


def _at(values: NDArray[Any], rows: NDArray[Any]) -> NDArray[Any]:
    return values[rows] if len(values) else np.zeros(len(rows), dtype=values.dtype)


def _moments(name: str, columns: Columns, source: str) -> pl.Series:
    return pl.Series(name, _ints(columns, source)).cast(_UTC)


def _decimals(name: str, values: NDArray[np.int64], scale: int) -> pl.Series:
    return money.series(name, money.from_integers(values), scale)


def _prices(name: str, values: NDArray[np.int64], scale: int) -> pl.Series:
    present = values != MISSING
    return money.series(name, money.from_integers(values), scale, None if present.all() else present)


def _assets(record: RunRecord, column: NDArray[Any]) -> list[pl.Series]:
    symbols = [asset.symbol for asset in record.assets] or [""]
    sids = np.array([asset.sid for asset in record.assets] or [0], dtype=np.int64)
    return [_taken("symbol", symbols, column), pl.Series("sid", sids[column])]


def _taken(name: str, texts: Sequence[str], places: NDArray[Any]) -> pl.Series:
    # By Arrow: an expression of Polars would start its engine, which costs a fresh process two milliseconds.
    taken = pa.array(texts, pa.large_string()).take(pa.array(places))
    return cast("pl.Series", pl.from_arrow(taken)).alias(name)

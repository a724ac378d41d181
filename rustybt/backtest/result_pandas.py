"""A result as the frame that zipline's ``run_algorithm`` returns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.backtest import result_money as money
from rustybt.backtest.result_frames import ids
from rustybt.model.bars import MISSING
from rustybt.model.orders import OrderStatus

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from rustybt.model.records import Columns, RunRecord

__all__ = ["zipline_frame"]

type Entries = list[list[dict[str, Any]]]


def zipline_frame(record: RunRecord, performance: pl.DataFrame, positions: pl.DataFrame) -> pd.DataFrame:
    """Return the performance in zipline's shape: floats, an index of closes, lists of dicts.

    An order stands in every session in which it was placed, filled or ended, as it was at that session's end.

    Args:
        record: The exact columns of the run.
        performance: The performance frame.
        positions: The position frame.
    """
    import pandas as pd
    import polars as pl
    import polars.selectors as cs

    plain = performance.drop("session").with_columns(cs.decimal().cast(pl.Float64))
    columns: dict[str, Any] = {}
    for name in plain.columns:
        values = plain[name]
        if values.dtype == pl.Datetime:
            columns[name] = pd.DatetimeIndex(values.to_numpy()).tz_localize("UTC")
        else:
            columns[name] = values.to_numpy() if values.dtype.is_numeric() else values.to_list()
    frame = pd.DataFrame(columns)
    frame["orders"] = pd.Series(_orders(record), dtype=object)
    frame["transactions"] = pd.Series(_transactions(record), dtype=object)
    frame["positions"] = pd.Series(_positions(record, positions), dtype=object)
    frame.index = pd.DatetimeIndex(frame["period_close"], name=None)
    return frame


def _transactions(record: RunRecord) -> Entries:
    import pandas as pd

    fills = record.transactions
    order_ids = _order_ids(record)
    days: Entries = [[] for _ in range(len(record.daily["session"]))]
    values = zip(
        _session_of(record, fills, "time_ns").tolist(),
        pd.DatetimeIndex(_column(fills, "time_ns")).tz_localize("UTC"),
        _column(fills, "order").tolist(),
        _column(fills, "column").tolist(),
        _amounts(record, fills, "amount"),
        (_column(fills, "price") / 10.0**record.price_scale).tolist(),
        strict=True,
    )
    for session, moment, order, column, amount, price in values:
        days[session].append(
            {
                "amount": amount,
                "dt": moment,
                "price": price,
                "order_id": order_ids[order] if order >= 0 else None,
                "sid": record.assets[column],
                "commission": None,
            }
        )
    return days


def _orders(record: RunRecord) -> Entries:
    import pandas as pd

    orders, fills = record.orders, record.transactions
    created, changed = (_session_of(record, orders, name) for name in ("created_ns", "changed_ns"))
    moments = {
        name: pd.DatetimeIndex(_column(orders, name)).tz_localize("UTC")
        for name in ("created_ns", "changed_ns")
    }
    fixed = _fixed_parts(record, moments["created_ns"])
    status, filled = _column(orders, "status"), _amounts(record, orders, "filled")
    commission = money.floats(money.from_bytes(cast("bytes", orders["commission"])), record.money_scale)
    days: Entries = [[] for _ in range(len(record.daily["session"]))]
    seen = {session: {} for session in range(len(days))}  # type: dict[int, dict[int, dict[str, Any]]]
    for row in np.flatnonzero(created < changed).tolist():
        now = {
            "dt": moments["created_ns"][row],
            "filled": 0,
            "commission": 0.0,
            "status": int(OrderStatus.OPEN),
        }
        seen[int(created[row])][row] = fixed[row] | now
    for row, session, moment, so_far, paid in _partial_fills(record, fills):
        now = {"dt": moment, "filled": so_far, "commission": paid, "status": int(OrderStatus.OPEN)}
        seen[session][row] = fixed[row] | now
    for row, session in enumerate(changed.tolist()):
        last = {"dt": moments["changed_ns"][row], "filled": filled[row], "status": int(status[row])}
        seen[session][row] = fixed[row] | last | {"commission": float(commission[row])}
    return [list(orders.values()) for orders in seen.values()]


def _partial_fills(record: RunRecord, fills: Columns) -> list[tuple[int, int, Any, Any, float]]:
    # What was filled and paid of an order up to each of its fills, before its last session.
    import pandas as pd

    order, session = _column(fills, "order"), _session_of(record, fills, "time_ns")
    moments = pd.DatetimeIndex(_column(fills, "time_ns")).tz_localize("UTC")
    fee = money.floats(money.from_bytes(cast("bytes", fills["commission"])), record.money_scale)
    so_far: dict[int, Any] = {}
    paid: dict[int, float] = {}
    found = []
    for index, (row, amount) in enumerate(
        zip(order.tolist(), _amounts(record, fills, "amount"), strict=True)
    ):
        if row >= 0:
            so_far[row] = so_far.get(row, 0) + amount
            paid[row] = paid.get(row, 0.0) + float(fee[index])
            found.append((row, int(session[index]), moments[index], so_far[row], paid[row]))
    return found


def _fixed_parts(record: RunRecord, created: pd.DatetimeIndex) -> list[dict[str, Any]]:
    orders = record.orders
    names, columns = _order_ids(record), _column(orders, "column").tolist()
    amounts, prices = _amounts(record, orders, "amount"), {}
    for name in ("limit", "stop"):
        mantissas, unit = _column(orders, name).tolist(), 10.0**record.price_scale
        prices[name] = [None if mantissa == MISSING else mantissa / unit for mantissa in mantissas]
    return [
        {
            "id": names[row],
            "created": created[row],
            "amount": amounts[row],
            "reason": record.order_reasons.get(row),
            "limit": prices["limit"][row],
            "stop": prices["stop"][row],
            "sid": record.assets[columns[row]],
        }
        for row in range(len(names))
    ]


def _positions(record: RunRecord, positions: pl.DataFrame) -> Entries:
    held = record.positions
    days: Entries = [[] for _ in range(len(record.daily["session"]))]
    values = zip(
        _column(held, "row").tolist(),
        _column(held, "column").tolist(),
        _amounts(record, held, "amount"),
        positions["cost_basis"].to_list(),
        (_column(held, "price") / 10.0**record.price_scale).tolist(),
        strict=True,
    )
    for row, column, amount, basis, price in values:
        days[row].append(
            {"sid": record.assets[column], "amount": amount, "cost_basis": basis, "last_sale_price": price}
        )
    return days


def _order_ids(record: RunRecord) -> list[str]:
    return ids("id", "o", _column(record.orders, "step"), _column(record.orders, "n")).to_list()


def _session_of(record: RunRecord, columns: Columns, name: str) -> NDArray[np.int64]:
    closes = _column(record.daily, "close_ns")
    return np.minimum(np.searchsorted(closes, _column(columns, name)), len(closes) - 1)


def _amounts(record: RunRecord, columns: Columns, name: str) -> list[Any]:
    # Whole shares are ints, as in zipline.
    mantissas = _column(columns, name)
    whole = not record.quantity_scale
    return list((mantissas if whole else mantissas / 10.0**record.quantity_scale).tolist())


def _column(columns: Columns, name: str) -> NDArray[Any]:
    return cast("NDArray[Any]", columns[name])

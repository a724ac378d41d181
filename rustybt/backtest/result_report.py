"""A result as a report, written to a file in one step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.reports import Listing, Report, page
from rustybt.analytics.risk import deepest_drawdowns, monthly_returns
from rustybt.backtest.result_text import origin, period, provenance_dict
from rustybt.exceptions import ResultError
from rustybt.model.time import day_to_date

if TYPE_CHECKING:
    import polars as pl

    from rustybt.backtest.result import BacktestResult

__all__ = ["report_page", "write"]

_ROWS = 500


def report_page(result: BacktestResult) -> str:
    """Return the report of a result of at least one session, as HTML."""
    sessions = [
        day_to_date(day) for day in cast("NDArray[np.int32]", result.record.daily["session"]).tolist()
    ]
    returns = result.course.returns
    return page(
        Report(
            title=result.name or "Backtest",
            lead="; ".join(part for part in (period(result), origin(result)) if part),
            picture=result.plot().svg,
            figures=list(result.summary.lines()),
            years=monthly_returns(sessions, returns),
            drawdowns=deepest_drawdowns(sessions, returns),
            listings=(
                _listing("Transactions", result.transactions, _TRANSACTION_COLUMNS),
                _listing("Orders", result.orders, _ORDER_COLUMNS),
            ),
            provenance=provenance_dict(result.provenance),
        )
    )


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all.

    Args:
        path: The file; its folder is made if need be.
        text: What it will hold.

    Raises:
        ResultError: If it cannot be written.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise ResultError(f"the report could not be written to {path}: {error}") from error


_TRANSACTION_COLUMNS = {
    "dt": "Time (UTC)",
    "symbol": "Asset",
    "amount": "Amount",
    "price": "Price",
    "commission": "Commission",
    "order_id": "Order",
}
_ORDER_COLUMNS = {
    "created": "Placed (UTC)",
    "symbol": "Asset",
    "amount": "Amount",
    "filled": "Filled",
    "limit": "Limit",
    "stop": "Stop",
    "status": "Status",
    "commission": "Commission",
    "id": "Order",
}
_LEFT = ("Time (UTC)", "Placed (UTC)", "Asset", "Status", "Order")


def _listing(title: str, frame: pl.DataFrame, columns: dict[str, str]) -> Listing:
    rows = frame.head(_ROWS).select(list(columns)).rows()
    return Listing(
        title=title,
        head=tuple(columns.values()),
        rows=[tuple(_cell(value) for value in row) for row in rows],
        total=len(frame),
        text_columns=[name for name in columns.values() if name in _LEFT],
    )


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if hasattr(value, "strftime"):
        return str(value.strftime("%Y-%m-%d %H:%M"))
    whole, _, places = f"{value:,f}".partition(".")
    kept = places.rstrip("0")
    text = f"{whole}.{kept:0<2}" if kept or len(places) > 2 else whole
    return text.replace("-", "\N{MINUS SIGN}")

"""A result as a tear sheet, written to a file in one step."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.drawings import Distribution, Mark
from rustybt.analytics.figures import money_text, percent_text, ratio_text
from rustybt.analytics.page_script import with_values
from rustybt.analytics.relative import against, beside, years_of
from rustybt.analytics.reports import (
    Block,
    Listing,
    Report,
    drawdown_table,
    heat_table,
    listed,
    page,
    source_list,
)
from rustybt.analytics.risk import deepest_drawdowns, monthly_returns
from rustybt.analytics.tables import figure_grid, table
from rustybt.backtest import result_curves, tear_sheet
from rustybt.backtest.asset_gains import asset_gains
from rustybt.backtest.result_text import origin, period, provenance_dict
from rustybt.exceptions import ResultError
from rustybt.model.time import day_to_date

if TYPE_CHECKING:
    import polars as pl

    from rustybt.analytics.risk_report import RiskReport
    from rustybt.backtest.result import BacktestResult

__all__ = ["report_page", "write"]

_ROWS, _UNFOLDED, _FALLS = 500, 40, 10


def report_page(result: BacktestResult) -> str:
    """Return the tear sheet of a result of at least one session, as HTML."""
    sessions = [
        day_to_date(day) for day in cast("NDArray[np.int32]", result.record.daily["session"]).tolist()
    ]
    days = [str(day) for day in sessions]
    risk = result.risk() if len(result) > 1 else None
    blocks = [_summary_block(result), *result.report_blocks()]
    if risk is not None:
        blocks += [_rolling_block(result, risk, days), _distribution_block(result, risk)]
    returns, benchmark = result.course.returns, result.course.benchmark
    gains = asset_gains(result.record)
    blocks += [
        Block(title="Monthly returns in per cent", body=heat_table(monthly_returns(sessions, returns))),
        Block(title="Deepest drawdowns", body=drawdown_table(deepest_drawdowns(sessions, returns, _FALLS))),
        tear_sheet.years_block(result, years_of(sessions, returns, benchmark, result.periods_per_year)),
        tear_sheet.positions_block(result),
        tear_sheet.trades_block(result),
        tear_sheet.costs_block(result, gains),
        tear_sheet.gains_block(result, gains),
        _listing("Transactions", result.transactions, _TRANSACTION_COLUMNS),
        _listing("Orders", result.orders, _ORDER_COLUMNS),
    ]
    if provenance := provenance_dict(result.provenance):
        blocks.append(Block(title="Run card", body=source_list(provenance)))
    return page(
        Report(
            title=result.name or "Backtest",
            period=period(result),
            lead="; ".join(part for part in (period(result), origin(result)) if part),
            figures=list(result.summary.lines()),
            picture=with_values(result.plot().svg, days, _values(result)),
            blocks=blocks,
        )
    )


def _values(result: BacktestResult) -> list[tuple[str, list[str]]]:
    curves = result_curves.curves_of(result.record, result.course)
    columns = [
        ("Equity", [money_text(value) for value in curves.equity.tolist()]),
        ("Drawdown", [percent_text(value) for value in curves.drawdown.tolist()]),
        ("Exposure", [percent_text(value) for value in result.course.gross.tolist()]),
    ]
    if curves.benchmark is not None:
        columns.insert(1, ("Benchmark", [money_text(value) for value in curves.benchmark.tolist()]))
    return columns


def _summary_block(result: BacktestResult) -> Block:
    returns, benchmark, periods = result.course.returns, result.course.benchmark, result.periods_per_year
    rows = beside(returns, benchmark, periods)
    head = ("Figure", "Run") if benchmark is None else ("Figure", "Run", "Benchmark")
    body = f"<div>{table(head, rows, text_columns=('Figure',))}</div>"
    if benchmark is None:
        body += '<div><p class="rb-note">No benchmark: hand one in with benchmark_returns, or name an asset.</p></div>'
        return Block(title="Summary", body=f'<div class="rb-pair">{body}</div>')
    more = table(("Against the benchmark", "Value"), against(returns, benchmark, periods),
                 text_columns=("Against the benchmark",))  # fmt: skip
    return Block(title="Summary with benchmark", body=f'<div class="rb-pair">{body}<div>{more}</div></div>')


def _rolling_block(result: BacktestResult, risk: RiskReport, days: list[str]) -> Block:
    window = risk.options.window
    title = f"Rolling figures, {window} sessions"
    if window > len(result):
        note = f"{len(result)} sessions are fewer than the window of {window}."
        return Block(title=title, body=f'<p class="rb-note">{note}</p>')
    columns = [
        ("Sharpe", [ratio_text(value) for value in risk.sharpe.tolist()]),
        ("Volatility", [percent_text(value) for value in risk.volatility.tolist()]),
    ]
    if risk.beta is not None:
        columns.append(("Beta", [ratio_text(value) for value in risk.beta.tolist()]))
    return Block(title=title, body=with_values(risk.plot().svg, days, columns))


def _distribution_block(result: BacktestResult, risk: RiskReport) -> Block:
    marks = [
        Mark(f"{name} {tail.level * 100:g} %", value)
        for tail in risk.tails
        if tail.method == "historical"
        for name, value in (("VaR", tail.value_at_risk), ("CVaR", tail.shortfall))
        if value is not None
    ]
    picture = Distribution(result.course.returns, marks, "Returns of the sessions").svg
    shown = risk.sheet()
    tails = next(section for section in shown.sections if "Value at risk" in section.title)
    body = picture + figure_grid(shown.figures)
    body += f"<h3>{tails.title}</h3>" + table(tails.head, tails.rows, text_columns=tails.text_columns)
    body += "".join(f'<p class="rb-note">{escape(note)}</p>' for note in shown.notes)
    return Block(title="Distribution of returns and value at risk", body=body)


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


def _listing(title: str, frame: pl.DataFrame, columns: dict[str, str]) -> Block:
    rows = frame.head(_ROWS).select(list(columns)).rows()
    listing = Listing(
        title=title,
        head=tuple(columns.values()),
        rows=[tuple(_cell(value) for value in row) for row in rows],
        total=len(frame),
        text_columns=[name for name in columns.values() if name in _LEFT],
    )
    return Block(title=f"{title} ({len(frame):,})", body=listed(listing), folded=len(frame) > _UNFOLDED)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if hasattr(value, "strftime"):
        return str(value.strftime("%Y-%m-%d %H:%M"))
    return tear_sheet.number_text(value)

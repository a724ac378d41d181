"""The parts of a tear sheet that are about what a run did: exposure, positions, trades, costs, gains by asset."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.drawings import Bars
from rustybt.analytics.figures import minus, money_text, percent_text, ratio_text
from rustybt.analytics.relative import Year
from rustybt.analytics.reports import Block, Listing, listed, sortable
from rustybt.analytics.tables import figure_grid, table
from rustybt.backtest import result_money as money
from rustybt.backtest.result_figures import traded_of
from rustybt.backtest.result_text import provenance_dict
from rustybt.exceptions import DataNotAvailableError

if TYPE_CHECKING:
    import polars as pl

    from rustybt.backtest.asset_gains import AssetGain
    from rustybt.backtest.result import BacktestResult
    from rustybt.backtest.result_trades import Trades

__all__ = [
    "costs_block", "gains_block", "held_text", "number_text", "positions_block", "trades_block", "years_block",
]  # fmt: skip

type Floats = NDArray[np.float64]

_NONE = "\N{EN DASH}"
_DAY_NS = 86_400 * 10**9
_SHOWN = 10


def years_block(result: BacktestResult, years: Sequence[Year]) -> Block:
    """Return the years one by one, with exposure, turnover and commissions.

    Args:
        result: Of at least one session.
        years: Its years.
    """
    traded = _traded_by_session(result)
    fees = money.from_bytes(cast("bytes", result.record.daily["fees"]))
    course, scale = result.course, result.record.money_scale
    rows = []
    for year in years:
        start, end = year.rows
        before = money.amount_at(fees, start - 1, scale) if start else Decimal(0)
        gross, mean = course.gross[start:end], float(course.worth[start:end].mean())
        held = gross[np.isfinite(gross)]
        turned = float(traded[start:end].sum()) / 2.0 / mean if mean > 0 else math.nan
        rows.append(
            (
                str(year.year),
                percent_text(year.returned, signed=True),
                *(() if year.benchmark is None else (percent_text(year.benchmark, signed=True),)),
                percent_text(year.volatility),
                ratio_text(year.sharpe),
                percent_text(year.drawdown),
                percent_text(float(held.mean()) if len(held) else math.nan),
                f"{ratio_text(turned)}\N{MULTIPLICATION SIGN}",
                money_text(money.amount_at(fees, end - 1, scale) - before),
            )
        )
    head = ["Year", "Return", "Volatility", "Sharpe", "Max drawdown", "Exposure", "Turnover", "Commissions"]
    if years and years[0].benchmark is not None:
        head.insert(2, "Benchmark")
    note = (
        '<p class="rb-note">Exposure: mean of long and short over the portfolio. Turnover: half of what was bought '
        "and sold in the year, over the mean portfolio.</p>"
    )
    return Block(title="Year by year: exposure and turnover", body=sortable(table(head, rows)) + note)


def positions_block(result: BacktestResult) -> Block:
    """Return what is held at the end, and how many positions were held.

    Args:
        result: Of at least one session.
    """
    daily = result.record.daily
    counts = np.asarray(daily["longs"]) + np.asarray(daily["shorts"])
    frame = result.positions
    last = result.summary.end
    held = frame.filter(frame["session"] == last).sort("value", descending=True)
    worth = float(result.course.worth[-1])
    rows = [
        (
            row["symbol"],
            number_text(row["amount"]),
            number_text(row["last_sale_price"]),
            money_text(row["value"]),
            percent_text(float(row["value"]) / worth if worth else math.nan),
            money_text(row["cost"]),
            money_text(row["unrealised"], signed=True),
        )
        for row in held.iter_rows(named=True)
    ]
    head = ("Asset", "Amount", "Price", "Value", "Of portfolio", "Cost", "Unrealised")
    figures = [
        ("Positions, mean", ratio_text(float(counts.mean()))),
        ("Positions, most", f"{int(counts.max()):,}"),
        ("Sessions invested", percent_text(float((counts > 0).mean()))),
        ("Held at the end", f"{len(rows):,}"),
    ]
    body = listed(Listing(title="", head=head, rows=rows[:200], total=len(rows), text_columns=("Asset",)))
    return Block(title=f"Positions at the end, {last}", body=figure_grid(figures) + body)


def trades_block(result: BacktestResult) -> Block:
    """Return the round trips: how often they won, how long they were held, the best and the worst.

    Args:
        result: Of at least one session.
    """
    title = "Trades and holding times"
    try:
        trades = result.trades()
    except DataNotAvailableError as error:
        return Block(title=title, body=f'<p class="rb-note">Left out: {escape(str(error))}</p>')
    closed = trades.frame.filter(trades.frame["status"] != "open").sort("profit", descending=True)
    if closed.is_empty():
        return Block(title="Trades", body='<p class="rb-note">No position was closed.</p>')
    best = closed.filter(closed["profit"] > 0).head(_SHOWN)
    worst = closed.filter(closed["profit"] <= 0).reverse().head(_SHOWN)
    body = figure_grid(_trip_figures(trades, closed))
    body += f'<div class="rb-pair"><div><h3>Best</h3>{_trip_table(best)}</div>'
    body += f"<div><h3>Worst</h3>{_trip_table(worst)}</div></div>"
    note = "From flat to flat in one asset, after commissions and with dividends"
    note += "; the win rate at the top leaves dividends out." if result.summary.dividends else "."
    if trades.reason:
        note += f" MAE and MFE are left out: {trades.reason}"
    return Block(title=title, body=f'{body}<p class="rb-note">{escape(note)}</p>')


def costs_block(result: BacktestResult, gains: Sequence[AssetGain]) -> Block:
    """Return commissions by asset, and beside what was traded and earned.

    Args:
        result: Of at least one session.
        gains: Of its assets.
    """
    summary = result.summary
    traded = sum((each.bought + each.sold for each in gains), Decimal(0))
    before = summary.pnl + summary.fees
    years = len(result) / result.periods_per_year
    drag = float(summary.fees) / float(result.course.worth.mean()) / years if result.course.worth.any() else 0
    known = provenance_dict(result.provenance).get("slippage") or _NONE
    costs = result.costs()
    slippage = costs.slippage
    why = f" It is not known: {costs.reason}." if slippage is None and costs.reason else ""
    figures = [
        ("Commissions", money_text(summary.fees)),
        ("Traded", money_text(traded)),
        ("Commissions of traded", _points(summary.fees, traded)),
        ("Profit before them", money_text(before, signed=True)),
        ("Share of that profit", _share(summary.fees, before)),
        ("Drag a year", percent_text(drag)),
        ("Slippage", _NONE if slippage is None else money_text(slippage)),
        ("Slippage of traded", _NONE if slippage is None else _points(slippage, traded)),
    ]
    rows = [
        (each.symbol, f"{each.fills:,}", money_text(each.bought + each.sold), money_text(each.fees),
         _points(each.fees, each.bought + each.sold), _share(each.fees, summary.fees))
        for each in sorted(gains, key=lambda each: -each.fees)
    ]  # fmt: skip
    head = ("Asset", "Fills", "Traded", "Commissions", "Of traded", "Share")
    note = (
        f'<p class="rb-note">Slippage is in the prices of the fills, by {escape(str(known))}, measured '
        f"from the close of the bar; commissions are what was booked.{escape(why)}</p>"
    )
    body = listed(Listing(title="", head=head, rows=rows[:100], total=len(rows), text_columns=("Asset",)))
    return Block(title="Costs", body=figure_grid(figures) + body + note)


def gains_block(result: BacktestResult, gains: Sequence[AssetGain]) -> Block:
    """Return what each asset earned; the rows sum to the profit to the last digit.

    Args:
        result: Of at least one session.
        gains: Of its assets, the greatest first.
    """
    summary = result.summary
    rest = summary.pnl - sum((each.gain for each in gains), Decimal(0)) - summary.dividends
    rows = [
        (each.symbol, money_text(each.bought), money_text(each.sold), money_text(each.held),
         money_text(each.fees), money_text(each.gain, signed=True), _share(each.gain, summary.pnl))
        for each in gains[:200]
    ]  # fmt: skip
    hidden = sum((each.gain for each in gains[200:]), Decimal(0))
    for title, value in (("Others", hidden), ("Dividends", summary.dividends), ("Other cash", rest)):
        if value:
            text = money_text(value, signed=True)
            rows.append((title, _NONE, _NONE, _NONE, _NONE, text, _share(value, summary.pnl)))
    profit = money_text(summary.pnl, signed=True)
    rows.append(
        ("Profit", _NONE, _NONE, _NONE, money_text(summary.fees), profit, _share(summary.pnl, summary.pnl))
    )
    chosen = [*gains[:8], *gains[-4:]] if len(gains) > 12 else gains
    bars = Bars(
        [(each.symbol, float(each.gain), money_text(each.gain, signed=True)) for each in chosen],
        "Gain by asset",
        "the eight best and the four worst" if len(gains) > 12 else "",
    ).svg  # fmt: skip
    head = ("Asset", "Bought", "Sold", "Held at the end", "Commissions", "Gain", "Of profit")
    body = sortable(table(head, rows, text_columns=("Asset",)))
    note = '<p class="rb-note">Sold and still held, less bought and commissions; the gains sum to the profit.</p>'
    return Block(title="Attribution by asset", body=(bars if gains else "") + body + note)


def number_text(value: Decimal) -> str:
    """Return an exact amount or price with at least two decimals, if it has any, and none of the zeros behind.

    Example:
        >>> number_text(Decimal("12.500000")), number_text(Decimal("100"))
        ('12.50', '100')
    """
    whole, _, places = f"{value:,f}".partition(".")
    kept = places.rstrip("0")
    return minus(f"{whole}.{kept:0<2}" if kept or len(places) > 2 else whole)


def _traded_by_session(result: BacktestResult) -> Floats:
    closes = cast("NDArray[np.int64]", result.record.daily["close_ns"])
    times = np.asarray(result.record.transactions["time_ns"])
    row = np.minimum(np.searchsorted(closes, times), len(closes) - 1)
    return np.bincount(row, traded_of(result.record), minlength=len(closes))


def _trip_figures(trades: Trades, closed: pl.DataFrame) -> Iterator[tuple[str, str]]:
    figures, profit, held = trades.figures, closed["profit"], _days(closed)
    won, lost = profit.filter(profit > 0), profit.filter(profit <= 0)
    yield "Round trips", f"{len(profit):,}"
    yield "Still open", f"{figures['open']:,.0f}"
    yield "Win rate", percent_text(figures["win_rate"])
    yield "Mean win", _mean_text(won)
    yield "Mean loss", _mean_text(lost)
    yield "Mean trade", _mean_text(profit)
    yield "Profit factor", ratio_text(math.inf if not len(lost) else figures["profit_factor"])
    yield "MFE / MAE", ratio_text(figures["edge"])
    yield "Held, median", held_text(float(np.median(held)))
    yield "Held, mean", held_text(float(held.mean()))
    yield "Held, longest", held_text(float(held.max()))
    yield "Held, shortest", held_text(float(held.min()))


def _trip_table(chosen: pl.DataFrame) -> str:
    rows = [
        (
            row["symbol"],
            f"{row['entry_time']:%Y-%m-%d}",
            f"{row['exit_time']:%Y-%m-%d}",
            held_text(held),
            percent_text(math.nan if row["return"] is None else row["return"], signed=True),
            money_text(row["profit"], signed=True),
        )
        for row, held in zip(chosen.iter_rows(named=True), _days(chosen).tolist(), strict=True)
    ]
    head = ("Asset", "Opened", "Closed", "Held", "Return", "Profit")
    return table(head, rows, text_columns=("Asset",))


def _days(chosen: pl.DataFrame) -> Floats:
    return np.asarray(chosen["held"].dt.total_nanoseconds().to_numpy() / _DAY_NS, dtype=np.float64)


def _mean_text(profit: pl.Series) -> str:
    # Of exact sums.
    return money_text(sum(profit, Decimal(0)) / len(profit), signed=True) if len(profit) else _NONE


def held_text(days: float) -> str:
    """Return a time in days, or in hours and minutes if it is short.

    Example:
        >>> held_text(12.0), held_text(0.25), held_text(1 / 96)
        ('12 d', '6.0 h', '15 min')
    """
    if days >= 2:
        return f"{days:,.0f} d"
    return f"{days * 24:.1f} h" if days * 24 >= 1 else f"{days * 1440:.0f} min"


def _share(part: Decimal, whole: Decimal) -> str:
    return percent_text(float(part) / float(whole)) if whole else _NONE


def _points(part: Decimal, whole: Decimal) -> str:
    return minus(f"{float(part) / float(whole) * 10_000:,.2f} bp") if whole else _NONE

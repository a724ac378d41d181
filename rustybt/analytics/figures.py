"""The key figures of a run, and how they are written."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Any

__all__ = ["KeyFigures", "minus", "money_text", "percent_text", "ratio_text", "title_text"]

_NONE = "\N{EN DASH}"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigures:
    """What a run comes down to. Ratios are floats, NaN where not defined; None where there is no benchmark.

    Attributes:
        start: First session.
        end: Last session.
        sessions: Number of sessions.
        capital_base: Cash at the start.
        final_value: Cash and positions at the end.
        pnl: Profit without flows from outside.
        fees: Commissions paid.
        dividends: Dividends received less those owed on short positions.
        total_return: Compound return over the run.
        annual_return: Compound annual growth rate (CAGR).
        volatility: Annual volatility of the session returns.
        sharpe: Annual Sharpe ratio, without a riskless return.
        sortino: Annual Sortino ratio, with a required return of 0.
        max_drawdown: Deepest fall from a peak at session ends, 0 or negative.
        calmar: Annual return over the size of the deepest drawdown.
        benchmark_return: Compound return of the benchmark.
        alpha: Annual return that the benchmark does not explain.
        beta: Slope of the returns on the benchmark's.
        exposure: Mean over the sessions of the value held long and short over the portfolio.
        turnover: Half of what was bought and sold in a year, over the mean portfolio.
        orders: Number of orders.
        transactions: Number of fills.
        trades: Closed round trips, from flat to flat in one asset.
        win_rate: Share of them that earned more than their commissions, dividends left out.
    """

    start: date
    end: date
    sessions: int
    capital_base: Decimal
    final_value: Decimal
    pnl: Decimal
    fees: Decimal
    dividends: Decimal
    total_return: float
    annual_return: float
    volatility: float
    sharpe: float
    sortino: float
    max_drawdown: float
    calmar: float
    benchmark_return: float | None
    alpha: float | None
    beta: float | None
    exposure: float
    turnover: float
    orders: int
    transactions: int
    trades: int
    win_rate: float

    def to_dict(self) -> dict[str, Any]:
        """Return every figure by name."""
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def lines(self) -> Iterator[tuple[str, str]]:
        """Yield what a person reads first: each figure's title and its text."""
        yield "Total return", percent_text(self.total_return, signed=True)
        yield "Annual return", percent_text(self.annual_return, signed=True)
        yield "Volatility", percent_text(self.volatility)
        yield "Sharpe", ratio_text(self.sharpe)
        yield "Sortino", ratio_text(self.sortino)
        yield "Max drawdown", percent_text(self.max_drawdown)
        yield "Calmar", ratio_text(self.calmar)
        if self.alpha is not None and self.beta is not None and self.benchmark_return is not None:
            yield "Benchmark", percent_text(self.benchmark_return, signed=True)
            yield "Alpha", percent_text(self.alpha, signed=True)
            yield "Beta", ratio_text(self.beta)
        yield "Exposure", percent_text(self.exposure)
        yield "Turnover a year", f"{ratio_text(self.turnover)}\N{MULTIPLICATION SIGN}"
        yield "Win rate", percent_text(self.win_rate)
        yield "Round trips", f"{self.trades:,}"
        yield "Orders / fills", f"{self.orders:,} / {self.transactions:,}"
        yield "Profit", money_text(self.pnl, signed=True)
        yield "Fees", money_text(self.fees)
        if self.dividends:
            yield "Dividends", money_text(self.dividends, signed=True)
        yield "Final value", money_text(self.final_value)

    def __str__(self) -> str:
        lines = list(self.lines())
        wide = max(len(title) for title, _ in lines)
        right = max(len(text) for _, text in lines)
        return "\n".join(f"{title:<{wide}}  {text:>{right}}" for title, text in lines)


def money_text(value: Decimal | float, *, signed: bool = False) -> str:
    """Return an amount with two decimals and thousands apart.

    Args:
        value: The amount.
        signed: Whether a gain gets a plus sign.

    Example:
        >>> money_text(Decimal("-1234.567")), money_text(1234.5, signed=True)
        ('\N{MINUS SIGN}1,234.57', '+1,234.50')
        >>> money_text(-0.001)
        '0.00'
    """
    return minus(f"{value:{'+' if signed else ''}z,.2f}")


def percent_text(value: float, *, signed: bool = False) -> str:
    """Return a ratio in per cent.

    Args:
        value: The ratio; NaN gives a dash.
        signed: Whether a gain gets a plus sign.

    Example:
        >>> percent_text(0.1234, signed=True), percent_text(float("nan"))
        ('+12.3 %', '\N{EN DASH}')
    """
    if not math.isfinite(value):
        return _NONE if math.isnan(value) else _infinite(value)
    digits = 1 if abs(value) < 100 else 0
    rounded = round(value * 100, digits) or 0.0
    return minus(f"{rounded:{'+' if signed and rounded else ''},.{digits}f} %")


def ratio_text(value: float) -> str:
    """Return a ratio with two decimals.

    Args:
        value: The ratio; NaN gives a dash.

    Example:
        >>> ratio_text(1.2345), ratio_text(float("inf"))
        ('1.23', '\N{INFINITY}')
    """
    if not math.isfinite(value):
        return _NONE if math.isnan(value) else _infinite(value)
    return minus(f"{value:z,.2f}")


def title_text(name: str) -> str:
    """Write the name of a figure as a heading.

    Args:
        name: As it is in a frame.

    Example:
        >>> title_text("total_return")
        'Total return'
    """
    return name.replace("_", " ").capitalize()


def minus(text: str) -> str:
    """Return a number's text with a true minus sign, as wide as a digit."""
    return text.replace("-", "\N{MINUS SIGN}")


def _infinite(value: float) -> str:
    return "\N{INFINITY}" if value > 0 else "\N{MINUS SIGN}\N{INFINITY}"

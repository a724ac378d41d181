"""What made the profit: assets to the cent, factors with their t-values, and groups against a benchmark."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from rustybt.analytics.brinson import Brinson, brinson
from rustybt.analytics.figures import minus, money_text, percent_text, ratio_text
from rustybt.analytics.regression import Regression, regression
from rustybt.analytics.sheets import Section, Sheet, Shown
from rustybt.backtest import result_money as money
from rustybt.backtest.result_curves import Floats, benchmark_of
from rustybt.backtest.result_events import dividends_paid, splits_of
from rustybt.backtest.result_explain import column_of
from rustybt.exceptions import ConfigurationError, ConservationError

if TYPE_CHECKING:
    import polars as pl

    from rustybt.backtest.result_book import Book

__all__ = ["Attribution", "factor_model", "grouped"]

BEYOND_DOUBT = 1e5


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Attribution(Shown):
    """The profit of a run, shared out.

    Attributes:
        book: The run.
        model: Alpha and betas, or None without factors and benchmark.
        groups: Brinson's effects, or None without groups.
        periods: Periods in a year.
    """

    book: Book
    model: Regression | None
    groups: Brinson | None
    periods: float

    @cached_property
    def by_asset(self) -> pl.DataFrame:
        """One row an asset that was traded; the exact ``pnl`` sums to the profit of the run, to the last digit.

        ``price`` is what prices made of positions, splits and their cash included; ``share`` is of the whole profit.
        Fees of no fill are a row without a symbol.
        """
        import polars as pl

        parts = _contributions(self.book)
        total, scale = sum(self.book.pnl), self.book.record.money_scale
        if sum(price - fee + paid for price, fee, paid in parts.values()) != total:
            raise ConservationError("the profits of the assets do not sum to the run's: please report this")
        assets = [self.book.record.assets[column] if column >= 0 else None for column in parts]
        prices, fees, paid = (
            (list(each) for each in zip(*parts.values(), strict=True)) if parts else ([], [], [])
        )
        pnl = [price - fee + cash for price, fee, cash in parts.values()]
        return pl.DataFrame(
            [
                pl.Series("symbol", [asset and asset.symbol for asset in assets], dtype=pl.String),
                pl.Series("sid", [asset and asset.sid for asset in assets], dtype=pl.Int64),
                money.series("price", money.from_mantissas(prices), scale),
                money.series("fees", money.from_mantissas(fees), scale),
                money.series("dividends", money.from_mantissas(paid), scale),
                money.series("pnl", money.from_mantissas(pnl), scale),
                pl.Series("share", [made / total if total else None for made in pnl], dtype=pl.Float64),
            ]
        ).sort("pnl", descending=True)

    @property
    def pnl(self) -> Decimal:
        """The profit that is shared out."""
        return money.amount(sum(self.book.pnl), self.book.record.money_scale)

    @property
    def factors(self) -> pl.DataFrame:
        """One row a coefficient: ``coefficient``, ``error``, ``t``; alpha is of one session. Empty without factors."""
        import polars as pl

        model = self.model
        columns = (
            ([], [], [], [])
            if model is None
            else (model.names, model.coefficients, model.errors, model.t_values)
        )
        schema = {"factor": pl.String, "coefficient": pl.Float64, "error": pl.Float64, "t": pl.Float64}
        return pl.DataFrame(dict(zip(schema, map(list, columns), strict=True)), schema=schema)

    def sheet(self) -> Sheet:
        """Return what is shown."""
        sections = [self._assets()]
        figures = [("Profit", money_text(self.pnl, signed=True))]
        notes = []
        if self.model is None:
            notes.append(
                "Without factors and without a benchmark there is no regression: give factors= or benchmark=."
            )
        else:
            daily = self.model.coefficients[0]
            alpha = (1.0 + daily) ** self.periods - 1.0 if daily > -1.0 else math.nan
            figures += [
                ("Alpha a year", percent_text(alpha, signed=True)),
                ("Explained (R\N{SUPERSCRIPT TWO})", percent_text(self.model.r_squared)),
                ("Residual a year", percent_text(self.model.residual * math.sqrt(self.periods))),
            ]
            sections.append(_model_section(self.model))
        if self.groups is not None:
            sections.append(self.groups.section())
            figures.append(
                ("Active return", percent_text(self.groups.portfolio - self.groups.benchmark, signed=True))
            )
        return Sheet(title="Attribution", figures=figures, sections=sections, notes=notes)

    def _assets(self) -> Section:
        rows = [
            (
                symbol or "fees of no fill",
                *(money_text(value, signed=True) for value in (price, -fees, paid, pnl)),
                "\N{EN DASH}" if share is None else percent_text(share, signed=True),
            )
            for symbol, _, price, fees, paid, pnl, share in self.by_asset.rows()
        ]
        head = ("Asset", "Prices", "Fees", "Dividends", "Profit", "Share")
        note = "" if rows else "The run made no trade."
        return Section(title="By asset", head=head, rows=rows, text_columns=["Asset"], note=note)


def factor_model(
    returns: Floats, benchmark: Floats | None, factors: Any, sessions: Any, lags: int
) -> Regression | None:
    """Explain the returns of a run by factors, or by its benchmark.

    Args:
        returns: Of the run, float64[S].
        benchmark: Of its benchmark, float64[S], or None.
        factors: Returns by name, each one a session or a mapping by date; or a frame with a column a factor and
            ``session`` or ``date``; None for the benchmark alone.
        sessions: int32[S], days since 1970-01-01.
        lags: Of Newey and West's errors.

    Raises:
        ConfigurationError: If a session has no return of a factor, or the regression cannot be.
    """
    if factors is None:
        return None if benchmark is None else regression(returns, benchmark[:, None], ["benchmark"], lags)
    named = _named(factors)
    if not named:
        raise ConfigurationError("factors is empty: give returns by name, such as {'market': ...}")
    columns = []
    for name, values in named.items():
        try:
            columns.append(benchmark_of(values, sessions))
        except ConfigurationError as error:
            raise ConfigurationError(
                f"factor {name!r}: {str(error).replace('benchmark_returns', 'it')}"
            ) from None
    return regression(returns, np.column_stack(columns), list(named), lags)  # type: ignore[arg-type]


def grouped(book: Book, groups: Mapping[str, Mapping[str, Any]], method: str) -> Brinson:
    """Take the return on the capital apart by groups.

    A group that names its ``assets`` gets its weight and return from the run: the mean over the sessions of what was
    held in it over the portfolio, long less short, and its profit over that part of the capital. What is in no such
    group is ``cash``, whose benchmark a group of that name may give. The run is one period:
    nothing is linked, and the active return is that of the whole run.

    Args:
        book: The run.
        groups: As :func:`rustybt.analytics.brinson.brinson` takes them, or with ``assets`` for weight and return.
        method: The same.

    Raises:
        ConfigurationError: If groups share an asset, or a value is missing.
        AssetNotFoundError: If the run has no such asset.
    """
    if not isinstance(groups, Mapping) or not all(isinstance(group, Mapping) for group in groups.values()):
        raise ConfigurationError(
            f"groups is {groups!r:.80}: give each group's values by name, such as {{'tech': {{'assets': ['AAPL'], "
            "'benchmark_weight': 0.4, 'benchmark_return': 0.1}}"
        )
    if not any("assets" in group for group in groups.values()):
        return brinson(groups, method)
    members = {name: _members(book, group) for name, group in groups.items()}
    taken = [column for some in members.values() for column in some]
    if len(set(taken)) != len(taken):
        twice = next(column for column in taken if taken.count(column) > 1)
        raise ConfigurationError(f"{book.record.assets[twice].symbol} is in two groups: leave it in one")
    weights = _weights(book)
    parts = _contributions(book)
    found = {name: dict(group) for name, group in groups.items()}
    cash = found.setdefault("cash", {"benchmark_weight": 0.0, "benchmark_return": 0.0})
    sum_of_weights = made = 0.0
    capital = float(book.record.capital_base) * 10.0**book.record.money_scale
    for name, columns in members.items():
        if name == "cash":
            continue
        weight = math.fsum(weights[column] for column in columns)
        pnl = sum(_net(parts[column]) for column in columns if column in parts) / capital
        if weight == 0.0 and pnl:
            raise ConfigurationError(
                f"group {name!r} earned without a weight at the end of a session: leave it in cash"
            )
        found[name] |= {"weight": weight, "return": pnl / weight if weight else 0.0}
        sum_of_weights, made = sum_of_weights + weight, made + pnl
    rest = 1.0 - sum_of_weights
    left = sum(book.pnl) / capital - made
    cash |= {"weight": rest, "return": left / rest if rest else 0.0}
    return brinson(found, method)


def _members(book: Book, group: Mapping[str, Any]) -> list[int]:
    return [column_of(book.record, asset) for asset in group.get("assets", ())]


def _weights(book: Book) -> list[float]:
    # The mean over the sessions of what was held over the portfolio.
    record = book.record
    worth = np.asarray(money.floats(book.portfolio, record.money_scale))
    row, column = (np.asarray(record.positions[name]).astype(np.int64) for name in ("row", "column"))
    factors = np.array([float(factor) for factor in book.multipliers] or [1.0])
    value = np.asarray(record.positions["amount"]).astype(np.float64) * np.asarray(record.positions["price"])
    share = value * factors[column] / 10.0**record.money_scale / worth[row] if len(row) else value
    return list(np.bincount(column, share, minlength=len(factors)) / len(book))


def _contributions(book: Book) -> dict[int, tuple[int, int, int]]:
    # What prices made, fees and dividends of every asset; -1 for the fees of no fill.
    spent: dict[int, list[int]] = {}
    for fill, column in zip(book.fills, book.column_of, strict=True):
        parts = spent.setdefault(column, [0, 0, 0])
        parts[0] -= fill.amount * fill.price * book.multipliers[column]
        parts[1] += fill.fee
    for column, holding in book.held(len(book) - 1).items():
        spent[column][0] += holding.amount * holding.price * book.multipliers[column]
    for event in splits_of(book):
        spent[event.column][0] += event.pnl if event.kind == "cash in lieu" else 0
    for event in dividends_paid(book, book.actions.dividends):
        spent[event.column][2] += event.pnl
    charges = sum(book.charges)
    if charges:
        spent[-1] = [0, charges, 0]
    return {column: (price, fee, paid) for column, (price, fee, paid) in spent.items()}


def _net(parts: tuple[int, int, int]) -> int:
    return parts[0] - parts[1] + parts[2]


def _named(factors: Any) -> dict[str, Any]:
    columns = getattr(factors, "columns", None)
    if columns is None and not isinstance(factors, Mapping):
        raise ConfigurationError(
            f"factors is a {type(factors).__name__}: give returns by name, such as {{'market': ...}}, or a frame"
        )
    if columns is None:
        return dict(factors)
    names = [str(name) for name in columns]
    days = next((name for name in ("session", "date") if name in names), None)
    if days is None:
        return {name: factors[name] for name in names}
    dates = list(factors[days])
    return {name: dict(zip(dates, factors[name], strict=True)) for name in names if name != days}


def _model_section(model: Regression) -> Section:
    rows = [
        (
            name,
            minus(f"{value:.6f}") if name == "alpha" else ratio_text(value),
            f"{error:.2g}",
            minus(f"{t:.1e}") if BEYOND_DOUBT <= abs(t) < math.inf else ratio_text(t),
        )
        for name, value, error, t in zip(
            model.names, model.coefficients, model.errors, model.t_values, strict=True
        )
    ]
    kind = f"errors of Newey and West, {model.lags} lags" if model.lags else "ordinary errors"
    return Section(
        title=f"Factors: {model.observations:,} sessions, {kind}",
        head=("Factor", "Coefficient", "Error", "t"),
        rows=rows,
        text_columns=["Factor"],
        note="Alpha is that of one session.",
    )

"""What trading cost: commissions and slippage of every fill, and what the run would be at other costs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.figures import money_text, percent_text, ratio_text
from rustybt.analytics.sheets import Section, Sheet, Shown
from rustybt.backtest import result_money as money
from rustybt.backtest.result_figures import sessions_of_fills
from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.context import finite, half_even
from rustybt.finance.metrics import returns as metrics
from rustybt.model.bars import MISSING

if TYPE_CHECKING:
    import polars as pl

    from rustybt.backtest.result_book import Book
    from rustybt.backtest.result_curves import Course
    from rustybt.model.bars import BarPanel

__all__ = ["Costs", "bars_at_fills"]

KEPT_FILLS = (
    "The fills stay as they were and are charged anew, exactly; a strategy that sizes by its equity would have traded "
    "other amounts: run it again with the other costs to see those."
)


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Costs(Shown):
    """The costs of a run.

    Slippage is what a fill paid beyond the close of its bar, which is where the simulation starts from: amount times
    fill price less close. A close at delisting has none.

    Attributes:
        book: The run.
        course: Its value, session by session.
        panel: Its bars, or None if they are gone: then slippage is unknown.
        reason: Why they are gone, or empty.
        multiples: Of the costs, for the sensitivity.
        periods: Periods in a year.
    """

    book: Book
    course: Course
    panel: BarPanel | None
    multiples: Sequence[Any]
    periods: float
    reason: str = ""

    @cached_property
    def slippages(self) -> list[int | None]:
        """Slippage of every fill as a mantissa of money; None where the bar is gone."""
        if self.panel is None:
            return [None] * len(self.book.fills)
        closes = bars_at_fills(self.book, self.panel, "close").tolist()
        orders: list[int] = np.asarray(self.book.record.transactions["order"]).tolist()
        factors = self.book.multipliers
        return [
            0
            if order < 0
            else None
            if close == MISSING
            else fill.amount * (fill.price - close) * factors[column]
            for fill, column, close, order in zip(
                self.book.fills, self.book.column_of, closes, orders, strict=True
            )
        ]

    @cached_property
    def fills(self) -> pl.DataFrame:
        """One row a fill: its exact ``value``, ``commission`` and ``slippage``; the last null where its bar is gone."""
        import polars as pl

        record, book = self.book.record, self.book
        values = [
            abs(fill.amount * fill.price) * book.multipliers[column]
            for fill, column in zip(book.fills, book.column_of, strict=True)
        ]
        assets = [record.assets[column] for column in book.column_of]
        session = sessions_of_fills(record)[0]
        days = np.asarray(book.days, dtype=np.int32)
        present = np.array([value is not None for value in self.slippages], dtype=np.bool_)
        scale = record.money_scale
        return pl.DataFrame(
            [
                pl.Series("session", days[session] if len(session) else [], dtype=pl.Int32).cast(pl.Date),
                pl.Series("dt", [fill.time_ns for fill in book.fills], dtype=pl.Int64).cast(
                    pl.Datetime("ns", "UTC")
                ),
                pl.Series("symbol", [asset.symbol for asset in assets], dtype=pl.String),
                pl.Series("sid", [asset.sid for asset in assets], dtype=pl.Int64),
                money.series("value", money.from_mantissas(values), scale),
                money.series("commission", money.from_mantissas(fill.fee for fill in book.fills), scale),
                money.series(
                    "slippage", money.from_mantissas(value or 0 for value in self.slippages), scale, present
                ),
            ]
        )

    @property
    def commission(self) -> Decimal:
        """All commissions, and fees of no fill."""
        return money.amount(self._commission(), self.book.record.money_scale)

    @property
    def slippage(self) -> Decimal | None:
        """All slippage that is known; None if none is."""
        known = [value for value in self.slippages if value is not None]
        if self.panel is None or (self.slippages and not known):
            return None
        return money.amount(sum(known), self.book.record.money_scale)

    @property
    def total(self) -> Decimal:
        """Commissions, and what slippage is known."""
        return money.amount(sum(self._by_session), self.book.record.money_scale)

    @cached_property
    def by_asset(self) -> pl.DataFrame:
        """One row an asset: fills, exact ``value`` traded, ``commission``, ``slippage``; ``bps`` of the value."""
        return self._grouped("symbol", "sid")

    @cached_property
    def by_month(self) -> pl.DataFrame:
        """The same by month."""
        import polars as pl

        return self._grouped(pl.col("session").dt.strftime("%Y-%m").alias("month"))

    @cached_property
    def sensitivity(self) -> pl.DataFrame:
        """One row a multiple of the costs: exact ``final_value`` and ``pnl``, and the ratios that follow from them.

        The fills stay as they were and are charged anew: every session's profit without its costs, less that multiple
        of them.
        """
        import polars as pl

        scale = self.book.record.money_scale
        rows, pnl, final = [], [], []
        for multiple in self.multiples:
            made, worth, returns = self.recosted(multiple)
            pnl.append(made)
            final.append(worth)
            rows.append(
                (
                    metrics.total_return(returns),
                    metrics.annual_return(returns, self.periods),
                    metrics.sharpe_ratio(returns, periods=self.periods),
                    metrics.max_drawdown(returns),
                )
            )
        names = ("total_return", "annual_return", "sharpe", "max_drawdown")
        ratios = [
            pl.Series(name, [row[at] for row in rows], dtype=pl.Float64, nan_to_null=True)
            for at, name in enumerate(names)
        ]
        return pl.DataFrame(
            [
                pl.Series("costs", [float(multiple) for multiple in self.multiples], dtype=pl.Float64),
                money.series("final_value", money.from_mantissas(final), scale),
                money.series("pnl", money.from_mantissas(pnl), scale),
                *ratios,
            ]
        )

    def recosted(self, multiple: Any) -> tuple[int, int, NDArray[np.float64]]:
        """Charge the fills of the run anew.

        Args:
            multiple: Of the costs that were paid, from 0 on.

        Returns:
            Profit and final value as mantissas of money, and simple returns, one a session, float64[S].

        Raises:
            ConfigurationError: If the multiple is no number from 0 on.
        """
        share = finite(multiple, "a multiple of the costs")
        if share < 0:
            raise ConfigurationError(f"a multiple of the costs is {multiple}: use 0, 1, 2, ...")
        top, bottom = share.as_integer_ratio()
        saved = [half_even(cost * (bottom - top), bottom) for cost in self._by_session]
        since = np.cumsum(np.array([0, *saved], dtype=object))
        scale = 10.0**self.book.record.money_scale
        extra = np.array([float(value) for value in since], dtype=np.float64) / scale
        pnl = np.array([(made + more) / scale for made, more in zip(self.book.pnl, saved, strict=True)])
        # What the session began with, flows of its own included, is what it ended with less its profit.
        base = self.course.worth - np.array([made / scale for made in self.book.pnl]) + extra[:-1]
        with np.errstate(divide="ignore", invalid="ignore"):
            returns = np.where(base == 0.0, 0.0, pnl / base)
        final = money.mantissas(self.course.portfolio)[-1] + sum(saved)
        return sum(self.book.pnl) + sum(saved), final, returns

    def sheet(self) -> Sheet:
        """Return what is shown."""
        traded = float(self.fills["value"].sum() or 0)
        slippage = self.slippage
        figures = [
            ("Commission", money_text(self.commission)),
            ("Slippage", "\N{EN DASH}" if slippage is None else money_text(slippage)),
            ("Costs", money_text(self.total)),
            ("Traded", money_text(traded)),
            ("Basis points", ratio_text(float(self.total) / traded * 1e4 if traded else np.nan)),
        ]
        rows = [
            (
                f"{costs:g}\N{MULTIPLICATION SIGN}",
                money_text(final),
                money_text(pnl, signed=True),
                *map(_percent, ratios[:2]),
                "\N{EN DASH}" if ratios[2] is None else ratio_text(ratios[2]),
                _percent(ratios[3]),
            )
            for costs, final, pnl, *ratios in self.sensitivity.rows()
        ]
        head = ("Costs", "Final value", "Profit", "Total return", "Annual return", "Sharpe", "Max drawdown")
        notes = [f"Slippage is unknown: {self.reason}"] if self.reason else []
        unknown = sum(value is None for value in self.slippages)
        notes += (
            [f"{unknown:,} fills have no bar: their slippage is unknown."]
            if unknown and not self.reason
            else []
        )
        notes += [] if self.book.fills else ["The run made no trade."]
        return Sheet(
            title="Costs",
            figures=figures,
            sections=[
                Section(title="What other costs would have left", head=head, rows=rows, note=KEPT_FILLS),
                *([_asset_section(self.by_asset)] if self.book.fills else []),
            ],
            notes=notes,
        )

    def _commission(self) -> int:
        return sum(fill.fee for fill in self.book.fills) + sum(self.book.charges)

    @cached_property
    def _by_session(self) -> list[int]:
        found = list(self.book.charges)
        sessions = sessions_of_fills(self.book.record)[0].tolist()
        for session, fill, slippage in zip(sessions, self.book.fills, self.slippages, strict=True):
            found[session] += fill.fee + (slippage or 0)
        return found

    def _grouped(self, *keys: Any) -> pl.DataFrame:
        import polars as pl

        amounts = ("value", "commission", "slippage")
        found = self.fills.group_by(*keys, maintain_order=True).agg(
            pl.len().cast(pl.Int64).alias("fills"),
            *(pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) for name in amounts),
        )
        paid = pl.col("commission").cast(pl.Float64) + pl.col("slippage").cast(pl.Float64).fill_null(0.0)
        value = pl.col("value").cast(pl.Float64)
        bps = pl.when(value > 0).then(paid / value * 1e4).alias("bps")
        return found.with_columns(bps).sort(found.columns[0])


def bars_at_fills(book: Book, panel: BarPanel, field: str) -> NDArray[np.int64]:
    """Return a field of the bar of every fill, int64[F]; `MISSING` where there is none.

    Args:
        book: The run.
        panel: Its bars.
        field: Such as ``"close"``.
    """
    fills = book.record.transactions
    if not book.fills:
        return np.empty(0, dtype=np.int64)
    columns = np.array([panel.column(asset) for asset in book.record.assets], dtype=np.int64)
    steps = np.searchsorted(panel.times_ns, cast("NDArray[np.int64]", fills["time_ns"]))
    return np.asarray(panel.field(field)[steps, columns[np.asarray(fills["column"])]], dtype=np.int64)


def _asset_section(frame: pl.DataFrame) -> Section:
    rows = [
        (
            symbol,
            f"{fills:,}",
            money_text(value),
            money_text(commission),
            "\N{EN DASH}" if slippage is None else money_text(slippage),
            "\N{EN DASH}" if bps is None else ratio_text(bps),
        )
        for symbol, _, fills, value, commission, slippage, bps in frame.rows()
    ]
    head = ("Asset", "Fills", "Traded", "Commission", "Slippage", "Basis points")
    return Section(title="By asset", head=head, rows=rows, text_columns=["Asset"])


def _percent(value: float | None) -> str:
    return "\N{EN DASH}" if value is None else percent_text(value, signed=True)

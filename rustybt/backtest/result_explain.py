"""Where each cent came from: the events of a day, a trade or an asset, as a frame and in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from rustybt.analytics.figures import minus, money_text
from rustybt.analytics.sheets import Section, Sheet, Shown
from rustybt.backtest import result_money as money
from rustybt.backtest.result_book import Book
from rustybt.backtest.result_events import KINDS, Event, events_of_asset, events_of_session
from rustybt.exceptions import AssetNotFoundError, ConfigurationError, DateRangeError
from rustybt.model.bars import MISSING
from rustybt.model.time import date_to_day, day_to_date

if TYPE_CHECKING:
    import polars as pl

    from rustybt.model.records import RunRecord

__all__ = ["Explanation", "column_of", "explanation_of", "row_of"]


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Explanation(Shown):
    """The events that made a profit; their sum is the profit, to the last digit.

    Attributes:
        title: What is explained.
        record: The run's.
        happened: The events, in time, as integers.
        expected: The profit of the account as the run recorded it, where the events are all of some sessions.
    """

    title: str
    record: RunRecord
    happened: Sequence[Event]
    expected: Decimal | None = None

    @property
    def total(self) -> Decimal:
        """The exact sum of the events."""
        return money.amount(sum(event.pnl for event in self.happened), self.record.money_scale)

    @property
    def by_kind(self) -> dict[str, Decimal]:
        """The exact sum of each kind of event that happened."""
        sums: dict[str, int] = {}
        for event in self.happened:
            sums[event.kind] = sums.get(event.kind, 0) + event.pnl
        return {kind: money.amount(sums[kind], self.record.money_scale) for kind in KINDS if kind in sums}

    @cached_property
    def events(self) -> pl.DataFrame:
        """One row an event, with its exact ``pnl`` and what happened in words.

        ``amount`` is what was held when the price went from ``price_before`` to ``price_after``, or was filled; of a
        dividend ``price_after`` is the cash for one share. ``trade`` counts the rows of ``result.trades()``,
        ``fill`` those of ``result.transactions``.
        """
        import polars as pl

        record, events = self.record, self.happened
        assets = [record.assets[event.column] if event.column >= 0 else None for event in events]
        return pl.DataFrame(
            [
                pl.Series("session", [self._day(event) for event in events], dtype=pl.Date),
                pl.Series("dt", [event.time_ns for event in events], dtype=pl.Int64).cast(
                    pl.Datetime("ns", "UTC")
                ),
                pl.Series("symbol", [asset and asset.symbol for asset in assets], dtype=pl.String),
                pl.Series("sid", [asset and asset.sid for asset in assets], dtype=pl.Int64),
                pl.Series("event", [event.kind for event in events], dtype=pl.Enum(KINDS)),
                self._series("amount", [event.amount for event in events], record.quantity_scale),
                self._series("price_before", [event.before for event in events], record.price_scale),
                self._series("price_after", [event.after for event in events], record.price_scale),
                self._series("pnl", [event.pnl for event in events], record.money_scale),
                pl.Series(
                    "fill", [event.fill if event.fill >= 0 else None for event in events], dtype=pl.Int64
                ),
                pl.Series(
                    "trade", [event.trade if event.trade >= 0 else None for event in events], dtype=pl.Int64
                ),
                pl.Series("what", [self._words(event) for event in events], dtype=pl.String),
            ]
        )

    def sheet(self) -> Sheet:
        """Return what is shown."""
        lead = f"{len(self.happened):,} event{'s' if len(self.happened) != 1 else ''}"
        if self.expected is not None:
            lead += f"; they sum to the account's own {_exact(self.expected)}, to the last digit"
        figures = [("Profit", money_text(self.total, signed=True))]
        figures += [(kind.capitalize(), money_text(value, signed=True)) for kind, value in self.by_kind.items()
                    if value or kind != "fill"]  # fmt: skip
        shown = [event for event in self.happened if event.pnl or event.kind != "mark"]
        rows = [
            (
                str(datetime.fromisoformat(_moment(event.time_ns)))[:16],
                self.record.assets[event.column].symbol if event.column >= 0 else "",
                event.kind,
                self._words(event),
                _exact(money.amount(event.pnl, self.record.money_scale)),
            )
            for event in shown
        ]
        head = ("Time (UTC)", "Asset", "Event", "What", "Profit")
        return Sheet(
            title=self.title,
            lead=lead,
            figures=figures,
            sections=[Section(title="", head=head, rows=rows, text_columns=head[:4])],
        )

    def _day(self, event: Event) -> date:
        return day_to_date(int(self.record.daily["session"][event.row]))

    def _series(self, name: str, values: list[int], scale: int) -> pl.Series:
        present = np.array([value != MISSING for value in values], dtype=np.bool_)
        return money.series(name, money.from_mantissas(values), scale, present)

    def _words(self, event: Event) -> str:
        amount = _exact(money.amount(event.amount, self.record.quantity_scale))
        size = _exact(money.amount(abs(event.amount), self.record.quantity_scale))
        before, after = (
            "" if price == MISSING else _exact(money.amount(price, self.record.price_scale))
            for price in (event.before, event.after)
        )
        if event.kind == "mark":
            return f"{amount} held from {before} to {after}"
        if event.kind == "fill":
            return f"{'bought' if event.amount > 0 else 'sold'} {size} at {after}"
        if event.kind == "commission":
            return f"for {'buying' if event.amount > 0 else 'selling'} {size} at {after}"
        if event.kind == "dividend":
            ex = day_to_date(int(self.record.daily["session"][event.other]))
            return f"{after} a share on {amount} held before {ex}"
        if event.kind == "split":
            other = _exact(money.amount(event.other, self.record.quantity_scale))
            return f"{amount} at {before} became {other} at {after}"
        return (
            "a fraction of a lot, paid out at its cost"
            if event.kind == "cash in lieu"
            else "a fee of no fill"
        )


def explanation_of(
    book: Book, day: str | date | None, trade: int | None, asset: Any | None, trades: int
) -> Explanation:
    """Explain a day, a trade, an asset, or what two of them have in common; with none of them the whole run.

    Args:
        book: The run.
        day: A session, a date or ISO 8601.
        trade: Number of a trade.
        asset: An asset, its sid or its symbol.
        trades: How many trades there are.

    Raises:
        ConfigurationError: If there is no such trade.
        DateRangeError: If it is no session of the run.
        AssetNotFoundError: If the run has no such asset.
    """
    row = None if day is None else row_of(book, day)
    column = None if asset is None else column_of(book.record, asset)
    if trade is not None:
        column = _column_of_trade(book, trade, trades, column)
    if column is None:
        rows = range(len(book)) if row is None else (row,)
        events = [event for each in rows for event in events_of_session(book, each)]
        total = sum(book.pnl[each] for each in rows)
        return Explanation(
            title=_title(book, row, trade, None), record=book.record, happened=events,
            expected=money.amount(total, book.record.money_scale),
        )  # fmt: skip
    rows = range(len(book)) if row is None else range(row, row + 1)
    events = events_of_asset(book, column, rows)
    chosen = [event for event in events if trade is None or event.trade == trade]
    return Explanation(title=_title(book, row, trade, column), record=book.record, happened=chosen)


def row_of(book: Book, day: str | date) -> int:
    """Return the row of a session.

    Args:
        book: The run.
        day: A date or ISO 8601.

    Raises:
        DateRangeError: If it is no session of the run.
    """
    try:
        wanted = date_to_day(day.date() if isinstance(day, datetime) else
                             day if isinstance(day, date) else date.fromisoformat(day))  # fmt: skip
    except (TypeError, ValueError):
        raise DateRangeError(f"day is {day!r}: use a date such as '2005-01-03'") from None
    row = int(np.searchsorted(book.days, wanted))
    if row == len(book) or book.days[row] != wanted:
        first, last = day_to_date(book.days[0]), day_to_date(book.days[-1])
        near = day_to_date(book.days[min(row, len(book) - 1)])
        raise DateRangeError(
            f"{day_to_date(wanted)} is no session of the run, which goes from {first} to {last}: take {near}"
        )
    return row


def column_of(record: RunRecord, asset: Any) -> int:
    """Return the column of an asset.

    Args:
        record: The run's.
        asset: An asset, its sid or its symbol.

    Raises:
        AssetNotFoundError: If the run has none like it.
    """
    for column, each in enumerate(record.assets):
        if asset in (each.symbol, each) or (isinstance(asset, int) and asset == each.sid):
            return column
    known = ", ".join(each.symbol for each in record.assets[:8])
    raise AssetNotFoundError(
        f"asset {asset!r} is not in the run: it has {known}{' ...' if len(record.assets) > 8 else ''}"
    )


def _column_of_trade(book: Book, trade: int, trades: int, column: int | None) -> int:
    if isinstance(trade, bool) or not isinstance(trade, int | np.integer) or not 0 <= trade < trades:
        held = f"trades 0 to {trades - 1}" if trades else "no trades"
        raise ConfigurationError(
            f"trade {trade!r} does not exist: the run has {held}, the rows of result.trades()"
        )
    tags = book.tags
    opened = np.flatnonzero(tags.begins)[book.numbers == trade][0]
    found = book.column_of[int(tags.order[opened])]
    if column is not None and column != found:
        symbols = [book.record.assets[each].symbol for each in (found, column)]
        raise ConfigurationError(f"trade {trade} is in {symbols[0]}, not in {symbols[1]}: leave asset out")
    return found


def _title(book: Book, row: int | None, trade: int | None, column: int | None) -> str:
    parts = [] if column is None else [book.record.assets[column].symbol]
    parts += [] if trade is None else [f"trade {trade}"]
    parts += [] if row is None else [str(day_to_date(book.days[row]))]
    return f"Profit explained: {', '.join(parts) or 'the whole run'}"


def _moment(time_ns: int) -> str:
    return str(np.datetime64(time_ns, "ns").astype("datetime64[s]"))


def _exact(value: Decimal) -> str:
    whole, _, places = f"{value:,f}".partition(".")
    kept = places.rstrip("0")
    return minus(f"{whole}.{kept:0<2}" if kept else whole)

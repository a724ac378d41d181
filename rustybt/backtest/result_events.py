"""What made each cent of a run: marks, fills, commissions, dividends, splits, in the order they happened.

The walk repeats what the ledger did, on its exact columns: a position is marked from its last price to the price of
its next fill, and from the last fill of a session to the session's last price. The profit of a session is the sum
of its events, to the last digit; the walk itself checks that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from rustybt.backtest.result_book import NOTHING, Book, Dividend, Fill, Holding
from rustybt.exceptions import ConservationError
from rustybt.finance.decimal.context import half_even
from rustybt.model.bars import MISSING
from rustybt.model.time import day_to_date

__all__ = [
    "KINDS",
    "Event",
    "dividends_paid",
    "events_of_asset",
    "events_of_session",
    "splits_of",
    "trade_before",
]

KINDS = ("mark", "fill", "commission", "dividend", "split", "cash in lieu", "charge")


class Event(NamedTuple):
    """One thing that happened, in mantissas.

    Attributes:
        row: Row of the session.
        time_ns: When, UTC.
        column: Of the asset, -1 for the whole account.
        kind: One of `KINDS`.
        amount: Held when the price moved, filled, or held before the split; signed.
        before: Price before, or `MISSING`.
        after: Price after; of a fill its price, of a dividend the cash for one share.
        pnl: What it made of the account, at the money scale.
        fill: Row of the transaction, or -1.
        trade: Number of the round trip, or -1.
        other: Amount after a split; row of a dividend's ex session.
    """

    row: int
    time_ns: int
    column: int
    kind: str
    amount: int
    before: int
    after: int
    pnl: int
    fill: int = -1
    trade: int = -1
    other: int = 0


def events_of_session(book: Book, row: int) -> list[Event]:
    """Return what happened in a session, in time; the sum is its profit.

    Args:
        book: The run.
        row: Of the session.

    Raises:
        ConservationError: If the events do not sum to the profit; this is a defect of rustybt.
    """
    before, after = book.held(row - 1), book.held(row)
    columns = sorted({*before, *after, *book.traded_in(row)})
    events = list(dividends_paid(book, (each for each in book.actions.dividends if each.paid == row)))
    for column in columns:
        events += _asset_session(book, row, column, before.get(column, NOTHING), after.get(column, NOTHING))
    charge = book.charges[row]
    if charge:
        events.append(Event(row, book.close_ns[row], -1, "charge", 0, MISSING, MISSING, -charge))
    made = sum(event.pnl for event in events)
    if made != book.pnl[row]:
        raise ConservationError(
            f"the events of {day_to_date(book.days[row])} make {made}, and the account made {book.pnl[row]} "
            f"(at {book.record.money_scale} decimal places): please report this"
        )
    return sorted(events, key=lambda event: event.time_ns)


def events_of_asset(book: Book, column: int, rows: range) -> list[Event]:
    """Return what happened to an asset in a range of sessions, in time.

    Args:
        book: The run.
        column: Of the asset.
        rows: Of the sessions.
    """
    held = book.held_of(column)
    paid = (each for each in book.actions.dividends if each.column == column and each.paid in rows)
    events = list(dividends_paid(book, paid))
    for row in rows:
        before, after = held.get(row - 1, NOTHING), held.get(row, NOTHING)
        if before.amount or after.amount or (row, column) in book.fills_of:
            events += _asset_session(book, row, column, before, after)
    return sorted(events, key=lambda event: event.time_ns)


def dividends_paid(book: Book, dividends: Iterable[Dividend]) -> Iterator[Event]:
    """Yield what was paid, or owed on short positions, for dividends.

    Args:
        book: The run.
        dividends: Those paid within it.
    """
    for each in dividends:
        holding = book.held(each.ex - 1).get(each.column, NOTHING)
        if holding.amount:
            yield Event(
                each.paid, book.open_ns[each.paid], each.column, "dividend", holding.amount, MISSING, each.amount,
                holding.amount * each.amount * book.multipliers[each.column],
                trade=trade_before(book, each.column, each.ex), other=each.ex,
            )  # fmt: skip


def splits_of(book: Book) -> list[Event]:
    """Return what every split made of a position, with the cash for fractions of lots.

    Args:
        book: The run.
    """
    events: list[Event] = []
    for (row, column), ratios in book.actions.splits.items():
        holding = book.held(row - 1).get(column, NOTHING)
        if holding.amount:
            trade = trade_before(book, column, row)
            for ratio in ratios:
                made, holding = _split(book, row, column, holding, ratio, trade)
                events += made
    return events


def trade_before(book: Book, column: int, row: int) -> int:
    """Return the number of the trade that holds an asset when a session opens.

    Args:
        book: The run.
        column: Of the asset.
        row: Of the session.
    """
    fills = book.fills_by_column.get(column, [])
    done = bisect_right(fills, book.close_ns[row - 1] if row else -1, key=lambda fill: fill.time_ns)
    return fills[done - 1].trade if done else -1


def _asset_session(book: Book, row: int, column: int, before: Holding, after: Holding) -> list[Event]:
    events: list[Event] = []
    factor, trade = book.multipliers[column], -1
    amount, price, cost = before
    if amount:
        trade = trade_before(book, column, row)
        for ratio in book.actions.splits.get((row, column), ()):
            made, (amount, price, cost) = _split(
                book, row, column, Holding(amount, price, cost), ratio, trade
            )
            events += made
    for fill in book.fills_of.get((row, column), ()):
        if amount and fill.price != price:
            pnl = amount * (fill.price - price) * factor
            held_by = fill.closed if fill.closed >= 0 else fill.trade
            events.append(
                Event(row, fill.time_ns, column, "mark", amount, price, fill.price, pnl, fill.row, held_by)
            )
        events += _fill(row, column, fill, amount)
        amount, price, trade = amount + fill.amount, fill.price, fill.trade
    if amount and after.price != price:
        pnl = amount * (after.price - price) * factor
        events.append(
            Event(row, book.close_ns[row], column, "mark", amount, price, after.price, pnl, trade=trade)
        )
    return events


def _fill(row: int, column: int, fill: Fill, held: int) -> Iterator[Event]:
    parts = [(fill.amount, fill.fee, fill.trade)]
    if fill.closed >= 0:
        back = half_even(fill.fee * abs(held), abs(fill.amount))
        parts = [(-held, back, fill.closed), (fill.amount + held, fill.fee - back, fill.trade)]
    for amount, fee, trade in parts:
        yield Event(row, fill.time_ns, column, "fill", amount, MISSING, fill.price, 0, fill.row, trade)
        if fee:
            yield Event(
                row, fill.time_ns, column, "commission", amount, MISSING, fill.price, -fee, fill.row, trade
            )


def _split(
    book: Book, row: int, column: int, held: Holding, ratio: tuple[int, int], trade: int
) -> tuple[list[Event], Holding]:
    # As the ledger does it: whole lots are kept, the fraction of one is paid out at its cost.
    numerator, denominator = ratio
    raw = held.amount * denominator
    amount = abs(raw) // numerator * (1 if raw > 0 else -1)
    price = half_even(held.price * numerator, denominator)
    cash = half_even(held.cost * (abs(raw) % numerator), abs(raw)) if amount else held.cost
    pnl = (amount * price - held.amount * held.price) * book.multipliers[column]
    at = book.open_ns[row]
    events = [Event(row, at, column, "split", held.amount, held.price, price, pnl, trade=trade, other=amount)]
    if cash:
        left = held.amount if not amount else 0
        events.append(Event(row, at, column, "cash in lieu", left, MISSING, MISSING, cash, trade=trade))
    return events, Holding(amount, price, held.cost - cash if amount else 0)

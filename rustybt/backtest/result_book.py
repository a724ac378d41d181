"""The exact columns of a run as integers that can be walked through: positions, fills, trades, corporate actions."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.trade_analysis import Tags, tags_of
from rustybt.backtest import result_money as money
from rustybt.backtest.result_figures import sessions_of_fills

if TYPE_CHECKING:
    from rustybt.backtest.result_curves import Course
    from rustybt.model.bars import BarPanel
    from rustybt.model.records import RunRecord

__all__ = ["Actions", "Book", "Dividend", "Fill", "Holding", "actions_of"]

type Ratio = tuple[int, int]


class Holding(NamedTuple):
    """What is held of an asset at the end of a session, in mantissas."""

    amount: int
    price: int
    cost: int


NOTHING = Holding(0, 0, 0)


class Fill(NamedTuple):
    """One fill, in mantissas; ``left`` is held after it, ``trade`` what it is part of then, or ended.

    ``closed`` is the trade that it ended by turning the position, or -1.
    """

    row: int
    time_ns: int
    amount: int
    price: int
    fee: int
    left: int
    trade: int
    closed: int


class Dividend(NamedTuple):
    """A dividend: of the shares held before the session in row ``ex``, paid in the session in row ``paid``."""

    ex: int
    paid: int
    column: int
    amount: int


@dataclass(frozen=True, slots=True)
class Actions:
    """Corporate actions in the sessions of a run.

    Attributes:
        splits: Ratios of the price by session and asset column, in their order.
        dividends: By ex session; those that are paid after the run are left out.
    """

    splits: dict[tuple[int, int], list[Ratio]]
    dividends: list[Dividend]


def actions_of(record: RunRecord, panel: BarPanel) -> Actions:
    """Return the corporate actions of a run.

    Args:
        record: The exact columns of the run.
        panel: The bars that it traded on.
    """
    days = cast("NDArray[np.int32]", record.daily["session"]).tolist()
    rows = {day: row for row, day in enumerate(days)}
    columns = {asset.sid: column for column, asset in enumerate(record.assets)}
    splits: dict[tuple[int, int], list[Ratio]] = {}
    for split in sorted(panel.splits, key=lambda split: split.session):
        if split.session in rows and split.sid in columns:
            place = rows[split.session], columns[split.sid]
            splits.setdefault(place, []).append((split.numerator, split.denominator))
    dividends = []
    for each in sorted(panel.dividends, key=lambda dividend: dividend.ex_session):
        if each.ex_session in rows and each.sid in columns:
            ex = rows[each.ex_session]
            pay = each.ex_session if each.pay_session is None else each.pay_session
            paid = max(ex, bisect_left(days, pay))
            amount = round(each.amount.scaleb(record.price_scale))
            if paid < len(days):
                dividends.append(Dividend(ex, paid, columns[each.sid], amount))
    return Actions(splits, dividends)


class Book:
    """A run's record as integers.

    Args:
        record: The exact columns of the run, of at least one session.
        course: Its course.
        panel: Returns the bars of the run; asked for only where the record alone does not explain itself.
    """

    def __init__(self, record: RunRecord, course: Course, panel: Callable[[], BarPanel]) -> None:
        self.record = record
        self.multipliers = [int(asset.price_multiplier) for asset in record.assets]
        self.days: list[int] = cast("NDArray[np.int32]", record.daily["session"]).tolist()
        self.open_ns: list[int] = cast("NDArray[np.int64]", record.daily["open_ns"]).tolist()
        self.close_ns: list[int] = cast("NDArray[np.int64]", record.daily["close_ns"]).tolist()
        self.pnl = money.mantissas(course.pnl)
        self.portfolio = course.portfolio
        self._panel = panel
        held = record.positions
        self._held_row = _wide(held, "row")
        self._held_column = _wide(held, "column")
        self._session, self._left = sessions_of_fills(record)

    def __len__(self) -> int:
        return len(self.days)

    @cached_property
    def tags(self) -> Tags:
        """To which round trip every fill belongs."""
        fills = self.record.transactions
        return tags_of(_wide(fills, "column"), self._session, _wide(fills, "amount"), self._left)

    @cached_property
    def numbers(self) -> NDArray[np.int64]:
        """The number of each round trip of the tags: trades are counted as they opened."""
        opened = self.tags.order[self.tags.begins]
        numbers = np.empty(len(opened), dtype=np.int64)
        numbers[np.argsort(opened, kind="stable")] = np.arange(len(opened))
        return numbers

    @cached_property
    def fills(self) -> list[Fill]:
        """Every fill, in the order they happened."""
        tags, fills = self.tags, self.record.transactions
        trade, closed = np.empty_like(tags.trip), np.full(len(tags.trip), -1, dtype=np.int64)
        left = np.empty_like(tags.trip)
        if len(tags.trip):
            trade[tags.order] = self.numbers[tags.trip]
            closed[tags.order] = np.where(tags.turns, self.numbers[tags.trip - 1], -1)
            left[tags.order] = tags.after
        columns = (
            range(len(trade)),
            *(_wide(fills, name).tolist() for name in ("time_ns", "amount", "price")),
            money.mantissas(money.from_bytes(cast("bytes", fills["commission"]))),
            *(values.tolist() for values in (left, trade, closed)),
        )
        return [Fill(*row) for row in zip(*columns, strict=True)]

    @cached_property
    def column_of(self) -> list[int]:
        """The asset's column of every fill."""
        found: list[int] = _wide(self.record.transactions, "column").tolist()
        return found

    @cached_property
    def fills_of(self) -> dict[tuple[int, int], list[Fill]]:
        """The fills by session row and asset column."""
        found: dict[tuple[int, int], list[Fill]] = {}
        for session, column, fill in zip(self._session.tolist(), self.column_of, self.fills, strict=True):
            found.setdefault((session, column), []).append(fill)
        return found

    @cached_property
    def fills_by_column(self) -> dict[int, list[Fill]]:
        """The fills of every asset, in the order they happened."""
        found: dict[int, list[Fill]] = {}
        for column, fill in zip(self.column_of, self.fills, strict=True):
            found.setdefault(column, []).append(fill)
        return found

    @cached_property
    def charges(self) -> list[int]:
        """Fees of each session that belong to no fill."""
        total = money.mantissas(money.from_bytes(cast("bytes", self.record.daily["fees"])))
        of_fills = [0] * len(self)
        for session, fill in zip(self._session.tolist(), self.fills, strict=True):
            of_fills[session] += fill.fee
        before = [0, *total]
        return [now - then - paid for now, then, paid in zip(total, before, of_fills, strict=False)]

    @cached_property
    def actions(self) -> Actions:
        """The corporate actions; empty, without asking for the bars, where they changed nothing."""
        return actions_of(self.record, self._panel()) if self._needs_actions() else Actions({}, [])

    def traded_in(self, row: int) -> set[int]:
        """Return the columns of the assets that were filled in a session."""
        first, last = np.searchsorted(self._session, [row, row + 1])
        return set(self.column_of[first:last])

    def held(self, row: int) -> dict[int, Holding]:
        """Return what is held at the end of a session, by asset column.

        Args:
            row: Of the session; -1 for before the first.
        """
        first, last = np.searchsorted(self._held_row, [row, row + 1])
        return dict(self._holdings(slice(first, last)))

    def held_of(self, column: int) -> dict[int, Holding]:
        """Return what is held of an asset, by session row.

        Args:
            column: Of the asset.
        """
        places = np.flatnonzero(self._held_column == column)
        rows = self._held_row[places].tolist()
        return {row: holding for row, (_, holding) in zip(rows, self._holdings(places), strict=True)}

    def _holdings(self, places: Any) -> list[tuple[int, Holding]]:
        held = self.record.positions
        costs = money.mantissas(money.from_bytes(cast("bytes", held["cost"]))[places])
        columns = (_wide(held, name)[places].tolist() for name in ("column", "amount", "price"))
        return [
            (column, Holding(amount, price, cost))
            for column, amount, price, cost in zip(*columns, costs, strict=True)
        ]

    def _needs_actions(self) -> bool:
        # Dividends were paid, shares came or went without a fill, or cash came without one.
        dividends = cast("bytes", self.record.daily["dividends"])
        if any(dividends) or not len(self):
            return bool(len(self))
        return self._moved_without_fill() or self._cash_from_nowhere() != 0

    def _moved_without_fill(self) -> bool:
        # Session by session: one split may take back what another gave.
        width, fills = len(self.multipliers), self.record.transactions
        amount = _wide(self.record.positions, "amount")
        here = self._held_row * width + self._held_column
        filled = self._session * width + _wide(fills, "column")
        keys = np.concatenate([here, here + width, filled])
        change = np.concatenate([amount, -amount, -_wide(fills, "amount")])
        of_run = keys < len(self) * width
        places, key = np.unique(keys[of_run], return_inverse=True)
        moved = np.zeros(len(places), dtype=np.int64)
        np.add.at(moved, key, change[of_run])
        return bool(moved.any())

    def _cash_from_nowhere(self) -> int:
        held = self.held(len(self) - 1)
        value = sum(each.amount * each.price * self.multipliers[column] for column, each in held.items())
        spent = sum(
            fill.amount * fill.price * self.multipliers[column] + fill.fee
            for column, fill in zip(self.column_of, self.fills, strict=True)
        )
        return sum(self.pnl) + sum(self.charges) + spent - value


def _wide(columns: Any, name: str) -> NDArray[np.int64]:
    return np.asarray(columns[name]).astype(np.int64)

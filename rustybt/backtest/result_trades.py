"""The round trips of a run, each with its exact profit, and how far it went against and for its holder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rustybt.analytics.figures import money_text, percent_text, ratio_text
from rustybt.analytics.sheets import Section, Sheet, Shown
from rustybt.backtest import result_money as money
from rustybt.backtest.result_book import Book, Fill
from rustybt.backtest.result_events import Event, dividends_paid, splits_of
from rustybt.finance.decimal.context import half_even
from rustybt.model.bars import MISSING

if TYPE_CHECKING:
    import polars as pl

    from rustybt.model.bars import BarPanel

__all__ = ["Trade", "Trades", "trades_of"]

type Integers = NDArray[np.int64]

STATES = ("closed", "open", "split away")


@dataclass(slots=True)
class Trade:
    """One round trip, in mantissas.

    Attributes:
        number: Trades are counted as they opened.
        column: Of the asset.
        side: 1 for long, -1 for short.
        parts: Its fills, in time: row of the session, the fill, the amount of it that belongs to this trade, its fee.
        splits: What splits made of it, and the cash they paid, in time.
        dividends: What it was paid less what it owed.
        end_amount: Held at the end of the run.
        end_value: What that is worth.
        adverse: The lowest profit on the way, before fees and dividends; None if the bars are gone.
        favourable: The highest.
    """

    number: int
    column: int
    side: int
    parts: list[tuple[Fill, int, int]] = field(default_factory=list)
    splits: list[Event] = field(default_factory=list)
    dividends: int = 0
    end_amount: int = 0
    end_value: int = 0
    adverse: int | None = None
    favourable: int | None = None

    def spent(self, factor: int) -> int:
        """Return what its fills cost, without fees."""
        return sum(amount * fill.price for fill, amount, _ in self.parts) * factor

    def fees(self) -> int:
        """Return the fees of its fills."""
        return sum(fee for _, _, fee in self.parts)

    def gross(self, factor: int) -> int:
        """Return its profit before fees and dividends."""
        paid = sum(event.pnl for event in self.splits if event.kind == "cash in lieu")
        return self.end_value + paid - self.spent(factor)

    def sides(self) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
        """Return amount and price of what entered and of what left."""
        entered = [(amount, fill.price) for fill, amount, _ in self.parts if amount * self.side > 0]
        return entered, [(amount, fill.price) for fill, amount, _ in self.parts if amount * self.side < 0]


def trades_of(book: Book, panel: BarPanel | None) -> list[Trade]:
    """Return every round trip of a run, closed or open, in the order they opened.

    A fill that turns a position belongs to two: its fee is shared in proportion to the amounts, ties to even.

    Args:
        book: The run.
        panel: Its bars, for the excursions; None leaves them out.
    """
    trades: list[Trade | None] = [None] * len(book.numbers)
    for fill, column in zip(book.fills, book.column_of, strict=True):
        amount, fee = fill.amount, fill.fee
        if fill.closed >= 0:
            back = fill.left - fill.amount
            shared = half_even(fee * abs(back), abs(amount))
            _known(trades, fill.closed).parts.append((fill, -back, shared))
            amount, fee = fill.left, fee - shared
        if trades[fill.trade] is None:
            trades[fill.trade] = Trade(fill.trade, column, 1 if amount > 0 else -1)
        _known(trades, fill.trade).parts.append((fill, amount, fee))
    found = [_known(trades, number) for number in range(len(trades))]
    for event in splits_of(book):
        found[event.trade].splits.append(event)
    for event in dividends_paid(book, book.actions.dividends):
        found[event.trade].dividends += event.pnl
    last = {trade.column: trade for trade in found}
    for column, holding in book.held(len(book) - 1).items():
        last[column].end_amount = holding.amount
        last[column].end_value = holding.amount * holding.price * book.multipliers[column]
    if panel is not None:
        _excursions(book, panel, found)
    return found


def _known(trades: Sequence[Trade | None], number: int) -> Trade:
    trade = trades[number]
    if trade is None:
        raise AssertionError(f"trade {number} has no fill that opened it")
    return trade


def _excursions(book: Book, panel: BarPanel, trades: list[Trade]) -> None:
    by_column: dict[int, list[Trade]] = {}
    for trade in trades:
        by_column.setdefault(trade.column, []).append(trade)
    low, high = panel.field("low"), panel.field("high")
    for column, some in by_column.items():
        place = panel.column(book.record.assets[column])
        walls = np.ascontiguousarray(low[:, place]), np.ascontiguousarray(high[:, place])
        for trade in some:
            worths = list(_worths(book, panel, trade, walls))
            trade.adverse, trade.favourable = min(worths), max(worths)


def _worths(book: Book, panel: BarPanel, trade: Trade, walls: tuple[Integers, Integers]) -> Iterator[int]:
    # What the trade had made at its fills, and at the lows and highs between them.
    factor, cash, held, step = book.multipliers[trade.column], 0, 0, 0
    for at, price, fill_amount, event in _turning_points(book, panel, trade):
        for wall, best in zip(walls, (False, True), strict=True):
            bars = wall[step + 1 : at + 1]
            bars = bars[bars != MISSING]
            if held and len(bars):
                yield cash + held * int(bars.max() if best else bars.min()) * factor
        if event is not None:
            held = event.other if event.kind == "split" else held
            cash += event.pnl if event.kind == "cash in lieu" else 0
        elif fill_amount:
            cash -= fill_amount * price * factor
            held += fill_amount
            yield cash + held * price * factor
        step = at
    yield trade.gross(factor)


def _turning_points(
    book: Book, panel: BarPanel, trade: Trade
) -> Iterator[tuple[int, int, int, Event | None]]:
    # Step up to which the amount stays as it is, then what happens: a fill at the end of a bar, or a split before one.
    points: list[tuple[int, int, int, Event | None]] = []
    times = panel.times_ns
    for fill, amount, _ in trade.parts:
        points.append((int(np.searchsorted(times, fill.time_ns, side="right")) - 1, fill.price, amount, None))
    for event in trade.splits:
        first = int(np.searchsorted(times, event.time_ns, side="right"))
        points.append((first - 1, 0, 0, event))
    points.sort(key=lambda point: point[0])
    yield from points
    if trade.end_amount:
        end = int(np.searchsorted(times, book.close_ns[-1], side="right")) - 1
        yield end, 0, 0, None


@dataclass(frozen=True, kw_only=True, eq=False, repr=False)
class Trades(Shown):
    """The round trips of a run, from flat to flat in one asset; those still open count to the end.

    Attributes:
        book: The run.
        found: The trades.
        reason: Why there are no excursions, or empty.
    """

    book: Book
    found: Sequence[Trade]
    reason: str = ""

    def __len__(self) -> int:
        return len(self.found)

    @cached_property
    def frame(self) -> pl.DataFrame:
        """One row a trade.

        ``quantity`` is the most that was held; ``entry_price`` and ``exit_price`` are means by amount of what entered
        and left, as traded; ``gross`` is the exact profit before ``fees`` and ``dividends``, ``profit`` after them;
        ``return`` is the profit over what was paid to enter. ``mae`` and ``mfe`` are the lowest and the highest gross
        profit at the lows and highs of the bars while it was held (Sweeney, 1996), from the entry at 0; null where the
        bars are gone. ``status`` is ``closed``, ``open``, or ``split away`` if a split left no whole lot.
        """
        import polars as pl

        record, factors = self.book.record, self.book.multipliers
        found, utc = self.found, pl.Datetime("ns", "UTC")
        assets = [record.assets[trade.column] for trade in found]
        entered = [trade.parts[0][0].time_ns for trade in found]
        left = [self._exit_ns(trade) for trade in found]
        gross = [trade.gross(factors[trade.column]) for trade in found]
        fees, dividends = [trade.fees() for trade in found], [trade.dividends for trade in found]
        profit = [sum(parts) for parts in zip(gross, (-fee for fee in fees), dividends, strict=True)]
        prices = [[_mean(side) for side in trade.sides()] for trade in found]
        return pl.DataFrame(
            [
                pl.Series("trade", [trade.number for trade in found], dtype=pl.Int64),
                pl.Series("symbol", [asset.symbol for asset in assets], dtype=pl.String),
                pl.Series("sid", [asset.sid for asset in assets], dtype=pl.Int64),
                pl.Series(
                    "side", ["long" if trade.side > 0 else "short" for trade in found], dtype=pl.String
                ),
                pl.Series("status", [self._status(trade) for trade in found], dtype=pl.Enum(STATES)),
                pl.Series("entry_time", entered, dtype=pl.Int64).cast(utc),
                self._series("entry_price", [price for price, _ in prices], record.price_scale),
                pl.Series("exit_time", left, dtype=pl.Int64).cast(utc),
                self._series("exit_price", [price for _, price in prices], record.price_scale),
                self._series("quantity", [_most(trade) for trade in found], record.quantity_scale),
                *(
                    self._series(name, values, record.money_scale)
                    for name, values in (
                        ("gross", gross),
                        ("fees", fees),
                        ("dividends", dividends),
                        ("profit", profit),
                    )
                ),
                pl.Series("return", self._returns(profit), dtype=pl.Float64),
                pl.Series("held", self._held(entered, left), dtype=pl.Int64).cast(pl.Duration("ns")),
                pl.Series("fills", [len(trade.parts) for trade in found], dtype=pl.Int64),
                self._series("mae", [trade.adverse for trade in found], record.money_scale),
                self._series("mfe", [trade.favourable for trade in found], record.money_scale),
            ]
        )

    @cached_property
    def figures(self) -> dict[str, float]:
        """What the closed trades come to: ``closed``, ``open``, ``win_rate``, ``profit_factor``, means; NaN where none.

        ``profit_factor`` is what the winners made over what the losers lost; ``payoff`` the same of their means;
        ``expectancy`` the mean profit of a trade; ``edge`` the mean highest over the mean lowest profit on the way.
        """
        import polars as pl

        closed = self.frame.filter(pl.col("status") != "open")
        profit = closed["profit"].cast(pl.Float64).to_numpy()
        won, lost = profit[profit > 0], -profit[profit < 0]
        days = closed["held"].dt.total_seconds().to_numpy() / 86_400
        worst, best = (closed[name].cast(pl.Float64).to_numpy() for name in ("mae", "mfe"))
        return {
            "closed": float(len(profit)),
            "open": float(len(self.found) - len(profit)),
            "win_rate": _ratio(len(won), len(profit)),
            "profit_factor": _ratio(float(won.sum()), float(lost.sum())),
            "payoff": _ratio(_average(won), _average(lost)),
            "expectancy": _average(profit),
            "largest_win": float(won.max()) if len(won) else np.nan,
            "largest_loss": -float(lost.max()) if len(lost) else np.nan,
            "days_held": _average(days),
            "edge": _ratio(_average(best), -_average(worst)),
        }

    def sheet(self) -> Sheet:
        """Return what is shown."""
        figures = self.figures
        lines = [
            ("Closed / open", f"{figures['closed']:,.0f} / {figures['open']:,.0f}"),
            ("Win rate", percent_text(figures["win_rate"])),
            ("Profit factor", ratio_text(figures["profit_factor"])),
            ("Payoff", ratio_text(figures["payoff"])),
            ("Mean profit", _text(figures["expectancy"])),
            ("Largest win", _text(figures["largest_win"])),
            ("Largest loss", _text(figures["largest_loss"])),
            ("Days held", ratio_text(figures["days_held"])),
            ("MFE / MAE", ratio_text(figures["edge"])),
        ]
        names = ("trade", "symbol", "side", "entry_time", "exit_time", "quantity", "profit", "fees", "return",
                 "mae", "mfe", "status")  # fmt: skip
        head = ("Trade", "Asset", "Side", "Entry (UTC)", "Exit (UTC)", "Quantity", "Profit", "Fees", "Return", "MAE",
                "MFE", "Status")  # fmt: skip
        rows = [
            [_cell(value) if name != "quantity" else f"{value.normalize():,f}" for name, value in row.items()]
            for row in self.frame.select(names).rows(named=True)
        ]
        notes = [] if len(self) else ["The run made no trade."]
        return Sheet(
            title="Trades",
            figures=lines if len(self) else [],
            sections=[
                Section(
                    title="",
                    head=head,
                    rows=rows,
                    text_columns=("Asset", "Side", "Entry (UTC)", "Exit (UTC)", "Status"),
                )
            ]
            if len(self)
            else [],
            notes=[*notes, *([f"MAE and MFE are left out: {self.reason}"] if self.reason else [])],
        )

    def _status(self, trade: Trade) -> str:
        if trade.end_amount:
            return "open"
        return "split away" if self._gone(trade) else "closed"

    def _gone(self, trade: Trade) -> bool:
        return any(event.kind == "split" and not event.other for event in trade.splits)

    def _exit_ns(self, trade: Trade) -> int | None:
        if trade.end_amount:
            return None
        return trade.splits[-1].time_ns if self._gone(trade) else trade.parts[-1][0].time_ns

    def _held(self, entered: Sequence[int], left: Sequence[int | None]) -> list[int]:
        end = self.book.close_ns[-1]
        return [(end if gone is None else gone) - came for came, gone in zip(entered, left, strict=True)]

    def _returns(self, profit: Sequence[int]) -> list[float | None]:
        found: list[float | None] = []
        for trade, made in zip(self.found, profit, strict=True):
            entered = sum(abs(amount) * price for amount, price in trade.sides()[0])
            paid = abs(entered) * self.book.multipliers[trade.column]
            found.append(made / paid if paid else None)
        return found

    def _series(self, name: str, values: Sequence[int | None], scale: int) -> pl.Series:
        present = np.array([value is not None for value in values], dtype=np.bool_)
        return money.series(name, money.from_mantissas(value or 0 for value in values), scale, present)


def _most(trade: Trade) -> int:
    held = most = 0
    # Fills of one bar stay in their order.
    happened = sorted(
        [(fill.time_ns, 1, amount) for fill, amount, _ in trade.parts]
        + [(event.time_ns, 0, event.other) for event in trade.splits if event.kind == "split"],
        key=lambda each: each[:2],
    )
    for _, filled, amount in happened:
        held = held + amount if filled else amount
        most = max(most, abs(held))
    return most


def _mean(side: Sequence[tuple[int, int]]) -> int | None:
    amount = sum(abs(each) for each, _ in side)
    return half_even(sum(abs(each) * price for each, price in side), amount) if amount else None


def _average(values: NDArray[np.float64]) -> float:
    return float(values.mean()) if len(values) else np.nan


def _ratio(first: float, second: float) -> float:
    return first / second if second else np.nan


def _text(value: float) -> str:
    return "\N{EN DASH}" if np.isnan(value) else money_text(value, signed=True)


def _cell(value: object) -> str:
    if value is None:
        return "\N{EN DASH}"
    if isinstance(value, Decimal):
        return money_text(value)
    if isinstance(value, float):
        return percent_text(value, signed=True)
    return str(value)[:16]

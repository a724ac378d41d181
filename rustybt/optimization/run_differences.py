"""Where two runs of one strategy part: the first order, fill, recorded value or amount that is another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.model.bars import MISSING
from rustybt.model.records import DAILY_MONEY

if TYPE_CHECKING:
    from rustybt.backtest.result import BacktestResult
    from rustybt.model.records import RunRecord

__all__ = ["Difference", "first_difference", "moment_of", "same"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One thing that is another in a second run.

    Attributes:
        what: ``"order"``, ``"fill"``, ``"recorded"`` or ``"account"``.
        time: End of the bar, or of the session, UTC.
        name: Symbol of the asset, recorded name, or column of the account.
        expected: What the first run has; None for nothing.
        found: What the second run has; None for nothing.
    """

    what: str
    time: datetime
    name: str
    expected: Any
    found: Any

    def __str__(self) -> str:
        return (
            f"{self.what} {self.name} at {self.time:%Y-%m-%d %H:%M} UTC: {_shown(self.expected)}, "
            f"but {_shown(self.found)}"
        )


def first_difference(
    true: BacktestResult, other: BacktestResult, until_ns: int, split_later: Sequence[int] = ()
) -> Difference | None:
    """Return the earliest difference of two runs on the same bars up to a moment, or None.

    Args:
        true: The first run.
        other: The second run.
        until_ns: The last moment that is looked at, UTC nanoseconds.
        split_later: Sids of assets that are split afterwards: amounts and prices of their open orders are others then.
    """
    one, two = true.record, other.record
    found = [
        *_recorded(one, two, until_ns),
        *_orders(one, two, until_ns, frozenset(split_later)),
        *_fills(one, two, until_ns),
        *_account(one, two, until_ns),
    ]
    return min(found, key=lambda each: each.time, default=None)


def moment_of(time_ns: int) -> datetime:
    """Return a time as a datetime in UTC, to the microsecond.

    Args:
        time_ns: UTC nanoseconds.
    """
    return EPOCH + timedelta(microseconds=time_ns // 1000)


def same(one: Any, other: Any) -> bool:
    """Return whether two recorded values are the same; NaN is the same as NaN.

    Args:
        one: Any.
        other: Any.
    """
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return np.array_equal(np.asarray(one), np.asarray(other))
    return bool(one == other) or (one != one and other != other)


def _recorded(one: RunRecord, two: RunRecord, until_ns: int) -> Iterator[Difference]:
    closes = _ints(one, "daily", "close_ns")
    count = int(np.searchsorted(closes, until_ns, side="right"))
    nothing: list[Any] = [None] * count
    for name in dict.fromkeys((*one.recorded, *two.recorded)):
        pairs = zip(one.recorded.get(name, nothing), two.recorded.get(name, nothing), strict=False)
        for row, (ours, theirs) in enumerate(pairs):
            if row < count and not same(ours, theirs):
                yield Difference(
                    what="recorded", time=moment_of(int(closes[row])), name=name, expected=ours, found=theirs
                )
                break


def _orders(one: RunRecord, two: RunRecord, until_ns: int, split: frozenset[int]) -> Iterator[Difference]:
    lists = [_placed(record, until_ns) for record in (one, two)]
    for ours, theirs in zip_longest(*lists):
        if ours is not None and theirs is not None:
            # A split changes amount and prices of an order that is still open.
            moved = (ours[-1] or theirs[-1]) and one.assets[ours[1]].sid in split
            if ours[:2] == theirs[:2] and (moved or ours[2:-1] == theirs[2:-1]):
                continue
        first = min((each for each in (ours, theirs) if each is not None), key=lambda each: each[0])
        alike = ours is not None and theirs is not None and ours[:2] == theirs[:2]
        yield Difference(
            what="order",
            time=moment_of(first[0]),
            name=one.assets[first[1]].symbol,
            expected=_order(one, ours) if alike or first is ours else None,
            found=_order(two, theirs) if alike or first is theirs else None,
        )
        return


def _placed(record: RunRecord, until_ns: int) -> list[tuple[int, int, int, int, int, bool]]:
    created, changed = (_ints(record, "orders", name) for name in ("created_ns", "changed_ns"))
    status = _ints(record, "orders", "status")
    columns = [_ints(record, "orders", name).tolist() for name in ("column", "amount", "limit", "stop")]
    # Of an order that ended later, what it was placed with only.
    later = ((changed > until_ns) | (status == 0)).tolist()
    rows = zip(created.tolist(), *columns, later, strict=True)
    return [row for row in rows if row[0] <= until_ns]


def _order(record: RunRecord, row: tuple[int, int, int, int, int, bool] | None) -> str | None:
    if row is None:
        return None
    text = f"{_decimal(row[2], record.quantity_scale):f}"
    for word, price in (("limit", row[3]), ("stop", row[4])):
        if price != MISSING:
            text += f" {word} {_decimal(price, record.price_scale):f}"
    return text


def _fills(one: RunRecord, two: RunRecord, until_ns: int) -> Iterator[Difference]:
    lists = []
    for record in (one, two):
        columns = (
            _ints(record, "transactions", name).tolist() for name in ("time_ns", "column", "amount", "price")
        )
        lists.append([row for row in zip(*columns, strict=True) if row[0] <= until_ns])
    for ours, theirs in zip_longest(*lists):
        if ours == theirs:
            continue
        first = min(each for each in (ours, theirs) if each is not None)
        alike = ours is not None and theirs is not None and ours[:2] == theirs[:2]
        yield Difference(
            what="fill",
            time=moment_of(first[0]),
            name=one.assets[first[1]].symbol,
            expected=_fill(one, ours) if alike or first == ours else None,
            found=_fill(two, theirs) if alike or first == theirs else None,
        )
        return


def _fill(record: RunRecord, row: tuple[int, ...]) -> str:
    amount, price = _decimal(row[2], record.quantity_scale), _decimal(row[3], record.price_scale)
    return f"{amount:f} at {price:f}"


def _account(one: RunRecord, two: RunRecord, until_ns: int) -> Iterator[Difference]:
    closes = [_ints(record, "daily", "close_ns") for record in (one, two)]
    count = min(int(np.searchsorted(each, until_ns, side="right")) for each in closes)
    for name in DAILY_MONEY:
        ours, theirs = (
            np.frombuffer(cast("bytes", record.daily[name]), dtype="V16")[:count] for record in (one, two)
        )
        wrong = np.flatnonzero(ours != theirs)
        if len(wrong):
            row = int(wrong[0])
            yield Difference(
                what="account",
                time=moment_of(int(closes[0][row])),
                name=name,
                expected=_amount(ours[row], one),
                found=_amount(theirs[row], two),
            )


def _amount(word: Any, record: RunRecord) -> Decimal:
    return _decimal(int.from_bytes(word.tobytes(), "little", signed=True), record.money_scale)


def _decimal(mantissa: int, scale: int) -> Decimal:
    return Decimal(mantissa).scaleb(-scale).normalize()


def _ints(record: RunRecord, table: str, name: str) -> NDArray[np.int64]:
    return cast("NDArray[Any]", getattr(record, table)[name]).astype(np.int64)


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    return f"{value:f}" if isinstance(value, Decimal) else str(value)

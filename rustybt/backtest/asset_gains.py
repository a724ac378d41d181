"""What each asset earned, to the last digit: what its fills brought in and what is still held, less commissions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from rustybt.backtest import result_money as money

if TYPE_CHECKING:
    from rustybt.backtest.result_money import Words
    from rustybt.model.records import Columns, RunRecord

__all__ = ["AssetGain", "asset_gains"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AssetGain:
    """One asset of a run; dividends and the cash of split fractions are not in it.

    Attributes:
        symbol: Of the asset.
        fills: Number of fills.
        bought: Paid for what was bought, before commissions.
        sold: Received for what was sold, before commissions.
        fees: Commissions.
        held: Value of what is held at the end, of a future its exposure.
        gain: Of the price, less commissions: ``sold + held - bought - fees``.
    """

    symbol: str
    fills: int
    bought: Decimal
    sold: Decimal
    fees: Decimal
    held: Decimal
    gain: Decimal


def asset_gains(record: RunRecord) -> list[AssetGain]:
    """Return the gains of every asset that was traded, the greatest first.

    Args:
        record: The exact columns of a run of at least one session.
    """
    scale, width = record.money_scale, len(record.assets)
    factors = np.array([int(asset.price_multiplier) for asset in record.assets] or [1], dtype=np.int64)
    fills, held = record.transactions, record.positions
    column, amount = _ints(fills, "column"), _ints(fills, "amount")
    worth = money.product(amount, _ints(fills, "price"), factors[column])
    bought, sold = (_sums(worth, column, width, chosen) for chosen in (amount > 0, amount < 0))
    fees = _sums(
        money.from_bytes(cast("bytes", fills["commission"])), column, width, np.ones(len(column), bool)
    )
    own = _ints(held, "column")
    last = _ints(held, "row") == len(record.daily["session"]) - 1
    left = _sums(money.product(_ints(held, "amount"), _ints(held, "price"), factors[own]), own, width, last)
    counts = np.bincount(column, minlength=width).tolist()
    found = [
        AssetGain(
            symbol=asset.symbol,
            fills=counts[at],
            bought=_amount(bought[at], scale),
            sold=-_amount(sold[at], scale),
            fees=_amount(fees[at], scale),
            held=_amount(left[at], scale),
            gain=_amount(left[at] - sold[at] - bought[at] - fees[at], scale),
        )
        for at, asset in enumerate(record.assets)
        if counts[at]
    ]
    return sorted(found, key=lambda each: -each.gain)


def _sums(words: Words, column: NDArray[np.int64], width: int, chosen: NDArray[np.bool_]) -> list[int]:
    total = [0] * width
    low, high = words[chosen, 0].tolist(), words[chosen, 1].view(np.int64).tolist()
    for at, small, great in zip(column[chosen].tolist(), low, high, strict=True):
        total[at] += great << 64 | small
    return total


def _amount(mantissa: int, scale: int) -> Decimal:
    sign, digits, _ = Decimal(mantissa).as_tuple()
    return Decimal((sign, digits, -scale))


def _ints(columns: Columns, name: str) -> NDArray[np.int64]:
    return cast("NDArray[np.int64]", columns[name]).astype(np.int64)

"""What a run leaves behind, as it comes out of the engine: exact integers in columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rustybt.assets.assets import Asset

__all__ = ["DAILY_MONEY", "Column", "Columns", "RunRecord"]

DAILY_MONEY = (
    "cash",
    "long_value",
    "short_value",
    "long_exposure",
    "short_exposure",
    "realised",
    "fees",
    "dividends",
    "flows",
)
"""Columns of ``RunRecord.daily`` that hold money."""

type Column = NDArray[np.int64] | NDArray[np.int32] | NDArray[np.int8] | bytes
"""Integers, or money: 16-byte little-endian two's complement mantissas at the money scale."""

type Columns = Mapping[str, Column]


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """The exact columns of one run.

    Money columns (``bytes``) hold one i128 a row at ``money_scale``; ``price`` columns are int64 mantissas at
    ``price_scale``, with -2**63 for none; ``amount`` columns are int64 mantissas at ``quantity_scale``.

    Attributes:
        assets: Every asset of the run; ``column`` values index it.
        price_scale: Decimal places of prices.
        quantity_scale: Decimal places of amounts.
        money_scale: Decimal places of money; the sum of the two.
        capital_base: Cash at the start, in the account's currency.
        daily: One row a completed session: ``session`` int32 (days since 1970-01-01), ``open_ns``,
            ``close_ns`` int64 (UTC), money ``cash``, ``long_value``, ``short_value``, ``long_exposure``,
            ``short_exposure`` (at the session's end; short ones are negative or 0), ``realised``, ``fees``,
            ``dividends``, ``flows`` (each summed since the start), and ``longs``, ``shorts`` int32 (open
            positions).
        orders: One row an order, in the order they were placed: ``step`` int64 (bar it was placed in), ``n``
            int64 (its number in that bar; the two make its id, see ``rustybt.model.ids``), ``column`` int32,
            ``amount``, ``filled`` amounts, ``limit``, ``stop`` prices as ordered, ``created_ns``,
            ``changed_ns`` int64 (UTC), ``status`` int8, money ``commission``.
        order_reasons: Why orders ended, by row number, where there is a reason.
        transactions: One row a fill, in the order they happened: ``order`` int64 (row of its order),
            ``column`` int32, ``step`` int64, ``time_ns`` int64 (UTC), ``amount``, ``price``, money
            ``commission``.
        positions: One row a session and open position: ``row`` int32 (row of ``daily``), ``column`` int32,
            ``amount``, ``price`` (last), money ``cost`` (of the open amount, without fees) and ``fees``
            (those capitalised into zipline's cost basis).
        recorded: For every recorded name one value a session: the last one recorded up to its end, None
            before.
    """

    assets: Sequence[Asset]
    price_scale: int
    quantity_scale: int
    money_scale: int
    capital_base: Decimal
    daily: Columns
    orders: Columns
    order_reasons: Mapping[int, str]
    transactions: Columns
    positions: Columns
    recorded: Mapping[str, Sequence[Any]] = field(default_factory=dict)

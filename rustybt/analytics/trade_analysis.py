"""Round trips: from flat to flat in one asset, made of the fills of a run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rustybt.finance.decimal.context import half_even

__all__ = ["RoundTrips", "Tags", "round_trips", "tags_of"]

type Integers = NDArray[np.int64]
type Exact = NDArray[Any]
"""int64, or Python's integers where their sums need more."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RoundTrips:
    """Every closed round trip, by asset and then by time.

    Attributes:
        column: The asset's column, int64[N].
        opened: Row of the fill that opened it, int64[N].
        closed: Row of the fill that closed it, int64[N].
        profit: What it earned after commissions and before dividends, mantissas of money, exact[N].
    """

    column: Integers
    opened: Integers
    closed: Integers
    profit: Exact


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tags:
    """To which round trip every fill belongs, by asset and then by time.

    Attributes:
        order: Row of the fill, int64[F].
        before: Amount held before it, int64[F].
        after: Amount held after it, int64[F].
        turns: Whether it ends one trip and begins the next, bool[F].
        begins: Whether it begins a trip, bool[F].
        ends: Whether it ends one, bool[F].
        trip: Number of the trip that it is in afterwards, or that it ended, int64[F]; a fill that turns a position
            also belongs to the one before.
    """

    order: Integers
    before: Integers
    after: Integers
    turns: NDArray[np.bool_]
    begins: NDArray[np.bool_]
    ends: NDArray[np.bool_]
    trip: Integers


def tags_of(column: Integers, group: Integers, amount: Integers, left: Integers) -> Tags:
    """Find out which round trip each fill belongs to.

    What was held before and after a fill is counted back from what is held at the end of its session, so
    that a split between two fills does not tear a trip apart.

    Args:
        column: The asset's column of each fill, in the order they happened, int64[F].
        group: The session of each fill, int64[F].
        amount: Signed amount of each fill, int64[F].
        left: Signed amount of the asset that is held at the end of the fill's session, int64[F].
    """
    order = np.lexsort((np.arange(len(column)), column))
    asset, session, traded = column[order], group[order], amount[order]
    after = left[order] - _later_in_run(asset, session, traded)
    before = after - traded
    turns = (before * np.sign(after)) < 0
    begins = (before == 0) | turns | (np.diff(asset, prepend=-1) != 0)
    ends = (before != 0) & ((after == 0) | turns)
    return Tags(
        order=order,
        before=before,
        after=after,
        turns=turns,
        begins=begins,
        ends=ends,
        trip=np.cumsum(begins) - 1,
    )


def round_trips(
    column: Integers, group: Integers, amount: Integers, spent: Exact, fee: Exact, left: Integers
) -> RoundTrips:
    """Find the closed round trips among fills, and what each earned, exactly.

    A fill that turns a position ends one trip and begins the next: what it spent goes to both by their amounts, and so
    does its fee, rounded as the ledger rounds.

    Args:
        column: The asset's column of each fill, in the order they happened, int64[F].
        group: The session of each fill, int64[F].
        amount: Signed amount of each fill, int64[F].
        spent: What each fill cost before fees, a whole multiple of its amount, exact[F]; negative for a sale.
        fee: Commission of each fill, exact[F].
        left: Signed amount of the asset that is held at the end of the fill's session, int64[F].
    """
    tags = tags_of(column, group, amount, left)
    order, trip = tags.order, tags.trip
    earned = -(spent + fee)[order]
    closing, turned = np.zeros_like(earned), np.flatnonzero(tags.turns)
    fills = order[turned]
    columns = (each.tolist() for each in (spent[fills], fee[fills], amount[fills], tags.before[turned]))
    closing[turned] = [
        cost // traded * held - half_even(paid * abs(held), abs(traded))
        for cost, paid, traded, held in zip(*columns, strict=True)
    ]
    profit = np.add.reduceat(earned - closing, np.flatnonzero(tags.begins)) if len(order) else earned
    profit[trip[turned] - 1] += closing[turned]
    ended = (trip - tags.turns)[tags.ends]
    return RoundTrips(
        column=column[order][tags.ends],
        opened=order[np.flatnonzero(tags.begins)[ended]],
        closed=order[tags.ends],
        profit=profit[ended],
    )


def _later_in_run(asset: Integers, session: Integers, traded: Integers) -> Integers:
    # Sum of the fills of the same asset and session that come later.
    total = np.cumsum(traded)
    if not len(traded):
        return total
    change = np.flatnonzero((np.diff(asset) != 0) | (np.diff(session) != 0))
    last = np.append(change, len(traded) - 1)
    return np.asarray(total[last][np.searchsorted(last, np.arange(len(traded)))] - total, dtype=np.int64)

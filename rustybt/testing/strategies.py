"""Hypothesis strategies for bars and bundles: valid, small, and as odd as a market may be."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from rustybt.assets.assets import Equity
from rustybt.exceptions import MissingExtraError
from rustybt.model.bars import MISSING, BarPanel, Dividend, Split
from rustybt.model.time import date_to_day, day_to_date

try:
    from hypothesis import strategies as st
except ImportError as error:
    raise MissingExtraError("rustybt.testing.strategies needs Hypothesis: pip install hypothesis") from error

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy
    from numpy.typing import NDArray

__all__ = ["dividends", "panels", "prices", "splits"]

FIRST = date_to_day(date(2020, 1, 6))
RATIOS = ((1, 2), (1, 3), (2, 3), (1, 7), (1, 20), (3, 2), (10, 1))


def prices(places: int = 2, *, highest: int = 10_000) -> SearchStrategy[Decimal]:
    """Prices above 0.

    Args:
        places: Decimal places.
        highest: The highest, in whole units.
    """
    most = highest * 10**places
    return st.integers(1, most).map(lambda mantissa: Decimal(mantissa).scaleb(-places))


def splits(sids: int, sessions: int) -> SearchStrategy[Split]:
    """Splits of one of the first ``sids`` assets in one of the first ``sessions`` sessions of :func:`panels`.

    Args:
        sids: Number of assets.
        sessions: Number of sessions.
    """
    return st.builds(
        lambda day, sid, ratio: Split(day, sid, *ratio),
        st.sampled_from(_days(sessions).tolist()),
        st.integers(0, sids - 1),
        st.sampled_from(RATIOS),
    )


def dividends(sids: int, sessions: int) -> SearchStrategy[Dividend]:
    """Cash dividends of the assets of :func:`panels`, paid on their ex session or some sessions later.

    Args:
        sids: Number of assets.
        sessions: Number of sessions.
    """
    days = _days(sessions).tolist()
    return st.builds(
        lambda ex, later, sid, amount: Dividend(days[ex], sid, amount, days[min(ex + later, len(days) - 1)]),
        st.integers(0, sessions - 1),
        st.integers(0, 5),
        st.integers(0, sids - 1),
        prices(2, highest=5),
    )


@st.composite
def panels(
    draw: DrawFn, *, max_assets: int = 3, max_sessions: int = 12, places: int = 2, holes: bool = True
) -> BarPanel:
    """Daily panels: prices that jump, bars that are missing, volumes that may be 0.

    Args:
        draw: Hypothesis hands it in.
        max_assets: At most as many assets, with sids 0, 1, ...; at least one.
        max_sessions: At most as many sessions, weekdays from 2020-01-06; at least one.
        places: Decimal places of prices.
        holes: Whether bars may be missing.
    """
    count, assets = draw(st.integers(1, max_sessions)), draw(st.integers(1, max_assets))
    days = _days(count)
    bar = st.tuples(*[st.integers(1, 10_000 * 10**places)] * 4, st.integers(0, 10**7))
    rows = draw(st.lists(st.none() | bar if holes else bar, min_size=count * assets, max_size=count * assets))
    table = np.full((5, count * assets), MISSING, dtype=np.int64)
    for place, row in enumerate(rows):
        if row is not None:
            table[:, place] = _bar(row, 10 ** (8 - places))
    names = ("open", "high", "low", "close", "volume")
    fields: dict[str, NDArray[np.int64]] = {
        name: table[place].reshape(count, assets).copy() for place, name in enumerate(names)
    }
    first, last = day_to_date(int(days[0])), day_to_date(int(days[-1]))
    return BarPanel.from_arrays(
        [Equity(sid, f"S{sid}", start_date=first, end_date=last) for sid in range(assets)],
        days,
        fields,
        splits=_each_once(draw(st.lists(splits(assets, count), max_size=2))),
        dividends=sorted(
            draw(st.lists(dividends(assets, count), max_size=2)), key=lambda paid: (paid.ex_session, paid.sid)
        ),
    )


def _days(sessions: int) -> NDArray[np.int32]:
    days = np.arange(FIRST, FIRST + 2 * sessions + 7, dtype=np.int32)
    return days[(days + 3) % 7 < 5][:sessions]


def _bar(row: tuple[int, ...], unit: int) -> tuple[int, ...]:
    first, second, third, fourth, volume = row
    low, opened, closed, high = sorted((first, second, third, fourth))
    falls = (first + second) % 2 == 0
    ends = (closed, opened) if falls else (opened, closed)
    return ends[0] * unit, high * unit, low * unit, ends[1] * unit, volume


def _each_once(found: list[Split]) -> list[Split]:
    by_place = {(split.session, split.sid): split for split in found}
    return [by_place[place] for place in sorted(by_place)]

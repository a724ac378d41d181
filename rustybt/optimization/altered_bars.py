"""A market with other bars: noisy ones, garbage after a moment, or none before or after it. Nothing is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rustybt.engine.bar_view import native_bars
from rustybt.finance.decimal.context import mantissa
from rustybt.model.bars import FIELDS, MISSING
from rustybt.model.time import date_to_day, day_to_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rustybt.backtest.market import Market
    from rustybt.model.bars import BarPanel

__all__ = ["first_step", "garbled_after", "noisy", "since", "until", "volatility"]

type Floats = NDArray[np.float64]
type Integers = NDArray[np.int64]

PRICES = FIELDS[:4]
GARBAGE = 0.05
# Half of what an int64 holds: splits multiply prices, and the rest is room for them.
TOP = 2**62


def noisy(market: Market, random: np.random.Generator, spread: Floats) -> Market:
    """Return a market whose every price lies a little off, each on its own; the path does not drift away.

    Each open, high, low and close is multiplied by the exponential of a normal number, and put on the asset's tick;
    where open or close then lie outside of high and low, these are moved to them. Volumes, splits and dividends stay.
    Daily bars beside minutes follow these: each is as far off as its session's minutes, from the open to the close.

    Args:
        market: Of bars that are all known.
        random: Where the noise comes from.
        spread: Standard deviation of the noise in logarithms of each asset's prices, float64[A].
    """
    panel = market.panel
    ticks = _ticks(panel)
    fields = _valid(panel, _moved(panel, random, spread), ticks)
    daily = panel.daily
    if daily is not None:
        moved = _moved(daily, random, spread)
        _follow(panel, fields, moved)
        own = _valid(daily, moved, _ticks(daily))
        daily = replace(daily, load=own.__getitem__, arriving_from=None)
    return _with(market, replace(panel, load=fields.__getitem__, arriving_from=None, daily=daily))


def volatility(panel: BarPanel) -> Floats:
    """Return the standard deviation of each asset's logarithmic returns from bar to bar, float64[A].

    Splits are left out, and of minute bars the nights: what happens in one is no noise of a minute.

    Args:
        panel: Of bars that are all known.
    """
    closes, sessions = panel.field("close"), panel.sessions
    found = np.zeros(len(panel.assets))
    for column, asset in enumerate(panel.assets):
        rows = np.flatnonzero(closes[:, column] != MISSING)
        changes = np.diff(np.log(closes[rows, column].astype(np.float64)))
        session = panel.step_session[rows]
        if panel.frequency == "minute":
            changes = changes[np.diff(session) == 0]
        else:
            split = [each.session for each in panel.splits if each.sid == asset.sid]
            # A split moves the first bar on or after its session.
            first = np.searchsorted(sessions[session], split) - 1
            changes = np.delete(changes, np.setdiff1d(first, [-1, len(changes)]))
        found[column] = changes.std(ddof=1) if len(changes) > 1 else 0.0
    return found


def garbled_after(market: Market, step: int, random: np.random.Generator) -> Market:
    """Return a market whose bars after a step have nothing to do with the true ones, at the same times.

    Splits and dividends of sessions that have not opened by the step's end are left out.

    Args:
        market: Of bars that are all known.
        step: The last one that stays as it is.
        random: Where the garbage comes from.
    """
    panel = market.panel
    now = int(panel.times_ns[step])
    garbled = _garbled(panel, step + 1, random)
    if panel.daily is not None:
        whole = int(np.searchsorted(panel.daily.times_ns, now, side="right"))
        garbled = replace(garbled, daily=_garbled(panel.daily, whole, random))
    opened = int(panel.sessions[int(np.searchsorted(panel.session_open_ns, now)) - 1])
    return _with(market, _acting_by(garbled, opened))


def until(market: Market, step: int) -> Market:
    """Return a market that ends with the session of a step.

    Args:
        market: Of bars that are all known.
        step: Of its last session; one of the run.
    """
    panel = market.panel
    session = int(panel.step_session[step])
    cut = _sessions_of(panel, slice(0, session + 1))
    last = int(panel.sessions[session])
    return _with(market, _acting_by(cut, last), end=day_to_date(last))


def since(market: Market, start: date, history: int | None) -> Market:
    """Return a market whose runs begin later.

    Args:
        market: Of bars that are all known.
        start: The first session of a run.
        history: Sessions before it that a strategy sees; None for all there are.
    """
    panel = market.panel
    first = int(np.searchsorted(panel.sessions, date_to_day(start)))
    if history is None or history >= first:
        return replace(market, start=start)
    cut = _sessions_of(panel, slice(first - history, None))
    earliest = int(cut.sessions[0])
    kept = replace(
        cut,
        splits=tuple(each for each in cut.splits if each.session >= earliest),
        dividends=tuple(each for each in cut.dividends if each.ex_session >= earliest),
    )
    return replace(_with(market, kept), start=start)


def first_step(market: Market) -> int:
    """Return the first step of a run.

    Args:
        market: Open.
    """
    first = int(np.searchsorted(market.panel.sessions, date_to_day(market.start)))
    return int(np.searchsorted(market.panel.step_session, first))


def _with(market: Market, panel: BarPanel, end: date | None = None) -> Market:
    return replace(market, panel=panel, bars=native_bars(panel), end=market.end if end is None else end)


def _sessions_of(panel: BarPanel, sessions: slice) -> BarPanel:
    first, last, _ = sessions.indices(len(panel.sessions))
    low, high = (int(each) for each in np.searchsorted(panel.step_session, (first, last)))

    def load(name: str) -> Integers:
        return panel.field(name)[low:high]

    return replace(
        panel,
        sessions=panel.sessions[sessions],
        session_open_ns=panel.session_open_ns[sessions],
        session_close_ns=panel.session_close_ns[sessions],
        step_session=panel.step_session[low:high] - np.int32(first),
        times_ns=panel.times_ns[low:high],
        load=load,
        daily=None if panel.daily is None else _sessions_of(panel.daily, _same(panel, sessions)),
    )


def _same(panel: BarPanel, sessions: slice) -> slice:
    # The daily panel may know more sessions than the minutes do.
    daily, (first, last, _) = panel.daily, sessions.indices(len(panel.sessions))
    days = () if daily is None else daily.sessions
    return slice(
        int(np.searchsorted(days, panel.sessions[first])),
        int(np.searchsorted(days, panel.sessions[last - 1], side="right")),
    )


def _acting_by(panel: BarPanel, session: int) -> BarPanel:
    return replace(
        panel,
        splits=tuple(each for each in panel.splits if each.session <= session),
        dividends=tuple(each for each in panel.dividends if each.ex_session <= session),
    )


def _garbled(panel: BarPanel, begin: int, random: np.random.Generator) -> BarPanel:
    moved = {}
    rows, width = max(len(panel.times_ns) - begin, 0), len(panel.assets)
    for name in PRICES:
        prices = panel.field(name).astype(np.float64)
        level = np.exp(random.uniform(-1.0, 1.0, width) + GARBAGE * random.standard_normal((rows, width)))
        seen = np.where(prices == MISSING, np.nan, prices)
        usual = np.array([np.nanmedian(each) if np.isfinite(each).any() else 1.0 for each in seen.T])
        moved[name] = np.concatenate((prices[:begin], usual * level))
    ticks = _ticks(panel)
    fields: dict[str, Integers] = {
        name: np.concatenate((panel.field(name)[:begin], values[begin:]))
        for name, values in _valid(panel, moved, ticks).items()
    }
    volume = panel.field("volume")
    shuffled = np.where(
        volume[begin:] == MISSING, MISSING, random.permuted(np.maximum(volume[begin:], 0), axis=0)
    )
    fields["volume"] = np.concatenate((volume[:begin], shuffled))
    return replace(panel, load=fields.__getitem__, arriving_from=None)


def _moved(panel: BarPanel, random: np.random.Generator, spread: Floats) -> dict[str, Floats]:
    moved = {}
    for name in PRICES:
        prices = panel.field(name)
        factor = np.exp(random.standard_normal(prices.shape) * spread)
        moved[name] = np.where(prices == MISSING, 0.0, prices.astype(np.float64)) * factor
    return moved


def _follow(panel: BarPanel, fields: Mapping[str, Integers], moved: dict[str, Floats]) -> None:
    # Where a session has minutes of an asset, its daily bar is as far off as they are.
    daily = panel.daily
    if daily is None:
        return
    places = np.searchsorted(daily.sessions, panel.sessions)
    for column, asset in enumerate(panel.assets):
        own = daily.column(asset)
        rows = np.flatnonzero(panel.field("close")[:, column] != MISSING)
        session, first = np.unique(panel.step_session[rows], return_index=True)
        there = np.flatnonzero(
            daily.sessions[np.minimum(places[session], len(daily.sessions) - 1)] == panel.sessions[session]
        )
        for name in PRICES:
            true, other = (
                _by_session(name, each[rows, column], first) for each in (panel.field(name), fields[name])
            )
            days = places[session[there]]
            moved[name][days, own] = daily.field(name)[days, own] * (other[there] / true[there])


def _by_session(name: str, prices: Integers, first: Integers) -> Floats:
    # The open of the first bar, the close of the last, the highest high, the lowest low.
    if name == "open" or not len(prices):
        found = prices[first]
    elif name == "close":
        found = prices[np.append(first[1:], len(prices)) - 1]
    else:
        found = (np.maximum if name == "high" else np.minimum).reduceat(prices, first)
    return found.astype(np.float64)


def _valid(panel: BarPanel, moved: Mapping[str, Floats], ticks: Integers) -> dict[str, Integers]:
    # On the tick and above 0, missing where it was missing, the high highest and the low lowest.
    fields = {}
    for name in PRICES:
        whole = np.rint(np.clip(moved[name] / ticks, 1.0, TOP / ticks)).astype(np.int64) * ticks
        fields[name] = np.where(panel.field(name) == MISSING, MISSING, whole)
    # A bar is whole or missing, and what is missing is the smallest integer in every field.
    body = fields["open"], fields["close"]
    fields["high"] = np.maximum(fields["high"], np.maximum(*body))
    fields["low"] = np.minimum(fields["low"], np.minimum(*body))
    return fields | {"volume": panel.field("volume")}


def _ticks(panel: BarPanel) -> Integers:
    # The tick, or the part of it that all prices are multiples of: adjusted prices are finer than the tick of today.
    prices = np.concatenate([panel.field(name) for name in PRICES])
    found = np.ones(len(panel.assets), dtype=np.int64)
    for column, asset in enumerate(panel.assets):
        tick = mantissa(asset.tick_size, panel.price_scale, f"tick size of {asset.symbol}")
        own = prices[:, column]
        found[column] = max(int(np.gcd.reduce(own[own != MISSING], initial=tick)), 1)
    return found

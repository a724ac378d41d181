"""The timeline of a run that is to come, on an exchange's calendar, behind a history."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import numpy as np
import pytest

from rustybt import Cryptocurrency, Equity, Future
from rustybt.calendars.exchanges import get_calendar
from rustybt.exceptions import AssetNotFoundError, ConfigurationError, DateRangeError
from rustybt.live.live_panel import DAY_SECONDS, live_panel
from rustybt.model.bars import FIELDS, MISSING, BarPanel, Dividend, Split
from rustybt.model.time import date_to_day

LIFE = {"start_date": date(2020, 1, 2), "end_date": date(2024, 11, 22)}
ASSETS = [Equity(1, "AAPL", auto_close_date=date(2024, 11, 25), **LIFE), Equity(4, "MSFT", **LIFE)]


def at(text: str) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()) * 10**9


def made(start, end, seconds=60, *, assets=None, calendar="XNYS", history=None):
    return live_panel(
        ASSETS if assets is None else assets,
        calendar=calendar,
        start_ns=at(start),
        end=date.fromisoformat(end),
        bar_seconds=seconds,
        history=history,
    )


def bundle(first, last, *, minutes=False, assets=ASSETS):
    calendar = get_calendar("XNYS", date.fromisoformat(first), date.fromisoformat(last))
    days = len(calendar.sessions)
    axes = {"session_open_ns": calendar.open_ns, "session_close_ns": calendar.close_ns}

    def fields(steps):
        matrix = np.arange(1, steps * len(assets) + 1, dtype=np.int64).reshape(steps, len(assets))
        return dict.fromkeys(FIELDS, matrix)

    daily = BarPanel.from_arrays(
        assets, calendar.sessions, fields(days), price_scale=2, volume_scale=1, bundle="us", version=7, **axes,
        splits=[Split(int(calendar.sessions[0]), 1, 1, 2), Split(int(calendar.sessions[0]), 9, 1, 2)],
        dividends=[Dividend(date_to_day(date(2024, 11, 29)), 4, Decimal(1))],
    )  # fmt: skip
    if not minutes:
        return daily
    times = calendar.minutes_in_range(date.fromisoformat(first), date.fromisoformat(last))
    return BarPanel.from_arrays(
        assets,
        calendar.sessions,
        fields(len(times)),
        times_ns=times,
        price_scale=2,
        daily=daily,
        bundle="us",
        **axes,
    )


def test_a_run_begins_with_the_first_bar_that_ends_after_its_start():
    live = made("2024-11-26T15:00:30", "2024-12-02")
    panel = live.panel
    assert (panel.known_steps, panel.frequency, panel.bundle) == (0, "minute", "live")
    assert (int(live.starts_ns[0]), int(panel.times_ns[0])) == (
        at("2024-11-26T15:00:00"),
        at("2024-11-26T15:01:00"),
    )
    # Thanksgiving is closed, and the day after it ends at 13:00 in New York.
    assert [str(np.datetime64(int(day), "D")) for day in panel.sessions] == [
        "2024-11-26", "2024-11-27", "2024-11-29", "2024-12-02",
    ]  # fmt: skip
    counts = np.bincount(panel.step_session).tolist()
    assert counts == [360, 390, 210, 390]
    assert panel.field("close").shape == (0, 2)
    assert panel.daily is not None
    assert panel.daily.known_steps == 0
    assert len(panel.daily.times_ns) == 4


@pytest.mark.parametrize(
    ("start", "first"),
    [
        ("2024-11-26T14:30:00", "2024-11-26"),
        ("2024-11-26T20:59:59", "2024-11-26"),
        ("2024-11-26T21:00:00", "2024-11-27"),
    ],
)
def test_a_day_is_a_bar_of_a_session(start, first):
    live = made(start, "2024-12-02", DAY_SECONDS)
    panel = live.panel
    assert panel.frequency == "daily"
    assert str(np.datetime64(int(panel.sessions[0]), "D")) == first
    assert np.array_equal(panel.times_ns, panel.session_close_ns)
    assert np.array_equal(live.starts_ns, panel.session_open_ns)


def test_bars_end_with_their_session_and_stand_around_its_break():
    tokyo = made("2024-11-26T00:00:00", "2024-11-26", 3_600, calendar="XTKS", assets=ASSETS)
    ends = [str(np.datetime64(int(time), "ns"))[11:16] for time in tokyo.panel.times_ns]
    assert ends == ["01:00", "02:00", "02:30", "04:30", "05:30", "06:30"]


def test_history_comes_before_the_run_and_its_holes_show():
    history = bundle("2024-11-18", "2024-11-22")
    live = made("2024-11-27T10:00:00", "2024-12-02", DAY_SECONDS, history=history)
    panel = live.panel
    assert (panel.bundle, panel.version, panel.price_scale, panel.volume_scale) == ("us", 7, 2, 1)
    assert live.missing == (date_to_day(date(2024, 11, 25)), date_to_day(date(2024, 11, 26)))
    assert panel.known_steps == 7
    close = panel.field("close")
    assert close[:5].tolist() == history.field("close").tolist()
    assert set(close[5:].ravel().tolist()) == {MISSING}
    assert [split.sid for split in panel.splits] == [1]
    assert len(panel.dividends) == 1


def test_minutes_of_history_have_their_days():
    history = bundle("2024-11-21", "2024-11-22", minutes=True)
    live = made("2024-11-25T16:00:00", "2024-11-26", history=history)
    panel = live.panel
    assert (panel.known_steps, panel.daily.known_steps) == (780, 2)
    assert panel.field("close")[:780].tolist() == history.field("close").tolist()
    assert panel.daily.field("close").tolist() == history.daily.field("close").tolist()
    assert len(panel.times_ns) == 780 + 300 + 390
    assert (np.diff(panel.times_ns) > 0).all()
    assert np.array_equal(live.starts_ns + 60 * 10**9, panel.times_ns)
    with pytest.raises(ConfigurationError, match="not bars of 300 s"):
        made("2024-11-25T16:00:00", "2024-11-26", 300, history=history)


def test_the_day_of_the_start_is_not_taken_from_the_history():
    history = bundle("2024-11-18", "2024-11-26")
    live = made("2024-11-26T15:00:00", "2024-12-02", DAY_SECONDS, history=history)
    assert live.panel.known_steps == 6
    assert live.missing == ()


def test_only_the_assets_of_the_run_are_columns():
    history = bundle("2024-11-18", "2024-11-25")
    live = made("2024-11-26T15:00:00", "2024-12-02", DAY_SECONDS, history=history, assets=[ASSETS[1]])
    assert live.panel.field("close").tolist() == history.field("close")[:, 1:].tolist()
    other = [Equity(8, "X", **LIFE)]
    with pytest.raises(AssetNotFoundError):
        made("2024-11-26T15:00:00", "2024-12-02", DAY_SECONDS, history=history, assets=other)


def test_what_lives_at_the_end_of_the_history_lives_on():
    assets = [
        *ASSETS,
        Equity(5, "GONE", start_date=date(2020, 1, 2), end_date=date(2024, 11, 21)),
        Future(6, "ESZ24", multiplier=Decimal(5), expiration_date=date(2024, 11, 22), **LIFE),
    ]
    history = bundle("2024-11-18", "2024-11-22", assets=assets)
    made_of = made("2024-11-25T15:00:00", "2024-12-02", DAY_SECONDS, history=history, assets=assets)
    ends = {asset.sid: asset.end_date for asset in made_of.panel.assets}
    assert ends == {
        1: date(2024, 12, 2), 4: date(2024, 12, 2), 5: date(2024, 11, 21), 6: date(2024, 11, 22),
    }  # fmt: skip
    assert made_of.panel.assets[0].auto_close_date is None


def test_seconds_of_a_market_that_never_closes():
    coin = Cryptocurrency(0, "BTC", start_date=date(2020, 1, 1), end_date=date(2024, 1, 1))
    live = made("2024-11-26T23:59:50", "2024-11-27", 1, calendar="24/7", assets=[coin])
    assert np.bincount(live.panel.step_session).tolist() == [10, 86_400]
    assert live.panel.assets[0].end_date == date(2024, 11, 27)


@pytest.mark.parametrize(
    ("start", "end", "error", "told"),
    [
        ("2024-11-26T15:00:00", "2024-11-20", DateRangeError, "end 2024-11-20"),
        ("2024-11-28T15:00:00", "2024-11-28", DateRangeError, "no bar between"),
    ],
)
def test_a_run_without_a_session_is_refused(start, end, error, told):
    with pytest.raises(error, match=told):
        made(start, end)


def test_a_history_that_ended_long_ago_is_refused():
    with pytest.raises(ConfigurationError, match="ends on 2024-11-01, 16 sessions before the run"):
        made("2024-11-26T10:00:00", "2024-12-02", DAY_SECONDS, history=bundle("2024-10-30", "2024-11-01"))

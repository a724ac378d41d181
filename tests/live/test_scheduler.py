"""The scheduler on clocks of our own: what is told, when, once, and what becomes of what was missed."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rustybt.calendars import get_calendar
from rustybt.exceptions import SchedulerError
from rustybt.live.schedule_jobs import JobEnded, MissedTrigger, ScheduledTriggerEvent
from rustybt.live.scheduler import TradingScheduler
from rustybt.model.time import datetime_to_ns, ns_to_datetime
from tests.live.virtual_time import run

SECOND = 10**9
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
NEW_YORK = ZoneInfo("America/New_York")


class World:
    """A clock that tests turn, and everything that was told."""

    def __init__(self, now: datetime, **options) -> None:
        self.now_ns = datetime_to_ns(now)
        self.told: list = []
        self.scheduler = TradingScheduler(clock=lambda: self.now_ns, emit=self.told.append, **options)

    def pass_time(self, duration_ns: int, step_ns: int = 0) -> list:
        """Let time pass, in steps or to each due time, polling as the runner does; return what was told."""
        before, end_ns = len(self.told), self.now_ns + duration_ns
        while self.now_ns < end_ns:
            due_ns = self.scheduler.next_due_ns()
            following = (
                self.now_ns + step_ns if step_ns else (end_ns if due_ns is None else max(due_ns, self.now_ns))
            )
            self.now_ns = min(following, end_ns)
            self.scheduler.poll()
        return self.told[before:]

    def sleep(self, duration_ns: int) -> list:
        """Let time pass without a poll, as if the engine were down, then poll once."""
        before = len(self.told)
        self.now_ns += duration_ns
        self.scheduler.poll()
        return self.told[before:]


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0, tz=UTC) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=tz)


def noop() -> None: ...


def local(event: ScheduledTriggerEvent) -> str:
    return ns_to_datetime(event.scheduled_ns).astimezone(NEW_YORK).strftime("%d %H:%M")


def test_market_jobs_follow_sessions_half_days_and_summer_time():
    world = World(at(2025, 11, 25, 12), calendar="NYSE")
    world.scheduler.schedule_pre_market(noop, callback_name="before")
    world.scheduler.schedule_market_open(
        noop, exchange="NYSE", timezone="America/New_York", callback_name="open"
    )
    world.scheduler.schedule_market_close(noop, callback_name="close")
    world.scheduler.schedule_after_hours(noop, callback_name="after")
    told = [(event.callback_name, local(event)) for event in world.pass_time(5 * DAY)]

    def day(number: int, close: str, after: str) -> list[tuple[str, str]]:
        times = {"before": "09:00", "open": "09:30", "close": close, "after": after}
        return [(name, f"{number} {wall}") for name, wall in times.items()]

    assert told == day(25, "16:00", "16:30") + day(26, "16:00", "16:30") + day(28, "13:00", "13:30")
    # The open is at 14:30 UTC in winter and at 13:30 in summer.
    world = World(at(2025, 3, 7), calendar="NYSE")
    world.scheduler.schedule_market_open(noop)
    opens = [ns_to_datetime(event.scheduled_ns).strftime("%d %H:%M") for event in world.pass_time(4 * DAY)]
    assert opens == ["07 14:30", "10 13:30"]


def test_the_examples_of_the_guide():
    world = World(at(2025, 7, 3, 12), calendar="NYSE")
    add = world.scheduler.add_job
    add(trigger="cron", callback=lambda: None, cron="0 * * * *", callback_name="risk")
    add(
        trigger="cron",
        callback=lambda: None,
        cron="0 12 * * 1-5",
        timezone="America/New_York",
        callback_name="noon",
    )
    add(trigger="interval", callback=lambda: None, minutes=15, callback_name="signals")
    add(callback=lambda: None, trigger="cron", cron="*/15 9-16 * * MON-FRI", callback_name="quarter")
    told = [event.callback_name for event in world.pass_time(DAY)]
    # The scheduler's zone is New York's, where it is 08:00: 24 hours on the hour, one noon, 96 quarters, 8 hours of 4.
    assert {name: told.count(name) for name in set(told)} == {
        "risk": 24,
        "noon": 1,
        "signals": 96,
        "quarter": 32,
    }


def test_crypto_never_closes():
    world = World(at(2025, 12, 24, 12), calendar="24/7")
    world.scheduler.schedule_market_close(noop)
    world.scheduler.add_job(noop, "interval", minutes=5, callback_name="five")
    told = world.pass_time(3 * DAY)
    assert sum(event.callback_name == "five" for event in told) == 3 * 288
    assert [ns_to_datetime(e.scheduled_ns).hour for e in told if e.trigger_type == "market_close"] == [
        0,
        0,
        0,
    ]


def test_an_event_says_when_it_was_due_and_when_it_was_noticed():
    world = World(at(2025, 7, 1))
    job_id = world.scheduler.add_job(noop, "interval", hours=1)
    assert job_id == "noop"
    (event,) = world.sleep(HOUR + 20 * SECOND)
    assert event == ScheduledTriggerEvent(
        job_id="noop",
        callback_name="noop",
        trigger_type="interval",
        scheduled_ns=world.now_ns - 20 * SECOND,
        actual_ns=world.now_ns,
    )
    assert world.scheduler.callback(event.callback_name) is noop
    assert world.scheduler.poll() == ()


def test_within_the_grace_time_it_runs_once_whatever_it_missed():
    world = World(at(2025, 7, 1), misfire_grace_time=120)
    world.scheduler.add_job(noop, "interval", seconds=30)
    (event,) = world.sleep(100 * SECOND)
    assert (event.scheduled_ns, event.merged, event.late) == (world.now_ns - 10 * SECOND, 2, False)


def test_beyond_the_grace_time_it_is_told_as_missed():
    world = World(at(2025, 7, 1), calendar="NYSE")
    world.scheduler.schedule_market_close(noop, callback_name="rebalance")
    (missed,) = world.sleep(21 * HOUR)
    close_ns = datetime_to_ns(at(2025, 7, 1, 16, tz=NEW_YORK))
    assert missed == MissedTrigger(
        job_id="rebalance",
        callback_name="rebalance",
        trigger_type="market_close",
        first_ns=close_ns,
        last_ns=close_ns,
        count=1,
        actual_ns=world.now_ns,
        policy="skip",
    )
    assert world.scheduler.poll() == ()


def test_one_that_runs_late_is_told_as_missed_and_run_once():
    world = World(at(2025, 7, 1))
    world.scheduler.add_job(noop, "interval", minutes=10, missed="run_late")
    missed, event = world.sleep(55 * MINUTE)
    assert (missed.count, missed.policy, missed.last_ns) == (5, "run_late", event.scheduled_ns)
    assert (event.merged, event.late) == (4, True)
    assert world.scheduler.poll() == ()


def test_some_are_missed_and_the_last_is_still_in_time():
    world = World(at(2025, 7, 1))
    world.scheduler.add_job(noop, "interval", minutes=10)
    missed, event = world.sleep(50 * MINUTE + 5 * SECOND)
    assert (missed.count, event.merged, event.late) == (4, 0, False)
    assert event.scheduled_ns - missed.last_ns == 10 * MINUTE


def test_the_grace_time_itself_is_in_time_and_old_records_take_nothing_back():
    world = World(at(2025, 7, 1), misfire_grace_time=60)
    world.scheduler.add_job(noop, "interval", hours=1)
    (event,) = world.sleep(HOUR + 60 * SECOND)
    assert isinstance(event, ScheduledTriggerEvent)
    (missed,) = world.sleep(HOUR + SECOND)
    assert isinstance(missed, MissedTrigger)
    world.scheduler.apply(event)
    assert world.scheduler.poll() == ()


def test_a_job_has_its_own_grace_time():
    world = World(at(2025, 7, 1), misfire_grace_time=0)
    world.scheduler.add_job(noop, "interval", hours=1, callback_name="strict")
    world.scheduler.add_job(noop, "interval", hours=1, callback_name="lenient", misfire_grace_time=600)
    told = world.sleep(HOUR + SECOND)
    assert [(type(each).__name__, each.job_id) for each in told] == [
        ("MissedTrigger", "strict"), ("ScheduledTriggerEvent", "lenient"),
    ]  # fmt: skip


def test_a_date_is_told_once_late_or_missed():
    world = World(at(2025, 7, 1))
    for name, minutes in (("ahead", 5), ("just_passed", -0.5), ("long_passed", -60)):
        world.scheduler.add_job(
            noop, "date", run_date=at(2025, 7, 1) + timedelta(minutes=minutes), callback_name=name
        )
    told = world.pass_time(HOUR)
    assert [(type(each).__name__, each.job_id) for each in told] == [
        ("MissedTrigger", "long_passed"), ("ScheduledTriggerEvent", "just_passed"), ("ScheduledTriggerEvent", "ahead"),
    ]  # fmt: skip
    assert world.scheduler.list_jobs() == []
    assert world.scheduler.next_due_ns() is None


def test_jobs_due_together_come_in_order_of_registration():
    world = World(at(2025, 7, 1))
    for name in ("zulu", "alpha", "mike"):
        world.scheduler.add_job(noop, "interval", hours=1, callback_name=name)
    world.scheduler.add_job(noop, "interval", minutes=59, callback_name="earlier", misfire_grace_time=3600)
    told = [event.job_id for event in world.sleep(HOUR)]
    assert told == ["earlier", "zulu", "alpha", "mike"]


def test_disable_enable_and_remove():
    world = World(at(2025, 7, 1))
    world.scheduler.add_job(noop, "interval", minutes=30, callback_name="risk_check")
    world.scheduler.disable_callback("risk_check")
    assert world.pass_time(2 * HOUR) == []
    assert world.scheduler.list_jobs()[0]["next_run_time"] is None
    assert world.scheduler.list_jobs()[0]["enabled"] is False
    world.scheduler.enable_callback("risk_check")
    assert world.scheduler.poll() == ()
    assert len(world.pass_time(HOUR)) == 2
    world.scheduler.remove_job("risk_check")
    assert world.pass_time(HOUR) == []
    for method in ("remove_job", "disable_callback", "enable_callback", "callback"):
        with pytest.raises(SchedulerError, match="no job 'risk_check'; there are: none"):
            getattr(world.scheduler, method)("risk_check")


def test_a_job_that_removes_another_in_the_same_moment_is_obeyed():
    world = World(at(2025, 7, 1))
    scheduler = TradingScheduler(
        clock=lambda: world.now_ns, emit=lambda event: event.job_id == "a" and scheduler.remove_job("b")
    )
    for name in ("a", "b"):
        scheduler.add_job(noop, "interval", hours=1, callback_name=name)
    world.now_ns += HOUR
    assert [event.job_id for event in scheduler.poll()] == ["a"]


def test_jobs_are_listed_next_first_in_their_time_zone():
    world = World(at(2025, 7, 1), calendar="NYSE")
    world.scheduler.schedule_market_close(noop, callback_name="close")
    world.scheduler.schedule_market_open(noop, callback_name="open", timezone="UTC")
    first, second = world.scheduler.list_jobs()
    assert (first["callback_name"], second["callback_name"]) == ("open", "close")
    assert str(first["next_run_time"]) == "2025-07-01 13:30:00+00:00"
    assert str(second["next_run_time"]) == "2025-07-01 16:00:00-04:00"
    assert second == {
        "job_id": "close", "callback_name": "close", "trigger": "market_close",
        "next_run_time": at(2025, 7, 1, 16, tz=NEW_YORK), "enabled": True,
    }  # fmt: skip


def test_names_are_the_same_after_every_start():
    world = World(at(2025, 7, 1), calendar="24/7")
    names = [world.scheduler.add_job(noop, "interval", hours=1) for _ in range(2)]
    names += [world.scheduler.schedule_market_open(lambda: None) for _ in range(2)]
    assert names == ["noop", "noop-2", "market_open", "market_open-2"]
    with pytest.raises(SchedulerError, match="callback_name 'noop' is empty or taken"):
        world.scheduler.add_job(noop, "interval", hours=1, callback_name="noop")


def restarted(world: World, *, restore_first: bool) -> World:
    """The same program in a new process, with the state read back from JSON."""
    fresh = World(ns_to_datetime(world.now_ns), calendar="NYSE")
    state = json.loads(json.dumps(world.scheduler.state()))
    if restore_first:
        fresh.scheduler.restore(state)
    fresh.scheduler.schedule_market_close(noop, callback_name="close", missed="run_late")
    fresh.scheduler.add_job(noop, "interval", hours=1, callback_name="hourly")
    if not restore_first:
        fresh.scheduler.restore(state)
    return fresh


@pytest.mark.parametrize("restore_first", [True, False])
def test_a_restart_neither_repeats_nor_forgets(restore_first):
    world = World(at(2025, 7, 1, 12, 30), calendar="NYSE")
    world.scheduler.schedule_market_close(noop, callback_name="close", missed="run_late")
    world.scheduler.add_job(noop, "interval", hours=1, callback_name="hourly")
    assert len(world.pass_time(6 * HOUR)) == 6
    fresh = restarted(world, restore_first=restore_first)
    assert fresh.scheduler.poll() == ()
    told = fresh.sleep(3 * HOUR)  # 21:30 UTC: the close at 20:00 and three hours were missed
    assert [(type(each).__name__, each.job_id) for each in told] == [
        ("MissedTrigger", "close"), ("ScheduledTriggerEvent", "close"), ("MissedTrigger", "hourly"),
    ]  # fmt: skip
    again = restarted(fresh, restore_first=restore_first)
    assert again.scheduler.poll() == ()


def test_a_journal_that_is_read_again_gives_the_same_state():
    world = World(at(2025, 7, 1, 12, 30), calendar="NYSE")
    fresh = World(at(2025, 7, 1, 12, 30), calendar="NYSE")
    late = World(at(2025, 7, 1, 12, 30), calendar="NYSE")
    for each in (world, fresh):
        each.scheduler.schedule_market_close(noop, callback_name="close")
        each.scheduler.add_job(noop, "interval", minutes=7, callback_name="sevens")
    world.pass_time(5 * HOUR)
    world.sleep(20 * HOUR)
    for record in world.told:
        fresh.scheduler.apply(record)
        late.scheduler.apply(record)
    late.scheduler.schedule_market_close(noop, callback_name="close")
    late.scheduler.add_job(noop, "interval", minutes=7, callback_name="sevens")
    assert fresh.scheduler.state() == world.scheduler.state() == late.scheduler.state()


def test_a_disabled_job_stays_disabled_after_a_restart_and_a_bad_state_is_refused():
    world = World(at(2025, 7, 1))
    world.scheduler.add_job(noop, "interval", hours=1)
    world.scheduler.disable_callback("noop")
    fresh = World(at(2025, 7, 2))
    fresh.scheduler.restore(world.scheduler.state())
    fresh.scheduler.add_job(noop, "interval", hours=1)
    assert fresh.pass_time(3 * HOUR) == []
    for state in ({}, {"jobs": 3}, {"jobs": {"a": {}}}, {"jobs": {"a": {"done_ns": "x", "enabled": True}}}):
        with pytest.raises(SchedulerError, match="no state of a scheduler"):
            fresh.scheduler.restore(state)


def test_a_record_that_could_not_be_journalled_is_told_again():
    world = World(at(2025, 7, 1))
    told = []

    def emit(record) -> None:
        if not told:
            told.append(None)
            raise OSError("disk full")
        told.append(record)

    scheduler = TradingScheduler(clock=lambda: world.now_ns, emit=emit)
    scheduler.add_job(noop, "interval", hours=1)
    world.now_ns += HOUR
    with pytest.raises(OSError, match="disk full"):
        scheduler.poll()
    assert len(scheduler.poll()) == 1
    assert scheduler.poll() == ()


def test_a_clock_that_goes_back_repeats_nothing():
    world = World(at(2025, 7, 1))
    world.scheduler.add_job(noop, "interval", hours=1)
    assert len(world.pass_time(3 * HOUR)) == 3
    world.now_ns -= 2 * HOUR
    assert world.pass_time(2 * HOUR, step_ns=10 * MINUTE) == []
    assert len(world.pass_time(HOUR)) == 1


def test_the_end_of_a_calendar_is_told_once_and_a_dead_job_is_refused():
    calendar = get_calendar("XNYS", date(2025, 7, 1), date(2025, 7, 2))
    world = World(at(2025, 7, 1, 12), calendar=calendar)
    world.scheduler.schedule_market_close(noop, callback_name="close")
    told = world.pass_time(2 * DAY, step_ns=HOUR)
    assert [type(each) for each in told] == [ScheduledTriggerEvent, ScheduledTriggerEvent, JobEnded]
    assert "give the calendar of another range" in told[-1].reason
    assert world.scheduler.list_jobs() == []
    with pytest.raises(SchedulerError, match="next open is unknown"):
        world.scheduler.schedule_market_open(noop)


def test_a_year_of_missed_minutes_is_told_in_parts():
    world = World(at(2025, 1, 1))
    world.scheduler.add_job(noop, "interval", minutes=1)
    world.now_ns += 100 * DAY + SECOND
    counts = []
    while told := world.scheduler.poll():
        counts += [each.count for each in told if isinstance(each, MissedTrigger)]
    assert counts == [100_000, 43_999]
    assert isinstance(world.told[-1], ScheduledTriggerEvent)


@given(
    st.lists(st.tuples(st.integers(1, 40 * 60), st.booleans()), min_size=1, max_size=40),
    st.sampled_from([60, 600, 3600]),
    st.sampled_from(["skip", "run_late"]),
    st.integers(0, 1800),
)
def test_every_due_time_is_told_exactly_once(steps, every, missed, grace):
    """Run, merged or missed: the counts add up to the due times, under any rhythm of polls and restarts."""

    def world_at(now_ns: int) -> World:
        world = World(ns_to_datetime(now_ns))
        world.scheduler.add_job(noop, "interval", seconds=every, missed=missed, misfire_grace_time=grace)
        return world

    start_ns = datetime_to_ns(at(2025, 7, 1))
    world, told = world_at(start_ns), []
    for seconds, restart in steps:
        told += world.sleep(seconds * SECOND)
        if restart:
            state, world = world.scheduler.state(), world_at(world.now_ns)
            world.scheduler.restore(state)
    told += world.scheduler.poll()
    counted = sum(
        1 + each.merged if isinstance(each, ScheduledTriggerEvent) else each.count * (each.policy == "skip")
        for each in told
    )
    assert counted == (world.now_ns - start_ns) // (every * SECOND)
    events = [each.scheduled_ns for each in told if isinstance(each, ScheduledTriggerEvent)]
    assert events == sorted(set(events))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"trigger": "lunar"}, "trigger 'lunar' is unknown"),
        ({"trigger": "cron"}, "needs cron="),
        ({"trigger": "cron", "cron": "nonsense"}, "five fields"),
        ({"trigger": "cron", "cron": "0 9 * * *", "minutes": 5}, "takes no minutes"),
        ({"trigger": "cron", "cron": "0 9 * * *", "timezone": "New York"}, "time zone 'New York' is unknown"),
        ({"trigger": "interval"}, "an interval of nothing"),
        ({"trigger": "interval", "minutes": 0}, "above 0"),
        ({"trigger": "interval", "minutes": -5}, "above 0"),
        ({"trigger": "interval", "minutes": "5"}, "above 0"),
        ({"trigger": "interval", "days": 10**12}, "above 0"),
        ({"trigger": "date"}, "run_date is None"),
        ({"trigger": "date", "run_date": datetime(2025, 7, 1)}, "with a time zone"),  # noqa: DTZ001
        ({"trigger": "date", "run_date": "2025-07-01"}, "with a time zone"),
        ({"trigger": "market_open"}, "needs an exchange"),
        ({"trigger": "market_open", "exchange": "NYES"}, "did you mean"),
        ({"trigger": "market_open", "exchange": "NYSE", "offset_minutes": 1.5}, "whole minutes"),
        ({"trigger": "pre_market", "exchange": "NYSE", "offset_minutes": 30}, "below 0"),
        ({"trigger": "after_hours", "exchange": "NYSE", "offset_minutes": 0}, "above 0"),
        ({"trigger": "interval", "hours": 1, "missed": "shrug"}, "missed is 'shrug'"),
        ({"trigger": "interval", "hours": 1, "misfire_grace_time": -1}, "misfire_grace_time is -1"),
        ({"trigger": "interval", "hours": 1, "callback_name": ""}, "empty or taken"),
        ({"trigger": "interval", "hours": 1, "callback": "rebalance"}, "give a function"),
    ],
)
def test_what_cannot_be_scheduled_is_refused_by_name(options, message):
    world = World(at(2025, 7, 1))
    with pytest.raises(SchedulerError, match=message):
        world.scheduler.add_job(**({"callback": noop} | options))
    assert world.scheduler.list_jobs() == []


def test_a_scheduler_needs_someone_to_tell():
    for options in ({}, {"emit": print, "event_queue": asyncio.Queue()}):
        with pytest.raises(SchedulerError, match="emit= or event_queue="):
            TradingScheduler(**options)
    for options in ({"timezone": "x"}, {"calendar": "x"}, {"misfire_grace_time": float("nan")}):
        with pytest.raises(SchedulerError):
            TradingScheduler(emit=print, **options)


def test_the_runner_tells_on_time_and_wakes_for_new_jobs():
    async def main(loop):
        queue = asyncio.Queue()
        scheduler = TradingScheduler(event_queue=queue, clock=loop.wall_ns)
        scheduler.start()
        await asyncio.sleep(1)
        scheduler.add_job(noop, "date", run_date=ns_to_datetime(loop.wall_ns()) + timedelta(seconds=1))
        event = await asyncio.wait_for(queue.get(), timeout=2)
        assert event.callback_name == "noop"
        assert 0 <= event.actual_ns - event.scheduled_ns < 2_000_000
        scheduler.add_job(noop, "interval", hours=1, callback_name="hourly")
        await asyncio.sleep(24 * 3600)
        assert queue.qsize() == 24
        lateness = [(event := queue.get_nowait()).actual_ns - event.scheduled_ns for _ in range(24)]
        assert max(lateness) < 2_000_000
        with pytest.raises(SchedulerError, match="runs already"):
            scheduler.start()
        scheduler.shutdown()
        await scheduler.wait()
        await asyncio.sleep(7200)
        assert queue.qsize() == 0
        scheduler.start()
        await asyncio.sleep(0)
        assert queue.get_nowait().count + 1 >= 2
        scheduler.shutdown()
        await scheduler.wait()

    run(datetime_to_ns(at(2025, 7, 1)), main)


def test_the_runner_notices_a_wall_clock_that_jumps():
    async def main(loop):
        told = []
        scheduler = TradingScheduler(emit=told.append, clock=loop.wall_ns)
        scheduler.add_job(noop, "interval", hours=1)
        scheduler.start()
        await asyncio.sleep(10)
        loop.start_ns += HOUR - 12 * SECOND  # as after a suspended lid or a time server's correction
        await asyncio.sleep(6)
        assert [event.actual_ns - event.scheduled_ns < 6 * SECOND for event in told] == [True]
        scheduler.shutdown()
        await scheduler.wait()

    run(datetime_to_ns(at(2025, 7, 1)), main)


def test_what_ends_the_runner_is_raised_and_not_swallowed():
    async def main(loop):
        def emit(record):
            raise OSError("journal gone")

        scheduler = TradingScheduler(emit=emit, clock=loop.wall_ns)
        scheduler.add_job(noop, "interval", seconds=1)
        scheduler.start()
        with pytest.raises(OSError, match="journal gone"):
            await scheduler.wait()

    run(datetime_to_ns(at(2025, 7, 1)), main)


def test_it_cannot_start_without_a_loop():
    with pytest.raises(SchedulerError, match="no event loop"):
        TradingScheduler(emit=print).start()


def test_records_are_plain_integers_and_texts():
    world = World(at(2025, 7, 1))
    world.scheduler.add_job(noop, "interval", minutes=10, missed="run_late")
    for record in world.sleep(55 * MINUTE):
        assert json.loads(json.dumps(asdict(record))) == asdict(record)
        assert not any(isinstance(value, float | Decimal) for value in asdict(record).values())

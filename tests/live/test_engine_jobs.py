"""The jobs of an engine, through its whole life on virtual time: sessions, clocks that change, downtimes, failures."""

from __future__ import annotations

import asyncio
from datetime import datetime

import pytest

from rustybt import TradingAlgorithm
from rustybt.exceptions import BrokerError, EngineError, SchedulerError, StrategyError
from rustybt.live import asking
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.journal_view import JournalReader
from tests.engine.panels import panel
from tests.live.scheduled import CLOSES, Idle, at, engine_of, lived, outcomes, seldom, told
from tests.live.sessions import PanelFeed
from tests.live.virtual_time import run


def test_jobs_follow_the_sessions_of_the_exchange_half_days_included(tmp_path, monkeypatch):
    seldom(monkeypatch)
    jobs = [
        {"job": "report", "trigger": "market_close"},
        {"job": "heartbeat", "trigger": "pre_market", "offset_minutes": -30},
        {"job": "reconcile", "trigger": "market_close", "offset_minutes": 15},
    ]
    # Thanksgiving of 2024 is a Thursday; the Friday after it ends at 13:00 in New York.
    alerts = lived(tmp_path, "2024-11-27T12:00", "2024-12-02T23:00", jobs)
    closes = ["2024-11-27T21:00", "2024-11-29T18:00", "2024-12-02T21:00"]
    assert outcomes(tmp_path, "report") == [("report", each, "done") for each in closes]
    opens = ["2024-11-27T14:00", "2024-11-29T14:00", "2024-12-02T14:00"]
    assert outcomes(tmp_path, "heartbeat") == [("heartbeat", each, "done") for each in opens]
    later = ["2024-11-27T21:15", "2024-11-29T18:15", "2024-12-02T21:15"]
    assert outcomes(tmp_path, "reconcile") == [("reconcile", each, "done") for each in later]
    assert [event for event, _ in alerts if event in ("report", "heartbeat")] == ["heartbeat", "report"] * 3
    assert "value 100000" in told(tmp_path, "report")[0]["text"]


def test_jobs_follow_the_clock_on_the_wall_when_it_changes(tmp_path, monkeypatch):
    seldom(monkeypatch)
    jobs = [
        {"job": "report", "cron": "30 9 * * *", "timezone": "America/New_York"},
        {"job": "heartbeat", "trigger": "market_open"},
    ]
    lived(tmp_path, "2024-11-01T12:00", "2024-11-04T20:00", jobs)
    mornings = ["2024-11-01T13:30", "2024-11-02T13:30", "2024-11-03T14:30", "2024-11-04T14:30"]
    assert [due for _, due, _ in outcomes(tmp_path, "report")] == mornings
    assert [due for _, due, _ in outcomes(tmp_path, "heartbeat")] == [mornings[0], mornings[3]]


PAUSES = [
    {"job": "pause", "trigger": "market_close", "offset_minutes": -15},
    {"job": "resume", "trigger": "market_open"},
]


def test_a_schedule_pauses_and_resumes_and_leaves_what_others_did(tmp_path, monkeypatch):
    seldom(monkeypatch)
    states = []

    async def act(life, loop, task):
        for time, do in (
            ("2024-11-25T20:50", None),
            ("2024-11-26T15:00", "pause"),
            ("2024-11-27T15:00", "resume"),
            ("2024-11-27T16:00", "halt"),
            ("2024-12-02T15:00", None),
        ):
            await asyncio.sleep((at(time) - loop.wall_ns()) / 10**9)
            states.append(life.session.state.value)
            if do:
                await life.command(do, {"operator": "me", "reason": "mine"})

    alerts = lived(tmp_path, "2024-11-25T20:00", "2024-12-02T16:00", PAUSES, act=act)
    assert states == ["PAUSED", "ARMED", "PAUSED", "ARMED", "HALTED"]
    assert outcomes(tmp_path) == [
        ("pause", "2024-11-25T20:45", "done"),
        ("resume", "2024-11-26T14:30", "done"),
        ("pause", "2024-11-26T20:45", "done"),
        ("resume", "2024-11-27T14:30", "failed"),
        ("pause", "2024-11-27T20:45", "done"),
        ("resume", "2024-11-29T14:30", "failed"),
        ("pause", "2024-11-29T17:45", "done"),
        ("resume", "2024-12-02T14:30", "failed"),
    ]
    texts = [each["text"] for each in told(tmp_path)]
    assert texts[2] == "it was paused already"
    assert "not the schedule that paused" in texts[3]
    assert "an operator resumes it" in texts[5]
    assert alerts.count(("job_failed", "resume")) == 3


def test_what_stops_risk_is_made_up_for_after_a_downtime_and_the_rest_is_told_as_missed(
    tmp_path, monkeypatch
):
    seldom(monkeypatch, 30)
    jobs = [*PAUSES, {"job": "report", "trigger": "interval", "hours": 1}]
    lived(tmp_path, "2024-11-25T20:00", "2024-11-25T20:10", jobs)
    states = []

    async def act(life, loop, task):
        await asyncio.sleep(60)
        states.append(life.session.state.value)

    alerts = lived(tmp_path, "2024-11-25T22:30", "2024-11-25T22:40", jobs, act=act)
    assert states == ["PAUSED"]
    assert outcomes(tmp_path) == [
        ("pause", "2024-11-25T20:45", "missed"),
        ("report", "2024-11-25T22:00", "missed"),
        ("pause", "2024-11-25T20:45", "done"),
    ]
    assert told(tmp_path)[1]["text"].startswith("it was due 2 times from 2024-11-25T21:00")
    assert {("job_missed", "pause"), ("job_missed", "report")} <= set(alerts)
    # Within the grace time it is simply done; and nothing is told twice.
    lived(tmp_path, "2024-11-25T23:00:30", "2024-11-25T23:01", jobs)
    assert outcomes(tmp_path)[3:] == [("report", "2024-11-25T23:00", "done")]


class Silent(PaperBroker):
    """Paper that does not answer when the account is compared, while it is told not to."""

    silent = False

    async def get_fills(self, since=""):
        if self.silent:
            await asyncio.Event().wait()
        return await super().get_fills(since)


HOURLY = [{"job": "reconcile", "trigger": "interval", "hours": 1}, {"job": "report", "cron": "30 * * * *"}]


def waits_for_ever(monkeypatch):
    """Let a broker that does not answer be asked without an end, as one that answers a page at a time is."""
    monkeypatch.setattr(asking, "ANSWER_SECONDS", 1e9)


def killed_within_a_run(folder):
    async def act(life, loop, task):
        await asyncio.sleep(60)
        life.plan.broker.silent = True
        await asyncio.sleep(7200)
        assert life.jobs.rows()[0]["running"]
        task.cancel()

    lived(
        folder, "2024-11-25T20:10", "2024-11-26T20:00", HOURLY, act=act, killed=True, broker=Silent("100000")
    )


def test_a_run_that_has_not_ended_is_not_begun_again_and_holds_no_other_up(tmp_path, monkeypatch):
    seldom(monkeypatch, 30)
    waits_for_ever(monkeypatch)
    killed_within_a_run(tmp_path)
    assert outcomes(tmp_path) == [
        ("report", "2024-11-25T20:30", "done"),
        ("report", "2024-11-25T21:30", "done"),
        ("reconcile", "2024-11-25T22:00", "failed"),
    ]
    assert "has not ended yet" in told(tmp_path)[2]["text"]


@pytest.mark.parametrize(
    ("start", "outcome"), [("2024-11-25T21:00:40", "done"), ("2024-11-25T22:20", "missed")]
)
def test_a_run_that_a_crash_left_open_is_done_again_or_told(tmp_path, monkeypatch, start, outcome):
    seldom(monkeypatch, 30)
    waits_for_ever(monkeypatch)

    async def act(life, loop, task):
        await asyncio.sleep(60)
        life.plan.broker.silent = True
        await asyncio.sleep((at("2024-11-25T21:00:10") - loop.wall_ns()) / 10**9)
        task.cancel()

    jobs = HOURLY[:1]
    lived(
        tmp_path, "2024-11-25T20:10", "2024-11-26T20:00", jobs, act=act, killed=True, broker=Silent("100000")
    )
    assert outcomes(tmp_path) == []
    lived(tmp_path, start, start[:14] + "59", jobs)
    assert outcomes(tmp_path)[0] == ("reconcile", "2024-11-25T21:00", outcome)
    lived(tmp_path, start[:14] + "59:30", start[:14] + "59:50", jobs)
    assert [due for _, due, _ in outcomes(tmp_path)].count("2024-11-25T21:00") == 1


class Refusing(PaperBroker):
    async def get_positions(self):
        raise BrokerError("not now")


def test_a_job_that_fails_is_told_and_the_others_go_on(tmp_path, monkeypatch):
    seldom(monkeypatch, 30)
    alerts = lived(tmp_path, "2024-11-25T20:10", "2024-11-25T21:40", HOURLY, broker=Refusing("100000"))
    assert [(name, what) for name, _, what in outcomes(tmp_path)] == [
        ("report", "done"),
        ("reconcile", "failed"),
        ("report", "done"),
    ]
    assert ("job_failed", "reconcile") in alerts


class Scheduled(TradingAlgorithm):
    """Orders when it is called, and keeps what it saw then."""

    def initialize(self, context):
        self.asset = self.symbol("S0")
        self.calls = 0

    def handle_data(self, context, data):
        if self.calls and self.calls % 3 == 0:
            self.order_target(self.asset, 0)

    def rebalance(self, context, data):
        self.calls += 1
        self.order(self.asset, self.calls)
        self.record(seen=data.current(self.asset, "price"), calls=self.calls)

    def breaks(self, context, data):
        raise ZeroDivisionError("by zero")


CALLED = [{"callback": "rebalance", "trigger": "interval", "minutes": 7}]


def events_of(folder):
    with JournalReader.open(folder / "one" / "journal.db") as journal:
        return [dict(record.payload) for record in journal.read(0, ("event",))]


@pytest.mark.parametrize("shadow", [False, True])
def test_a_function_of_the_strategy_is_an_event_and_replays_exactly(tmp_path, monkeypatch, shadow):
    seldom(monkeypatch, 30)
    options = {"shadow_mode": shadow}
    lived(tmp_path, "2024-11-25T20:00", "2024-11-25T21:00", CALLED, strategy=Scheduled(), **options)
    lived(tmp_path, "2024-11-25T21:30", "2024-11-25T23:30", CALLED, strategy=Scheduled(), **options)
    calls = [each for each in events_of(tmp_path) if each["type"] == "JobDue"]
    assert len(calls) == len([each for each in told(tmp_path) if each["outcome"] == "done"]) > 10
    reports = []

    async def main(loop):
        engine = engine_of(loop, tmp_path, 0, CALLED, strategy=Scheduled(), **options)
        replayed = engine.replay()
        assert len(replayed.found.orders) >= len(calls)
        assert replayed.venue.fill_count > 10
        if shadow:
            with JournalReader.open(engine.folder / "journal.db") as journal:
                engine._plan.shadow.follow(journal.read(0, ("event", "effects")))
            assert engine._plan.shadow.lost == ""
            engine._plan.shadow.finish()
            aligned = engine._plan.shadow.validator.alignment(8784, replayed.venue.now_ns).to_dict()
            reports.append((aligned["signal_match_rate"], aligned["divergence_breakdown"]["EXACT_MATCH"]))

    run(at("2024-11-26T00:00"), main)
    for rate, matched in reports:
        assert float(rate) == 1
        assert matched > 10


def test_a_function_of_the_strategy_that_raises_ends_the_session_as_any_other(tmp_path, monkeypatch):
    seldom(monkeypatch, 30)
    jobs = [{"callback": "breaks", "cron": "45 * * * *"}]
    with pytest.raises(StrategyError, match="by zero"):
        lived(tmp_path, "2024-11-25T20:00", "2024-11-25T21:00", jobs, strategy=Scheduled())
    with JournalReader.open(tmp_path / "one" / "journal.db") as journal:
        assert [record.kind for record in journal.read(0, ("failed",))] == ["failed"]
    assert outcomes(tmp_path) == []


@pytest.mark.parametrize("restart", [False, True])
def test_a_function_that_is_due_before_the_first_bar_of_a_session_waits_for_it(
    tmp_path, monkeypatch, restart
):
    seldom(monkeypatch, 30)
    jobs = [{"callback": "rebalance", "cron": "5,25,35 20 * * *", "timezone": "UTC"}]
    # A session opens at 20:00, its bar comes at 20:10, its end at 20:20; the next one opens at 20:30.
    if restart:

        async def act(life, loop, task):
            await asyncio.sleep(120)
            task.cancel()

        start, end = "2024-11-25T20:00", "2024-11-25T20:55"
        lived(tmp_path, start, end, jobs, strategy=Scheduled(), act=act, killed=True)
        lived(tmp_path, "2024-11-25T20:05:30", "2024-11-25T20:55", jobs, strategy=Scheduled())
    else:
        lived(tmp_path, "2024-11-25T20:00", "2024-11-25T20:55", jobs, strategy=Scheduled())
    kinds = [
        each["type"] for each in events_of(tmp_path) if each["type"] not in ("FillReported", "BarArrived")
    ]
    assert kinds[:6] == ["SessionOpened", "BarClosed", "JobDue", "SessionClosed", "JobDue", "SessionOpened"]
    assert kinds[6:8] == ["BarClosed", "JobDue"]
    assert [outcome for _, _, outcome in outcomes(tmp_path)] == ["done"] * 3


def test_a_call_that_a_crash_cut_off_from_its_record_is_not_made_twice(tmp_path, monkeypatch):
    seldom(monkeypatch, 30)
    cut = []

    async def act(life, loop, task):
        await asyncio.sleep(60)
        journal = life.session.parts.journal
        append = journal.append

        def dying(kind, payload, **options):
            if kind == "job" and not cut:
                cut.append(dict(payload))
                task.cancel()
                raise asyncio.CancelledError
            return append(kind, payload, **options)

        journal.append = dying

    lived(
        tmp_path, "2024-11-25T20:00", "2024-11-25T21:00", CALLED, strategy=Scheduled(), act=act, killed=True
    )
    due_ns = cut[0]["scheduled_ns"]
    lived(tmp_path, "2024-11-25T20:10", "2024-11-25T20:40", CALLED, strategy=Scheduled())
    assert [each["due_ns"] for each in events_of(tmp_path) if each["type"] == "JobDue"].count(due_ns) == 1
    assert told(tmp_path)[0]["text"] == "rebalance was called before the restart"


def test_the_status_shows_the_jobs(tmp_path, monkeypatch):
    seldom(monkeypatch, 30)
    shown = []

    async def act(life, loop, task):
        await asyncio.sleep(3600)
        shown.extend((await life.command("status", {}))["jobs"])

    lived(tmp_path, "2024-11-25T20:10", "2024-11-25T21:40", HOURLY, act=act)
    assert [(each["name"], each["next"], each["last"]["outcome"]) for each in shown] == [
        ("reconcile", "2024-11-25T17:00:00-05:00", "done"),
        ("report", "2024-11-25T16:30:00-05:00", "done"),
    ]


def test_jobs_are_scheduled_one_by_one_before_the_start(tmp_path):
    async def main(loop):
        engine = engine_of(loop, tmp_path, at("2024-11-25T20:10"), [], strategy=Scheduled())
        assert engine.schedule("reconcile", "interval", minutes=15) == "reconcile"
        assert engine.schedule("reconcile", "market_close", offset_minutes=5) == "reconcile-2"
        assert (
            engine.schedule("halt", "date", run_date=datetime.fromisoformat("2030-01-01T00:00+00:00"))
            == "halt"
        )
        for job, options, says in (
            ("rebalanse", {"cron": "* * * * *"}, "has no function 'rebalanse'"),
            ("_private", {"cron": "* * * * *"}, "has no function"),
            ("pause", {}, "needs cron="),
            ("pause", {"cron": "1"}, "give five fields"),
            ("pause", {"cron": "* * * * *", "seconds": 3}, "takes no seconds"),
            ("pause", {"when": 3}, "has no when"),
            ("report", {"cron": "* * * * *", "name": "halt"}, "taken"),
        ):
            with pytest.raises(SchedulerError, match=says):
                engine.schedule(job, **options)
        engine._host = object()
        with pytest.raises(EngineError, match="has been started"):
            engine.schedule("report", cron="* * * * *")
        assert [job.name for job in engine._plan.schedule.jobs] == ["reconcile", "reconcile-2", "halt"]

    run(at("2024-11-25T20:00"), main)


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"jobs": 7}, "give a list of jobs"),
        ({"job": []}, "a schedule has no job"),
        (7, "a schedule has no 7"),
        ({"jobs": [{"job": "sleep", "trigger": "market_open"}]}, "name a job of reconcile"),
        (
            {"jobs": [{"job": "pause", "callback": "x", "cron": "* * * * *"}]},
            "callback of the strategy alone",
        ),
        ({"jobs": [{"job": "report", "trigger": "market_open"}]}, "needs an exchange"),
        ({"jobs": [{"job": "report", "trigger": "date", "run_date": "soon"}]}, "use ISO 8601"),
        ({"calendar": "NISE", "jobs": []}, "NISE"),
    ],
)
def test_what_cannot_be_scheduled_is_refused_at_the_door(tmp_path, given, says):
    with pytest.raises(SchedulerError, match=says):
        LiveTradingEngine(
            Idle(), PaperBroker("1"), PanelFeed(panel(CLOSES)), folder=tmp_path, scheduler=given
        )

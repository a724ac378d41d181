"""A shadow in a process of its own: the same verdicts as in live's, and whatever becomes of it, live goes on."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from rustybt import DataCatalog
from rustybt.backtest.strategy_file import strategy_at
from rustybt.cli.demo_strategies import DualMovingAverage
from rustybt.exceptions import EngineError
from rustybt.live import runner, shadow_process
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.configured import shadow_config_of, shadow_engine_of
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.factories import made_by
from rustybt.live.feeds import ReplayFeed
from rustybt.live.journal import Journal, JournalReader
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.shadow.engine import SHADOWED
from rustybt.live.shadow.figures import ShadowFigures
from rustybt.live.shadow_child import ShadowReader
from rustybt.live.shadow_follower import ShadowFollower
from rustybt.live.shadow_process import ShadowProcess
from rustybt.live.streaming.models import TickData
from tests.engine.test_core import Restless
from tests.live.made_markets import COINS
from tests.live.sessions import ticking
from tests.live.shadow.beside import Breaks, Buys, BuysCoins, Hangs, Looks, Strays, engine_of
from tests.live.shadow.test_lost import lost
from tests.waits import until_async

SECONDS = 120


def children(pid):
    """Of each of a process's threads."""
    found = [each.read_text().split() for each in Path(f"/proc/{pid}/task").glob("*/children")]
    return [int(child) for some in found for child in some]


def shadow_of(engine):
    return engine._host.run.shadow


def there(pid):
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


async def followed(engine, feed, bars, before=0):
    """Let so many bars come, after those of an earlier life, and have the shadow know them."""
    feed.bars_let = bars
    await until_async(lambda: engine.get_status()["taken"] >= 3 * (bars + before))
    head = engine._host.run.session.parts.journal.head[0]
    await until_async(lambda: shadow_of(engine).lost or shadow_of(engine).followed >= head)


async def ended(engine, feed):
    feed.ends = True
    await engine.join()
    return engine.get_status()


@pytest.mark.parametrize("strategy", [Restless, Buys])
def test_its_last_report_is_that_of_a_shadow_in_a_thread(tmp_path, monkeypatch, strategy):
    async def lived(folder):
        engine, feed = engine_of(folder, strategy(), days=None)
        await engine.start()
        kind = type(shadow_of(engine))
        await ended(engine, feed)
        return kind, engine.get_shadow_report(), engine.get_status()["shadow"]

    one, apart, shown = asyncio.run(lived(tmp_path / "process"))
    monkeypatch.setattr(
        runner,
        "shadow_beside",
        lambda plan, shadow, journal: ShadowFollower(shadow, journal, plan.choices.capital_base),
    )
    two, beside, _ = asyncio.run(lived(tmp_path / "thread"))
    assert (one, two) == (ShadowProcess, ShadowFollower)
    assert apart == beside
    assert apart.alignment.signals > 20
    assert apart.performance.deviation_pct == 0
    assert shown == apart.to_dict()


def test_what_live_does_otherwise_halts_it_and_is_counted_anew_after_a_reset(tmp_path):
    async def lived():
        engine, feed = engine_of(tmp_path, Strays())
        await engine.start()
        await followed(engine, feed, 4)  # a signal is settled when the next day begins
        await until_async(lambda: engine.get_status()["state"] == "HALTED")
        halt, report = engine.get_status()["halt"], engine.get_shadow_report()
        await engine.reset_breakers("ada", "seen")
        await engine.resume("ada", "seen")
        await followed(engine, feed, 12)
        await until_async(lambda: engine.get_shadow_report().alignment.signals >= 5)
        again = engine.get_shadow_report()
        return halt, report, again, await ended(engine, feed)

    halt, report, again, last = asyncio.run(lived())
    assert halt["operator"] == "alignment"
    assert "match rate" in halt["reason"]
    assert report.status.value == "halted"
    assert [each.result.live_signal.quantity for each in report.divergences] == [90]
    assert (again.alignment.misalignments, again.status.value) == (0, "aligned")
    assert (last["state"], last["halt"]) == ("STOPPED", None)


def test_it_follows_what_nothing_else_brings_to_the_disk(tmp_path, monkeypatch):
    monkeypatch.setattr(runner, "FLUSH_SECONDS", 1e9)

    async def lived():
        engine, feed = engine_of(tmp_path, Looks())
        await engine.start()
        await followed(engine, feed, 3)
        return await ended(engine, feed)

    assert asyncio.run(lived())["state"] == "STOPPED"
    assert lost(tmp_path) == []


class Told:
    """A shadow that keeps what it is told, and where it was reset."""

    lost = ""

    def __init__(self):
        self.heard = []

    def advance(self, records):
        self.heard += [record.seq for record in records]
        return True

    def acknowledge(self):
        self.heard.append("reset")


def test_a_reset_counts_from_its_record_on_wherever_the_shadow_stands(tmp_path):
    with Journal.open(tmp_path / "journal.db", strategy="test", clock=ticking()) as journal:
        for at in range(300):
            journal.append(("event", "notice")[at % 3 == 1], {"at": at})
        journal.flush()
        wanted = [record.seq for record in journal.read(0, SHADOWED)]
        with JournalReader.open(journal.path) as reading:
            shadow = Told()
            reader, between = ShadowReader(shadow, reading), []
            reader.reset(1, 41)
            reader.reset(2, 42)
            while reader.upto < 300:
                reader.advance(lambda: between.append(reader.upto))
            assert (reader.anew, len(between) > 100) == (2, True)
            reader.reset(3, 7)  # which it has passed
            reader.advance(lambda: None)
    first = [seq for seq in wanted if seq <= 41]
    second = [seq for seq in wanted if seq == 42]
    assert shadow.heard == [*first, "reset", *second, "reset", *wanted[len(first + second) :], "reset"]


def test_what_was_counted_before_a_reset_trips_no_more(tmp_path, monkeypatch):
    start = shadow_process.start_python
    monkeypatch.setattr(
        shadow_process,
        "start_python",
        lambda _, *given, **more: start(["-c", "import sys; sys.stdin.read()"], *given, **more),
    )
    plan = engine_of(tmp_path, Buys())[0]._plan
    plan.folder.mkdir()
    none, breaker = ShadowFigures(), plan.shadow.breaker
    wrong = replace(none, alignment=replace(none.alignment, match_rate=Decimal(0))).to_dict()
    with Journal.open(tmp_path / "journal.db", strategy="test", clock=ticking()) as journal:
        beside = ShadowProcess(plan, plan.shadow, journal, shadow_config_of(plan))
        beside._take({"seq": 5, "anew": 0, **wrong}, None)
        assert breaker.is_tripped
        breaker.reset("ada", "seen")
        beside._take({"seq": 6, "anew": 0, **wrong}, None)
        assert (breaker.is_tripped, beside.followed) == (False, 6)
        beside._take({"seq": 7, "anew": 1, **wrong}, None)
        assert breaker.is_tripped
        beside.close()


@pytest.mark.parametrize(("required", "state"), [(False, "ARMED"), (True, "HALTED")])
def test_a_child_that_is_killed_is_lost_and_live_goes_on(tmp_path, required, state):
    async def lived():
        engine, feed = engine_of(tmp_path, Buys(), required=required)
        await engine.start()
        await followed(engine, feed, 3)
        scaled = engine._plan.shadow.breaker.may_scale_up
        os.kill(shadow_of(engine).pid, signal.SIGKILL)
        await until_async(lambda: lost(tmp_path))
        await until_async(lambda: engine.get_status()["state"] == state)
        feed.bars_let = 6
        await until_async(lambda: engine.get_status()["taken"] >= 18)
        return scaled, engine, await ended(engine, feed)

    scaled, engine, last = asyncio.run(lived())
    (error,) = lost(tmp_path)
    assert "was ended by SIGKILL" in error
    breaker = engine._plan.shadow.breaker
    assert (scaled, breaker.may_scale_up, breaker.lost) == (True, False, error)
    assert last["shadow"]["status"] == ("halted" if required else "lost")
    assert last["state"] == ("HALTED" if required else "STOPPED")


def test_a_child_that_hangs_is_lost_and_ended(tmp_path, monkeypatch):
    async def lived():
        engine, feed = engine_of(tmp_path, Hangs())
        await engine.start()
        await followed(engine, feed, 2)
        pid = shadow_of(engine).pid
        monkeypatch.setattr(shadow_process, "HANG_SECONDS", 2.5)
        feed.bars_let = 3
        await until_async(lambda: lost(tmp_path))
        return there(pid), await ended(engine, feed)

    still, last = asyncio.run(lived())
    assert "has said nothing" in lost(tmp_path)[0]
    assert (still, last["state"]) == (False, "STOPPED")


def test_a_shadow_whose_strategy_fails_says_how(tmp_path):
    async def lived():
        engine, feed = engine_of(tmp_path, Breaks())
        await engine.start()
        return await ended(engine, feed)

    last = asyncio.run(lived())
    assert "only here" in lost(tmp_path)[0]
    assert (last["state"], last["shadow"]["status"]) == ("STOPPED", "lost")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("nonsense", "what nobody understands"),
        ('{"seq": 1, "anew": 0, "now_ns": 1.5, "alignment": {}}', "what nobody understands"),
        ("[]", "what nobody understands"),
        (None, "ended with exit code 7"),
    ],
)
def test_a_child_that_talks_nonsense_is_lost(tmp_path, monkeypatch, said, told):
    start, words = shadow_process.start_python, "" if said is None else f"print({said!r}); "
    monkeypatch.setattr(
        shadow_process,
        "start_python",
        lambda _, *given, **more: start(["-c", f"{words}raise SystemExit(7)"], *given, **more),
    )

    async def lived():
        engine, feed = engine_of(tmp_path, Buys())
        await engine.start()
        return await ended(engine, feed)

    assert asyncio.run(lived())["state"] == "STOPPED"
    assert told in lost(tmp_path)[0]


def test_a_child_that_cannot_be_started_is_lost(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "none"))

    async def lived():
        engine, feed = engine_of(tmp_path, Buys())
        await engine.start()
        return await ended(engine, feed)

    assert asyncio.run(lived())["shadow"]["status"] == "lost"
    assert "no process could be started" in lost(tmp_path)[0]


def test_it_knows_no_secret_makes_way_and_follows_a_restart(tmp_path, monkeypatch):
    monkeypatch.setenv("SMTP_PASSWORD", "hunter2-hunter2")

    async def lived(bars, before, *, killed):
        engine, feed = engine_of(tmp_path, Buys())
        await engine.start()
        pid = shadow_of(engine).pid
        await followed(engine, feed, bars, before)
        environment = Path(f"/proc/{pid}/environ").read_bytes()
        polite = os.getpriority(os.PRIO_PROCESS, pid) == min(os.getpriority(os.PRIO_PROCESS, 0) + 10, 19)
        if killed:
            os.kill(pid, signal.SIGKILL)
            await until_async(lambda: lost(tmp_path))
        await engine.shutdown()
        return b"hunter2" in environment, polite, there(pid), engine

    known, polite, still, _ = asyncio.run(lived(4, 0, killed=True))
    assert (known, polite, still) == (False, True, False)
    *_, engine = asyncio.run(lived(4, 4, killed=False))
    report = engine.get_shadow_report()
    assert (report.status.value, report.alignment.signals) == ("aligned", 8)
    assert engine._plan.shadow.breaker.may_scale_up
    assert len(lost(tmp_path)) == 1


@pytest.mark.parametrize("hangs", [False, True])
def test_no_orphan_remains_of_an_engine_that_is_killed(tmp_path, monkeypatch, hangs):
    monkeypatch.setenv("BARS_LET", "5")

    async def lived():
        engine, _ = engine_of(tmp_path, Hangs() if hangs else Buys())
        await engine.start(host="process")
        process = engine._host._process
        try:
            await until_async(lambda: children(process.pid))
            (child,) = children(process.pid)
            assert b"shadow_child" in Path(f"/proc/{child}/cmdline").read_bytes()
            log = engine.folder / "shadow.log"
            await until_async(lambda: log.read_text().count("talk") >= (3 if hangs else 0))
        finally:
            process.kill()
            process.wait()
        await until_async(lambda: not there(child))

    asyncio.run(lived())


def test_a_strategy_that_is_another_by_now_is_refused(tmp_path):
    engine, _ = engine_of(tmp_path, Buys())
    plan = engine._plan
    config = shadow_config_of(plan)
    assert shadow_engine_of(config, plan.feed.identity(), plan.code).config == plan.shadow.config
    with pytest.raises(EngineError, match=r"the code is .* by now"):
        shadow_engine_of(config, plan.feed.identity(), "another")
    with pytest.raises(EngineError, match=r"the feed is .* by now"):
        shadow_engine_of(config, {"panel": "7"}, plan.code)


def test_what_no_other_process_can_make_stays_in_a_thread(tmp_path):
    class InACell(Buys):
        pass

    async def kind_of(strategy, folder):
        engine, feed = engine_of(folder, strategy, days=5)
        await engine.start()
        kind = type(shadow_of(engine))
        await ended(engine, feed)
        return kind

    assert asyncio.run(kind_of(InACell(), tmp_path / "cell")) is ShadowFollower
    file = tmp_path / "functions.py"
    file.write_text("def initialize(context): pass\ndef handle_data(context, data): pass\n")
    found = strategy_at("functions.py", tmp_path)
    assert asyncio.run(kind_of(found, tmp_path / "functions")) is ShadowProcess


def test_it_takes_up_the_timeline_of_a_feed_that_began_before_it(tmp_path):
    async def lived():
        feed = made_by("tests.live.shadow.beside:pushed", {})
        # The first bar is not whole, so that the gate refuses what live orders on it.
        config = ShadowTradingConfig(window_hours=24, fill_rate_error_pct_max=100)
        engine = LiveTradingEngine(
            BuysCoins(), PaperBroker("100000"), feed, folder=tmp_path, shadow_config=config
        )
        await engine.start()
        found = 0
        async with asyncio.timeout(SECONDS):
            while found < 2 and not lost(tmp_path):
                for coin in COINS:
                    with suppress(EngineError):  # until the feed is taken from
                        tick = TickData(coin.symbol, time.time_ns(), Decimal(100), Decimal(9))
                        engine.push_market_data(tick)
                await asyncio.sleep(0.05)
                shown = shadow_of(engine).compared
                found = 0 if shown is None else shown.alignment.signals
        await engine.shutdown()
        return engine.get_shadow_report()

    report = asyncio.run(lived())
    assert lost(tmp_path) == []
    assert (report.status.value, report.alignment.misalignments) == ("aligned", 0)


def test_an_engine_of_a_bundle_has_it_too(tmp_path):
    catalog = DataCatalog(tmp_path / "catalog")
    catalog.ingest("sample", progress=lambda *_: None)
    feed = ReplayFeed("sample", "2011-01-03", "2011-12-30", catalog=catalog)
    engine = LiveTradingEngine(
        DualMovingAverage(), PaperBroker("100000"), feed, folder=tmp_path, shadow_mode=True
    )
    asyncio.run(engine.run())
    assert isinstance(shadow_of(engine), ShadowProcess)
    assert engine.get_shadow_report().performance.deviation_pct == 0
    assert lost(tmp_path) == []

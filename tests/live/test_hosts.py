"""An engine in another process: found again, halted, resumed, replayed; and what cannot run there says why."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from pathlib import Path

import pytest

from rustybt import DataCatalog, TradingAlgorithm, run_algorithm
from rustybt.cli.demo_strategies import CrossSectionalMomentum, DualMovingAverage
from rustybt.exceptions import CommandError, ConfigurationError, EngineError
from rustybt.live import hosts
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.control import ask
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.feeds import ReplayFeed
from rustybt.live.last_state import last_known, sessions_in, state_of
from tests.live.sessions import same_records
from tests.waits import until_async

DAYS = {"start": "2011-01-03", "end": "2012-12-31"}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    catalog = DataCatalog(tmp_path_factory.mktemp("sample"))
    catalog.ingest("sample", progress=lambda *_: None)
    return catalog


@pytest.fixture(autouse=True)
def no_orphans(monkeypatch):
    """Whatever a test started is gone after it."""
    started = []
    start = hosts.ProcessHost.start.__func__

    def started_too(cls, *arguments):
        host = start(cls, *arguments)
        started.append(host._process)
        return host

    monkeypatch.setattr(hosts.ProcessHost, "start", classmethod(started_too))
    yield
    for process in started:
        if process.poll() is None:
            process.kill()
            process.wait()


def engine_of(catalog, folder, strategy=None, *, speed=86_400, **options):
    feed = ReplayFeed("sample", DAYS["start"], DAYS["end"], catalog=catalog, speed=speed)
    return LiveTradingEngine(
        strategy or DualMovingAverage(), PaperBroker("100000"), feed, folder=folder, **options
    )


def forget(folder):
    """What a kernel that restarts forgets; the process goes on."""
    return hosts._HOSTS.pop(folder)


def test_a_process_survives_the_kernel_that_started_it(catalog, tmp_path):
    async def cells():
        first = engine_of(catalog, tmp_path)
        await first.start(host="process")
        pid = first._host._process.pid
        assert (os.getsid(pid), pid) == (pid, json.loads((first.folder / "control.json").read_text())["pid"])
        assert first.get_status()["state"] == "ARMED"
        again = engine_of(catalog, tmp_path)
        await again.start(host="process")
        assert again._host is first._host
        child = forget(first.folder)
        later = engine_of(catalog, tmp_path)
        await later.start()  # wherever it runs
        assert later._host is not child
        await later.pause()
        assert later.get_status()["paused"]
        await later.resume("ada", "go on")
        await until_async(lambda: len(later.points()) > 2)
        assert len(later.points(2)) >= 1
        held = later.halt("enough", "ada")
        assert held.reason == "enough"
        await until_async(lambda: later.get_status()["state"] == "HALTED")
        assert (await later.reconcile())["summary"]
        await later.resume("ada", "better")
        with pytest.raises(CommandError, match="no command"):
            await later._host.ask("dance")
        await later.shutdown()
        assert child._process.wait(20) == 0
        status = later.get_status()
        assert (status["state"], status["running"], later.points()) == ("STOPPED", False, [])
        assert [each.name for each in sessions_in(tmp_path)] == ["DualMovingAverage"]
        assert state_of(first.folder)["state"] == "STOPPED"

    asyncio.run(cells())


def test_its_result_is_the_backtest_read_from_the_journal(catalog, tmp_path):
    backtest = run_algorithm(
        strategy=CrossSectionalMomentum, bundle="sample", catalog=catalog, progress=False, **DAYS
    )
    engine = engine_of(catalog, tmp_path, CrossSectionalMomentum(), speed=None, shadow_mode=True)

    async def cell():
        await engine.start(host="process")
        await engine.join()

    asyncio.run(cell())
    same_records(backtest.record, engine.result().record)
    replayed = engine.replay()
    assert (replayed.differs, replayed.found.failure) == ({}, "")
    assert replayed.found.effects > 3
    assert engine.get_shadow_report().performance.deviation_pct == 0


def test_the_report_of_a_shadow_is_the_engines_own_while_it_runs(catalog, tmp_path):
    engine = engine_of(catalog, tmp_path, CrossSectionalMomentum(), shadow_mode=True)

    async def cell():
        await engine.start(host="process")
        await until_async(lambda: (engine.get_status().get("shadow") or {}).get("as_of_ns"))
        report = engine.get_shadow_report()
        await engine.shutdown()
        return report

    report = asyncio.run(cell())
    assert report.performance is not None
    assert report.status.value in ("aligned", "waiting")
    # Nothing was stepped here: a second core of the strategy beside the kernel's work would be a third opinion.
    assert (engine._shadowed, engine._plan.shadow.core.venue.order_count) == (0, 0)


def test_a_process_that_cannot_start_says_why(catalog, tmp_path):
    async def cells():
        engine = engine_of(catalog, tmp_path)
        await engine.start()
        await engine.shutdown()
        other = engine_of(catalog, tmp_path, seed=5)
        with pytest.raises(EngineError, match=r"did not start: the journal .* is of another session"):
            await other.start(host="process")

    asyncio.run(cells())


def test_another_engine_of_the_same_name_is_not_taken_for_it(catalog, tmp_path):
    async def cells():
        engine = engine_of(catalog, tmp_path)
        await engine.start(host="process")
        child = forget(engine.folder)
        with pytest.raises(EngineError, match=r"is another one \(seed: 0, here 5\)"):
            await engine_of(catalog, tmp_path, seed=5).start()
        os.kill(child._process.pid, signal.SIGKILL)
        child._process.wait()
        status = engine.get_status()
        assert (status["running"], status["state"], status["last_state"]) == (
            False, "NOT RUNNING", last_known(engine.folder)["state"],
        )  # fmt: skip
        assert state_of(engine.folder)["state"] == "NOT RUNNING"
        with pytest.raises(EngineError, match="gone without a word, as one that was killed: start it again"):
            await engine.join()
        with pytest.raises(EngineError, match="gone without a word"):
            await child.join()
        assert last_known(engine.folder)["state"] in ("RECONCILING", "ARMED")  # nobody told it the end

    asyncio.run(cells())


def test_a_strategy_that_fails_there_fails_here(catalog, tmp_path):
    file = tmp_path / "fails.py"
    file.write_text(
        "from rustybt import TradingAlgorithm\n"
        "class Fails(TradingAlgorithm):\n"
        "    def handle_data(self, context, data): 1 / 0\n"
    )
    from rustybt.backtest.strategy_file import strategy_at

    engine = engine_of(catalog, tmp_path, strategy_at("fails.py", tmp_path))

    async def cell():
        await engine.start(host="process")
        await engine.join()

    with pytest.raises(EngineError, match="division by zero"):
        asyncio.run(cell())
    assert engine.get_status()["state"] == "FAILED"


class OfThisFile(TradingAlgorithm):
    def handle_data(self, context, data):
        pass


def test_what_cannot_run_there_is_refused_with_the_way_out(catalog, tmp_path):
    class InACell(TradingAlgorithm):
        def handle_data(self, context, data):
            pass

    with pytest.raises(ConfigurationError, match=r"%%writefile strategy\.py"):
        asyncio.run(engine_of(catalog, tmp_path, InACell()).start(host="process"))
    with pytest.raises(ConfigurationError, match="use 'thread' or 'process'"):
        asyncio.run(engine_of(catalog, tmp_path).start(host="cloud"))
    assert not Path(tmp_path / "InACell").exists()


def test_an_engine_that_does_not_answer_is_stalled_not_gone(catalog, tmp_path):
    async def cells():
        engine = engine_of(catalog, tmp_path)
        await engine.start(host="process")
        child = forget(engine.folder)
        await engine_of(catalog, tmp_path).start()
        attached = forget(engine.folder)
        os.kill(child._process.pid, signal.SIGSTOP)
        await asyncio.sleep(0.2)
        status = await asyncio.to_thread(attached.status)
        assert (status["stalled"], attached.alive) == (True, True)
        os.kill(child._process.pid, signal.SIGCONT)
        await until_async(lambda: "stalled" not in attached.status())
        await attached.ask("shutdown")
        assert child._process.wait(20) == 0
        with pytest.raises(EngineError, match="no engine answers"):
            ask(engine.folder, "status")

    asyncio.run(cells())


def test_an_engine_that_was_not_started_here_shows_the_one_that_runs(catalog, tmp_path):
    async def cells():
        engine = engine_of(catalog, tmp_path)
        await engine.start(host="process")
        forget(engine.folder)
        later = engine_of(catalog, tmp_path)
        status = await asyncio.to_thread(later.get_status)
        assert (status["state"], status["running"], status["broker"]) == ("ARMED", True, "paper")
        later.halt("before it was found", "ada")
        await until_async(lambda: later.get_status()["state"] == "HALTED")
        await engine.shutdown()
        status = engine_of(catalog, tmp_path).get_status()
        assert (status["state"], status["running"]) == ("HALTED", False)
        assert status["halt"]["reason"] == "before it was found"

    asyncio.run(cells())

"""The engine as a user holds it: in a thread, found again, halted by any path, and its result a backtest's."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path

import pytest

from rustybt import (
    DataCatalog,
    FixedBasisPointsSlippage,
    PerShareCommission,
    TradingAlgorithm,
    run_algorithm,
)
from rustybt.cli.demo_strategies import CrossSectionalMomentum, DualMovingAverage
from rustybt.exceptions import (
    CommandError,
    ConfigurationError,
    DateRangeError,
    EngineError,
    EngineNotRunningError,
    ReconciliationError,
    StrategyError,
)
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.control import ask
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.feeds import ReplayFeed
from rustybt.live.halt import HaltLatch, HaltRecord
from rustybt.live.plan_parts import session_folder
from rustybt.live.watch import WatchPlan
from tests.live.sessions import same_records
from tests.waits import until_async

DAYS = {"start": "2011-01-03", "end": "2012-12-31"}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    catalog = DataCatalog(tmp_path_factory.mktemp("sample"))
    catalog.ingest("sample", progress=lambda *_: None)
    return catalog


def engine_of(catalog, folder, strategy=None, *, speed=None, days=DAYS, **options):
    feed = ReplayFeed("sample", days["start"], days["end"], catalog=catalog, speed=speed)
    return LiveTradingEngine(
        strategy or DualMovingAverage(), PaperBroker("100000"), feed, folder=folder, **options
    )


@pytest.mark.parametrize("strategy", [DualMovingAverage, CrossSectionalMomentum])
def test_a_replayed_paper_session_is_its_backtest(catalog, tmp_path, strategy):
    days = {"start": "2005-01-03", "end": "2012-12-31"}
    backtest = run_algorithm(strategy=strategy, bundle="sample", catalog=catalog, progress=False, **days)
    engine = engine_of(catalog, tmp_path, strategy(), days=days)
    paper = asyncio.run(engine.run())
    same_records(backtest.record, paper.record)
    assert paper.transactions.equals(backtest.transactions)
    assert engine.get_status()["state"] == "STOPPED"
    assert engine.get_status()["reconciliation"]["summary"]


def test_a_cell_that_runs_again_finds_the_engine(catalog, tmp_path):
    async def cells():
        first = engine_of(catalog, tmp_path, speed=86_400)
        await first.start()
        again = engine_of(catalog, tmp_path, speed=86_400)
        await again.start()
        assert again._host is first._host
        await again.pause()
        assert first.get_status()["paused"]
        await first.resume()
        await again.shutdown()
        assert not first.get_status()["running"]
        resumed = engine_of(catalog, tmp_path, speed=86_400)
        await resumed.start()
        taken = resumed.get_status()["taken"]
        await resumed.shutdown()
        assert taken >= 1

    asyncio.run(cells())


def test_every_path_of_a_halt_leads_to_the_same_latch(catalog, tmp_path):
    async def cells():
        engine = engine_of(catalog, tmp_path, speed=86_400)
        await engine.start()
        folder = engine.folder
        paths = [
            lambda: engine.halt("one", "widget"),
            lambda: ask(folder, "halt", reason="one", operator="cli"),
            lambda: HaltLatch(folder / "HALT").set(HaltRecord(reason="one", operator="page", time_ns=1)),
        ]
        for press in paths:
            await asyncio.to_thread(press)
            await until_async(lambda: engine.get_status()["state"] == "HALTED")
            assert engine.get_status()["halt"]["reason"] == "one"
            await engine.resume("me", "next")
            assert engine.get_status()["halt"] is None
        await engine.shutdown()

    asyncio.run(cells())


def test_other_processes_need_the_token(catalog, tmp_path):
    async def cells():
        engine = engine_of(catalog, tmp_path, speed=86_400)
        await engine.start()
        address = engine.folder / "control.json"
        assert address.stat().st_mode & 0o077 == 0
        assert (await asyncio.to_thread(ask, engine.folder, "status"))["state"] == "ARMED"
        with pytest.raises(CommandError, match="no command"):
            await asyncio.to_thread(ask, engine.folder, "order")
        with pytest.raises(CommandError, match="operator"):
            await asyncio.to_thread(ask, engine.folder, "resume", reason="x")
        held = json.loads(address.read_text())
        address.write_text(json.dumps({**held, "token": "guess"}))
        with pytest.raises(CommandError, match="wrong token"):
            await asyncio.to_thread(ask, engine.folder, "halt", reason="x", operator="y")
        await engine.shutdown()
        with pytest.raises(EngineNotRunningError, match="latch file"):
            ask(engine.folder, "status")

    asyncio.run(cells())


class Fails(TradingAlgorithm):
    def initialize(self, context):
        self.days = 0

    def handle_data(self, context, data):
        self.days += 1
        if self.days == 3:
            raise ZeroDivisionError("by zero")


def test_a_strategy_that_raises_ends_the_run_with_its_error(catalog, tmp_path):
    engine = engine_of(catalog, tmp_path, Fails())
    with pytest.raises(StrategyError, match="by zero"):
        asyncio.run(engine.run())
    status = engine.get_status()
    assert (status["state"], status["halt"]["operator"]) == ("FAILED", "engine")


REPLAY = """
import asyncio, sys
from tests.live.test_engine import engine_of
from rustybt import DataCatalog
from rustybt.cli.demo_strategies import CrossSectionalMomentum
days = {"start": "2005-01-03", "end": "2012-12-31"}
engine = engine_of(DataCatalog(sys.argv[1]), sys.argv[2], CrossSectionalMomentum(), days=days)
asyncio.run(engine.run())
print(engine.get_status()["orders_submitted"], engine.get_status()["portfolio_value"])
"""


def test_another_process_with_another_hash_seed_replays_the_journal_to_the_same_effects(catalog, tmp_path):
    told = []
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", REPLAY, str(catalog.path), str(tmp_path)],
            env={"PYTHONHASHSEED": seed, "PATH": "", "HOME": str(tmp_path)},
            cwd=Path(__file__).resolve().parents[2],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told.append(done.stdout)
    assert told[0] == told[1]
    assert int(told[0].split()[0]) > 3


@pytest.mark.parametrize(
    ("make", "error", "says"),
    [
        (lambda c, f: engine_of(c, f, DualMovingAverage), ConfigurationError, "no TradingAlgorithm"),
        (lambda c, f: engine_of(c, f, name="../up"), ConfigurationError, "no name"),
        (lambda c, f: engine_of(c, f, capital_base=5), ConfigurationError, "100000"),
        (lambda c, f: PaperBroker(0), ConfigurationError, "above 0"),
        (lambda c, f: PaperBroker(volume_limit_pct=2), ConfigurationError, "at most 1"),
        (lambda c, f: PaperBroker(order_latency_ms=-1), ConfigurationError, "-1"),
        (lambda c, f: PaperBroker(order_latency_ms="100"), ConfigurationError, "order_latency_ms is '100'"),
        (lambda c, f: PaperBroker(order_latency_ms=0.5), ConfigurationError, "order_latency_ms is 0.5"),
        (
            lambda c, f: PaperBroker(commission_model=FixedBasisPointsSlippage(5)),
            ConfigurationError,
            "commission_model is .*, which is no CommissionModel: give one, such as PerShare",
        ),
        (
            lambda c, f: PaperBroker(slippage_model=PerShareCommission("0.01")),
            ConfigurationError,
            "slippage_model is .*, which is no SlippageModel",
        ),
        (lambda c, f: PaperBroker(slippage_model=FixedBasisPointsSlippage), ConfigurationError, "slippage_m"),
        (
            lambda c, f: LiveTradingEngine(DualMovingAverage(), PaperBroker(), "sample", folder=f),
            ConfigurationError,
            "data_portal 'sample' is no feed: hand in one, such as ReplayFeed",
        ),
        (
            lambda c, f: LiveTradingEngine(DualMovingAverage(), "paper", None, folder=f),
            ConfigurationError,
            "broker_adapter 'paper' is no BrokerAdapter: hand in one, such as PaperBroker",
        ),
        (
            lambda c, f: engine_of(c, f, risk_limits={"max_open_orders": 1}),
            ConfigurationError,
            "give a RiskL",
        ),
        (lambda c, f: engine_of(c, f, shadow_config={}), ConfigurationError, "give a ShadowTradingConfig"),
        (lambda c, f: engine_of(c, f, watch=True), ConfigurationError, "watch is True: give a WatchPlan"),
        (
            lambda c, f: engine_of(c, f, circuit_breakers=5),
            ConfigurationError,
            "circuit_breakers is 5: give a",
        ),
        (
            lambda c, f: engine_of(c, f, reconciliation_strategy="warn_only"),
            ReconciliationError,
            "'warn_only' is no ReconciliationStrategy: use one of WARN_ONLY",
        ),
        (lambda c, f: engine_of(c, f, cash_tolerance_pct=-1), ReconciliationError, "-1"),
        (
            lambda c, f: engine_of(c, f, reconciliation_interval_seconds=-5),
            ConfigurationError,
            "reconciliation_interval_seconds is -5: give seconds, 0 for only at the start and the end",
        ),
        (
            lambda c, f: engine_of(c, f, reconciliation_interval_seconds="300"),
            ConfigurationError,
            "reconciliation_interval_seconds is '300'",
        ),
        (lambda c, f: engine_of(c, f, seed="7"), ConfigurationError, "seed is '7'"),
        (lambda c, f: engine_of(c, f, parameters=["window"]), ConfigurationError, "parameters is .'window'"),
        (lambda c, f: engine_of(c, f, name=7), ConfigurationError, "7 is no name"),
        (lambda c, f: WatchPlan(port=70_000), ConfigurationError, "port is 70000: use one from 1 to 65535"),
        (
            lambda c, f: WatchPlan(heartbeat_seconds=0),
            ConfigurationError,
            "heartbeat is 0: use seconds above",
        ),
        (
            lambda c, f: WatchPlan(feed_seconds=-1),
            ConfigurationError,
            "feed_seconds is -1: use seconds above",
        ),
        (lambda c, f: ReplayFeed("sample", "2012-01-03", "2011-01-03", catalog=c), DateRangeError, "covers"),
        (lambda c, f: ReplayFeed("sample", "x", "2011-01-03", catalog=c), ConfigurationError, "'x'"),
        (
            lambda c, f: ReplayFeed("sample", "2011-01-03", "2011-02-03", catalog=c, speed=0),
            ConfigurationError,
            "0",
        ),
    ],
)
def test_what_cannot_work_is_refused_at_the_door(catalog, tmp_path, make, error, says):
    with pytest.raises(error, match=says):
        make(catalog, tmp_path)


def test_an_engine_that_was_not_started_says_so(catalog, tmp_path):
    engine = engine_of(catalog, tmp_path)
    assert (engine.get_status()["state"], engine.get_status()["running"], engine.points()) == (
        "NEW",
        False,
        [],
    )
    with pytest.raises(EngineError, match="start"):
        engine.result()
    with pytest.raises(EngineError, match="start"):
        asyncio.run(engine.pause())


def test_sessions_lie_where_they_are_told_to(monkeypatch, tmp_path):
    monkeypatch.setenv("RUSTYBT_LIVE_DIR", str(tmp_path))
    assert session_folder("one") == tmp_path / "one"
    assert session_folder("one", tmp_path / "other") == tmp_path / "other" / "one"


def test_a_halt_before_the_start_is_shown_before_the_start(catalog, tmp_path):
    engine = engine_of(catalog, tmp_path)
    engine.halt("not today", "ada")
    status = engine.get_status()
    assert (status["state"], status["halt"]["reason"], status["running"]) == ("HALTED", "not today", False)
    assert "HALTED" in repr(engine)

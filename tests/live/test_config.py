"""live.yaml: what it may say, what it must not, and the engine that it describes, there and back."""

from __future__ import annotations

import json
import sys
from datetime import date
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from rustybt import DataCatalog, PerShareCommission, TradingAlgorithm, VolumeShareSlippage
from rustybt.backtest.provenance import model_text
from rustybt.backtest.strategy_file import place_of, strategy_at
from rustybt.cli.demo_strategies import DualMovingAverage
from rustybt.exceptions import ConfigurationError, StrategyError, SymbolNotFoundError
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.circuit_breakers import (
    DailyLossCircuitBreaker,
    DrawdownCircuitBreaker,
    ErrorRateCircuitBreaker,
    ManualCircuitBreaker,
    OrderRateCircuitBreaker,
    RiskProfile,
)
from rustybt.live.config import LiveConfig, read_config
from rustybt.live.config_kinds import named_breaker
from rustybt.live.configured import config_of, engine_of
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.factories import made_by
from rustybt.live.feeds import ReplayFeed
from rustybt.live.models import ReconciliationStrategy
from rustybt.live.risk_limits import RiskLimits
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.watch import WatchPlan

WHOLE = {
    "name": "one",
    "strategy": "rustybt.cli.demo_strategies:DualMovingAverage",
    "data": {"bundle": "sample", "start": "2011-01-03", "end": "2012-12-31"},
    "broker": {"kind": "paper"},
}
REMOTE = {
    "kind": "module",
    "factory": "rustybt.testing.remote_exchange:remote_exchange",
    "options": {"folder": "exchange"},
}


@pytest.fixture(scope="module")
def catalog(tmp_path_factory):
    catalog = DataCatalog(tmp_path_factory.mktemp("sample"))
    catalog.ingest("sample", progress=lambda *_: None)
    return catalog


def written(tmp_path, text):
    path = tmp_path / "live.yaml"
    path.write_text(text)
    return path


def test_a_file_is_read_exactly_and_its_paths_are_taken_from_its_folder(tmp_path):
    path = written(
        tmp_path,
        """
        name: one
        strategy: mine.py:Mine
        data: {bundle: sample, start: 2011-01-03, end: '2012-12-31', speed: 0.5, data_dir: bars}
        broker: {kind: paper, starting_cash: 100000.1, commission: {kind: per_share, cost: 0.005}}
        breakers: [{kind: drawdown, max_drawdown_pct: 0.1}]
        logs: logs
        """,
    )
    config = read_config(path)
    assert (config.strategy, config.logs) == (f"{tmp_path}/mine.py:Mine", f"{tmp_path}/logs")
    assert (config.data.start, config.data.speed) == (date(2011, 1, 3), Decimal("0.5"))
    assert config.data.data_dir == f"{tmp_path}/bars"
    assert config.broker.starting_cash == Decimal("100000.1")
    assert read_config(written(tmp_path, config.text())) == config


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"nmae": "x"}, "nmae is no key there; there are name, strategy, data"),
        ({"name": 1}, "name is 1: input should be a valid string"),
        ({"data": {"bundle": "sample", "end": "2012-12-31"}}, "data.start is missing"),
        ({"data": {**WHOLE["data"], "start": "monday"}}, "data.start is 'monday': use a date such as"),
        ({"data": {**WHOLE["data"], "spead": 1}}, "data.spead is no key there; there are bundle, start, end"),
        ({"data": {**WHOLE["data"], "speed": "fast"}}, "data.speed is 'fast': use a number"),
        ({"data": {**WHOLE["data"], "speed": True}}, "data.speed is True: use a number"),
        ({"data": {**WHOLE["data"], "speed": float("inf")}}, "data.speed is inf: use a number"),
        ({"data": {**WHOLE["data"], "frequency": "hourly"}}, "data.frequency is 'hourly'"),
        (
            {"broker": {"kind": "ib"}},
            "broker.kind is 'ib': there is no broker of this kind; there are paper, module",
        ),
        ({"broker": {"kind": "module"}}, "broker is {.*}: factory is missing: write package.module:function"),
        (
            {"broker": {"kind": "module", "factory": "a:b", "starting_cash": 5}},
            "starting_cash is of paper alone",
        ),
        ({"broker": {"kind": "paper", "factory": "a:b"}}, "factory is of kind 'module' alone"),
        ({"capital_base": "much"}, "capital_base is 'much': use a number"),
        (
            {"broker": {"kind": "paper", "commission": {"kind": "free"}}},
            "kind 'free' is none of none, per_sh",
        ),
        (
            {"broker": {"kind": "paper", "slippage": {"kind": "none", "x": 1}}},
            "none has no 'x': it takes noth",
        ),
        (
            {"breakers": "brave"},
            "breakers is 'brave': use a risk profile .conservative, moderate, aggressive",
        ),
        ({"breakers": [{"kind": "drawdown", "max": 1}]}, "breaker 1: drawdown has no 'max': it takes max_dr"),
        ({"breakers": [{"kind": "manual", "name": []}]}, "breaker 1: name is .*: give a number or a text"),
        ({"limits": {"max_orders": 1}}, "limits.max_orders is no key there; there are max_order_amount"),
        ({"limits": {"allow_list": "AAPL"}}, "limits.allow_list is 'AAPL': input should be a valid list"),
        ({"reconciliation": {"strategy": "pray"}}, "reconciliation.strategy is 'pray'"),
        ({"alerts": "loud"}, "alerts is 'loud'"),
        ({"shadow": {"match": 1}}, "shadow is .*there is no 'match': there are enabled"),
        ({"shadow": {"signal_match_rate_min": 95}}, "in which five percent is 0.05"),
        ({"shadow": "yes"}, "shadow is 'yes': use true, false"),
        ({"schedule": {5: 1, "jbos": 2}}, "a schedule has no 5, jbos: it takes calendar"),
        ({"schedule": {"jobs": [{"job": "pause", 5: 1}]}}, "job 'pause' has no 5: it takes"),
    ],
)
def test_what_does_not_fit_is_named_with_its_key_and_the_way_out(change, says):
    with pytest.raises(ConfigurationError, match=says):
        LiveConfig.of({**WHOLE, **change}, "live.yaml")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("name: a\nname: b", "line 2: 'name' stands there twice"),
        ("data:\n  end: a\n  end: b", "line 3: 'end' stands there twice"),
        ("- name", "holds no keys"),
        ("", "holds no keys"),
        ("a: [1", "is no YAML"),
        ("{", "is no YAML"),
        ("a: !!python/object/apply:os.system [ls]", "is no YAML"),
    ],
)
def test_a_file_that_is_none_is_refused(tmp_path, text, says):
    with pytest.raises(ConfigurationError, match=says):
        read_config(written(tmp_path, text))


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="cannot be read: No such file"):
        read_config(tmp_path / "none.yaml")


def test_an_engine_goes_there_and_back(catalog, tmp_path):
    apple = catalog.asset_finder("sample").lookup_symbol("AAPL", date(2012, 12, 31))
    engine = LiveTradingEngine(
        DualMovingAverage(),
        PaperBroker(
            "50000.5",
            commission_model=PerShareCommission("0.01", 1),
            slippage_model=VolumeShareSlippage(),
            order_latency_ms=7,
            latency_jitter_pct="0.5",
            volume_limit_pct="0.1",
        ),
        ReplayFeed("sample", "2011-01-03", "2012-12-31", speed="86400.5", catalog=catalog),
        name="one",
        folder=tmp_path,
        circuit_breakers=[
            DrawdownCircuitBreaker("0.1", 30),
            DailyLossCircuitBreaker(max_daily_loss=500),
            DailyLossCircuitBreaker(max_daily_loss_pct="0.02", name="second"),
            OrderRateCircuitBreaker(9, 8),
            ErrorRateCircuitBreaker(7, 6),
            ManualCircuitBreaker(),
        ],
        risk_limits=RiskLimits(
            max_order_notional="1000", max_position={apple: 5}, max_open_orders=3, deny_list=[apple]
        ),
        reconciliation_strategy=ReconciliationStrategy.HALT_AND_ALERT,
        reconciliation_interval_seconds=1.5,
        cash_tolerance_pct="0.001",
        seed=4,
        parameters={"window": 5, "names": ["a", None]},
        shadow_config=ShadowTradingConfig(max_misalignment_count=3),
        watch=WatchPlan(port=0, heartbeat_seconds=2, feed_seconds=1.5, logs=tmp_path / "logs"),
    )
    config = config_of(engine._plan)
    assert config == read_config(written(tmp_path, config.text()))
    again = engine_of(config, {})
    assert again._plan.header() == engine._plan.header()
    assert config_of(again._plan) == config
    assert again._plan.limits == engine._plan.limits
    assert again.folder == engine.folder
    assert again._plan.broker.settings()["latency_jitter_pct"] == "0.5"
    assert [each.name for each in again._plan.breakers.breakers] == [
        each.name for each in engine._plan.breakers.breakers
    ]


ELSE = {
    "name": "two",
    "strategy": "rustybt.cli.demo_strategies:CrossSectionalMomentum",
    "data.bundle": None,  # the bundle that there is
    "data.start": "2011-02-01",
    "data.end": "2012-11-30",
    "data.frequency": None,  # of daily bars
    "data.speed": "0.5",
    "data.data_dir": None,
    "feed": None,  # in place of data: test_a_feed_is_made_by_its_factory_and_described_again
    "broker.kind": None,
    "broker.factory": None,  # test_a_broker_that_a_factory_makes_goes_there_and_back
    "broker.options": None,
    "broker.starting_cash": "5000.5",
    "broker.order_latency_ms": 7,
    "broker.latency_jitter_pct": "0.5",
    "broker.volume_limit_pct": "0.1",
    "broker.commission": {"kind": "per_share", "cost": "0.01", "min_trade_cost": "1"},
    "broker.slippage": {"kind": "none"},
    "capital_base": None,  # of any broker but paper
    "parameters": {"window": 5, "names": ["a", None]},
    "seed": 4,
    "breakers": [{"kind": "drawdown", "max_drawdown_pct": "0.1"}, {"kind": "manual", "name": "mine"}],
    "limits.max_order_amount": "7",
    "limits.max_order_notional": "1000",
    "limits.price_collar_pct": "0.05",
    "limits.max_position": {"AAPL": "5"},
    "limits.default_max_position": "6",
    "limits.max_gross_exposure": "10000",
    "limits.max_gross_exposure_pct": "2",
    "limits.max_net_exposure": "9000",
    "limits.max_net_exposure_pct": "1",
    "limits.max_open_orders": 3,
    "limits.max_orders_per_second": 4,
    "limits.max_orders_per_minute": 50,
    "limits.max_data_age_ns": 10**12,
    "limits.allow_list": ["AAPL", "IBM"],
    "limits.deny_list": ["MSFT"],
    "reconciliation.strategy": "halt_and_alert",
    "reconciliation.interval_seconds": "1.5",
    "reconciliation.cash_tolerance_pct": "0.001",
    "reconciliation.large_fill_pct": None,  # test_large_fills
    "checkpoint_seconds": "0",
    "shadow": {"max_misalignment_count": 3, "required": True},
    "schedule": {"calendar": "NYSE", "jobs": [{"job": "pause", "trigger": "market_close", "name": "p"}]},
    "alerts": "none",
    "monitoring.enabled": None,  # test_what_nothing_watches_is_watched_by_nothing_in_another_process
    "monitoring.port": 0,
    "monitoring.heartbeat": "2.5",
    "monitoring.feed_seconds": "1.5",
    "monitoring.metrics": "none",
    "logs": "/logs",
    "folder": None,
}
"""Another value of every key of live.yaml; None where another test holds the way there and back, or none is needed."""

CHANNELS = {
    "ALERT_WEBHOOK_URLS": "https://hooks.example.com/T0/secret-key",
    "METRICS_ENDPOINT_URL": "https://metrics.example.com/secret-path",
}


def keys_of(model, place=""):
    for name, field in model.model_fields.items():
        inner = [each for each in (field.annotation, *get_args(field.annotation)) if isinstance(each, type)]
        below = next((each for each in inner if issubclass(each, BaseModel)), None)
        if below is None or name == "feed":
            yield place + name
        else:
            yield from keys_of(below, f"{place}{name}.")


def with_keys(given, keys):
    given = {name: dict(value) if isinstance(value, dict) else value for name, value in given.items()}
    for key in keys:
        *above, name = key.split(".")
        where = given
        for each in above:
            where = where.setdefault(each, {})
        where[name] = ELSE[key]
    return given


def parts_of(plan):
    """What an engine's plan says, as values that compare."""
    watch = plan.watch
    return {
        **plan.header(),
        "folder": plan.folder,
        "settings": {
            name: model_text(value) if name.endswith("_model") else value
            for name, value in plan.broker.settings().items()
        },
        "choices": (plan.choices.capital_base, plan.choices.seed, dict(plan.choices.parameters)),
        "speed": plan.feed.speed,
        "breakers": [named_breaker(each) for each in plan.breakers.breakers if each.kind != "alignment"],
        "limits": plan.limits,
        "reconciliation": (plan.reconciliation, plan.reconciliation_seconds, plan.cash_tolerance_pct),
        "large_fill_pct": plan.large_fill_pct,
        "checkpoint_seconds": plan.checkpoint_seconds,
        "shadow": None if plan.shadow is None else plan.shadow.config,
        "schedule": plan.schedule,
        "watch": None
        if watch is None
        else (watch.port, watch.heartbeat_seconds, watch.feed_seconds, watch.logs, watch.close_alerts),
        "alerts": watch is not None and watch.alerts is not None,
        "sink": watch is not None and watch.sink is not None,
    }


def test_every_key_is_in_the_table():
    assert set(keys_of(LiveConfig)) == ELSE.keys()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sets(st.sampled_from([key for key, value in ELSE.items() if value is not None])))
@example({key for key, value in ELSE.items() if value is not None})
@example(set())
def test_a_plan_described_is_the_same_plan_whatever_keys_it_was_made_of(catalog, keys):
    data = {**WHOLE["data"], "data_dir": str(catalog.path)}
    config = LiveConfig.of(with_keys({**WHOLE, "data": data, "folder": "/sessions"}, keys), "x")
    plan = engine_of(config, CHANNELS)._plan
    described = config_of(plan)
    again = engine_of(described, CHANNELS)._plan
    assert parts_of(again) == parts_of(plan)
    assert config_of(again) == described


def test_what_nothing_watches_is_watched_by_nothing_in_another_process(catalog, tmp_path):
    feed = ReplayFeed("sample", "2011-01-03", "2012-12-31", catalog=catalog)
    engine = LiveTradingEngine(DualMovingAverage(), PaperBroker(), feed, folder=tmp_path)
    config = config_of(engine._plan)
    assert engine_of(config, CHANNELS)._plan.watch is None
    for wrong in ({"alerts": "environment"}, {"alerts": "none", "logs": "logs"}):
        with pytest.raises(ConfigurationError, match=r"x: monitoring\.enabled is false"):
            LiveConfig.of({**WHOLE, "monitoring": {"enabled": False}, **wrong}, "x")


def test_a_clock_of_ones_own_stays_in_this_process(catalog, tmp_path):
    feed = ReplayFeed("sample", "2011-01-03", "2012-12-31", catalog=catalog)
    engine = LiveTradingEngine(DualMovingAverage(), PaperBroker(), feed, folder=tmp_path, clock=lambda: 1)
    with pytest.raises(ConfigurationError, match=r"clock is .*, which live.yaml cannot describe"):
        config_of(engine._plan)


def test_a_profile_and_no_alerts(catalog, tmp_path):
    data = {**WHOLE["data"], "data_dir": str(catalog.path)}
    given = {**WHOLE, "data": data, "breakers": "moderate", "shadow": True, "folder": str(tmp_path)}
    engine = engine_of(LiveConfig.of(given, "x"), {})
    names = [each.name for each in RiskProfile.MODERATE.breakers()]
    assert [each.name for each in engine._plan.breakers.breakers] == [*names, "alignment"]
    assert engine._plan.watch.alerts is None
    env = {"ALERT_WEBHOOK_URLS": "https://hooks.example.com/T0/secret-key"}
    assert engine_of(LiveConfig.of(given, "x"), env)._plan.watch.alerts is not None
    assert engine_of(LiveConfig.of({**given, "alerts": "none"}, "x"), env)._plan.watch.alerts is None


@pytest.mark.parametrize(
    ("change", "error", "says"),
    [
        ({"broker": {"kind": "paper", "starting_cash": -1}}, ConfigurationError, "broker: starting_cash is"),
        (
            {"broker": {"kind": "module", "factory": "nowhere"}},
            ConfigurationError,
            "broker: 'nowhere' is no place of a factory",
        ),
        (
            {"broker": {**REMOTE, "options": {"foldr": "here"}}},
            ConfigurationError,
            "broker: .*:remote_exchange' does not take foldr",
        ),
        (
            {"broker": {"kind": "module", "factory": "rustybt.live.config:_day"}},
            ConfigurationError,
            "broker: 'rustybt.live.config:_day' made AssetFinder.*, which is no broker",
        ),
        ({"broker": REMOTE}, ConfigurationError, "capital_base is needed for simulated"),
        (
            {"broker": REMOTE, "capital_base": 5, "breakers": []},
            ConfigurationError,
            "simulated is testnet: give circuit_breakers=.* or breakers in live.yaml, such as conservative",
        ),
        ({"monitoring": {"port": 70000}}, ConfigurationError, "monitoring: port is 70000: use one from 1"),
        ({"monitoring": {"heartbeat": -1}}, ConfigurationError, "monitoring: heartbeat is -1.0: use seconds"),
        (
            {"reconciliation": {"interval_seconds": -1}},
            ConfigurationError,
            "reconciliation_interval_seconds is -1.0: give seconds",
        ),
        ({"capital_base": 5}, ConfigurationError, "capital_base is 5 and the paper broker has 100000"),
        ({"breakers": [{"kind": "drawdown"}]}, ConfigurationError, "breakers: drawdown: .*max_drawdown_pct"),
        ({"limits": {"max_open_orders": 0}}, ConfigurationError, "limits: max_open_orders is 0"),
        ({"limits": {"deny_list": ["NONE"]}}, SymbolNotFoundError, "NONE"),
        ({"strategy": "nowhere.py"}, ConfigurationError, "nowhere.py cannot be read"),
        ({"strategy": "no_such_package:X"}, ConfigurationError, "cannot be imported"),
        ({"strategy": "rustybt.cli.demo_strategies:np"}, ConfigurationError, "is no subclass of Trading"),
        ({"strategy": "Mine"}, ConfigurationError, "no place of one: write file.py"),
        ({"name": "../up"}, ConfigurationError, "no name of a session"),
    ],
)
def test_what_cannot_be_made_is_refused_with_its_key(catalog, tmp_path, change, error, says):
    data = {**WHOLE["data"], "data_dir": str(catalog.path)}
    config = LiveConfig.of({**WHOLE, "data": data, "folder": str(tmp_path), **change}, "live.yaml")
    with pytest.raises(error, match=says):
        engine_of(config, {})


def test_a_schedule_is_read_and_described_again(catalog, tmp_path):
    schedule = {
        "calendar": "NYSE",
        "jobs": [
            {"job": "reconcile", "trigger": "market_close", "offset_minutes": 15},
            {"job": "halt", "trigger": "date", "run_date": "2030-01-02T03:04:05+00:00", "name": "the end"},
            {"callback": "handle_data", "trigger": "interval", "minutes": 5},
        ],
    }
    data = {**WHOLE["data"], "data_dir": str(catalog.path)}
    text = json.dumps({**WHOLE, "data": data, "folder": str(tmp_path), "schedule": schedule})
    engine = engine_of(read_config(written(tmp_path, text)), {})
    jobs = engine._plan.schedule.jobs
    assert [job.name for job in jobs] == ["reconcile", "the end", "handle_data"]
    assert (jobs[1].options["missed"], jobs[0].options) == ("run_late", {"offset_minutes": 15})
    again = read_config(written(tmp_path, config_of(engine._plan).text()))
    assert engine_of(again, {})._plan.schedule == engine._plan.schedule
    wrong = {**WHOLE, "schedule": {"jobs": [{"job": "reconcile", "trigger": "noon"}]}}
    with pytest.raises(
        ConfigurationError, match=r"x: schedule is .*job 'reconcile': trigger 'noon' is unknown"
    ):
        LiveConfig.of(wrong, "x")


FEEDS = """
from tests.live.made_markets import COINS
from rustybt.live.live_feed import LiveFeed

def coins(seconds):
    return LiveFeed([], COINS, bar_resolution=seconds, max_age_seconds=90)

def nothing():
    return 7
"""


def fed(tmp_path, function="coins", **options):
    (tmp_path / "feeds.py").write_text(FEEDS)
    feed = {"kind": "module", "factory": f"feeds.py:{function}", "options": options}
    given = {name: value for name, value in WHOLE.items() if name != "data"} | {
        "feed": feed,
        "folder": "sessions",
    }
    return read_config(written(tmp_path, json.dumps(given)))


def test_a_feed_is_made_by_its_factory_and_described_again(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.path", list(sys.path))
    config = fed(tmp_path, seconds=60)
    engine = engine_of(config, {})
    assert repr(engine._plan.feed).startswith("LiveFeed(BTC, ETH; 60 s")
    again = config_of(engine._plan)
    assert again.feed == config.feed
    assert again.feed.factory == f"{tmp_path}/feeds.py:coins"
    assert type(engine_of(again, {})._plan.feed) is type(engine._plan.feed)


def test_what_is_no_feed_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.path", list(sys.path))
    with pytest.raises(ConfigurationError, match=r"feed: .*nothing' made 7, which is no feed"):
        engine_of(fed(tmp_path, "nothing"), {})
    with pytest.raises(ConfigurationError, match=r"feed: .*does not take minutes"):
        engine_of(fed(tmp_path, minutes=1), {})
    feed = {"kind": "module", "factory": "feeds.py:coins"}
    for both in ({**WHOLE, "feed": feed}, {name: WHOLE[name] for name in WHOLE if name != "data"}):
        with pytest.raises(ConfigurationError, match="x: give data, a bundle to be replayed, or feed"):
            LiveConfig.of(both, "x")


def test_a_broker_that_a_factory_makes_goes_there_and_back(catalog, tmp_path):
    feed = ReplayFeed("sample", "2011-01-03", "2012-12-31", catalog=catalog)
    options = {"folder": "exchange", "timeout_seconds": 1.5}
    engine = LiveTradingEngine(
        DualMovingAverage(),
        made_by(REMOTE["factory"], options, feed.finder()),
        feed,
        folder=tmp_path,
        capital_base="5000.50",
        circuit_breakers=[ManualCircuitBreaker()],
    )
    config = config_of(engine._plan)
    assert config == read_config(written(tmp_path, config.text()))
    assert config.broker.options == options
    again = engine_of(config, {})
    assert again._plan.header() == engine._plan.header()
    assert again._plan.choices.capital_base == Decimal("5000.50")
    assert config_of(again._plan) == config
    described = {"name": "x", "broker": {**REMOTE, "factory": "mine/brokers.py:make"}}
    found = read_config(written(tmp_path, json.dumps(WHOLE | described)))
    assert found.broker.factory == f"{tmp_path}/mine/brokers.py:make"


MINE = """
from rustybt import TradingAlgorithm
class Mine(TradingAlgorithm):
    def handle_data(self, context, data): pass
class Wants(TradingAlgorithm):
    def __init__(self, window): self.window = window
    def handle_data(self, context, data): pass
"""


def test_strategies_are_found_in_files(tmp_path, monkeypatch):
    (tmp_path / "mine.py").write_text(MINE)
    (tmp_path / "functions.py").write_text("def initialize(context): pass\n")
    (tmp_path / "bad.py").write_text("1 / 0\n")
    found = strategy_at("mine.py:Mine", tmp_path)
    assert type(found).__name__ == "Mine"
    assert place_of(found) == f"{tmp_path}/mine.py:Mine"
    assert isinstance(strategy_at("functions.py", tmp_path), TradingAlgorithm)
    for place, error, says in (
        ("mine.py", ConfigurationError, "several strategies .Mine, Wants."),
        ("mine.py:Other", ConfigurationError, "defines no strategy 'Other': there is Mine, Wants"),
        ("mine.py:Wants", ConfigurationError, "cannot be made without arguments"),
        ("bad.py", StrategyError, "bad.py, line 1: ZeroDivisionError"),
    ):
        with pytest.raises(error, match=says):
            strategy_at(place, tmp_path)


def test_a_strategy_of_a_cell_has_no_place():
    class InACell(TradingAlgorithm):
        def handle_data(self, context, data):
            pass

    with pytest.raises(ConfigurationError, match=r"%%writefile strategy\.py"):
        place_of(InACell())
    changed = DualMovingAverage()
    changed.window = 5
    with pytest.raises(ConfigurationError, match="parameters="):
        place_of(changed)
    assert place_of(DualMovingAverage()) == "rustybt.cli.demo_strategies:DualMovingAverage"


class Odd(PaperBroker):
    name = "odd"


class Slips(VolumeShareSlippage):
    pass


@pytest.mark.parametrize(
    ("broker", "options", "says"),
    [
        (
            Odd(),
            {},
            r"broker 'odd' is a Odd, which live.yaml cannot describe: make it with rustybt.live.made_by",
        ),
        (PaperBroker(slippage_model=Slips()), {}, "slippage_model is a Slips"),
        (PaperBroker(), {"parameters": {"asset": object()}}, "parameters asset cannot be handed"),
    ],
)
def test_what_only_code_can_make_stays_in_this_process(catalog, tmp_path, broker, options, says):
    feed = ReplayFeed("sample", "2011-01-03", "2012-12-31", catalog=catalog)
    engine = LiveTradingEngine(DualMovingAverage(), broker, feed, folder=tmp_path, **options)
    with pytest.raises(ConfigurationError, match=says):
        config_of(engine._plan)


def test_the_text_is_json(tmp_path):
    assert json.loads(LiveConfig.of(WHOLE, "x").text())["broker"] == {"kind": "paper"}

"""From ``live.yaml`` to the engine that it describes, and from an engine to the ``live.yaml`` of another process."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rustybt.backtest.source_code import code_hash
from rustybt.backtest.strategy_file import place_of, strategy_at
from rustybt.exceptions import ConfigurationError, EngineError
from rustybt.finance.decimal.cost_kinds import COMMISSIONS, SLIPPAGES, made, named
from rustybt.live.breaker_manager import CircuitBreakerManager
from rustybt.live.brokers.base import BrokerAdapter
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.circuit_breakers import RiskProfile
from rustybt.live.config import LiveConfig
from rustybt.live.config_kinds import BREAKERS, named_breaker
from rustybt.live.factories import made_by, origin_of
from rustybt.live.feeds import Feed, ReplayFeed, Resumable
from rustybt.live.large_fills import share_of
from rustybt.live.metric_sink import MetricSink
from rustybt.live.models import ReconciliationStrategy
from rustybt.live.plan_parts import choices_of, shadow_of
from rustybt.live.redaction import Redactor
from rustybt.live.risk_limits import RiskLimits
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.watch import WatchPlan

if TYPE_CHECKING:
    from rustybt.live.engine import LiveTradingEngine
    from rustybt.live.runner import EnginePlan
    from rustybt.live.shadow.engine import ShadowBacktestEngine

__all__ = ["broker_of", "config_of", "engine_of", "feed_of", "shadow_config_of", "shadow_engine_of"]

ASSETS = ("max_position", "allow_list", "deny_list")


def engine_of(config: LiveConfig, environment: Mapping[str, str] | None = None) -> LiveTradingEngine:
    """Return the engine that a configuration describes, not started.

    Args:
        config: Of `read_config`.
        environment: Where the channels of alerts are described; ``os.environ`` by default.

    Raises:
        ConfigurationError: If a value cannot be, with its key.
        RustyBTError: If there is no such bundle, strategy or asset.
    """
    from rustybt.live.engine import LiveTradingEngine

    feed = feed_of(config)
    return LiveTradingEngine(
        strategy_at(config.strategy, Path()),
        _of("broker", lambda: broker_of(config, feed)),
        feed,
        name=config.name,
        folder=config.folder,
        capital_base=config.capital_base,
        circuit_breakers=_of("breakers", lambda: _breakers(config)) or None,
        risk_limits=_of("limits", lambda: _limits(config, feed)),
        reconciliation_strategy=None
        if config.reconciliation.strategy is None
        else ReconciliationStrategy(config.reconciliation.strategy),
        reconciliation_interval_seconds=float(config.reconciliation.interval_seconds),
        cash_tolerance_pct=config.reconciliation.cash_tolerance_pct,
        large_fill_pct=_of("reconciliation", lambda: share_of(config.reconciliation.large_fill_pct)),
        checkpoint_seconds=float(config.checkpoint_seconds),
        seed=config.seed,
        parameters=config.parameters,
        shadow_config=_shadow(config),
        watch=_of("monitoring", lambda: _watch(config, os.environ if environment is None else environment))
        if config.monitoring.enabled
        else None,
        scheduler=config.schedule,
    )


def feed_of(config: LiveConfig) -> Feed:
    """Return the feed that a configuration describes.

    Args:
        config: Of `read_config`.

    Raises:
        ConfigurationError: If its factory cannot be found, or makes no feed.
        RustyBTError: If there is no such bundle, or the dates are not covered.
    """
    from rustybt.data.polars.catalog import DataCatalog

    data, chosen = config.data, config.feed
    if data is not None:
        return ReplayFeed(
            data.bundle,
            data.start,
            data.end,
            speed=data.speed,
            catalog=DataCatalog(data.data_dir),
            data_frequency=data.frequency,
        )
    factory = "" if chosen is None else chosen.factory
    made = _of("feed", lambda: made_by(factory, {} if chosen is None else chosen.options))
    if not isinstance(made, Feed):
        raise ConfigurationError(
            f"feed: {factory!r} made {made!r}, which is no feed: return one, such as a LiveFeed"
        )
    return made


def config_of(plan: EnginePlan) -> LiveConfig:
    """Return a configuration from which another process makes the same engine.

    Args:
        plan: Of an engine that was made by code.

    Raises:
        ConfigurationError: If a part of it can be made by code only, with the way out.
    """
    if plan.clock is not time.time_ns:
        raise ConfigurationError(
            f"clock is {plan.clock!r}, which live.yaml cannot describe: leave it away, or use host='thread'"
        )
    feed, limits, broker = plan.feed, plan.limits, _broker_of(plan.broker)
    strategy = plan.reconciliation
    own = None if plan.shadow is None else plan.shadow.breaker
    return LiveConfig.of(
        {
            **_strategy(plan),
            **_source(feed),
            "broker": broker,
            "capital_base": None if broker["kind"] == "paper" else plan.choices.capital_base,
            "breakers": [named_breaker(each) for each in plan.breakers.breakers if each is not own],
            "shadow": None if plan.shadow is None else _worded(plan.shadow.config),
            "limits": _limits_of(limits),
            **_watched(plan.watch),
            "schedule": plan.schedule.to_dict(),
            "reconciliation": {
                "strategy": None if strategy is None else strategy.value,
                "interval_seconds": plan.reconciliation_seconds,
                "cash_tolerance_pct": plan.cash_tolerance_pct,
                "large_fill_pct": plan.large_fill_pct,
            },
            "checkpoint_seconds": plan.checkpoint_seconds,
        },
        f"the engine {plan.name!r}",
    )


def shadow_config_of(plan: EnginePlan) -> LiveConfig:
    """Return a configuration from which another process makes the shadow of an engine, with `shadow_engine_of`.

    Of the engine's broker it says nothing but what a paper broker charges: a shadow has no business with it.

    Args:
        plan: Of an engine with a shadow, whose strategy is not joined to anything yet.

    Raises:
        ConfigurationError: If a part of it can be made by code only.
    """
    if plan.shadow is None:
        raise ConfigurationError(f"the engine {plan.name!r} has no shadow: make it with shadow_mode=True")
    compared = plan.shadow.config
    charged = compared.broker_costs and isinstance(plan.broker, PaperBroker)
    broker = {"kind": "paper", "starting_cash": plan.choices.capital_base}
    if charged:
        broker = _broker_of(plan.broker)
    if broker["kind"] != "paper":
        raise ConfigurationError(f"what {plan.broker.name!r} charges is known to its factory alone")
    return LiveConfig.of(
        {
            **_strategy(plan),
            **_source(plan.feed),
            "broker": broker,
            "shadow": {**_worded(compared), "broker_costs": charged},
        },
        f"the shadow of {plan.name!r}",
    )


def shadow_engine_of(config: LiveConfig, feed: Mapping[str, str], code: str) -> ShadowBacktestEngine:
    """Return the shadow that a configuration describes.

    Args:
        config: Of `shadow_config_of`.
        feed: What live's feed says of itself; a feed whose timeline depends on its start takes up that one.
        code: Hash of the source of live's strategy.

    Raises:
        EngineError: If feed or strategy are not those of live any more.
        RustyBTError: If there is no such bundle or strategy.
    """
    bars = feed_of(config)
    if isinstance(bars, Resumable) and bars.identity() != feed:
        bars.resume_from(feed)
    strategy = strategy_at(config.strategy, Path())
    for what, here, there in (
        ("feed", bars.identity(), dict(feed)),
        ("code", code_hash(type(strategy)), code),
    ):
        if here != there:
            raise EngineError(f"the {what} is {here} by now, live runs {there}: start the engine anew")
    broker = broker_of(config, bars)
    choices = choices_of(broker, None, config.seed, config.parameters)
    shadow = shadow_of(strategy, bars, choices, _shadow(config), CircuitBreakerManager(), broker)
    if shadow is None:
        raise EngineError(f"{config.name} has no shadow: its configuration must ask for one")
    return shadow


def _strategy(plan: EnginePlan) -> dict[str, Any]:
    return {
        "name": plan.name,
        "folder": str(plan.folder.parent),
        "strategy": place_of(plan.strategy),
        "parameters": _plain(plan.choices.parameters),
        "seed": plan.choices.seed,
    }


def _source(feed: Feed) -> dict[str, Any]:
    made = origin_of(feed)
    if made is not None:
        return {
            "feed": {"kind": "module", "factory": made[0], "options": _plain(made[1], "options of the feed")}
        }
    if type(feed) is not ReplayFeed:
        raise ConfigurationError(
            f"the feed is a {type(feed).__name__}, which live.yaml cannot describe: make it with "
            "rustybt.live.made_by('package.module:function', {}), use a ReplayFeed, or host='thread'"
        )
    return {
        "data": {
            "bundle": feed.bundle,
            "start": feed.start,
            "end": feed.end,
            "frequency": feed.frequency,
            "speed": feed.speed,
            "data_dir": str(feed.catalog.path.resolve()),
        }
    }


def _of[T](key: str, make: Callable[[], T]) -> T:
    try:
        return make()
    except ConfigurationError as error:
        raise ConfigurationError(f"{key}: {error}") from error


def _broker_of(broker: BrokerAdapter) -> dict[str, Any]:
    made = origin_of(broker)
    if made is not None:
        return {"kind": "module", "factory": made[0], "options": _plain(made[1], "options of the broker")}
    if type(broker) is not PaperBroker:
        raise ConfigurationError(
            f"broker {broker.name!r} is a {type(broker).__name__}, which live.yaml cannot describe: make it with "
            "rustybt.live.made_by('package.module:function', {}, feed.finder()), or use host='thread'"
        )
    settings = broker.settings()
    return {
        "kind": "paper",
        "commission": named(settings.pop("commission_model"), COMMISSIONS, "commission_model"),
        "slippage": named(settings.pop("slippage_model"), SLIPPAGES, "slippage_model"),
        **settings,
    }


def broker_of(config: LiveConfig, feed: Feed) -> BrokerAdapter:
    """Return the broker that a configuration describes, not connected.

    Args:
        config: Of `read_config`.
        feed: Of the same, whose assets it is told of.

    Raises:
        ConfigurationError: If its factory cannot be found, or makes no broker.
        RustyBTError: As the factory raised it.
    """
    broker = config.broker
    if broker.factory is not None:
        adapter = made_by(broker.factory, broker.options, feed.finder())
        if not isinstance(adapter, BrokerAdapter):
            raise ConfigurationError(
                f"{broker.factory!r} made {adapter!r}, which is no broker: return a BrokerAdapter"
            )
        return adapter
    return PaperBroker(
        broker.starting_cash,
        commission_model=None if broker.commission is None else made(broker.commission, COMMISSIONS),
        slippage_model=None if broker.slippage is None else made(broker.slippage, SLIPPAGES),
        order_latency_ms=broker.order_latency_ms,
        latency_jitter_pct=broker.latency_jitter_pct,
        volume_limit_pct=broker.volume_limit_pct,
    )


def _breakers(config: LiveConfig) -> list[Any]:
    if isinstance(config.breakers, str):
        return list(RiskProfile[config.breakers.upper()].breakers())
    return [made(each, BREAKERS) for each in config.breakers]


def _shadow(config: LiveConfig) -> ShadowTradingConfig | None:
    if isinstance(config.shadow, dict):
        return ShadowTradingConfig(**config.shadow)
    return ShadowTradingConfig() if config.shadow else None


def _limits(config: LiveConfig, feed: Feed) -> RiskLimits:
    given = {name: value for name, value in config.limits if name not in ASSETS and value is not None}
    allowed, finder = config.limits.allow_list, feed.finder()

    def asset(symbol: str) -> Any:
        return finder.lookup_symbol(symbol, feed.end)

    return RiskLimits(
        max_position={asset(symbol): most for symbol, most in config.limits.max_position.items()},
        allow_list=None if allowed is None else [asset(symbol) for symbol in allowed],
        deny_list=[asset(symbol) for symbol in config.limits.deny_list],
        **given,
    )


def _limits_of(limits: RiskLimits) -> dict[str, Any]:
    plain = {name: value for name, value in limits.to_dict().items() if name not in ASSETS}
    allowed = limits.allow_list
    return {
        **plain,
        "max_position": {asset.symbol: str(most) for asset, most in limits.max_position.items()},
        "allow_list": None if allowed is None else sorted(asset.symbol for asset in allowed),
        "deny_list": sorted(asset.symbol for asset in limits.deny_list),
    }


def _watch(config: LiveConfig, environment: Mapping[str, str]) -> WatchPlan:
    from rustybt.live.alerts import AlertConfig, AlertManager

    watched, redactor = config.monitoring, Redactor()
    alerts = AlertConfig.from_env(environment) if config.alerts == "environment" else AlertConfig()
    return WatchPlan(
        alerts=AlertManager(alerts, config.name, redactor=redactor) if alerts.reaches_anybody else None,
        close_alerts=True,
        port=watched.port,
        heartbeat_seconds=None if watched.heartbeat is None else float(watched.heartbeat),
        feed_seconds=None if watched.feed_seconds is None else float(watched.feed_seconds),
        logs=None if config.logs is None else Path(config.logs),
        redactor=redactor,
        sink=MetricSink.from_env(config.name, redactor, environment)
        if watched.metrics == "environment"
        else None,
    )


def _worded(config: ShadowTradingConfig) -> dict[str, Any]:
    values = {each.name: getattr(config, each.name) for each in fields(config)}
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in values.items()}


def _watched(watch: WatchPlan | None) -> dict[str, Any]:
    # Another process has the same environment: it must not tell anybody, nor post, what this one does not.
    if watch is None:
        return {"monitoring": {"enabled": False}, "alerts": "none"}
    return {
        "alerts": "none" if watch.alerts is None else "environment",
        "monitoring": {
            "port": watch.port,
            "heartbeat": watch.heartbeat_seconds,
            "feed_seconds": watch.feed_seconds,
            "metrics": "none" if watch.sink is None else "environment",
        },
        "logs": None if watch.logs is None else str(watch.logs.absolute()),
    }


def _plain(parameters: Mapping[str, Any], what: str = "parameters") -> dict[str, Any]:
    wrong = [name for name, value in parameters.items() if not _is_plain(value)]
    if wrong:
        raise ConfigurationError(
            f"{what} {', '.join(wrong)} cannot be handed to another process: use numbers, texts, lists and dicts "
            "of them, or host='thread'"
        )
    return dict(parameters)


def _is_plain(value: object) -> bool:
    if isinstance(value, dict):
        return all(isinstance(key, str) and _is_plain(each) for key, each in value.items())
    if isinstance(value, list):
        return all(_is_plain(each) for each in value)
    return value is None or isinstance(value, bool | int | float | str)

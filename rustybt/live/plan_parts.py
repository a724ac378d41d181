"""What a live engine is made of, checked and put together before it starts; and what its journal comes to again."""

from __future__ import annotations

import copy
import math
import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rustybt.algorithm.algorithm import TradingAlgorithm
from rustybt.algorithm.parameters import given_by_name
from rustybt.backtest.provenance import Provenance, charged_by, package_versions
from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.context import finite
from rustybt.live.breaker_manager import CircuitBreakerManager
from rustybt.live.brokers.base import BrokerAdapter
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.feeds import Feed, resume_feed
from rustybt.live.job_plans import SchedulePlan
from rustybt.live.journal import JournalReader
from rustybt.live.reconciler import PositionReconciler
from rustybt.live.replay import Refolded, refold
from rustybt.live.risk_limits import RiskLimits
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.shadow.engine import ShadowBacktestEngine
from rustybt.live.strategy_core import RunChoices, StrategyCore
from rustybt.live.watch import WatchPlan

if TYPE_CHECKING:
    from rustybt.engine.simulated_venue import SimulatedVenue
    from rustybt.live.breaker_base import CircuitBreaker
    from rustybt.live.models import ReconciliationStrategy
    from rustybt.live.runner import EnginePlan

__all__ = [
    "Replayed",
    "breakers_of",
    "capital_of",
    "check_parts",
    "choices_of",
    "interval_of",
    "limits_of",
    "provenance_of",
    "remedy_of",
    "replayed",
    "schedule_of",
    "seconds_of",
    "session_folder",
    "shadow_of",
    "watch_of",
]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")


def session_folder(name: str, root: Path | str | None = None) -> Path:
    """Return the folder of a session: journal, halt latch, control address.

    Args:
        name: Of the session: letters, digits, ``_``, ``.`` and ``-``, at most 64.
        root: Where sessions lie; ``RUSTYBT_LIVE_DIR`` or ``~/.rustybt/live`` by default.

    Raises:
        ConfigurationError: If the name is none.
    """
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ConfigurationError(f"{name!r} is no name of a session: use letters, digits, '_', '.' and '-'")
    base = root if root is not None else os.environ.get("RUSTYBT_LIVE_DIR") or "~/.rustybt/live"
    return Path(base).expanduser().absolute() / name


def check_parts(strategy: object, broker: object, feed: object) -> None:
    """Refuse what is no strategy, what is no broker, and what is no feed.

    Args:
        strategy: To be run.
        broker: Where its orders go.
        feed: Where its bars come from.

    Raises:
        ConfigurationError: If one of them is none.
    """
    if not isinstance(strategy, TradingAlgorithm):
        raise ConfigurationError(f"strategy {strategy!r} is no TradingAlgorithm: hand in an instance of one")
    if not isinstance(broker, BrokerAdapter):
        raise ConfigurationError(
            f"broker_adapter {broker!r} is no BrokerAdapter: hand in one, such as PaperBroker('100000')"
        )
    if not isinstance(feed, Feed):
        raise ConfigurationError(
            f"data_portal {feed!r} is no feed: hand in one, such as ReplayFeed('sample', '2011-01-03', '2012-12-31')"
        )


def limits_of(given: RiskLimits | None) -> RiskLimits:
    """Return the limits that were given; none by default.

    Args:
        given: By the user.

    Raises:
        ConfigurationError: If it is something else.
    """
    return _of_kind(given, RiskLimits, "risk_limits") or RiskLimits()


def watch_of(given: WatchPlan | None) -> WatchPlan | None:
    """Return what shall watch the engine, if anything.

    Args:
        given: By the user.

    Raises:
        ConfigurationError: If it is something else.
    """
    return _of_kind(given, WatchPlan, "watch")


def remedy_of(
    broker: BrokerAdapter, given: ReconciliationStrategy | None, cash_tolerance_pct: Any
) -> ReconciliationStrategy | None:
    """Return how differences are met; None for the broker's default.

    Args:
        broker: Whose account is compared.
        given: By the user.
        cash_tolerance_pct: Part of the cash that may be unexplained.

    Raises:
        ReconciliationError: If the account could not be compared like this.
    """
    PositionReconciler(broker, given, cash_tolerance_pct)
    return given


def _of_kind[T](given: T | None, kind: type[T], name: str) -> T | None:
    if given is not None and not isinstance(given, kind):
        raise ConfigurationError(f"{name} is {given!r}: give a {kind.__name__}(...), or leave it away")
    return given


def breakers_of(
    broker: BrokerAdapter, given: CircuitBreakerManager | Iterable[CircuitBreaker] | None
) -> CircuitBreakerManager:
    """Return the manager of the breakers that were given.

    Args:
        broker: Any but paper must have some.
        given: Breakers, a manager, or None.

    Raises:
        ConfigurationError: If there are none, and must be.
    """
    if given is not None and not isinstance(given, Iterable | CircuitBreakerManager):
        raise ConfigurationError(
            f"circuit_breakers is {given!r}: give a list of breakers, such as RiskProfile.MODERATE.breakers()"
        )
    found = given if isinstance(given, CircuitBreakerManager) else CircuitBreakerManager(given or ())
    if not found.breakers and broker.environment != "paper":
        raise ConfigurationError(
            f"{broker.name} is {broker.environment}: give circuit_breakers=, such as "
            "RiskProfile.CONSERVATIVE.breakers(), or breakers in live.yaml, such as conservative"
        )
    return found


def capital_of(broker: BrokerAdapter, given: int | str | Decimal | float | None) -> Decimal:
    """Return what a strategy may count on.

    Args:
        broker: A paper broker knows it.
        given: By the user.

    Raises:
        ConfigurationError: If it is missing, no amount above 0, or not what the paper broker has.
    """
    if given is None and isinstance(broker, PaperBroker):
        return broker.starting_cash
    if given is None:
        raise ConfigurationError(
            f"capital_base is needed for {broker.name}: what the strategy may count on, such as 100000"
        )
    capital = finite(given, "capital_base")
    if capital <= 0:
        raise ConfigurationError(f"capital_base is {given!r}: use an amount above 0")
    if isinstance(broker, PaperBroker) and capital != broker.starting_cash:
        raise ConfigurationError(
            f"capital_base is {capital} and the paper broker has {broker.starting_cash}: give one of them"
        )
    return capital


def choices_of(
    broker: BrokerAdapter,
    capital_base: int | str | Decimal | float | None,
    seed: int,
    parameters: Mapping[str, Any] | None,
) -> RunChoices:
    """Return what is chosen for a strategy apart from its code and its data.

    Args:
        broker: Decides the arena, and on paper the capital.
        capital_base: By the user; as in `capital_of`.
        seed: Of ``context.random``.
        parameters: On ``context.parameters``.

    Raises:
        ConfigurationError: As `capital_of`; or if the seed is no whole number, or the parameters have no names.
    """
    if type(seed) is not int or seed < 0:
        raise ConfigurationError(f"seed is {seed!r}: use a whole number from 0 on")
    if parameters is not None and not isinstance(parameters, Mapping):
        raise ConfigurationError(f"parameters is {parameters!r}: use a dict of values by name")
    return RunChoices(
        capital_base=capital_of(broker, capital_base),
        arena="paper" if broker.environment == "paper" else "live",
        seed=seed,
        parameters=given_by_name(parameters),
    )


def interval_of(given: object) -> float:
    """Return how often the account is compared, in seconds.

    Args:
        given: By the user.

    Raises:
        ConfigurationError: If it is no finite number from 0 up.
    """
    return seconds_of(given, "reconciliation_interval_seconds", "only at the start and the end")


def seconds_of(given: object, name: str, zero: str = "only at the end") -> float:
    """Return an interval.

    Args:
        given: By the user.
        name: Of the argument, for the error.
        zero: What 0 means, in words.

    Raises:
        ConfigurationError: If it is no finite number from 0 up.
    """
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal) or not 0 <= given < math.inf:
        raise ConfigurationError(f"{name} is {given!r}: give seconds, 0 for {zero}")
    return float(given)


def schedule_of(given: SchedulePlan | Mapping[str, Any] | None, strategy: TradingAlgorithm) -> SchedulePlan:
    """Return the schedule that was given.

    Args:
        given: As ``schedule`` of live.yaml describes it.
        strategy: Its callbacks are methods of it.

    Raises:
        SchedulerError: If a job cannot be, or the strategy lacks a callback.
    """
    plan = SchedulePlan.of(given)
    plan.check_callbacks(strategy)
    return plan


def shadow_of(
    strategy: TradingAlgorithm,
    feed: Feed,
    choices: RunChoices,
    config: ShadowTradingConfig | None,
    breakers: CircuitBreakerManager,
    broker: BrokerAdapter,
) -> ShadowBacktestEngine | None:
    """Return a second core of the same strategy, to be compared with; None without a configuration.

    Args:
        strategy: Not joined to anything yet.
        feed: Whose bars both see.
        choices: Of the first.
        config: What is compared; None for no shadow, as one that is not enabled.
        breakers: Its breaker is added to them.
        broker: Of the first; see `ShadowTradingConfig.broker_costs`.

    Raises:
        ConfigurationError: If the configuration is something else.
    """
    config = _of_kind(config, ShadowTradingConfig, "shadow_config")
    if config is None or not config.enabled:
        return None
    own = copy.deepcopy(strategy)  # two cores share nothing but the bars
    core = StrategyCore(own, feed, replace(choices, arena="shadow"), reported=False)
    costs_of = None
    if config.broker_costs and isinstance(broker, PaperBroker):
        costs_of = PaperBroker(
            **copy.deepcopy(broker.settings())
        ).costs_of  # a model may keep counts of its own
    shadow = ShadowBacktestEngine(core, config, costs_of=costs_of)
    breakers.add_breaker(shadow.breaker)
    return shadow


@dataclass(frozen=True, slots=True)
class Replayed:
    """A journal, stepped through a fresh core: every effect was the same.

    Attributes:
        found: What it came to.
        venue: The account and the market of the fresh core.
        differs: What of the session's first record is another now, such as the code: what was, and what is.
    """

    found: Refolded
    venue: SimulatedVenue
    differs: dict[str, tuple[Any, Any]]


def replayed(plan: EnginePlan, journal: Path) -> Replayed:
    """Step a journal through a fresh core, and hold it to every effect.

    Args:
        plan: Of the session; its strategy is not joined to anything yet, and is copied.
        journal: To be read; an engine may be writing it.

    Raises:
        ReplayError: At the first effect that differs.
        JournalError: If it cannot be read.
        RustyBTError: If a step fails that did not fail before.
    """
    resume_feed(plan.feed, journal)
    core = StrategyCore(copy.deepcopy(plan.strategy), plan.feed, plan.choices, reported=True)
    core.initialize()
    with JournalReader.open(journal) as reader:
        found = refold(reader.read(), core)
    now = plan.header()
    differs = {
        name: (found.header.get(name), now.get(name))
        for name in sorted({*now, *found.header})
        if found.header.get(name) != now.get(name)
    }
    return Replayed(found, core.venue, differs)


def provenance_of(plan: EnginePlan, venue: SimulatedVenue) -> Provenance:
    """Return where the result of a session comes from.

    Args:
        plan: Of the session.
        venue: Its account, with the cost models that charged it.
    """
    panel = plan.feed.panel()
    commission, slippage = charged_by(venue.costs, panel.assets)
    return Provenance(
        bundle=panel.bundle,
        version=panel.version,
        sha256=panel.sha256,
        code=plan.code,
        strategy=type(plan.strategy).__name__,
        start=plan.feed.start.isoformat(),
        end=plan.feed.end.isoformat(),
        data_frequency=plan.feed.frequency,
        capital_base=str(plan.choices.capital_base),
        commission=commission,
        slippage=slippage,
        trading_calendar=plan.feed.calendar(),
        frames="polars",
        seed=plan.choices.seed,
        parameters=plan.choices.parameters,
        packages=package_versions(),
    )

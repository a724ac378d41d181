"""The live engine as a user holds it: the same class in paper, shadow and live, with a halt that always works."""

from __future__ import annotations

import asyncio
import copy
import os
import re
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from rustybt.algorithm.algorithm import TradingAlgorithm
from rustybt.backtest.provenance import Provenance, code_hash, model_text, package_versions
from rustybt.backtest.result import BacktestResult
from rustybt.exceptions import ConfigurationError, EngineError
from rustybt.finance.decimal.context import finite
from rustybt.live.breaker_base import CircuitBreaker
from rustybt.live.breaker_manager import CircuitBreakerManager
from rustybt.live.brokers.base import BrokerAdapter
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.halt import HaltLatch, HaltRecord
from rustybt.live.hosts import ThreadHost
from rustybt.live.risk_limits import RiskLimits
from rustybt.live.runner import EnginePlan
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.shadow.engine import ShadowBacktestEngine
from rustybt.live.status_page import page, text
from rustybt.live.strategy_core import RunChoices, StrategyCore

if TYPE_CHECKING:
    from rustybt.live.feeds import Feed
    from rustybt.live.models import ReconciliationStrategy
    from rustybt.live.session import Session
    from rustybt.live.shadow.report import ShadowReport

__all__ = ["LiveTradingEngine", "session_folder"]

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_HOSTS: dict[Path, ThreadHost] = {}
_HOSTS_LOCK = Lock()


def session_folder(name: str, root: Path | str | None = None) -> Path:
    """Return the folder of a session: journal, halt latch, control address.

    Args:
        name: Of the session: letters, digits, ``_``, ``.`` and ``-``, at most 64.
        root: Where sessions lie; ``RUSTYBT_LIVE_DIR`` or ``~/.rustybt/live`` by default.

    Raises:
        ConfigurationError: If the name is none.
    """
    if not _NAME.fullmatch(name):
        raise ConfigurationError(f"{name!r} is no name of a session: use letters, digits, '_', '.' and '-'")
    base = root if root is not None else os.environ.get("RUSTYBT_LIVE_DIR") or "~/.rustybt/live"
    return Path(base).expanduser().absolute() / name


class LiveTradingEngine:
    """Runs a strategy on a broker: journalled, gated, reconciled, and halted at a press.

    Args:
        strategy: An instance of the class that was backtested.
        broker_adapter: Where orders go, such as a `PaperBroker`.
        data_portal: Where bars come from, such as a `ReplayFeed`.
        name: Of the session; the strategy's class by default. Its folder holds the journal: starting it again
            resumes it.
        folder: Where sessions lie; see `session_folder`.
        capital_base: Cash at the start; a paper broker's own by default.
        circuit_breakers: Breakers, or a manager of them; required for any broker but paper.
        risk_limits: What every order is held to.
        reconciliation_strategy: How differences with the broker are met; paper warns, live halts by default.
        reconciliation_interval_seconds: How often the account is compared; 0 for only at the start and the end.
        cash_tolerance_pct: Part of the cash that may be unexplained.
        seed: Of ``context.random``.
        parameters: On ``context.parameters``.
        shadow_mode: Whether a second instance of the strategy is run beside it by a backtest's rules, and compared.
        shadow_config: What is compared, and what halts; a shadow runs when it is given.
        clock: UTC nanoseconds.

    Raises:
        ConfigurationError: If an argument cannot work, or there are no breakers for a broker that is not paper.
    """

    def __init__(
        self,
        strategy: TradingAlgorithm,
        broker_adapter: BrokerAdapter,
        data_portal: Feed,
        *,
        name: str | None = None,
        folder: Path | str | None = None,
        capital_base: int | str | Decimal | float | None = None,
        circuit_breakers: CircuitBreakerManager | Iterable[CircuitBreaker] | None = None,
        risk_limits: RiskLimits | None = None,
        reconciliation_strategy: ReconciliationStrategy | None = None,
        reconciliation_interval_seconds: float = 300,
        cash_tolerance_pct: int | str | Decimal | float = 0,
        seed: int = 0,
        parameters: Mapping[str, Any] | None = None,
        shadow_mode: bool = False,
        shadow_config: ShadowTradingConfig | None = None,
        clock: Callable[[], int] = time.time_ns,
    ) -> None:
        _check_parts(strategy, broker_adapter)
        name = type(strategy).__name__ if name is None else name
        choices = RunChoices(
            capital_base=_capital(broker_adapter, capital_base),
            arena="paper" if broker_adapter.environment == "paper" else "live",
            seed=seed,
            parameters=dict(parameters or {}),
        )
        breakers = _breakers(broker_adapter, circuit_breakers)
        shadow = None
        if shadow_mode or shadow_config is not None:
            shadow = _shadow(strategy, data_portal, choices, shadow_config or ShadowTradingConfig())
            breakers.add_breaker(shadow.breaker)
        self._plan = EnginePlan(
            name=name,
            folder=session_folder(name, folder),
            strategy=strategy,
            broker=broker_adapter,
            feed=data_portal,
            choices=choices,
            code=code_hash(type(strategy)),
            breakers=breakers,
            limits=RiskLimits() if risk_limits is None else risk_limits,
            reconciliation=reconciliation_strategy,
            reconciliation_seconds=reconciliation_interval_seconds,
            cash_tolerance_pct=cash_tolerance_pct,
            clock=clock,
            shadow=shadow,
        )
        self._host: ThreadHost | None = None

    def __repr__(self) -> str:
        state = self.get_status().get("state", "NEW")
        return f"LiveTradingEngine({self.name!r}, {self._plan.broker.name}, {state})"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:  # noqa: ARG002
        status = self.get_status()
        return {"text/plain": text(status), "text/html": page(status)}

    @property
    def name(self) -> str:
        """The session's name."""
        return self._plan.name

    @property
    def folder(self) -> Path:
        """The session's folder."""
        return self._plan.folder

    async def start(self) -> LiveTradingEngine:
        """Start the engine in a thread of this process, or find the one that runs; returns when it is armed or halted.

        Returns:
            The engine itself.

        Raises:
            JournalLockedError: If another process runs the session.
            EngineError: If the journal is of another session.
            RustyBTError: What kept it from starting.
        """
        with _HOSTS_LOCK:
            running = _HOSTS.get(self.folder)
            if running is None or not running.alive:
                running = _HOSTS[self.folder] = ThreadHost(self._plan)
            self._host = running
        await running.ready()
        return self

    async def run(self) -> BacktestResult:
        """Start, and run to the end of the feed or until a shutdown.

        Returns:
            What `result` returns.

        Raises:
            RustyBTError: If the session failed; it has halted then.
        """
        await self.start()
        await self.join()
        return self.result()

    async def join(self) -> None:
        """Wait until the engine has ended.

        Raises:
            RustyBTError: If the session failed.
        """
        await asyncio.wrap_future(self._running.done)

    async def pause(self) -> None:
        """Take no new risk until `resume`; open orders stay."""
        await self._running.ask("pause")

    async def resume(self, operator: str = "notebook", reason: str = "resumed by hand") -> None:
        """Take new risk again after a pause or a halt.

        Args:
            operator: Who decides it.
            reason: Why it may be done.

        Raises:
            EngineError: If the session failed, a breaker is latched, or an outcome is not known.
        """
        await self._running.ask("resume", operator=operator, reason=reason)

    async def reset_breakers(self, operator: str, reason: str, breaker: str | None = None) -> None:
        """Reset latched breakers; the session stays halted until `resume`.

        Args:
            operator: Who does it.
            reason: Why it may be done.
            breaker: Name of the one; None for all.
        """
        chosen = {} if breaker is None else {"breaker": breaker}
        await self._running.ask("reset", operator=operator, reason=reason, **chosen)

    async def reconcile(self) -> dict[str, Any]:
        """Compare the account with the broker's now, and return the report."""
        found: dict[str, Any] = (await self._running.ask("reconcile"))["reconciliation"]
        return found

    async def shutdown(self) -> None:
        """Stop the engine; orders and positions stay as they are, and the next start resumes."""
        host = self._running
        if host.alive:
            await host.ask("shutdown")
        await asyncio.wrap_future(host.done)

    def halt(self, reason: str, operator: str = "notebook") -> HaltRecord:
        """Stop new risk and have every open order cancelled; needs no event loop, and no engine that answers.

        Args:
            reason: In words.
            operator: Who.

        Returns:
            The halt that holds, which is the first one; it is on the disk.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        record = HaltRecord(reason=reason, operator=operator, time_ns=self._plan.clock())
        held = HaltLatch(self.folder / "HALT").set(record)
        if self._host is not None:
            self._host.poke()
        return held

    def get_status(self) -> dict[str, Any]:
        """Return what a console shows, at most a tenth of a second old while the engine answers.

        Returns:
            JSON-typed: state, halt, positions, open orders, breakers, events and more; ``running`` and ``paused``.
        """
        host = self._host
        known = {} if host is None else host.run.snapshot
        state = known.get("state", "NEW")
        return {
            "state": state,
            **known,
            "running": host is not None and host.alive,
            "paused": state == "PAUSED",
            "name": self.name,
            "folder": str(self.folder),
        }

    def points(self, after: int = 0) -> list[tuple[int, float, float]]:
        """Return market time (UTC nanoseconds), value and exposure after each market event, for a picture.

        Args:
            after: How many are not wanted.
        """
        host = self._host
        return [] if host is None else host.run.points[after:]

    def get_shadow_report(self) -> ShadowReport:
        """Return how live stands beside its shadow.

        Raises:
            EngineError: If there is no shadow, or the engine has not started.
        """
        return self._running.run.shadow_report()

    def result(self) -> BacktestResult:
        """Return what the session has come to, in the form of a backtest's result.

        Raises:
            EngineError: If it has not started, or not closed a session of the market yet.
        """
        session = self._session
        venue = session.parts.core.venue
        record = venue.record_of_run()
        if not len(record.daily["session"]):
            raise EngineError("no session of the market has ended yet: there is no result to show")
        return BacktestResult(record, provenance=self._provenance(), name=self.name)

    @property
    def _running(self) -> ThreadHost:
        if self._host is None:
            raise EngineError("the engine does not run: start() it first")
        return self._host

    @property
    def _session(self) -> Session:
        session = self._running.run.session
        if session is None:
            raise EngineError("the engine has not started yet: start() it first")
        return session

    def _provenance(self) -> Provenance:
        plan, panel = self._plan, self._plan.feed.panel()
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
            commission=model_text(plan.choices.commission),
            slippage=model_text(plan.choices.slippage),
            trading_calendar=plan.feed.calendar(),
            frames="polars",
            seed=plan.choices.seed,
            parameters=plan.choices.parameters,
            packages=package_versions(),
        )


def _shadow(
    strategy: TradingAlgorithm, feed: Feed, choices: RunChoices, config: ShadowTradingConfig
) -> ShadowBacktestEngine:
    own = copy.deepcopy(strategy)  # two cores share nothing but the bars
    core = StrategyCore(own, feed, replace(choices, arena="shadow"), reported=False)
    return ShadowBacktestEngine(core, config)


def _check_parts(strategy: TradingAlgorithm, broker: BrokerAdapter) -> None:
    if not isinstance(strategy, TradingAlgorithm):
        raise ConfigurationError(f"strategy {strategy!r} is no TradingAlgorithm: hand in an instance of one")
    if not isinstance(broker, BrokerAdapter):
        raise ConfigurationError(f"broker_adapter {broker!r} is no BrokerAdapter")


def _breakers(
    broker: BrokerAdapter, given: CircuitBreakerManager | Iterable[CircuitBreaker] | None
) -> CircuitBreakerManager:
    if given is None and broker.environment != "paper":
        raise ConfigurationError(
            f"{broker.name} is {broker.environment}: give circuit_breakers=, such as "
            "RiskProfile.CONSERVATIVE.breakers()"
        )
    return given if isinstance(given, CircuitBreakerManager) else CircuitBreakerManager(given or ())


def _capital(broker: BrokerAdapter, given: int | str | Decimal | float | None) -> Decimal:
    if given is None and isinstance(broker, PaperBroker):
        return broker.starting_cash
    if given is None:
        raise ConfigurationError(f"capital_base is needed for {broker.name}: what the strategy may count on")
    capital = finite(given, "capital_base")
    if capital <= 0:
        raise ConfigurationError(f"capital_base is {given!r}: use an amount above 0")
    if isinstance(broker, PaperBroker) and capital != broker.starting_cash:
        raise ConfigurationError(
            f"capital_base is {capital} and the paper broker has {broker.starting_cash}: give one of them"
        )
    return capital

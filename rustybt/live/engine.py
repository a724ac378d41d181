"""The live engine as a user holds it: the same class in paper, shadow and live, with a halt that always works."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from rustybt.algorithm.algorithm import TradingAlgorithm
from rustybt.backtest.result import BacktestResult
from rustybt.backtest.source_code import code_hash
from rustybt.calendars.exchanges import sessions_a_year
from rustybt.exceptions import EngineError, EngineNotRunningError
from rustybt.live.breaker_base import CircuitBreaker
from rustybt.live.breaker_manager import CircuitBreakerManager
from rustybt.live.brokers.base import BrokerAdapter
from rustybt.live.control import ask, halt_session
from rustybt.live.feeds import resume_feed
from rustybt.live.halt import HaltRecord
from rustybt.live.hosts import Host, ProcessHost, ThreadHost, host_of
from rustybt.live.job_plans import ENGINE_JOBS
from rustybt.live.journal import JournalReader
from rustybt.live.large_fills import share_of
from rustybt.live.live_feed import LiveFeed
from rustybt.live.plan_parts import (
    Replayed,
    breakers_of,
    check_parts,
    choices_of,
    interval_of,
    limits_of,
    provenance_of,
    remedy_of,
    replayed,
    schedule_of,
    seconds_of,
    session_folder,
    shadow_of,
    watch_of,
)
from rustybt.live.runner import EnginePlan
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.shadow.engine import SHADOWED
from rustybt.live.shadow.report import ShadowReport
from rustybt.live.status_page import page, text

if TYPE_CHECKING:
    from rustybt.live.feeds import Feed
    from rustybt.live.job_plans import SchedulePlan
    from rustybt.live.models import ReconciliationStrategy
    from rustybt.live.risk_limits import RiskLimits
    from rustybt.live.streaming.models import StreamItem
    from rustybt.live.watch import WatchPlan

__all__ = ["LiveTradingEngine", "session_folder"]


class LiveTradingEngine:
    """Runs a strategy on a broker: journalled, gated, reconciled, and halted at a press.

    Args:
        strategy: An instance of the class that was backtested.
        broker_adapter: Where orders go, such as a `PaperBroker`.
        data_portal: Where bars come from, such as a `ReplayFeed` or a `LiveFeed`; a `LiveFeed` takes up the timeline of
            a session that goes on.
        name: Of the session; the strategy's class by default. Its folder holds the journal: starting it again
            resumes it.
        folder: Where sessions lie; see `session_folder`.
        capital_base: Cash at the start; a paper broker's own by default.
        circuit_breakers: Breakers, or a manager of them; required for any broker but paper.
        risk_limits: What every order is held to.
        reconciliation_strategy: How differences with the broker are met; paper warns, live halts by default.
        reconciliation_interval_seconds: How often the account is compared; 0 for only at the start and the end.
        cash_tolerance_pct: Part of the cash that may be unexplained.
        large_fill_pct: Part of the portfolio's value: within seconds after a fill of that the account is compared; None
            for never.
        checkpoint_seconds: How often a snapshot is taken, which the next start holds against its replay; 0 for only at
            the end.
        seed: Of ``context.random``.
        parameters: On ``context.parameters``.
        shadow_mode: Whether a second instance of the strategy is run beside it by a backtest's rules, and compared.
        shadow_config: What is compared, and what halts; a shadow runs when it is given.
        clock: UTC nanoseconds.
        watch: Alerts, metrics, log, heartbeat and health; none of them by default.
        scheduler: The engine's jobs, as ``schedule`` of live.yaml describes them; see `schedule` for one at a time.

    Raises:
        ConfigurationError: If an argument cannot work, or there are no breakers for a broker that is not paper.
    """

    _host: Host | None = None
    _shadowed = 0

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
        large_fill_pct: int | str | Decimal | float | None = "0.05",
        checkpoint_seconds: float = 60,
        seed: int = 0,
        parameters: Mapping[str, Any] | None = None,
        shadow_mode: bool = False,
        shadow_config: ShadowTradingConfig | None = None,
        clock: Callable[[], int] = time.time_ns,
        watch: WatchPlan | None = None,
        scheduler: SchedulePlan | Mapping[str, Any] | None = None,
    ) -> None:
        check_parts(strategy, broker_adapter, data_portal)
        name = type(strategy).__name__ if name is None else name
        choices = choices_of(broker_adapter, capital_base, seed, parameters)
        place = session_folder(name, folder)
        resume_feed(data_portal, place / "journal.db")  # before anything is made of its bars
        compared = ShadowTradingConfig() if shadow_mode and shadow_config is None else shadow_config
        self._plan = EnginePlan(
            name=name,
            folder=place,
            strategy=strategy,
            broker=broker_adapter,
            feed=data_portal,
            choices=choices,
            code=code_hash(type(strategy)),
            breakers=(breakers := breakers_of(broker_adapter, circuit_breakers)),
            limits=limits_of(risk_limits),
            reconciliation=remedy_of(broker_adapter, reconciliation_strategy, cash_tolerance_pct),
            reconciliation_seconds=interval_of(reconciliation_interval_seconds),
            cash_tolerance_pct=cash_tolerance_pct,
            large_fill_pct=share_of(large_fill_pct),
            checkpoint_seconds=seconds_of(checkpoint_seconds, "checkpoint_seconds"),
            clock=clock,
            shadow=shadow_of(strategy, data_portal, choices, compared, breakers, broker_adapter),
            watch=watch_of(watch),
            schedule=schedule_of(scheduler, strategy),
        )

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

    async def start(self, host: Literal["thread", "process"] | None = None) -> LiveTradingEngine:
        """Start the engine, or find the one that runs; returns when it is armed or halted.

        Args:
            host: ``"thread"`` of this process, or a ``"process"`` of its own, which survives interrupts and restarts
                of a kernel; by default a thread for paper, a process for any other broker.

        Returns:
            The engine itself.

        Raises:
            ConfigurationError: If it cannot run in another process, with the way out.
            JournalLockedError: If another process runs the session, and a thread was asked for.
            EngineError: If the journal, or the engine that runs, is of another session.
            RustyBTError: What kept it from starting.
        """
        self._host = await asyncio.to_thread(host_of, self._plan, host)
        await self._host.ready()
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
        await self._running.join()

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
        await host.join()

    def schedule(self, job: str, trigger: str = "cron", **options: Any) -> str:
        """Have a job done by the engine: one of its own, or a function of the strategy; before it starts.

        Args:
            job: ``reconcile``, ``checkpoint``, ``report``, ``heartbeat``, ``pause``, ``resume``, ``halt``; any other
                name is a method of the strategy, called as ``method(context, data)`` between two bars.
            trigger: ``cron``, ``interval``, ``date``, ``market_open``, ``market_close``, ``pre_market`` or
                ``after_hours``.
            options: ``name``, and those of `rustybt.live.scheduler.TradingScheduler.add_job`.

        Returns:
            The job's name.

        Raises:
            SchedulerError: If there is no such job, or the options do not fit the trigger.
            EngineError: If the engine has been started.
        """
        if self._host is not None:
            raise EngineError("the engine has been started: schedule its jobs before that")
        what = "job" if job in ENGINE_JOBS else "callback"
        plan = self._plan.schedule.adding({what: job, "trigger": trigger, **options})
        plan.check_callbacks(self._plan.strategy)
        self._plan = replace(self._plan, schedule=plan)
        return plan.jobs[-1].name

    def push_market_data(self, item: StreamItem) -> None:
        """Hand a trade, or a bar that its venue closed, to the engine's `LiveFeed`, from whatever thread.

        Args:
            item: Of a symbol of the feed; one of another is noted and left out.

        Raises:
            EngineError: If the feed takes no data from here, or is in another process, or is not being taken from.
        """
        if isinstance(self._host, ProcessHost):
            raise EngineError(
                f"{self.name} runs in another process, as does its feed: give it a stream there"
            )
        feed = self._plan.feed
        if not isinstance(feed, LiveFeed):
            raise EngineError(
                f"{feed!r} takes no data: use a LiveFeed, LiveFeed([], assets) for data of your own"
            )
        feed.push_market_data(item)

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
        held = halt_session(self.folder, record)
        if self._host is not None:
            self._host.poke()
        return held

    def get_status(self) -> dict[str, Any]:
        """Return what a console shows, at most a tenth of a second old while the engine answers.

        Returns:
            JSON-typed: state, halt, positions, open orders, breakers, events and more; ``running`` and ``paused``.
            Before `start`, what the session's engine says if one runs, and else what is on the disk.
        """
        host = self._onlooker if self._host is None else self._host
        known = host.status()
        state = known.get("state", "NEW")
        return {
            "state": state,
            **known,
            "running": host.alive,
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
        return [] if host is None else host.points(after)

    def get_shadow_report(self) -> ShadowReport:
        """Return how live stands beside its shadow.

        Raises:
            EngineError: If there is no shadow, or the engine has not started.
        """
        host = self._running
        if isinstance(host, ThreadHost):
            return host.run.shadow_report()
        if self._plan.shadow is None:
            raise EngineError("there is no shadow: make the engine with shadow_mode=True")
        with suppress(EngineNotRunningError):
            told = ask(self.folder, "shadow")
            return ShadowReport.of_told(told, self._plan.feed.finder().retrieve_asset)
        # Of an engine that has ended the journal is all there is, and all that a shadow needs.
        with JournalReader.open(self.folder / "journal.db") as journal:
            records = list(journal.read(self._shadowed, SHADOWED))
        self._shadowed = records[-1].seq if records else self._shadowed
        self._plan.shadow.follow(records)
        value = Decimal(host.status()["portfolio_value"])
        return self._plan.shadow.report(self._plan.choices.capital_base, value)

    def replay(self, journal: Path | None = None) -> Replayed:
        """Step the session's journal through a fresh core, and hold it to every effect that it had.

        Args:
            journal: Another journal of the same session; its own by default.

        Raises:
            ReplayError: At the first effect that differs.
            JournalError: If there is no journal, or it cannot be read.
            EngineError: If this engine's strategy runs already.
        """
        if isinstance(self._host, ThreadHost):
            raise EngineError("this engine's strategy runs already: make another engine of it to replay with")
        return replayed(self._plan, self.folder / "journal.db" if journal is None else journal)

    def console(self) -> Any:
        """Return the console of this session, a widget for a notebook; there is one, however often a cell runs.

        Raises:
            MissingExtraError: If anywidget is not installed.
        """
        # By name, since widgets stand above the engine: it offers the way there, and knows nothing of it.
        return import_module("rustybt.widgets.console").console_of(self)

    def result(self) -> BacktestResult:
        """Return what the session has come to, in the form of a backtest's result.

        Raises:
            EngineError: If it has not started, or not closed a session of the market yet.
        """
        host = self._running
        session = host.run.session if isinstance(host, ThreadHost) else None
        if session is None and isinstance(host, ThreadHost):
            raise EngineError("the engine has not started yet: start() it first")
        venue = self.replay().venue if session is None else session.parts.core.venue
        record = venue.record_of_run()
        if not len(record.daily["session"]):
            raise EngineError("no session of the market has ended yet: there is no result to show")
        return BacktestResult(
            record,
            provenance=provenance_of(self._plan, venue),
            name=self.name,
            periods_per_year=sessions_a_year(self._plan.feed.calendar()),
        )

    @cached_property
    def _onlooker(self) -> ProcessHost:
        return ProcessHost(self.folder)

    @property
    def _running(self) -> Host:
        if self._host is None:
            raise EngineError("the engine does not run: start() it first")
        return self._host

"""What a session is made of, and where it can stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from rustybt.live.redaction import Redactor
from rustybt.live.unsaid import words_of

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.live.breaker_manager import CircuitBreakerManager
    from rustybt.live.brokers.base import AccountIdentity, BrokerAdapter
    from rustybt.live.brokers.messages import BrokerReport
    from rustybt.live.halt import HaltLatch
    from rustybt.live.journal import Journal
    from rustybt.live.order_names import OrderNames
    from rustybt.live.risk_gate import RiskGate
    from rustybt.live.strategy_core import StrategyCore
    from rustybt.model.events import MarketEvent

__all__ = ["FEED_ENDED", "EngineState", "FeedWatch", "SessionParts", "TradesOnBars"]

FEED_ENDED = "the feed ended"
"""Why a session stopped that has nothing left to do."""


class EngineState(StrEnum):
    """Where a session stands; new risk is taken in ARMED alone."""

    NEW = "NEW"
    REPLAYING = "REPLAYING"
    CONNECTING = "CONNECTING"
    RECONCILING = "RECONCILING"
    ARMED = "ARMED"
    PAUSED = "PAUSED"
    DISCONNECTED = "DISCONNECTED"
    HALTED = "HALTED"
    FAILED = "FAILED"
    STOPPED = "STOPPED"


@runtime_checkable
class TradesOnBars(Protocol):
    """A broker that is simulated on our own bars: it is told of the market, and answers at once."""

    def on_market_event(self, event: MarketEvent) -> Iterable[BrokerReport]:
        """Let the open orders meet what happened; a bar's fills come one by one, as they are asked for."""

    def meet(self) -> Iterable[BrokerReport]:
        """Go on with the fills of a bar that not every order has met."""

    def touched(self) -> Sequence[str]:
        """Return our ids of the orders that the last bar touched and did not fill."""

    def take_reports(self) -> Sequence[BrokerReport]:
        """Return what was reported since, outside of a market event."""


@runtime_checkable
class FeedWatch(Protocol):
    """A feed that can fall behind: what a session asks of it."""

    def blocks(self, asset: Asset) -> str:
        """Return why data of an asset cannot be traded on now; "" if they can."""

    def asset_states(self) -> Sequence[Mapping[str, Any]]:
        """Return symbol, age in seconds and state of every asset's data, JSON-typed, for a console."""

    def take_notices(self) -> Sequence[Mapping[str, Any]]:
        """Return what happened to the data since the last call, JSON-typed, for the journal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionParts:
    """What a session is made of.

    Attributes:
        core: The strategy and its account.
        broker: Where orders go.
        journal: Open, held by this process.
        latch: Of halts.
        gate: What every order passes.
        breakers: What may stop it.
        names: How the core's orders are called at the broker.
        clock: UTC nanoseconds, for records of when we did something.
        submit_timeout: Seconds to wait for an answer; then the order is UNKNOWN.
        on_change: Called after something happened that a console shows; must return at once.
        claim: Called with the account after each connection; raises if another engine is on it.
        feed_watch: Of a feed that can fall behind; None for bars of a catalog.
        redactor: Takes secrets out of what a venue says before it is journalled.
    """

    core: StrategyCore
    broker: BrokerAdapter
    journal: Journal
    latch: HaltLatch
    gate: RiskGate
    breakers: CircuitBreakerManager
    names: OrderNames
    clock: Callable[[], int]
    submit_timeout: float = 30.0
    on_change: Callable[[str], None] = field(default=lambda _: None)
    claim: Callable[[AccountIdentity], None] = field(default=lambda _: None)
    feed_watch: FeedWatch | None = None
    redactor: Redactor = field(default_factory=Redactor)

    def words_of(self, error: BaseException) -> str:
        """Return an error of a broker's in words, without secrets.

        Args:
            error: As it was raised.
        """
        return words_of(error, self.redactor)

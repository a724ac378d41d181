"""The world of a simulation: a venue, the weather between it and its clients, and one source of chance for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING

from rustybt.exceptions import SimulationError
from rustybt.testing.faults import FaultPlan, Faults
from rustybt.testing.venue import Venue
from rustybt.testing.virtual_time import Trace
from rustybt.testing.wire import NANOS, Wire

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.live.brokers.base import AccountInfo, BrokerPosition
    from rustybt.testing.venue_rules import VenueRules

__all__ = ["READ_LAG_NS", "World"]

READ_LAG_NS = 1 * NANOS
"""How old an answer to a query may be at most, apart from lies about balances."""

_SKEW_NS = 5 * NANOS


class World:
    """A venue that outlives its clients, and what happens to all of them.

    Args:
        assets: What is listed.
        clock: The true time, UTC nanoseconds, such as ``VirtualClockEventLoop.now_ns``.
        cash: What the account starts with.
        plan: What can go wrong; None for nothing.
        seed: Of every draw.
        rules: The venue's own ways.
        trace: Where what happens is noted; None for a trace of its own.
        longest_ns: How long an outage, a lie or a skew lasts at most.

    Attributes:
        venue: The truth.
        faults: What goes wrong, counted.
        trace: What happened.
        wires: The lanes of every client so far.
    """

    wires: list[Wire]

    def __init__(
        self,
        assets: Iterable[Asset],
        *,
        clock: Callable[[], int],
        cash: Decimal = Decimal(1_000_000),
        plan: FaultPlan | None = None,
        seed: int = 0,
        rules: VenueRules | None = None,
        trace: Trace | None = None,
        longest_ns: int = 20 * NANOS,
    ) -> None:
        self.clock = clock
        self._longest_ns = longest_ns
        self.assets = tuple(assets)
        self.faults = Faults(plan, Random(seed))  # noqa: S311 - a simulation must be repeatable, not secret
        self.trace = trace or Trace()
        self.venue = Venue(self.assets, clock=clock, cash=cash, rules=rules)
        self.venue.cut = self._cut
        self.wires = []
        self._until: dict[str, int] = {}
        self._resume: dict[str, int] = {}
        self._lie = 0
        self._unknown = 0

    def wire(self, *, latency_ns: tuple[int, int], timeout_ns: int) -> Wire:
        """Return new lanes to the venue, for one client."""
        wire = Wire(
            self.venue,
            self.faults,
            clock=self.clock,
            latency_ns=latency_ns,
            timeout_ns=timeout_ns,
            trace=self.trace,
        )
        self.wires.append(wire)
        return wire

    def trade(self, asset: Asset, price: Decimal, volume: Decimal) -> None:
        """Let the market trade; see `Venue.trade`."""
        self.trace.note(self.clock(), "trade", asset.symbol, price, volume)
        self.venue.trade(asset.symbol, price, volume)

    def tick(self) -> None:
        """Let the weather change: call it once per tick of the simulation, within its loop."""
        now = self.clock()
        for symbol in [symbol for symbol, until in self._resume.items() if until <= now]:
            del self._resume[symbol]
            self.venue.suspend(symbol, suspended=False)
        if self.venue.skew_ns and not self._lasts("clock_skew"):
            self.venue.skew_ns = 0
        self.venue.check_dead_man()
        for name, happen in self._happenings():
            if self.faults.strikes(name):
                self.trace.note(now, "weather", name)
                happen()

    def happen(self, name: str) -> None:
        """Let one change of the weather happen now, whatever the plan says.

        Args:
            name: A fault that `tick` draws, such as ``disconnect_orders`` or ``lie_balances``.

        Raises:
            SimulationError: If it is none of them.
        """
        weather = dict(self._happenings())
        if name not in weather:
            raise SimulationError(f"{name!r} is no weather: there is {', '.join(weather)}")
        self.faults.counts[name] += 1
        weather[name]()

    def calm(self) -> None:
        """End every fault: what is cut comes back when its time is over, everything else at once."""
        self.faults.active = False
        self.venue.skew_ns = 0
        self._until.clear()
        for symbol in self._resume:
            self.venue.suspend(symbol, suspended=False)
        self._resume.clear()

    def as_of_ns(self) -> int | None:
        """Return the (true) time that queries are answered as of; None for now."""
        return self.clock() - READ_LAG_NS if self._lasts("stale_reads") else None

    def account(self) -> AccountInfo:
        """Return the account as the venue says it is, which may be a lie."""
        if not self._lasts("lie_balances"):
            as_of = self.as_of_ns()
            return self.venue.account(self.venue.cash(as_of), self.venue.positions(as_of))
        old = self.clock() - self._longest_ns
        cash = self.venue.cash(old if self._lie == 0 else None)
        return self.venue.account(cash + 1 if self._lie == 1 else cash, self._told())

    def positions(self) -> tuple[BrokerPosition, ...]:
        """Return the positions as the venue says they are, which may be a lie."""
        return self.venue.position_views(self._told())

    def _told(self) -> dict[str, Decimal]:
        if not self._lasts("lie_balances"):
            return self.venue.positions(self.as_of_ns())
        if self._lie == 0:
            return self.venue.positions(self.clock() - self._longest_ns)
        held = self.venue.positions()
        return {symbol: -amount for symbol, amount in held.items()} if self._lie == 1 else {}

    def _happenings(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        return (
            ("disconnect_orders", lambda: self._cut_lanes(orders=True)),
            ("disconnect_reports", lambda: self._cut_lanes(orders=False)),
            ("silent_stream", self._silence),
            ("lie_balances", self._start_lying),
            ("stale_reads", lambda: self._last("stale_reads")),
            ("clock_skew", self._skew),
            ("foreign_order", self._trade_by_hand),
            ("unknown_asset", self._hand_out_unknown),
            ("suspend_asset", self._suspend),
        )

    def _duration(self) -> int:
        return self.faults.between(NANOS // 10, self._longest_ns)

    def _lasts(self, name: str) -> bool:
        return self.clock() < self._until.get(name, 0)

    def _last(self, name: str) -> None:
        self._until[name] = self.clock() + self._duration()

    def _cut_lanes(self, *, orders: bool) -> None:
        duration = self._duration()
        for wire in self.wires:
            wire.cut("orders" if orders else "reports", duration)

    def _silence(self) -> None:
        duration = self._duration()
        for wire in self.wires:
            wire.silence(duration)

    def _start_lying(self) -> None:
        self._lie = self.faults.between(0, 2)
        self._last("lie_balances")

    def _skew(self) -> None:
        self.venue.skew_ns = self.faults.between(-_SKEW_NS, _SKEW_NS)
        self._last("clock_skew")

    def _trade_by_hand(self) -> None:
        asset = self._any_asset()
        price = self.venue.price(asset.symbol)
        if price is not None:
            lots = self.faults.between(1, 10) * (1 if self.faults.between(0, 1) else -1)
            self.venue.trade_by_hand(asset.symbol, asset.lot_size * lots, price)

    def _hand_out_unknown(self) -> None:
        self._unknown += 1
        self.venue.trade_by_hand(f"UNKNOWN{self._unknown}", Decimal(1), Decimal(1))

    def _suspend(self) -> None:
        symbol = self._any_asset().symbol
        self.venue.suspend(symbol)
        self._resume[symbol] = self.clock() + self._duration()

    def _any_asset(self) -> Asset:
        return self.assets[self.faults.between(0, len(self.assets) - 1)]

    def _cut(self, amount: Decimal, lot: Decimal) -> Decimal:
        lots = int(amount // lot)
        if lots < 2 or not self.faults.strikes("partial_fill"):
            return amount
        return lot * self.faults.between(1, lots - 1)

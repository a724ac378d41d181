"""The shadow in a storm: whatever becomes of live's orders, it sees the journal's market, agrees, and halts nothing."""

from __future__ import annotations

import asyncio
from decimal import Decimal

from rustybt.algorithm.context import running
from rustybt.live.journal_events import decode_event
from rustybt.live.order_names import in_core
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.shadow.engine import ShadowBacktestEngine
from rustybt.live.shadow_follower import ShadowFollower
from rustybt.model.events import OrderEnded

POLL = 0.5
# How a venue fills is a fault's to change: what is compared here are the signals.
CONFIG = ShadowTradingConfig(
    signal_match_rate_min="0.999",
    fill_rate_error_pct_max=Decimal(1_000_000),
    window_hours=8_784,
    track_slippage=False,
)


class WatchedShadow(ShadowBacktestEngine):
    truth = None

    def process_market_event(self, event):
        self.truth.shadowed(self, event)
        super().process_market_event(event)


class WatchedFollower(ShadowFollower):
    """The real one; what it lets the shadow do is judged each time."""

    truth = None
    heard = False

    def __init__(self, shadow, journal, capital_base):
        super().__init__(shadow, journal, capital_base)
        self._hurry = True  # the time in which it makes way for live is the machine's

    def _due(self):
        return True

    async def work(self, session):
        while True:
            await self._follow(session)
            self._judge()
            await asyncio.sleep(POLL)

    def _judge(self):
        claim, shadow = self.truth.claim, self.shadow
        claim("S2", not shadow.breaker.is_tripped, "it trips:", shadow.breaker.get_trip_reason())
        if shadow.lost and not self.heard:
            self.heard = True
            told = any(kind == "shadow_lost" for kind, _ in self.truth.records)
            claim("S3", told, "its loss is told to nobody:", shadow.lost)


def _run(core, strategy, records) -> None:
    refused = {in_core(said["order_id"]) for kind, said in records if kind == "refused"}
    if not refused:
        with running(strategy):
            core.venue.run(core.hooks)
        return
    # What live's gate refused is an input of both.
    for kind, said in records:
        if kind == "event" and said["type"] in ("SessionOpened", "BarClosed", "SessionClosed"):
            told = {"type": "BarClosed", "step": said["step"]} if said["type"] == "BarClosed" else said
            core.step(decode_event(told))
        elif kind == "refused":
            name = in_core(said["order_id"])
            if any(order.id == name for order in core.venue.open_orders()):
                core.step(OrderEnded(name, said["message"], refused=True))


def judge_shadow(storm, life) -> None:
    """Hold a shadow to a backtest of the market that the journal holds."""
    claim, shadow = storm.truth.claim, life.shadow
    due = storm.plan.shadow_fails_at or storm.plan.fails_at
    claim("S3", due is not None or not shadow.lost, "it was lost without a cause:", shadow.lost)
    if shadow.lost or life.session.failure or len(storm.truth.book.market) < len(storm.truth.events):
        return
    found = shadow.get_metrics()["signal_alignment"]["divergence_breakdown"]
    odd = {name: count for name, count in found.items() if count and name != "EXACT_MATCH"}
    claim("S2", not odd, "signals differ:", odd)
    strategy = storm.strategy()
    core = storm.shadow_core(strategy)
    core.initialize()
    _run(core, strategy, storm.truth.records)
    mine, theirs = core.venue, shadow.core.venue
    same = [mine.order_at(row) for row in range(mine.order_count)] == [
        theirs.order_at(row) for row in range(theirs.order_count)
    ]
    claim("S2", same, "it ordered otherwise than a backtest")
    claim("S2", mine.fill_count == theirs.fill_count and mine.cash() == theirs.cash(), "other fills or cash")

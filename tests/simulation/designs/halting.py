"""Broken designs of what a halt, a lane and the gate do."""

from __future__ import annotations

from dataclasses import replace

from rustybt.live import risk_gate
from rustybt.live.brokers.messages import Disconnected, Reconnected
from rustybt.live.session import Session
from rustybt.live.session_parts import EngineState
from tests.simulation.designs.registry import design, patch
from tests.simulation.lives import WatchedGate


@design("a halt cancels nothing")
class HaltCancelsNothing(Session):
    async def _halt(self, record):
        opened, self.orders.open = self.orders.open, tuple
        try:
            await super()._halt(record)
        finally:
            self.orders.open = opened

    async def cancel_again(self):
        pass


@design("a cancel that got lost is not asked for again")
class CancelsOnce(Session):
    async def cancel_again(self):
        pass


@design("a lost lane changes nothing")
class DisconnectIgnored(Session):
    async def _hear(self, report):
        if isinstance(report, Disconnected):
            self.parts.journal.append("lane", {"lane": report.lane, "up": False, "reason": ""})
            return
        await super()._hear(report)


@design("a lane that is back arms the session at once")
class RearmOnReconnect(Session):
    async def _hear(self, report):
        await super()._hear(report)
        if isinstance(report, Reconnected):
            self.down.clear()
            self.arm("connected again")


@design("new risk is taken before the account was compared")
class ArmBeforeComparing(Session):
    def change(self, state, why=""):
        super().change(EngineState.ARMED if state is EngineState.RECONCILING else state, why)

    def rest(self):
        return EngineState.PAUSED if self.paused else EngineState.ARMED

    def doubt(self, why):
        return False


def _without(name: str):
    return {key: check for key, check in risk_gate.CHECKS.items() if key != name}


patch(
    "gate_ignores_unknown",
    "an order of unknown fate blocks nothing",
    (risk_gate, "CHECKS", _without("unknown")),
)
patch("gate_ignores_state", "new risk is taken in every state", (risk_gate, "CHECKS", _without("engine")))
patch("gate_ignores_age", "marks may be of any age", (risk_gate, "CHECKS", _without("freshness")))


@design("orders are not counted by the minute")
class GateIgnoresRate(WatchedGate):
    def _rate(self, case):
        return iter(())


@design("pending orders count for nothing")
class GateIgnoresPending(WatchedGate):
    def check(self, intent, view, now_ns):
        return super().check(intent, replace(view, open_orders=()), now_ns)

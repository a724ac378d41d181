"""Broken designs of the shadow."""

from __future__ import annotations

from rustybt.live.feeds import market_events
from tests.simulation.designs.registry import design
from tests.simulation.markets import BarTrader
from tests.simulation.shadows import WatchedFollower, WatchedShadow


@design("the shadow is fed by the feed, ahead of the journal")
class ShadowFedByTheFeed(WatchedShadow):
    def follow(self, records):
        records = list(records)
        self.fed = getattr(self, "fed", 0)
        due = market_events(self.core.venue.timeline)[self.fed : self.fed + 1 + len(records)]
        self.fed += len(due)
        for event in due:
            self.process_market_event(event)
        return super().follow([each for each in records if each.kind != "event"])


@design("after a restart the shadow goes on where the journal stands")
class ShadowStartsInTheMiddle(WatchedFollower):
    def __init__(self, shadow, journal, capital_base):
        super().__init__(shadow, journal, capital_base)
        self._behind = journal.read(journal.head[0], ("event",))


@design("the loss of the shadow halts live")
class LostShadowHalts(WatchedFollower):
    async def _judged(self, session, *, allowed):
        await super()._judged(session, allowed=allowed and not self.shadow.lost)


@design("nobody is told that the shadow is lost")
class LostShadowIsSilent(WatchedFollower):
    def __init__(self, shadow, journal, capital_base):
        super().__init__(shadow, journal, capital_base)
        self._told_of_loss = True


@design("the strategy orders more when it is live")
class MoreWhenLive(BarTrader):
    def handle_data(self, context, data):
        super().handle_data(context, data)
        if self.get_environment("arena") == "live" and context.bar % 9 == 0:
            self.order(self.sid(0), 1)

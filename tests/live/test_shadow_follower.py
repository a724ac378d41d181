"""What a shadow is told of, and when: in order and once each, whatever it lags behind, and never at live's expense."""

from __future__ import annotations

import asyncio
from decimal import Decimal
from threading import Event

import pytest

from rustybt import TradingAlgorithm
from rustybt.live import shadow_follower
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.engine import LiveTradingEngine
from rustybt.live.halt import HaltLatch, HaltRecord
from rustybt.live.journal import Journal
from rustybt.live.shadow.config import ShadowTradingConfig
from rustybt.live.shadow.engine import SHADOWED
from rustybt.live.shadow_follower import BATCH, ShadowFollower
from tests.engine.panels import panel
from tests.engine.test_core import Restless, market
from tests.live.sessions import GoesOn, PanelFeed, opened, ticking


class Told:
    """A shadow that keeps the numbers of what it is told."""

    lost, config = "", ShadowTradingConfig()

    def __init__(self):
        self.numbers, self.batches = [], 0

    def follow(self, records):
        self.batches += 1
        self.numbers += [record.seq for record in records]
        return True

    def report(self, start, now):
        return self.batches

    def finish(self):
        pass

    class breaker:  # noqa: N801 - an attribute of a shadow
        is_tripped = False


def appended(journal, count):
    for at in range(count):
        journal.append(("event", "notice", "effects")[at % 3], {"at": at})


@pytest.mark.parametrize("most", [10_000, 30])
def test_every_record_is_told_once_and_in_order_however_far_behind(tmp_path, monkeypatch, most):
    monkeypatch.setattr(shadow_follower, "MOST_WAITING", most)

    async def told():
        session = await opened(tmp_path, panel([[10] * 5]), Restless())
        journal = session.parts.journal

        def both_ways(after, kinds):
            journal.append("event", {"told": "while the journal began to be read"})
            return Journal.read(journal, after, kinds)

        appended(journal, 500)
        shadow = Told()
        follower = ShadowFollower(shadow, journal, Decimal(1))
        journal.read = both_ways
        for count in (0, 7, 500, 1, 29, 31, 61):
            appended(journal, count)
            await follower._follow(session)
        await follower.finish(session)
        wanted = [record.seq for record in Journal.read(journal, 0, SHADOWED)]
        follower.close()
        journal.close()
        return shadow, follower, wanted

    shadow, follower, wanted = asyncio.run(told())
    assert shadow.numbers == wanted
    assert len(follower._waiting) <= most
    assert shadow.batches >= len(wanted) // BATCH
    assert follower.compared


def test_a_record_that_was_refused_is_not_handed_on(tmp_path):
    heard = []
    with Journal.open(tmp_path / "journal.db", strategy="test", clock=ticking()) as journal:
        journal.listen(["event"], heard.append)
        with pytest.raises(Exception, match="float"):
            journal.append("event", {"price": 1.5})
        journal.append("notice", {})
        journal.append("event", {"step": 3}, durable=True)
        assert heard == list(journal.read(0, ["event"]))
        assert len(heard) == 1


class Stuck(TradingAlgorithm):
    """Never comes back from its first bar, in the shadow alone."""

    free, reached = Event(), Event()

    def __init__(self):
        super().__init__()
        self.copied = False

    def __deepcopy__(self, memo):
        made = Stuck()
        made.copied = True
        return made

    def initialize(self, context):
        self.asset = self.sid(0)

    def handle_data(self, context, data):
        if self.copied:
            self.reached.set()
            self.free.wait()


class Endless(GoesOn, PanelFeed):
    """Comes to an end when somebody says so."""


def test_a_shadow_that_hangs_keeps_nobody_from_the_halt_latch(tmp_path):
    async def halted():
        engine = LiveTradingEngine(
            Stuck(), PaperBroker("100000"), Endless(panel([[10] * 30])), folder=tmp_path, shadow_mode=True
        )
        await engine.start()
        try:
            async with asyncio.timeout(20):
                await asyncio.to_thread(Stuck.reached.wait, 20)
                beat = engine.get_status()["beat_ns"]
                HaltLatch(engine.folder / "HALT").set(HaltRecord(reason="enough", operator="me", time_ns=1))
                while engine.get_status()["state"] != "HALTED" or engine.get_status()["beat_ns"] == beat:
                    await asyncio.sleep(0.01)
        finally:
            Stuck.free.set()
        await engine.shutdown()
        return engine.get_status()

    assert asyncio.run(halted())["halt"]["reason"] == "enough"


def test_what_did_not_change_is_not_shown_anew(tmp_path):
    async def shown():
        engine = LiveTradingEngine(
            Restless(), PaperBroker("100000"), Endless(market()), folder=tmp_path, shadow_mode=True
        )
        await engine.start()
        one = two = engine.get_status()
        async with asyncio.timeout(20):
            while two["events"] is not one["events"] or two["beat_ns"] == one["beat_ns"] or not two["shadow"]:
                one = engine.get_status()
                await asyncio.sleep(0.25)
                two = engine.get_status()
        await engine.pause()
        three = engine.get_status()
        await engine.shutdown()
        return one, two, three

    one, two, three = asyncio.run(shown())
    assert two["beat_ns"] > one["beat_ns"]
    assert two["positions"] is one["positions"]
    assert {**two, "beat_ns": 0} == {**one, "beat_ns": 0}
    assert (two["state"], three["state"]) == ("ARMED", "PAUSED")

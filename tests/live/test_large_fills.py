"""A large fill is followed by a comparison of the account, a small one by none."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from decimal import Decimal

import pytest

from rustybt import TradingAlgorithm
from rustybt.exceptions import ConfigurationError
from rustybt.live.brokers.paper_broker import PaperBroker
from rustybt.live.config import LiveConfig
from rustybt.live.configured import config_of, engine_of
from rustybt.live.journal import JournalReader
from rustybt.live.large_fills import LargeFills, share_of
from tests.engine.panels import panel
from tests.live.sessions import backtest_of
from tests.live.test_config import WHOLE
from tests.live.test_watch import catalog  # noqa: F401 - a fixture
from tests.live.test_watch import engine_of as made_of
from tests.waits import until_async


class Once(TradingAlgorithm):
    """Orders once, on the first bar."""

    def __init__(self, amount):
        super().__init__()
        self.amount, self.done = amount, False

    def handle_data(self, context, data):
        if not self.done:
            self.done = True
            self.order(self.sid(0), self.amount)


@pytest.mark.parametrize("amount", [100, -100])
def test_a_fill_is_held_against_the_value(amount):
    venue = backtest_of(panel([[50, 50, 50]]), Once(amount))
    fill, little = venue.fill_at(0), Decimal("0.000001")
    part = abs(fill.amount * fill.price) / venue.portfolio_value()
    assert 0.04 < part < 0.06
    for share, large in ((part - little, True), (part + little, False), (None, False)):
        looking = LargeFills(venue, share)
        assert not looking.come()  # what was before is not looked at
        looking._seen = 0
        assert looking.come() is large
        assert not looking.come()


@pytest.mark.parametrize("given", [0, "-0.1", "much", float("nan")])
def test_what_is_no_share_is_refused(given):
    with pytest.raises(ConfigurationError, match="large_fill_pct"):
        share_of(given)


@pytest.mark.parametrize(("share", "large"), [("0.05", True), ("5", False), (None, False)])
def test_the_account_is_compared_after_a_large_fill(catalog, tmp_path, share, large, monkeypatch):  # noqa: F811
    monkeypatch.setattr("rustybt.live.runner.SETTLE_SECONDS", 0.02)

    async def cells():
        engine = made_of(
            catalog,
            tmp_path,
            Buys(),
            speed=400_000,
            broker=PaperBroker("100000"),
            reconciliation_interval_seconds=0,
            large_fill_pct=share,
        )
        await engine.start()
        await until_async(lambda: engine.get_status()["fills"] > 0)
        if large:
            await until_async(lambda: compared(engine.folder) > 1)
        else:
            await asyncio.sleep(0.2)
        count = compared(engine.folder)
        await engine.shutdown()
        return count

    assert asyncio.run(cells()) == (2 if large else 1)  # one at the start


class Buys(Once):
    def __init__(self):
        super().__init__(500)

    def handle_data(self, context, data):
        if not self.done:
            self.done = True
            self.order(self.symbol("AAPL"), self.amount)


def compared(folder):
    with JournalReader.open(folder / "journal.db") as reader:
        return len(list(reader.read(0, ("reconciled",))))


def test_live_yaml_says_what_is_large(catalog, tmp_path):  # noqa: F811
    given = {
        **WHOLE,
        "data": {**WHOLE["data"], "data_dir": str(catalog.path)},
        "folder": str(tmp_path),
    }
    engine = engine_of(LiveConfig.of(given, "x"), {})
    assert engine._plan.large_fill_pct == Decimal("0.05")
    for share in (None, Decimal("0.2")):
        plan = replace(engine._plan, large_fill_pct=share)
        assert engine_of(config_of(plan), {})._plan.large_fill_pct == share
    wrong = {**given, "reconciliation": {"large_fill_pct": 0}}
    with pytest.raises(ConfigurationError, match="reconciliation: large_fill_pct is Decimal"):
        engine_of(LiveConfig.of(wrong, "x"), {})

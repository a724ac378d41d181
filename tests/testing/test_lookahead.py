from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from rustybt import BundleContents, TradingAlgorithm
from rustybt.exceptions import ConfigurationError, LookaheadError
from rustybt.testing import assert_no_lookahead, garbled_after, made_up_contents

YEAR = {"start": date(2023, 1, 3), "end": date(2023, 12, 29)}


class Prophet(TradingAlgorithm):
    """Buys on days before which it was told that the price would rise."""

    def __init__(self, bars):
        super().__init__()
        self.closes = dict(zip(bars["date"], bars["close"], strict=True))

    def initialize(self, context):
        self.asset = self.symbol("AAA")

    def handle_data(self, context, data):
        days = sorted(self.closes)
        today = days.index(data.current_session)
        tomorrow = days[min(today + 1, len(days) - 1)]
        self.order_target(self.asset, 100 if self.closes[tomorrow] > self.closes[days[today]] else 0)


def test_a_strategy_that_knows_the_future_is_found_out():
    bars = made_up_contents(["AAA"], **YEAR)
    seen = []

    def strategy():
        # The first run is on the true bars, those after it are on garbage: the oracle knows which.
        seen.append(made_up_contents(["AAA"], **YEAR, seed=len(seen)).daily_bars)
        return {"strategy": Prophet(seen[-1])}

    with pytest.raises(LookaheadError, match=r"up to .* with other data after it"):
        assert_no_lookahead(strategy, bars, **YEAR)


class Idle(TradingAlgorithm):
    def handle_data(self, context, data):
        pass


def test_a_strategy_that_orders_nothing_proves_nothing():
    with pytest.raises(ConfigurationError, match="ordered nothing"):
        assert_no_lookahead(lambda: {"strategy": Idle}, made_up_contents(["AAA"], **YEAR), cuts=1, **YEAR)


class Steady(TradingAlgorithm):
    def initialize(self, context):
        self.asset = self.symbol("AAA")

    def handle_data(self, context, data):
        self.order(self.asset, 1)


def test_the_orders_that_were_compared_are_counted():
    bars = made_up_contents(["AAA"], **YEAR)
    moments = [bars.daily_bars["date"][9], bars.daily_bars["date"][19]]
    closes = [_close(day) for day in moments]
    assert assert_no_lookahead(lambda: {"strategy": Steady}, bars, moments=closes, **YEAR) == 10 + 20


def test_a_bundle_without_bars_cannot_be_garbled():
    with pytest.raises(ConfigurationError, match="no bars"):
        garbled_after(BundleContents(assets=()), _close(date(2023, 1, 3)))


def _close(day):
    return datetime(day.year, day.month, day.day, 21, 0, tzinfo=UTC)

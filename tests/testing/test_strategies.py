from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings

from rustybt.model.bars import MISSING
from rustybt.testing.strategies import dividends, panels, prices, splits


@given(prices(3, highest=50))
def test_prices_are_above_zero_and_keep_their_places(price):
    assert Decimal(0) < price <= 50
    assert price == price.quantize(Decimal("0.001"))


@settings(max_examples=50)
@given(panels())
def test_panels_are_valid(panel):
    opened, high, low, close = (panel.field(name) for name in ("open", "high", "low", "close"))
    there = close != MISSING
    assert ((opened == MISSING) == ~there).all()
    assert (high[there] >= opened[there]).all()
    assert (high[there] >= close[there]).all()
    assert (low[there] <= opened[there]).all()
    assert (low[there] <= close[there]).all()
    assert (low[there] > 0).all()
    assert {split.sid for split in panel.splits} <= {asset.sid for asset in panel.assets}
    assert list(panel.dividends) == sorted(panel.dividends, key=lambda paid: (paid.ex_session, paid.sid))


@settings(max_examples=20)
@given(panels(holes=False))
def test_panels_without_holes_have_every_bar(panel):
    assert (panel.field("close") != MISSING).all()


@given(splits(2, 3), dividends(2, 3))
def test_actions_fall_on_the_panels_sessions(split, dividend):
    assert split.sid in (0, 1)
    assert dividend.ex_session <= dividend.pay_session

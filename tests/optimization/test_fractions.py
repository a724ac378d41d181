"""Parts of a coin: a study finds the same in vector mode, bar by bar and in processes, to the last digit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import polars as pl
import pytest

from rustybt import DataCatalog, FixedBasisPointsSlippage, Int, PerDollarCommission, VolumeShareSlippage
from rustybt.assets.assets import Cryptocurrency
from rustybt.optimization.optimizer import optimize
from rustybt.testing.builders import made_up_contents
from tests.optimization.strategies import Signals

LOT = Decimal("0.00001")


class Mixed(Signals):
    """A part of a coin and whole shares of a fund beside it."""

    def initialize(self, context):
        self.assets = [self.symbol("COIN"), self.symbol("FUND")]

    def targets(self, bars):
        sides = []
        for asset in self.assets:
            fast, slow = bars.sma(asset, self.fast), bars.sma(asset, self.slow)
            sides.append(np.where(fast > slow, 0.4, np.where(fast < slow, -0.2, np.nan)))
        return np.column_stack(sides)


@pytest.fixture(scope="module")
def coins(tmp_path_factory):
    """A coin that costs more than the account has, and a fund of whole shares."""
    bars = made_up_contents(("COIN", "FUND"), start=date(2022, 1, 1), end=date(2022, 12, 31), calendar="24/7")
    dear = pl.when(pl.col("symbol") == "COIN").then(2_000).otherwise(1)
    prices = [(pl.col(name) * dear).alias(name) for name in ("open", "high", "low", "close")]
    volume = pl.when(pl.col("symbol") == "COIN").then(10).otherwise(pl.col("volume")).alias("volume")
    coin, fund = bars.assets
    life = {"start_date": coin.start_date, "end_date": coin.end_date}
    coin = Cryptocurrency(coin.sid, "COIN", tick_size=Decimal("0.01"), lot_size=LOT, **life)
    catalog = DataCatalog(tmp_path_factory.mktemp("coins"))
    catalog.write(
        "coins", replace(bars, assets=[coin, fund], daily_bars=bars.daily_bars.with_columns(*prices, volume))
    )
    return catalog


@pytest.mark.parametrize(
    "slippage", [FixedBasisPointsSlippage("5", "0.1"), VolumeShareSlippage("0.0002", "0.1")]
)
def test_parts_of_coins_are_the_same_in_every_mode(coins, slippage):
    options = {
        "space": {"fast": Int(2, 4), "slow": Int(8, 16, step=8)},
        "search": "grid",
        "objective": ["sharpe", "total_return"],
        "bundle": "coins",
        "start": "2022-02-01",
        "end": "2022-12-31",
        "capital_base": 10_000,
        "commission": PerDollarCommission("0.001"),
        "slippage": slippage,
        "catalog": coins,
        "background": False,
        "progress": False,
    }
    event, vector, workers = (
        optimize(
            Mixed, name=f"{slippage} {mode} {executor}", mode=mode, executor=executor, workers=1, **options
        )
        for mode, executor in (("event", "inline"), ("vector", "inline"), ("event", "processes"))
    )
    keep = ["number", "state", "fast", "slow", "sharpe", "total_return"]
    assert event.trials["state"].to_list() == ["complete"] * 6
    assert event.trials.select(keep).equals(vector.trials.select(keep))
    assert event.trials.select(keep).equals(workers.trials.select(keep))
    assert np.array_equal(event.returns(), vector.returns())
    stepped, at_once = event.backtest(3), vector.backtest(3)
    for name in ("transactions", "positions", "performance"):
        assert getattr(stepped, name).equals(getattr(at_once, name)), name
    amounts = stepped.transactions.filter(pl.col("symbol") == "COIN")["amount"].to_list()
    assert any(amount % 1 for amount in amounts)
    assert not any(amount % LOT for amount in amounts)
    shares = stepped.transactions.filter(pl.col("symbol") == "FUND")["amount"].to_list()
    assert shares
    assert not any(amount % 1 for amount in shares)

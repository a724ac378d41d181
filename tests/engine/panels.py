"""Small panels by hand, and a run on them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from rustybt import Equity, NoCommission, NoSlippage
from rustybt.algorithm.algorithm import RunSettings
from rustybt.assets.asset_finder import AssetFinder
from rustybt.engine.simulated_venue import SimulatedVenue
from rustybt.model.bars import MISSING, BarPanel
from rustybt.model.time import date_to_day

START = date(2020, 1, 1)
UNIT = 10**8


def panel(closes, *, volumes=None, splits=(), dividends=(), lives=None, ticks="0.01"):
    """A daily panel, one list of closes an asset; None is no bar."""
    columns = list(zip(*closes, strict=True))
    days = len(columns)
    matrix = np.array(
        [[MISSING if v is None else round(Decimal(str(v)) * UNIT) for v in row] for row in columns]
    )
    matrix = matrix.astype(np.int64)
    volume = np.where(matrix == MISSING, MISSING, 1_000_000)
    if volumes is not None:
        volume = np.array(list(zip(*volumes, strict=True)), dtype=np.int64)
    last = START + timedelta(days=days - 1)
    lives = lives or [(START, last)] * len(closes)
    assets = [
        Equity(sid, f"S{sid}", start_date=first, end_date=end, tick_size=Decimal(ticks))
        for sid, (first, end) in enumerate(lives)
    ]
    sessions = np.arange(date_to_day(START), date_to_day(START) + days, dtype=np.int32)
    fields = {"open": matrix, "high": matrix, "low": matrix, "close": matrix, "volume": volume}
    return BarPanel.from_arrays(assets, sessions, fields, splits=tuple(splits), dividends=tuple(dividends))


def venue_of(panel, strategy, *, capital="100000", start=START, frames="polars", costs=True):
    """A venue and the hooks of a strategy that has been initialised on it."""
    venue = SimulatedVenue(panel, start=start, capital_base=Decimal(capital), frames=frames)
    venue.set_commission(None, NoCommission())
    venue.set_slippage(None, NoSlippage())
    settings = RunSettings(
        finder=AssetFinder(panel.assets),
        start=start,
        end=START + timedelta(days=len(panel.sessions) - 1),
        data_frequency="daily",
        capital_base=capital,
        frames=frames,
    )
    hooks = strategy.attach(venue, settings)
    venue.call_strategy("initialize", strategy.call_initialize, hooks.context)
    return venue, hooks


def run(panel, strategy, **options):
    """Run a strategy to the end and return its venue."""
    venue, hooks = venue_of(panel, strategy, **options)
    venue.run(hooks)
    venue.check()
    return venue

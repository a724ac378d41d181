"""The benchmark that a strategy names: what holding an asset would have returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from rustybt.engine.bar_view import BarData, native_bars
from rustybt.exceptions import DataNotAvailableError
from rustybt.model.time import day_to_date

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.engine.simulated_venue import SimulatedVenue

__all__ = ["check_benchmark", "holding_returns", "sessions_of"]


def sessions_of(venue: SimulatedVenue) -> NDArray[np.int32]:
    """Return the sessions of a run, int32[S], days since 1970-01-01."""
    timeline = venue.timeline
    return timeline.sessions[timeline.step_session[timeline.first_step] :]


def check_benchmark(venue: SimulatedVenue, asset: Asset | None) -> None:
    """Refuse a benchmark that cannot be followed through a run.

    Args:
        venue: Of the run.
        asset: The benchmark, or None.

    Raises:
        DataNotAvailableError: If it trades later than the run starts, or its daily bars lack a session.
    """
    if asset is None:
        return
    first = day_to_date(int(sessions_of(venue)[0]))
    if asset not in venue.panel.assets or asset.start_date > first:
        raise DataNotAvailableError(
            f"benchmark {asset!r} trades from {asset.start_date} and the run starts on {first}: take another "
            "benchmark, or a later start"
        )
    daily = venue.panel.daily or venue.panel
    lacking = np.setdiff1d(sessions_of(venue), daily.sessions)
    if len(lacking):
        raise DataNotAvailableError(
            f"benchmark {asset!r}: the daily bars lack {day_to_date(int(lacking[0]))} "
            f"({len(lacking)} of {len(sessions_of(venue))} sessions): ingest them, or hand in benchmark_returns"
        )


def holding_returns(venue: SimulatedVenue, asset: Asset) -> NDArray[np.float64]:
    """Return what holding an asset returns, splits and dividends included, float64[S], one a session of the run.

    Args:
        venue: Of the run.
        asset: That :func:`check_benchmark` lets pass.
    """
    daily = venue.panel.daily or venue.panel
    view = BarData(daily, native_bars(daily))
    last = len(daily.sessions)
    view.move_to(last, last - 1, int(daily.times_ns[-1]))
    place = np.searchsorted(daily.sessions, sessions_of(venue))
    first, closes = int(place[0]), view.window(asset, last)[place]
    before = view.window(asset, last)[first - 1] if first else np.nan
    if np.isnan(before):  # it starts with the run: zipline counts from its first open
        before = view.window(asset, last, "open")[first]
    filled: NDArray[np.float64] = np.nan_to_num(closes / np.append(before, closes[:-1]) - 1, nan=0.0)
    return filled

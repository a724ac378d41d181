"""Vector mode: the targets of a whole run at once, stepped through the same native core."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rustybt.algorithm.signals import SignalAlgorithm, SignalBars, checked_targets
from rustybt.engine.bar_view import BarData
from rustybt.exceptions import ConfigurationError

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.backtest.market import Market
    from rustybt.engine.simulated_venue import SimulatedVenue

__all__ = ["SignalMarket"]

KEPT = 512
STEPPED = (
    "handle_data",
    "before_trading_start",
    "on_order_fill",
    "on_order_cancel",
    "on_order_reject",
)


class SignalMarket:
    """The bars of a market as arrays, and what was worked out from them, for many runs.

    Args:
        market: Open.
    """

    def __init__(self, market: Market) -> None:
        self.market = market
        self.first_step = market.terms.timeline.first_step
        self._ends: dict[tuple[Asset, ...], list[int]] = {}
        self._views: dict[int, SignalBars] = {}
        self._known: dict[int, dict[Any, NDArray[np.float64]]] = {}

    def targets(self, venue: SimulatedVenue, strategy: SignalAlgorithm) -> NDArray[np.float64]:
        """Return what a strategy wants at every bar of the run, as it would have decided there.

        A split or dividend changes the prices before it, so that each stretch between two of them is worked out from
        prices as of that stretch.

        Args:
            venue: Of the same market.
            strategy: Initialized on it.

        Returns:
            float64[bars of the run, assets].

        Raises:
            ConfigurationError: If the targets have the wrong shape or are infinite.
            StrategyError: If the strategy raised.
        """
        assets = strategy.traded()
        parts, begin = [], self.first_step
        for end in self._stretches(assets):
            given: list[Any] = []
            bars = self._bars(end)
            venue.call_strategy(
                "targets", lambda bars=bars, given=given: given.append(strategy.targets(bars))
            )
            parts.append(checked_targets(strategy, given[0], end, len(assets))[begin:])
            begin = end
        return parts[0] if len(parts) == 1 else np.concatenate(parts)

    def run(self, venue: SimulatedVenue, strategy: SignalAlgorithm) -> None:
        """Step a venue through its whole run.

        Args:
            venue: Of the same market, not yet begun.
            strategy: Initialized on it.

        Raises:
            ConfigurationError: If the targets cannot be, or a cost model of the user's must decide.
            StrategyError: If the strategy raised.
        """
        kind = type(strategy)
        own = [
            each for each in STEPPED if getattr(kind, each, None) is not getattr(SignalAlgorithm, each, None)
        ]
        if own:
            raise ConfigurationError(
                f"{kind.__name__} defines {', '.join(own)}, which vector mode would not call: run it in event mode, "
                "or leave the decision to targets"
            )
        shares = self.targets(venue, strategy)
        columns = [self.market.panel.column(asset) for asset in strategy.traded()]
        venue.run_targets(columns, np.ascontiguousarray(shares), strategy.rebalance == "on_change")

    def _stretches(self, assets: tuple[Asset, ...]) -> list[int]:
        found = self._ends.get(assets)
        if found is None:
            found = self._ends[assets] = self._actions(assets)
        return found

    def _actions(self, assets: tuple[Asset, ...]) -> list[int]:
        panel, sids = self.market.panel, {asset.sid for asset in assets}
        days = [split.session for split in panel.splits if split.sid in sids]
        days += [dividend.ex_session for dividend in panel.dividends if dividend.sid in sids]
        steps = np.searchsorted(panel.step_session, np.searchsorted(panel.sessions, days))
        total = len(panel.times_ns)
        return sorted({int(step) for step in steps if self.first_step < step < total} | {total})

    def _bars(self, end: int) -> SignalBars:
        if sum(map(len, self._known.values())) > KEPT:
            self._known.clear()
            self._views.clear()
        if end not in self._views:
            panel = self.market.panel
            data = BarData(panel, self.market.bars.again(), days=self.market.day_bars())
            data.move_to(end, int(panel.step_session[end - 1]), int(panel.times_ns[end - 1]))
            self._views[end] = SignalBars(data, self._known.setdefault(end, {}))
        return self._views[end]

"""Figures of a session that are worked out when somebody looks: profit, Sharpe ratio, fills, mismatches, silence."""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rustybt.backtest.result_curves import course_of
from rustybt.calendars.exchanges import sessions_a_year
from rustybt.finance.decimal.context import divide
from rustybt.finance.decimal.portfolio import Portfolio
from rustybt.finance.metrics.returns import sharpe_ratio
from rustybt.live.session_views import mark_of
from rustybt.model.records import RunRecord

if TYPE_CHECKING:
    from rustybt.live.session import Session
    from rustybt.live.session_parts import FeedWatch

__all__ = ["WatchFigures", "mismatch_ratio", "shadow_gauges", "silence_of"]

FEED_SECONDS = 300
_ZERO = Decimal(0)


class WatchFigures:
    """What is sampled of a session beside its value.

    Args:
        session: As it goes on.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._begun = False
        self._orders, self._filled = 0, 0.0
        self._taken = self._closed = 0
        self._sharpe: float | None = None

    def begin(self) -> None:
        """Count the orders of before, once; those that are told earlier are among them."""
        if not self._begun:
            self._begun = True
            for order in self._session.orders:
                self._orders += 1
                self._filled += float(abs(order.filled) / abs(order.intent.amount))

    def on_order(self) -> None:
        """One more order was decided on."""
        self._orders += self._begun

    def on_fill(self, part: Decimal) -> None:
        """An order was filled further.

        Args:
            part: Of its quantity.
        """
        self._filled += float(part) * self._begun

    def gauges(self) -> dict[str, float | Decimal | None]:
        """Return ``pnl``, ``sharpe`` and ``fill_rate``; None for what is not defined yet."""
        return {
            "pnl": Portfolio(self._session.parts.core.venue).pnl,
            "sharpe": self._sharpe_ratio(),
            "fill_rate": self._filled / self._orders if self._orders else None,
        }

    def _sharpe_ratio(self) -> float | None:
        session, core = self._session, self._session.parts.core
        if session.taken == self._taken:
            return self._sharpe
        self._taken, venue = session.taken, core.venue
        daily = venue.daily_columns()
        if len(daily["session"]) != self._closed:
            self._closed = len(daily["session"])
            record = RunRecord(
                assets=venue.panel.assets,
                price_scale=venue.panel.price_scale,
                quantity_scale=venue.quantity_scale,
                money_scale=venue.panel.price_scale + venue.quantity_scale,
                capital_base=venue.capital_base,
                daily=daily,
                orders={},
                order_reasons={},
                transactions={},
                positions={},
                recorded={},
            )
            periods = sessions_a_year(core.feed.calendar())
            found = sharpe_ratio(course_of(record, None).returns, periods=periods)
            self._sharpe = found if math.isfinite(found) else None
        return self._sharpe


def shadow_gauges(monitored: Mapping[str, Any] | None) -> dict[str, Decimal | None]:
    """Return how live stands beside its shadow, as gauges; None where it is not known yet.

    Args:
        monitored: As `ShadowBeside.monitored`.
    """
    if not monitored:
        return {}
    alignment, execution = monitored["signal_alignment"], monitored["execution_quality"]
    found = {
        "shadow_match_rate": alignment["signal_match_rate"],
        "shadow_slippage_error": execution["slippage_error_bps"],
        "shadow_fill_rate_error": execution["fill_rate_error_pct"],
    }
    return {name: None if value is None else Decimal(value) for name, value in found.items()}


def mismatch_ratio(session: Session, report: Mapping[str, Any]) -> Decimal:
    """Return what a comparison could not explain, as a part of the portfolio's value.

    Args:
        session: Its prices count; a position without one does not.
        report: As `ReconciliationReport.to_dict` gives it.
    """
    venue = session.parts.core.venue
    cash = report["cash_discrepancy"]
    differs = _ZERO if cash is None else abs(Decimal(cash["unexplained"]))
    assets = {asset.sid: asset for asset in venue.panel.assets}
    for each in report["position_discrepancies"]:
        asset = assets.get(each["asset"]["sid"])
        mark = None if asset is None else mark_of(venue, asset)
        if asset is not None and mark is not None:
            differs += abs(Decimal(each["difference"])) * mark.price * asset.price_multiplier
    value = venue.portfolio_value()
    if value <= 0:
        return Decimal(bool(differs))
    return divide(differs, value)


def silence_of(feed: FeedWatch, most: float | None) -> str:
    """Return which assets of an open market have had no data for too long; "" if none.

    Args:
        feed: That can fall behind.
        most: Seconds; None for what the feed itself calls stale, from 300 seconds on.
    """
    known = ("stale",) if most is None else ("fresh", "stale", "gap")
    limit = FEED_SECONDS if most is None else most
    old = [
        str(each["symbol"])
        for each in feed.asset_states()
        if each["state"] in known and (each["age_s"] is None or each["age_s"] > limit)
    ]
    return f"no market data of {', '.join(old)} for more than {limit:g} s" if old else ""

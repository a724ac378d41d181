"""What the gate and the console see of a session at one moment."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rustybt.assets.assets import Asset
from rustybt.finance.decimal.context import total
from rustybt.live.exposure import Mark, RiskView
from rustybt.live.journal_audit import position_tables
from rustybt.live.models import PositionSnapshot
from rustybt.live.order_state import OrderState

if TYPE_CHECKING:
    from rustybt.engine.simulated_venue import SimulatedVenue
    from rustybt.live.brokers.messages import Filled
    from rustybt.live.models import OrderSnapshot
    from rustybt.live.order_state import LiveOrder
    from rustybt.live.turns import Turns

__all__ = ["feed_view", "mark_of", "order_row", "position_rows", "risk_view", "status_of"]


@dataclass(frozen=True, slots=True)
class _Pending:
    order_id: str
    asset: Asset | None
    amount: Decimal
    filled: Decimal


def risk_view(session: Turns, asset: Asset) -> RiskView:
    """Return what the gate needs for an order in an asset.

    Args:
        session: As it stands.
        asset: What shall be ordered.
    """
    venue, latch = session.parts.core.venue, session.parts.latch
    positions = {row[0]: row[1] for row in venue.positions()}
    unknown = [_pending(order) for order in session.orders.counted() if _uncertain(order)]
    known = [_pending(order) for order in session.orders.counted() if not _uncertain(order)]
    known += [_of_others(order) for order in session.orders.external]
    assets = {asset, *positions, *(order.asset for order in (*known, *unknown) if order.asset is not None)}
    halt, watch = latch.read(), session.parts.feed_watch
    return RiskView(
        positions=positions,
        open_orders=known,
        unknown_orders=unknown,
        marks={each: mark for each in assets if (mark := mark_of(venue, each)) is not None},
        portfolio_value=venue.portfolio_value(),
        breakers=session.parts.breakers,
        engine_state=session.state.value,
        halted="" if halt is None else halt.reason or "halted",
        feed="" if watch is None else watch.blocks(asset),
    )


def position_rows(session: Turns, fill: Filled) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of the tables that a fill changes the position of.

    Args:
        session: After the fill.
        fill: As the broker reported it.
    """
    venue, asset = session.parts.core.venue, fill.asset
    if asset is None:
        return {}
    held = venue.position(asset)
    amount, price, cost = (held[1], held[2], held[3]) if held else (Decimal(0), fill.price, Decimal(0))
    return position_tables([(PositionSnapshot(asset, amount, cost), price)], session.now_ns)


def status_of(session: Turns) -> dict[str, Any]:
    """Return what a console shows of the account, JSON-typed.

    Args:
        session: As it stands.
    """
    venue, latch = session.parts.core.venue, session.parts.latch
    halt = (
        session.halted or latch.read()
    )  # what was obeyed has its words, also where the disk had no room for them
    account = venue.account()
    return {
        "state": session.state.value,
        "halt": None if halt is None else halt.to_dict(),
        "failure": session.failure,
        "market_time_ns": session.now_ns,
        "portfolio_value": str(venue.portfolio_value()),
        "cash": str(venue.cash()),
        # What trades on bars has the currency of the bars, whatever its account says.
        "currency": "" if session.simulated else session.currency,
        "exposure": str(account["long_exposure"] + account["short_exposure"]),
        "realised": str(account["realised"]),
        "positions": [
            {"symbol": asset.symbol, "sid": asset.sid, "amount": str(amount), "price": str(price)}
            for asset, amount, price, _, _ in venue.positions()
        ],
        "open_orders": [order_row(order) for order in session.orders.open()],
        "orders_submitted": len(session.orders),
        "fills": len(session.orders.trade_ids()),
        "breakers": session.parts.breakers.get_status(),
        "feed": feed_view(session),
    }


def _uncertain(order: LiveOrder) -> bool:
    return order.state is OrderState.UNKNOWN or (order.open and order.disputed)


def feed_view(session: Turns) -> dict[str, Any]:
    """Return what a console shows of the data, JSON-typed.

    Args:
        session: As it stands.

    Returns:
        ``assets``, each with its symbol, ``age_s`` and ``state``; ``ends_ns``, when the last bar ends, and with it the
        session.
    """
    watch, panel = session.parts.feed_watch, session.parts.core.venue.panel
    return {
        "assets": [] if watch is None else [dict(row) for row in watch.asset_states()],
        "ends_ns": int(panel.times_ns[-1]),
    }


def _pending(order: LiveOrder) -> _Pending:
    worst = total(order.filled, order.exposed)
    return _Pending(order.order_id, order.intent.asset, worst, order.filled)


def _of_others(order: OrderSnapshot) -> _Pending:
    asset = order.asset if isinstance(order.asset, Asset) else None
    return _Pending(order.order_id or order.broker_order_id, asset, order.amount, order.filled)


def mark_of(venue: SimulatedVenue, asset: Asset) -> Mark | None:
    """Return what an asset is worth; None while it has had no price.

    Args:
        venue: Of the core.
        asset: Of its bars.
    """
    price, step = venue.bar_data.current(asset, "price"), venue.bar_data.last_traded_step(asset)
    if step is None or not isinstance(price, Decimal) or not price.is_finite():
        return None
    return Mark(price, int(venue.timeline.times_ns[step]))


def order_row(order: LiveOrder) -> dict[str, Any]:
    """Return what a console shows of an order, JSON-typed.

    Args:
        order: As it stands.
    """
    intent = order.intent
    return {
        "order_id": intent.order_id,
        "symbol": intent.asset.symbol,
        "type": intent.order_type,
        "amount": str(intent.amount),
        "filled": str(order.filled),
        "limit": None if intent.limit_price is None else str(intent.limit_price),
        "stop": None if intent.stop_price is None else str(intent.stop_price),
        "state": order.state.value,
    }

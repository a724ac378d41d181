"""How the core's orders are called at a broker: the same place in the run, under the session's own key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

from rustybt.live.brokers.messages import OrderIntent, OrderType, TimeInForce
from rustybt.model.ids import effect_id, order_id, parse_id, strategy_key

if TYPE_CHECKING:
    from rustybt.model.orders import Order

__all__ = ["OrderNames", "in_core", "intent_of"]

_KINDS: dict[tuple[bool, bool], OrderType] = {
    (False, False): "market",
    (True, False): "limit",
    (False, True): "stop",
    (True, True): "stop_limit",
}


class OrderNames:
    """Client ids of a session: no two sessions on an account give an order the same.

    Args:
        key: Eight hexadecimal digits, of the session (`rustybt.model.ids.strategy_key`).

    Example:
        >>> names = OrderNames("446be308")
        >>> names.at_broker("o-000000001234-000000")
        'o-446be308-000000001234-000000'
    """

    def __init__(self, key: str) -> None:
        self.key = key

    @classmethod
    def of_session(cls, name: str, feed: Mapping[str, str]) -> Self:
        """Return the ids of a session.

        Args:
            name: Of the session.
            feed: What pins its data down, as `Feed.identity` gives it.
        """
        return cls(strategy_key(f"{name} {feed}"))

    def has(self, order: str) -> bool:
        """Tell whether a client id is of the session, as far as it shows.

        Args:
            order: As the broker says it.

        Example:
            >>> names = OrderNames("446be308")
            >>> [names.has(each) for each in ("o-446be308-000000001234-000000", "o-000000001234-000000", "web-7")]
            [True, False, False]
        """
        return order.startswith(f"o-{self.key}-")

    def at_broker(self, order: str) -> str:
        """Return the client id of an order of the core's.

        Args:
            order: Its id in the core.
        """
        parts = parse_id(order)
        return order_id(parts.step, parts.n, self.key)


def in_core(order: str) -> str:
    """Return the id in the core of a client id.

    Args:
        order: As the broker says it.

    Example:
        >>> in_core("o-446be308-000000001234-000000")
        'o-000000001234-000000'
    """
    parts = parse_id(order)
    return order_id(parts.step, parts.n)


def intent_of(
    order: Order, names: OrderNames, time_ns: int, time_in_force: TimeInForce = "gtc"
) -> OrderIntent:
    """Return an order of the core's as it is to be sent.

    Args:
        order: As it was placed.
        names: Of the session.
        time_ns: When it was decided, UTC nanoseconds.
        time_in_force: How long it is good for at the venue.
    """
    parts = parse_id(order.id)
    return OrderIntent(
        order_id=names.at_broker(order.id),
        asset=order.asset,
        amount=order.amount,
        order_type=_KINDS[order.limit is not None, order.stop is not None],
        limit_price=order.limit,
        stop_price=order.stop,
        time_in_force=time_in_force,
        decision_id=effect_id(parts.step, parts.n, names.key),
        created_ns=time_ns,
    )

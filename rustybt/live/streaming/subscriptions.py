"""What a stream is asked for, as pairs of symbol and channel, and in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rustybt.exceptions import SubscriptionError
from rustybt.live.streaming.models import Subscription

__all__ = ["names_of", "pairs_of"]

_SHOWN = 3


def pairs_of(symbols: Iterable[str], channels: Iterable[str]) -> list[Subscription]:
    """Return every channel of every symbol.

    Args:
        symbols: The venue's names.
        channels: Such as ``"trade"``.

    Raises:
        SubscriptionError: If a name is empty, or text is given for a list.
    """
    for name, given in (("symbols", symbols), ("channels", channels)):
        if isinstance(given, str):
            raise SubscriptionError(f"{name} is {given!r}: give a list of them")
    named = list(channels)
    pairs = [Subscription(symbol, channel) for symbol in symbols for channel in named]
    for each in pairs:
        if not each.symbol or not each.channel:
            raise SubscriptionError(f"{each}: symbol and channel need a name")
    return pairs


def names_of(subscriptions: Sequence[Subscription]) -> str:
    """Return subscriptions in words, the first ones by name.

    Args:
        subscriptions: At least one.

    Example:
        >>> names_of([Subscription("BTC", str(n)) for n in range(5)])
        'BTC 0, BTC 1, BTC 2 and 2 more'
    """
    named = [f"{each.symbol} {each.channel}" for each in subscriptions[:_SHOWN]]
    more = f" and {len(subscriptions) - _SHOWN} more" if len(subscriptions) > _SHOWN else ""
    return ", ".join(named) + more

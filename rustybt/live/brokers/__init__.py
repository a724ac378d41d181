"""Brokers: the port that each of them fills, and those that come with rustybt."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

_HOMES = {
    "rustybt.live.brokers.base": ("BrokerAdapter",),
    "rustybt.live.brokers.messages": ("OrderIntent",),
    "rustybt.live.brokers.paper_broker": ("PaperBroker",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "BrokerAdapter",
    "OrderIntent",
    "PaperBroker",
]

if TYPE_CHECKING:
    from rustybt.live.brokers.base import BrokerAdapter
    from rustybt.live.brokers.messages import OrderIntent
    from rustybt.live.brokers.paper_broker import PaperBroker


def __getattr__(name: str) -> object:
    """Import a public name at its first use, so that importing the package stays quick."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)

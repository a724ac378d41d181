"""What a simulated exchange in another process says on its lanes: a JSON object a line, exact to the last digit."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from rustybt import exceptions
from rustybt.assets.assets import Asset
from rustybt.exceptions import BrokerConnectionError, BrokerError
from rustybt.live.brokers.base import (
    AccountIdentity,
    AccountInfo,
    BrokerOrder,
    BrokerPosition,
    FillPage,
)
from rustybt.live.brokers.messages import (
    Accepted,
    BrokerNotice,
    Cancelled,
    CancelRequested,
    Disconnected,
    Expired,
    Filled,
    OrderIntent,
    Reconnected,
    Refused,
    Rejected,
)
from rustybt.live.codecs import Json, decode_record, encode_record
from rustybt.live.models import AssetRef

__all__ = [
    "ADDRESS",
    "METHODS",
    "MOST_BYTES",
    "Method",
    "decode_error",
    "decode_intent",
    "decode_said",
    "encode_error",
    "encode_said",
    "line_of",
    "object_of",
]

ADDRESS: Final = "exchange.json"
"""The private file in the exchange's folder: its port, its token, its process and its rules."""
MOST_BYTES: Final = 16 << 20

_SAID: Final[Mapping[str, type[Any]]] = {
    kind.__name__: kind
    for kind in (
        *(Accepted, Refused, CancelRequested, Filled, Cancelled, Rejected, Expired),
        *(Disconnected, Reconnected, BrokerNotice),
        *(AccountIdentity, AccountInfo, BrokerOrder, BrokerPosition, FillPage),
    )
}
_ERRORS: Final = ("BrokerConnectionError", "BrokerMaintenanceError", "BrokerRateLimitError", "BrokerError")


@dataclass(frozen=True, slots=True)
class Method:
    """A question of the port.

    Attributes:
        argument: Name of its one argument, "" for none.
        read: Makes the argument of what came, given the listed assets by symbol.
    """

    argument: str = ""
    read: Callable[[Any, Mapping[str, Asset]], Any] = lambda value, _: value


def decode_intent(values: Any, listed: Mapping[str, Asset]) -> OrderIntent:
    """Return an order as the exchange sees it: a symbol that is not listed stays a name.

    Args:
        values: As `encode_record` made it.
        listed: Assets by symbol.

    Raises:
        RecordError: If it is no order.
    """
    told = values.get("asset") if isinstance(values, dict) else None
    symbol = str(told.get("symbol")) if isinstance(told, dict) else ""

    def known(sid: int) -> Any:
        return listed.get(symbol, AssetRef(sid, symbol))

    return decode_record(OrderIntent, values, known)


METHODS: Final[Mapping[str, Method]] = {
    "connect": Method(),
    "submit_order": Method("intent", decode_intent),
    "cancel_order": Method("order_id"),
    "get_order": Method("order_id"),
    "get_open_orders": Method(),
    "get_positions": Method(),
    "get_account_info": Method(),
    "get_fills": Method("since"),
    "get_time_ns": Method(),
    "arm_dead_man": Method("timeout_ns"),
}
"""What may be asked, by the name that it has in `BrokerAdapter`."""


def encode_said(answer: object) -> Json:
    """Return an answer or a report as it is written on a line.

    Args:
        answer: None, an int, a record of the port, or a tuple of records.

    Example:
        >>> encode_said(CancelRequested(order_id="o-1", time_ns=5))
        {'type': 'CancelRequested', 'order_id': 'o-1', 'time_ns': 5}
    """
    if answer is None or isinstance(answer, int):
        return answer
    if isinstance(answer, tuple):
        return [encode_said(each) for each in answer]
    return {"type": type(answer).__name__, **encode_record(answer)}


def decode_said(said: Json) -> Any:
    """Return what `encode_said` was given; assets come back as None, since a venue knows symbols alone.

    Args:
        said: Of a line.

    Raises:
        RecordError: If it is no record of the port.
        BrokerConnectionError: If it is of no known type.
    """
    if said is None or isinstance(said, int):
        return said
    if isinstance(said, list):
        return tuple(decode_said(each) for each in said)
    kind = _SAID.get(str(said.get("type"))) if isinstance(said, dict) else None
    if kind is None or not isinstance(said, dict):
        raise BrokerConnectionError(f"{said!r} is nothing that an exchange says")
    return decode_record(kind, {name: value for name, value in said.items() if name != "type"})


def encode_error(error: BrokerError) -> dict[str, Json]:
    """Return an error as it is written on a line.

    Args:
        error: Of the venue.
    """
    name = type(error).__name__
    return {"error": name if name in _ERRORS else "BrokerError", "message": str(error)}


def decode_error(said: Mapping[str, Any]) -> BrokerError:
    """Return the error that `encode_error` was given.

    Args:
        said: Of a line.
    """
    name = str(said.get("error"))
    kind: type[BrokerError] = getattr(exceptions, name) if name in _ERRORS else BrokerError
    return kind(str(said.get("message", "")))


def line_of(said: Mapping[str, Json]) -> bytes:
    """Return an object as a line.

    Args:
        said: JSON-typed.
    """
    return json.dumps(said).encode() + b"\n"


def object_of(line: bytes) -> dict[str, Any]:
    """Return the object of a line.

    Args:
        line: As it came.

    Raises:
        BrokerConnectionError: If it is none: the lane carried nonsense.
    """
    try:
        said = json.loads(line)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise BrokerConnectionError(f"a line of {len(line)} bytes makes no sense: the lane is closed")
    return said

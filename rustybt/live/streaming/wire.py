"""One WebSocket connection and how its messages are read: the only module that knows the package for it."""

from __future__ import annotations

import json
from decimal import Decimal
from functools import cache
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, NoReturn
from urllib.parse import urlsplit

from rustybt.exceptions import ConfigurationError, MissingExtraError, ParseError, StreamConnectionError

if TYPE_CHECKING:
    from websockets.asyncio.client import ClientConnection

    from rustybt.live.streaming.models import StreamConfig

__all__ = ["Connection", "check_url", "decode_json", "host_of", "open_connection", "shown"]

# A peer that does not answer the closing handshake must not hold up the next connection.
_CLOSE_SECONDS = 2
_WAITING_FRAMES = 64
_SHOWN = 120


class Connection:
    """An open connection; every way in which it can end is a `StreamConnectionError`."""

    def __init__(self, raw: ClientConnection, host: str) -> None:
        from websockets.exceptions import WebSocketException

        self._raw = raw
        self._host = host
        self._ends = (WebSocketException, OSError)

    async def send(self, message: str | bytes) -> None:
        """Send one message.

        Args:
            message: Text or bytes.

        Raises:
            StreamConnectionError: If the connection has ended.
        """
        try:
            await self._raw.send(message)
        except self._ends as error:
            raise self._ended(error) from None

    async def recv(self) -> str | bytes:
        """Return the next message.

        Raises:
            StreamConnectionError: If the connection has ended.
        """
        try:
            return await self._raw.recv()
        except self._ends as error:
            raise self._ended(error) from None

    async def close(self) -> None:
        """Close it; one that is closed stays so."""
        await self._raw.close()

    def _ended(self, error: Exception) -> StreamConnectionError:
        return StreamConnectionError(f"the connection to {self._host} ended: {error}")


def check_url(url: str) -> None:
    """Refuse an address that is not encrypted, unless it is on this machine.

    Args:
        url: The address.

    Raises:
        ConfigurationError: If it cannot be used.
    """
    parts = urlsplit(url)
    if parts.scheme not in ("ws", "wss") or not parts.hostname or parts.username or parts.password:
        raise ConfigurationError(
            f"stream address {parts.scheme}://{parts.hostname or ''}: use wss://host/path without a user in it"
        )
    if parts.scheme == "ws" and not _is_loopback(parts.hostname):
        raise ConfigurationError(
            f"stream address ws://{parts.hostname} is not encrypted: use wss://, or a loopback address"
        )


def host_of(url: str) -> str:
    """Return what may be shown of an address: paths and queries can hold keys.

    Args:
        url: The address.

    Example:
        >>> host_of("wss://stream.example.com:9443/ws/listen-key")
        'stream.example.com:9443'
    """
    return urlsplit(url).netloc.rpartition("@")[2]


async def open_connection(url: str, config: StreamConfig) -> Connection:
    """Connect.

    Args:
        url: The address, see `check_url`.
        config: Timeouts, limits and the rhythm of pings.

    Raises:
        StreamConnectionError: If it fails.
        MissingExtraError: If the package for it is not installed.
    """
    try:
        from websockets.exceptions import WebSocketException
    except ImportError:
        raise MissingExtraError(
            "streams need websockets, which is not installed: pip install 'rustybt[live]'"
        ) from None
    host = host_of(url)
    try:
        raw = await _connector()(
            url,
            open_timeout=config.connect_timeout,
            close_timeout=_CLOSE_SECONDS,
            ping_interval=config.heartbeat_interval,
            ping_timeout=config.heartbeat_timeout,
            max_size=config.max_message_bytes,
            max_queue=_WAITING_FRAMES,
            proxy=None if _is_loopback(urlsplit(url).hostname or "") else True,
        )
    except (OSError, WebSocketException) as error:
        reason = f"{type(error).__name__}: {error}".replace(url, host)
        raise StreamConnectionError(f"no connection to {host}: {reason}") from None
    return Connection(raw, host)


def decode_json(raw: str | bytes) -> Any:
    """Return a JSON message with exact numbers: those with a point or an exponent become Decimals.

    Args:
        raw: The message.

    Raises:
        ParseError: If it is no JSON, or holds NaN or Infinity.

    Example:
        >>> decode_json('{"p": 0.10, "q": 3}')
        {'p': Decimal('0.10'), 'q': 3}
    """
    try:
        return json.loads(raw, parse_float=Decimal, parse_constant=_refuse_constant)
    except (ArithmeticError, RecursionError, ValueError) as error:
        raise ParseError(f"no JSON ({error}): {shown(raw)}") from None


def shown(raw: str | bytes) -> str:
    """Return the beginning of a message as it may be shown.

    Args:
        raw: The message.
    """
    return repr(raw[:_SHOWN])


@cache
def _connector() -> Any:
    from websockets.asyncio.client import connect

    class Unredirected(connect):
        """A redirect could lead a private stream's key elsewhere: it is an answer like any other refusal."""

        def process_redirect(self, exc: Exception) -> Exception | str:
            return exc

    return Unredirected


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _refuse_constant(name: str) -> NoReturn:
    raise ParseError(f"{name} is no number")

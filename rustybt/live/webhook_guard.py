"""One HTTPS POST to an address that may be written to: resolved once, pinned, no redirects, short and small.

A URL from a configuration file must not make this process talk to itself, to its network or to the metadata service
of its cloud. So the name is resolved once, every address it has must be public, and the connection goes to the
address that was looked at, with the certificate checked against the name.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import ipaddress
import socket
import ssl
import threading
import urllib.parse
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

from rustybt.exceptions import AlertError, ConfigurationError

__all__ = [
    "AddressPolicy", "Reply", "WebhookTarget", "post", "refused", "sign", "verify_signature",
]  # fmt: skip

TIMEOUT_SECONDS: Final = 3.0
CAP_BYTES: Final = 65_536
WINDOW_SECONDS: Final = 300
LONGEST_URL = 2048

TIMESTAMP_HEADER: Final = "X-RustyBT-Timestamp"
ID_HEADER: Final = "X-RustyBT-Id"
SIGNATURE_HEADER: Final = "X-RustyBT-Signature"

type Network = ipaddress.IPv4Network | ipaddress.IPv6Network
type Address = ipaddress.IPv4Address | ipaddress.IPv6Address

# Written out rather than taken from ipaddress.is_global, whose answers differ between versions of Python.
NOT_PUBLIC_4: Final = tuple(
    ipaddress.IPv4Network(each)
    for each in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # public by number, but the host service of a cloud
    )
)  # fmt: skip
PUBLIC_6: Final = ipaddress.IPv6Network("2000::/3")
# Tunnels carry an IPv4 address inside, and so reach what NOT_PUBLIC_4 refuses.
NOT_PUBLIC_6: Final = tuple(
    ipaddress.IPv6Network(each)
    for each in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "2620:4f:8000::/48")
)


@dataclass(frozen=True, slots=True)
class AddressPolicy:
    """Which addresses may be written to besides public ones.

    Attributes:
        allowed: Networks that are allowed although they are not public, such as that of an alert manager inside.
    """

    allowed: tuple[Network, ...] = ()

    @classmethod
    def parse(cls, text: str) -> AddressPolicy:
        """A policy from networks with commas between them.

        Args:
            text: Such as ``10.1.2.0/24,fd00::/8``; empty for none.

        Raises:
            ConfigurationError: If one is no network.
        """
        try:
            return cls(tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip()))
        except ValueError as error:
            raise ConfigurationError(
                f"allowed networks {text!r}: {error}; write them as 10.1.2.0/24"
            ) from None

    def refuses(self, address: str) -> str | None:
        """Why an address may not be written to; None if it may.

        Args:
            address: As the resolver gave it.
        """
        reason = refused(address)
        if reason is None:
            return None
        try:
            plain = ipaddress.ip_address(address)
        except ValueError:
            return reason
        return (
            None
            if any(plain in network for network in self.allowed if network.version == plain.version)
            else reason
        )


def refused(address: str) -> str | None:
    """Why an address is not public; None if it is.

    Args:
        address: IPv4 or IPv6; a mapped or tunnelled IPv4 address is never public.

    Example:
        >>> refused("93.184.216.34"), refused("169.254.169.254")
        (None, 'it lies in 169.254.0.0/16')
        >>> refused("::ffff:127.0.0.1")
        'it lies outside 2000::/3'
    """
    try:
        found: Address = ipaddress.ip_address(address)
    except ValueError:
        return "it is no address"
    networks: tuple[Network, ...] = NOT_PUBLIC_4
    if isinstance(found, ipaddress.IPv6Address):
        if found.scope_id is not None:
            return "it belongs to one link"
        if found not in PUBLIC_6:
            return f"it lies outside {PUBLIC_6}"
        networks = NOT_PUBLIC_6
    return next((f"it lies in {network}" for network in networks if found in network), None)


@dataclass(frozen=True, slots=True)
class WebhookTarget:
    """A checked HTTPS URL. Its representation shows the host only, since paths of webhooks are secrets.

    Attributes:
        host: Name or address.
        port: TCP port.
        path: Path and query.
    """

    host: str
    port: int
    path: str = field(repr=False)

    @classmethod
    def parse(cls, url: str) -> WebhookTarget:
        """Check a URL.

        Args:
            url: ``https://host[:port]/path``.

        Raises:
            ConfigurationError: If it is not HTTPS, has no host, carries a user or a fragment, or is malformed; the
                message shows its host only.
        """
        if (
            len(url) > LONGEST_URL
            or not url.isascii()
            or not url.isprintable()
            or any(c in url for c in ' \\"<>')
        ):
            raise ConfigurationError(
                "a webhook URL has characters that do not belong there, or is too long; encode it"
            )
        try:
            parts = urllib.parse.urlsplit(url)
            port = parts.port
        except ValueError:
            raise ConfigurationError("a webhook URL is malformed; write https://host[:port]/path") from None
        if parts.scheme != "https" or not parts.hostname:
            raise ConfigurationError(
                f"a webhook URL must be https://host/...; got scheme {parts.scheme!r}, host {parts.hostname!r}"
            )
        if parts.username is not None or parts.password is not None or parts.fragment:
            raise ConfigurationError(
                f"the webhook URL of {parts.hostname} carries a user or a fragment; "
                f"give a token with ALERT_WEBHOOK_TOKENS"
            )
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return cls(parts.hostname, 443 if port is None else port, path)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back.

    Attributes:
        status: HTTP status.
        body: At most 64 KB.
    """

    status: int
    body: bytes


def sign(secret: str, timestamp: int, message_id: str, body: bytes) -> str:
    """The signature of a message: HMAC-SHA256 over timestamp, id and body.

    Args:
        secret: Shared with the receiver.
        timestamp: Unix seconds at which it is sent.
        message_id: Id of the alert, the same at each attempt.
        body: What is sent.

    Returns:
        ``v1=`` and 64 hex digits.
    """
    signed = f"{timestamp}.{message_id}.".encode() + body
    return "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def verify_signature(secret: str, headers: Mapping[str, str], body: bytes, *, now: int) -> bool:
    """Whether a received message is ours and fresh; for receivers, who must also refuse an id they have seen.

    Args:
        secret: Shared with the sender.
        headers: Of the request, with any capitals.
        body: Of the request.
        now: Unix seconds; a message more than 5 minutes from it is refused.
    """
    found = {name.lower(): value for name, value in headers.items()}
    stamp = found.get(TIMESTAMP_HEADER.lower(), "")
    if not (stamp.isascii() and stamp.isdecimal() and len(stamp) < LONGEST_URL):
        return False
    expected = sign(secret, int(stamp), found.get(ID_HEADER.lower(), ""), body)
    fresh = abs(now - int(stamp)) <= WINDOW_SECONDS
    return hmac.compare_digest(expected.encode(), found.get(SIGNATURE_HEADER.lower(), "").encode()) and fresh


def post(
    target: WebhookTarget,
    body: bytes,
    headers: Mapping[str, str],
    *,
    policy: AddressPolicy,
    context: ssl.SSLContext | None = None,
    timeout: float = TIMEOUT_SECONDS,
    resolve: Callable[[str, int], Sequence[str]] | None = None,
) -> Reply:
    """Send one message; blocks, so call it on a worker thread.

    Args:
        target: Where to.
        body: At most 64 KB.
        headers: Beside Host and Content-Length.
        policy: Which addresses are allowed.
        context: Trusted certificates; the system's by default.
        timeout: Seconds for each of resolving, connecting, and the exchange.
        resolve: Gives the addresses of a name, or raises OSError; the system's resolver by default.

    Returns:
        The reply, with a status of 200 to 299.

    Raises:
        AlertError: If an address is refused, the connection fails or takes too long, the reply is too large, a
            redirect or no success. The message holds no path and no header.
    """
    if len(body) > CAP_BYTES:
        raise AlertError(f"a message to {target.host} has {len(body)} bytes, more than {CAP_BYTES}")
    address = _pinned(target, policy, timeout, resolve or _system_addresses)
    try:
        with _connection(target, address, context or ssl.create_default_context(), timeout) as connection:
            connection.request("POST", target.path, body, {**headers, "Connection": "close"})
            answer = connection.getresponse()
            reply = Reply(answer.status, answer.read(CAP_BYTES + 1))
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise AlertError(f"{target.host}: {_told(error)}") from None
    if len(reply.body) > CAP_BYTES:
        raise AlertError(f"{target.host} answered with more than {CAP_BYTES} bytes")
    if 300 <= reply.status < 400:
        raise AlertError(
            f"{target.host} answered {reply.status}: redirects are not followed; give the final address"
        )
    if not 200 <= reply.status < 300:
        raise AlertError(f"{target.host} answered {reply.status}")
    return reply


def _pinned(
    target: WebhookTarget, policy: AddressPolicy, timeout: float, resolve: Callable[[str, int], Sequence[str]]
) -> str:
    found = _within(timeout, lambda: _addresses(target, resolve))
    if isinstance(found, str):
        raise AlertError(f"{target.host} cannot be resolved: {found}")
    if not found:
        raise AlertError(f"{target.host} was not resolved within {timeout} s")
    for address in found:
        reason = policy.refuses(address)
        if reason:
            raise AlertError(
                f"{target.host} is {address}, which may not be written to: {reason}; "
                f"allow its network with ALERT_WEBHOOK_ALLOW_NETWORKS if it is yours"
            )
    return found[0]


def _addresses(target: WebhookTarget, resolve: Callable[[str, int], Sequence[str]]) -> list[str] | str:
    try:
        return list(resolve(target.host, target.port))
    except UnicodeError:
        return "it is no host name"
    except OSError as error:
        return error.strerror or type(error).__name__


def _system_addresses(host: str, port: int) -> list[str]:
    entries = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in entries))


def _within[T](seconds: float, work: Callable[[], T]) -> T | None:
    # The resolver of the system has no timeout of its own; a thread that hangs in it is left behind.
    done: list[T] = []
    thread = threading.Thread(target=lambda: done.append(work()), name="rustybt-resolve", daemon=True)
    thread.start()
    thread.join(seconds)
    return done[0] if done else None


@contextmanager
def _connection(
    target: WebhookTarget, address: str, context: ssl.SSLContext, timeout: float
) -> Iterator[http.client.HTTPSConnection]:
    plain = socket.create_connection((address, target.port), timeout)
    with context.wrap_socket(plain, server_hostname=target.host, do_handshake_on_connect=False) as wrapped:
        # The timeout of a socket starts anew at each byte; this one ends a server that drips.
        expired = threading.Event()
        deadline = threading.Timer(timeout, _expire, (expired, wrapped))
        deadline.daemon = True
        deadline.start()
        connection = http.client.HTTPSConnection(target.host, target.port, timeout=timeout, context=context)
        connection.sock = wrapped
        try:
            wrapped.do_handshake()
            yield connection
        except (OSError, http.client.HTTPException, ValueError):
            if not expired.is_set():
                raise
        finally:
            deadline.cancel()
            connection.close()
        if expired.is_set():
            raise TimeoutError(0, f"no full answer within {timeout} s")


def _expire(expired: threading.Event, wrapped: ssl.SSLSocket) -> None:
    expired.set()
    with suppress(OSError):
        # Of the plain class: that of SSLSocket would drop the TLS state under the reader.
        socket.socket.shutdown(wrapped, socket.SHUT_RDWR)


def _told(error: Exception) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted: {error.verify_message}"
    text = error.strerror if isinstance(error, OSError) else None
    return text or type(error).__name__

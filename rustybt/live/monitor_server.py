"""``/metrics``, ``/health`` and ``/alive`` on loopback, for a scraper and a watchdog on the same machine."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import json
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final

from rustybt.exceptions import ConfigurationError
from rustybt.live.health import HealthReport
from rustybt.live.metrics import CONTENT_TYPE
from rustybt.live.redaction import Secret

__all__ = ["MonitorServer"]

PORT: Final = 9464
SHORTEST_TOKEN: Final = 16
SECONDS: Final = 5.0


class MonitorServer:
    """A small server of its own thread. Every route needs the bearer token; other machines are not served.

    Args:
        token: At least 16 characters.
        health: Answers ``/health``: it is told whether details are wanted, as ``/health?detail=1`` asks.
        alive: Answers ``/alive``.
        metrics: Answers ``/metrics``; None for nothing there.
        host: An address of loopback.
        port: 9464; 0 for any free one.

    Raises:
        ConfigurationError: If the address is not of loopback, the port is taken, or the token is too short.
    """

    def __init__(
        self,
        *,
        token: Secret,
        health: Callable[[bool], HealthReport],
        alive: Callable[[], HealthReport],
        metrics: Callable[[], bytes] | None = None,
        host: str = "127.0.0.1",
        port: int = PORT,
    ) -> None:
        if not _is_loopback(host):
            raise ConfigurationError(
                f"{host!r} is not loopback; reach another machine's metrics through SSH or a VPN"
            )
        if len(token.reveal()) < SHORTEST_TOKEN:
            raise ConfigurationError(
                f"the token of the monitor must have at least {SHORTEST_TOKEN} characters"
            )
        self._digest = hashlib.sha256(token.reveal().encode()).digest()
        self._routes: dict[str, Callable[[], tuple[int, str, bytes]]] = {
            "/health": lambda: _json(health(False)),
            "/health?detail=1": lambda: _json(health(True)),
            "/alive": lambda: _json(alive()),
        }
        if metrics is not None:
            self._routes["/metrics"] = lambda: (200, CONTENT_TYPE, metrics())
        try:
            self._server = _Server((host, port), _handler(self))
        except OSError as error:
            raise ConfigurationError(
                f"{host}:{port} cannot be listened on: {error.strerror}; give another port"
            ) from None
        self.port = int(self._server.server_address[1])
        self._hosts = {f"{name}:{self.port}" for name in ("127.0.0.1", "localhost", "[::1]")}
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.1,), name="rustybt-monitor", daemon=True
        )

    def start(self) -> None:
        """Start answering."""
        self._thread.start()

    def close(self) -> None:
        """Stop answering and free the port."""
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join(SECONDS)
        self._server.server_close()

    def answer(self, path: str, host: str, authorization: str) -> tuple[int, str, bytes]:
        """The answer to a GET.

        Args:
            path: With its query.
            host: The Host header: a page of the web that points its name at this machine is not served.
            authorization: The Authorization header.

        Returns:
            Status, content type and body.
        """
        if host not in self._hosts:
            return _told(421, "this server answers to 127.0.0.1 and localhost only")
        kind, _, given = authorization.partition(" ")
        if kind != "Bearer" or not hmac.compare_digest(hashlib.sha256(given.encode()).digest(), self._digest):
            return _told(401, "a bearer token is needed")
        route = self._routes.get(path)
        return route() if route else _told(404, "there are /health, /alive and /metrics")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True


def _handler(monitor: MonitorServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = SECONDS
        server_version, sys_version = "rustybt", ""

        def do_GET(self) -> None:
            status, kind, body = monitor.answer(
                self.path, self.headers.get("Host", ""), self.headers.get("Authorization", "")
            )
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            # A scraper asks every few seconds.
            return

    return Handler


def _json(report: HealthReport) -> tuple[int, str, bytes]:
    return report.status_code, "application/json", json.dumps(report.body).encode()


def _told(status: int, text: str) -> tuple[int, str, bytes]:
    return status, "application/json", json.dumps({"error": text}).encode()


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

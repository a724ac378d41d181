"""How other processes of the user talk to an engine: JSON lines over loopback, behind a token in a private file."""

from __future__ import annotations

import asyncio
import hmac
import json
import os
import secrets
import socket
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from rustybt.exceptions import CommandError, EngineNotRunningError, JournalError, RustyBTError
from rustybt.live.halt import LATCH, HaltLatch, HaltRecord

__all__ = ["ADDRESS", "ControlServer", "ask", "halt_session"]

type Reply = dict[str, Any]
type Handler = Callable[[str, Mapping[str, Any]], Awaitable[Reply]]

ADDRESS = "control.json"
HALT_SECONDS = 5.0
MOST_BYTES = 1 << 20
LAST_ANSWER_SECONDS = 0.2


class ControlServer:
    """Answers commands until it is closed; every connection must hold the token.

    Args:
        folder: Of the session; the address and the token are written there, readable by the user alone.
        handle: ``handle(command, arguments)`` of a command that came with the right token.
    """

    def __init__(self, folder: Path, handle: Handler) -> None:
        self._path = folder / ADDRESS
        self._handle = handle
        self._token = secrets.token_urlsafe(32)
        self._server: asyncio.Server | None = None
        self._served: set[asyncio.Task[None]] = set()

    async def start(self) -> None:
        """Listen on a free port of the loopback interface."""
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, limit=MOST_BYTES)
        port = self._server.sockets[0].getsockname()[1]
        text = json.dumps({"port": port, "token": self._token, "pid": os.getpid()})
        partial = self._path.with_name(f"{ADDRESS}.{os.getpid()}")
        descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        partial.replace(self._path)

    async def close(self) -> None:
        """Stop listening, take the address away, and hang up once what was asked is answered."""
        if self._server is None:
            return
        self._server.close()
        self._path.unlink(missing_ok=True)
        if self._served:
            await asyncio.wait(self._served, timeout=LAST_ANSWER_SECONDS)
        for task in self._served:
            task.cancel()
        await asyncio.gather(*self._served, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is not None:
            self._served.add(task)
            task.add_done_callback(self._served.discard)
        try:
            while line := await reader.readline():
                reply = await self._reply(line)
                writer.write(json.dumps(reply).encode() + b"\n")
                await writer.drain()
                if reply.get("error") == "token":
                    break
        except (ConnectionError, ValueError):
            pass  # it hung up, or its line was too long: nobody is left to tell
        finally:
            writer.close()

    async def _reply(self, line: bytes) -> Reply:
        try:
            request = json.loads(line)
            token, command = str(request["token"]), str(request["command"])
            arguments = dict(request.get("arguments", {}))
        except (ValueError, KeyError, TypeError):
            return {
                "error": "request",
                "message": "a request is a JSON object with token, command, arguments",
            }
        if not hmac.compare_digest(token.encode(), self._token.encode()):
            return {"error": "token", "message": "wrong token: read it from the session's folder"}
        try:
            return {"result": await self._handle(command, arguments)}
        except RustyBTError as error:
            return {"error": type(error).__name__, "message": str(error)}


def ask(folder: Path, command: str, *, timeout: float = 5.0, **arguments: Any) -> Reply:
    """Send a command to the engine of a session and return its answer.

    Args:
        folder: Of the session.
        command: Its name, such as ``"status"``.
        timeout: Seconds to wait for the answer.
        **arguments: JSON-typed.

    Raises:
        EngineNotRunningError: If no engine answers there.
        CommandError: If the engine refused the command.
    """
    try:
        address = json.loads((folder / ADDRESS).read_text(encoding="utf-8"))
        request = {"token": address["token"], "command": command, "arguments": arguments}
        with socket.create_connection(("127.0.0.1", address["port"]), timeout=timeout) as connection:
            connection.sendall(json.dumps(request).encode() + b"\n")
            with connection.makefile("rb") as lines:
                answer: Reply = json.loads(lines.readline())
    except (OSError, ValueError, KeyError) as error:
        raise EngineNotRunningError(
            f"no engine answers for {folder} ({error}): start it, or halt with its latch file"
        ) from error
    if "error" in answer:
        raise CommandError(f"{command}: {answer['message']}")
    result: Reply = answer["result"]
    return result


def halt_session(folder: Path, record: HaltRecord) -> HaltRecord:
    """Halt a session: by its latch, and, where the disk takes that no more, by its engine.

    An engine whose disk is full may still have room in its journal to trade on: a halt must not fail for want of a
    file.

    Args:
        folder: Of the session; it exists.
        record: Who and why.

    Returns:
        The halt that holds, which is the first one.

    Raises:
        ConfigurationError: If the reason or the operator is empty.
        JournalError: If the latch cannot be written, and no engine has halted by itself.
    """
    try:
        return HaltLatch(folder / LATCH).set(record)
    except JournalError as error:
        try:
            ask(folder, "halt", timeout=HALT_SECONDS, reason=record.reason, operator=record.operator)
        except EngineNotRunningError:
            raise error from None
        except CommandError as refused:
            raise JournalError(f"{error}; {refused}") from error
        return record

"""The live console: what an engine does, as it does it, and a HALT that does not wait for the kernel."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

import numpy as np
import traitlets

from rustybt.exceptions import CommandError, RustyBTError
from rustybt.live.control import ask
from rustybt.live.halt import HaltRecord
from rustybt.widgets.halt_page import HALT_REASON, text_of
from rustybt.widgets.view import View, script_of

__all__ = ["ConsoleSource", "LiveConsole", "console_of"]

CHUNK = 20_000
_APART = ("events", "reconciliation", "shadow", "beat_ns")
_CONSOLES: dict[Path, LiveConsole] = {}
_CONSOLES_LOCK = Lock()

type Point = Sequence[float]


class ConsoleSource(Protocol):
    """What a console shows and commands: a `LiveTradingEngine`, or one that is attached to."""

    @property
    def folder(self) -> Path:
        """The session's folder."""

    def get_status(self) -> dict[str, Any]:
        """Return what there is to show, JSON-typed."""

    def points(self, after: int = 0) -> Sequence[Point]:
        """Return time (UTC nanoseconds), value and exposure of all points but the first ``after``."""

    def halt(self, reason: str, operator: str = ...) -> HaltRecord:
        """Stop new risk and have open orders cancelled."""

    async def pause(self) -> None:
        """Take no new risk until `resume`."""

    async def resume(self, operator: str, reason: str) -> None:
        """Take new risk again."""

    async def reset_breakers(self, operator: str, reason: str, breaker: str | None = None) -> None:
        """Reset latched breakers."""

    async def reconcile(self) -> dict[str, Any]:
        """Compare the account with the broker's."""


class LiveConsole(View):
    """Shows a live session and takes its operator's commands; it sends no order and holds no key.

    It stays true while cells run, are cancelled or run again: one thread of its own reads the engine ten times a
    second and alone writes the traits. A front end that comes later asks for what it missed.

    Args:
        engine: What to show.
        seconds: Between two looks at it.
    """

    _esm = script_of("console")

    session = traitlets.Unicode().tag(sync=True)
    status = traitlets.Dict().tag(sync=True)
    beat = traitlets.Dict().tag(sync=True)
    reconciliation = traitlets.Dict().tag(sync=True)
    shadow = traitlets.Dict().tag(sync=True)

    def __init__(self, engine: ConsoleSource, *, seconds: float = 0.1) -> None:
        self._engine = engine
        self._events: list[dict[str, Any]] = []
        self._epoch = 0
        self._points: list[Point] = []
        self._taken: tuple[Any, float] = (None, time.monotonic())
        name = engine.folder.name
        super().__init__(f"rustybt-console-{name}", seconds=seconds, session=name)

    def __repr__(self) -> str:
        return f"LiveConsole({self.session!r}, {self.status.get('state', 'NEW')})"

    @property
    def engine(self) -> ConsoleSource:
        """What it shows."""
        return self._engine

    @engine.setter
    def engine(self, engine: ConsoleSource) -> None:
        self._engine = engine

    def look(self) -> None:
        """Look at the engine, and tell what is new."""
        try:
            # An engine in another process may take its time: a HALT that comes meanwhile is not to wait for the lock.
            status = dict(self._engine.get_status())
            new, again = self._new_points()
        except RustyBTError as error:
            with self._traits_lock:
                self.beat = {**self.beat, "error": str(error), "sent_ns": str(time.time_ns())}
            return
        events = status.get("events") or []
        with self._traits_lock:
            self.status = {name: value for name, value in status.items() if name not in _APART}
            self.reconciliation = status.get("reconciliation") or {}
            self.shadow = status.get("shadow") or {}
            self.beat = self._beat_of(status)
            self._tell_events(events)
            self._tell_points(new, again=again)

    def _beat_of(self, status: dict[str, Any]) -> dict[str, Any]:
        taken, now = status.get("taken"), time.monotonic()
        if taken != self._taken[0]:
            self._taken = (taken, now)
        beat_ns = status.get("beat_ns")
        return {
            "age": None if beat_ns is None else (time.time_ns() - int(beat_ns)) / 1e9,
            "feed_age": None if taken is None else now - self._taken[1],
            # Nanoseconds are more than a number of JavaScript's can hold.
            "sent_ns": str(time.time_ns()),
        }

    def _tell_events(self, events: list[dict[str, Any]]) -> None:
        seen = self._events[-1]["seq"] if self._events else 0
        new = [each for each in events if each["seq"] > seen]
        # A session that starts again with an empty journal counts from 1.
        again = bool(events) and events[-1]["seq"] < seen
        self._events = list(events)
        if new or again:
            self.send({"kind": "events", "all": again, "events": events if again else new})

    def _new_points(self) -> tuple[Sequence[Point], bool]:
        known = self._points
        if not known:
            return self._engine.points(0), False
        found = self._engine.points(len(known) - 1)
        if found and tuple(found[0]) == tuple(known[-1]):
            return found[1:], False
        # Another life of the engine counts its points from the start; one that has ended may have none left.
        anew = self._engine.points(0)
        return anew, bool(anew)

    def _tell_points(self, new: Sequence[Point], *, again: bool) -> None:
        if again:
            self._epoch, self._points = self._epoch + 1, []
        for at in range(0, len(new), CHUNK):
            part = new[at : at + CHUNK]
            self._send_points(len(self._points), part)
            self._points.extend(part)

    def _send_points(self, after: int, points: Sequence[Point]) -> None:
        table = np.array(points, dtype=np.float64).reshape(-1, 3)
        table[:, 0] /= 1e9
        self.send(
            {"kind": "points", "epoch": self._epoch, "after": after, "count": len(table)},
            [np.ascontiguousarray(table.T).tobytes()],
        )

    def _backfill(self, epoch: object, after: int) -> None:
        for at in range(after if epoch == self._epoch else 0, max(len(self._points), 1), CHUNK):
            self._send_points(at, self._points[at : at + CHUNK])

    def tell_all(self) -> None:
        """Send every event and every point there is."""
        self.send({"kind": "events", "all": True, "events": self._events})
        self._backfill(None, 0)

    def _heard(self, sender: object, content: dict[str, Any], buffers: object) -> None:
        match content.get("kind"):
            case "halt":
                self._halt(content)
            case "points":
                with self._traits_lock:
                    self._backfill(content.get("epoch"), max(int(content.get("after", 0)), 0))
            case _:
                super()._heard(sender, content, buffers)

    def _halt(self, content: dict[str, Any]) -> None:
        try:
            record = self._engine.halt(HALT_REASON, text_of(content, "operator") or "console")
        except RustyBTError as error:
            self._refuse(content, error)
            return
        self._answer(content, "halted", reason=record.reason, operator=record.operator)

    async def obey(self, content: dict[str, Any]) -> dict[str, Any]:
        """Pause, resume, reset breakers, reconcile or note.

        Args:
            content: The message.

        Returns:
            Nothing more than that it is done.
        """
        engine = self._engine
        operator, reason = text_of(content, "operator"), text_of(content, "reason")
        match content.get("kind"):
            case "pause":
                await engine.pause()
            case "reconcile":
                await engine.reconcile()
            case "resume" | "reset" | "note" if not operator or not reason:
                raise CommandError(f"{content['kind']} needs an operator and a reason: fill in both")
            case "resume":
                await engine.resume(operator, reason)
            case "reset":
                await engine.reset_breakers(operator, reason, text_of(content, "breaker") or None)
            case "note":
                await asyncio.to_thread(ask, engine.folder, "note", operator=operator, reason=reason)
            case _:
                return await super().obey(content)
        return {}


def console_of(
    engine: ConsoleSource, make: Callable[[ConsoleSource], LiveConsole] = LiveConsole
) -> LiveConsole:
    """Return the console of a session; there is one, however often a cell runs.

    Args:
        engine: What to show.
        make: Makes one, if there is none that looks at the session.
    """
    with _CONSOLES_LOCK:
        console = _CONSOLES.get(engine.folder)
        if console is None or not console.usable:
            console = _CONSOLES[engine.folder] = make(engine)
        else:
            console.engine = engine
        return console

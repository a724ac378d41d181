"""An engine that a test plays, and the wire that a widget talks over."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

import comm

from rustybt.exceptions import EngineError
from rustybt.live.halt import HaltLatch, HaltRecord


class Wire(comm.base_comm.BaseComm):
    """Keeps what was sent to the front end."""

    open_wires: ClassVar[list] = []

    def __init__(self, *arguments, **options):
        self.sent = []
        self.open_wires.append(self)
        super().__init__(*arguments, **options)

    def publish_msg(self, msg_type, data=None, metadata=None, buffers=None, **_):
        self.sent.append((msg_type, data or {}, buffers or []))

    def messages(self, kind):
        """Custom messages of a kind, with their buffers."""
        customs = [
            (data["content"], buffers) for _, data, buffers in self.sent if data.get("method") == "custom"
        ]
        return [(content, buffers) for content, buffers in customs if content["kind"] == kind]

    def updates(self, trait):
        """Every value of a trait that was sent after the first state."""
        states = [data["state"] for _, data, _ in self.sent if data.get("method") == "update"]
        return [state[trait] for state in states if trait in state]

    def say(self, **content):
        """Say something as the front end."""
        self.handle_msg({"content": {"data": {"method": "custom", "content": content}}, "buffers": []})


@dataclass
class PlayedEngine:
    folder: Path
    status: dict = field(default_factory=dict)
    all_points: list = field(default_factory=list)
    done: list = field(default_factory=list)
    raises: Exception | None = None

    def get_status(self):
        if self.raises is not None:
            raise self.raises
        return {"state": "ARMED", "running": True, **self.status}

    def points(self, after=0):
        return self.all_points[after:]

    def halt(self, reason, operator="notebook"):
        self.folder.mkdir(parents=True, exist_ok=True)
        return HaltLatch(self.folder / "HALT").set(HaltRecord(reason=reason, operator=operator, time_ns=1))

    async def pause(self):
        self.done.append(("pause",))

    async def resume(self, operator, reason):
        raise EngineError(f"not now, {operator}")

    async def reset_breakers(self, operator, reason, breaker=None):
        self.done.append(("reset", operator, reason, breaker))

    async def reconcile(self):
        raise ZeroDivisionError("by zero")

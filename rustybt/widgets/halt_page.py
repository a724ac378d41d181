"""The page of last resort, whichever server shows it: its HTML, what it is told of sessions, what a press says."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rustybt.exceptions import EngineError
from rustybt.live.control import ask
from rustybt.live.halt import LATCH, HaltLatch

__all__ = ["HALT_REASON", "asked_halt", "page_of", "text_of", "told_of"]

HALT_REASON = "pressed in the console"
_PAGE = Path(__file__).parent / "static" / "halt.html"
_LOOK_SECONDS = 0.5
_LONGEST = 500


def page_of(base: str, folders: Mapping[str, Path], *, line: bool = False, xsrf: str = "") -> str:
    """Return the page; the sessions are in it, so that they are there at once.

    Args:
        base: Path under which the server halts.
        folders: Of the sessions, by name.
        line: Whether the server opens a line.
        xsrf: What a POST must repeat, if anything.
    """
    known = [_latched(name, folder) for name, folder in folders.items()]
    data = json.dumps({"base": base, "line": line, "sessions": known}).replace("<", "\\u003c")
    return _PAGE.read_text(encoding="utf-8").replace("{{data}}", data).replace("{{xsrf}}", xsrf)


async def told_of(folders: Mapping[str, Path]) -> list[dict[str, Any]]:
    """Return name and halt of each session, and what its engine says, if one answers in time.

    Args:
        folders: Of the sessions, by name.
    """
    looks = (asyncio.to_thread(_look, name, folder) for name, folder in folders.items())
    return list(await asyncio.gather(*looks))


def asked_halt(content: Mapping[str, Any]) -> tuple[str, str]:
    """Return the reason and the operator of a press; each is told as well as it is known.

    Args:
        content: As a page sent it.
    """
    return text_of(content, "reason") or HALT_REASON, text_of(content, "operator") or "console"


def text_of(content: Mapping[str, Any], name: str) -> str:
    """Return a text that a page sent, at most 500 characters of it; "" if it is none.

    Args:
        content: The message.
        name: Of the text.
    """
    value = content.get(name)
    return value.strip()[:_LONGEST] if isinstance(value, str) else ""


def _latched(name: str, folder: Path) -> dict[str, Any]:
    return {"name": name, "halt": HaltLatch(folder / LATCH).told()}


def _look(name: str, folder: Path) -> dict[str, Any]:
    told = _latched(name, folder)
    try:
        status = ask(folder, "status", timeout=_LOOK_SECONDS)
    except EngineError:
        return told
    return {**told, "state": status.get("state"), "open_orders": len(status.get("open_orders", ()))}

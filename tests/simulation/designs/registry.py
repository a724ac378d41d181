"""How a broken design is registered, by what it replaces."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from rustybt.live.outbox import Outbox
from rustybt.live.session import Session
from tests.simulation.lives import MortalJournal, MortalLatch, Parts, WatchedExchange, WatchedGate
from tests.simulation.markets import BarTrader, Trader
from tests.simulation.shadows import WatchedFollower, WatchedShadow


@dataclass(frozen=True, slots=True)
class Design:
    """A broken engine.

    Attributes:
        what: The rule that it breaks.
        parts: What it replaces of the engine.
        patches: Module, name and value of what it replaces besides.
    """

    what: str
    parts: dict[str, Any] = field(default_factory=dict)
    patches: tuple[tuple[Any, str, Any], ...] = ()

    def made(self) -> Parts:
        return Parts(**self.parts)


DESIGNS: dict[str, Design] = {}


def design(what: str, **kinds: Any) -> Callable[[Any], Any]:
    """Register a class as the part of a design that bears its name."""

    def register(made: Any) -> Any:
        name = "".join("_" + each.lower() if each.isupper() else each for each in made.__name__).strip("_")
        part = next(part for base, part in PART_OF.items() if issubclass(made, base))
        replaced = {"session": _with_outbox(made)} if part == "outbox" else {part: made}
        DESIGNS[name] = Design(what, replaced, kinds.get("patches", ()))
        return made

    return register


PART_OF = {
    Session: "session",
    Outbox: "outbox",
    MortalJournal: "journal",
    MortalLatch: "latch",
    WatchedExchange: "exchange",
    WatchedGate: "gate",
    WatchedShadow: "shadow",
    WatchedFollower: "follower",
    BarTrader: "blind",
    Trader: "strategy",
}


def _with_outbox(made: type[Outbox]) -> type[Session]:
    class WithOutbox(Session):
        def __init__(self, parts):
            super().__init__(parts)
            self.outbox = made(self)

    return WithOutbox


def patch(name: str, what: str, *patches: tuple[Any, str, Any], **parts: Any) -> None:
    DESIGNS[name] = Design(what, parts, patches)

"""What a journal on the disk says of a session that no engine tells of."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from rustybt.exceptions import OrderStateError, UnknownOrderError
from rustybt.live.journal import JournalReader
from rustybt.live.journal_events import decode_order_event
from rustybt.live.last_state import last_known
from rustybt.live.models import AssetRef
from rustybt.live.orders import LiveOrders
from rustybt.live.runner import TOLD
from rustybt.live.session_views import order_row
from rustybt.live.value_notes import KIND as VALUES
from rustybt.live.value_notes import points_of
from rustybt.live.value_points import Point, ValuePoints

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rustybt.live.codecs import Resolver
    from rustybt.live.journal_records import JournalRecord

__all__ = ["Replica"]

READ = (*TOLD, "connected", "order", "reconciled", "risk", VALUES)
MOST_EVENTS = 500
_FILES = ("journal.db", "journal.db-wal", "last-status.json")


class Replica:
    """A session as its journal tells it, read on from where it was read to.

    Args:
        folder: Of the session.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read: tuple[tuple[int, int], ...] | None = None
        self._found: dict[str, Any] = {}
        self._forget()

    def status(self) -> dict[str, Any]:
        """Return what is known, as `rustybt.live.last_state.last_known`, with more of it if a crash left no last word.

        Raises:
            JournalError: If there is a journal that cannot be read.
        """
        files = tuple(_stamp(self._folder / name) for name in _FILES)
        if files != self._read:
            found = last_known(self._folder)
            if (self._folder / "journal.db").exists():
                # What the engine said last is of the same record; without it, the journal's own tables tell.
                journalled = self._journalled()
                found = {**journalled, **found, "last_ns": journalled["last_ns"]}
            self._found, self._read = found, files
        return dict(self._found)

    def points(self) -> list[Point]:
        """Return market time (UTC nanoseconds), value and exposure, as the journal had them when it was last read."""
        return self._points.after(0)

    def _forget(self) -> None:
        self._points = ValuePoints()
        self._seq = 0
        self._orders = LiveOrders()
        self._symbols: dict[int, str] = {}
        self._events: deque[dict[str, Any]] = deque(maxlen=MOST_EVENTS)
        self._facts: dict[str, Any] = {}

    def _journalled(self) -> dict[str, Any]:
        with JournalReader.open(self._folder / "journal.db") as journal:
            head = journal.head[0]
            if head < self._seq:
                self._forget()  # another journal
            for record in journal.read(max(self._seq, journal.archived), READ):
                self._take(record)
            self._seq = head
            last = journal.sql("SELECT max(time_ns) AS time_ns FROM journal")
            rows = journal.sql(
                "SELECT asset_sid, amount, last_sale_price FROM live_positions ORDER BY asset_sid"
            )
        positions = [
            {
                "sid": row["asset_sid"],
                "symbol": self._symbols.get(cast("int", row["asset_sid"]), f"sid {row['asset_sid']}"),
                "amount": row["amount"],
                "price": row["last_sale_price"],
            }
            for row in rows
            if row["amount"] != "0"
        ]
        return {
            **self._facts,
            "last_ns": last[0]["time_ns"],
            "positions": positions,
            "open_orders": [order_row(order) for order in self._orders.open()],
            "fills": len(self._orders.trade_ids()),
            "events": list(self._events),
        }

    def _take(self, record: JournalRecord) -> None:
        payload = dict(record.payload)
        match record.kind:
            case "order":
                self._order(payload)
            case "connected":
                self._facts |= {name: payload.get(name) for name in ("broker", "environment")}
            case "risk":
                self._facts["breakers"] = {
                    "breakers": {
                        name: _breaker(each) for name, each in payload["breakers"]["breakers"].items()
                    }
                }
            case kind if kind == VALUES:
                for point in points_of(payload):
                    self._points.add(point)
            case "reconciled":
                self._facts["reconciliation"] = payload["report"]
            case kind:
                self._events.append({"seq": record.seq, "kind": kind, "time_ns": record.time_ns, **payload})

    def _order(self, payload: Mapping[str, Any]) -> None:
        told = payload.get("intent", payload)
        if (
            isinstance(told, dict)
            and isinstance(asset := told.get("asset"), dict)
            and asset.get("sid") is not None
        ):
            self._symbols[asset["sid"]] = asset["symbol"]
        # The beginning of an order may lie in an archive.
        with suppress(UnknownOrderError, OrderStateError):
            self._orders.apply(decode_order_event(payload, cast("Resolver", self._asset)))

    def _asset(self, sid: int) -> AssetRef:
        return AssetRef(sid, self._symbols.get(sid, f"sid {sid}"))


def _breaker(state: Mapping[str, Any]) -> dict[str, Any]:
    # Limits are the engine's own; the journal holds the latch, and at what it tripped.
    trip = state.get("trip") or {}
    return {
        "kind": state["kind"],
        "state": state["status"],
        "level": trip.get("level"),
        "limit": str(trip.get("limit", "not journalled")),
        "unit": "halt" if state["kind"] == "manual" else trip.get("unit", ""),
        "reason": str(trip.get("reason", "")),
    }


def _stamp(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)

"""What the journal of a session says of the presses of HALT: when all was cancelled, and how late its events were."""

from __future__ import annotations

from decimal import Decimal

from rustybt import DataCatalog, TradingAlgorithm
from rustybt.live.feeds import ReplayFeed, time_of
from rustybt.live.journal import JournalReader
from rustybt.live.journal_events import decode_event
from rustybt.live.strategy_core import RunChoices, StrategyCore
from rustybt.model.events import BarArrived, SessionClosed, SessionOpened
from tests.browser.live_console import END, SPEED, START_DAY, folder_of

MARKET = tuple(each.__name__ for each in (SessionOpened, BarArrived, SessionClosed))


class Idle(TradingAlgorithm):
    """Does nothing, on the same bars."""

    def initialize(self, context):
        pass


class Journalled:
    """The journal of a notebook's session, and the timeline that its events lie on.

    Args:
        lab: Whose notebook is served.
    """

    def __init__(self, lab):
        self._path = folder_of(lab) / "journal.db"
        feed = ReplayFeed("sample", START_DAY, END, catalog=DataCatalog(lab.folder / "data"))
        choices = RunChoices(capital_base=Decimal(100_000))
        self._timeline = StrategyCore(Idle(), feed, choices, reported=True).venue.timeline

    def cancelled_ns(self, pressed_ns):
        """When the session had halted after a press, and the last of its orders was cancelled."""
        ended = [record.time_ns for record in self._read("state", "order") if _ends(record)]
        return max(moment for moment in ended if moment > pressed_ns)

    def late_ms(self, windows):
        """How late each market event of some spans of time was: from when it was due until its turn had ended.

        An event is due as long after the one before as the replay's speed says. What passed between the two records
        beyond that is the time that the one's turn took after its record, and by how much the other came late.

        Args:
            windows: First and last nanosecond of each.
        """
        found, before = [], None
        for record in self._read("event"):
            if record.payload["type"] not in MARKET:
                continue
            market = time_of(decode_event(record.payload), self._timeline)
            if before is not None and any(first <= record.time_ns <= last for first, last in windows):
                due = before[0] + (market - before[1]) / SPEED
                found.append(max(record.time_ns - due, 0) / 1e6)
            before = record.time_ns, market
        return found

    def left_after_a_halt(self):
        """How many orders were sent, and how many of them between a halt and its resume; none reduces a position."""
        halted, sent, left = False, 0, 0
        for record in self._read("halt", "resume", "order"):
            if record.kind != "order":
                halted = record.kind == "halt"
            elif record.payload["type"] == "Sent":
                sent += 1
                left += halted
        return sent, left

    def _read(self, *kinds):
        with JournalReader.open(self._path) as journal:
            yield from journal.read(0, kinds)


def _ends(record):
    if record.kind == "state":
        return record.payload["state"] == "HALTED"
    return record.payload["type"] == "Cancelled"

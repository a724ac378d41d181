"""Where market events come from: bars of the catalog, replayed at a chosen speed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from rustybt.assets.assets import to_date
from rustybt.data.polars.catalog import DataCatalog
from rustybt.engine.clock import events_of
from rustybt.exceptions import ConfigurationError, DateRangeError
from rustybt.finance.decimal.context import finite
from rustybt.live.journal_view import JournalReader
from rustybt.model.events import BarArrived, BarClosed, MarketEvent, SessionClosed, SessionOpened
from rustybt.model.time import NANOS_PER_SECOND

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from rustybt.assets.asset_finder import AssetFinder
    from rustybt.model.bars import BarPanel, Frequency
    from rustybt.model.ports import Timeline

__all__ = [
    "Feed",
    "ReplayFeed",
    "Resumable",
    "feed_of_journal",
    "iterate_market_events",
    "market_events",
    "resume_feed",
    "time_of",
]


@runtime_checkable
class Feed(Protocol):
    """A source of market events over bars that are known by their place in a timeline."""

    start: date
    end: date
    frequency: Frequency

    def panel(self) -> BarPanel:
        """Return the bars; those before ``start`` are history."""

    def finder(self) -> AssetFinder:
        """Return the assets."""

    def calendar(self) -> str:
        """Return the name of the exchange calendar."""

    def identity(self) -> dict[str, str]:
        """Return what pins the data down: a session is resumed only on the same."""

    def events(self, timeline: Timeline, done: int) -> AsyncGenerator[MarketEvent]:
        """Yield the market events of a timeline from the one after ``done`` of them."""


@runtime_checkable
class Resumable(Protocol):
    """A feed whose timeline depends on when its session began."""

    def identity(self) -> dict[str, str]:
        """Return what pins the timeline down."""

    def resume_from(self, resume: Mapping[str, str]) -> None:
        """Take up the timeline of which `identity` gave this."""


def market_events(timeline: Timeline) -> list[MarketEvent]:
    """Return the market events of a timeline in their order.

    Args:
        timeline: The bars and sessions of a run.
    """
    return list(iterate_market_events(timeline))


def iterate_market_events(timeline: Timeline) -> Iterator[MarketEvent]:
    """Yield the market events of a timeline in their order, without values.

    Args:
        timeline: The bars and sessions of a run.
    """
    for event in events_of(timeline):
        if isinstance(event, BarClosed):
            yield BarArrived(event.step)
        elif isinstance(event, SessionOpened | SessionClosed):
            yield event


def time_of(event: MarketEvent, timeline: Timeline) -> int:
    """Return when a market event happens, UTC nanoseconds.

    Args:
        event: Of the timeline.
        timeline: Of the run.
    """
    match event:
        case SessionOpened(session, _):
            return int(timeline.open_ns[session])
        case BarArrived(step):
            return int(timeline.times_ns[step])
        case SessionClosed(session):
            return int(timeline.close_ns[session])


def feed_of_journal(path: Path | str) -> dict[str, str] | None:
    """Return what a journal says of its session's feed; None if there is no session yet.

    Args:
        path: The journal.

    Raises:
        JournalError: If it cannot be read.
    """
    if not Path(path).exists():
        return None
    with JournalReader.open(path) as reader:
        return next((dict(record.payload["feed"]) for record in reader.read(0, ("session",))), None)


def resume_feed(feed: Feed, journal: Path) -> None:
    """Have a feed take up the timeline of a journal's session, if there is one and the feed's depends on its start.

    Args:
        feed: Not taken from yet.
        journal: Of the session; it may not exist yet, or be of a session on another kind of feed.

    Raises:
        JournalError: If it cannot be read.
    """
    if isinstance(feed, Resumable):
        known, here = feed_of_journal(journal), feed.identity()
        if known is not None and known != here and known.keys() == here.keys():
            feed.resume_from(known)


class ReplayFeed:
    """Bars of a bundle as if they came now.

    Args:
        bundle: Name of the bundle.
        start: First session, a date or ISO 8601.
        end: Last session, a date or ISO 8601.
        speed: Market seconds that pass in a second; None for as fast as they are taken.
        catalog: Where the bundle lies; ``DataCatalog()`` by default.
        data_frequency: ``"daily"`` or ``"minute"``.
        sleep: How to wait, in seconds; ``asyncio.sleep`` by default.

    Raises:
        ConfigurationError: If the speed is not above 0, or a date is none.
        DateRangeError: If the dates are reversed, or outside of the bundle's coverage.
        BundleNotFoundError: If there is no such bundle.
    """

    def __init__(
        self,
        bundle: str,
        start: str | date,
        end: str | date,
        *,
        speed: int | str | Decimal | float | None = None,
        catalog: DataCatalog | None = None,
        data_frequency: Frequency = "daily",
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self.bundle, self.frequency = bundle, data_frequency
        self.start, self.end = to_date(start, "start"), to_date(end, "end")
        self.speed = None if speed is None else finite(speed, "speed")
        if self.speed is not None and self.speed <= 0:
            raise ConfigurationError(f"speed is {speed!r}: use market seconds a second above 0, or None")
        self.catalog = DataCatalog() if catalog is None else catalog
        self._sleep = sleep
        first, last = self.catalog.coverage(bundle, data_frequency)
        if not first <= self.start <= self.end <= last:
            raise DateRangeError(
                f"{self.start} to {self.end}: bundle {bundle!r} covers {first} to {last}; choose dates in it"
            )
        self._finder = self.catalog.asset_finder(bundle)
        self._panel = self.catalog.load_panel(bundle, end=self.end, frequency=data_frequency)

    def __repr__(self) -> str:
        speed = "" if self.speed is None else f", speed={self.speed}"
        return f"ReplayFeed({self.bundle!r}, {self.start}, {self.end}{speed})"

    def panel(self) -> BarPanel:
        """Return the bars; those before ``start`` are history."""
        return self._panel

    def finder(self) -> AssetFinder:
        """Return the assets of the bundle."""
        return self._finder

    def calendar(self) -> str:
        """Return the name of the bundle's calendar."""
        name: str = self.catalog.manifest(self.bundle).calendar
        return name

    def identity(self) -> dict[str, str]:
        """Return bundle, version, hash, frequency and dates."""
        panel = self._panel
        return {
            "bundle": panel.bundle,
            "version": str(panel.version),
            "sha256": panel.sha256,
            "frequency": self.frequency,
            "start": self.start.isoformat(),
            "end": self.end.isoformat(),
        }

    async def events(self, timeline: Timeline, done: int) -> AsyncGenerator[MarketEvent]:
        """Yield the market events from the one after ``done`` of them, each at its time.

        Args:
            timeline: Of the run.
            done: How many were taken before, in an earlier process.
        """
        before: int | None = None
        for event in market_events(timeline)[done:]:
            now = time_of(event, timeline)
            if self.speed is not None and before is not None and now > before:
                await self._sleep((now - before) / NANOS_PER_SECOND / float(self.speed))
            before = now
            yield event

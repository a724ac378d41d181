"""Bars that arrive: ticks and bars of streams, closed by the clock, on a timeline that the calendar makes.

What is not there when a bar is due stays missing: a row that was handed out never changes. So before a bar is handed
out, what its streams are known to lack is asked for once more; and while the newest bar of an asset lacks data, its
data are stale, or the run is behind the clock, no new risk is taken in it.
"""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from rustybt.assets.asset_finder import AssetFinder
from rustybt.calendars.exchanges import get_calendar
from rustybt.data.polars.catalog import DataCatalog
from rustybt.exceptions import ConfigurationError, DateRangeError, EngineError, RustyBTError
from rustybt.live.feed_notices import FeedNotices
from rustybt.live.feeds import iterate_market_events, time_of
from rustybt.live.freshness import BackfillRequest, FeedMonitor, FeedNotice, FeedStatus
from rustybt.live.horizon import ENDING, Horizon, default_end
from rustybt.live.live_bars import BarAssembler, Placed
from rustybt.live.live_panel import frequency_of, live_panel
from rustybt.live.streaming.bar_buffer import BarBuffer, RefusedTick
from rustybt.live.streaming.models import OHLCVBar, StreamEvent, StreamGap, TickData, check_resolution
from rustybt.live.streaming.pushed import PushedItems
from rustybt.model.events import BarArrived, BarRow, MarketEvent
from rustybt.model.time import NANOS_PER_SECOND, date_to_day, day_to_date, ns_to_datetime

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.live.live_panel import LivePanel
    from rustybt.live.streaming.models import StreamItem
    from rustybt.model.bars import BarPanel
    from rustybt.model.ports import Timeline

__all__ = ["Backfill", "LiveFeed", "MarketStream"]

type Backfill = Callable[[BackfillRequest], Awaitable[Iterable[OHLCVBar]] | Iterable[OHLCVBar]]
"""Fetches the bars that end within a request, whole ones, as from a venue's history."""

POLL_SECONDS = 0.2
CHECK_NS = NANOS_PER_SECOND


class MarketStream(Protocol):
    """A source of ticks or closed bars, such as a `BaseWebSocketAdapter`."""

    def attach(
        self,
        *,
        on_tick: Callable[[TickData], object],
        on_bar: Callable[[OHLCVBar], object],
        on_gap: Callable[[StreamGap], object],
        on_event: Callable[[StreamEvent], object],
    ) -> None:
        """Deliver to these from now on."""

    async def subscribe(self, symbols: Iterable[str], channels: Iterable[str]) -> None:
        """Ask for every channel of every symbol."""

    async def connect(self) -> None:
        """Begin to deliver."""

    async def disconnect(self) -> None:
        """Stop."""

    async def wait(self) -> None:
        """Wait until it ends, and raise what ended it."""


class LiveFeed:
    """Bars made of streams, for paper and live.

    A session that goes on after a restart needs the same timeline: the engine has the feed take it up from the journal.

    Args:
        streams: Where ticks and bars come from; it is theirs until the feed ends.
        assets: What is traded, by the streams' symbols; a sequence is taken by the assets' own.
        calendar: Name of the exchange calendar; the bundle's by default.
        bar_resolution: Length of a bar in seconds, a divisor of a day; a day's bar is one of a session.
        history_bundle: Bars before the run; None for none.
        catalog: Where that lies; ``DataCatalog()`` by default.
        start: When the run begins, UTC nanoseconds; by default now. Its first bar is the first that ends after it.
        end: Last session; by default as `horizon.default_end`, a year of minutes. With it the session ends, for good.
        resume: What `identity` gave; takes the place of start, end and the bundle's version.
        backfill: Fetches what the streams lack; without it holes stay holes.
        channels: What the streams are asked for, of every symbol.
        max_age_seconds: Age at which data of an open market are stale.
        patience_seconds: How long after its end a bar is handed out, for trades that are under way.
        backfill_seconds: Longest wait for a backfill before a bar is handed out as it is.
        scales: Decimal places of prices and volumes, if there is no history.
        clock: UTC nanoseconds.
        sleep: How to wait, in seconds.

    Raises:
        ConfigurationError: If an argument cannot work, or the history does not lead up to the run.
        DateRangeError: If no session is left.
        BundleNotFoundError: If there is no such bundle.
    """

    def __init__(
        self,
        streams: Sequence[MarketStream],
        assets: Mapping[str, Asset] | Sequence[Asset],
        *,
        calendar: str | None = None,
        bar_resolution: int = 60,
        history_bundle: str | None = None,
        catalog: DataCatalog | None = None,
        start: int | None = None,
        end: date | str | None = None,
        resume: Mapping[str, str] | None = None,
        backfill: Backfill | None = None,
        channels: Sequence[str] = ("trade",),
        max_age_seconds: float = 300,
        patience_seconds: float = 0.5,
        backfill_seconds: float = 5,
        scales: tuple[int, int] = (8, 8),
        clock: Callable[[], int] = time.time_ns,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        check_resolution(bar_resolution)
        self._streams, self._channels, self._backfill = tuple(streams), tuple(channels), backfill
        named = assets if isinstance(assets, Mapping) else {asset.symbol: asset for asset in assets}
        if not named:
            raise ConfigurationError("assets is empty: name what the streams bring")
        self._resolution, self._clock, self._sleep = bar_resolution, clock, sleep
        self._patience_ns, self._backfill_seconds = (
            round(patience_seconds * NANOS_PER_SECOND),
            backfill_seconds,
        )
        self._wanted = (start, end, history_bundle, catalog, calendar, scales, named)
        self.frequency = frequency_of(bar_resolution)
        self._max_age_seconds = max_age_seconds
        self._make(resume)

    def resume_from(self, resume: Mapping[str, str]) -> None:
        """Take up the timeline of a session that goes on; the engine calls this.

        Args:
            resume: What `identity` gave when the session began.

        Raises:
            EngineError: If the feed is being taken from.
            ConfigurationError: If it is of no such feed.
        """
        if self._pushed.opened:
            raise EngineError("the feed is being taken from: its timeline cannot change any more")
        self._make(resume)

    def _make(self, resume: Mapping[str, str] | None) -> None:
        start, end, history_bundle, catalog, calendar, scales, named = self._wanted
        self._settle(resume, start, end)
        self._calendar = calendar or "24/7"
        history = self._history(history_bundle, catalog, calendar, resume)
        self._live: LivePanel = live_panel(
            list(named.values()),
            calendar=self._calendar,
            start_ns=self._start_ns,
            end=self.end,
            bar_seconds=self._resolution,
            history=history,
            scales=scales,
        )
        panel = self._live.panel
        self._join(named)
        self.start = day_to_date(int(panel.sessions[panel.step_session[panel.known_steps]]))
        self._horizon = Horizon(self._start_ns, int(panel.times_ns[-1]))
        self.monitor = FeedMonitor(max_age_seconds=self._max_age_seconds)
        self._bars = BarAssembler(self._live, panel.known_steps)

    def _join(self, named: Mapping[str, Asset]) -> None:
        panel, seconds = self._live.panel, self._resolution
        self._base = 60 if seconds % 60 == 0 else seconds
        if (self._live.starts_ns[panel.known_steps :] % (self._base * NANOS_PER_SECOND)).any():
            raise ConfigurationError(
                f"bars of {seconds} s do not fit the sessions of {self._calendar}: use 60 or a multiple of it"
            )
        by_sid = {asset.sid: asset for asset in panel.assets}
        self._assets = {symbol: by_sid[asset.sid] for symbol, asset in named.items()}
        self._symbols = {asset.sid: symbol for symbol, asset in self._assets.items()}
        self._buffer: BarBuffer | None = None
        self._pushed = PushedItems(self._take, self._gap)
        self._broken: dict[int, int] = {}
        self._holes: dict[int, str] = {}
        self._spoiled: set[int] = set()
        self._checked_ns = 0
        self.notices = FeedNotices()
        if self._live.missing:
            days = f"{len(self._live.missing)} sessions from {day_to_date(self._live.missing[0])}"
            self.notices.add("missing", "", self._start_ns, f"the history lacks {days}")

    def _settle(self, resume: Mapping[str, str] | None, start: int | None, end: date | str | None) -> None:
        try:
            if resume is not None:
                start, end = int(resume["start_ns"]), resume["end"]
            self._start_ns = self._clock() if start is None else start
            default = default_end(self._start_ns, self._resolution)
            self.end = default if end is None else end if isinstance(end, date) else date.fromisoformat(end)
        except KeyError as error:
            raise ConfigurationError(f"resume {resume!r} lacks {error}: give what identity() gave") from None
        except (TypeError, ValueError):
            raise DateRangeError(f"end is {end!r}: use a date such as '2030-01-02'") from None

    def _history(
        self,
        bundle: str | None,
        catalog: DataCatalog | None,
        calendar: str | None,
        resume: Mapping[str, str] | None,
    ) -> BarPanel | None:
        if bundle is None:
            return None
        found = DataCatalog() if catalog is None else catalog
        if resume is not None:
            found = found.as_of({bundle: int(resume["version"])})
        self._calendar = calendar or found.manifest(bundle).calendar
        return found.load_panel(bundle, frequency=frequency_of(self._resolution))

    def __repr__(self) -> str:
        return f"LiveFeed({', '.join(self._assets)}; {self._resolution} s, {self.start} to {self.end})"

    def panel(self) -> BarPanel:
        """Return the bars; those of the run arrive later."""
        return self._live.panel

    def finder(self) -> AssetFinder:
        """Return the assets."""
        return AssetFinder(self._live.panel.assets)

    def calendar(self) -> str:
        """Return the name of the exchange calendar."""
        return self._calendar

    def identity(self) -> dict[str, str]:
        """Return what pins the timeline and the history down."""
        panel = self._live.panel
        return {
            "bundle": panel.bundle,
            "version": str(panel.version),
            "sha256": panel.sha256,
            "calendar": self._calendar,
            "bar_resolution": str(self._resolution),
            "scales": f"{panel.price_scale} {panel.volume_scale}",
            "start_ns": str(self._start_ns),
            "end": self.end.isoformat(),
            "assets": ", ".join(f"{asset.sid} {symbol}" for symbol, asset in sorted(self._assets.items())),
        }

    async def events(self, timeline: Timeline, done: int) -> AsyncGenerator[MarketEvent]:
        """Yield the market events from the one after ``done`` of them, each when it is due, bars with their values.

        Args:
            timeline: Of the run.
            done: How many were taken before, in an earlier process.

        Raises:
            StreamConnectionError: If a stream cannot connect at the start.
        """
        left = islice(iterate_market_events(timeline), done, None)
        coming = islice(iterate_market_events(timeline), done, None)
        following = next((event.step for event in coming if isinstance(event, BarArrived)), None)
        if following is None:
            return
        self._bars = BarAssembler(self._live, following)
        watchers: list[asyncio.Task[None]] = []
        self._pushed.open(asyncio.get_running_loop())
        try:
            await self._connect(watchers)
            self._begin(following)
            for event in left:
                if isinstance(event, BarArrived):
                    yield BarArrived(event.step, await self._arrived(event.step))
                else:
                    await self._until(time_of(event, timeline))
                    yield event
        finally:
            self._pushed.close()
            for task in watchers:
                task.cancel()
            for stream in self._streams:
                await stream.disconnect()
            await asyncio.gather(*watchers, return_exceptions=True)

    def push_market_data(self, item: StreamItem) -> None:
        """Take a trade, or a bar that its venue closed, from whatever thread.

        Args:
            item: Of a symbol of the feed; one of another is noted and left out.

        Raises:
            EngineError: If the feed has not begun, or has ended.
        """
        self._pushed.put(item)

    def _take(self, item: StreamItem) -> None:
        asset, now_ns = self._assets.get(item.symbol), self._clock()
        if asset is None or self._buffer is None:
            why = "no asset of this feed" if asset is None else "the feed has not begun"
            self.notices.add("unknown" if asset is None else "early", item.symbol, now_ns, why)
            return
        found = self.monitor.observe(asset.sid, item.timestamp, now_ns)
        self._note(found)
        if isinstance(item, TickData):
            self._buffer.add_tick(item, now_ns)
        elif not any(notice.kind == "ahead" for notice in found):
            self._place(item)

    def blocks(self, asset: Asset) -> str:
        """Return why data of an asset cannot be traded on now; "" if they can.

        Args:
            asset: Of the run.
        """
        now_ns, step = self._clock(), self._bars.next
        if asset.sid not in self._symbols or self._buffer is None:
            return "it is not fed"
        if asset.sid in self._holes:
            return self._holes[asset.sid]
        if step < len(self._live.starts_ns):
            due_ns = self._bars.span(step)[1]
            if now_ns > due_ns + self._patience_ns + (self._backfill_seconds + 1) * NANOS_PER_SECOND:
                return f"the bar that ended at {ns_to_datetime(due_ns).isoformat()} is still to come"
        status = self.monitor.status(asset.sid, now_ns)
        if status is FeedStatus.CLOSED and step > self._live.panel.known_steps:
            # After the close the last bar is as good as it was then.
            status = self.monitor.status(asset.sid, self._bars.span(step - 1)[1] - 1)
        return "" if status is FeedStatus.FRESH else f"the data are {status.value}"

    def asset_states(self) -> list[dict[str, Any]]:
        """Return symbol, age in seconds (None before the first data) and state of every asset's data."""
        if self._buffer is None:
            return []
        now_ns, rows = self._clock(), []
        for symbol, asset in self._assets.items():
            age_ns = self.monitor.age_ns(asset.sid, now_ns)
            state = FeedStatus.GAP if asset.sid in self._holes else self.monitor.status(asset.sid, now_ns)
            age_s = None if age_ns is None else round(age_ns / NANOS_PER_SECOND, 3)
            rows.append({"symbol": symbol, "age_s": age_s, "state": state.value})
        return rows

    def take_notices(self) -> list[dict[str, Any]]:
        """Return what happened to the data since the last call, JSON-typed."""
        now_ns = self._clock()
        if self._buffer is not None and now_ns - self._checked_ns >= CHECK_NS:
            self._checked_ns = now_ns
            self._note(self.monitor.check(now_ns))
        if words := self._horizon.due(now_ns):
            self.notices.add(ENDING, "", now_ns, words)
        return self.notices.take()

    async def _connect(self, watchers: list[asyncio.Task[None]]) -> None:
        for stream in self._streams:
            stream.attach(
                on_tick=self._take,
                on_bar=self._take,
                on_gap=self._gap,
                on_event=self._told,
            )
            await stream.subscribe(list(self._assets), self._channels)
            await stream.connect()
            watchers.append(asyncio.get_running_loop().create_task(self._watch(stream)))

    async def _watch(self, stream: MarketStream) -> None:
        try:
            await stream.wait()
        except RustyBTError as error:
            self.notices.add("stream_failed", "", self._clock(), f"{type(error).__name__}: {error}")

    def _begin(self, following: int) -> None:
        now_ns = self._clock()
        self._buffer = BarBuffer(self._base, self._place, on_refused=self._refused, since_ns=now_ns)
        first, last = date_to_day(self.start) - 7, date_to_day(self.end)
        calendar = get_calendar(self._calendar, first, last)
        begun_ns = self._bars.span(following)[0]
        for symbol, asset in self._assets.items():
            self.monitor.watch(asset.sid, symbol, calendar, since_ns=now_ns)
            if begun_ns < now_ns:
                reason = "the streams began later"
                self._note(self.monitor.interrupted(asset.sid, begun_ns, now_ns, reason, now_ns))

    async def _arrived(self, step: int) -> tuple[BarRow, ...]:
        begun_ns, end_ns = self._bars.span(step)
        await self._until(end_ns + self._patience_ns)
        if self._buffer is not None:
            self._buffer.close_until(end_ns)
        for request in self.monitor.requests():
            if request.start_ns < begun_ns:  # bars that are handed out
                self.monitor.filled(request.sid, request.start_ns, begun_ns)
        if self._backfill is not None:
            await self._mend(self._backfill, begun_ns, end_ns)
        closed, now_ns = self._bars.close(step), self._clock()
        for sid, why in closed.unfit.items():
            self.notices.add("unfit", self._symbols[sid], now_ns, why)
        self._holes = dict.fromkeys(closed.incomplete | self._spoiled, "its last bar lacks trades")
        self._spoiled.clear()
        for request in self._lacking(begun_ns, end_ns):
            self._holes[request.sid] = "data of its last bar may be missing"
        for sid, why in self._holes.items():
            self.notices.add("hole", self._symbols[sid], now_ns, f"bar {step}: {why}")
        return closed.rows

    def _lacking(self, begun_ns: int, until_ns: int) -> list[BackfillRequest]:
        """What may be missing of a bar, and of those after it that are over; of streams still broken as well."""
        now_ns = self._clock()
        open_ended = (
            BackfillRequest(sid, self._symbols[sid], since_ns, until_ns, "the stream is interrupted", now_ns)
            for sid, since_ns in self._broken.items()
        )
        found = []
        for each in (*self.monitor.requests(), *open_ended):
            if each.start_ns < until_ns and each.end_ns > begun_ns:
                over = self._live.panel.times_ns[
                    : np.searchsorted(self._live.panel.times_ns, min(each.end_ns, now_ns))
                ]
                whole_ns = max(until_ns, int(over[-1]) if len(over) else until_ns)
                start_ns = max(each.start_ns, begun_ns)
                found.append(
                    BackfillRequest(each.sid, each.symbol, start_ns, whole_ns, each.reason, each.asked_ns)
                )
        return found

    async def _mend(self, backfill: Backfill, begun_ns: int, until_ns: int) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(self._backfill_seconds):
                for request in self._lacking(begun_ns, until_ns):
                    await self._fetch(backfill, request)
            return
        self.notices.add("backfill_failed", "", self._clock(), f"no answer in {self._backfill_seconds} s")

    async def _fetch(self, backfill: Backfill, request: BackfillRequest) -> None:
        try:
            answer = backfill(request)
            bars = await answer if inspect.isawaitable(answer) else answer
            fetched = [bar for bar in bars if bar.symbol == request.symbol]
        except (RustyBTError, OSError) as error:
            why = f"{type(error).__name__}: {error}"
            self.notices.add("backfill_failed", request.symbol, self._clock(), why)
            return
        for bar in fetched:
            self._place(bar)
        if request.sid in self._broken:
            self._broken[request.sid] = max(request.end_ns, self._broken[request.sid])
        self.monitor.filled(request.sid, request.start_ns, request.end_ns)
        self.notices.add("filled", request.symbol, self._clock(), f"{len(fetched)} bars: {request.reason}")

    async def _until(self, due_ns: int) -> None:
        while (left_ns := due_ns - self._clock()) > 0:
            await self._sleep(min(left_ns / NANOS_PER_SECOND, POLL_SECONDS))

    def _place(self, bar: OHLCVBar) -> None:
        asset = self._assets[bar.symbol]
        placed = self._bars.take(asset, bar)
        if placed is Placed.UNFIT:
            self._spoiled.add(asset.sid)
        if placed is not Placed.TAKEN:
            detail = (
                f"bar of {ns_to_datetime(bar.timestamp).isoformat()}, close {bar.close}, volume {bar.volume}"
            )
            self.notices.add(placed.value, bar.symbol, self._clock(), detail)

    def _refused(self, refused: RefusedTick) -> None:
        tick = refused.tick
        detail = (
            f"trade {tick.trade_id or ''} of {ns_to_datetime(tick.timestamp).isoformat()} at {tick.price}"
        )
        self.notices.add(f"tick_{refused.reason.value}", tick.symbol, self._clock(), detail)

    def _gap(self, gap: StreamGap) -> None:
        asset = self._assets.get(gap.symbol)
        if asset is None or self._buffer is None:
            return
        self._buffer.interrupt(gap.start_ns, gap.end_ns, gap.symbol)
        if gap.end_ns is None:
            self._broken.setdefault(asset.sid, gap.start_ns)
        else:
            self._broken.pop(asset.sid, None)
        now_ns = self._clock()
        self._note(self.monitor.interrupted(asset.sid, gap.start_ns, gap.end_ns, gap.reason, now_ns))

    def _told(self, event: StreamEvent) -> None:
        self.notices.add(f"stream_{event.kind}", "", event.at_ns, event.detail)

    def _note(self, notices: Iterable[FeedNotice]) -> None:
        for notice in notices:
            self.notices.add(notice.kind, notice.symbol, notice.at_ns, notice.detail)

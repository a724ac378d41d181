"""What a watchdog does at the venue for an engine whose host died: it cancels what the session left open there.

It steps no strategy and replays none. The journal says which orders are the session's; to hold its lock is the proof
that no engine lives, and keeps one from starting meanwhile. What is asked and what the venue says is journalled as the
engine does it, so that its next start replays it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rustybt.exceptions import BrokerError, ConfigurationError, OrderStateError, UnknownOrderError
from rustybt.live.account_lock import AccountLock
from rustybt.live.asking import answer_of, asked_at, connect_account, fills_of, said_of, valid_until
from rustybt.live.brokers.retry import BackoffPolicy
from rustybt.live.config import read_config
from rustybt.live.configured import broker_of, feed_of
from rustybt.live.feeds import resume_feed
from rustybt.live.halt import LATCH, HaltLatch
from rustybt.live.journal import Journal
from rustybt.live.journal_events import decode_order_event, encode_event, record_order
from rustybt.live.last_state import CONFIG, JOURNAL
from rustybt.live.models import Known
from rustybt.live.order_names import OrderNames
from rustybt.live.order_state import CancelSent, OrderState, OutcomeUnknown
from rustybt.live.orders import LiveOrders, prove_absent
from rustybt.live.redaction import Redactor
from rustybt.live.unsaid import redactor_of, words_of

if TYPE_CHECKING:
    from rustybt.live.brokers.base import BrokerAdapter
    from rustybt.live.feeds import Feed
    from rustybt.live.order_state import LiveOrder, OrderEvent

__all__ = ["LastCancels", "cancel_left"]

SECONDS, PAUSE_SECONDS = 60.0, 1.0
CONNECTING = BackoffPolicy(max_retries=4, base_delay=0.5, max_delay=4.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastCancels:
    """What became of the orders that a dead engine left at its venue.

    Attributes:
        asked: Our ids of those that were asked to be cancelled.
        left: Our ids of those that may still be open.
        told: Why nothing was done, or why something is left; "" if there is nothing to say.
    """

    asked: tuple[str, ...] = ()
    left: tuple[str, ...] = ()
    told: str = ""


async def cancel_left(
    folder: Path, *, clock: Callable[[], int] = time.time_ns, seconds: float = SECONDS
) -> LastCancels:
    """Cancel at the venue what the session of a dead engine left open there: its own orders, and no others.

    Args:
        folder: Of the session; its halt latch is set, its ``live.yaml`` says which broker.
        clock: UTC nanoseconds.
        seconds: How long the venue is asked at most.

    Returns:
        What became of them; on paper nothing is open at a venue.

    Raises:
        JournalLockedError: If a process holds the journal: it may still send and book, so that nothing is cancelled.
        AccountInUseError: If another session trades on the account.
        ConfigurationError: If no file says which broker it was.
        RustyBTError: If the feed or the broker cannot be made, or the journal fails.
        BrokerError: If there is no connection.
    """
    if not (folder / CONFIG).exists():
        raise ConfigurationError(
            f"there is no {CONFIG} in {folder}: its broker was made by code, in a notebook; look at the venue itself"
        )
    config = read_config(folder / CONFIG)
    if config.broker.kind == "paper":
        return LastCancels(told="on paper nothing is open at a venue")
    if not (folder / JOURNAL).exists():
        return LastCancels(told="it has no journal, so that nothing was ever sent")
    with ExitStack() as undo:
        # First of all: whoever holds it may still send and book.
        journal = Journal.open(folder / JOURNAL, strategy=config.name, clock=clock)
        undo.callback(journal.close)
        if not any(True for _ in journal.read(journal.archived, ("connected",))):
            return LastCancels(told="it had never connected, so that nothing was ever sent")
        feed = feed_of(config)
        resume_feed(feed, folder / JOURNAL)
        account = AccountLock(folder.parent, config.name, clock)
        undo.callback(account.release)
        broker = broker_of(config, feed)
        try:
            await connect_account(broker, journal, account.claim, CONNECTING)
            if (held := HaltLatch(folder / LATCH).read()) is not None:
                journal.append("halt", asdict(held), durable=True)
            names = OrderNames.of_session(config.name, feed.identity())
            return await _Left(journal, broker, names, _book(journal, feed), clock).cancel(seconds)
        finally:
            await broker.disconnect()


class _Left:
    def __init__(
        self,
        journal: Journal,
        broker: BrokerAdapter,
        names: OrderNames,
        orders: LiveOrders,
        clock: Callable[[], int],
    ) -> None:
        self._journal, self._broker, self._names = journal, broker, names
        self._orders, self._clock = orders, clock
        self._redactor = redactor_of(broker, Redactor())
        self._cursor = ""
        self._unbooked: set[str] = set()
        self._asked: dict[str, None] = {}
        self._odd: set[str] = set()

    async def cancel(self, seconds: float) -> LastCancels:
        for order in self._orders.open():
            if order.state in (OrderState.JOURNALLED, OrderState.SENT):
                self._record(OutcomeUnknown(order.order_id, "the engine died in between", self._clock()))
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        while True:
            told = ""
            try:
                await self._round()
            except BrokerError as error:
                told = words_of(error, self._redactor)
            left = self._left()
            if (not left and not told) or loop.time() >= until:
                break
            await asyncio.sleep(PAUSE_SECONDS)
        found = LastCancels(asked=tuple(self._asked), left=left, told=told)
        text = f"after the engine died: cancels asked for {_listed(found.asked)}, still open {_listed(found.left)}"
        self._journal.append("notice", {"code": "watchdog", "text": text}, durable=True)
        return found

    async def _round(self) -> None:
        await self._pull()
        await self._see()
        for order_id in self._left():
            await self._cancel(order_id)
        for order in self._orders.open():
            await self._look(order)
        await self._pull()
        await self._see()

    def _left(self) -> tuple[str, ...]:
        return tuple(sorted({*self._unbooked, *(order.order_id for order in self._orders.open())}))

    async def _see(self) -> None:
        # An id of ours that the journal does not have open, such as after a backup of it was put back.
        opened = {each.order_id for each in await answer_of(self._broker.get_open_orders())}
        booked = {order.order_id for order in self._orders.open()}
        self._unbooked = {each for each in opened - booked if self._names.has(each)}

    async def _cancel(self, order_id: str) -> None:
        order = self._orders.get(order_id)
        if order is not None and order.open and order.cancel_sent_ns is None:
            self._record(CancelSent(order_id, self._clock()), durable=True)
        self._asked[order_id] = None
        try:
            await answer_of(self._broker.cancel_order(order_id))
        except BrokerError as error:
            self._note_once("cancel_failed", {"order_id": order_id, "error": words_of(error, self._redactor)})

    async def _look(self, order: LiveOrder) -> None:
        asked_ns = await asked_at(self._broker, self._clock)
        found = await answer_of(self._broker.get_order(order.order_id))
        if found is not None:
            for said in said_of(found):
                self._hear(said)
            return
        proof = prove_absent(
            order,
            now_ns=asked_ns,
            valid_until_ns=valid_until(order, self._broker),
            found=Known(None),
            fills=Known(await fills_of(self._broker)),
        )
        if proof is not None:
            self._record(proof, durable=True)

    async def _pull(self) -> None:
        while True:
            page = await answer_of(self._broker.get_fills(self._cursor))
            for fill in page.fills:
                self._hear(fill)
            self._cursor = page.cursor
            if page.complete:
                return

    def _hear(self, said: OrderEvent) -> None:
        order = self._orders.get(said.order_id)
        if order is None:
            return  # the next start hears of it, and halts for it
        try:
            if order.apply(said).changed:
                self._record(said, durable=True)
        except OrderStateError as error:
            self._note_once("impossible", {**encode_event(said), "error": str(error)})

    def _record(self, event: OrderEvent, *, durable: bool = False) -> None:
        record_order(self._journal, self._orders, event, durable=durable)

    def _note_once(self, kind: str, payload: dict[str, object]) -> None:
        if str(payload) not in self._odd:
            self._odd.add(str(payload))
            self._journal.append(kind, payload)


def _book(journal: Journal, feed: Feed) -> LiveOrders:
    orders, assets = LiveOrders(), feed.finder().retrieve_asset
    for record in journal.read(journal.archived, ("order",)):
        with suppress(OrderStateError, UnknownOrderError):  # as in a replay: it was heard, and could not be
            orders.apply(decode_order_event(record.payload, assets))
    return orders


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "none"

"""What must hold: the invariants of the reliability study, checked while a world is simulated.

The checker shares no code with the engine: it folds the journal's records by itself, in fractions, and knows the
venue's own books. It is told of each record when it is written, of each commit, of each crash, of each verdict of the
gate, of each order when it leaves and of each when it is taken.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from rustybt.live.risk_gate import Lane

NEVER_TOOK = ("Refused", "ResolvedAbsent")
ENDS = ("Cancelled", "Expired", "Rejected")
OF_CANCELS = ("already_done", "not_found", "duplicate_id")


class Book:
    """A fold over the records of a journal."""

    def __init__(self, capital: int) -> None:
        self.intents: dict[str, dict] = {}
        self.state: dict[str, str] = {}
        self.fills: dict[str, dict] = {}
        self.told: Counter[str] = Counter()
        self.cash = Fraction(capital)
        self.held: Counter[int] = Counter()
        self.market: list[tuple] = []
        self.placed_at: list[int] = []
        self.external: set[str] = set()
        self.latched = False
        self.paused = False
        self.down: set[str] = set()
        self.unproven = True
        self.cancels: set[str] = set()

    def take(self, kind: str, said: dict) -> None:
        match kind:
            case "order":
                self._order(said)
            case "event":
                self._event(said)
            case "halt" | "tripped" | "failed":
                self.latched = True
            case "pause":
                self.paused = True
            case "resume":
                self.latched = self.paused = False
            case "external":
                self.external.add(said["name"])
            case "lane":
                (self.down.discard if said["up"] else self.down.add)(said["lane"])
                self.unproven = True
            case "connected":
                self.down.clear()
                self.unproven = True
            case "reconciled":
                self.unproven = self.unproven and bool(said["report"]["unknown"])

    def _order(self, said: dict) -> None:
        kind = said["type"]
        if kind == "IntentJournalled":
            intent = said["intent"]
            self.intents[intent["order_id"]] = intent
            self.state[intent["order_id"]] = "JOURNALLED"
            self.placed_at.append(intent["created_ns"])
            return
        order_id = said["order_id"]
        before = self.state.get(order_id, "")
        if kind == "Filled":
            self.fills[said["trade_id"]] = said
            done = sum(
                Fraction(each["amount"]) for each in self.fills.values() if each["order_id"] == order_id
            )
            whole = order_id in self.intents and done == Fraction(self.intents[order_id]["amount"])
            if whole or before in ("JOURNALLED", "SENT", "UNKNOWN", "OPEN"):
                self.state[order_id] = "ENDED" if whole else "OPEN"
        elif kind in NEVER_TOOK or kind in ENDS:
            if kind == "Refused" and said["code"] in OF_CANCELS:
                return
            self.state[order_id] = "ENDED"
        elif kind == "Accepted" and before in ("JOURNALLED", "SENT", "UNKNOWN"):
            self.state[order_id] = "OPEN"
        elif kind == "OutcomeUnknown" and before in ("JOURNALLED", "SENT"):
            self.state[order_id] = "UNKNOWN"
        elif kind == "Sent":
            self.state[order_id] = "SENT"
        elif kind == "CancelSent":
            self.cancels.add(order_id)

    def _event(self, said: dict) -> None:
        match said["type"]:
            case "FillReported":
                self.told[said["trade_id"]] += 1
                fill = self.fills.get(said["trade_id"])
                if fill is not None and fill["order_id"] in self.intents:
                    amount, price = Fraction(fill["amount"]), Fraction(fill["price"])
                    self.cash -= amount * price + Fraction(fill["fee"])
                    self.held[self.sid(fill["order_id"])] += amount
            case "AccountAdjusted" if said["sid"] is None:
                self.cash += Fraction(said["amount"])
            case "SessionOpened" | "BarArrived" | "SessionClosed":
                self.market.append((said["type"], said.get("session"), said.get("step")))

    def rest(self, order_id: str) -> Fraction:
        done = sum(Fraction(each["amount"]) for each in self.fills.values() if each["order_id"] == order_id)
        return Fraction(self.intents[order_id]["amount"]) - done

    def alive(self, sid: int | None = None) -> list[str]:
        return [
            name
            for name, state in self.state.items()
            if state != "ENDED" and name in self.intents and (sid is None or self.sid(name) == sid)
        ]

    def sid(self, order_id: str) -> int:
        return self.intents[order_id]["asset"]["sid"]

    def reduces(self, sid: int, amount: Fraction) -> bool:
        held = self.held[sid]
        pending = sum(rest for each in self.alive(sid) if (rest := self.rest(each)) * amount > 0)
        return held * amount < 0 and abs(amount + pending) <= abs(held)


class Truth:
    """The checker of one world.

    Args:
        world: Whose venue is the truth.
        capital: Cash at the start.
        limits: What the gate was given.
        events: The market's events in their order.
    """

    def __init__(self, world, capital: int, limits, events: list[tuple], marks) -> None:
        self.world, self.capital, self.limits, self.events, self.marks = world, capital, limits, events, marks
        self.found: list[str] = []
        self.records: list[tuple[str, dict]] = []
        self.durable = 0
        self.book = Book(capital)
        self.sure = Book(capital)
        self.admitted: dict[str, bool] = {}
        self.sent: Counter[str] = Counter()
        self.cancels: Counter[str] = Counter()
        self.never: set[str] = set()
        self.latch = None
        self.checks: Counter[str] = Counter()
        self.last_ns = 0
        self.canary = ""
        self.shown: dict[object, int] = {}
        place = world.venue.place

        def placed(intent, sent_ns, *, then_reject=""):
            before = len(world.venue.orders_of(intent.order_id))
            answer = place(intent, sent_ns, then_reject=then_reject)
            if len(world.venue.orders_of(intent.order_id)) > before:
                self.taken(intent.order_id)
            return answer

        world.venue.place = placed

    def claim(self, name: str, holds: bool, *words: object) -> None:
        """Note a violation of an invariant unless it holds."""
        self.checks[name] += 1
        if name == self.canary and self.checks[name] in (1, 3):
            holds, words = False, ("a canary",)
        if not holds and len(self.found) < 20:
            self.found.append(f"{name}: {' '.join(map(str, words))} at {self.world.clock()}")

    # What the journal tells.

    def wrote(self, seq: int, kind: str, said: dict) -> None:
        self.claim("I11", seq == len(self.records) + 1, "record", seq, "after", len(self.records))
        if kind == "order":
            self._order(said)
        elif kind == "event":
            self._event(said)
        elif kind == "halt":
            self.claim("S3", said["operator"] != "alignment", "the shadow halts live:", said["reason"])
        self.records.append((kind, said))
        self.book.take(kind, said)

    def flushed(self) -> None:
        for kind, said in self.records[self.durable :]:
            self.sure.take(kind, said)
        self.durable = len(self.records)

    def lost(self, kept: int | None = None) -> None:
        """What was not on the disk is gone; of what was being written, all or nothing is kept."""
        kept = self.durable if kept is None else kept
        whole = kept in (self.durable, len(self.records))
        self.claim("I11", whole, "kept", kept, "of", len(self.records), "with", self.durable, "durable")
        if self.durable < kept <= len(self.records):
            self.flushed()
        del self.records[kept:]
        self.last_ns = 0
        self.book = Book(self.capital)
        for kind, said in self.records:
            self.book.take(kind, said)

    def _order(self, said: dict) -> None:
        kind, venue = said["type"], self.world.venue
        if kind == "IntentJournalled":
            order_id = said["intent"]["order_id"]
            self.claim("I1", order_id not in self.book.intents, "a second intent of", order_id)
        elif kind == "Filled":
            trade_id = said["trade_id"]
            self.claim("I5", trade_id not in self.book.fills, "trade", trade_id, "booked again")
            real = [each for each in venue.trades if each.trade_id == trade_id]
            same = real and (str(real[0].amount), str(real[0].price)) == (said["amount"], said["price"])
            self.claim("I4", bool(same), "trade", trade_id, "was invented")
        elif kind in NEVER_TOOK and said.get("code") not in OF_CANCELS:
            there = venue.orders_of(said["order_id"])
            self.never.add(said["order_id"])
            self.claim("I3", not there, said["order_id"], "was taken, and is called", kind)
        elif kind in ENDS:
            there = venue.orders_of(said["order_id"])
            self.claim("I3", there and not there[-1].open, said["order_id"], "lives, and is called", kind)

    def _event(self, said: dict) -> None:
        kind = said["type"]
        if kind == "FillReported":
            trade_id = said["trade_id"]
            self.claim("I5", not self.book.told[trade_id], "trade", trade_id, "told again")
            self.claim("I4", trade_id in self.book.fills, "trade", trade_id, "told and not in the book")
        elif kind in ("SessionOpened", "BarArrived", "SessionClosed"):
            told = (kind, said.get("session"), said.get("step"))
            at = len(self.book.market)
            self.claim(
                "I12", at < len(self.events) and told == self.events[at], told, "is not market event", at
            )

    def shadowed(self, shadow, event) -> None:
        """A shadow is stepped by a market event."""
        at = self.shown.get(shadow, 0)
        self.shown[shadow] = at + 1
        told = (type(event).__name__, getattr(event, "session", None), getattr(event, "step", None))
        known = at < len(self.book.market) and told == self.book.market[at]
        self.claim(
            "S1", known, "the shadow sees", told, "as market event", at, "which the journal does not hold"
        )

    # What the gate and the wire tell.

    def judged(self, intent, admitted, market_ns: int, state: str, breakers) -> None:
        """The gate let an intent pass."""
        sid, amount = intent.asset.sid, Fraction(intent.amount)
        reduces = self.book.reduces(sid, amount)
        name = intent.order_id
        self.admitted[name] = reduces
        if reduces:
            return
        self.claim("I13", admitted.lane is Lane.RISK, name, "takes risk by the lane", admitted.lane)
        unknown = [each for each in self.book.alive(sid) if self.book.state[each] == "UNKNOWN"]
        self.claim("I10", not unknown, name, "while unknown are", *unknown)
        self.claim("I9", not self.latch.is_set, name, "passed a latch")
        self.claim("I9", not self.book.latched, name, "passed a halt that the journal holds")
        self.claim("I9", not self.book.paused, name, "passed a pause")
        self.claim("I9", breakers.can_trade(), name, "passed a breaker")
        self.claim("I14", not self.book.unproven, name, "before the account was compared")
        self.claim("I14", not self.book.down, name, "while down are", *self.book.down)
        self.claim("I14", state == "ARMED", name, "in state", state)
        age = market_ns - self.marks(sid, market_ns)
        self.claim("I14", age <= self.limits.max_data_age_ns, name, "on a mark that is", age)
        reach = abs(self.book.held[sid] + amount) + sum(
            abs(rest) for each in self.book.alive(sid) if (rest := self.book.rest(each)) * amount > 0
        )
        self.claim("I10", reach <= 4 * self.limits.default_max_position, name, "may reach", reach)
        self.claim(
            "I13", len(self.book.alive()) < self.limits.max_open_orders, name, "is one too many open ones"
        )
        minute = [each for each in self.book.placed_at if market_ns - each < 60_000_000_000]
        self.claim(
            "I13", len(minute) < self.limits.max_orders_per_minute, name, "after", len(minute), "in a minute"
        )

    def leaves(self, intent) -> None:
        """An order is handed to the adapter."""
        name = intent.order_id
        self.sent[name] += 1
        self.claim("I1", self.sent[name] == 1, name, "sent again")
        self.claim("I2", name in self.sure.intents, name, "left before it was durable")
        self.claim("I13", name in self.admitted, name, "passed no gate")
        reduces = self.admitted.get(name, False)
        self.claim("I9", reduces or not self.latch.is_set, name, "left after a halt")

    def taken(self, order_id: str) -> None:
        """The venue accepted an order."""
        self.claim("I1", len(self.world.venue.orders_of(order_id)) == 1, order_id, "accepted twice")
        self.claim("I2", order_id in self.sure.intents, order_id, "accepted without a durable intent")
        self.claim("I3", order_id not in self.never, order_id, "accepted, and was called not taken")

    def changed(self, session) -> None:
        """A turn of the session is over."""
        venue = session.parts.core.venue
        if session.state.value == "FAILED":
            return
        self.claim(
            "I7", Fraction(venue.cash()) == self.book.cash, "cash", venue.cash(), float(self.book.cash)
        )
        held = {row[0].sid: Fraction(row[1]) for row in venue.positions() if row[1]}
        mine = {sid: amount for sid, amount in self.book.held.items() if amount}
        self.claim("I6", held == mine, "positions", held, mine)
        self.claim("I12", session.now_ns >= self.last_ns, "time went back to", session.now_ns)
        self.last_ns = session.now_ns
        flights = len(session.outbox)
        self.claim("I19", flights <= 50, flights, "requests under way")

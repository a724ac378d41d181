"""kill -9 of real engines that trade on a simulated exchange in another process, which goes on without them.

At the end the engine's journal and its book are held to the exchange's own: no order twice, every fill booked once,
cash and positions equal to the last digit.
"""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

from rustybt import DataCatalog
from rustybt.live.config import read_config
from rustybt.live.configured import engine_of
from rustybt.live.control import ask
from rustybt.live.journal import JournalReader
from rustybt.live.journal_check import verify_journal
from rustybt.testing.builders import made_up_contents
from rustybt.testing.exchange_process import served
from rustybt.testing.faults import FAULTS
from tests.live.kill_rounds import Campaign, Figures

SYMBOLS = ("AAA", "BBB", "CCC")
CASH = "1000000"
DAYS = {"start": "2023-01-03", "end": "2023-12-29"}
SPEED = 1_260_000
"""Market seconds a second: the year takes twenty-five seconds."""
HALTING = ("lie_balances", "foreign_order", "unknown_asset")
"""Weather that an engine rightly halts at."""
WEATHER = (
    "disconnect_orders",
    "disconnect_reports",
    "silent_stream",
    "stale_reads",
    "clock_skew",
    "suspend_asset",
)
"""Drawn twenty times a second, and made rarer: an engine that is never armed trades nothing."""
SETTLED_SECONDS = 60.0

TRADER = '''
from rustybt import LimitOrder, TradingAlgorithm


class Trader(TradingAlgorithm):
    """Orders every day: at the market, and at limits around 100, some of which it cancels."""

    def initialize(self, context):
        context.names = self.symbols("AAA", "BBB", "CCC")
        context.days = 0
        context.waiting = []

    def handle_data(self, context, data):
        context.days += 1
        for number, asset in enumerate(context.names):
            self.order_target(asset, 10 * ((context.days * (number + 3)) % 7) - 20)
        for order in context.waiting[:-4]:
            self.cancel_order(order)
        asset = context.names[context.days % 3]
        amount = 5 if context.days % 2 else -5
        order = self.order(asset, amount, style=LimitOrder(100 - amount * (context.days % 5) / 5))
        context.waiting = [*context.waiting[-4:], order]
'''


class Verdict:
    """What the exchange's truth makes of an engine's journal and book."""

    def __init__(self, journal: Path, replayed, truth: dict) -> None:
        self.truth, self.book, self.venue = truth, replayed.found.orders, replayed.venue
        with JournalReader.open(journal) as reader:
            said = [record.payload for record in reader.read(kinds=("order",))]
            told = [record.payload for record in reader.read(kinds=("event",))]
        self.sent = Counter(each["order_id"] for each in said if each["type"] == "Sent")
        self.booked = Counter(_fill(each) for each in said if each["type"] == "Filled")
        self.told = Counter(each["trade_id"] for each in told if each["type"] == "FillReported")
        self.traded = {_fill(each) for each in truth["trades"]}

    def duplicates(self) -> int:
        """Orders that were sent twice, or that the exchange took twice, and fills that were booked twice."""
        taken = Counter(each["order_id"] for each in self.truth["orders"])
        counts = (self.sent, taken, self.booked, self.told)
        return sum(number - 1 for count in counts for number in count.values())

    def lost(self) -> int:
        """Fills that only one of the two knows, and that the account was not told of."""
        return len(self.traded ^ set(self.booked)) + len({each[0] for each in self.traded} ^ set(self.told))

    def wrong(self) -> list[str]:
        """What differs, in words: cash, positions, and how orders stand."""
        held = {asset.symbol: amount for asset, amount, *_ in self.venue.positions() if amount}
        theirs = {symbol: Decimal(amount) for symbol, amount in self.truth["positions"].items()}
        found = []
        if self.venue.cash() != Decimal(self.truth["cash"]):
            found.append(f"cash {self.venue.cash()} and {self.truth['cash']}")
        if held != theirs:
            found.append(f"positions {held} and {theirs}")
        at_venue = {each["order_id"]: each for each in self.truth["orders"]}
        if strangers := at_venue.keys() - {order.order_id for order in self.book}:
            found.append(f"orders without an intent: {sorted(strangers)}")
        for order in self.book:
            there = at_venue.get(order.order_id)
            stands = (there["status"] in ("pending", "open", "partial")) if there else False
            filled = Decimal(there["filled"]) if there else Decimal(0)
            if (order.open, order.filled) != (stands, filled):
                found.append(
                    f"order {order.order_id} is {order.state} with {order.filled}, and {there and there['status']} "
                    f"with {filled}"
                )
        return found

    @property
    def holds(self) -> bool:
        return not (self.duplicates() or self.lost() or self.wrong())


def _fill(said: dict) -> tuple:
    return (said["trade_id"], said["order_id"], *(Decimal(said[name]) for name in ("amount", "price", "fee")))


class ExchangeCampaign(Campaign):
    """On an exchange that drops, delays, repeats, refuses, breaks off, and trades on while the engine is dead."""

    seconds = 4.0

    def __init__(self, folder: Path, seed: int, *, kernels: bool, speed: int = SPEED) -> None:
        super().__init__(folder, seed, kernels=kernels)
        self.speed, self.seconds = speed, self.seconds * SPEED / speed
        (folder / "trader.py").write_text(TRADER)
        DataCatalog(folder / "data").write("made-up", made_up_contents(SYMBOLS, seed=seed))

    def _session(self, name: str, rounds: int) -> None:
        exchange = self.folder / f"exchange-{name}"
        faults = {
            fault: chance / (5 if fault in WEATHER else 2)
            for fault, chance in FAULTS.items()
            if fault not in HALTING
        }
        with served(exchange, SYMBOLS, cash=CASH, seed=self.random.randrange(1 << 30), faults=faults):
            config = self._written(name, self._described(exchange))
            while not self._lived(config, rounds):
                pass
            ask(exchange, "calm")
            ask(exchange, "stand")
            self._judge(config, ask(exchange, "truth"), rounds)

    def _described(self, exchange: Path) -> dict:
        return {
            "strategy": "trader.py",
            "data": {"bundle": "made-up", **DAYS, "speed": self.speed, "data_dir": "data"},
            "broker": {
                "kind": "module",
                "factory": "rustybt.testing.remote_exchange:remote_exchange",
                "options": {"folder": str(exchange), "timeout_seconds": 1.0},
            },
            "capital_base": CASH,
            "breakers": [{"kind": "manual"}],
            "reconciliation": {"interval_seconds": 5},
        }

    def _judge(self, config: Path, truth: dict, rounds: int) -> None:
        journal = self.folder / "sessions" / config.stem / "journal.db"
        figures, until = self.figures, time.monotonic() + SETTLED_SECONDS
        while True:
            verdict = Verdict(journal, engine_of(read_config(config), {}).replay(), truth)
            if verdict.holds or time.monotonic() > until:
                break
            # What nobody knows yet is asked for, by engines that are not killed, until absence is proven.
            self._ended(config, self.figures.kills)
        verify_journal(journal)
        figures.orders += len(verdict.sent)
        figures.fills += len(truth["trades"])
        figures.faults.update(truth["faults"])
        figures.duplicates += verdict.duplicates()
        figures.lost += verdict.lost()
        figures.wrong += [f"{config.stem}: {each}" for each in verdict.wrong()]


def exchange_campaign(rounds: int, seed: int = 0, *, kernels: bool = False, speed: int = SPEED) -> Figures:
    """Kill so many engines that trade on an exchange; what they came to."""
    with tempfile.TemporaryDirectory() as folder:
        return ExchangeCampaign(Path(folder), seed, kernels=kernels, speed=speed).run(rounds)

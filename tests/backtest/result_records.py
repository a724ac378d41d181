"""Builds run records by a small exact ledger of its own, so that results can be tested without an engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

import numpy as np

from rustybt.assets.assets import Equity
from rustybt.model.records import RunRecord

DAY = 86_400 * 10**9
PRICE, QUANTITY = 8, 0
MONEY = PRICE + QUANTITY
NONE = -(2**63)


def equity(sid: int, symbol: str) -> Equity:
    return Equity(sid, symbol, start_date=date(2000, 1, 3), end_date=date(2030, 12, 31))


def sessions_from(first: int, count: int) -> np.ndarray:
    days = np.arange(first, first + count * 2, dtype=np.int32)
    return days[(days + 3) % 7 < 5][:count]


def money(values) -> bytes:
    return b"".join(int(value * 10**MONEY).to_bytes(16, "little", signed=True) for value in values)


@dataclass
class Fill:
    session: int
    asset: int
    amount: int
    price: Fraction
    fee: Fraction = Fraction(0)


@dataclass
class Books:
    """Cash, positions and totals, in Fractions."""

    cash: Fraction
    amount: dict[int, int] = field(default_factory=dict)
    cost: dict[int, Fraction] = field(default_factory=dict)
    fees: Fraction = Fraction(0)

    def apply(self, fill: Fill) -> None:
        held, cost = self.amount.get(fill.asset, 0), self.cost.get(fill.asset, Fraction(0))
        after = held + fill.amount
        opened = fill.amount if held * fill.amount >= 0 else (after if after * held < 0 else 0)
        kept = cost if held * fill.amount >= 0 else (cost * after / held if after * held > 0 else Fraction(0))
        self.amount[fill.asset], self.cost[fill.asset] = after, kept + opened * fill.price
        self.cash -= fill.amount * fill.price + fill.fee
        self.fees += fill.fee


def record_of(prices: np.ndarray, fills: list[Fill], *, capital: int = 100_000, recorded=None) -> RunRecord:
    """A run over ``prices`` (cents, int [sessions, assets]) in which each fill is an order of its own."""
    count, width = prices.shape
    days = sessions_from(12_786, count)
    books = Books(Fraction(capital))
    daily: dict[str, list] = {name: [] for name in ("cash", "long", "short", "fees", "longs", "shorts")}
    held: dict[str, list] = {name: [] for name in ("row", "column", "amount", "price", "cost", "fees")}
    for session in range(count):
        for fill in fills:
            if fill.session == session:
                books.apply(fill)
        values = {asset: amount * Fraction(int(prices[session, asset]), 100)
                  for asset, amount in books.amount.items() if amount}  # fmt: skip
        daily["cash"].append(books.cash)
        daily["long"].append(sum((value for value in values.values() if value > 0), Fraction(0)))
        daily["short"].append(sum((value for value in values.values() if value < 0), Fraction(0)))
        daily["fees"].append(books.fees)
        daily["longs"].append(sum(value > 0 for value in values.values()))
        daily["shorts"].append(sum(value < 0 for value in values.values()))
        for asset in sorted(values):
            held["row"].append(session)
            held["column"].append(asset)
            held["amount"].append(books.amount[asset])
            held["price"].append(int(prices[session, asset]) * 10**6)
            held["cost"].append(books.cost[asset])
            held["fees"].append(Fraction(0))
    close = days.astype(np.int64) * DAY + 21 * 3600 * 10**9
    nothing = money([0] * count)
    return RunRecord(
        assets=[equity(sid, f"A{sid}") for sid in range(width)],
        price_scale=PRICE, quantity_scale=QUANTITY, money_scale=MONEY, capital_base=Decimal(capital),
        daily={
            "session": days, "open_ns": close - 23_400 * 10**9, "close_ns": close, "cash": money(daily["cash"]),
            "long_value": money(daily["long"]), "short_value": money(daily["short"]),
            "long_exposure": money(daily["long"]), "short_exposure": money(daily["short"]),
            "realised": nothing, "fees": money(daily["fees"]), "dividends": nothing, "flows": nothing,
            "longs": np.array(daily["longs"], np.int32), "shorts": np.array(daily["shorts"], np.int32),
        },
        orders=orders_of(fills, close), order_reasons={},
        transactions={
            "order": np.arange(len(fills)), "column": ints(fills, "asset", np.int32),
            "step": ints(fills, "session"), "time_ns": close[ints(fills, "session")],
            "amount": ints(fills, "amount"), "price": prices_of(fills),
            "commission": money(fill.fee for fill in fills),
        },
        positions={
            "row": np.array(held["row"], np.int32), "column": np.array(held["column"], np.int32),
            "amount": np.array(held["amount"], np.int64), "price": np.array(held["price"], np.int64),
            "cost": money(held["cost"]), "fees": money(held["fees"]),
        },
        recorded=recorded or {},
    )  # fmt: skip


def orders_of(fills: list[Fill], close: np.ndarray) -> dict:
    steps = ints(fills, "session")
    numbers = np.arange(len(fills)) - np.searchsorted(steps, steps)
    none = np.full(len(fills), NONE, dtype=np.int64)
    return {
        "step": steps, "n": numbers, "column": ints(fills, "asset", np.int32), "amount": ints(fills, "amount"),
        "filled": ints(fills, "amount"), "limit": none, "stop": none, "created_ns": close[steps],
        "changed_ns": close[steps], "status": np.ones(len(fills), np.int8),
        "commission": money(fill.fee for fill in fills),
    }  # fmt: skip


def ints(fills: list[Fill], name: str, kind=np.int64) -> np.ndarray:
    return np.array([getattr(fill, name) for fill in fills], dtype=kind)


def prices_of(fills: list[Fill]) -> np.ndarray:
    return np.array([int(fill.price * 10**PRICE) for fill in fills], dtype=np.int64)


def wandering(sessions: int = 300, assets: int = 2, seed: int = 5, every: int = 10) -> RunRecord:
    """A run over random prices that turns its positions now and then."""
    random = np.random.default_rng(seed)
    prices = (5_000 * np.exp(np.cumsum(random.normal(0.0004, 0.012, (sessions, assets)), axis=0))).astype(int)
    held, fills = [0] * assets, []
    for session in range(0, sessions, every):
        for asset in range(assets):
            wanted = int(random.integers(-300, 900))
            if wanted != held[asset]:
                price = Fraction(int(prices[session, asset]), 100)
                fills.append(Fill(session, asset, wanted - held[asset], price, Fraction(107, 100)))
                held[asset] = wanted
    recorded = {"signal": [session % 7 / 8 for session in range(sessions)], "count": list(range(sessions))}
    return record_of(prices, fills, recorded=recorded)

"""A hundred thousand ledger operations, each equal to the fractions, each conserving money."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rustybt import Equity
from rustybt.exceptions import (
    AssetNotFoundError,
    ConfigurationError,
    LedgerError,
    LedgerOverflowError,
)
from rustybt.finance.decimal.ledger import DecimalLedger
from rustybt.model.time import day_to_date
from tests.finance.decimal.fraction_ledger import FractionLedger

OPERATIONS = 100_000
NOW = datetime(2020, 1, 2, tzinfo=UTC)
MULTIPLIERS = (1, 1, 50)


def assets():
    life = {"start_date": date(2020, 1, 1), "end_date": date(2030, 1, 1)}
    return [
        Equity(sid, f"S{sid}", price_multiplier=Decimal(factor), **life)
        for sid, factor in enumerate(MULTIPLIERS)
    ]


class Pair:
    """The ledger and its oracle, told the same."""

    def __init__(self, price_scale, quantity_scale, capital=10**7):
        self.price_scale, self.quantity_scale = price_scale, quantity_scale
        self.money_scale = price_scale + quantity_scale
        self.assets = assets()
        self.ledger = DecimalLedger(
            capital, self.assets, price_scale=price_scale, quantity_scale=quantity_scale
        )
        self.oracle = FractionLedger(capital, price_scale, quantity_scale, MULTIPLIERS)
        self.operations = 0

    def both(self, name, *arguments):
        """Tell both of one operation; one that overflows must change nothing."""
        calls = {
            "fill": lambda c, q, p, f: self.ledger.process_transaction(self.assets[c], q, p, f, NOW),
            "mark": lambda c, p: self.ledger.mark(self.assets[c], p),
            "split": lambda c, n, d: self.ledger.process_split(self.assets[c], n, d),
            "earn": lambda c, a, day: self.ledger.earn_dividend(self.assets[c], a, day_to_date(day)),
            "pay": lambda day: self.ledger.pay_dividends(day_to_date(day)),
            "flow": self.ledger.process_cash_flow,
            "charge": self.ledger.charge,
        }
        before = self.ledger.sums, self.ledger.positions
        try:
            calls[name](*arguments)
        except LedgerOverflowError:
            assert (self.ledger.sums, self.ledger.positions) == before
            return
        getattr(self.oracle, name)(*(Fraction(a) if isinstance(a, Decimal) else a for a in arguments))
        self.operations += 1
        self.compare()

    def compare(self):
        self.ledger.check()
        oracle, sums = self.oracle, self.ledger.sums
        assert oracle.conserved()
        for name in ("cash", "realised", "fees", "dividends", "flows"):
            assert Fraction(sums[name]) == getattr(oracle, name), name
        assert Fraction(sums["portfolio_value"]) == oracle.cash + oracle.value()
        positions = self.ledger.positions
        assert {asset.sid for asset in positions} == set(oracle.held)
        for asset, position in positions.items():
            found = [Fraction(part) for part in (position.amount, position.cost, position.fees)]
            assert found == oracle.held[asset.sid]


def decimal(mantissa, scale):
    return Decimal(mantissa).scaleb(-scale)


class Accounts(RuleBasedStateMachine):
    """Any order of operations, at any scales."""

    @initialize(price_scale=st.integers(2, 12), quantity_scale=st.sampled_from([0, 2, 8]))
    def open(self, price_scale, quantity_scale):
        self.pair = Pair(price_scale, quantity_scale)

    def price(self, data):
        return decimal(
            data.draw(st.integers(1, min(10**6 * 10**self.pair.price_scale, 2**62))), self.pair.price_scale
        )

    @rule(data=st.data(), column=st.integers(0, 2))
    def trade(self, data, column):
        most = min(10**9 * 10**self.pair.quantity_scale, 2**62)
        quantity = data.draw(st.integers(-most, most).filter(bool))
        fee = data.draw(st.integers(0, 10**6 * 10**self.pair.money_scale))
        scale = self.pair.quantity_scale
        self.pair.both(
            "fill", column, decimal(quantity, scale), self.price(data), decimal(fee, self.pair.money_scale)
        )

    @rule(column=st.integers(0, 2), data=st.data())
    @precondition(lambda self: self.pair.oracle.held)
    def flip(self, column, data):
        held = self.pair.oracle.held.get(column)
        if held is not None:
            factor = data.draw(st.integers(1, 3))
            quantity = (
                Decimal(int(held[0] / self.pair.oracle.lot)).scaleb(-self.pair.quantity_scale) * -factor
            )
            self.pair.both("fill", column, quantity, self.price(data), Decimal(0))

    @rule(data=st.data(), column=st.integers(0, 2))
    def mark(self, data, column):
        self.pair.both("mark", column, self.price(data))

    @rule(column=st.integers(0, 2), numerator=st.integers(1, 30), denominator=st.integers(1, 30))
    def split(self, column, numerator, denominator):
        self.pair.both("split", column, numerator, denominator)

    @rule(data=st.data(), column=st.integers(0, 2), day=st.integers(18_262, 18_300))
    def dividend(self, data, column, day):
        self.pair.both("earn", column, self.price(data), day)

    @rule(day=st.integers(18_262, 18_300))
    def pay(self, day):
        self.pair.both("pay", day)

    @rule(mantissa=st.integers(-(10**20), 10**20))
    def flow(self, mantissa):
        self.pair.both("flow", decimal(mantissa, self.pair.money_scale))

    @rule(mantissa=st.integers(0, 10**12))
    def charge(self, mantissa):
        self.pair.both("charge", decimal(mantissa, self.pair.money_scale))

    @invariant()
    def equal(self):
        if hasattr(self, "pair"):
            self.pair.compare()


TestAccounts = Accounts.TestCase
TestAccounts.settings = settings(max_examples=40, stateful_step_count=60, deadline=None)


def drive(pair, chance, steps):
    """Operations from a seed, in the mix of a busy account."""
    price_scale, quantity_scale = pair.price_scale, pair.quantity_scale
    day = 18_262
    for _ in range(steps):
        column = chance.randrange(3)
        price = decimal(chance.randint(1, 10 ** chance.randint(1, price_scale + 5)), price_scale)
        kind = chance.random()
        if kind < 0.6:
            most = 10 ** chance.randint(1, quantity_scale + 4)
            quantity = decimal(chance.randint(1, most) * chance.choice((-1, 1)), quantity_scale)
            if chance.random() < 0.2 and column in pair.oracle.held:
                held = int(pair.oracle.held[column][0] / pair.oracle.lot)
                quantity = decimal(-held * chance.randint(1, 2), quantity_scale)
            pair.both("fill", column, quantity, price, decimal(chance.randint(0, 10**6), pair.money_scale))
        elif kind < 0.8:
            pair.both("mark", column, price)
        elif kind < 0.86:
            pair.both("split", column, chance.randint(1, 12), chance.randint(1, 12))
        elif kind < 0.92:
            pair.both("earn", column, price, day + chance.randint(0, 9))
        elif kind < 0.96:
            day += 1
            pair.both("pay", day)
        elif kind < 0.98:
            pair.both("flow", decimal(chance.randint(-(10**9), 10**9), pair.money_scale))
        else:
            pair.both("charge", decimal(chance.randint(0, 10**6), pair.money_scale))


@pytest.mark.parametrize("price_scale", range(2, 13))
def test_a_hundred_thousand_operations_are_exact(price_scale):
    wanted = -(-OPERATIONS // 11)
    chance = random.Random(price_scale)
    done = 0
    while done < wanted:
        pair = Pair(price_scale, chance.choice((0, 3, 8)))
        drive(pair, chance, 1000)
        done += pair.operations
    assert done >= wanted


def test_what_does_not_fit_is_refused_whole():
    pair = Pair(2, 0)
    asset = pair.assets[0]
    with pytest.raises(LedgerOverflowError, match="nothing was changed"):
        pair.ledger.process_transaction(asset, 2**63, 1, 0, NOW)
    with pytest.raises(LedgerOverflowError, match="nothing was changed"):
        pair.ledger.process_cash_flow(10**37)
    pair.ledger.process_transaction(asset, 2**62, 1, 0, NOW)
    with pytest.raises(LedgerOverflowError, match="quantity"):
        pair.ledger.process_transaction(asset, 2**62, 1, 0, NOW)
    assert pair.ledger.positions[asset].amount == 2**62
    with pytest.raises(ConfigurationError, match="more than 2 decimal places"):
        pair.ledger.mark(asset, "1.005")
    with pytest.raises(LedgerError, match="split ratio"):
        pair.ledger.process_split(asset, 0, 1)
    stranger = Equity(9, "X", start_date=date(2020, 1, 1), end_date=date(2020, 1, 2))
    with pytest.raises(AssetNotFoundError, match="X"):
        pair.ledger.mark(stranger, 1)

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
from rustybt.exceptions import LedgerOverflowError
from rustybt.finance.decimal import DecimalLedger, DecimalTransaction
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
        self.operations = self.refused = 0
        self.seen = self.state()

    def fill_of(self, column, quantity, price, fee):
        asset = self.assets[column]
        return DecimalTransaction(
            asset=asset, amount=quantity, price=price, commission=fee, dt=NOW, order_id=None
        )

    def both(self, name, *arguments):
        """Tell both of one operation; what they answer is the same, and one that overflows changes nothing."""
        calls = {
            "fill": lambda *fill: self.ledger.process_transactions([self.fill_of(*fill)])[0],
            "mark": lambda c, p: self.ledger.mark({self.assets[c]: p}),
            "split": lambda c, n, d: self.ledger.process_split(self.assets[c], n, d),
            "earn": lambda c, a, day: self.ledger.earn_dividend(self.assets[c], a, day_to_date(day)),
            "pay": lambda day: self.ledger.pay_dividends(day_to_date(day)),
            "flow": self.ledger.process_cash_flow,
            "charge": self.ledger.charge,
        }
        try:
            answer = calls[name](*arguments)
        except LedgerOverflowError:
            assert self.state() == self.seen
            self.refused += 1
            return
        wanted = getattr(self.oracle, name)(
            *(Fraction(a) if isinstance(a, Decimal) else a for a in arguments)
        )
        assert answer == wanted
        self.operations += 1
        self.compare()

    def state(self):
        return self.ledger.sums, self.ledger.positions

    def compare(self):
        self.ledger.check()
        oracle, self.seen = self.oracle, self.state()
        sums, positions = self.seen
        assert oracle.conserved()
        for name in ("cash", "realised", "fees", "dividends", "flows"):
            assert Fraction(sums[name]) == getattr(oracle, name), name
        assert Fraction(sums["portfolio_value"]) == oracle.cash + oracle.value()
        assert [asset.sid for asset in positions] == list(oracle.held)  # in the order they were opened
        for asset, position in positions.items():
            found = [Fraction(part) for part in (position.amount, position.cost, position.fees)]
            assert found == oracle.held[asset.sid]
            assert position.last_sale_price == oracle.prices[asset.sid]


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
            most = 10 ** chance.randint(0, quantity_scale + 9)  # from one smallest unit to 1e9
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


def test_amounts_at_the_ends_of_the_integers_are_refused_or_exact():
    chance, pair = random.Random(7), Pair(12, 8, capital=10**17)
    for _ in range(2000):
        quantity = decimal(chance.randint(2**61, 2**63 - 1) * chance.choice((-1, 1)), 8)
        price = decimal(chance.randint(2**50, 2**63 - 1), 12)
        pair.both("fill", chance.randrange(3), quantity, price, decimal(chance.randint(0, 2**60), 20))
        pair.both("split", chance.randrange(3), chance.randint(1, 2**40), chance.randint(1, 2**40))
    assert pair.operations > 200
    assert pair.refused > 200


def test_a_batch_is_the_same_as_its_fills_one_by_one():
    chance, single, batch = random.Random(8), Pair(4, 3), Pair(4, 3)
    for _ in range(20):
        fills = [
            single.fill_of(
                chance.randrange(3),
                decimal(chance.randint(1, 10**6) * chance.choice((-1, 1)), 3),
                decimal(chance.randint(1, 10**7), 4),
                decimal(chance.randint(0, 10**6), 7),
            )
            for _ in range(50)
        ]
        for fill in fills:
            single.ledger.process_transaction(fill)
        before = batch.ledger.sums["realised"]
        assert sum(batch.ledger.process_transactions(fills)) == batch.ledger.sums["realised"] - before
        assert batch.state() == single.state()


def test_a_batch_with_one_bad_fill_changes_nothing():
    pair = Pair(2, 0)
    good, bad = pair.fill_of(0, Decimal(5), Decimal(1), Decimal(0)), pair.fill_of(0, Decimal(2**63 - 1), 1, 0)
    before = pair.state()
    with pytest.raises(LedgerOverflowError, match="fill 1 of the batch"):
        pair.ledger.process_transactions([good, bad])
    assert pair.state() == before


def test_what_does_not_fit_is_refused_whole():
    pair = Pair(2, 0)
    ledger, asset = pair.ledger, pair.assets[0]
    one = Decimal(1)
    with pytest.raises(LedgerOverflowError, match="nothing was changed"):
        ledger.process_transaction(pair.fill_of(0, Decimal(2**63), one, one))
    with pytest.raises(LedgerOverflowError, match="nothing was changed"):
        ledger.process_cash_flow(10**37)
    with pytest.raises(LedgerOverflowError, match="split ratio"):
        ledger.process_split(asset, 2**63, 1)
    ledger.process_transaction(pair.fill_of(0, Decimal(2**62), one, one))
    with pytest.raises(LedgerOverflowError, match="quantity"):
        ledger.process_transaction(pair.fill_of(0, Decimal(2**62), one, one))
    with pytest.raises(LedgerOverflowError, match="split quantity"):
        ledger.process_split(asset, 1, 4)
    assert ledger.positions[asset].amount == 2**62

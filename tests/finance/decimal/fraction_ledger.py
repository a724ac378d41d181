"""The oracle: the ledger's documented rules in fractions. It shares no code with the product."""

from __future__ import annotations

from fractions import Fraction


class FractionLedger:
    """One account; every number is a Fraction, rounding happens where the rounding table says."""

    def __init__(self, capital, price_scale, quantity_scale, multipliers):
        self.price_unit = Fraction(1, 10**price_scale)
        self.lot = Fraction(1, 10**quantity_scale)
        self.money_unit = self.price_unit * self.lot
        self.multipliers = multipliers
        self.capital = self.cash = Fraction(capital)
        self.realised = self.fees = self.dividends = self.flows = Fraction(0)
        self.held = {}  # column: [quantity, cost, fees in the basis]
        self.prices = dict.fromkeys(range(len(multipliers)), Fraction(0))
        self.owed = []

    def money(self, value):
        return round(value / self.money_unit) * self.money_unit  # a Fraction is rounded half to even

    def fill(self, column, quantity, price, fee):
        held, cost, basis_fees = self.held.get(column, [Fraction(0)] * 3)
        value = quantity * price * self.multipliers[column]
        same_side = held == 0 or (held > 0) == (quantity > 0)
        profit = Fraction(0)
        if same_side:
            cost += value
        else:
            closed = min(abs(quantity), abs(held))
            share = closed / abs(held)
            relieved = cost if share == 1 else self.money(cost * share)
            relieved_fees = basis_fees if share == 1 else self.money(basis_fees * share)
            closing = -closed if held > 0 else closed
            profit = -closing * price * self.multipliers[column] - relieved
            cost = cost - relieved + (quantity - closing) * price * self.multipliers[column]
            basis_fees -= relieved_fees
        self.cash -= value + fee
        self.realised += profit
        self.fees += fee
        self.prices[column] = price
        self.put(column, held + quantity, cost, basis_fees + fee)
        return profit

    def put(self, column, quantity, cost, fees):
        if quantity == 0:
            self.held.pop(column, None)
        else:
            self.held[column] = [quantity, cost, fees]

    def mark(self, column, price):
        self.prices[column] = price

    def split(self, column, numerator, denominator):
        ratio = Fraction(numerator, denominator)
        price = self.prices[column] * ratio
        self.prices[column] = round(price / self.price_unit) * self.price_unit
        if column not in self.held:
            return Fraction(0)
        quantity, cost, fees = self.held[column]
        raw = quantity / ratio
        whole = int(raw / self.lot) * self.lot
        rest = abs(raw - whole) / abs(raw)
        out = cost if whole == 0 else self.money(cost * rest)
        out_fees = self.money(fees * rest)
        self.cash += out
        self.put(column, whole, cost - out, fees - out_fees)
        return out

    def earn(self, column, amount, day):
        if column not in self.held:
            return Fraction(0)
        due = self.held[column][0] * amount * self.multipliers[column]
        self.owed.append((day, due))
        return due

    def pay(self, day):
        due = sum((amount for when, amount in self.owed if when <= day), Fraction(0))
        self.owed = [entry for entry in self.owed if entry[0] > day]
        self.cash += due
        self.dividends += due
        return due

    def flow(self, amount):
        self.cash += amount
        self.flows += amount

    def charge(self, fee):
        self.cash -= fee
        self.fees += fee

    def value(self):
        return sum(
            (held[0] * self.prices[c] * self.multipliers[c] for c, held in self.held.items()), Fraction(0)
        )

    def conserved(self):
        cost = sum((held[1] for held in self.held.values()), Fraction(0))
        return self.cash + cost == self.capital + self.flows + self.dividends + self.realised - self.fees

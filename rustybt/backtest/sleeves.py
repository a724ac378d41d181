"""The sleeves of an account: what each strategy of a portfolio holds of it, to the last digit.

There is one account, that of the venue. A sleeve is a share of it: the same ledger arithmetic, fed with the account's
own fills by order id, its marks and its corporate actions. At every bar the sleeves and the cash that nobody has sum to
the account, exactly; otherwise the run stops.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import ROUND_DOWN, Context, Decimal
from typing import TYPE_CHECKING

from rustybt.engine.bar_view import life_of
from rustybt.exceptions import ConservationError
from rustybt.finance.decimal.context import decimal, divide, product, total
from rustybt.finance.decimal.ledger import DecimalLedger
from rustybt.finance.decimal.transaction import DecimalTransaction
from rustybt.model.time import day_to_date, ns_to_datetime

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.engine.simulated_venue import SimulatedVenue
    from rustybt.model.bars import Dividend, Split

__all__ = ["Sleeve", "SleeveBook", "shares_of"]

NANOS_PER_DAY = 86_400_000_000_000
_ZERO = Decimal(0)
_ONE = Decimal(1)
_CUT = Context(prec=1000, rounding=ROUND_DOWN)


class Sleeve:
    """One strategy's share of the account.

    Args:
        name: Of the strategy.
        ledger: Of this share alone.

    Attributes:
        name: Of the strategy.
        ledger: Of this share alone.
        start: Cash that it began with.
        paid_in: Cash that it was given since, less what was taken.
        orders: Ids of the orders that were placed for it.
        returns: Simple returns of the sessions so far; money given or taken is no return.
        kept: Sums of its ledger at the ends of sessions, by name, with the numbers of its positions.
    """

    def __init__(self, name: str, ledger: DecimalLedger) -> None:
        self.name, self.ledger = name, ledger
        self.start = ledger.cash
        self.paid_in = _ZERO
        self.orders: dict[str, None] = {}
        self.returns: list[float] = []
        self.kept: list[dict[str, Decimal]] = []
        self._base = self.start
        self._growth = _ONE

    @property
    def value(self) -> Decimal:
        """Its cash and positions at their last prices."""
        return self.ledger.portfolio_value

    def amount(self, asset: Asset) -> Decimal:
        """Return the signed quantity that it holds of an asset.

        Args:
            asset: Of the bundle.
        """
        position = self.ledger.find_position(asset)
        return _ZERO if position is None else position.amount

    def transfer(self, money: Decimal) -> None:
        """Give it cash, or take some.

        Args:
            money: Negative to take.
        """
        self._grow()
        self.ledger.process_cash_flow(money)
        self.paid_in = total(self.paid_in, money)
        self._base = self.value

    def end_session(self) -> None:
        """Keep the session's return."""
        self._grow()
        self.returns.append(float(self._growth) - 1.0)
        self._base, self._growth = self.value, _ONE

    def keep(self) -> None:
        """Keep the sums of its ledger as they are; what it was given is all that came from outside."""
        amounts = [self.amount(asset) for asset in self.ledger.held_assets]
        longs = sum(amount > 0 for amount in amounts)
        counts = {"longs": Decimal(longs), "shorts": Decimal(len(amounts) - longs)}
        self.kept.append(self.ledger.sums | counts | {"flows": self.paid_in})

    def _grow(self) -> None:
        if self._base > 0:
            self._growth = product(divide(self.value, self._base), self._growth)


class SleeveBook:
    """All sleeves of an account, and the cash that none of them has.

    Args:
        venue: The account; nothing was traded on it yet.
        shares: Cash that each sleeve begins with, by name.

    Attributes:
        sleeves: By name.
        reserve: Cash that none of them has.
    """

    def __init__(self, venue: SimulatedVenue, shares: Mapping[str, Decimal]) -> None:
        self._venue = venue
        panel = venue.panel
        self.money_places = panel.price_scale + venue.quantity_scale
        self.sleeves = {
            name: Sleeve(
                name,
                DecimalLedger(
                    cash,
                    panel.assets,
                    price_scale=panel.price_scale,
                    quantity_scale=venue.quantity_scale,
                ),
            )
            for name, cash in shares.items()
        }
        self.reserve = total(venue.capital_base, *(cash.copy_negate() for cash in shares.values()))
        self._of_order: dict[str, Sleeve] = {}
        self._fills = 0
        self._day: int | None = None
        self._assets = {asset.sid: asset for asset in panel.assets}
        self._lasts = {asset: life_of(asset)[2] for asset in panel.assets}
        places = dict(zip(panel.sessions.tolist(), panel.session_close_ns.tolist(), strict=True))
        self._closes = {day: close // NANOS_PER_DAY for day, close in places.items()}
        self._splits: dict[int, list[Split]] = {}
        for split in panel.splits:
            self._splits.setdefault(split.session, []).append(split)
        self._dividends: dict[int, list[Dividend]] = {}
        for dividend in panel.dividends:
            self._dividends.setdefault(dividend.ex_session, []).append(dividend)

    def own(self, sleeve: Sleeve, order_id: str) -> None:
        """Remember whose an order is.

        Args:
            sleeve: Its owner.
            order_id: Of an order that was just placed.
        """
        sleeve.orders[order_id] = None
        self._of_order[order_id] = sleeve

    def owner(self, order_id: str) -> Sleeve:
        """Return whose an order is.

        Args:
            order_id: Of any order of the run.
        """
        return self._of_order[order_id]

    def follow(self) -> None:
        """Book what has happened to the account since the last call: fills, closings, corporate actions."""
        self._follow_fills()
        day = self._venue.session_day
        if day != self._day:
            if self._day is not None:
                self._close_expired(self._closes[self._day])
            self._day = day
            self._follow_actions(day)

    def mark(self) -> None:
        """Follow the account's marks at the end of a bar, and hold the sleeves to it.

        Raises:
            ConservationError: If they do not sum to the account.
        """
        for sleeve in self.sleeves.values():
            closes = {asset: self._venue.close_now(asset) for asset in sleeve.ledger.held_assets}
            sleeve.ledger.mark({asset: close for asset, close in closes.items() if close is not None})
        self.check()

    def check(self) -> None:
        """Hold the sleeves to the account.

        Raises:
            ConservationError: If cash or value of the sleeves and the reserve do not sum to the account's.
        """
        venue, sleeves = self._venue, self.sleeves.values()
        sums = {
            "cash": (venue.cash(), total(self.reserve, *(each.ledger.cash for each in sleeves))),
            "value": (venue.portfolio_value(), total(self.reserve, *(each.value for each in sleeves))),
        }
        for what, (account, summed) in sums.items():
            if account != summed:
                raise ConservationError(
                    f"the sleeves' {what} sums to {summed}, and the account's is {account}, at "
                    f"{ns_to_datetime(venue.now_ns)}: a defect of rustybt"
                )

    def whole_units(self, amount: Decimal) -> Decimal:
        """Return an amount cut to the smallest quantity.

        Args:
            amount: Signed.
        """
        return amount.quantize(_ONE.scaleb(-self._venue.quantity_scale), context=_CUT)

    def share_out(self, weights: Sequence[float], whole: bool) -> dict[str, Decimal]:  # noqa: FBT001 - it says which
        """Give every sleeve its weight of the account's value, in cash.

        Args:
            weights: One a sleeve, of a sum of at most 1.
            whole: Whether they share all of it, so that rounding leaves no reserve.

        Returns:
            What each sleeve's value has become over what it was, by name.
        """
        value = self._venue.portfolio_value()
        wanted = shares_of(value, weights, whole, self.money_places)
        factors: dict[str, Decimal] = {}
        for sleeve, target in zip(self.sleeves.values(), wanted, strict=True):
            before = sleeve.value
            money = total(target, before.copy_negate())
            factors[sleeve.name] = divide(target, before) if before > 0 else _ONE
            if money:
                sleeve.transfer(money)
                self.reserve = total(self.reserve, money.copy_negate())
        return factors

    def _follow_fills(self) -> None:
        venue = self._venue
        while self._fills < venue.fill_count:
            fill = venue.fill_at(self._fills)
            self._fills += 1
            if fill.order_id is None:
                self._close(fill.asset)
                continue
            owner = self._of_order[fill.order_id]
            owner.ledger.process_transaction(fill)
            for sleeve in self.sleeves.values():
                if sleeve is not owner and sleeve.amount(fill.asset):
                    sleeve.ledger.mark({fill.asset: fill.price})

    def _close_expired(self, day: int) -> None:
        # What cancels out in the account is not closed there, and neither half may live on.
        for sleeve in self.sleeves.values():
            for asset in sleeve.ledger.held_assets:
                if self._lasts[asset] <= day:
                    self._close(asset)

    def _close(self, asset: Asset) -> None:
        for sleeve in self.sleeves.values():
            position = sleeve.ledger.find_position(asset)
            if position is not None:
                self._trade(sleeve, asset, position.amount.copy_negate(), position.last_sale_price)

    def _trade(self, sleeve: Sleeve, asset: Asset, amount: Decimal, price: Decimal) -> None:
        sleeve.ledger.process_transaction(
            DecimalTransaction(
                asset=asset,
                amount=amount,
                price=price,
                commission=_ZERO,
                dt=ns_to_datetime(self._venue.now_ns),
                order_id=None,
            )
        )

    def _follow_actions(self, day: int) -> None:
        ledgers = [sleeve.ledger for sleeve in self.sleeves.values()]
        scale = self._venue.price_scale
        for dividend in self._dividends.get(day, ()):
            asset = self._assets.get(dividend.sid)
            if asset is not None:
                amount = decimal(round(dividend.amount.scaleb(scale)), scale)
                paid = day_to_date(day if dividend.pay_session is None else dividend.pay_session)
                for ledger in ledgers:
                    ledger.earn_dividend(asset, amount, paid)
        for ledger in ledgers:
            ledger.pay_dividends(day_to_date(day))
        split = [self._assets[each.sid] for each in self._splits.get(day, ()) if each.sid in self._assets]
        held = {
            asset: max(self.sleeves.values(), key=lambda each: abs(each.amount(asset))) for asset in split
        }
        for each in self._splits.get(day, ()):
            asset = self._assets.get(each.sid)
            if asset is not None:
                for ledger in ledgers:
                    ledger.process_split(asset, each.numerator, each.denominator)
        for asset, largest in held.items():
            self._gather(asset, largest)

    def _gather(self, asset: Asset, largest: Sleeve) -> None:
        # The sleeves' fractions of a share may make whole ones: the largest holder takes them, at what was paid out.
        lacking = total(
            self._venue.amount(asset),
            *(each.amount(asset).copy_negate() for each in self.sleeves.values()),
        )
        if lacking:
            price = self._last_price(asset)
            self._trade(largest, asset, lacking, price)
            largest.ledger.process_cash_flow(product(lacking, price, asset.price_multiplier))
        cash = total(self.reserve, *(each.ledger.cash for each in self.sleeves.values()))
        rest = total(self._venue.cash(), cash.copy_negate())
        if rest:
            largest.ledger.process_cash_flow(rest)

    def _last_price(self, asset: Asset) -> Decimal:
        row = self._venue.position(asset)
        if row is not None:
            return row[2]
        positions = (sleeve.ledger.find_position(asset) for sleeve in self.sleeves.values())
        return next(position.last_sale_price for position in positions if position is not None)


def shares_of(value: Decimal, weights: Sequence[float], whole: bool, places: int) -> list[Decimal]:  # noqa: FBT001
    """Return what each weight is of a value, cut to the money scale.

    Args:
        value: To be shared.
        weights: Of a sum of at most 1.
        whole: Whether the last one gets what is left.
        places: Of the money scale.

    Example:
        >>> shares_of(Decimal(100), [1 / 3, 2 / 3], True, 2)
        [Decimal('33.33'), Decimal('66.67')]
    """
    unit = _ONE.scaleb(-places)
    found = [product(value, Decimal(repr(float(weight)))).quantize(unit, context=_CUT) for weight in weights]
    if whole:
        found[-1] = total(value, *(each.copy_negate() for each in found[:-1]))
    return found

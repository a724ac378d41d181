"""The legs of managed orders: what is to be traded at a price, the orders sent for it, and how two of them exclude.

Everything here is a function of what was ordered, filled and seen so far: no clock, no chance, no I/O.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from rustybt.exceptions import OrderContextError, OrderError
from rustybt.finance.decimal.context import decimal, product, total

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.model.bars import Split
    from rustybt.model.orders import Order
    from rustybt.model.ports import TradingPort

__all__ = ["Child", "Desk", "Leg", "LegKind", "Pair", "at_split", "in_lots"]

type LegKind = Literal["limit", "stop", "market"]

_ZERO = Decimal(0)


def in_lots(quantity: Fraction | Decimal, lot: Decimal) -> Decimal:
    """Return a quantity cut toward zero to whole lots.

    Args:
        quantity: Signed.
        lot: Smallest quantity, above 0.

    Example:
        >>> in_lots(Fraction(-7, 2), Decimal(1))
        Decimal('-3')
    """
    return product(Decimal(int(Fraction(quantity) / Fraction(lot))), lot)


def at_split(price: Decimal, split: Split, scale: int) -> Decimal:
    """Return a price of before a split as of after it, rounded half to even as those of open orders are.

    Args:
        price: Of before.
        split: What happened.
        scale: Decimal places of prices.
    """
    exact = Fraction(price) * split.numerator / split.denominator
    return decimal(round(exact * 10**scale), scale)


@dataclass(slots=True)
class Child:
    """An order that was sent for a leg.

    Attributes:
        id: Of the order.
        born_ns: When it was placed; it meets later bars only.
        rest: Signed quantity of it that may still be filled; 0 once it was cancelled from here.
        seen: Signed quantity of it whose fills were counted.
        hit: Whether it began to fill, or a close touched its price: it may fill at any bar then.
    """

    id: str
    born_ns: int
    rest: Decimal
    seen: Decimal = _ZERO
    hit: bool = False


@dataclass(slots=True)
class Leg:
    """What is to be traded at a price.

    Attributes:
        asset: What is traded.
        kind: ``limit``, ``stop`` or ``market``.
        price: Of a limit or stop.
        amount: Signed quantity of all of it.
        done: Signed quantity that was filled, of ``amount``.
        over: Why nothing more is sent for it, though what rests stays; empty while something may be sent.
        children: The orders sent for it, oldest first.
    """

    asset: Asset
    kind: LegKind
    price: Decimal | None = None
    amount: Decimal = _ZERO
    done: Decimal = _ZERO
    over: str = ""
    children: list[Child] = field(default_factory=list)

    @property
    def resting(self) -> Decimal:
        """Signed quantity that is at the venue."""
        return total(*(child.rest for child in self.children))

    @property
    def hit(self) -> bool:
        """Whether an order of it may fill at any bar."""
        return any(child.hit and child.rest for child in self.children)

    def touched_by(self, close: Decimal, *, buys: bool) -> bool:
        """Tell whether a close touches its price.

        Args:
            close: Of a bar in which the asset traded.
            buys: Whether the leg buys.
        """
        if self.price is None:
            return True
        return close <= self.price if (self.kind == "limit") == buys else close >= self.price

    def look(self, close: Decimal, now_ns: int) -> None:
        """Note which of its orders a bar touched.

        Args:
            close: Of the bar.
            now_ns: Its end; orders that were placed at it have not met it.
        """
        for child in self.children:
            if child.rest and child.born_ns < now_ns and self.touched_by(close, buys=child.rest > 0):
                child.hit = True

    def hear(self, child: Child, order: Order, reason: str) -> None:
        """Take note of how an order of it stands.

        Args:
            child: The order's place here.
            order: As it stands.
            reason: Why it was refused; empty otherwise.
        """
        filled = total(order.filled, child.seen.copy_negate())
        had, child.seen = child.rest, order.filled
        unfilled = total(order.amount, order.filled.copy_negate())
        child.rest = unfilled if order.open else _ZERO
        if filled:
            self.done, child.hit = total(self.done, filled), True
        if had and not child.rest and unfilled:
            self.over = reason or order.reason or "cancelled"

    def split(self, split: Split, scale: int) -> None:
        """Adjust the price, and what rests at the venue, as the engine does.

        Args:
            split: Of its asset.
            scale: Decimal places of prices.
        """
        if self.price is not None:
            self.price = at_split(self.price, split, scale)
        ratio, lot = Fraction(split.denominator, split.numerator), self.asset.lot_size
        for child in self.children:
            if child.rest:
                child.seen = in_lots(Fraction(child.seen) * ratio, lot)
                child.rest = in_lots(Fraction(child.rest) * ratio, lot)


class Desk:
    """Where orders of legs are sent and cancelled, and where each is known by its id.

    Args:
        port: The core.
    """

    def __init__(self, port: TradingPort) -> None:
        self.port = port
        self.children: dict[str, tuple[str, Leg, Child]] = {}

    def place(self, owner: str, leg: Leg, amount: Decimal) -> str | None:
        """Send an order for a leg; what is wrong with it is raised.

        Args:
            owner: Id of the managed order.
            leg: What it is of.
            amount: Signed, in whole lots.

        Returns:
            Its id, or None when the amount is 0.
        """
        limit = leg.price if leg.kind == "limit" else None
        stop = leg.price if leg.kind == "stop" else None
        order_id = self.port.order(leg.asset, amount, limit, stop)
        if order_id is not None:
            child = Child(order_id, self.port.now_ns, amount, hit=leg.kind == "market")
            leg.children.append(child)
            self.children[order_id] = (owner, leg, child)
        return order_id

    def send(self, owner: str, leg: Leg, amount: Decimal) -> None:
        """Send an order for a leg, or note why it cannot be; before a session's first bar it waits.

        Args:
            owner: Id of the managed order.
            leg: What it is of.
            amount: Signed, in whole lots.
        """
        try:
            self.place(owner, leg, amount)
        except OrderContextError:
            return  # between a session's opening and its first bar nothing may be ordered: the bar comes next
        except OrderError as error:
            leg.over = str(error)

    def shrink(self, leg: Leg, most: Decimal) -> None:
        """Cancel orders of a leg, the newest first, until no more than so much rests.

        Args:
            leg: The leg.
            most: Signed quantity that may rest.
        """
        resting = leg.resting
        for child in reversed(leg.children):
            if resting.copy_abs() <= most.copy_abs():
                return
            if child.rest:
                resting = total(resting, child.rest.copy_negate())
                child.rest = _ZERO
                self.port.cancel_order(child.id)


@dataclass(slots=True)
class Pair:
    """Two legs of which one's fill takes from the other.

    As long as neither is touched both rest at the venue. One that is touched has it to itself, since it may fill at any
    bar from then on; the other is held here. A stop that is held and touched takes over: the rest leaves at market.

    Attributes:
        first: One leg.
        second: The other.
        taken: The stop that took over, if one did.
    """

    first: Leg
    second: Leg
    taken: Leg | None = None

    @property
    def legs(self) -> tuple[Leg, Leg]:
        """Both, a stop first: if only one may rest, it shall be the stop."""
        first, second = self.first, self.second
        return (second, first) if second.kind == "stop" and first.kind != "stop" else (first, second)

    @property
    def left(self) -> Fraction:
        """The share of both that is still to be traded."""
        if not self.first.amount or not self.second.amount:
            return Fraction(0)
        gone = sum((Fraction(leg.done) / Fraction(leg.amount) for leg in self.legs), Fraction(0))
        return max(1 - gone, Fraction(0))

    @property
    def begun(self) -> bool:
        """Whether anything was filled or touched."""
        return any(leg.done or leg.hit for leg in self.legs)

    def wanted(self, leg: Leg) -> Decimal:
        """Return the signed quantity of a leg that should rest at the venue.

        Args:
            leg: One of the two.
        """
        owns = self.taken or next((each for each in self.legs if each.hit), leg)
        if owns is not leg:
            return _ZERO
        rest = self.rest_of(leg)
        return min(leg.resting, rest, key=lambda amount: amount.copy_abs()) if leg.over else rest

    def rest_of(self, leg: Leg) -> Decimal:
        """Return the signed quantity of a leg that is still to be traded.

        Args:
            leg: One of the two.
        """
        return in_lots(Fraction(leg.amount) * self.left, leg.asset.lot_size)

    def look(self, close: Decimal, now_ns: int) -> None:
        """Note what a bar touched, and let a held stop take over.

        Args:
            close: Of the bar.
            now_ns: Its end.
        """
        held = [leg for leg in self.legs if leg.kind == "stop" and not leg.over and not leg.resting]
        for leg in self.legs:
            leg.look(close, now_ns)
        for leg in held:
            other = self.second if leg is self.first else self.first
            if other.hit and leg.amount and leg.touched_by(close, buys=leg.amount > 0):
                other.over, leg.kind, leg.price, self.taken = "the stop took over", "market", None, leg

    def fit(self, desk: Desk, owner: str) -> None:
        """Make what rests at the venue what should.

        Args:
            desk: Where orders go.
            owner: Id of the managed order.
        """
        for leg in self.legs:
            desk.shrink(leg, self.wanted(leg))
        for leg in self.legs:
            missing = total(self.wanted(leg), leg.resting.copy_negate())
            if missing:
                desk.send(owner, leg, missing)

    def split(self, split: Split, scale: int) -> None:
        """Adjust to a split: from here on what is left counts as all of it.

        Args:
            split: Of the asset.
            scale: Decimal places of prices.
        """
        left, ratio = self.left, Fraction(split.denominator, split.numerator)
        for leg in self.legs:
            leg.amount, leg.done = in_lots(Fraction(leg.amount) * left * ratio, leg.asset.lot_size), _ZERO
            leg.split(split, scale)

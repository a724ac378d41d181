"""The kinds of managed orders: a trailing stop, a bracket, two orders of which one cancels the other."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, Protocol

from rustybt.algorithm.order_legs import Leg, Pair, at_split, in_lots
from rustybt.finance.decimal.context import product, total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rustybt.algorithm.order_legs import Child, Desk
    from rustybt.assets.assets import Asset
    from rustybt.model.bars import Split

__all__ = ["Bracket", "Managed", "ManagedOrder", "Oco", "TrailingStop"]

type Kind = Literal["trailing_stop", "bracket", "oco"]
type Status = Literal["open", "filled", "cancelled", "ended"]

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedOrder:
    """A managed order at one moment.

    Attributes:
        id: Its id.
        kind: ``trailing_stop``, ``bracket`` or ``oco``.
        asset: What is traded.
        amount: Signed quantity: of the trailing stop, of the bracket's entry, of the first of two.
        status: ``open``; ``filled`` when all of it was traded; ``cancelled`` by `cancel_managed`; ``ended`` otherwise.
        reason: Why it ended, or what became of a part of it; empty if there is nothing to say.
        orders: Ids of the orders sent for it, oldest first.
        stop: Where a trailing stop stands; None of others, and before it has seen a price.
        best: The best close since the trailing stop was placed.
        entered: Signed quantity of a bracket's entry that was filled.
        left: Signed quantity that is still to be traded: of a trailing stop, of a bracket's exits, of the first of two.
    """

    id: str
    kind: Kind
    asset: Asset
    amount: Decimal
    status: Status
    reason: str = ""
    orders: tuple[str, ...] = ()
    stop: Decimal | None = None
    best: Decimal | None = None
    entered: Decimal = _ZERO
    left: Decimal = _ZERO

    @property
    def open(self) -> bool:
        """Whether it may still send orders or have them filled."""
        return self.status == "open"


class Managed(Protocol):
    """What the book asks of a managed order, whatever its kind."""

    id: str
    cancelled: bool

    @property
    def asset(self) -> Asset:
        """What it trades."""

    @property
    def legs(self) -> Sequence[Leg]:
        """Its parts."""

    @property
    def open(self) -> bool:
        """Whether it may still send orders or have them filled."""

    def look(self, close: Decimal, now_ns: int) -> None:
        """See a bar's close."""

    def act(self, desk: Desk) -> None:
        """Send and cancel what is to be sent and cancelled; again changes nothing."""

    def split(self, split: Split, scale: int) -> None:
        """Adjust to a split of its asset."""

    def snapshot(self) -> ManagedOrder:
        """Return it as the strategy sees it."""


def _rests(legs: Sequence[Leg]) -> bool:
    return any(child.rest for leg in legs for child in leg.children)


def _ids(legs: Sequence[Leg]) -> tuple[str, ...]:
    children: list[Child] = [child for leg in legs for child in leg.children]
    return tuple(child.id for child in sorted(children, key=lambda child: (child.born_ns, child.id)))


def _status(managed: Managed, *, filled: bool) -> Status:
    if managed.open:
        return "open"
    if managed.cancelled:
        return "cancelled"
    return "filled" if filled else "ended"


@dataclass(slots=True)
class TrailingStop:
    """A stop that follows the best close, and is held here until it is touched.

    Attributes:
        id: Its id.
        exit: What it sends once it is touched.
        amount: Signed quantity to trade.
        trail: Distance from the best close: of price, or as a fraction of it.
        relative: Whether ``trail`` is a fraction.
        reduce_only: Whether no more is sent than reduces the position.
        born_ns: When it was placed; it looks at later bars only.
        best: The best close so far.
        touched: Whether it was touched.
        cancelled: Whether the strategy cancelled it.
    """

    id: str
    exit: Leg
    amount: Decimal
    trail: Decimal
    relative: bool
    reduce_only: bool
    born_ns: int
    best: Decimal | None = None
    touched: bool = False
    cancelled: bool = False

    @property
    def asset(self) -> Asset:
        """What is traded."""
        return self.exit.asset

    @property
    def legs(self) -> tuple[Leg, ...]:
        """Its exit."""
        return (self.exit,)

    @property
    def open(self) -> bool:
        """Whether it is armed, or its order is at the venue."""
        if self.cancelled or self.exit.over:
            return False
        return not self.touched or self.exit.done != self.exit.amount

    @property
    def stop(self) -> Decimal | None:
        """Where it stands, exactly."""
        if self.best is None:
            return None
        trail = product(self.best, self.trail) if self.relative else self.trail
        return total(self.best, trail if self.amount > 0 else trail.copy_negate())

    def look(self, close: Decimal, now_ns: int) -> None:
        """Follow a close, or be touched by it.

        Args:
            close: Of the bar.
            now_ns: Its end.
        """
        if self.touched or now_ns <= self.born_ns:
            return
        buys = self.amount > 0
        stop = self.stop
        if stop is not None and (close >= stop if buys else close <= stop):
            self.touched = True
        elif self.best is None or (close < self.best if buys else close > self.best):
            self.best = close

    def act(self, desk: Desk) -> None:
        """Send the exit once it was touched.

        Args:
            desk: Where orders go.
        """
        if not self.touched or self.exit.children or self.exit.over:
            return
        self.exit.amount = self._exit(desk.port.amount(self.asset))
        if self.exit.amount:
            desk.send(self.id, self.exit, self.exit.amount)
        else:
            self.exit.over = "there was no position to reduce"

    def _exit(self, held: Decimal) -> Decimal:
        if not self.reduce_only:
            return self.amount
        if not held or (held > 0) == (self.amount > 0):
            return _ZERO
        return min(self.amount, held.copy_negate(), key=lambda amount: amount.copy_abs())

    def split(self, split: Split, scale: int) -> None:
        """Adjust to a split.

        Args:
            split: Of its asset.
            scale: Decimal places of prices.
        """
        ratio, lot = Fraction(split.denominator, split.numerator), self.asset.lot_size
        self.amount = in_lots(Fraction(self.amount) * ratio, lot)
        if self.best is not None:
            self.best = at_split(self.best, split, scale)
        if not self.relative:
            self.trail = at_split(self.trail, split, scale)
        self.exit.amount = in_lots(
            Fraction(total(self.exit.amount, self.exit.done.copy_negate())) * ratio, lot
        )
        self.exit.done = _ZERO
        self.exit.split(split, scale)
        if not self.amount or (self.exit.children and not self.exit.amount):
            self.exit.over = self.exit.over or "a split left nothing to trade"

    def snapshot(self) -> ManagedOrder:
        """Return it as the strategy sees it."""
        sent = bool(self.exit.children)
        left = total(self.exit.amount, self.exit.done.copy_negate()) if sent else self.amount
        return ManagedOrder(
            id=self.id,
            kind="trailing_stop",
            asset=self.asset,
            amount=self.amount,
            status=_status(self, filled=sent and not left),
            reason=self.exit.over,
            orders=_ids(self.legs),
            stop=self.stop,
            best=self.best,
            left=left,
        )


@dataclass(slots=True)
class Oco:
    """Two orders of which one's fill takes from the other.

    Attributes:
        id: Its id.
        pair: The two.
        amount: Signed quantity of the first.
        cancelled: Whether the strategy cancelled it.
    """

    id: str
    pair: Pair
    amount: Decimal
    cancelled: bool = False

    @property
    def asset(self) -> Asset:
        """What is traded."""
        return self.pair.first.asset

    @property
    def legs(self) -> tuple[Leg, ...]:
        """Both."""
        return (self.pair.first, self.pair.second)

    @property
    def open(self) -> bool:
        """Whether anything is left that is at the venue or may be sent."""
        if self.cancelled:
            return False
        return _rests(self.legs) or any(not leg.over and self.pair.rest_of(leg) for leg in self.legs)

    def look(self, close: Decimal, now_ns: int) -> None:
        """See a bar's close.

        Args:
            close: Of the bar.
            now_ns: Its end.
        """
        self.pair.look(close, now_ns)

    def act(self, desk: Desk) -> None:
        """Make what rests at the venue what should.

        Args:
            desk: Where orders go.
        """
        self.pair.fit(desk, self.id)

    def split(self, split: Split, scale: int) -> None:
        """Adjust to a split.

        Args:
            split: Of its asset.
            scale: Decimal places of prices.
        """
        self.pair.split(split, scale)
        self.amount = self.pair.first.amount

    def snapshot(self) -> ManagedOrder:
        """Return it as the strategy sees it."""
        return ManagedOrder(
            id=self.id,
            kind="oco",
            asset=self.asset,
            amount=self.amount,
            status=_status(self, filled=not any(self.pair.rest_of(leg) for leg in self.legs)),
            reason="; ".join(leg.over for leg in self.legs if leg.over),
            orders=_ids(self.legs),
            left=self.pair.rest_of(self.pair.first),
        )


@dataclass(slots=True)
class Bracket:
    """An entry, and two exits for what was filled of it.

    Attributes:
        id: Its id.
        entry: The entry.
        exits: Take profit and stop loss; their amount is what was filled of the entry.
        cancelled: Whether the strategy cancelled it.
        entered: Signed quantity of the entry that the exits count.
    """

    id: str
    entry: Leg
    exits: Pair
    cancelled: bool = False
    entered: Decimal = field(default=_ZERO)

    @property
    def asset(self) -> Asset:
        """What is traded."""
        return self.entry.asset

    @property
    def legs(self) -> tuple[Leg, ...]:
        """The entry and both exits."""
        return (self.entry, self.exits.first, self.exits.second)

    @property
    def open(self) -> bool:
        """Whether the entry may be filled, or anything of it may be left to exit."""
        if self.cancelled:
            return False
        exits = self.legs[1:]
        return _rests(self.legs) or any(not leg.over and self.exits.rest_of(leg) for leg in exits)

    def look(self, close: Decimal, now_ns: int) -> None:
        """See a bar's close.

        Args:
            close: Of the bar.
            now_ns: Its end.
        """
        self.exits.look(close, now_ns)

    def act(self, desk: Desk) -> None:
        """Exit what was filled; once an exit begins, or none is possible, the entry is over.

        Args:
            desk: Where orders go.
        """
        more = total(self.entry.done, self.entered.copy_negate())
        if more:
            self.entered = self.entry.done
            for leg in (self.exits.first, self.exits.second):
                leg.amount = total(leg.amount, more.copy_negate())
        if self.exits.begun or all(leg.over for leg in self.exits.legs):
            desk.shrink(self.entry, _ZERO)
        self.exits.fit(desk, self.id)

    def split(self, split: Split, scale: int) -> None:
        """Adjust to a split.

        Args:
            split: Of its asset.
            scale: Decimal places of prices.
        """
        ratio, lot = Fraction(split.denominator, split.numerator), self.asset.lot_size
        self.exits.split(split, scale)
        self.entry.split(split, scale)
        self.entry.amount = in_lots(Fraction(self.entry.amount) * ratio, lot)
        self.entry.done = self.entered = in_lots(Fraction(self.entered) * ratio, lot)

    def snapshot(self) -> ManagedOrder:
        """Return it as the strategy sees it."""
        left = self.exits.rest_of(self.exits.first)
        return ManagedOrder(
            id=self.id,
            kind="bracket",
            asset=self.asset,
            amount=self.entry.amount,
            status=_status(self, filled=bool(self.entered) and not left),
            reason="; ".join(leg.over for leg in self.legs if leg.over),
            orders=_ids(self.legs),
            entered=self.entered,
            left=left,
        )

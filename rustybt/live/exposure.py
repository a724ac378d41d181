"""How far positions may go in the worst case, and which orders can only make them smaller: exact, from one view.

Whatever subset of the open and UNKNOWN orders is filled, a position ends between ``low`` (every sale is filled and no
purchase) and ``high`` (the other way round). An order is *reduce-only* if it is against the position that is held and
even after every pending order of its side was filled it could not turn it: held 10, to sell 4 pending, one may sell
at most 6 more. Anything else, an order that would turn a position included, takes risk.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from rustybt.exceptions import DataNotAvailableError
from rustybt.finance.decimal.context import product, total

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset

__all__ = [
    "ARMED",
    "Breakers",
    "Exposure",
    "Mark",
    "OpenOrder",
    "Reach",
    "RiskView",
    "exposure_of",
    "reach_of",
    "reaches_of",
]

ARMED = "ARMED"
"""The one state of the engine in which new risk may be taken."""

_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Mark:
    """What an asset is worth.

    Attributes:
        price: The reference: what positions are valued at and prices are held against.
        time_ns: When it was so, UTC nanoseconds.
        last: The last price that was traded; None if that is the reference itself.
    """

    price: Decimal
    time_ns: int
    last: Decimal | None = None


class OpenOrder(Protocol):
    """An order that may still be filled, such as a ``BrokerOrder``."""

    @property
    def order_id(self) -> str:
        """Our id."""

    @property
    def asset(self) -> Asset | None:
        """What is traded; None if not known to us."""

    @property
    def amount(self) -> Decimal:
        """Signed quantity that was ordered."""

    @property
    def filled(self) -> Decimal:
        """Signed quantity that is known to be filled."""


class Breakers(Protocol):
    """What the gate asks of circuit breakers, such as a ``CircuitBreakerManager``."""

    def can_trade(self) -> bool:
        """Tell whether every breaker is normal."""

    def get_trip_reasons(self) -> Sequence[str]:
        """Return why not."""

    def on_order(self, time_ns: int) -> Sequence[object]:
        """Take note of an order that is about to leave and return what that tripped.

        Args:
            time_ns: UTC nanoseconds.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskView:
    """What the gate sees of the world at one moment; the order that is judged is not in it.

    Attributes:
        positions: Signed quantity by asset, as far as it is proven: before the first reconciliation, none.
        open_orders: That may still be filled, those of others in the account included; each order in one of the two.
        unknown_orders: Of which nobody knows whether the venue has them.
        marks: By asset.
        portfolio_value: Cash and positions, in the account's currency; None if not known.
        breakers: All of them.
        engine_state: New risk only in ``"ARMED"``.
        halted: Why a latch of the engine stands; "" if none does.
        feed: Why data of the order's asset cannot be traded on; "" if they can.
    """

    positions: Mapping[Asset, Decimal]
    open_orders: Sequence[OpenOrder]
    unknown_orders: Sequence[OpenOrder]
    marks: Mapping[Asset, Mark]
    portfolio_value: Decimal | None
    breakers: Breakers
    engine_state: str
    halted: str = ""
    feed: str = ""


@dataclass(frozen=True, slots=True)
class Reach:
    """Between which amounts a position may end.

    Attributes:
        held: Signed quantity that is held.
        low: The least it may become.
        high: The most it may become.
    """

    held: Decimal = _ZERO
    low: Decimal = _ZERO
    high: Decimal = _ZERO

    @property
    def worst(self) -> Decimal:
        """The largest it may become, long or short, without its sign."""
        return max(self.low.copy_abs(), self.high.copy_abs())

    def with_order(self, amount: Decimal) -> Reach:
        """Return the reach with one more order pending.

        Args:
            amount: Signed quantity.

        Example:
            >>> Reach(Decimal(10), Decimal(6), Decimal(10)).with_order(Decimal(-8)).low
            Decimal('-2')
        """
        if amount > 0:
            return Reach(self.held, self.low, total(self.high, amount))
        return Reach(self.held, total(self.low, amount), self.high)

    def only_reduced_by(self, amount: Decimal) -> bool:
        """Tell whether an order is reduce-only, whatever the pending orders do.

        Args:
            amount: Signed quantity, not 0.

        Example:
            >>> Reach(Decimal(10), Decimal(6), Decimal(10)).only_reduced_by(Decimal(-6))
            True
            >>> Reach(Decimal(10), Decimal(6), Decimal(10)).only_reduced_by(Decimal(-7))
            False
        """
        if self.held > 0 > amount:
            return total(self.low, amount) >= 0
        if self.held < 0 < amount:
            return total(self.high, amount) <= 0
        return False


@dataclass(frozen=True, slots=True)
class Exposure:
    """The most that positions may be worth, whatever is filled of what is pending.

    Attributes:
        gross: All of them without their signs.
        net: All of them together, long or short, without its sign.
    """

    gross: Decimal
    net: Decimal


def reach_of(view: RiskView, asset: Asset) -> Reach:
    """Return the reach of one asset's position; what is wrong with other assets does not matter to it.

    Args:
        view: What the gate sees.
        asset: Any asset.
    """
    held = view.positions.get(asset, _ZERO)
    if not held.is_finite():
        raise _no_number("the position of", asset, held)
    reach = Reach(held, held, held)
    for order in (*view.open_orders, *view.unknown_orders):
        if order.asset == asset:
            reach = reach.with_order(_rest_of(order))
    return reach


def reaches_of(view: RiskView) -> dict[Asset | None, Reach]:
    """Return the reach of every asset that is held or ordered.

    Args:
        view: What the gate sees.
    """
    ends: dict[Asset | None, list[Decimal]] = {}
    for asset, held in view.positions.items():
        if not held.is_finite():
            raise _no_number("the position of", asset, held)
        ends[asset] = [held, held, held]
    for order in (*view.open_orders, *view.unknown_orders):
        rest = _rest_of(order)
        if rest:
            end = ends.setdefault(order.asset, [_ZERO, _ZERO, _ZERO])
            side = 2 if rest > 0 else 1
            end[side] = total(end[side], rest)
    return {asset: Reach(*end) for asset, end in ends.items()}


def exposure_of(reaches: Mapping[Asset | None, Reach], marks: Mapping[Asset, Mark]) -> Exposure:
    """Return the most that all positions may be worth.

    Args:
        reaches: By asset.
        marks: By asset.

    Raises:
        DataNotAvailableError: If an asset with a reach has no mark.
    """
    lows: list[Decimal] = []
    highs: list[Decimal] = []
    worsts: list[Decimal] = []
    for asset, reach in reaches.items():
        if reach.low or reach.high:
            worth = _worth_of(asset, marks)
            low, high = product(reach.low, worth), product(reach.high, worth)
            lows.append(low)
            highs.append(high)
            worsts.append(max(low.copy_abs(), high.copy_abs()))
    net = max(total(*lows).copy_abs(), total(*highs).copy_abs())
    return Exposure(total(*worsts), net)


def _worth_of(asset: Asset | None, marks: Mapping[Asset, Mark]) -> Decimal:
    mark = None if asset is None else marks.get(asset)
    if asset is None or mark is None:
        raise DataNotAvailableError(
            f"{asset or 'an asset that is not known to us'} is held or ordered and has no mark: subscribe to it or "
            "close it"
        )
    if not mark.price.is_finite():
        raise _no_number("the mark of", asset, mark.price)
    # A price below 0 turns no position: what is summed is the size of what is at stake.
    return product(mark.price.copy_abs(), asset.price_multiplier)


def _rest_of(order: OpenOrder) -> Decimal:
    rest = total(order.amount, order.filled.copy_negate())
    if not rest.is_finite():
        raise _no_number("what is left of order", order.order_id, rest)
    return rest if (rest > 0) == (order.amount > 0) else _ZERO


def _no_number(what: str, of: object, value: Decimal) -> DataNotAvailableError:
    # Asked for everywhere: a NaN compares false with everything, silently where the thread's context does not trap it.
    return DataNotAvailableError(f"{what} {of} is {value}: reconcile, or wait for the next mark")

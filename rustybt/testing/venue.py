"""A venue in plain Decimals: its own orders, matching, cash and positions, which are the truth of a simulation.

It knows nothing of ours beyond what an order says, has no loop and draws no chance: whoever drives it hands in the time
and the trades of the market. A trade sets the price of a symbol and offers its volume at that price, to both sides, to
whoever comes first; what is left of it meets the orders that come later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import TYPE_CHECKING

from rustybt.exceptions import SimulationError
from rustybt.live.brokers.base import AccountInfo, BrokerOrder, BrokerPosition
from rustybt.live.brokers.messages import (
    Accepted,
    Cancelled,
    CancelRequested,
    Expired,
    Filled,
    Refused,
    Rejected,
)
from rustybt.testing.venue_rules import Facts, VenueRules, acceptable, refusal, touched

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.live.brokers.base import BrokerOrderStatus
    from rustybt.live.brokers.messages import (
        BrokerReport,
        CancelAnswer,
        OrderIntent,
        RefusalCode,
        SubmitAnswer,
    )

__all__ = ["Venue"]

_EXACT = Context(prec=400, traps=[InvalidOperation, Inexact])
_ZERO = Decimal(0)


@dataclass(slots=True, kw_only=True)
class _Order:
    order_id: str
    broker_order_id: str
    symbol: str
    amount: Decimal
    intent: OrderIntent | None
    status: BrokerOrderStatus
    created_ns: int
    updated_ns: int
    seen_ns: int
    filled: Decimal = _ZERO
    triggered: bool = True

    @property
    def open(self) -> bool:
        return self.status in ("pending", "open", "partial")

    @property
    def remaining(self) -> Decimal:
        return _sum(self.amount, -self.filled)


@dataclass(slots=True)
class _Market:
    price: Decimal | None = None
    depth: Decimal = _ZERO
    suspended: bool = False


@dataclass(frozen=True, slots=True)
class _Change:
    seen_ns: int
    symbol: str
    amount: Decimal
    cash: Decimal


def _sum(*terms: Decimal) -> Decimal:
    result = _ZERO
    for term in terms:
        result = _EXACT.add(result, term)
    return result


def _product(*factors: Decimal) -> Decimal:
    result = Decimal(1)
    for factor in factors:
        result = _EXACT.multiply(result, factor)
    return result


class Venue:
    """One account at a venue, and the markets it trades on.

    Args:
        assets: What is listed; symbols, lots, ticks and multipliers are taken from them.
        clock: The true time, UTC nanoseconds; the venue's own clock is ``skew_ns`` ahead of it.
        cash: What the account starts with.
        rules: The venue's own ways.
        account_id: Name of the account.

    Attributes:
        skew_ns: How far ahead the venue's clock is.
        cut: How much of a fill happens now, of what could and in which lots; for partial fills.
        trades: Every fill, oldest first.
    """

    skew_ns: int
    trades: list[Filled]

    def __init__(
        self,
        assets: Iterable[Asset],
        *,
        clock: Callable[[], int],
        cash: Decimal,
        rules: VenueRules | None = None,
        account_id: str = "SIM-1",
    ) -> None:
        self.rules = rules or VenueRules()
        self.account_id = account_id
        self.skew_ns = 0
        self.trades = []
        self.cut: Callable[[Decimal, Decimal], Decimal] = lambda amount, _: amount
        self._clock = clock
        self._assets: dict[str, Asset] = {}
        self._markets: dict[str, _Market] = {}
        self._orders: dict[str, _Order] = {}
        self._open: dict[str, _Order] = {}
        self._by_client: dict[str, list[_Order]] = {}
        self._changes = [_Change(clock(), "", _ZERO, cash)]
        self._cash = cash
        self._held: dict[str, Decimal] = {}
        self._trade_seen: list[int] = []
        self._listeners: list[Callable[[BrokerReport], None]] = []
        self._dead_man_ns: int | None = None
        for asset in assets:
            self.list_asset(asset)

    # What the market does.

    def list_asset(self, asset: Asset) -> None:
        """Let an asset be traded from now on."""
        self._assets[asset.symbol] = asset
        self._markets.setdefault(asset.symbol, _Market())

    def suspend(self, symbol: str, *, suspended: bool = True) -> None:
        """Refuse new orders of a symbol, or take them again."""
        self._market(symbol).suspended = suspended

    def trade(self, symbol: str, price: Decimal, volume: Decimal) -> None:
        """Let the market trade: orders fill at this price, first come first served, up to the volume.

        Args:
            symbol: Of a listed asset.
            price: Of the trade.
            volume: Shares or coins that are there for our orders.
        """
        market = self._market(symbol)
        market.price, market.depth = price, volume
        self.check_dead_man()
        if market.suspended:
            return
        for order in [each for each in self._open.values() if each.symbol == symbol]:
            if order.open:
                self._match(order)

    def end_session(self) -> None:
        """Let the orders of the day expire."""
        for order in tuple(self._open.values()):
            if order.intent is not None and order.intent.time_in_force == "day":
                self._expire(order, "end of session")

    def trade_by_hand(self, symbol: str, amount: Decimal, price: Decimal) -> None:
        """Trade on the account past us, as its owner might on a telephone; the symbol need not be one we know."""
        self._markets.setdefault(symbol, _Market(price))
        order = self._enter("", symbol, amount, None)
        self._fill(order, abs(amount), price)

    # What a client may ask.

    def now_ns(self) -> int:
        """Return the venue's clock, UTC nanoseconds."""
        return self._clock() + self.skew_ns

    def place(self, intent: OrderIntent, sent_ns: int, *, then_reject: str = "") -> SubmitAnswer:
        """Take an order, or say why not.

        Args:
            intent: The order.
            sent_ns: When it was sent, by the sender's clock.
            then_reject: Accept it and reject it at once, for this reason; "" for not.
        """
        self.check_dead_man()
        refused = refusal(intent, sent_ns, self._facts(intent))
        if refused is not None:
            code, evidence = refused
            return Refused(order_id=intent.order_id, code=code, evidence=evidence, time_ns=self.now_ns())
        order = self._enter(intent.order_id, intent.asset.symbol, intent.amount, intent)
        accepted = Accepted(
            order_id=order.order_id, broker_order_id=order.broker_order_id, time_ns=order.created_ns
        )
        self._say(accepted)
        if then_reject:
            self._end(order, "rejected")
            self._say(
                Rejected(
                    order_id=order.order_id,
                    broker_order_id=order.broker_order_id,
                    code="other",
                    evidence=then_reject,
                    time_ns=order.updated_ns,
                )
            )
        else:
            self._match(order)
        return accepted

    def cancel(self, order_id: str) -> CancelAnswer:
        """Cancel the latest order of a client id."""
        self.check_dead_man()
        orders = self._by_client.get(order_id)
        if orders and orders[-1].open:
            self._cancel(orders[-1], "cancelled by client")
            return CancelRequested(order_id=order_id, time_ns=self.now_ns())
        code: RefusalCode = "already_done" if orders else "not_found"
        state = orders[-1].status if orders else "unknown"
        evidence = f"order {order_id} is {state}"
        return Refused(order_id=order_id, code=code, evidence=evidence, time_ns=self.now_ns())

    def order(self, order_id: str, as_of_ns: int | None = None) -> BrokerOrder | None:
        """Return the latest order of a client id; None if there is none, or was none as of a (true) time."""
        seen = [each for each in self._by_client.get(order_id, []) if _before(each.seen_ns, as_of_ns)]
        return self._view(seen[-1]) if seen else None

    def open_orders(self, as_of_ns: int | None = None) -> tuple[BrokerOrder, ...]:
        """Return the open orders, leaving out those that came after a (true) time."""
        return tuple(self._view(each) for each in self._open.values() if _before(each.seen_ns, as_of_ns))

    def fills(self, since: int, limit: int, as_of_ns: int | None = None) -> tuple[Filled, ...]:
        """Return fills by number, from one on, up to so many, leaving out those after a (true) time."""
        page = self.trades[since : since + limit]
        seen = self._trade_seen[since : since + limit]
        return tuple(fill for fill, at in zip(page, seen, strict=True) if _before(at, as_of_ns))

    def positions(self, as_of_ns: int | None = None) -> dict[str, Decimal]:
        """Return the amounts held by symbol, without zeros, as of a (true) time."""
        if as_of_ns is None:
            return {symbol: amount for symbol, amount in self._held.items() if amount}
        held: dict[str, Decimal] = {}
        for change in self._changes:
            if change.symbol and _before(change.seen_ns, as_of_ns):
                held[change.symbol] = _sum(held.get(change.symbol, _ZERO), change.amount)
        return {symbol: amount for symbol, amount in held.items() if amount}

    def cash(self, as_of_ns: int | None = None) -> Decimal:
        """Return the cash as of a (true) time."""
        if as_of_ns is None:
            return self._cash
        return _sum(*(each.cash for each in self._changes if _before(each.seen_ns, as_of_ns)))

    def position_views(self, held: Mapping[str, Decimal]) -> tuple[BrokerPosition, ...]:
        """Return positions as a client sees them, without the assets, which it knows itself."""
        return tuple(
            BrokerPosition(asset=None, symbol=symbol, amount=amount, market_value=self._value(symbol, amount))
            for symbol, amount in held.items()
        )

    def account(self, cash: Decimal, held: Mapping[str, Decimal]) -> AccountInfo:
        """Return the account as a client sees it, of some cash and positions."""
        value = _sum(cash, *(self._value(symbol, amount) for symbol, amount in held.items()))
        return AccountInfo(
            currency=self.rules.currency,
            cash=cash,
            portfolio_value=value,
            buying_power=max(_ZERO, _sum(cash, -self._reserved())),
            balances={self.rules.currency: cash},
            time_ns=self.now_ns(),
        )

    def arm_dead_man(self, timeout_ns: int) -> None:
        """Cancel everything open unless called again in time; 0 disarms."""
        self._dead_man_ns = self._clock() + timeout_ns if timeout_ns else None

    def check_dead_man(self) -> None:
        """Cancel everything open if nobody came in time."""
        if self._dead_man_ns is not None and self._clock() >= self._dead_man_ns:
            self._dead_man_ns = None
            for order in tuple(self._open.values()):
                self._cancel(order, "dead man")

    def listen(self, listener: Callable[[BrokerReport], None]) -> Callable[[], None]:
        """Report to a listener from now on; returns what ends it."""
        self._listeners.append(listener)

        def leave() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return leave

    # What a test may know.

    def orders_of(self, order_id: str) -> tuple[BrokerOrder, ...]:
        """Return every order that was accepted under a client id: more than one is a duplicate."""
        return tuple(self._view(each) for each in self._by_client.get(order_id, []))

    def accepted_ids(self) -> tuple[str, ...]:
        """Return the client ids of the orders that were accepted, in order, once each."""
        return tuple(self._by_client)

    def all_orders(self) -> tuple[BrokerOrder, ...]:
        """Return every order that was ever accepted, those of others (id "") included."""
        return tuple(self._view(each) for each in self._orders.values())

    def price(self, symbol: str) -> Decimal | None:
        """Return the last price of a symbol, or None."""
        return self._market(symbol).price

    def _market(self, symbol: str) -> _Market:
        market = self._markets.get(symbol)
        if market is None:
            raise SimulationError(f"{symbol!r} is not listed: the venue has {', '.join(self._markets)}")
        return market

    def _facts(self, intent: OrderIntent) -> Facts:
        symbol = intent.asset.symbol
        asset = self._assets.get(symbol)
        sales = [each for each in self._open.values() if each.symbol == symbol and each.amount < 0]
        return Facts(
            rules=self.rules,
            now_ns=self.now_ns(),
            asset=asset,
            suspended=asset is not None and self._market(symbol).suspended,
            earlier=[each.open for each in self._by_client.get(intent.order_id, [])],
            held=self.positions().get(symbol, _ZERO),
            promised=_sum(*(-each.remaining for each in sales)),
            free_cash=_sum(self.cash(), -self._reserved()),
            needed=self._need(intent, intent.amount) if asset is not None else _ZERO,
        )

    def _reserved(self) -> Decimal:
        buys = [each for each in self._open.values() if each.amount > 0]
        return _sum(*(self._need(each.intent, each.remaining) for each in buys if each.intent is not None))

    def _need(self, intent: OrderIntent, amount: Decimal) -> Decimal:
        price = intent.limit_price or intent.stop_price or self._market(intent.asset.symbol).price or _ZERO
        value = _product(amount, price, intent.asset.price_multiplier)
        return _sum(value, _product(abs(value), self.rules.fee_rate))

    def _value(self, symbol: str, amount: Decimal) -> Decimal:
        price = self._market(symbol).price
        return _product(amount, price or _ZERO, self._multiplier(symbol))

    def _multiplier(self, symbol: str) -> Decimal:
        asset = self._assets.get(symbol)
        return asset.price_multiplier if asset is not None else Decimal(1)

    def _enter(self, order_id: str, symbol: str, amount: Decimal, intent: OrderIntent | None) -> _Order:
        now = self.now_ns()
        waits = intent is not None and intent.stop_price is not None
        order = _Order(
            order_id=order_id,
            broker_order_id=f"V{len(self._orders) + 1:08d}",
            symbol=symbol,
            amount=amount,
            intent=intent,
            status="pending" if waits else "open",
            created_ns=now,
            updated_ns=now,
            seen_ns=self._clock(),
            triggered=not waits,
        )
        self._orders[order.broker_order_id] = self._open[order.broker_order_id] = order
        if order_id:
            self._by_client.setdefault(order_id, []).append(order)
        return order

    def _match(self, order: _Order) -> None:
        intent, market = order.intent, self._market(order.symbol)
        if intent is None or market.suspended or not self._works(order, intent, market.price):
            return
        fok = intent.time_in_force == "fok"
        possible = self._possible(order, intent, market)
        if possible and market.price is not None and not (fok and possible < abs(order.remaining)):
            now = possible if fok else self.cut(possible, intent.asset.lot_size)
            market.depth = _sum(market.depth, -now)
            self._fill(order, now, market.price)
        if order.open and intent.time_in_force in ("ioc", "fok"):
            self._expire(order, f"{intent.time_in_force}: not filled at once")

    def _works(self, order: _Order, intent: OrderIntent, price: Decimal | None) -> bool:
        if not order.triggered and price is not None and touched(intent, price):
            order.triggered, order.status = True, "open"
        return order.triggered

    def _possible(self, order: _Order, intent: OrderIntent, market: _Market) -> Decimal:
        if market.price is None or not acceptable(intent, market.price):
            return _ZERO
        possible = min(abs(order.remaining), market.depth)
        if intent.reduce_only:
            held = self.positions().get(order.symbol, _ZERO)
            opposite = held * order.amount < 0
            if not opposite:
                self._cancel(order, "would not reduce")
            possible = min(possible, abs(held)) if opposite else _ZERO
        return possible

    def _fill(self, order: _Order, quantity: Decimal, price: Decimal) -> None:
        amount = quantity if order.amount > 0 else -quantity
        value = _product(amount, price, self._multiplier(order.symbol))
        fee = _product(abs(value), self.rules.fee_rate)
        order.filled = _sum(order.filled, amount)
        order.updated_ns = self.now_ns()
        order.status = "filled" if order.filled == order.amount else "partial"
        fill = Filled(
            trade_id=f"T{len(self.trades) + 1:08d}",
            order_id=order.order_id,
            broker_order_id=order.broker_order_id,
            asset=None,
            symbol=order.symbol,
            amount=amount,
            price=price,
            fee=fee,
            fee_currency=self.rules.currency,
            time_ns=order.updated_ns,
        )
        self.trades.append(fill)
        self._trade_seen.append(self._clock())
        spent = _sum(-value, -fee)
        self._changes.append(_Change(self._clock(), order.symbol, amount, spent))
        self._cash = _sum(self._cash, spent)
        self._held[order.symbol] = _sum(self._held.get(order.symbol, _ZERO), amount)
        if not order.open:
            self._open.pop(order.broker_order_id)
        self._say(replace(fill, fee=_ZERO) if self.rules.fees_later else fill)

    def _end(self, order: _Order, status: BrokerOrderStatus) -> None:
        order.status = status
        order.updated_ns = self.now_ns()
        self._open.pop(order.broker_order_id)

    def _cancel(self, order: _Order, reason: str) -> None:
        self._end(order, "cancelled")
        self._say(
            Cancelled(
                order_id=order.order_id,
                broker_order_id=order.broker_order_id,
                filled=order.filled,
                reason=reason,
                time_ns=order.updated_ns,
            )
        )

    def _expire(self, order: _Order, reason: str) -> None:
        self._end(order, "expired")
        self._say(
            Expired(
                order_id=order.order_id,
                broker_order_id=order.broker_order_id,
                filled=order.filled,
                reason=reason,
                time_ns=order.updated_ns,
            )
        )

    def _say(self, report: BrokerReport) -> None:
        for listener in tuple(self._listeners):
            listener(report)

    def _view(self, order: _Order) -> BrokerOrder:
        intent = order.intent
        return BrokerOrder(
            order_id=order.order_id,
            broker_order_id=order.broker_order_id,
            asset=None,
            symbol=order.symbol,
            amount=order.amount,
            filled=order.filled,
            order_type=intent.order_type if intent else "market",
            limit_price=intent.limit_price if intent else None,
            stop_price=intent.stop_price if intent else None,
            time_in_force=intent.time_in_force if intent else "gtc",
            reduce_only=intent.reduce_only if intent else False,
            status=order.status,
            created_ns=order.created_ns,
            updated_ns=order.updated_ns,
        )


def _before(seen_ns: int, as_of_ns: int | None) -> bool:
    return as_of_ns is None or seen_ns <= as_of_ns

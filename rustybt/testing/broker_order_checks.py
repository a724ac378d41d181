"""Checks of what a broker does with orders."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rustybt.live.brokers.messages import Accepted, Cancelled, CancelRequested, Expired, Refused
from rustybt.testing.broker_bench import TAPE, BrokerCheck, always, expect

if TYPE_CHECKING:
    from rustybt.live.brokers.messages import CancelAnswer, RefusalCode
    from rustybt.testing.broker_bench import BrokerBench

__all__ = ["ORDER_CHECKS"]

_FAR = Decimal(50)


async def _accept(bench: BrokerBench) -> None:
    await bench.start()
    intent = bench.intent(10, order_type="limit", limit_price=_FAR)
    answer = await bench.accepted(intent)
    expect(answer.order_id == intent.order_id, "an answer names our id", intent.order_id, answer)
    expect(bool(answer.broker_order_id), "an accepted order has the venue's id", "one", answer)
    order = await bench.order(intent.order_id)
    got = (
        order.asset,
        order.amount,
        order.order_type,
        order.limit_price,
        order.stop_price,
        order.time_in_force,
    )
    wanted = (intent.asset, intent.amount, "limit", _FAR, None, "gtc")
    expect(got == wanted, "an order is kept as it was sent", wanted, got)
    same = order.broker_order_id == answer.broker_order_id
    expect(same, "a query and the answer name one order", answer, order)
    expect(order.open and order.filled == 0, "an order that was not touched is open", "open", order)


async def _signs(bench: BrokerBench) -> None:
    await bench.start()
    await bench.accepted(bench.intent(10))
    await bench.advance()
    intent = bench.intent(-4, order_type="limit", limit_price=Decimal(150))
    await bench.accepted(intent)
    amount = (await bench.order(intent.order_id)).amount
    expect(amount == -4, "a sale's amount is negative", -4, amount)


async def _not_found(bench: BrokerBench) -> None:
    await bench.start()
    found = await bench.adapter.get_order("o-nobody-sent-this")
    expect(found is None, "an order that nobody sent is not found", None, found)


async def _open_orders(bench: BrokerBench) -> None:
    await bench.start()
    sent = [bench.intent(1, order_type="limit", limit_price=_FAR) for _ in range(3)]
    for intent in sent:
        await bench.accepted(intent)
    await bench.adapter.cancel_order(sent[1].order_id)
    await bench.advance()
    listed = sorted(order.order_id for order in await bench.adapter.get_open_orders())
    wanted = [sent[0].order_id, sent[2].order_id]
    expect(listed == wanted, "open orders are those that have not ended", wanted, listed)


async def _market(bench: BrokerBench) -> None:
    await bench.start()
    intent = bench.intent(10)
    await bench.accepted(intent)
    await bench.advance()
    order = await bench.order(intent.order_id)
    expect(order.status == "filled" and order.filled == 10, "a market order fills", "filled", order)
    expect(not order.open and order.remaining == 0, "a filled order has ended", "ended", order)
    prices = {fill.price for fill in await bench.fills(intent.order_id)}
    allowed = {TAPE[bench.step - 1].price, TAPE[bench.step].price}
    expect(bool(prices) and prices <= allowed, "a market order fills at the market", allowed, prices)


async def _limit_buy(bench: BrokerBench) -> None:
    await bench.start()
    await bench.advance()  # 101
    intent = bench.intent(10, order_type="limit", limit_price=Decimal(99))
    await bench.accepted(intent)
    before = await bench.fills(intent.order_id)
    expect(before == [], "a limit waits for its price", [], before)
    await bench.advance(2)  # 99, 102
    await _filled_within(bench, intent.order_id, lowest=Decimal(0), highest=Decimal(99))


async def _limit_sell(bench: BrokerBench) -> None:
    await bench.start()
    await bench.accepted(bench.intent(10))
    await bench.advance()  # 101
    intent = bench.intent(-10, order_type="limit", limit_price=Decimal(102))
    await bench.accepted(intent)
    await bench.advance()  # 99
    before = await bench.fills(intent.order_id)
    expect(before == [], "a limit waits for its price", [], before)
    await bench.advance(2)  # 102, 98
    await _filled_within(bench, intent.order_id, lowest=Decimal(102), highest=Decimal(1000))


async def _marketable_limit(bench: BrokerBench) -> None:
    await bench.start()
    intent = bench.intent(10, order_type="limit", limit_price=Decimal(110))
    await bench.accepted(intent)
    await bench.advance()
    await _filled_within(bench, intent.order_id, lowest=Decimal(0), highest=Decimal(110))


async def _stop(bench: BrokerBench) -> None:
    await bench.start()
    intent = bench.intent(10, order_type="stop", stop_price=Decimal(103))
    await bench.accepted(intent)
    await bench.advance(4)  # 101, 99, 102, 98
    before = await bench.fills(intent.order_id)
    expect(before == [], "a stop waits for its price", [], before)
    await bench.advance(2)  # 105, 95
    order = await bench.order(intent.order_id)
    expect(order.status == "filled", "a stop that was touched fills as a market order", "filled", order)


async def _stop_sell(bench: BrokerBench) -> None:
    await bench.start()
    await bench.accepted(bench.intent(10))
    await bench.advance(3)  # 101, 99, 102
    intent = bench.intent(-10, order_type="stop", stop_price=Decimal(96))
    await bench.accepted(intent)
    await bench.advance(2)  # 98, 105
    before = await bench.fills(intent.order_id)
    expect(before == [], "a stop waits for its price", [], before)
    await bench.advance(2)  # 95, 100
    order = await bench.order(intent.order_id)
    expect(order.status == "filled", "a stop that was touched fills as a market order", "filled", order)


async def _stop_limit(bench: BrokerBench) -> None:
    await bench.start()
    intent = bench.intent(10, order_type="stop_limit", stop_price=Decimal(103), limit_price=Decimal(100))
    await bench.accepted(intent)
    await bench.advance(4)  # 101, 99, 102, 98
    before = await bench.fills(intent.order_id)
    expect(before == [], "a stop-limit waits for its stop, whatever the limit", [], before)
    await bench.advance(3)  # 105, 95, 100
    await _filled_within(bench, intent.order_id, lowest=Decimal(0), highest=Decimal(100))


async def _partial(bench: BrokerBench) -> None:
    await bench.start()
    await bench.advance(8)  # 30 at a time from here
    intent = bench.intent(70, order_type="limit", limit_price=Decimal(100))
    await bench.accepted(intent)
    await bench.advance()
    order = await bench.order(intent.order_id)
    partly = 0 < order.filled < 70 and order.open and order.status == "partial"
    expect(partly, "an order that the market cannot fill is filled in part", "partial", order)
    await bench.advance(4)
    order, fills = await bench.order(intent.order_id), await bench.fills(intent.order_id)
    expect(order.status == "filled", "the rest of an order fills later", "filled", order)
    total = sum((fill.amount for fill in fills), Decimal(0))
    expect(total == 70 and len(fills) > 1, "partial fills add up to the order", 70, fills)


async def _duplicate_open(bench: BrokerBench) -> None:
    await bench.start()
    intent = bench.intent(10, order_type="limit", limit_price=_FAR)
    first = await bench.accepted(intent)
    await bench.refused(intent, "duplicate_id")
    orders = await bench.adapter.get_open_orders()
    same = [order.broker_order_id for order in orders] == [first.broker_order_id]
    expect(same, "an id that was refused leaves the first order alone", first, orders)


async def _duplicate_done(bench: BrokerBench) -> None:
    await bench.start()
    intent = bench.intent(10)
    await bench.accepted(intent)
    await bench.advance()
    rule = bench.adapter.capabilities.order_id_rule
    answer = await bench.adapter.submit_order(intent)
    wanted = Refused if rule == "unique_for_ever" else Accepted
    expect(isinstance(answer, wanted), f"an id is {rule}", wanted.__name__, answer)


async def _unknown_asset(bench: BrokerBench) -> None:
    await bench.start()
    intent = bench.intent(10, asset=bench.stranger)
    await bench.refused(intent, "unknown_asset", "not_tradable")
    found = await bench.adapter.get_order(intent.order_id)
    expect(found is None or not found.open, "an order that was refused is not there", None, found)


async def _unsupported(bench: BrokerBench) -> None:
    await bench.start()
    can = bench.adapter.capabilities
    for time_in_force in sorted({"gtc", "day", "ioc", "fok"} - can.times_in_force):
        await bench.refused(bench.intent(1, time_in_force=time_in_force), "unsupported", "invalid")
    if not can.reduce_only:
        await bench.refused(bench.intent(1, reduce_only=True), "unsupported", "invalid")
    orders = await bench.adapter.get_open_orders()
    expect(orders == (), "what is not supported is refused, not done otherwise", (), orders)


async def _cancel(bench: BrokerBench) -> None:
    await bench.start()
    intent = bench.intent(10, order_type="limit", limit_price=Decimal(99))
    await bench.accepted(intent)
    answer = await bench.adapter.cancel_order(intent.order_id)
    expect(isinstance(answer, CancelRequested), "an open order can be cancelled", "CancelRequested", answer)
    await bench.advance(3)  # 101, 99, 102
    order = await bench.order(intent.order_id)
    expect(
        order.status == "cancelled" and order.filled == 0, "a cancelled order has ended", "cancelled", order
    )
    ends = [each for each in bench.heard if isinstance(each, Cancelled) and each.order_id == intent.order_id]
    expect(len(ends) == 1, "a cancel is reported once", 1, ends)


async def _cancel_twice(bench: BrokerBench) -> None:
    await bench.start()
    intent = bench.intent(10, order_type="limit", limit_price=_FAR)
    await bench.accepted(intent)
    await bench.adapter.cancel_order(intent.order_id)
    await bench.advance()
    _must_refuse(await bench.adapter.cancel_order(intent.order_id), "already_done")
    await bench.advance()
    ends = [each for each in bench.heard if isinstance(each, Cancelled)]
    expect(len(ends) == 1, "a cancel that is repeated changes nothing", 1, ends)


async def _cancel_filled(bench: BrokerBench) -> None:
    await bench.start()
    intent = bench.intent(10)
    await bench.accepted(intent)
    await bench.advance()
    _must_refuse(await bench.adapter.cancel_order(intent.order_id), "already_done")
    order = await bench.order(intent.order_id)
    expect(order.status == "filled", "a cancel that is too late changes nothing", "filled", order)


async def _cancel_unknown(bench: BrokerBench) -> None:
    await bench.start()
    _must_refuse(await bench.adapter.cancel_order("o-nobody-sent-this"), "not_found")


async def _cancel_partial(bench: BrokerBench) -> None:
    await bench.start()
    await bench.advance(8)
    intent = bench.intent(70, order_type="limit", limit_price=Decimal(100))
    await bench.accepted(intent)
    await bench.advance()
    await bench.adapter.cancel_order(intent.order_id)
    await bench.advance(2)
    order, fills = await bench.order(intent.order_id), await bench.fills(intent.order_id)
    total = sum((fill.amount for fill in fills), Decimal(0))
    kept = order.status == "cancelled" and order.filled == total and 0 < total < 70
    expect(kept, "a cancel keeps what was filled before", "cancelled in part", (order, fills))
    ends = [each.filled for each in bench.heard if isinstance(each, Cancelled)]
    expect(ends == [total], "a cancel says what was filled before", [total], ends)


async def _ioc(bench: BrokerBench) -> None:
    await bench.start()
    await bench.advance(8)
    intent = bench.intent(70, time_in_force="ioc")
    await bench.accepted(intent)
    await bench.advance()
    order = await bench.order(intent.order_id)
    ended = not order.open and order.filled <= 30
    expect(ended, "an ioc order takes what is there and ends", "at most 30, ended", order)
    _must_report_end(bench, intent.order_id)


async def _fok(bench: BrokerBench) -> None:
    await bench.start()
    await bench.advance(8)
    intent = bench.intent(70, time_in_force="fok")
    answer = await bench.adapter.submit_order(intent)
    await bench.advance()
    fills = await bench.fills(intent.order_id)
    expect(fills == [], "a fok order that cannot be filled whole is not filled at all", [], fills)
    if isinstance(answer, Accepted):
        _must_report_end(bench, intent.order_id)


async def _day(bench: BrokerBench) -> None:
    await bench.start()
    today = bench.intent(10, order_type="limit", limit_price=_FAR, time_in_force="day")
    later = bench.intent(10, order_type="limit", limit_price=_FAR)
    await bench.accepted(today)
    await bench.accepted(later)
    await bench.end_session()
    gone, kept = await bench.order(today.order_id), await bench.order(later.order_id)
    expect(not gone.open, "a day order ends with the session", "ended", gone)
    expect(kept.open, "a gtc order outlives the session", "open", kept)
    _must_report_end(bench, today.order_id)


async def _reduce_only(bench: BrokerBench) -> None:
    await bench.start()
    await bench.refused(bench.intent(10, reduce_only=True), "would_not_reduce")
    await bench.accepted(bench.intent(10))
    await bench.advance()
    await bench.accepted(bench.intent(-10, reduce_only=True))
    await bench.advance()
    held = await bench.held()
    expect(held == 0, "a reduce-only order closes a position", 0, held)


async def _no_short(bench: BrokerBench) -> None:
    await bench.start()
    await bench.refused(bench.intent(-10), "insufficient_funds", "not_tradable", "invalid")


async def _filled_within(bench: BrokerBench, order_id: str, *, lowest: Decimal, highest: Decimal) -> None:
    order = await bench.order(order_id)
    expect(order.status == "filled", "a limit whose price was reached fills", "filled", order)
    prices = [fill.price for fill in await bench.fills(order_id)]
    within = bool(prices) and all(lowest <= price <= highest for price in prices)
    expect(within, "no fill is worse than the limit", (lowest, highest), prices)


def _must_refuse(answer: CancelAnswer, code: RefusalCode) -> None:
    refused = isinstance(answer, Refused) and answer.code == code and bool(answer.evidence)
    expect(refused, "a cancel of what is not open is refused with evidence", code, answer)


def _must_report_end(bench: BrokerBench, order_id: str) -> None:
    ends = [
        each for each in bench.heard if isinstance(each, Cancelled | Expired) and each.order_id == order_id
    ]
    expect(len(ends) == 1, "the end of an order is reported once", 1, bench.heard)


ORDER_CHECKS: tuple[BrokerCheck, ...] = (
    BrokerCheck("an accepted order is found as it was sent", _accept, always),
    BrokerCheck("a sale's amount is negative", _signs, always),
    BrokerCheck("an order that nobody sent is not found", _not_found, always),
    BrokerCheck("open orders are those that have not ended", _open_orders, always),
    BrokerCheck("a market order fills at the market", _market, always),
    BrokerCheck("a limit to buy waits for its price and gets no worse one", _limit_buy, always),
    BrokerCheck("a limit to sell waits for its price and gets no worse one", _limit_sell, always),
    BrokerCheck("a limit that the market meets already fills", _marketable_limit, always),
    BrokerCheck("a stop to buy waits for its price", _stop, lambda can: "stop" in can.order_types),
    BrokerCheck("a stop to sell waits for its price", _stop_sell, lambda can: "stop" in can.order_types),
    BrokerCheck(
        "a stop-limit waits for both its prices", _stop_limit, lambda can: "stop_limit" in can.order_types
    ),
    BrokerCheck("an order that is too large fills in parts", _partial, always),
    BrokerCheck("an id whose order is open is refused", _duplicate_open, always),
    BrokerCheck("an id whose order has ended follows the declared rule", _duplicate_done, always),
    BrokerCheck("an order of an unknown asset is refused", _unknown_asset, always),
    BrokerCheck("what is not supported is refused, not done otherwise", _unsupported, always),
    BrokerCheck("a cancel ends an order and is reported once", _cancel, always),
    BrokerCheck("a cancel may be repeated", _cancel_twice, always),
    BrokerCheck("a cancel of a filled order is refused", _cancel_filled, always),
    BrokerCheck("a cancel of what nobody sent is refused", _cancel_unknown, always),
    BrokerCheck("a cancel keeps what was filled before", _cancel_partial, always),
    BrokerCheck("an ioc order takes what is there and ends", _ioc, lambda can: "ioc" in can.times_in_force),
    BrokerCheck("a fok order fills whole or not at all", _fok, lambda can: "fok" in can.times_in_force),
    BrokerCheck("a day order ends with the session", _day, lambda can: "day" in can.times_in_force),
    BrokerCheck("a reduce-only order only reduces", _reduce_only, lambda can: can.reduce_only),
    BrokerCheck("a sale of what is not held is refused", _no_short, lambda can: not can.short_selling),
)
"""Every check of orders."""

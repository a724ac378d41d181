"""Checks of how a broker connects, what it says of the account, and its two lanes of fills."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from rustybt.exceptions import BrokerConnectionError, ConformanceError
from rustybt.live.brokers.messages import Filled
from rustybt.testing.broker_bench import BrokerCheck, always, expect

if TYPE_CHECKING:
    from rustybt.testing.broker_bench import BrokerBench

__all__ = ["ACCOUNT_CHECKS"]


async def _identity(bench: BrokerBench) -> None:
    identity = await bench.start()
    adapter = bench.adapter
    expect(identity.broker == adapter.name, "an identity names the broker", adapter.name, identity)
    expect(bool(identity.account_id), "an identity names the account", "an id", identity)
    same = identity.environment == adapter.environment
    expect(same, "an identity is of the configured environment", adapter.environment, identity)
    expect(
        bool(identity.currency) and identity.time_ns >= 0,
        "an identity has currency and time",
        "both",
        identity,
    )
    expect(adapter.is_connected, "who has connected is connected", True, adapter.is_connected)


async def _connect_again(bench: BrokerBench) -> None:
    first = await bench.start()
    intent = bench.intent(1, order_type="limit", limit_price=Decimal(50))
    await bench.accepted(intent)
    second = await bench.adapter.connect()
    same = (first.account_id, first.environment) == (second.account_id, second.environment)
    expect(same, "connecting again only asks", first, second)
    order = await bench.order(intent.order_id)
    expect(order.open, "connecting again touches no order", "open", order)


async def _not_connected(bench: BrokerBench) -> None:
    await bench.start()
    await bench.stop()
    expect(not bench.adapter.is_connected, "who has disconnected is not connected", False, True)
    adapter, intent = bench.adapter, bench.intent(1)
    calls: dict[str, Callable[[], Awaitable[object]]] = {
        "submit_order": lambda: adapter.submit_order(intent),
        "cancel_order": lambda: adapter.cancel_order(intent.order_id),
        "get_order": lambda: adapter.get_order(intent.order_id),
        "get_open_orders": adapter.get_open_orders,
        "get_positions": adapter.get_positions,
        "get_account_info": adapter.get_account_info,
        "get_fills": adapter.get_fills,
        "get_time_ns": adapter.get_time_ns,
    }
    for name, call in calls.items():
        try:
            got = await call()
        except BrokerConnectionError:
            continue
        raise ConformanceError(f"{name} without a connection: expected BrokerConnectionError, got {got}")
    await adapter.disconnect()


async def _disconnect(bench: BrokerBench) -> None:
    await bench.start()
    # The bench waits for its reader to come to its end.
    await bench.stop()


async def _reconnect(bench: BrokerBench) -> None:
    await bench.start()
    resting = bench.intent(1, order_type="limit", limit_price=Decimal(50))
    await bench.accepted(resting)
    await bench.accepted(bench.intent(10))
    await bench.advance()
    before = (await bench.held(), await bench.fills())
    await bench.adapter.disconnect()
    await bench.adapter.connect()
    after = (await bench.held(), await bench.fills())
    expect(before == after, "the account outlives a connection", before, after)
    order = await bench.order(resting.order_id)
    expect(order.open, "an order outlives a connection", "open", order)


async def _capabilities(bench: BrokerBench) -> None:
    await bench.start()
    can = bench.adapter.capabilities
    expect({"market", "limit"} <= can.order_types, "market and limit orders are taken", "both", can)
    expect("gtc" in can.times_in_force, "orders may stay until cancelled", "gtc", can)
    window = can.receive_window_ns
    expect(window is None or window >= 0, "a receive window is a duration", "0 or more", window)
    expect(
        can == bench.adapter.capabilities, "capabilities stay as they are", can, bench.adapter.capabilities
    )


async def _dead_man(bench: BrokerBench) -> None:
    await bench.start()
    await bench.adapter.arm_dead_man(60_000_000_000)
    await bench.adapter.arm_dead_man(0)
    intent = bench.intent(1, order_type="limit", limit_price=Decimal(50))
    await bench.accepted(intent)
    await bench.advance()
    order = await bench.order(intent.order_id)
    expect(order.open, "a dead man that was disarmed cancels nothing", "open", order)


async def _positions(bench: BrokerBench) -> None:
    await bench.start()
    await bench.accepted(bench.intent(10))
    await bench.accepted(bench.intent(7, asset=bench.assets[1]))
    await bench.advance()
    await bench.accepted(bench.intent(-4))
    await bench.advance()
    held = {each.symbol: (each.asset, each.amount) for each in await bench.adapter.get_positions()}
    wanted = {
        bench.assets[0].symbol: (bench.assets[0], Decimal(6)),
        bench.assets[1].symbol: (bench.assets[1], Decimal(7)),
    }
    expect(held == wanted, "positions are the sum of the fills", wanted, held)
    await bench.accepted(bench.intent(-6))
    await bench.advance()
    symbols = {each.symbol for each in await bench.adapter.get_positions()}
    expect(symbols == {bench.assets[1].symbol}, "a position of 0 is none", bench.assets[1].symbol, symbols)


async def _short(bench: BrokerBench) -> None:
    await bench.start()
    await bench.accepted(bench.intent(-10))
    await bench.advance()
    held = await bench.held()
    expect(held == -10, "a short position is negative", -10, held)
    await bench.accepted(bench.intent(15))
    await bench.advance()
    held = await bench.held()
    expect(held == 5, "a position may turn", 5, held)


async def _cash(bench: BrokerBench) -> None:
    await bench.start()
    before = (await bench.adapter.get_account_info()).cash
    for amount in (10, 25, -5):
        await bench.accepted(bench.intent(amount))
        await bench.advance()
    after = (await bench.adapter.get_account_info()).cash
    spent = sum(
        (
            fill.amount * fill.price * (fill.asset.price_multiplier if fill.asset else 1) + fill.fee
            for fill in await bench.fills()
        ),
        Decimal(0),
    )
    expect(before - after == spent, "cash changes by what the fills say, exactly", before - spent, after)


async def _value(bench: BrokerBench) -> None:
    await bench.start()
    await bench.accepted(bench.intent(10))
    await bench.advance()
    info = await bench.adapter.get_account_info()
    values = [each.market_value for each in await bench.adapter.get_positions()]
    if all(value is not None for value in values):
        wanted = info.cash + sum((value for value in values if value is not None), Decimal(0))
        expect(info.portfolio_value == wanted, "an account is its cash and positions", wanted, info)


async def _types(bench: BrokerBench) -> None:
    await bench.start()
    await bench.accepted(bench.intent(10))
    await bench.advance()
    info = await bench.adapter.get_account_info()
    numbers: list[object] = [info.cash, info.portfolio_value, info.buying_power, info.margin_used]
    numbers += [each.amount for each in await bench.adapter.get_positions()]
    for fill in await bench.fills():
        numbers += [fill.amount, fill.price, fill.fee]
    wrong = [number for number in numbers if not isinstance(number, Decimal) or not number.is_finite()]
    expect(wrong == [], "every number is a finite Decimal", [], wrong)


async def _clock(bench: BrokerBench) -> None:
    await bench.start()
    times = [await bench.adapter.get_time_ns()]
    for _ in range(3):
        await bench.accepted(bench.intent(5))
        await bench.advance()
        times.append(await bench.adapter.get_time_ns())
    expect(
        times == sorted(times) and times[0] > 0, "the venue's clock does not go back", sorted(times), times
    )
    filled = [fill.time_ns for fill in await bench.fills()]
    expect(filled == sorted(filled), "fills come in the order of time", sorted(filled), filled)


async def _fills_once(bench: BrokerBench) -> None:
    await bench.start()
    sent = [bench.intent(amount) for amount in (3, 4, 5, 6)]
    for intent in sent:
        await bench.accepted(intent)
        await bench.advance()
    fills = await bench.fills()
    ids = [fill.trade_id for fill in fills]
    expect(len(set(ids)) == len(ids) and all(ids), "a trade id is of one fill", "distinct ids", ids)
    filled = {intent.order_id: Decimal(0) for intent in sent}
    for fill in fills:
        filled[fill.order_id] += fill.amount
    wanted = {intent.order_id: intent.amount for intent in sent}
    expect(filled == wanted, "pulled fills are complete, each once", wanted, filled)
    again = await bench.fills()
    expect(fills == again, "pulling again gives the same", fills, again)


async def _cursor(bench: BrokerBench) -> None:
    await bench.start()
    await bench.accepted(bench.intent(3))
    await bench.advance()
    first = await bench.adapter.get_fills()
    nothing = await bench.adapter.get_fills(first.cursor)
    empty = nothing.fills == () and nothing.complete
    expect(empty, "nothing comes after the last cursor", "an empty page", nothing)
    second = bench.intent(4)
    await bench.accepted(second)
    await bench.advance()
    page = await bench.adapter.get_fills(nothing.cursor)
    ids = {fill.order_id for fill in page.fills}
    expect(ids == {second.order_id}, "a cursor gives what came after it", second.order_id, page)
    resumed = await bench.adapter.get_fills(first.cursor)
    expect(resumed.fills == page.fills, "a cursor may be used again", page.fills, resumed.fills)


async def _lanes(bench: BrokerBench) -> None:
    await bench.start()
    for amount in (3, -2, 8):
        await bench.accepted(bench.intent(amount))
        await bench.advance()
    heard = {report.trade_id: report for report in bench.heard if isinstance(report, Filled)}
    pulled = {fill.trade_id: fill for fill in await bench.fills()}
    expect(heard == pulled and len(pulled) >= 3, "both lanes tell of the same fills", pulled, heard)


async def _names(bench: BrokerBench) -> None:
    await bench.start()
    intent = bench.intent(3)
    answer = await bench.accepted(intent)
    await bench.advance()
    for fill in await bench.fills():
        got = (fill.order_id, fill.broker_order_id, fill.asset, fill.symbol)
        wanted = (intent.order_id, answer.broker_order_id, intent.asset, intent.asset.symbol)
        expect(got == wanted, "a fill names its order and asset", wanted, got)
        expect(bool(fill.fee_currency), "a fee has a currency", "one", fill)


ACCOUNT_CHECKS: tuple[BrokerCheck, ...] = (
    BrokerCheck("connecting tells whose account it is", _identity, always),
    BrokerCheck("connecting again only asks", _connect_again, always),
    BrokerCheck("without a connection every call says so", _not_connected, always),
    BrokerCheck("disconnecting ends the reports", _disconnect, always),
    BrokerCheck("orders, positions and fills outlive a connection", _reconnect, always),
    BrokerCheck("capabilities are sane and stay", _capabilities, always),
    BrokerCheck("a dead man can be armed and disarmed", _dead_man, lambda can: can.dead_man),
    BrokerCheck("positions are the sum of the fills, zeros left out", _positions, always),
    BrokerCheck("a position may be short and may turn", _short, lambda can: can.short_selling),
    BrokerCheck("cash changes by what the fills say, exactly", _cash, always),
    BrokerCheck("an account is its cash and positions", _value, always),
    BrokerCheck("every number is a finite Decimal", _types, always),
    BrokerCheck("the venue's clock does not go back", _clock, always),
    BrokerCheck("pulled fills are complete, each once", _fills_once, always),
    BrokerCheck("a cursor gives what came after it", _cursor, always),
    BrokerCheck("both lanes tell of the same fills", _lanes, always),
    BrokerCheck("a fill names its order and asset", _names, always),
)
"""Every check of connection, account and fills."""

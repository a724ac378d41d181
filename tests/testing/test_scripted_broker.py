from __future__ import annotations

import asyncio
from datetime import date
from decimal import Decimal

import pytest

from rustybt.assets import Equity
from rustybt.exceptions import BrokerConnectionError, BrokerTimeoutError, SimulationError
from rustybt.live.brokers.messages import Accepted, BrokerNotice, OrderIntent, Refused
from rustybt.testing.scripted_broker import ScriptedBroker
from rustybt.testing.virtual_time import run_virtual

ASSET = Equity(1, "AAA", start_date=date(2000, 1, 3), end_date=date(2030, 1, 1))
INTENT = OrderIntent(order_id="o-1", asset=ASSET, amount=Decimal(1))
REFUSED = Refused(order_id="o-1", code="other", evidence="-1 no", time_ns=3)


def test_it_answers_by_the_script_and_keeps_what_it_was_asked() -> None:
    async def slow(intent: OrderIntent) -> Refused:
        await asyncio.sleep(5)
        return REFUSED

    async def main() -> None:
        broker = ScriptedBroker(
            {"submit_order": [BrokerTimeoutError("lost"), REFUSED, slow, lambda _: REFUSED]}
        )
        with pytest.raises(BrokerTimeoutError):
            await broker.submit_order(INTENT)
        for _ in range(3):
            assert await broker.submit_order(INTENT) == REFUSED
        with pytest.raises(SimulationError, match="no more lines"):
            await broker.submit_order(INTENT)
        assert broker.asked("submit_order") == [(INTENT,)] * 5

    run_virtual(main())


def test_it_is_calm_where_there_is_no_script() -> None:
    async def main() -> None:
        broker = ScriptedBroker(clock=lambda: 7)
        identity = await broker.connect()
        assert (identity.environment, identity.time_ns, broker.is_connected) == ("paper", 7, True)
        assert isinstance(await broker.submit_order(INTENT), Accepted)
        assert (await broker.cancel_order("o-1")).order_id == "o-1"
        assert await broker.get_order("o-1") is None
        assert await broker.get_open_orders() == await broker.get_positions() == ()
        assert (await broker.get_account_info()).cash == 100_000
        assert (await broker.get_fills("c-1")).cursor == "c-1"
        assert await broker.get_time_ns() == 7
        await broker.arm_dead_man(5)
        assert broker.capabilities.dead_man

    run_virtual(main())


def test_it_reports_until_it_is_disconnected() -> None:
    async def main() -> list[object]:
        broker = ScriptedBroker()
        await broker.connect()
        notice = BrokerNotice(code="1", text="maintenance at noon", time_ns=1)
        broker.report(notice, notice)
        await broker.disconnect()
        assert not broker.is_connected
        return [report async for report in broker.reports()]

    assert len(run_virtual(main())) == 2


def test_a_failed_connection_is_none() -> None:
    async def main() -> None:
        broker = ScriptedBroker({"connect": [BrokerConnectionError("refused")]})
        with pytest.raises(BrokerConnectionError):
            await broker.connect()
        assert not broker.is_connected

    run_virtual(main())


def test_a_script_for_no_method_is_refused() -> None:
    async def main() -> None:
        with pytest.raises(SimulationError, match="sumbit_order"):
            ScriptedBroker({"sumbit_order": []})

    run_virtual(main())

"""The port of brokers as checks, which every adapter passes: ours, the simulated exchange, and yours.

In a test module of an adapter::

    @pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
    def test_conformance(check):
        if not run_check(check, MyBench):
            pytest.skip("the adapter does not claim this")

where ``MyBench`` is a `BrokerBench` that brings the adapter and makes its market follow the tape.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from rustybt.testing.broker_account_checks import ACCOUNT_CHECKS
from rustybt.testing.broker_order_checks import ORDER_CHECKS
from rustybt.testing.virtual_time import run_virtual

if TYPE_CHECKING:
    from rustybt.testing.broker_bench import BrokerBench, BrokerCheck

__all__ = ["CHECKS", "run_check"]

CHECKS: tuple[BrokerCheck, ...] = (*ACCOUNT_CHECKS, *ORDER_CHECKS)
"""Every rule of the port."""

START_NS = 1_700_000_000_000_000_000


def _in_virtual_time(main: Coroutine[object, object, bool]) -> bool:
    return run_virtual(main, start_ns=START_NS)


def run_check(
    check: BrokerCheck,
    make_bench: Callable[[], BrokerBench],
    *,
    run: Callable[[Coroutine[object, object, bool]], bool] = _in_virtual_time,
) -> bool:
    """Run one check on a new bench.

    Args:
        check: One of `CHECKS`.
        make_bench: Makes the bench; called within the loop.
        run: Runs a coroutine to its end; in virtual time by default.

    Returns:
        Whether the check applies to what the adapter claims to do.

    Raises:
        ConformanceError: If the adapter breaks the rule.
    """

    async def main() -> bool:
        bench = make_bench()
        if not check.applies(bench.adapter.capabilities):
            return False
        try:
            await check.run(bench)
        finally:
            await bench.stop()
        return True

    return run(main())

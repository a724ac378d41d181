"""How well live orders are executed beside what the shadow's cost models expect: exact sums, divided when read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

from rustybt.exceptions import ConfigurationError, RecordError
from rustybt.finance.decimal.context import divide, finite, product, total
from rustybt.live.shadow.config import hours_to_seconds
from rustybt.live.shadow.window import RollingSums
from rustybt.model.time import datetime_to_ns

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset

__all__ = ["ExecutionQualityMetrics", "ExecutionQualityTracker", "Fill"]

_ZERO, _ONE, _HUNDRED, _BPS = Decimal(0), Decimal(1), Decimal(100), Decimal(10_000)

_WORSE, _BASE, _FILLED, _COMMISSION = range(4)
_EXPECTED, _ACTUAL, _ORDERED, _EXECUTIONS, _WIDTH = 0, 4, 8, 9, 10


class Fill(Protocol):
    """A fill of an order, as `DecimalTransaction` is one."""

    @property
    def asset(self) -> Asset:
        """What was traded."""

    @property
    def amount(self) -> Decimal:
        """Signed quantity."""

    @property
    def price(self) -> Decimal:
        """Price of one unit."""

    @property
    def commission(self) -> Decimal:
        """Its fee."""

    @property
    def dt(self) -> datetime:
        """When, UTC."""


type Fills = Fill | Sequence[Fill] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionQualityMetrics:
    """Execution over a window: expected by the shadow's models, and actual. None is what is not known.

    Slippage is against us when positive, weighted by the value traded at the signal's price. Fill rates are
    filled over ordered value. All figures have 28 digits, of exact sums.

    Attributes:
        expected_slippage_bps: The shadow's, in basis points of the signal's price.
        actual_slippage_bps: Live's.
        slippage_error_bps: Actual less expected.
        fill_rate_expected: The shadow's, as a ratio.
        fill_rate_actual: Live's.
        fill_rate_error_pct: Actual less expected, in percentage points.
        commission_expected: The shadow's, summed.
        commission_actual: Live's.
        commission_error_pct: Actual less expected in percent of expected; 0 where both are 0, None where only
            the expected one is.
        executions: How many orders were recorded.
    """

    expected_slippage_bps: Decimal | None = None
    actual_slippage_bps: Decimal | None = None
    slippage_error_bps: Decimal | None = None
    fill_rate_expected: Decimal | None = None
    fill_rate_actual: Decimal | None = None
    fill_rate_error_pct: Decimal | None = None
    commission_expected: Decimal | None = None
    commission_actual: Decimal | None = None
    commission_error_pct: Decimal | None = None
    executions: int = 0

    @property
    def execution_quality(self) -> Decimal | None:
        """Live's fill rate over the shadow's, at most 1; 1 if the shadow fills nothing, None if not known."""
        if self.fill_rate_actual is None or self.fill_rate_expected is None:
            return None
        if self.fill_rate_actual >= self.fill_rate_expected:
            return _ONE
        return divide(self.fill_rate_actual, self.fill_rate_expected)

    def to_dict(self) -> dict[str, Any]:
        """Return it as JSON's types."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: str(value) if isinstance(value, Decimal) else value for name, value in values.items()}


class ExecutionQualityTracker:
    """Records each order's execution in live and in the shadow, and sums them over event time.

    Example:
        >>> ExecutionQualityTracker().get_rolling_metrics().slippage_error_bps is None
        True
    """

    def __init__(self) -> None:
        self._sums = RollingSums(_WIDTH)

    def record_execution(
        self,
        backtest_fill: Fills,
        live_fill: Fills,
        signal_price: float | str | Decimal,
        signal_quantity: float | str | Decimal | None = None,
        *,
        asset: Asset | None = None,
        time_ns: int | None = None,
    ) -> None:
        """Record how one order ended in both.

        Args:
            backtest_fill: The shadow's fill, or its fills, or None where it had none.
            live_fill: Live's, likewise.
            signal_price: The market's price when the order was decided on, which slippage is measured from.
                Where it is 0 no slippage is known, and the order weighs with its fill price in the fill rates.
            signal_quantity: What was ordered, of either sign; None for the larger of the two fills.
            asset: What was ordered; needed only where neither filled.
            time_ns: Event time, UTC nanoseconds; None for the last fill of the shadow, or of live.

        Raises:
            ConfigurationError: If the fills are of several assets or sides, or there is neither a fill nor all of
                quantity, asset and time.
        """
        expected, actual = _listed(backtest_fill), _listed(live_fill)
        if not expected and not actual and (signal_quantity is None or asset is None or time_ns is None):
            raise ConfigurationError(
                "neither live nor the shadow filled the order: give signal_quantity, asset and time_ns"
            )
        _check_one_order([*expected, *actual])
        price = finite(signal_price, "signal_price")
        filled = [_sum_of(fill.amount.copy_abs() for fill in fills) for fills in (expected, actual)]
        ordered = max(filled)
        if signal_quantity is not None:
            ordered = finite(signal_quantity, "signal_quantity").copy_abs()
        weight = _weight(price, [*actual, *expected], asset)
        row: list[int | Decimal] = [
            *_side(expected, price, weight, filled[0]),
            *_side(actual, price, weight, filled[1]),
            product(ordered, weight),
            1,
        ]
        if time_ns is None:
            time_ns = max(datetime_to_ns(fill.dt) for fill in expected or actual)
        self._sums.add(time_ns, row)

    def get_rolling_metrics(
        self, window_hours: float | str | Decimal = 1, now_ns: int | None = None
    ) -> ExecutionQualityMetrics:
        """Return the metrics of a window.

        Args:
            window_hours: Hours of event time, above 0 and up to 24.
            now_ns: The window's end, UTC nanoseconds; None for the latest event.
        """
        sums = self._sums.sums(hours_to_seconds(window_hours), now_ns)
        if not sums[_EXECUTIONS]:
            return ExecutionQualityMetrics()
        numbers = [Decimal(number) for number in sums]
        ordered = numbers[_ORDERED]
        expected, actual = numbers[_EXPECTED:_ACTUAL], numbers[_ACTUAL:_ORDERED]
        rates = [divide(side[_FILLED], ordered) if ordered else None for side in (expected, actual)]
        gap = _less(actual[_FILLED], expected[_FILLED])
        return ExecutionQualityMetrics(
            expected_slippage_bps=_slippage(expected),
            actual_slippage_bps=_slippage(actual),
            slippage_error_bps=_slippage_error(expected, actual),
            fill_rate_expected=rates[0],
            fill_rate_actual=rates[1],
            fill_rate_error_pct=divide(product(gap, _HUNDRED), ordered) if ordered else None,
            commission_expected=expected[_COMMISSION],
            commission_actual=actual[_COMMISSION],
            commission_error_pct=_commission_error(expected[_COMMISSION], actual[_COMMISSION]),
            executions=int(sums[_EXECUTIONS]),
        )

    def acknowledge(self) -> None:
        """Start to count anew, as after a reset of the breaker."""
        self._sums.clear()

    def state(self) -> dict[str, Any]:
        """Return all that must survive a restart, as JSON's types."""
        return self._sums.state()

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take on what `state` returned.

        Args:
            state: That.

        Raises:
            RecordError: If it is damaged; then nothing is changed.
        """
        sums = RollingSums(_WIDTH)
        try:
            sums.restore(state)
        except (KeyError, TypeError, ValueError) as error:
            raise RecordError(
                f"the state of the execution tracker is damaged ({error!r}): verify the journal"
            ) from error
        self._sums = sums


def _listed(fills: Fills) -> list[Fill]:
    if fills is None:
        return []
    return list(fills) if isinstance(fills, Sequence) else [fills]


def _check_one_order(fills: Sequence[Fill]) -> None:
    if len({(fill.asset.sid, fill.amount > 0) for fill in fills}) > 1:
        told = ", ".join(f"{fill.amount} {fill.asset.symbol}" for fill in fills)
        raise ConfigurationError(f"fills of several assets or sides ({told}): record one order at a time")


def _weight(signal_price: Decimal, fills: Sequence[Fill], asset: Asset | None) -> Decimal:
    """Return the value of one unit, which quantities of several assets are made comparable with."""
    price = signal_price or next((fill.price for fill in fills if fill.price), _ZERO)
    traded = fills[0].asset if fills else asset
    return product(price.copy_abs(), _ONE if traded is None else traded.price_multiplier)


def _side(fills: Sequence[Fill], signal_price: Decimal, weight: Decimal, filled: Decimal) -> list[Decimal]:
    base = product(filled, weight) if signal_price else _ZERO
    worse = _ZERO
    if signal_price:
        worse = _sum_of(
            product(fill.amount, _less(fill.price, signal_price), fill.asset.price_multiplier)
            for fill in fills
        )
    commission = _sum_of(fill.commission for fill in fills)
    return [worse, base, product(filled, weight), commission]


def _slippage(side: Sequence[Decimal]) -> Decimal | None:
    return divide(product(side[_WORSE], _BPS), side[_BASE]) if side[_BASE] else None


def _slippage_error(expected: Sequence[Decimal], actual: Sequence[Decimal]) -> Decimal | None:
    if not expected[_BASE] or not actual[_BASE]:
        return None
    gap = _less(
        product(actual[_WORSE], expected[_BASE]),
        product(expected[_WORSE], actual[_BASE]),
    )
    return divide(product(gap, _BPS), product(actual[_BASE], expected[_BASE]))


def _commission_error(expected: Decimal, actual: Decimal) -> Decimal | None:
    if not expected:
        return None if actual else _ZERO
    return divide(product(_less(actual, expected), _HUNDRED), expected)


def _less(one: Decimal, other: Decimal) -> Decimal:
    return total(one, other.copy_negate())


def _sum_of(numbers: Iterable[Decimal]) -> Decimal:
    return total(*numbers)

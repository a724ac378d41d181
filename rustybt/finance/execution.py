"""Order styles: how an order may be filled."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rustybt.exceptions import OrderError

__all__ = [
    "ExecutionStyle",
    "LimitOrder",
    "MarketOrder",
    "StopLimitOrder",
    "StopOrder",
    "TimeInForce",
    "prices_of",
    "time_in_force_of",
]

type Price = int | str | Decimal | float

type TimeInForce = Literal["gtc", "day", "ioc", "fok"]
"""Until cancelled; until the session ends; what fills at the first bar; the same, but meant for all of it."""

_TIMES: tuple[TimeInForce, ...] = ("gtc", "day", "ioc", "fok")


@dataclass(frozen=True, slots=True)
class ExecutionStyle:
    """Base of the order styles.

    Attributes:
        limit_price: Worst price that is accepted, or None.
        stop_price: Price that must be touched first, or None.
        time_in_force: How long it is good for: ``gtc``, ``day``, ``ioc`` or ``fok``.

    Raises:
        OrderError: If the time in force is none of these.
    """

    limit_price: Price | None = None
    stop_price: Price | None = None
    time_in_force: TimeInForce = "gtc"

    def __post_init__(self) -> None:
        """Check the time in force."""
        _checked(self.time_in_force)


@dataclass(frozen=True, slots=True, init=False)
class MarketOrder(ExecutionStyle):
    """Fill at the next bar, whatever the price.

    Args:
        time_in_force: How long it is good for.

    Example:
        >>> MarketOrder().limit_price is None
        True
    """

    def __init__(self, *, time_in_force: TimeInForce = "gtc") -> None:
        ExecutionStyle.__init__(self, time_in_force=time_in_force)


@dataclass(frozen=True, slots=True, init=False)
class LimitOrder(ExecutionStyle):
    """Fill at the limit price or better.

    Args:
        limit_price: Worst price that is accepted.
        time_in_force: How long it is good for.
    """

    def __init__(self, limit_price: Price, *, time_in_force: TimeInForce = "gtc") -> None:
        ExecutionStyle.__init__(self, limit_price, time_in_force=time_in_force)


@dataclass(frozen=True, slots=True, init=False)
class StopOrder(ExecutionStyle):
    """Become a market order once the stop price is touched.

    Args:
        stop_price: Price that must be touched first.
        time_in_force: How long it is good for.
    """

    def __init__(self, stop_price: Price, *, time_in_force: TimeInForce = "gtc") -> None:
        ExecutionStyle.__init__(self, None, stop_price, time_in_force)


@dataclass(frozen=True, slots=True, init=False)
class StopLimitOrder(ExecutionStyle):
    """Become a limit order once the stop price is touched.

    Args:
        limit_price: Worst price that is accepted.
        stop_price: Price that must be touched first.
        time_in_force: How long it is good for.
    """

    def __init__(self, limit_price: Price, stop_price: Price, *, time_in_force: TimeInForce = "gtc") -> None:
        ExecutionStyle.__init__(self, limit_price, stop_price, time_in_force)


def prices_of(
    limit_price: Price | None, stop_price: Price | None, style: ExecutionStyle | None
) -> tuple[Price | None, Price | None]:
    """Return the limit and the stop price that an order function was given.

    Args:
        limit_price: As given, or None.
        stop_price: As given, or None.
        style: An order style, or None.

    Returns:
        Limit and stop price; None where there is none.

    Raises:
        OrderError: If both prices and a style are given, or the style is none.
    """
    if style is None:
        return limit_price, stop_price
    if not isinstance(style, ExecutionStyle):
        hint = f"did you mean {style.__name__}(...)?" if isinstance(style, type) else "use a LimitOrder(...)"
        raise OrderError(f"style={style!r} is no order style: {hint}")
    if limit_price is not None or stop_price is not None:
        raise OrderError(
            f"limit_price={limit_price!r}, stop_price={stop_price!r} and style={style!r}: give either the "
            "prices or the style"
        )
    return style.limit_price, style.stop_price


def time_in_force_of(given: TimeInForce | None, style: ExecutionStyle | None) -> TimeInForce:
    """Return how long an order is good for.

    Args:
        given: As given beside the style, or None.
        style: An order style, or None.

    Raises:
        OrderError: If it is none of ``gtc``, ``day``, ``ioc`` and ``fok``, or the style says something else.
    """
    of_style = style.time_in_force if isinstance(style, ExecutionStyle) else "gtc"
    if given is None:
        return of_style
    if of_style not in ("gtc", given):
        raise OrderError(f"time_in_force={given!r} and style={style!r}: say it once")
    return _checked(given)


def _checked(given: TimeInForce) -> TimeInForce:
    if given not in _TIMES:
        raise OrderError(f"time_in_force {given!r} is none of {', '.join(_TIMES)}")
    return given

"""Order styles: how an order may be filled."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rustybt.exceptions import OrderError

__all__ = ["ExecutionStyle", "LimitOrder", "MarketOrder", "StopLimitOrder", "StopOrder", "prices_of"]

type Price = int | str | Decimal | float


@dataclass(frozen=True, slots=True)
class ExecutionStyle:
    """Base of the order styles.

    Attributes:
        limit_price: Worst price that is accepted, or None.
        stop_price: Price that must be touched first, or None.
    """

    limit_price: Price | None = None
    stop_price: Price | None = None


@dataclass(frozen=True, slots=True, init=False)
class MarketOrder(ExecutionStyle):
    """Fill at the next bar, whatever the price.

    Example:
        >>> MarketOrder().limit_price is None
        True
    """

    def __init__(self) -> None:
        ExecutionStyle.__init__(self)


@dataclass(frozen=True, slots=True, init=False)
class LimitOrder(ExecutionStyle):
    """Fill at the limit price or better.

    Args:
        limit_price: Worst price that is accepted.
    """

    def __init__(self, limit_price: Price) -> None:
        ExecutionStyle.__init__(self, limit_price)


@dataclass(frozen=True, slots=True, init=False)
class StopOrder(ExecutionStyle):
    """Become a market order once the stop price is touched.

    Args:
        stop_price: Price that must be touched first.
    """

    def __init__(self, stop_price: Price) -> None:
        ExecutionStyle.__init__(self, None, stop_price)


@dataclass(frozen=True, slots=True, init=False)
class StopLimitOrder(ExecutionStyle):
    """Become a limit order once the stop price is touched.

    Args:
        limit_price: Worst price that is accepted.
        stop_price: Price that must be touched first.
    """

    def __init__(self, limit_price: Price, stop_price: Price) -> None:
        ExecutionStyle.__init__(self, limit_price, stop_price)


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

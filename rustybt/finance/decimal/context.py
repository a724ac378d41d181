"""The one decimal context, and where numbers are rounded.

| what | to | how | where |
|---|---|---|---|
| an average cost, a return, a leverage | 28 digits | ROUND_HALF_EVEN | when read, never stored |
| a fill price | the price scale | ROUND_HALF_EVEN | once a fill |
| a fee | the money scale | ROUND_HALF_EVEN | once a fill |
| cost relieved by closing a part | the money scale | ROUND_HALF_EVEN | the rest stays in the cost |
| an order's amount | the lot | within 1e-4 of a lot that lot, else ROUND_DOWN | when placed |
| a limit or stop price | the tick | toward the passive side | when placed |
| an adjusted price of before a corporate action | the price scale | ROUND_HALF_EVEN | when read |

The money scale is the price scale plus the quantity scale, so that quantity times price is exact.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow

from rustybt.exceptions import ConfigurationError

__all__ = ["CONTEXT", "NAN", "PRECISION", "divide", "exact_figure", "finite", "mantissa"]

PRECISION = 28
NAN = Decimal("NaN")

CONTEXT = Context(
    prec=PRECISION, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow]
)
_WIDE = Context(prec=200, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation])


def divide(numerator: Decimal, denominator: Decimal) -> Decimal:
    """Return a quotient of 28 digits, ties to even.

    Raises:
        decimal.DivisionByZero: If the denominator is 0.

    Example:
        >>> divide(Decimal(1), Decimal(3))
        Decimal('0.3333333333333333333333333333')
    """
    return CONTEXT.divide(numerator, denominator)


def exact_figure(*, numerator: int, denominator: int, scale: int, root: bool) -> Decimal:
    """Return ``numerator / denominator * 10**-scale`` at 28 digits, or with the root taken of the ratio.

    Args:
        numerator: Of the exact ratio.
        denominator: Above 0.
        scale: Decimal places of the mantissas.
        root: Whether the figure is the root of the ratio, as a standard deviation is.

    Example:
        >>> exact_figure(numerator=301, denominator=2, scale=2, root=False)
        Decimal('1.505')
    """
    ratio = _WIDE.divide(Decimal(numerator), Decimal(denominator))
    if root:
        ratio = _WIDE.sqrt(ratio)
    return CONTEXT.plus(_WIDE.scaleb(ratio, -scale))


def finite(value: float | str | Decimal, what: str) -> Decimal:
    """Return a number exactly; a float counts as its shortest repr.

    Args:
        value: An int, str, Decimal or float.
        what: Its name, for the error.

    Raises:
        ConfigurationError: If it is no finite number.

    Example:
        >>> finite(0.1, "cost")
        Decimal('0.1')
    """
    try:
        number = Decimal(repr(float(value)) if isinstance(value, float) else value)
    except (InvalidOperation, TypeError, ValueError):
        raise ConfigurationError(f"{what} is {value!r}: use a finite int, Decimal, str or float") from None
    if not number.is_finite():
        raise ConfigurationError(f"{what} is {value!r}: use a finite number")
    return number


def mantissa(value: Decimal, scale: int, what: str) -> int:
    """Return a number's integer at a scale, refused when it has more places.

    Args:
        value: A finite number.
        scale: Decimal places.
        what: Its name, for the error.

    Raises:
        ConfigurationError: If it does not fit the scale exactly.

    Example:
        >>> mantissa(Decimal("1.25"), 4, "price")
        12500
    """
    scaled = _WIDE.scaleb(value, scale)
    if scaled != _WIDE.to_integral_value(scaled):
        raise ConfigurationError(f"{what} {value} has more than {scale} decimal places")
    return int(scaled)

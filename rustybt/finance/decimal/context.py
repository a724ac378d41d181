"""The one decimal context, and where numbers are rounded.

| what | to | how | where |
|---|---|---|---|
| an average cost, a return, a leverage | 28 digits | ROUND_HALF_EVEN | when read, never stored |
| a fill price | the price scale | ROUND_HALF_EVEN | once a fill |
| a fee | the money scale | ROUND_HALF_EVEN | once a fill |
| cost (and fees in the basis) relieved by closing a part | the money scale | ROUND_HALF_EVEN | the rest stays |
| a split's new amount | the smallest quantity | ROUND_DOWN | the fraction left is paid out |
| the cost of that fraction | the money scale | ROUND_HALF_EVEN | paid in cash; the rest stays in the cost |
| the last price through a split | the price scale | ROUND_HALF_EVEN | until the next mark |
| an order's amount | the lot | within 1e-4 of a lot that lot, else ROUND_DOWN | when placed |
| a limit or stop price | the tick | toward the passive side | when placed |
| an adjusted price of before a corporate action | the price scale | ROUND_HALF_EVEN | when read |

The money scale is the price scale plus the quantity scale, so that quantity times price is exact. Sums and products are
never rounded: `total` and `product` do not follow the context of the thread, which a strategy may change.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal, DivisionByZero, Inexact, InvalidOperation, Overflow
from functools import reduce

from rustybt.exceptions import ConfigurationError

__all__ = [
    "CONTEXT",
    "NAN",
    "PRECISION",
    "decimal",
    "divide",
    "exact_figure",
    "finite",
    "half_even",
    "mantissa",
    "product",
    "total",
]

PRECISION = 28
NAN = Decimal("NaN")
_ZERO = Decimal(0)

CONTEXT = Context(
    prec=PRECISION, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation, DivisionByZero, Overflow]
)
_WIDE = Context(prec=200, rounding=ROUND_HALF_EVEN, traps=[InvalidOperation])
_EXACT = Context(prec=1000, traps=[InvalidOperation, Inexact])
_MOST_DIGITS = 100


def total(*terms: Decimal) -> Decimal:
    """Return a sum, exactly.

    Args:
        terms: What is added; subtract by adding ``term.copy_negate()``.

    Raises:
        decimal.Inexact: If a thousand digits do not hold it.

    Example:
        >>> total(Decimal(10) ** 27, Decimal("0.01"))
        Decimal('1000000000000000000000000000.01')
    """
    return reduce(_EXACT.add, terms, _ZERO)


def product(*factors: Decimal) -> Decimal:
    """Return a product, exactly.

    Args:
        factors: What is multiplied.

    Raises:
        decimal.Inexact: If a thousand digits do not hold it.

    Example:
        >>> product(Decimal("123456789012345.67"), Decimal("123456789012345.67"))
        Decimal('15241578753238834552659675567.7489')
    """
    return reduce(_EXACT.multiply, factors)


def divide(numerator: Decimal, denominator: Decimal) -> Decimal:
    """Return a quotient of 28 digits, ties to even.

    Raises:
        decimal.DivisionByZero: If the denominator is 0.

    Example:
        >>> divide(Decimal(1), Decimal(3))
        Decimal('0.3333333333333333333333333333')
    """
    return CONTEXT.divide(numerator, denominator)


def half_even(numerator: int, denominator: int) -> int:
    """Return a quotient rounded to the nearest integer, ties to even, as the ledger rounds.

    Example:
        >>> [half_even(number, 2) for number in (1, 3, -1, -3)]
        [0, 2, 0, -2]
    """
    floor, rest = divmod(numerator, denominator)
    return floor + (rest > denominator - rest or (rest == denominator - rest and floor & 1 == 1))


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
        ConfigurationError: If it has more places, or more than 100 digits before the point.

    Example:
        >>> mantissa(Decimal("1.25"), 4, "price")
        12500
    """
    if not value:
        return 0
    if value.adjusted() > _MOST_DIGITS:
        raise ConfigurationError(f"{what} {value} has more than {_MOST_DIGITS} digits: use a smaller number")
    if value.adjusted() >= -scale:
        numerator, denominator = value.as_integer_ratio()
        quotient, rest = divmod(numerator * 10**scale, denominator)
        if rest == 0:
            return int(quotient)
    raise ConfigurationError(f"{what} {value} has more than {scale} decimal places: round it first")


def decimal(mantissa: int, scale: int) -> Decimal:
    """Return the number of an integer at a scale, with all its places.

    Args:
        mantissa: The integer.
        scale: Decimal places.

    Example:
        >>> decimal(12500, 4)
        Decimal('1.2500')
    """
    sign, digits, _ = Decimal(mantissa).as_tuple()
    return Decimal((sign, digits, -scale))

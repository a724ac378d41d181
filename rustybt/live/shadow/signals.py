"""Signals of live and of its shadow, and how far two of them agree."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Literal

from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.context import divide, finite, product, total
from rustybt.live.codecs import encode_record

if TYPE_CHECKING:
    from rustybt.assets.assets import Asset
    from rustybt.live.codecs import Json

__all__ = [
    "NANOS_PER_MS",
    "AlignmentResult",
    "AlignmentType",
    "Side",
    "SignalRecord",
    "aligned",
    "alone",
    "paired",
]

NANOS_PER_MS = 1_000_000
_HUNDRED, _ZERO = Decimal(100), Decimal(0)

type Side = Literal["BUY", "SELL"]


class AlignmentType(Enum):
    """How a signal of the shadow and one of live agree.

    A signal that only one side made is `MISSING_SIGNAL` when live did not make it, and `UNEXPECTED_SIGNAL` when
    the shadow did not: an order that the strategy's own logic does not account for is the graver of the two,
    and must be told apart to halt at once.
    """

    EXACT_MATCH = "exact_match"
    DIRECTION_MATCH = "direction_match"
    MAGNITUDE_MISMATCH = "magnitude_mismatch"
    MISSING_SIGNAL = "missing_signal"
    UNEXPECTED_SIGNAL = "unexpected_signal"


@dataclass(frozen=True, slots=True)
class SignalRecord:
    """An order that a strategy asked for.

    Attributes:
        timestamp_ns: When, UTC nanoseconds: the event's time in the shadow, the order's in live.
        asset: What is to be traded.
        side: ``"BUY"`` or ``"SELL"``.
        quantity: How much, above 0.
        price: Limit price, or None.
        order_type: Such as ``"MARKET"`` or ``"LIMIT"``.
        decision_id: The event the strategy decided on, the same in both engines; None in a tick strategy,
            whose signals are matched by time.
        received_ns: When the market event behind it was received, UTC nanoseconds; None if not known.

    Raises:
        ConfigurationError: If the side or a number is not one.
    """

    timestamp_ns: int
    asset: Asset
    side: Side
    quantity: Decimal
    price: Decimal | None = None
    order_type: str = "MARKET"
    decision_id: str | None = None
    received_ns: int | None = None

    def __post_init__(self) -> None:
        if self.side not in ("BUY", "SELL"):
            raise ConfigurationError(f"side {self.side!r} of a signal in {self.asset!r}: use 'BUY' or 'SELL'")
        quantity = finite(self.quantity, f"quantity of a signal in {self.asset!r}")
        if quantity <= 0:
            raise ConfigurationError(
                f"quantity {self.quantity} of a signal in {self.asset!r}: use one above 0, and the side for its sign"
            )
        object.__setattr__(self, "quantity", quantity)
        if self.price is not None:
            price = finite(self.price, f"price of a signal in {self.asset!r}")
            object.__setattr__(self, "price", price)


@dataclass(frozen=True, slots=True)
class AlignmentResult:
    """A signal of the shadow beside the one of live that it was matched with, if any.

    Attributes:
        alignment_type: How they agree.
        backtest_signal: The shadow's, or None.
        live_signal: Live's, or None.
        quantity_error_pct: Size of the difference in percent of the shadow's quantity; 100 where one is alone.
        price_error_pct: Size of the difference in percent of the shadow's price; 100 where only one has a
            price, 0 where none has or where one is alone.
        timestamp_delta_ms: Live's time less the shadow's, whole milliseconds; 0 where one is alone.
    """

    alignment_type: AlignmentType
    backtest_signal: SignalRecord | None
    live_signal: SignalRecord | None
    quantity_error_pct: Decimal
    price_error_pct: Decimal
    timestamp_delta_ms: int

    @property
    def signal(self) -> SignalRecord:
        """The shadow's signal, or live's where the shadow made none."""
        found = self.backtest_signal or self.live_signal
        if found is None:
            raise ConfigurationError("an alignment has neither signal: give it one")
        return found

    @property
    def event_time_ns(self) -> int:
        """When it happened, UTC nanoseconds: the time of `signal`."""
        return self.signal.timestamp_ns

    def to_dict(self) -> dict[str, Json]:
        """Return it as JSON's types; assets as sid and symbol."""
        return encode_record(self)


def aligned(backtest: SignalRecord, live: SignalRecord, tolerance: Decimal) -> AlignmentType:
    """Tell how two signals of one side agree.

    More than half of the shadow's quantity apart is a magnitude mismatch. They agree exactly when the order
    types are the same, the quantities differ by no more than the tolerance or one lot, and the prices by no
    more than the tolerance.

    Args:
        backtest: The shadow's.
        live: Live's.
        tolerance: How far quantity and price may differ, a ratio.
    """
    apart = _apart(live.quantity, backtest.quantity)
    if product(apart, Decimal(2)) > backtest.quantity:
        return AlignmentType.MAGNITUDE_MISMATCH
    near = apart <= product(tolerance, backtest.quantity) or apart <= backtest.asset.lot_size
    if near and live.order_type == backtest.order_type and _same_price(backtest, live, tolerance):
        return AlignmentType.EXACT_MATCH
    return AlignmentType.DIRECTION_MATCH


def paired(backtest: SignalRecord, live: SignalRecord, tolerance: Decimal) -> AlignmentResult:
    """Return the result of two signals that were matched.

    Args:
        backtest: The shadow's.
        live: Live's.
        tolerance: How far quantity and price may differ, a ratio.
    """
    ns = live.timestamp_ns - backtest.timestamp_ns
    return AlignmentResult(
        aligned(backtest, live, tolerance),
        backtest,
        live,
        _percent(_apart(live.quantity, backtest.quantity), backtest.quantity),
        _price_error(backtest.price, live.price),
        ns // NANOS_PER_MS if ns >= 0 else -(-ns // NANOS_PER_MS),
    )


def alone(*, backtest: SignalRecord | None = None, live: SignalRecord | None = None) -> AlignmentResult:
    """Return the result of a signal that only one side made.

    Args:
        backtest: The shadow's, which live did not make.
        live: Live's, which the shadow did not make.
    """
    kind = AlignmentType.UNEXPECTED_SIGNAL if backtest is None else AlignmentType.MISSING_SIGNAL
    return AlignmentResult(kind, backtest, live, _HUNDRED, _ZERO, 0)


def _apart(one: Decimal, other: Decimal) -> Decimal:
    return total(one, other.copy_negate()).copy_abs()


def _same_price(backtest: SignalRecord, live: SignalRecord, tolerance: Decimal) -> bool:
    if backtest.price is None or live.price is None:
        return backtest.price is live.price
    return _apart(live.price, backtest.price) <= product(tolerance, backtest.price.copy_abs())


def _price_error(backtest: Decimal | None, live: Decimal | None) -> Decimal:
    if backtest is None or live is None:
        return _ZERO if backtest is live else _HUNDRED
    return _percent(_apart(live, backtest), backtest.copy_abs())


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    if not whole:
        return _HUNDRED if part else _ZERO
    return divide(product(part, _HUNDRED), whole)

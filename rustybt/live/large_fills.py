"""Fills that are large for the portfolio: after one the account is compared at once, and not at the next interval."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from rustybt.exceptions import ConfigurationError
from rustybt.finance.decimal.context import finite

if TYPE_CHECKING:
    from rustybt.engine.simulated_venue import SimulatedVenue

__all__ = ["LargeFills", "share_of"]


def share_of(given: int | str | Decimal | float | None) -> Decimal | None:
    """Return the part of the portfolio's value from which on a fill is a large one.

    Args:
        given: Such as 0.05; None for no fill.

    Raises:
        ConfigurationError: If it is no number above 0.

    Example:
        >>> share_of("0.05"), share_of(None)
        (Decimal('0.05'), None)
    """
    if given is None:
        return None
    share = finite(given, "large_fill_pct")
    if share <= 0:
        raise ConfigurationError(
            f"large_fill_pct is {given!r}: use a part of the portfolio's value above 0, such as 0.05, or None for never"
        )
    return share


class LargeFills:
    """Looks for large fills; those of before are not looked at.

    Args:
        venue: Whose fills they are.
        share: Of `share_of`.
    """

    def __init__(self, venue: SimulatedVenue, share: Decimal | None) -> None:
        self._venue, self._share = venue, share
        self._seen = venue.fill_count

    def come(self) -> bool:
        """Return whether there was one since the last call."""
        venue, share, since = self._venue, self._share, self._seen
        self._seen = venue.fill_count
        if share is None or since == self._seen:
            return False
        least = share * max(venue.portfolio_value(), Decimal(0))
        fills = map(venue.fill_at, range(since, self._seen))
        return any(abs(fill.amount * fill.price * fill.asset.price_multiplier) >= least for fill in fills)

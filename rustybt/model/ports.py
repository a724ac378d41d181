"""The seam between an algorithm and the core that steps it: what each may ask of the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from rustybt.assets.assets import Asset
    from rustybt.model.bars import Split
    from rustybt.model.orders import Order

__all__ = ["Amount", "Hooks", "PositionRow", "Timeline", "TradingPort"]

type Amount = int | str | Decimal | float
"""A number from a user; a float counts as its shortest repr."""

type PositionRow = tuple[Asset, Decimal, Decimal, Decimal, Decimal]
"""Asset, amount, last price, cost of the open amount, fees capitalised into its cost basis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The bars and sessions of a run, as data.

    Attributes:
        sessions: int32[S], days since 1970-01-01; the first ones may lie before the run (history).
        open_ns: int64[S], UTC.
        close_ns: int64[S], UTC.
        step_session: int32[T], index into ``sessions`` of each bar.
        times_ns: int64[T], UTC, end of each bar.
        first_step: First bar of the run; those before it are history.
        daily: Whether a bar is a session.
        calendar_sessions: int32[C], the calendar's sessions around the run, those after its end included: for
            rules such as the last session of a month.
    """

    sessions: NDArray[np.int32]
    open_ns: NDArray[np.int64]
    close_ns: NDArray[np.int64]
    step_session: NDArray[np.int32]
    times_ns: NDArray[np.int64]
    first_step: int
    daily: bool
    calendar_sessions: NDArray[np.int32]


class TradingPort(Protocol):
    """What an algorithm may ask of the core that steps it; amounts are checked here, whatever the mode.

    Every ``order*`` returns the id of the new order, or None when the target is already held. Errors:
    ``OrderError`` (amount 0, NaN, infinite; a limit or stop that is not above 0),
    ``CannotOrderDelistedAssetError`` (outside the asset's life, or no price yet), ``OrderContextError``
    (outside a callback that may order).
    """

    @property
    def timeline(self) -> Timeline:
        """The bars and sessions of the run."""

    @property
    def now_ns(self) -> int:
        """The simulation time, UTC nanoseconds."""

    @property
    def session_day(self) -> int:
        """The current session, days since 1970-01-01."""

    @property
    def splits(self) -> Sequence[Split]:
        """The splits of the run; those that fall on no session do nothing."""

    @property
    def price_scale(self) -> int:
        """Decimal places of prices."""

    def close_now(self, asset: Asset) -> Decimal | None:
        """Return the close of the current bar, exactly; None if the asset did not trade in it."""

    def report_fills(self, report: bool) -> None:  # noqa: FBT001 - one switch of the core
        """Call ``on_order_fill`` at every fill, or do without: it costs a call a fill."""

    def order(
        self, asset: Asset, amount: Amount, limit: Amount | None = None, stop: Amount | None = None
    ) -> str | None:
        """Order a signed quantity."""

    def order_value(
        self, asset: Asset, value: Amount, limit: Amount | None = None, stop: Amount | None = None
    ) -> str | None:
        """Order for a signed sum of money at the last price."""

    def order_percent(
        self, asset: Asset, percent: Amount, limit: Amount | None = None, stop: Amount | None = None
    ) -> str | None:
        """Order for a signed fraction of the portfolio value."""

    def order_target(
        self, asset: Asset, target: Amount, limit: Amount | None = None, stop: Amount | None = None
    ) -> str | None:
        """Order the difference to a position of a signed quantity."""

    def order_target_value(
        self, asset: Asset, target: Amount, limit: Amount | None = None, stop: Amount | None = None
    ) -> str | None:
        """Order the difference to a position worth a signed sum of money."""

    def order_target_percent(
        self, asset: Asset, target: Amount, limit: Amount | None = None, stop: Amount | None = None
    ) -> str | None:
        """Order the difference to a position worth a signed fraction of the portfolio value."""

    def cancel_order(self, order_id: str) -> None:
        """Cancel an open order; one that is closed stays as it is. Unknown: ``UnknownOrderError``."""

    def get_order(self, order_id: str) -> Order:
        """Return a snapshot. Unknown: ``UnknownOrderError``."""

    def open_orders(self, asset: Asset | None = None) -> list[Order]:
        """Return snapshots of the open orders of one asset or of all, oldest first."""

    def set_slippage(self, assets: Sequence[Asset] | None, model: object) -> None:
        """Use a slippage model for these assets (None: all); before the first bar only."""

    def set_commission(self, assets: Sequence[Asset] | None, model: object) -> None:
        """Use a commission model for these assets (None: all); before the first bar only."""

    def set_cancel_policy(self, cancel_at_session_end: bool) -> None:  # noqa: FBT001 - one switch of the core
        """Cancel what is open at each session's end (zipline's ``EODCancel``), or never."""

    def schedule(self, function: Callable[[Any, Any], object], steps: NDArray[np.int64]) -> None:
        """Call ``function(context, data)`` after ``handle_data`` at these bars; in initialize only."""

    def record(self, **values: object) -> None:
        """Keep values for the result; the last of a session counts."""

    def cash(self) -> Decimal:
        """Cash, in the account's currency."""

    def portfolio_value(self) -> Decimal:
        """Cash and the value of all positions at their last prices."""

    def positions_value(self) -> Decimal:
        """The value of all positions at their last prices; shorts count negative."""

    def account(self) -> Mapping[str, Decimal]:
        """Return the account's sums, by name.

        They are ``long_value``, ``short_value``, ``long_exposure``, ``short_exposure``, ``capital_base``, and
        since the start ``realised``, ``fees``, ``dividends`` and ``flows``.
        """

    def amount(self, asset: Asset) -> Decimal:
        """Signed quantity held of one asset; 0 when there is none."""

    def held_assets(self) -> list[Asset]:
        """The assets with an open position, in the order they were opened."""

    def holds(self, asset: Asset) -> bool:
        """Whether there is an open position of an asset."""

    def position(self, asset: Asset) -> PositionRow | None:
        """The open position of one asset, or None."""

    def positions(self) -> list[PositionRow]:
        """Every open position, in the order they were opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hooks:
    """What the core calls of an algorithm; None where a strategy does not have it.

    Attributes:
        context: Passed first to every call.
        handle_data: ``(context, data)``, once a bar.
        before_trading_start: ``(context, data)``, once a session, with the data of the bar before.
        on_order_fill: ``(context, order, transaction)``, after each fill.
        on_order_cancel: ``(context, order)``, and where a venue said why, ``(context, order, reason)``.
        on_order_reject: ``(context, order, reason)``.
        on_broker_message: ``(context, message)``, with what a venue said that is of no order.
    """

    context: Any
    handle_data: Callable[[Any, Any], object] | None = None
    before_trading_start: Callable[[Any, Any], object] | None = None
    on_order_fill: Callable[[Any, Any, Any], object] | None = None
    on_order_cancel: Callable[..., object] | None = None
    on_order_reject: Callable[[Any, Any, str], object] | None = None
    on_broker_message: Callable[[Any, Any], object] | None = None

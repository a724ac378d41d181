"""The venue of a backtest: orders meet the bars of a panel, in native code."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np

import rustybt._native as _native
from rustybt.algorithm.bar_data import Frames
from rustybt.engine.bar_view import BarData, life_of, native_bars
from rustybt.exceptions import ConfigurationError, DateRangeError
from rustybt.finance.decimal.context import decimal, mantissa
from rustybt.model.bars import MISSING
from rustybt.model.ports import Hooks, Timeline
from rustybt.model.records import RunRecord
from rustybt.model.time import date_to_day, day_to_date

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from rustybt.assets.assets import Asset
    from rustybt.model.bars import BarPanel, Split

__all__ = ["Progress", "SimulatedVenue", "Terms"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What every account on the same bars has in common.

    Attributes:
        instruments: What is fixed about each asset, as mantissas.
        quantity_scale: Decimal places of quantities.
        timeline: Of the run.
    """

    instruments: list[tuple[int, int, int, int, int, int, bool]]
    quantity_scale: int
    timeline: Timeline

    @classmethod
    def of(cls, panel: BarPanel, start: date, calendar_sessions: NDArray[np.int32] | None = None) -> Terms:
        """Return those of a panel.

        Args:
            panel: The bars; those before ``start`` are history.
            start: First session of the run.
            calendar_sessions: int32, the calendar's sessions around the run; the panel's by default.

        Raises:
            ConfigurationError: If an asset's multiplier is no whole number, or has too many places.
            DateRangeError: If the panel has no session from ``start`` on.
        """
        scale = max((asset.quantity_scale for asset in panel.assets), default=0)
        first_session = int(np.searchsorted(panel.sessions, date_to_day(start)))
        first_step = int(np.searchsorted(panel.step_session, first_session))
        if first_step >= len(panel.times_ns):
            last = day_to_date(int(panel.sessions[-1])) if len(panel.sessions) else None
            raise DateRangeError(
                f"start {start}: bundle {panel.bundle!r} has no session from there to the end of the run; the last one "
                f"before is {last}: end later, or begin there"
            )
        timeline = Timeline(
            sessions=panel.sessions,
            open_ns=panel.session_open_ns,
            close_ns=panel.session_close_ns,
            step_session=panel.step_session,
            times_ns=panel.times_ns,
            first_step=first_step,
            daily=panel.frequency == "daily",
            calendar_sessions=panel.sessions if calendar_sessions is None else calendar_sessions,
        )
        instruments = [_instrument(asset, panel.price_scale, scale) for asset in panel.assets]
        return cls(instruments=instruments, quantity_scale=scale, timeline=timeline)


type Progress = Callable[[int, int], object]
"""Called with the bars done and all bars."""


class SimulatedVenue(_native.Simulation):
    """An account trading on the bars of a panel: the port of a strategy, and the loop of a backtest.

    Args:
        panel: The bars; those before ``start`` are history.
        start: First session of the run.
        capital_base: Cash at the start, above 0.
        frames: What ``data`` hands out.
        calendar_sessions: int32, the calendar's sessions around the run; the panel's by default.
        bars: The panel in native memory with a present of its own; made anew by default.
        days: The same of the panel's daily bars, where its bars are minutes.
        terms: Of the panel, start and sessions, where they are known already.

    Attributes:
        costs: Cost models as they were set, each with the assets that it is for, None for all; a later one replaces
            those before.

    Raises:
        ConfigurationError: If the capital is not above 0 or has too many places.
        DateRangeError: If the panel has no session from ``start`` on.
    """

    panel: BarPanel
    timeline: Timeline
    bar_data: BarData
    capital_base: Decimal
    quantity_scale: int
    costs: list[tuple[Sequence[Asset] | None, Any]]

    def __new__(
        cls,
        panel: BarPanel,
        *,
        start: date,
        capital_base: Decimal,
        frames: Frames = "polars",
        calendar_sessions: NDArray[np.int32] | None = None,
        bars: _native.Bars | None = None,
        days: _native.Bars | None = None,
        terms: Terms | None = None,
    ) -> SimulatedVenue:
        """Make the native simulation."""
        if not capital_base > 0:
            raise ConfigurationError(f"capital_base {capital_base}: use an amount above 0")
        terms = Terms.of(panel, start, calendar_sessions) if terms is None else terms
        scale, timeline = terms.quantity_scale, terms.timeline
        bars = native_bars(panel) if bars is None else bars
        venue = super().__new__(
            cls,
            bars,
            instruments=terms.instruments,
            quantity_scale=scale,
            capital=mantissa(capital_base, panel.price_scale + scale, "capital_base"),
            first_step=timeline.first_step,
        )
        venue.panel, venue.capital_base, venue.quantity_scale = panel, capital_base, scale
        venue.costs = []
        venue.bar_data, venue.timeline = BarData(panel, bars, frames, days), timeline
        return venue

    def __init__(self, panel: BarPanel, **_: object) -> None:
        """Nothing is left to do: the native part is made in ``__new__``."""

    @property
    def splits(self) -> tuple[Split, ...]:
        """The splits of the run."""
        return self.panel.splits

    @property
    def price_scale(self) -> int:
        """Decimal places of prices."""
        return self.panel.price_scale

    def close_now(self, asset: Asset) -> Decimal | None:
        """Return the close of the current bar, exactly; None if the asset did not trade in it.

        Args:
            asset: Of the panel.
        """
        found = int(self.bar_data.mantissas(asset, 1, "close")[0])
        return None if found == MISSING else decimal(found, self.panel.price_scale)

    def set_slippage(self, assets: Sequence[Asset] | None, model: Any) -> None:
        """Use a slippage model; as in :class:`rustybt.model.ports.TradingPort`.

        Args:
            assets: For these; None for all.
            model: A built-in one runs natively, any other with ``process_order`` in Python.

        Raises:
            ConfigurationError: If it is no slippage model.
            OrderContextError: If the run has begun.
        """
        self.use_slippage(assets, *_native_model(model, "process_order"))
        self.costs.append((assets, model))

    def set_commission(self, assets: Sequence[Asset] | None, model: Any) -> None:
        """Use a commission model; as in :class:`rustybt.model.ports.TradingPort`.

        Args:
            assets: For these; None for all.
            model: A built-in one runs natively, any other with ``calculate`` in Python.

        Raises:
            ConfigurationError: If it is no commission model.
            OrderContextError: If the run has begun.
        """
        self.use_commission(assets, *_native_model(model, "calculate"))
        self.costs.append((assets, model))

    def run(self, hooks: Hooks, progress: Progress | None = None) -> None:
        """Walk every bar from the first one of the run to the last.

        Args:
            hooks: What is called of the strategy.
            progress: Called now and then.

        Raises:
            StrategyError: If the strategy raised.
            RustyBTError: Our own errors, with a note of the bar.
        """
        self.run_all(hooks, self.bar_data, progress)

    def record_of_run(self) -> RunRecord:
        """Return the columns of every completed session; also after an interruption."""
        days = self.recorded_days()
        names = list(dict.fromkeys(name for day in days[-1:] for name in day))
        return RunRecord(
            assets=self.panel.assets,
            price_scale=self.panel.price_scale,
            quantity_scale=self.quantity_scale,
            money_scale=self.panel.price_scale + self.quantity_scale,
            capital_base=self.capital_base,
            daily=self.daily_columns(),
            orders=self.order_columns(),
            order_reasons=self.order_reasons(),
            transactions=self.transaction_columns(),
            positions=self.position_columns(),
            recorded={name: [day.get(name) for day in days] for name in names},
        )


def _instrument(
    asset: Asset, price_scale: int, quantity_scale: int
) -> tuple[int, int, int, int, int, int, bool]:
    multiplier = asset.price_multiplier
    if multiplier != multiplier.to_integral_value():
        raise ConfigurationError(f"{asset!r} has the price multiplier {multiplier}: use a whole number")
    lot = mantissa(asset.lot_size, quantity_scale, f"lot size of {asset.symbol}")
    tick = mantissa(asset.tick_size, price_scale, f"tick size of {asset.symbol}")
    return (int(multiplier), lot, tick, *life_of(asset), asset.settles_daily)


def _native_model(model: Any, method: str) -> tuple[str, list[tuple[int, int]], Any]:
    if not callable(getattr(model, method, None)):
        raise ConfigurationError(f"{model!r} is no cost model: it has no method {method}")
    name = type(model).__dict__.get("native_name", "")
    if not name:
        return "external", [], model
    return name, [_parts(value) for value in model.parameters()], None


def _parts(value: Decimal) -> tuple[int, int]:
    exponent = value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return int(value.scaleb(places)), places

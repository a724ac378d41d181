"""Strategies that are an array: what share of the portfolio each asset is to be, bar by bar."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from rustybt.algorithm.algorithm import TradingAlgorithm
from rustybt.assets.assets import Asset
from rustybt.exceptions import ConfigurationError

if TYPE_CHECKING:
    from rustybt.algorithm.bar_data import BarDataFrames
    from rustybt.algorithm.context import Context

__all__ = ["SignalAlgorithm", "SignalBars", "checked_targets"]

type Floats = NDArray[np.float64]


class SignalBars:
    """All bars up to the present as arrays, history before the run included: read-only float64[T], oldest first.

    Prices are as of the last bar: adjusted for the splits and dividends up to it. A figure is, at each bar, what
    ``data`` would have answered there, to the last bit.

    Args:
        data: What a strategy sees now.
        known: Arrays that were worked out before, by what was asked; they must be of the same bars.
        last: How many of the last bars are shown; None for all.
    """

    def __init__(self, data: Any, known: dict[Any, Floats] | None = None, *, last: int | None = None) -> None:
        self._data: BarDataFrames = data
        self._known = {} if known is None else known
        visible: int = data.visible
        self._length = visible if last is None else min(last, visible)

    def __len__(self) -> int:
        return self._length

    def values(self, asset: Asset, field: str = "close") -> Floats:
        """Return a field of every bar, the last one carried forward; NaN before the first.

        Args:
            asset: Of the run.
            field: open, high, low, close or volume.

        Raises:
            UnknownFieldError: If the field does not exist.
            AssetNotFoundError: If the asset is not of this run.
        """
        key = (asset, field)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._data.window(asset, len(self), field)
        return found

    def sma(self, asset: Asset, window: int, field: str = "close") -> Floats:
        """Return the mean of the last ``window`` values at every bar; NaN before the window is full.

        Args:
            asset: Of the run.
            window: Bars, the current one included.
            field: open, high, low, close or volume.

        Raises:
            ConfigurationError: If the window is not from 1 to 1,000,000.
            UnknownFieldError: If the field does not exist.
            AssetNotFoundError: If the asset is not of this run.
        """
        return self._figure("sma", asset, window, field)

    def ema(self, asset: Asset, window: int, field: str = "close") -> Floats:
        """Return the exponential average at every bar, as ``data.ema``; arguments and errors as in `sma`."""
        return self._figure("ema", asset, window, field)

    def std(self, asset: Asset, window: int, field: str = "close") -> Floats:
        """Return the sample standard deviation at every bar; arguments and errors as in `sma`."""
        return self._figure("std", asset, window, field)

    def max(self, asset: Asset, window: int, field: str = "close") -> Floats:
        """Return the highest of the last values at every bar; arguments and errors as in `sma`."""
        return self._figure("max", asset, window, field)

    def min(self, asset: Asset, window: int, field: str = "close") -> Floats:
        """Return the lowest of the last values at every bar; arguments and errors as in `sma`."""
        return self._figure("min", asset, window, field)

    def returns(self, asset: Asset, window: int, field: str = "close") -> Floats:
        """Return the change over ``window`` bars at every bar; arguments and errors as in `sma`."""
        return self._figure("returns", asset, window, field)

    def _figure(self, kind: str, asset: Asset, window: int, field: str) -> Floats:
        key = (kind, asset, window, field)
        found = self._known.get(key)
        if found is None:
            found = self._data.course(asset, kind, window, field)[-self._length :]
            self._known[key] = found
        return found


class SignalAlgorithm(TradingAlgorithm):
    """A strategy whose every decision is an array; it runs bar by bar as any other, or all at once in vector mode.

    Define ``initialize`` to look up `assets`, and ``targets``. An asset with an open order, without a price or
    outside of its life is left alone until that has changed.

    Attributes:
        assets: What is traded; set it in ``initialize``.
        rebalance: ``"on_change"`` orders when a target is another than the one before; ``"every_bar"`` orders back
            to the target whenever prices have moved the position off it.
        bars_needed: How many of the last bars `targets` is handed where it is stepped bar by bar, in event mode and
            live; None for all, whose arrays take longer at every bar. The last row must be the same either way:
            ``check_lookahead`` holds it against vector mode, which hands over all. Figures such as `SignalBars.ema` are
            of all bars anyway.
    """

    assets: Sequence[Asset] = ()
    rebalance = "on_change"
    bars_needed: int | None = None
    _last: dict[Asset, float]

    def targets(self, bars: SignalBars) -> Floats:  # noqa: ARG002 - for subclasses
        """Return the share of the portfolio that each asset is to be at every bar.

        Args:
            bars: Up to the present; T of them.

        Returns:
            float64[T] with one asset, [T, A] with several in the order of `assets`; 1 is the whole portfolio, negative
            is short, NaN leaves the asset alone. A row may depend on that bar and those before it only.

        Raises:
            ConfigurationError: If a subclass does not define it.
        """
        raise ConfigurationError(
            f"{type(self).__name__} defines no targets: write targets(self, bars), which gives a row a bar"
        )

    def handle_data(self, context: Context, data: Any) -> None:  # noqa: ARG002 - the engine hands it over
        """Order toward the last row of the targets; called once a bar."""
        assets = self.traded()
        last = self.__dict__.setdefault("_last", {})
        bars = SignalBars(data, last=self.bars_needed)
        row = checked_targets(self, self.targets(bars), len(bars), len(assets))[-1]
        for asset, share in zip(assets, row.tolist(), strict=True):
            same = self.rebalance == "on_change" and last.get(asset) == share
            if share != share or same or not data.can_trade(asset) or self.get_open_orders(asset):
                continue
            last[asset] = share
            self.order_target_percent(asset, share)

    def traded(self) -> tuple[Asset, ...]:
        """Return the assets of the targets' columns.

        Raises:
            ConfigurationError: If ``initialize`` set none, something else or one twice, `rebalance` is neither of
                its words, or `bars_needed` is no number of bars.
        """
        last = self.bars_needed
        if last is not None and (isinstance(last, bool) or not isinstance(last, int) or last < 1):
            raise ConfigurationError(
                f"bars_needed is {last!r}: use a number of bars from 1 on, or None for all"
            )
        if self.rebalance not in ("on_change", "every_bar"):
            raise ConfigurationError(f"rebalance is {self.rebalance!r}: use 'on_change' or 'every_bar'")
        if not self.assets:
            raise ConfigurationError(
                f"{type(self).__name__} trades nothing: set self.assets in initialize, such as "
                "[self.symbol('AAPL')]"
            )
        if "_last" not in self.__dict__:  # once a run
            self._check_assets()
        return tuple(self.assets)

    def _check_assets(self) -> None:
        single = isinstance(self.assets, Asset | str)
        given = [self.assets] if single else list(self.assets)
        wrong = [each for each in given if single or not isinstance(each, Asset)]
        if wrong:
            raise ConfigurationError(
                f"{type(self).__name__}.assets has {wrong[0]!r}: set it to a list of assets, such as "
                "[self.symbol('AAPL')]"
            )
        if len(set(given)) < len(given):
            raise ConfigurationError(
                f"{type(self).__name__}.assets has an asset twice: each has one column of the targets"
            )


def checked_targets(strategy: SignalAlgorithm, given: Any, bars: int, assets: int) -> Floats:
    """Return targets as float64[T, A].

    Args:
        strategy: Whose they are, for the error.
        given: What it returned.
        bars: T.
        assets: A.

    Raises:
        ConfigurationError: If they have another shape, or are no numbers, or infinite.
    """
    try:
        array = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError):
        raise ConfigurationError(
            f"{type(strategy).__name__}.targets gave {type(given).__name__}: return an array of numbers"
        ) from None
    if array.ndim == 1 and assets == 1:
        array = array[:, None]
    if array.shape != (bars, assets):
        raise ConfigurationError(
            f"{type(strategy).__name__}.targets has the shape {array.shape} of {bars} bars and {assets} assets: return "
            "a row a bar and a column an asset"
        )
    if np.isinf(array).any():
        raise ConfigurationError(
            f"{type(strategy).__name__}.targets is infinite at bar {int(np.argwhere(np.isinf(array))[0][0])}: return a "
            "share of the portfolio, or NaN to leave an asset alone"
        )
    return np.ascontiguousarray(array)
